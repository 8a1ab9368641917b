"""Records as the archive hands them out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from xzcrawl.archive import ArticleRecord
from xzcrawl.items import Image, Link, Removed

FULL = ArticleRecord(
    id=1,
    site="xz.example",
    key="6202",
    url="http://xz.example/index.php/post/6202.html",
    source_id="6202",
    title="全力冲刺!徐州泉山区定下这些“大目标”",
    author="admin",
    category="徐州产业信息",
    breadcrumbs=("产业", "徐州产业信息"),
    tags=("泉山区", "产业"),
    views=38,
    published_at=datetime(2022, 9, 23, 16, 0, tzinfo=UTC),
    published_earliest=datetime(2022, 9, 23, 16, 0, tzinfo=UTC),
    published_latest=datetime(2022, 9, 24, 15, 59, 59, tzinfo=UTC),
    published_precision="day",
    published_text="10个月前 (09-24)",
    published_source="page",
    published_contradicted=False,
    text='3月8日,在广大干群…\n他说:"干!"\n名称 | 数量',
    html="<p>3月8日,在广大干群…</p>",
    images=(Image("http://xz.example/a.jpg", "泉山区"), Image("http://xz.example/b.jpg", "")),
    related=(Link("http://xz.example/?id=4787", "徐州厂房"), Link("http://xz.example/?id=3", "沛县")),
    attachments=(Link("http://xz.example/uploads/1.doc", "附件1：申报书"),),
    removed=(Removed("葛毅明微信号", "contact-footer"), Removed("版权声明:…", "copyright-notice")),
    first_seen_at=datetime(2023, 7, 20, 4, 0, 0, 123456, tzinfo=UTC),
    last_seen_at=datetime(2023, 7, 21, 4, 0, tzinfo=UTC),
    changed_at=datetime(2023, 7, 20, 16, 30, tzinfo=UTC),
    gone_at=None,
    gone_kind=None,
    author_source="page",
    category_source="page",
    next_visit_at=datetime(2023, 7, 28, 4, 0, tzinfo=UTC),
    revision=2,
    content_sha256="ab" * 32,
    extractor="7",
    read_by="family",
    origin="徐州日报",
    stated_origin="徐州日报社",
    snapshot=None,
)

#: An article of which nothing is known but its title.
BARE = replace(
    FULL,
    id=2,
    key="7",
    url="http://xz.example/index.php/post/7.html",
    source_id="7",
    title="厂房",
    author=None,
    category=None,
    breadcrumbs=(),
    tags=(),
    views=None,
    published_at=None,
    published_earliest=None,
    published_latest=None,
    published_precision=None,
    published_text=None,
    published_source=None,
    text="",
    html="",
    images=(),
    related=(),
    attachments=(),
    removed=(),
    revision=1,
)


#: Titles that some format must take care of.
ODD_TITLES = (
    '他说:"干!"\n换行\t制表',
    "--- : # [x] {y} & *z* !t |v> %w @q `p`",
    "../../etc/passwd\\con:*?<a>|",
    "空\x00\x0b\x1b\x7f\x85\u2028\ufeff\uffff字符",
    "👨‍👩‍👧 徐州🏭",
    "长" * 300,
    "🏭" * 300,
    "CON",
    "nul.",
    " .隐藏",
    "=1+1",
    "]]></title><script>alert(1)</script>&amp;",
    "null",
    "2022-09-24",
    "厂房",
    "厂房",
)
ODD = tuple(
    replace(BARE, id=number, key=str(number), source_id=str(number), title=title)
    for number, title in enumerate(ODD_TITLES, start=1)
)


@pytest.fixture
def full() -> ArticleRecord:
    return FULL


@pytest.fixture
def bare() -> ArticleRecord:
    return BARE


@pytest.fixture
def odd() -> tuple[ArticleRecord, ...]:
    return ODD
