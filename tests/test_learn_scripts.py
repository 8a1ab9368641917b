"""Lists whose further records only a script gets: what is read out of scripts, tried, and declared."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.generic_pages import HTML
from tests.learning import learned
from tests.small_site import COLUMNS, Small
from tests.unknown_sites.answers import fields
from tests.unknown_sites.truth import BEIJING, NOW, Response
from xzcrawl.items import Page
from xzcrawl.learn import Sample
from xzcrawl.learn.script_requests import LONGEST_SCRIPT, requests_in
from xzcrawl.learn.told_values import ToldValue, told_by_page

NUMBERS = dict(zip(COLUMNS, ("70", "81", "92"), strict=True))
MORE = '<button class="more">加载更多</button>'
DATA = '<i id="c" data-channel="{number}"></i>'
API = "/api/news?channel={list}&offset={offset:8}&limit=8"
FILE = '<script src="/js/list.js"></script>'


class Records(Small):
    """The small site, whose lists show 8 articles; ``/api/news`` has the others, by offset or by page.

    ``said`` stands below each list: ``{number}`` is the number of the list, ``{name}`` its name. ``file`` is
    the text of ``/js/list.js``. ``size`` is how many records an answer has where none is asked for.
    """

    def __init__(self, said: str, file: str = "", size: int = 8) -> None:
        super().__init__()
        self.file, self.size, self.rows = file, size, dict[str, list[tuple[str, str]]]()
        pages = dict(self.pages)
        for name, number in NUMBERS.items():
            later = "".join(pages.pop(f"/{name}/{page}.html") for page in (2, 3))
            found = re.findall(r'<li><a href="(.+?)">(.+?)</a>', pages[f"/{name}/"] + later)
            self.rows[number] = self.rows[name] = found
            below = said.replace("{number}", number).replace("{name}", name)
            shown, _, end = pages[f"/{name}/"].partition('<div class="pages">')
            pages[f"/{name}/"] = f"{shown}{below}{end.partition('</div>')[2]}"
        self.pages = pages

    def respond(self, path: str, query: str) -> Response:
        given = fields(query)
        if path == "/js/list.js":
            return 200, {"Content-Type": "text/javascript"}, self.file.encode()
        if not path.startswith("/api/"):
            return super().respond(path, query)
        size = int(
            next((given[each] for each in ("limit", "size", "take", "count") if each in given), self.size)
        )
        offset = next((given[each] for each in ("offset", "start", "skip", "from") if each in given), None)
        first = int(offset) if offset else (int(given.get("page", "1")) - 1) * size
        name = next((value for value in (*given.values(), *path.split("/")) if value in self.rows), "")
        shown = self.rows.get(name, [])[first : first + size]
        rows = [{"title": title, "url": url} for url, title in shown]
        return 200, {"Content-Type": "application/json"}, json.dumps({"list": rows}).encode()


def found(site: Records) -> tuple[Mapping[str, Any], list[str]]:
    """What is declared of a site, and the paths of what was asked for."""
    seen, asked = learned(site, NOW.astimezone(BEIJING))  # type: ignore[arg-type]
    assert seen.learned is not None
    declared = seen.learned.declared
    assert ("later pages" in seen.learned.missing) is ("pages" not in declared)
    return declared, [url.removeprefix("http://xz.example") for url in asked]


@pytest.mark.parametrize(
    ("said", "script", "pattern", "told"),
    [
        (DATA, "$.ajax({url: '/api/news', type: 'get', data: {channel: channel, offset: offset, limit: 8}})",
         API, 'data-channel="{list}"'),
        (DATA, "$.get('/api/news', {'channel': $('#c').data('channel'), offset: $('li').length, limit: 8})",
         API, 'data-channel="{list}"'),
        (DATA, "$.getJSON('/api/news?channel=' + b.dataset.channel, {offset: n, limit: 8}, function () {})",
         API, 'data-channel="{list}"'),
        (DATA, "axios.get('/api/news', {params: {channel: this.channel, offset: this.offset, limit: 8}})",
         API, 'data-channel="{list}"'),
        (DATA, "axios({method: 'get', url: '/api/news', params: {channel, offset, limit: 8}})",
         API, 'data-channel="{list}"'),
        (DATA, "fetch(`/api/news?channel=${channel}&offset=${list.length}&limit=8`).then(show)",
         API, 'data-channel="{list}"'),
        (DATA, "fetch('/api/news?' + new URLSearchParams({channel: channel, offset: offset, limit: 8}))",
         API, 'data-channel="{list}"'),
        (DATA, "var url = '/api/news?channel=' + channel + '&offset=' + o + '&limit=' + size, size = 8;"
         "x.open('GET', url, true)", API, 'data-channel="{list}"'),
        (DATA, "var base = '/api'; load(base + '/news'); get(base + '/news?channel=' + channel + '&offset='"
         " + o + '&limit=8')", API, 'data-channel="{list}"'),
        (DATA, "$.ajax({data: 'channel=' + channel + '&offset=' + (p-1) * 8 + '&limit=8', url: '/api/news'})",
         API, 'data-channel="{list}"'),
        (DATA, "get('/api/news?channel=' + channel + '&skip=' + page * pageSize + '&take=' + pageSize);"
         "const pageSize = 8", "/api/news?channel={list}&skip={offset:8}&take=8", 'data-channel="{list}"'),
        (DATA, "get('/api/news?from=' + from + '&count=8&channel=' + channel)",
         "/api/news?from={offset:8}&count=8&channel={list}", 'data-channel="{list}"'),
        (DATA, "get('/api/news?channel=' + channel + '&start=' + start)",
         "/api/news?channel={list}&start={offset:8}", 'data-channel="{list}"'),
        (DATA, "$.get('/api/news', {channel: channel, page: ++page, size: 8})",
         "/api/news?channel={list}&page={page}&size=8", 'data-channel="{list}"'),
        ("<input type=hidden id=cid value={number}>",
         "$.get('/api/news', {channel: $('#cid').val(), offset: offset, limit: 8})",
         API, '<input type="hidden" id="cid" value="{list}">'),
        ("<script>var channelId = {number};</script>",
         "$.get('/api/news', {channel: channelId, offset: o, limit: 8})",
         API, "var channelId = {list}"),
        ("", "$.get('/api/news', {channel: location.pathname.split('/')[1], offset: o, limit: 8})",
         API, "加载更多"),
        ("<p data-id='{name}'></p>", "$.get('/api/' + $('p').data('id') + '/news', {offset: o, limit: 8})",
         "/api/{list}/news?offset={offset:8}&limit=8", "加载更多"),
    ],
)  # fmt: skip
def test_what_a_script_asks_for_is_learned(said: str, script: str, pattern: str, told: str) -> None:
    declared, _ = found(Records(MORE + said + FILE, script))
    assert declared["pages"] == {told: pattern}
    assert declared["lists"] == [pattern, "/{list}/"]


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("<script>get('/api/news?channel={number}&offset=' + offset + '&limit=8')</script>",
         {"channel={list}": API}),
        ('<b data-api="/api/news" data-channel="{name}" data-offset="8" data-limit="8"></b>',
         {"加载更多": "/api/news?channel={list}&limit=8&offset={offset:8}"}),
        ("<script>var url = '/api/news?limit=8&channel={name}&offset={offset}';</script>",
         {"加载更多": "/api/news?limit=8&channel={list}&offset={offset:8}"}),
    ],
)  # fmt: skip
def test_a_list_may_say_itself_what_is_asked_for(said: str, pages: Mapping[str, str]) -> None:
    declared, asked = found(Records(MORE + said))
    assert declared["pages"] == pages
    assert "/js/list.js" not in asked


@pytest.mark.parametrize(
    ("limit", "size", "offset"),
    [
        (5, 8, 5),  # fewer than the page shows
        (12, 8, 8),  # more: the records behind those of the page must not be lost
        (None, 3, 3),
        (None, 30, 8),
    ],
)
def test_pages_follow_each_other_so_that_no_record_is_lost(limit: int | None, size: int, offset: int) -> None:
    asked = f"&limit={limit}" if limit else ""
    script = f"get('/api/news?channel=' + channel + '&offset=' + shown() + '{asked}')"
    declared, _ = found(Records(MORE + DATA + FILE, script, size))
    pattern = f"/api/news?channel={{list}}&offset={{offset:{offset}}}{asked}"
    assert declared["pages"] == {'data-channel="{list}"': pattern}


@pytest.mark.parametrize(
    "script",
    [
        "$.post('/api/news', {channel: channel, offset: offset, limit: 8})",
        "$.ajax({url: '/api/news', type: 'POST', data: {channel: channel, offset: offset, limit: 8}})",
        "fetch('/api/news?channel=' + channel + '&offset=8&page=' + n, {method: 'post'})",
        "$.post('/api/news?channel=' + channel + '&offset=' + offset)",
        "x.open('POST', '/api/news?channel=' + channel + '&offset=' + offset)",
        "var url = '/api/news?channel=' + channel + '&offset=' + offset; $.post(url, done)",
        "var url = '/api/news?channel=' + channel + '&offset=' + o; $.ajax({method: 'PUT', url: url})",
        "$.get('/api/hits', {channel: channel, offset: offset, limit: 8})",
        "$.get('/api/news/delete', {channel: channel, offset: offset, limit: 8})",
        "$.get('/api/addLike?channel=' + channel + '&offset=' + offset)",
        "$.get('/api/newsLike?channel=' + channel + '&offset=' + offset)",
        "$.get('/api/news?do=vote&channel=' + channel + '&offset=' + offset)",
        "load('/api/{channel}/news?page={page}', channel, page)",
        "$.post('/api/news?page={page}', done)",
        "fetch('/api/news?page={page}', {method: 'DELETE'})",
        "axios.post('/api/news?page=' + page)",
        "x.open('POST', '/api/news?page=' + page)",
        "$.get('/api/dianzan?page=' + page)",
        "$.get('/api/updatehits?page=' + page)",
        "$.get('/api/{channel}/news', {channel: channel, offset: offset, limit: 8})",
        "$.get('http://api.example.com/api/news?channel=' + channel + '&offset=' + offset)",
    ],
)
def test_what_sends_counts_leads_elsewhere_or_is_not_known_is_not_asked_for(script: str) -> None:
    declared, asked = found(Records(MORE + DATA + FILE, script))
    assert [url for url in asked if "api" in url] == []
    assert "pages" not in declared


def test_files_of_scripts_are_looked_at_only_where_a_list_tells_of_more() -> None:
    script = "$.get('/api/news', {channel: channel, offset: offset, limit: 8})"
    others = (
        DATA + FILE,
        MORE + DATA + FILE.replace("list", "jquery.min"),
        MORE + DATA + FILE.replace("/js", "http://static.example.com/js"),
    )
    for said in others:
        _, asked = learned(Records(said, script), NOW.astimezone(BEIJING))  # type: ignore[arg-type]
        assert not any(".js" in url for url in asked)


def test_lists_that_show_different_numbers_of_entries_go_on_by_the_least() -> None:
    site = Records(MORE + DATA + FILE, "$.get('/api/news', {channel: channel, offset: offset, limit: 8})")
    shown = site.pages["/dangjian/"]
    site.pages = {
        **site.pages,
        "/dangjian/": re.sub(r"(<ul class=\"list\">(?:<li>.*?</li>){6}).*?</ul>", r"\1</ul>", shown),
    }
    declared, _ = found(site)
    pattern = API.replace("offset:8", "offset:6")
    assert declared["lists"] == [pattern, "/{list}/"]
    assert declared["pages"] == {'data-channel="{list}"': pattern}


class Deaf(Records):
    """A site that answers every request for records with those that its page has shown."""

    def respond(self, path: str, query: str) -> Response:
        return super().respond(path, re.sub(r"offset=\d+", "offset=0", query))


class Closed(Records):
    """A site that tells of an error where records are asked for."""

    def respond(self, path: str, query: str) -> Response:
        if path.startswith("/api/"):
            return 200, {"Content-Type": "application/json"}, b'{"code": 401, "msg": "\xe6\x9c\xaa"}'
        return super().respond(path, query)


class Piecewise(Records):
    """A site that answers with a piece of a page, and behind the last entry with ``end``.

    Lists are asked for at their own address, which has ``p`` or ``page`` then.
    """

    end = ""

    def respond(self, path: str, query: str) -> Response:
        given = fields(query)
        number = int(given.get("p", given.get("page", "0")))
        if path == "/list.php":
            path = f"/{given['cid']}/"
        name = path.strip("/")
        if name not in self.rows or not number:
            return super().respond(path, "")
        rows = self.rows[name][(number - 1) * self.size :][: self.size]
        items = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in rows)
        return 200, {"Content-Type": "text/html"}, (items or self.end).encode()


class Clamped(Piecewise):
    """A site that answers as if no page were asked for."""

    def respond(self, path: str, query: str) -> Response:
        return super().respond(path, "")


class Chatty(Piecewise):
    """A site that answers with a message where a page is asked for."""

    def respond(self, path: str, query: str) -> Response:
        status, headers, body = super().respond(path, query)
        return status, headers, "<p>没有更多了</p>".encode() if query else body


@pytest.mark.parametrize("site", [Deaf, Closed])
def test_what_brings_no_further_article_is_not_declared(site: type[Records]) -> None:
    script = "$.get('/api/news', {channel: channel, offset: offset, limit: 8})"
    declared, asked = found(site(MORE + DATA + FILE, script))
    assert len([url for url in asked if url.startswith("/api/")]) == 3
    assert "pages" not in declared


@pytest.mark.parametrize(
    "script",
    [
        "$.get(location.pathname + '?page=' + p, function(html) { $('ul').append(html); })",
        "$.get(window.location.pathname + '?page=' + (p + 1), show)",
        "$.ajax({url: '?page=' + n, success: show})",
        "$.ajax({url: location.href, data: {page: p}, success: show})",
        "$.get('', {page: ++p}, show)",
        "fetch(`${location.pathname}?page=${p}`).then(show)",
        "fetch(location.origin + location.pathname + '?page=' + p)",
        "fetch(location.protocol + '//' + location.host + location.pathname + '?page=' + p)",
        "x.open('GET', location.href.split('?')[0] + '?page=' + p)",
        "var base = location.pathname; $.get(base + '?page=' + p)",
        "const url = window.location.href; $.get(url + (url.indexOf('?') < 0 ? '?' : '&') + 'page=' + p)",
        "var url = location.pathname + '?page=' + p; $.get(url, show)",
        "$('ul').load(location.pathname + '?page=' + p)",
        "axios.get(document.URL, {params: {page}})",
    ],
)
def test_a_list_may_be_asked_at_its_own_address(script: str) -> None:
    declared, asked = found(Piecewise(MORE + FILE, script))
    assert declared["pages"] == {"加载更多": "/{list}/?page={page}"}
    assert declared["lists"] == ["/{list}/?page={page}", "/{list}/"]
    assert len([url for url in asked if "page=" in url]) == 3


def test_rows_are_found_in_pieces_of_pages_too() -> None:
    site = Piecewise(MORE + FILE, "$.get(location.pathname + '?page=' + p, show)")
    plain = site.respond

    def classed(path: str, query: str) -> Response:
        status, headers, body = plain(path, query)
        return status, headers, body.replace(b"<li>", b'<li class="row">')

    site.respond = classed  # type: ignore[method-assign]
    declared, _ = found(site)
    assert declared["items"] == ".row"


class InQueries(Piecewise):
    """A site whose lists are ``/list.php?cid=dangjian``."""

    def respond(self, path: str, query: str) -> Response:
        status, headers, body = super().respond(path, query)
        return status, headers, re.sub(rb'"/(\w+)/"', rb'"/list.php?cid=\1"', body)


@pytest.mark.parametrize(
    "script",
    [
        "$.get(location.href + '&p=' + p, show)",
        "$.get(location.pathname + location.search + '&p=' + p, show)",
        "$.get(location.href, {p: p}, show)",
        "$.ajax({url: '', data: {p: p}, success: show})",
    ],
)
def test_a_list_with_a_query_keeps_it(script: str) -> None:
    declared, asked = found(InQueries(MORE + FILE, script))
    assert declared["pages"] == {"加载更多": "/list.php?cid={list}&p={page}"}
    assert "/list.php?cid=xinwen&p=2" in asked


@pytest.mark.parametrize("site", [Clamped, Chatty])
@pytest.mark.parametrize("send", ["get", "post"])
def test_a_list_that_shows_nothing_further_at_its_own_address_has_no_later_pages(
    site: type[Records], send: str
) -> None:
    declared, asked = found(site(MORE + FILE, f"$.{send}(location.pathname + '?page=' + p, show)"))
    assert "pages" not in declared
    assert any("page=" in url for url in asked) is (send == "get")


@pytest.mark.parametrize(
    ("counts", "field", "first"),
    [("offset: offset, limit: 8", "offset={offset-1:8}&limit=8", "offset=0&limit=8"),
     ("start: 0 + n", "start={offset-1:8}", "start=0"),
     ("page: page", "page={page-1}", "page=1")],
)  # fmt: skip
def test_where_a_list_gets_its_first_entries_from_its_script_all_lists_do(
    counts: str, field: str, first: str
) -> None:
    site = Records(MORE + DATA + FILE, f"$.get('/api/news', {{channel: channel, {counts}}})")
    rows = re.compile(r'<ul class="list">.*?</ul>')
    site.pages = {
        url: rows.sub("<ul></ul>", page) if url == "/gonggao/" else page for url, page in site.pages.items()
    }
    declared, asked = found(site)
    pattern = f"/api/news?channel={{list}}&{field}"
    assert f"/api/news?channel=81&{first}" in asked
    assert declared["lists"] == [pattern, "/{list}/"]
    assert declared["pages"] == {'data-channel="{list}"': pattern}


def test_a_list_may_have_an_address_with_several_fields_that_are_not_known() -> None:
    declared, _ = found(Records(MORE + "<script>var u = '/api/{cid}/news?page={page}';</script>"))
    assert declared["lists"] == ["/{list}/"]


def test_a_name_that_pages_tell_of_another_list_first_tells_nothing() -> None:
    menu = "".join(f'<b data-channel="{number}"></b>' for number in NUMBERS.values())
    page = f"<body>{menu}<i data-list='92'></i><script>const size = 8, id = 'a b'; x == 5</script>"
    sample = Sample.of(Page("http://xz.example/", 200, HTML, page.encode(), NOW, NOW), "http://xz.example/")
    assert told_by_page(sample) == {
        "channel": ToldValue("70", 'data-channel="{list}"'),
        "list": ToldValue("92", 'data-list="{list}"'),
        "size": ToldValue("8", "const size = {list}"),
    }


@pytest.mark.parametrize(
    "source",
    ["get(" * 100_000, "`" * 300_001, "'/a?b=" * 60_000, "get('/a?b=' + " * 30_000, "$.get('" + "(" * 300_000,
     "'/a?b=\0" + "9\0" * 150_000, '"\\' * 150_000, "x=" * 150_000, "fetch(`/a?b=${" * 30_000,
     "new URLSearchParams({" * 20_000],
)  # fmt: skip
def test_a_script_is_read_in_a_moment_whatever_it_is(source: str) -> None:
    assert len(source) >= LONGEST_SCRIPT
    assert len(list(requests_in(source))) <= 600
