"""Rounds of a library's reading of the pages in a folder: the text of the article, by its best mode.

The library's name and the folder are the arguments; the texts are written into the folder once, as
``NAME.json``. Nothing of ours is imported: this runs in an environment of its own.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import html

from bench.rounds import answer


def _magic_html() -> Callable[[str, str], str]:
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()
    return lambda page, url: _text_of(extractor.extract(page, base_url=url).get("html", ""))


def _trafilatura() -> Callable[[str, str], str]:
    from trafilatura import extract

    return lambda page, url: extract(page, url=url, favor_precision=True) or ""


def _readability() -> Callable[[str, str], str]:
    from readability import Document

    return lambda page, _: _text_of(Document(page).summary())


def _resiliparse() -> Callable[[str, str], str]:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page, _: extract_plain_text(page, main_content=True, alt_texts=False)


READERS: Mapping[str, Callable[[], Callable[[str, str], str]]] = {
    "magic-html": _magic_html,
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
}


def _text_of(source: str) -> str:
    return "\n".join(html.fromstring(source).itertext()) if source.strip() else ""


def main() -> None:
    """The first round comes before it is asked for."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    read = READERS[name]()
    urls = json.loads((folder / "urls.json").read_text())
    pages = [((folder / f"{number}.html").read_text("utf-8"), url) for number, url in enumerate(urls)]
    texts = [read(page, url) for page, url in pages]
    (folder / f"{name}.json").write_text(json.dumps(texts), encoding="utf-8")
    answer(lambda: [read(page, url) for page, url in pages])


if __name__ == "__main__":
    main()
