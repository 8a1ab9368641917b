"""The judged pages of ``tests/judged``, read by the generic reader: how far it says what a person says.

``python -m bench.judged`` prints a line for each page. Of their sites nothing is told but which of their
addresses are articles'.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from xzcrawl.dates import combine
from xzcrawl.families import Site, described
from xzcrawl.items import Article, Page
from xzcrawl.page_reader import read_page

FOLDER: Final = Path(__file__).resolve().parents[1] / "tests" / "judged"
#: Characters of the pieces that two texts are compared by.
_PIECE: Final = 4
_BLANKS: Final = re.compile(r"[\s\u200b\ufeff]+")
_LAST_NAME: Final = re.compile(r"([^/=]*?)(\.\w+|/)?$")


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """A page as it was served, and what a person says of it (``tests/judged/README.md``)."""

    name: str
    page: Page
    truth: Mapping[str, Any]

    @property
    def source(self) -> str:
        """The page in its true encoding."""
        return self.page.body.decode(self.truth["encoding"], "replace")

    @property
    def text(self) -> str:
        return "\n".join(self.truth["paragraphs"])


@dataclass(frozen=True, slots=True)
class Score:
    """How near a reading comes to the truth: the F1 of its text, and whether the rest is right."""

    f1: float
    title: bool
    day: bool
    author: bool
    origin: bool

    @property
    def wrong(self) -> Sequence[str]:
        """The names of what is not right."""
        return [name for name in ("title", "day", "author", "origin") if not getattr(self, name)]


def judged_pages() -> Sequence[JudgedPage]:
    """All of them, in the order of their names."""
    return [_judged(path) for path in sorted(FOLDER.glob("*.json"))]


def _judged(path: Path) -> JudgedPage:
    truth = json.loads(path.read_text(encoding="utf-8"))
    seen = datetime.fromisoformat(truth["seen_at"])
    body, headers = path.with_suffix(".html").read_bytes(), {"content-type": truth["content_type"]}
    return JudgedPage(path.stem, Page(truth["url"], 200, headers, body, seen, seen), truth)


def site_of(page: Page) -> Site:
    """The page's site as one whose description fits none of its pages."""
    parts = urlsplit(page.url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    article = _LAST_NAME.sub(r"{key}\2", address, count=1)
    nothing = "x-nothing"
    family = described(articles=[article], lists=[], title=nothing, body=nothing, items=nothing)
    return Site.at(f"{parts.scheme}://{parts.netloc}/", family)


def read_generic(page: Page) -> Article | None:
    """The article that a crawl would archive of a page; None for none."""
    return read_page(page, site_of(page)).article


def scored(judged: JudgedPage) -> Score:
    """How the generic reader reads a page."""
    article, truth = read_generic(judged.page), judged.truth
    if article is None:
        return Score(0, title=False, day=False, author=False, origin=False)
    published = combine([*([article.reading] if article.reading else []), *article.metadata_readings])
    ends = (published.interval.earliest, published.interval.latest) if published else ()
    days = {f"{end:%Y-%m-%d}" for end in ends}
    return Score(
        similarity(article.text, judged.text),
        title=article.title == truth["title"],
        day=days == ({truth["date"][:10]} if truth["date"] else set()),
        author=article.author == truth["author"],
        origin=(article.origin or article.stated_origin) == truth["source"],
    )


def similarity(found: str, wanted: str) -> float:
    """The F1 of the pieces of two texts without their blanks: 1 for the same, 0 where nothing is shared."""
    own, others = _pieces(found), _pieces(wanted)
    shared = sum((own & others).values())
    return 2 * shared / (sum(own.values()) + sum(others.values())) if shared else 0


def _pieces(text: str) -> Counter[str]:
    bare = _BLANKS.sub("", text)
    return Counter(bare[start : start + _PIECE] for start in range(len(bare) - _PIECE + 1))


def _lines() -> Iterator[str]:
    for judged in judged_pages():
        score = scored(judged)
        wrong = f"  wrong: {', '.join(score.wrong)}" if score.wrong else ""
        yield f"{score.f1:.3f}  {judged.name}{wrong}\n"


if __name__ == "__main__":
    sys.stdout.writelines(_lines())
