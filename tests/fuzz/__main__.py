"""``make fuzz``: makes up hostile texts for so many minutes, and keeps those that something is wrong with.

``python -m tests.fuzz FILE …`` tries kept ones again. A file is named after its entry and holds the text.
"""

import hashlib
import secrets
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.entries import ENTRIES
from tests.fuzz.texts import PAGES, TEXTS
from tests.fuzz.trial import problem

_FOLDER: Final = Path(".fuzz")
#: Texts in one go, after which the time is looked at.
_BATCH: Final = 200


class _Found(Exception):
    """Something is wrong with a text at an entry."""


def _trials(entries: Sequence[str]) -> st.SearchStrategy[tuple[str, str]]:
    texts = st.tuples(st.sampled_from(entries), TEXTS)
    pages = st.tuples(st.just("source of a page"), PAGES)
    return texts | texts | pages if "source of a page" in entries else texts


def fuzz(entries: Sequence[str], number: int, minutes: float) -> Iterator[Path]:
    """The files of the texts found in so many minutes, from a seed on."""
    ends, tried = time.monotonic() + minutes * 60, 0

    @settings(
        max_examples=_BATCH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_trials(entries))
    def search(trial: tuple[str, str]) -> None:
        nonlocal tried
        tried += 1
        if what := problem(*trial):
            raise _Found(*trial, what)

    while time.monotonic() < ends:
        try:
            seed(number)(search)()
        except _Found as found:
            yield _keep(*found.args)
        number += 1
    _say(f"{tried:,} texts tried")


def _keep(entry: str, text: str, what: str) -> Path:
    _FOLDER.mkdir(exist_ok=True)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    path = _FOLDER / f"{entry.replace(' ', '-')}.{digest}.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _say(f"{path}: {what}: {text[:60]!r}")
    return path


def _again(path: Path) -> bool:
    """Whether something is still wrong with a kept text."""
    entry = path.name.split(".")[0].replace("-", " ")
    what = problem(entry, path.read_bytes().decode("utf-8", "surrogatepass"))
    _say(f"{path}: {what or 'well'}")
    return what is not None


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """1 where something was found."""
    parser = ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    parser.add_argument("--entry", action="append", choices=ENTRIES)
    asked = parser.parse_args()
    if asked.files:
        return int(sum(map(_again, asked.files)) > 0)
    _say(f"seed {asked.seed}")
    return int(len([*fuzz(asked.entry or [*ENTRIES], asked.seed, asked.minutes)]) > 0)


if __name__ == "__main__":
    sys.exit(main())
