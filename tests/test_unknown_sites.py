"""The made-up sites are what they say of themselves: their lists lead to every article, whose page shows it.

Read with the standard library alone, so that no mistake of the crawler is shared.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import urlopen

import pytest

from tests.unknown_sites.every import SITES
from tests.unknown_sites.portal import relative
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import NOW, PastEnd, Precision, Truth, UnknownSite

_HOST = "http://site.invalid"
#: A record or link in XML, which a script shows.
_RECORD = re.compile(
    r"<(?:record|nextgroup)>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</(?:record|nextgroup)>", re.DOTALL
)


class Page(HTMLParser):
    """A page's texts without its scripts, and what its elements point at."""

    def __init__(self, url: str, status: int, source: str) -> None:
        super().__init__()
        self.url, self.status, self.source = url, status, source
        self.texts: list[str] = []
        self.links: list[str] = []
        self.files: list[str] = []
        self.titles: list[str] = []
        self._inside = ""
        self.feed(source + "".join(map(unescape, _RECORD.findall(source))))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in ("script", "style", "title") else ""
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "img":
            self.files.append(given.get("data-src") or given.get("data-original") or given["src"])
        if tag == "option" and given.get("value", "").endswith(".html"):
            self.links.append(given["value"])
        self.titles += [given["title"]] if "title" in given else []

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.titles.append(data)
        elif not self._inside:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return squeezed("".join(self.texts))

    def internal(self) -> Iterator[str]:
        """Addresses of the site that ``a`` and ``option`` name, as paths with queries."""
        return inside(self.url, self.links)

    def beside(self) -> set[str]:
        return set(inside(self.url, self.files))

    def told(self) -> set[str]:
        """Addresses of further pages of a list: by links, by scripts, by what scripts ask for."""
        found = set(self.internal())
        if call := re.search(r'createPageHTML\((\d+), (\d+), "index", "html"\)', self.source):
            found |= {urljoin(self.url, f"index_{page}.html") for page in range(1, int(call[1]))}
        if more := re.search(r'data-api="(.+?)" data-channel="(\d+)" data-page="(\d+)"', self.source):
            found.add(f"{more[1]}?channel={more[2]}&page={int(more[3]) + 1}")
        if (shown := self.source.count("<em>")) and "加载更多" in self.source:
            if more := re.search(r'data-channel="(\d+)">', self.source):
                found.add(f"/api/news?channel={more[1]}&offset={shown}&limit=15")
            if more := re.search(r"const cid = (\d+)", self.source):
                found.add(f"/api/topic?cid={more[1]}&start={shown}&size=10")
        if more := re.search(r"url: '\?(p)=' \+ n|class=\"more\" .*>查看更多<", self.source):
            found.add(f"{self.url.partition('?')[0]}?{more[1] or 'page'}=2")
        if (piece := re.search(r"\?p(?:age)?=(\d+)$", self.url)) and "<html" not in self.source:
            is_more = self.source.count('class="when"') in (9, 12)
            found |= {f"{self.url[: piece.start(1)]}{int(piece[1]) + 1}"} if is_more else set()
        if asked := re.search(r"listUrl = '(.+?)'; loadPage\((\d+)\)", self.source):
            found.add(asked[1].replace("{page}", asked[2]))
        if counted := re.search(r"totalRecord:(\d+),.*groupSize:(\d+),.*perPage:(\d+)", self.source):
            total, group = int(counted[1]), int(counted[2]) * int(counted[3])
            pairs = re.findall(r"(\w+):'([^']*)'", self.source.partition("ajaxParam:")[2])
            if total > group and "<nextgroup>" not in self.source:
                numbers = {"startrecord": group + 1, "endrecord": 2 * group, "perpage": counted[3]}
                found.add(f"/module/web/jpage/dataproxy.jsp?{urlencode(numbers)}&{urlencode(pairs)}")
        if turn := re.search(r"goPage\(n\) \{ location\.href = '(.+?)' \+ n", self.source):
            found |= {turn[1] + page for page in re.findall(r"javascript:goPage\((\d+)\)", self.source)}
        return found


class Answer(Page):
    """What a list's script gets: records or a piece of HTML, and whether there is more."""

    def __init__(self, url: str, status: int, source: str) -> None:
        self.answer = json.loads(source)
        super().__init__(url, status, self.answer.get("html", ""))
        self.links += [row["url"] for row in self.answer.get("data", {}).get("list", [])]

    def told(self) -> set[str]:
        data = self.answer.get("data", {})
        asked, _, page = self.url.rpartition("=")
        more = self.answer.get("next") or data.get("hasMore")
        if counted := re.search(r"(offset|start)=(\d+)&(limit|size)=(\d+)$", self.url):
            shown = int(counted[2]) + int(counted[4])
            is_more = shown < data["total"] if data else self.answer["html"].count("<li>") == 10
            following = f"{counted[1]}={shown}&{counted[3]}={counted[4]}"
            return {*self.internal(), *([self.url.replace(counted[0], following)] if is_more else [])}
        more = more or data.get("total", 0) > data.get("pageNo", 0) * data.get("pageSize", 0)
        return set(self.internal()) | ({f"{asked}={int(page) + 1}"} if more else set())


class Records(Page):
    """What a list's script gets as XML: records, and how many there are."""

    def told(self) -> set[str]:
        found = set(self.internal())
        total = re.search(r"<totalrecord>(\d+)<", self.source)
        asked = re.search(r"startrecord=(\d+)&endrecord=(\d+)", self.url)
        if total and asked and int(asked[2]) < int(total[1]):
            first, last = int(asked[2]) + 1, 2 * int(asked[2]) - int(asked[1]) + 1
            found.add(self.url.replace(asked[0], f"startrecord={first}&endrecord={last}"))
        return found


def inside(url: str, references: list[str]) -> Iterator[str]:
    for reference in references:
        parts = urlsplit(urljoin(_HOST + url, reference))
        if f"{parts.scheme}://{parts.netloc}" == _HOST:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@cache
def site_named(name: str) -> UnknownSite:
    return SITES[name]()


@cache
def read(site: UnknownSite, url: str) -> Page:
    path, _, query = url.partition("?")
    status, headers, body = site.respond(path, query)
    kinds = {"application/json": Answer, "text/xml": Records}
    kind = kinds.get(headers["Content-Type"].partition(";")[0], Page)
    return kind(url, status, body.decode(site.encoding))


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> UnknownSite:
    return site_named(request.param)


def articles_in(site: UnknownSite, page: Page) -> list[Truth]:
    """The articles that a page links to, in the order of their first links."""
    of = {url: truth for truth in site.truths for url in truth.urls}
    return list(dict.fromkeys(of[url] for url in page.internal() if url in of))


def whole_text(site: UnknownSite, truth: Truth) -> str:
    return "".join(read(site, url).text for url in (truth.url, *truth.parts))


def test_a_site_has_many_articles_of_years_in_several_columns(site: UnknownSite) -> None:
    truths = site.truths
    assert 60 <= len(truths) <= 120
    assert 3 <= len({truth.column for truth in truths}) <= 5
    assert timedelta(days=2 * 365) < truths[0].instant - truths[-1].instant < timedelta(days=3 * 365)
    assert all(later.instant >= earlier.instant for later, earlier in pairwise(truths))
    urls = [url for truth in truths for url in (*truth.urls, *truth.parts)]
    assert len(urls) == len(set(urls))


def test_the_lists_that_the_home_page_leads_to_have_every_article(site: UnknownSite) -> None:
    home = read(site, "/")
    listed: set[Truth] = set()
    for column in site.columns:
        assert column.pages[0] in home.told()
        pages = [read(site, url) for url in column.pages]
        assert all(further.url in page.told() for page, further in pairwise(pages))
        assert column.beyond not in pages[-1].told()
        listed.update(truth for page in pages for truth in articles_in(site, page))
        own = {truth for truth in site.truths if truth.column == column.name}
        assert own <= listed
    assert listed == set(site.truths)


def test_a_list_ends_as_it_says(site: UnknownSite) -> None:
    for column in site.columns:
        pages, beyond = [read(site, url) for url in column.pages], read(site, column.beyond)
        match column.past_end:
            case PastEnd.NOT_FOUND:
                assert beyond.status == 404
            case PastEnd.EMPTY:  # beside what stands around the entries of every page
                frame = set.intersection(*(set(articles_in(site, page)) for page in pages))
                assert beyond.status == 200
                assert len(pages) > 1
                assert set(articles_in(site, beyond)) <= frame
            case PastEnd.LAST_AGAIN:
                assert (beyond.status, beyond.source) == (200, pages[-1].source)


def test_the_page_of_an_article_shows_all_that_is_true_of_it(site: UnknownSite) -> None:
    for truth in site.truths:
        first, text = read(site, truth.url), whole_text(site, truth)
        parts = [read(site, url) for url in truth.parts]
        assert [page.status for page in (first, *parts)] == [200] * (1 + len(parts))
        cells = [cell for table in truth.tables for row in table for cell in row]
        said = [truth.title, *truth.paragraphs, *cells, *truth.notices, *truth.tags]
        said += [name for name in (truth.author, truth.source) if name]
        wanted = [squeezed(words) for words in said]
        assert [words for words in wanted if words not in text + squeezed(first.source)] == []
        assert [words for words in wanted[1 : 1 + len(truth.paragraphs)] if words not in text] == []
        assert set(truth.images) <= {image for page in (first, *parts) for image in page.beside()}
        links = {url for page in (first, *parts) for url in page.internal()}
        assert {file.url for file in truth.attachments} <= links
        assert all(squeezed(file.name) in text for file in truth.attachments)


def test_the_paragraphs_of_an_article_stand_in_their_order(site: UnknownSite) -> None:
    for truth in site.truths:
        text, at = whole_text(site, truth), 0
        for paragraph in map(squeezed, truth.paragraphs):
            at = text.index(paragraph, at) + len(paragraph)


def test_the_page_of_an_article_shows_its_date_as_finely_as_is_said(site: UnknownSite) -> None:
    times = {Precision.DAY: "", Precision.MINUTE: "{:%H:%M}", Precision.SECOND: "{:%M:%S}"}
    for truth in site.truths:
        source, day = read(site, truth.url).source, truth.published
        forms = (f"{day:%Y-%m-%d}", f"{day.year}-{day.month}-{day.day}", f"{day:%Y年%m月%d日}")
        assert any(form in source for form in forms)
        assert times[truth.precision].format(day) in source
        assert truth.instant - truth.published < timedelta(days=1)


def test_other_addresses_show_the_same_article(site: UnknownSite) -> None:
    for truth in site.truths[::5]:
        for url in truth.aliases:
            page = read(site, url)
            assert page.status == 200
            assert squeezed(truth.title) in page.text
            assert squeezed(truth.paragraphs[0]) in page.text


def test_images_and_attachments_are_there(site: UnknownSite) -> None:
    files = [url for truth in site.truths for url in truth.images]
    files += [file.url for truth in site.truths for file in truth.attachments]
    assert len(files) > 20
    assert [url for url in files if site.respond(*url.partition("?")[::2])[0] != 200] == []


def test_no_link_is_dead_except_those_that_are_meant_to_be(site: UnknownSite) -> None:
    seen, waiting = {"/"}, ["/"]
    dead = set()
    while waiting:
        url = waiting.pop()
        path, _, query = url.partition("?")
        status, headers, _ = site.respond(path, query)
        if not headers["Content-Type"].startswith(("text/html", "text/xml", "application/json")):
            assert status == 200
            continue
        page = read(site, url)
        if is_missing(site, page):
            dead.add(url)
            continue
        new = (page.told() | page.beside()) - seen
        seen |= new
        waiting += new
    assert dead == site.dead


def is_missing(site: UnknownSite, page: Page) -> bool:
    """Whether it is an error, or says the same as an absent article with status 200."""
    return page.status != 200 or page.titles[:1] == read(site, site.absent).titles[:1]


def test_a_site_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    for name, make in SITES.items():
        site, again, other = make("7"), make("7"), make("8")
        assert site.truths == again.truths
        urls = [
            "/",
            *(column.pages[-1] for column in site.columns),
            *(truth.url for truth in site.truths[:9]),
        ]
        for url in urls:
            path, _, query = url.partition("?")
            assert site.respond(path, query) == again.respond(path, query), name
        assert site.truths != other.truths


def test_articles_appear_when_they_are_published() -> None:
    for make in SITES.values():
        end = NOW + timedelta(days=30)
        before, after = make("3", NOW, end), make("3", end, end)
        added = set(after.truths) - set(before.truths)
        assert set(before.truths) <= set(after.truths)
        assert added
        assert all(truth.instant > NOW for truth in added)
        assert all(is_missing(before, read(before, truth.url)) for truth in added)
        assert not {url for truth in added for url in truth.urls} & set(read(before, "/").internal())


def test_a_site_is_served_on_loopback(site: UnknownSite) -> None:
    with serving(site) as base, urlopen(base) as answer:
        assert answer.status == site.respond("/", "")[0]
        assert answer.headers["Server"] == site.respond("/", "")[1]["Server"]
        assert answer.read() == site.respond("/", "")[2]


def test_titles_and_texts_are_as_awkward_as_those_of_real_sites(site: UnknownSite) -> None:
    titles = [truth.title for truth in site.truths]
    assert len(set(titles)) < len(titles)
    assert any(one.startswith(other[:14]) for one, other in pairwise(sorted(set(titles))))
    assert max(map(len, titles)) > 40
    assert any(truth.tables for truth in site.truths)
    assert any(truth.notices for truth in site.truths)
    assert any(re.fullmatch(r"\d{4}年\d+月\d+日", truth.paragraphs[-1]) for truth in site.truths)


def test_some_texts_of_dede_have_parts_and_their_addresses_another_day() -> None:
    truths = site_named("dede").truths
    assert {len(truth.parts) for truth in truths} == {0, 1, 2}
    assert any(f"{truth.published:/%Y/%m%d/}" not in truth.url for truth in truths)
    assert read(site_named("dede"), "/a/hangqing/").text.count("日期：") == 10


def test_later_pages_of_the_greatest_list_of_empire_are_a_scripts() -> None:
    site = site_named("empire")
    news = site.columns[0].pages
    assert news[:3] == ("/news/", "/news/index_2.html", "/e/action/ListInfo/?classid=1&page=2")
    assert len(news) > 3
    assert {len(truth.parts) for truth in site.truths} == {0, 1, 2}
    assert any(f"{truth.published:/%Y-%m-%d/}" not in truth.url for truth in site.truths)


def test_old_articles_stand_first_in_lists_of_pboot_and_products_are_none() -> None:
    site = site_named("pboot")
    for column in site.columns:
        days = [truth.published for truth in articles_in(site, read(site, column.pages[0]))]
        assert days != sorted(days, reverse=True)
    products = {url for url in read(site, "/product/").internal() if re.search(r"/product/\d", url)}
    assert products <= set(read(site, "/").internal())
    assert not products & {truth.url for truth in site.truths}


def test_the_further_pages_of_a_school_are_counted_from_the_end() -> None:
    site = site_named("school")
    pages = site.columns[0].pages
    assert pages[0] == "/xwzx/xyxw.htm"
    assert pages[1:] == tuple(f"/xwzx/xyxw/{page}.htm" for page in range(len(pages) - 1, 0, -1))
    rows = re.findall(r"<li id=.+?>\[(\d{4}-\d\d-\d\d)\] <a", read(site, pages[0]).source)
    assert len(rows) == 10


def test_the_last_page_of_phpcms_leads_to_itself_and_one_after_it_further() -> None:
    site = site_named("phpcms")
    for column in site.columns:
        assert column.pages[-1] in read(site, column.pages[-1]).internal()
        assert column.beyond not in read(site, column.pages[-1]).internal()
    column = site.columns[0]
    assert f"/list-9-{len(column.pages) + 2}.html" in read(site, column.beyond).internal()
    times = re.findall(r'class="rt">([-:\d ]+)<', "".join(read(site, url).source for url in column.pages))
    assert len(times) > 24
    assert times != sorted(times, reverse=True)
    shapes = {re.sub(r"\d+", "N", truth.url) for truth in site.truths}
    assert shapes == {"/show-N-N-N.html", "/N/jishu_N/N.html"}


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "刚刚"),
        (timedelta(seconds=40), "40&nbsp;秒前"),
        (timedelta(minutes=1), "60&nbsp;秒前"),
        (timedelta(minutes=18, seconds=59), "18&nbsp;分钟前"),
        (timedelta(minutes=44), "半小时前"),
        (timedelta(hours=3, minutes=59), "3&nbsp;小时前"),
        (timedelta(hours=16), "昨天&nbsp;23:40"),
        (timedelta(hours=43), "前天&nbsp;20:40"),
        (timedelta(days=4), "4&nbsp;天前"),
        (timedelta(days=7), "7&nbsp;天前"),
        (timedelta(days=8), None),
    ],
)
def test_a_portal_rounds_down_and_counts_days_by_the_calendar(ago: timedelta, words: str | None) -> None:
    then = NOW - ago
    full = f"{then.year}-{then.month}-{then.day} {then:%H:%M}"
    assert relative(then, NOW) == (f'<span title="{full}">{words}</span>' if words else full)


def test_the_feed_of_a_portal_is_empty_at_the_first_time() -> None:
    site = SITES["portal"]()
    first, again = (site.respond("/portal.php", "mod=rss&catid=2")[2] for _ in range(2))
    assert (first.count(b"<item>"), again.count(b"<item>")) == (0, 20)


def test_the_lists_of_a_portal_have_recent_times_of_every_form() -> None:
    site = site_named("portal")
    lists = "".join(read(site, column.pages[0]).text for column in site.columns)
    assert [
        word for word in ("秒前", "分钟前", "半小时前", "小时前", "昨天", "前天", "天前") if word not in lists
    ] == []


def test_the_lists_of_a_magazine_have_dates_of_every_form_and_its_addresses_no_numbers() -> None:
    site = site_named("tech")
    lists = "".join(read(site, url).text for column in site.columns for url in column.pages)
    forms = (r"\d分钟前", r"\d小时前", r"[1-6]天前", r"\d月\d+日", r"202[45]\.\d\d\.\d\d")
    assert [form for form in forms if not re.search(form, lists)] == []
    assert {truth.url.split("/")[1] for truth in site.truths} == {"insights", "news", "events", "p"}


@pytest.mark.parametrize(
    ("name", "status", "robots", "sitemap"),
    [
        ("government", 404, 404, 404),
        ("dede", 404, 200, 200),
        ("portal", 200, 200, 404),
        ("query", 200, 404, 404),
        ("scripted", 200, 200, 200),
        ("phpcms", 200, 200, 404),
        ("empire", 404, 200, 404),
        ("pboot", 404, 200, 200),
        ("school", 404, 404, 404),
        ("jcms", 404, 404, 404),
        ("tech", 404, 200, 200),
        ("media", 404, 200, 404),
        ("pieces", 200, 404, 404),
        ("paper", 404, 404, 404),
    ],
)
def test_what_is_absent_and_what_robots_read(name: str, status: int, robots: int, sitemap: int) -> None:
    site = site_named(name)
    assert read(site, site.absent).status == status
    assert site.respond("/robots.txt", "")[0] == robots
    answer, headers, _ = site.respond("/sitemap.xml", "")
    assert (answer if "xml" in headers["Content-Type"] else 404) == sitemap


@pytest.mark.parametrize(
    "name", ["government", "dede", "scripted", "phpcms", "school", "jcms", "media", "pieces"]
)
def test_some_entries_of_lists_leave_the_site(name: str) -> None:
    site = site_named(name)
    links = [link for column in site.columns for url in column.pages for link in read(site, url).links]
    assert any(link.startswith("https://mp.weixin.qq.com/") for link in links)


def test_lists_cut_long_titles(site: UnknownSite) -> None:
    pages = [read(site, url) for url in ("/", *(url for column in site.columns for url in column.pages))]
    listed = [(squeezed(truth.title), page.text) for page in pages for truth in articles_in(site, page)]
    assert any(title not in text and title[:11] in text for title, text in listed)
    marks = {
        "government": "…",
        "dede": "",
        "portal": "...",
        "query": "...",
        "scripted": "…",
        "phpcms": "...",
        "empire": "",
        "pboot": "...",
        "school": "...",
        "jcms": "...",
        "tech": "…",
        "media": "…",
        "pieces": "…",
        "paper": "…",
    }
    assert any(marks[site.name] in page.text for page in pages)


def test_two_sites_are_in_gbk_and_say_less_than_that() -> None:
    dede, query = site_named("dede"), site_named("query")
    page = next(read(dede, truth.url) for truth in dede.truths if "喆" in str(truth.author))
    assert "charset=gb2312" in page.source
    with pytest.raises(UnicodeEncodeError):
        page.source.encode("gb2312")
    assert "charset" not in read(query, query.truths[0].url).source
    assert "charset=gb2312" in read(query, query.columns[0].pages[0]).source


def test_feeds_and_sitemaps_are_as_fresh_as_such_systems_keep_them() -> None:
    dede, scripted = site_named("dede"), site_named("scripted")
    told = dede.respond("/sitemap.xml", "")[2].decode().count("<loc>")
    assert told == sum(truth.instant <= NOW - timedelta(days=14) for truth in dede.truths) < len(dede.truths)
    days = re.findall("<pubDate>(.+?)</pubDate>", dede.respond("/data/rss/5.xml", "")[2].decode("gbk"))
    assert {len(day) for day in days} == {len("2026-03-05")}
    assert scripted.respond("/sitemap.xml", "")[2].decode().count("<loc>") == 40
