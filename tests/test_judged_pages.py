"""The judged pages of ``tests/judged``: what a person says of a page stands in it; the set is wide enough."""

import html
import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "judged"
PAGES = sorted(FOLDER.glob("*.html"))
FIELDS = {
    "why": str,
    "build": str,
    "url": str,
    "content_type": str,
    "encoding": str,
    "seen_at": str,
    "title": str,
    "date": str | None,
    "author": str | None,
    "source": str | None,
    "paragraphs": list,
    "images": list,
    "attachments": list,
}
DAY_MINUTE_OR_SECOND = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?")
NOT_SHOWN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
BLANKS = re.compile(r"[\s\u200b\ufeff]+")
FRAME = ("责任编辑", "来源：", "版权声明", "上一篇", "下一篇", "分享到", "相关阅读", "延伸阅读", "相关推荐")


def judged(page: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    return values


def served(page: Path) -> str:
    return page.read_bytes().decode(judged(page)["encoding"])


def bare(text: str) -> str:
    return BLANKS.sub("", text)


def shown(page: Path) -> str:
    """All text of a page without blanks, in the order of its source."""
    return bare(html.unescape(re.sub(r"<[^>]*>", "", NOT_SHOWN.sub("", served(page)))))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_judgement_has_all_fields(page: Path) -> None:
    truth = judged(page)
    assert list(truth) == list(FIELDS)
    assert [name for name, kind in FIELDS.items() if not isinstance(truth[name], kind)] == []
    assert all((truth["why"], truth["build"], truth["url"], truth["title"], truth["paragraphs"]))
    seen = datetime.fromisoformat(truth["seen_at"])
    assert seen.utcoffset() == timedelta(hours=8)
    if truth["date"] is not None:
        assert DAY_MINUTE_OR_SECOND.fullmatch(truth["date"])
        assert datetime.fromisoformat(truth["date"]) <= seen.replace(tzinfo=None)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_its_title_and_its_paragraphs_in_order(page: Path) -> None:
    truth, text = judged(page), shown(page)
    assert bare(truth["title"]) in text
    end = 0
    for paragraph in truth["paragraphs"]:
        for part in paragraph.split(" | "):
            start = text.find(bare(part), end)
            assert start >= 0, part
            end = start + len(bare(part))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_its_author_source_images_and_attachments(page: Path) -> None:
    truth, source = judged(page), html.unescape(served(page))
    names = [*(truth["author"] or "").split("、"), truth["source"] or ""]
    files = [url.rpartition("/")[2] for url in truth["images"] + truth["attachments"]]
    assert [name for name in names + files if name not in source] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_paragraph_is_a_line_of_the_frame(page: Path) -> None:
    assert [text for text in judged(page)["paragraphs"] if text.startswith(FRAME)] == []


def test_every_page_is_judged_and_every_judgement_has_its_page() -> None:
    assert [page.stem for page in PAGES] == sorted(path.stem for path in FOLDER.glob("*.json"))


def test_the_set_has_many_builds_with_several_pages_each() -> None:
    builds = Counter(judged(page)["build"] for page in PAGES)
    assert len(PAGES) >= 60
    assert len(builds) >= 20
    assert min(builds.values()) >= 3


def test_no_two_pages_share_a_text_or_a_difficulty() -> None:
    truths = [judged(page) for page in PAGES]
    texts = Counter(text for truth in truths for text in set(truth["paragraphs"]) if len(text) >= 15)
    assert [text for text, count in texts.items() if count > 1] == []
    assert len({truth["why"] for truth in truths}) == len(truths)
    assert len({truth["title"] for truth in truths}) == len(truths)


def test_the_set_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3_000_000
