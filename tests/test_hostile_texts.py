"""Texts that strangers write take time in proportion to their length, whatever they repeat.

What ``make fuzz`` finds becomes a row here. A row fails where its time grows faster than its length, and a
megabyte only beyond a bound so wide that nothing but a rule which reads a text again and again gets there.
"""

from contextlib import suppress
from itertools import islice
from time import process_time

import pytest

from tests.fuzz.entries import ENTRIES
from tests.fuzz.texts import pumped
from tests.fuzz.trial import problem
from tests.fuzz.words import TOKENS
from xzcrawl.errors import XzcrawlError

#: Characters, and seconds that so many may take: most take a tenth of one, none takes four.
_MEGABYTE, _SECONDS = 1_000_000, 15.0
REPEATED = {
    "a character": "字",
    "digits": "1",
    "numerals": "一",
    "brackets": "(",
    "spaces": " ",
    "lines": "\n",
    "tags": "<b>",
    "entities": "&amp;",
    "attributes": " a=b",
}
#: Of the words of the rules each entry tries so many, each another share of them.
_SHARE = 12
#: What once took a time that grew faster than the text: entry, what lets a rule begin, repeated, and ends it.
ONCE_SLOW = [
    ("date of a feed", "", "Z(", ""),
    ("date of a feed", "", "+0800 (", ""),
    ("text of a body", "", "。版权声明:本文由某某发布转载", ""),
    ("text of a body", "微信", "长按/扫一扫加葛毅明的微信号", ""),
    ("boilerplate lines", "微信\n", "扫一扫\n", ""),
    ("boilerplate lines", "微信\n", "产业招商/厂房土地租售:400 0123 021\n\n字\n", ""),
    ("boilerplate", "微信。版权声明:本文由某发布", "转载", "。字"),
    ("image sets", "", "/post/", ""),
    ("image sets", "", ".jpg?/", " x"),
    ("image sets", "", "a,", " 1xz"),
    ("feed", "", "<", ""),
    ("feed", "", "<!---->", "x"),
    ("feed", "", "<?a?>", "x"),
    ("source of a page", "<p>", "single ", ""),
    ("source of a body", "<div class=tags><a ", "href=", ">"),
    ("source of a body", "", "<a b='", ""),
    ("source of a body", "<script type=x>", " ", ""),
    ("tokens", "", "\u3000", ""),
    ("tokens", "", " \u0301", ""),
    ("difference", "", "甲，乙。", ""),
    ("small difference", "小姐\n", "datalistdatalist\n", ""),
    ("absence", "", "<!--", ""),
    ("absence", "", "<script>", ""),
    ("absence", "", "<a>", ""),
    ("absence", "", "<a ", ""),
    ("listed post", "", "<em>置顶</em>", ""),
    ("lines of an unknown page", "", "<p>上一篇：</p>", "<p>徐州，沛县。</p>"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("entry", [*ENTRIES])
def test_a_megabyte_of_anything_is_read_or_refused_at_once(entry: str) -> None:
    taken = {name: _seconds(entry, text * (_MEGABYTE // len(text))) for name, text in REPEATED.items()}
    assert {name: seconds for name, seconds in taken.items() if seconds > _SECONDS} == {}


def _seconds(entry: str, text: str) -> float:
    """The time a text takes. Nothing but the errors of xzcrawl may come of it."""
    begun = process_time()
    with suppress(XzcrawlError):
        ENTRIES[entry](text)
    return process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("entry", [*ENTRIES])
def test_the_words_of_the_rules_may_be_repeated(entry: str) -> None:
    words = islice(TOKENS, [*ENTRIES].index(entry) % _SHARE, None, _SHARE)
    found = {word: problem(entry, pumped("", word, "", 15_000)) for word in words}
    assert {word: what for word, what in found.items() if what} == {}


@pytest.mark.parametrize(("entry", "head", "pump", "tail"), ONCE_SLOW)
def test_what_once_was_slow_is_no_longer(entry: str, head: str, pump: str, tail: str) -> None:
    assert problem(entry, pumped(head, pump, tail, 60_000)) is None


@pytest.mark.parametrize("entry", ["date", "date of a page", "date of a feed", "date in a header"])
@pytest.mark.parametrize("figure", ["1", "一", "９"])
def test_a_year_of_five_thousand_figures_is_no_date(entry: str, figure: str) -> None:
    assert problem(entry, f"{figure * 5_000}年9月24日") is None
