"""``python -m xzcrawl.demo``: serve the demo site until Ctrl-C, as it is or hostile to crawlers."""

import argparse
import sys
from contextlib import ExitStack, suppress
from datetime import datetime
from io import TextIOWrapper
from time import sleep
from typing import Final

from xzcrawl.demo.clock import SHANGHAI
from xzcrawl.demo.edits import unsettle
from xzcrawl.demo.hostile import CASES, HostileSite
from xzcrawl.demo.options import Options
from xzcrawl.demo.server import serve
from xzcrawl.demo.site import DemoSite

#: Old ones without pictures among them to be edited.
_ENOUGH: Final = 150
#: Seconds between two looks for Ctrl-C. A signal that comes just before a wait without end is not noticed.
_LOOK: Final = 0.2


def main() -> None:
    """Parse the arguments, print the address, wait for Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m xzcrawl.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (default) for any free port")
    parser.add_argument("--articles", type=int, default=Options().articles)
    parser.add_argument("--seed", type=int, default=Options().seed)
    parser.add_argument("--hostile", metavar="CASE", choices=CASES, help="serve it hostile in this way")
    parser.add_argument("--cases", action="store_true", help="list the ways in which it can be hostile")
    parser.add_argument("--edit", action="store_true", help="change a few articles whenever Enter is pressed")
    chosen = parser.parse_args()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # titles are Chinese, and not every terminal is
    if chosen.cases:
        for name, does in CASES.items():
            _say(f"{name}: {(does.__doc__ or '').splitlines()[0]}")
        return
    if chosen.edit and chosen.articles < _ENOUGH:
        parser.error(f"--edit needs a site of {_ENOUGH} articles or more")
    options = Options(articles=chosen.articles, seed=chosen.seed)
    site = HostileSite(options, lambda: datetime.now(SHANGHAI), chosen.hostile)
    with suppress(KeyboardInterrupt), ExitStack() as stack:
        try:
            address = stack.enter_context(serve(site, chosen.port))
        except OSError as error:
            parser.error(f"cannot listen at port {chosen.port}: {error.strerror}")
        _say(address)
        if chosen.edit:
            _edit(site)
        while True:
            sleep(_LOOK)


def _edit(site: DemoSite) -> None:
    for turn, _ in enumerate(sys.stdin, 1):
        for line in unsettle(site, turn):
            _say(line)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
