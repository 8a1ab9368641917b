"""Rounds of dateparser's reading of the date texts in a file (see ``bench.reading_dates``).

Nothing of ours is imported: this runs in an environment of its own.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import dateparser

from bench.rounds import answer


def main() -> None:
    """Arguments: the file, and the languages that dateparser is told; without them it tries all it knows."""
    given = json.loads(Path(sys.argv[1]).read_text())
    seen_at = datetime.fromisoformat(given["seen_at"])
    told = {
        "RELATIVE_BASE": seen_at.replace(tzinfo=None),
        "TIMEZONE": "Asia/Shanghai",
        "RETURN_AS_TIMEZONE_AWARE": True,
    }
    languages = sys.argv[2:] or None

    def read_all() -> None:
        for text in given["texts"]:
            if dateparser.parse(text, languages=languages, settings=told) is None:
                raise ValueError(f"no date: {text}")

    read_all()
    answer(read_all)


if __name__ == "__main__":
    main()
