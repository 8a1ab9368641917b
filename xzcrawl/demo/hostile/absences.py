"""Answers that say nothing of an article, and look as if it were gone or had been edited."""

import re
from collections.abc import Callable
from typing import Final

from xzcrawl.demo.hostile.cases import Case, case, with_body
from xzcrawl.demo.site import Answer, DemoSite

_HTML: Final = {"Content-Type": "text/html; charset=utf-8"}
_LOGIN: Final = "<h1>管理员登录</h1><form><input name=username><input type=password></form>"
_NUMBER: Final = re.compile(r"(?:post/|id=)(\d+)")


#: Of a site at its root and the answer that would be right, a wrong one.
Wrong = Callable[[str, Answer], Answer]


def _page(text: str, *, status: int = 200, head: str = "") -> Wrong:
    body = f"<!DOCTYPE html><html><head>{head}</head><body>{text}</body></html>".encode()
    return lambda _, answer: with_body((status, {**answer[1], **_HTML}, b""), body)


def _bare(body: bytes, *, status: int = 200, kind: str = "text/html") -> Wrong:
    return lambda _, answer: with_body((status, {**answer[1], "Content-Type": kind}, b""), body)


def _to(place: str) -> Wrong:
    return lambda root, answer: with_body((302, {**answer[1], "Location": place.format(root=root)}, b""), b"")


def _cut(_: str, answer: Answer) -> Answer:
    return with_body(answer, answer[2][: answer[2].find(b"</head>")])


def _half(_: str, answer: Answer) -> Answer:
    return with_body(answer, answer[2][: len(answer[2]) // 2])


#: Each a kind of answer that one or another server gives in place of an article that is there.
WRONG: Final[dict[str, Wrong]] = {
    "an error of the database": _page("<p>MySQL server has gone away</p>"),
    "the same without markup": _bare(b"SQLSTATE[HY000] [2002] Connection refused"),
    "nothing": _bare(b""),
    "204": _bare(b"", status=204),
    "JSON": _bare(b'{"code":404,"msg":"not found"}', kind="application/json"),
    "JSON that says it is HTML": _bare(b'{"code":404,"msg":"not found"}'),
    "a text": _bare("页面不存在".encode(), kind="text/plain"),
    "a picture": _bare(b"\x89PNG\r\n", kind="image/png"),
    "a page cut in its head": _cut,
    "half a page": _half,
    "a shield's script": _page("<script>document.cookie='a=1';location.reload()</script>请稍候"),
    "a shield's refresh": _page("<script>1</script>", head="<meta http-equiv=refresh content=3>"),
    "a shield's 403": _page("<h1>Attention</h1>", status=403),
    "a shield's 503": _page("<h1>Checking your browser</h1>", status=503),
    "401": _page(_LOGIN, status=401),
    "429": _page("<h1>Too Many Requests</h1>", status=429),
    "500": _page("<h1>database is locked</h1>", status=500),
    "502": _page("<center><h1>502 Bad Gateway</h1></center>", status=502),
    "a login": _page(_LOGIN),
    "a redirect to the login": _to("{root}zb_system/login.php"),
    "a redirect to another host": _to("http://login.invalid/?from=xuzhou"),
    "a redirect in a circle": _to("{root}index.php/post/1.html"),
    "the home page's address": _to("{root}"),
    "a static page": _to("{root}?id=2"),
    "maintenance": _page("<h1>系统维护中,请稍后访问</h1><p><a href='/'>首页</a></p>"),
    "a missing page in other words": _page("<h1>此页已迁移</h1><p><a href='/'>首页</a></p>"),
    "the server's own 404": _page("<center><h1>404 Not Found</h1></center><hr>nginx", status=404),
    "404 of a locked database": _page("<h1>database is locked</h1>", status=404),
    "the site's own 404": _page(
        "<h1>没有找到页面</h1><p><a href='/'>返回首页</a></p>", status=404, head="<title>没有找到页面</title>"
    ),
    "the site's own 410": _page("<h1>页面已删除</h1><p><a href='/'>返回首页</a></p>", status=410),
}


def number_in(path: str, query: str) -> int | None:
    """The id of the article that an address is of; None for another address."""
    found = _NUMBER.search(f"{path}?{query}")
    return int(found[1]) if found else None


def _wrong(site: DemoSite, number: int, answer: Answer) -> Answer:
    kinds = [*WRONG.values()]
    return kinds[number % len(kinds)](site.base_url, answer)


def _older(site: DemoSite) -> set[int]:
    """All but the ten newest articles."""
    return {truth.id for truth in site.articles[10:]}


@case
def every_article_answers_wrongly(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Every kind of wrong answer, by the article's id."""
    number = number_in(path, query)
    return answer if number is None or answer[0] != 200 else _wrong(site, number, answer)


@case
def older_articles_answer_wrongly(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The same for all but the ten newest."""
    return (
        every_article_answers_wrongly(site, path, query, answer)
        if number_in(path, query) in _older(site)
        else answer
    )


@case
def every_second_answer_is_wrong(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """By the number of the request, so that an address answers so one time and otherwise the next."""
    return every_article_answers_wrongly(site, path, query, answer) if len(site.requests) % 2 else answer


@case
def answers_are_wrong_in_bursts(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Twenty requests of every forty."""
    bad = len(site.requests) // 20 % 2
    return every_article_answers_wrongly(site, path, query, answer) if bad else answer


def _with_text(text: str) -> Case:
    def inside(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
        if number_in(path, query) not in _older(site) or answer[0] != 200:
            return answer
        page = answer[2].decode()
        start = page.index(">", page.index('<div class="single')) + 1
        end = page.index('<div class="sharebox')
        return with_body(answer, f"{page[:start]}<p>{text}</p></div>{page[end:]}".encode())

    return inside


@case
def a_login_stands_in_the_body(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Older articles show a wall where their text was."""
    return _with_text("请登录后查看全文。")(site, path, query, answer)


@case
def maintenance_stands_in_the_body(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Older articles show a notice where their text was."""
    return _with_text("系统维护中,请稍后访问。")(site, path, query, answer)
