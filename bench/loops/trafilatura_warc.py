"""Rounds of trafilatura's reading of the articles in WARC files, on all cores: ``warcio`` finds the records.

Nothing of ours is imported: this runs in an environment of its own.
"""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter

from warcio.archiveiterator import ArchiveIterator

from bench.loops.trafilatura_pages import read_one
from bench.rounds import answer


def main() -> None:
    """Arguments: the folder, and of how many articles. The first round comes before it is asked for."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    with Pool(os.cpu_count()) as pool:

        def read_all() -> None:
            found = pool.imap_unordered(_is_read, islice(_articles(folder), count), chunksize=10)
            if sum(found) != count:
                raise ValueError("pages without an article")

        read_all()
        answer(read_all, perf_counter)


def _articles(folder: Path) -> Iterator[tuple[bytes, str]]:
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "response":
                    yield record.content_stream().read(), record.rec_headers.get_header("WARC-Target-URI")


def _is_read(page: tuple[bytes, str]) -> bool:
    return read_one(*page) is not None


if __name__ == "__main__":
    main()
