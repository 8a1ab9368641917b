"""``python -m xzcrawl.demo``: serve the demo site until Ctrl-C."""

import argparse
import sys
from contextlib import suppress
from datetime import datetime
from threading import Event

from xzcrawl.demo.clock import SHANGHAI
from xzcrawl.demo.options import Options
from xzcrawl.demo.server import serve
from xzcrawl.demo.site import DemoSite


def main() -> None:
    """Parse the arguments, print the address, wait for Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m xzcrawl.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (default) for any free port")
    parser.add_argument("--articles", type=int, default=Options().articles)
    parser.add_argument("--seed", type=int, default=Options().seed)
    chosen = parser.parse_args()
    site = DemoSite(Options(articles=chosen.articles, seed=chosen.seed), lambda: datetime.now(SHANGHAI))
    with suppress(KeyboardInterrupt), serve(site, chosen.port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        Event().wait()


if __name__ == "__main__":
    main()
