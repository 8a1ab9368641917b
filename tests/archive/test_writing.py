"""What becomes of an article in the archive: its content, its details, its revisions, its site."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.known_keys import known_keys
from tests.making import NOON, Crawl, Put, Rows, Sizes, Start, hours
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.items import Block, Image, Link, Removed


def test_an_article_is_kept_as_its_page_shows_it(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.full_article())
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert record == ArticleRecord(
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
        text="3月8日,在广大干群…\n…奋力铸就高质量发展新辉煌。",
        html=record.html,  # judged below: the markup is the extractor's
        images=(Image("http://xz.example/a.jpg", "泉山区"), Image("http://xz.example/b.jpg", "")),
        related=(Link("http://xz.example/index.php/post/4787.html", "徐州厂房"),),
        attachments=(Link("http://xz.example/uploads/1.doc", "附件1：申报书"),),
        removed=(Removed("葛毅明微信号", "contact-footer"),),
        first_seen_at=NOON,
        last_seen_at=NOON,
        changed_at=NOON,
        gone_at=None,
        gone_kind=None,
        author_source="page",
        category_source="page",
        next_visit_at=datetime(2023, 8, 26, 1, 0, tzinfo=UTC),  # 298 days old: in 37, three hours early
        revision=1,
        # printf '%s\n%s\n%s' TITLE LINE1 LINE2 | sha256sum
        content_sha256="9ea3eabd4ca9e4bf2e4250cefa1f9919f2c7415987deb8e5493c49289d30ad57",
        extractor="7",
        read_by="family",
        origin=None,
        stated_origin=None,
        snapshot=None,
    )
    assert "<p>3月8日,在广大干群…</p>" in record.html
    assert record.published_at.utcoffset() == timedelta(0)


def test_an_article_may_have_nothing_but_a_title(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(lines=(), reading=None))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.html, record.images, record.tags) == ("", "", (), ())
    assert (record.published_at, record.published_precision, record.views) == (None, None, None)


def test_an_article_of_one_image_keeps_it(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(lines=(), images=[("http://xz.example/1.jpg", "")]))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.images) == ("", (Image("http://xz.example/1.jpg", ""),))


def test_the_same_crawl_put_twice_adds_no_row(
    archive_url: str, put: Put, crawl: Crawl, table_sizes: Sizes
) -> None:
    week_ago = crawl.reading("2022-09-20T00:00:00", "2022-09-30T00:00:00", source="listing", text="10个月前")
    items = [
        crawl.listing(crawl.observation("6202", week_ago), crawl.observation("4787"), crawl.observation("9")),
        crawl.full_article(),
        crawl.miss("9"),
        crawl.article("4787", tags=["产业"], at=1),
        crawl.article("4787", tags=["产业"], at=2, lines=("改了。",), reading=None),
    ]
    put(*items)
    with Archive(archive_url) as archive:
        before, known = list(archive.articles()), known_keys(archive, "xz.example")
    sizes = table_sizes()
    counts = put(*items)
    with Archive(archive_url) as archive:
        assert list(archive.articles()) == before
        assert known_keys(archive, "xz.example") == known
    assert table_sizes() == sizes | {"runs": 2}
    assert counts == {"articles_unchanged": 2, "articles_stale": 1}


def test_changed_text_replaces_the_content_and_counts_a_revision(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(lines=("旧。",), tags=["甲", "乙"], images=[("http://xz.example/1.jpg", "")]))
    counts = put(crawl.article(lines=("新。",), tags=["乙", "丙"], at=5))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.tags, record.images) == ("新。", ("乙", "丙"), ())
    assert (record.revision, record.first_seen_at, record.last_seen_at, record.changed_at) == (
        2, NOON, hours(5), hours(5),
    )  # fmt: skip
    assert counts == {"articles_changed": 1, "readings_added": 1}


def test_a_changed_title_is_a_change(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(title="旧题"))
    put(crawl.article(title="新题", at=5))
    with Archive(archive_url) as archive:
        assert (archive.article(1).title, archive.article(1).revision) == ("新题", 2)


def test_views_and_other_details_are_renewed_without_a_revision(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(views=38, category="旧", removed=[]))
    counts = put(crawl.article(views=45, category="新", removed=[Removed("电话", "contact-footer")], at=5))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.views, record.category, record.removed) == (45, "新", (Removed("电话", "contact-footer"),))
    assert (record.revision, record.changed_at, record.last_seen_at) == (1, NOON, hours(5))
    assert counts == {"articles_unchanged": 1, "readings_added": 1}


def test_a_guess_takes_the_place_of_nothing_that_was_read_exactly(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    exact = crawl.full_article()
    put(exact)
    with Archive(archive_url) as archive:
        before = archive.article(1)
    guess = replace(crawl.article(title="猜的题", lines=("猜的。",), at=5), read_by="generic")
    counts = put(guess)
    with Archive(archive_url) as archive:
        assert archive.article(1) == before
    assert counts == {"articles_guessed": 1}


def test_a_guess_is_renewed_by_another_and_gives_way_to_what_is_read_exactly(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(replace(crawl.article(lines=("猜的。",)), read_by="generic"))
    put(replace(crawl.article(lines=("又猜的。",), at=5), read_by="generic"))
    with Archive(archive_url) as archive:
        assert (archive.article(1).text, archive.article(1).read_by) == ("又猜的。", "generic")
    put(crawl.article(lines=("读的。",), at=9))
    with Archive(archive_url) as archive:
        assert (archive.article(1).text, archive.article(1).read_by) == ("读的。", "family")


def test_an_older_page_does_not_undo_a_newer_one(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(lines=("新。",), at=5))
    counts = put(crawl.article(lines=("旧。",), at=1, reading=None))
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.revision, record.last_seen_at) == ("新。", 1, hours(5))
    assert counts == {"articles_stale": 1}


def test_two_versions_in_one_batch_are_two_revisions(archive_url: str, put: Put, crawl: Crawl) -> None:
    counts = put(crawl.article(lines=("一",)), crawl.article("7"), crawl.article(lines=("二",), at=1))
    with Archive(archive_url) as archive:
        assert [(r.key, r.text, r.revision) for r in archive.articles()] == [
            ("6202", "二", 2),
            ("7", "第一段。", 1),
        ]
    assert (counts["articles_new"], counts["articles_changed"], counts["urls_found"]) == (2, 1, 2)


def test_a_tag_named_twice_counts_once(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(tags=["产业", "厂房", "产业"]))
    with Archive(archive_url) as archive:
        assert archive.article(1).tags == ("产业", "厂房")


def test_two_sites_keep_their_own_keys_and_tags(
    archive_url: str, put: Put, crawl: Crawl, start: Start
) -> None:
    put(crawl.article("1", tags=["产业"]))
    other = replace(crawl.article("1", tags=["产业"]), site="sz.example")
    writer = start(archive_url)
    with pytest.raises(ValueError, match=r"an item of sz\.example in a run of xz\.example"):
        writer.put(other)
    writer.close()
    from xzcrawl.archive.writer import Writer

    with Writer(archive_url, clock=lambda: NOON) as writer:
        writer.begin_run(
            site="sz.example", base_url="http://sz.example/", spider="sz", mode="full", started_at=NOON,
            versions={"extractor": "7"}, name="苏州厂房网",
        )  # fmt: skip
        writer.put(other)
    with Archive(archive_url) as archive:
        assert [(r.site, r.key, r.tags) for r in archive.articles()] == [
            ("xz.example", "1", ("产业",)),
            ("sz.example", "1", ("产业",)),
        ]
        assert [(site.key, site.name) for site in archive.stats().sites] == [
            ("sz.example", "苏州厂房网"),
            ("xz.example", None),
        ]


def test_a_site_without_a_name_has_that_of_its_feed(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(crawl.listing(crawl.observation("1"), site_name=None))
    put(crawl.listing(crawl.observation("1"), site_name="徐州厂房网"))
    put(crawl.listing(crawl.observation("1"), site_name="另一个名字"))
    assert [row["name"] for row in rows("sites")] == ["徐州厂房网"]


def test_blocks_are_the_html(archive_url: str, put: Put, crawl: Crawl) -> None:
    article = crawl.article(lines=())
    blocks = (Block("item", "一", "<li>一</li>"), Block("item", "二", "<li>二</li>"))
    put(replace(article, blocks=blocks))
    with Archive(archive_url) as archive:
        assert archive.article(1).html.replace("\n", "") == "<ul><li>一</li><li>二</li></ul>"
