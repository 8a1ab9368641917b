"""Atom, as an XML parser reads it, held against RFC 4287."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lxml import etree

from xzcrawl.archive import ArticleRecord
from xzcrawl.export import FORMATS, Dump

DUMP = Dump(datetime(2023, 7, 22, tzinfo=UTC), {"category": "产业", "tag": None})
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*records: ArticleRecord, dump: Dump = DUMP) -> etree._Element:
    stream = io.BytesIO()
    FORMATS["atom"].write(iter(records), stream, dump)
    return etree.fromstring(stream.getvalue())


def children(element: etree._Element) -> list[tuple[str, dict[str, str], str | None]]:
    return [(child.tag.removeprefix(ATOM), dict(child.attrib), child.text) for child in element]


def test_an_entry_says_what_the_archive_knows(full: ArticleRecord) -> None:
    entry = feed(full).find(f"{ATOM}entry")
    assert children(entry) == [
        ("id", {}, "urn:uuid:2b36eee2-73ee-5dbf-bf51-5ce60ba0e777"),
        ("title", {}, "全力冲刺!徐州泉山区定下这些“大目标”"),
        (
            "link",
            {"rel": "alternate", "type": "text/html", "href": "http://xz.example/index.php/post/6202.html"},
            None,
        ),
        ("author", {}, None),
        ("published", {}, "2022-09-24T00:00:00+08:00"),
        ("updated", {}, "2023-07-21T00:30:00+08:00"),
        ("category", {"term": "徐州产业信息"}, None),
        ("category", {"term": "泉山区"}, None),
        ("category", {"term": "产业"}, None),
        ("content", {"type": "html"}, "<p>3月8日,在广大干群…</p>"),
    ]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "admin"


def test_an_entry_has_what_every_entry_must_have(bare: ArticleRecord) -> None:
    entry = feed(bare).find(f"{ATOM}entry")
    assert [tag for tag, _, _ in children(entry)] == ["id", "title", "link", "author", "updated", "content"]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "xz.example"


def test_the_feed_is_called_what_its_filters_are_and_was_updated_with_its_last_change(
    full: ArticleRecord, bare: ArticleRecord
) -> None:
    late = replace(bare, changed_at=full.changed_at + timedelta(days=1))
    root = feed(late, full)
    assert root.findtext(f"{ATOM}title") == "xzcrawl · category=产业"
    assert root.findtext(f"{ATOM}updated") == "2023-07-22T00:30:00+08:00"
    assert root.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
    assert root.find(f"{ATOM}link") is None
    assert [entry.findtext(f"{ATOM}title") for entry in root.iterfind(f"{ATOM}entry")] == [
        late.title,
        full.title,
    ]


def test_a_feed_that_is_served_has_its_address_for_id_and_link(full: ArticleRecord) -> None:
    url = "http://127.0.0.1:8000/feed.atom?q=%E6%96%B0&tag=a"
    root = feed(full, dump=replace(DUMP, title="搜索:<新能源>", url=url))
    assert (root.findtext(f"{ATOM}title"), root.findtext(f"{ATOM}id")) == ("搜索:<新能源>", url)
    link = root.find(f"{ATOM}link")
    assert dict(link.attrib) == {"rel": "self", "type": "application/atom+xml", "href": url}


def test_an_entry_leads_to_the_archive_first_where_its_address_is_known(full: ArticleRecord) -> None:
    root = feed(full, dump=replace(DUMP, base_url="https://archive.example/xz/"))
    links = [dict(link.attrib) for link in root.iterfind(f"{ATOM}entry/{ATOM}link")]
    assert [(link["rel"], link["href"]) for link in links] == [
        ("alternate", f"https://archive.example/xz/articles/{full.id}"),
        ("via", full.url),
    ]


def test_several_values_of_a_filter_are_each_named_in_the_title() -> None:
    dump = replace(DUMP, filters={"tag": ["新能源", "光伏"], "category": ["产业"]})
    assert feed(dump=dump).findtext(f"{ATOM}title") == "xzcrawl · tag=新能源 · tag=光伏 · category=产业"


def test_an_empty_feed_was_updated_when_it_was_made() -> None:
    assert [tag for tag, _, _ in children(feed())] == ["id", "title", "generator", "updated"]
    assert feed().findtext(f"{ATOM}updated") == "2023-07-22T08:00:00+08:00"


def test_an_id_stays_when_an_address_gets_another_form(full: ArticleRecord, bare: ArticleRecord) -> None:
    moved = replace(full, url="http://xz.example/?id=6202", id=9, title="改了")
    first, same, other = feed(full, moved, bare).iterfind(f"{ATOM}entry/{ATOM}id")
    assert first.text == same.text
    assert first.text != other.text


def test_every_title_is_escaped_and_what_xml_forbids_is_left_out(odd: tuple[ArticleRecord, ...]) -> None:
    found = [title.text for title in feed(*odd).iterfind(f"{ATOM}entry/{ATOM}title")]
    expected = [record.title for record in odd]
    expected[3] = "空\x7f\x85\u2028\ufeff字符"
    assert found == expected


def test_a_body_is_text_to_the_parser(full: ArticleRecord) -> None:
    html = "<p>]]> &amp; <b>x</b>\x0c</p>"
    (content,) = feed(replace(full, html=html)).iterfind(f"{ATOM}entry/{ATOM}content")
    assert (content.text, len(content)) == ("<p>]]> &amp; <b>x</b></p>", 0)


def test_an_article_with_a_tag_like_its_category_has_it_once(full: ArticleRecord) -> None:
    entry = feed(replace(full, category="产业")).find(f"{ATOM}entry")
    assert [term["term"] for tag, term, _ in children(entry) if tag == "category"] == ["产业", "泉山区"]
