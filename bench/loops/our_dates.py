"""Rounds of our reading of the date texts in a file (see ``reading_dates``)."""

import json
import sys
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path

from bench.rounds import answer
from xzcrawl.dates import parse_date


def main() -> None:
    """The arguments are the file, and how often a round reads its texts. The first round is not asked for."""
    times, given = int(sys.argv[2]), json.loads(Path(sys.argv[1]).read_text())
    seen_at, texts = datetime.fromisoformat(given["seen_at"]), given["texts"]

    def read_all() -> None:
        for text in chain.from_iterable(repeat(texts, times)):
            if parse_date(text, seen_at, rounding="half-up") is None:
                raise ValueError(f"no date: {text}")

    read_all()
    answer(read_all)


if __name__ == "__main__":
    main()
