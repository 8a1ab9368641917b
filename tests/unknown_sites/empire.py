"""News of food machinery, made with EmpireCMS 7.5 and its stock templates: files in GBK.

- Addresses ``/CLASS/YYYY-mm-dd/ID.html`` with the day of entry; the date that is shown may be another.
- Lists ``/CLASS/``, ``/CLASS/index_2.html`` …; past the end 404. A class without articles of its own lists
  those of its two children: files of two pages only, then ``/e/action/ListInfo/?classid=1&page=2`` (the
  third: it counts from 0), which past the end has a message with 200. An old article is pinned to the top.
- Titles in lists are cut at 44 bytes without a mark, whole in ``a[title]``. Lists show the day, articles the
  second in ``td.info_text``. Texts are ``td#text``; those of before 2025 are lines with ``<br />``.
- Some texts have parts (``ID_2.html``), whose pager ``p.pageLink`` is inside the body.
- Ranks at the side are written by scripts of ``/d/js/``. Feeds by ``/e/web/`` name the second, in UTC.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from hashlib import md5
from html import escape
from random import Random
from urllib.parse import quote

from tests.unknown_sites.answers import (
    Voice,
    cut_bytes,
    fields,
    neighbours,
    number,
    pages_of,
    part_of,
    pieces,
    table_rows,
)
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import FOODS
from tests.unknown_sites.truth import BEIJING, NOW, Attachment, Column, PastEnd, Precision, Response, Truth

_SITE = "食品机械信息网"
_SIZE = 9
#: Since when the editor writes paragraphs.
_PARAGRAPHS = datetime(2025, 1, 1, tzinfo=BEIJING)


@dataclass(frozen=True)
class _Class:
    classid: int
    folder: str
    name: str
    kinds: tuple[Kind, ...] = ()
    #: How many pages of its list are files.
    files: int = 99

    def page(self, page: int) -> str:
        if page > self.files:
            return f"/e/action/ListInfo/?classid={self.classid}&page={page - 1}"
        return f"/{self.folder}/" + (f"index_{page}.html" if page > 1 else "")


_FINAL = (
    _Class(5, "news/china", "国内新闻", ("office", "firm")),
    _Class(4, "news/market", "市场行情", ("market",)),
    _Class(2, "tech", "技术应用", ("technique",)),
    _Class(3, "expo", "展会通知", ("fair", "notice")),
)
_CLASSES = (_Class(1, "news", "行业新闻", files=2), *_FINAL)
_LEAVING = ("http://www.foodexpo.example/2026/baoming.html", "2026中国国际食品加工和包装机械展在线报名入口")


@dataclass(frozen=True)
class _Entry:
    draft: Draft
    entered: datetime
    id: int

    @property
    def klass(self) -> _Class:
        return _FINAL[self.draft.column]

    def part_url(self, part: int) -> str:
        later = f"_{part}" if part > 1 else ""
        return f"/{self.klass.folder}/{self.entered:%Y-%m-%d}/{self.id}{later}.html"

    @property
    def url(self) -> str:
        return self.part_url(1)

    @property
    def old(self) -> bool:
        return self.draft.instant < _PARAGRAPHS

    @property
    def parts(self) -> int:
        """How many parts the text has."""
        if self.draft.number % 10 or len(self.draft.blocks) < 6:
            return 1
        return 3 if len(self.draft.blocks) > 8 else 2

    @property
    def author(self) -> str | None:
        return self.draft.author if self.draft.number % 4 else None

    @property
    def source(self) -> str | None:
        return self.draft.source if self.draft.number % 7 else None

    def link(self, width: int) -> str:
        title = escape(self.draft.title)
        words = escape(cut_bytes(self.draft.title, width))
        return f'<a href="{self.url}" title="{title}" target="_blank">{words}</a>'

    def file(self, at: int, end: str) -> str:
        name = md5(f"{self.id} {at} {end}".encode(), usedforsecurity=False).hexdigest()
        return f"/d/file/{self.klass.folder}/{self.entered:%Y-%m-%d}/{name}.{end}"

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(self.file(at, "jpg") for at, _ in enumerate(self.draft.texts("image")))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        ends = ("doc", "xls", "rar", "pdf")
        return tuple(
            Attachment(self.file(at, ends[(self.id + at) % 4]), name)
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=self.url,
            title=draft.title,
            published=draft.instant,
            precision=Precision.SECOND,
            instant=draft.instant,
            column=self.klass.name,
            paragraphs=draft.paragraphs,
            author=self.author,
            source=self.source,
            tags=draft.tags,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices,
            parts=tuple(self.part_url(part) for part in range(2, self.parts + 1)),
        )


class Empire:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "empire", "gbk", "/news/2024-01-01/3.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://empire.invalid/"
        random = Random(f"{seed} empire")
        made = drafts(
            FOODS,
            f"{seed} empire",
            [one.kinds for one in _FINAL],
            moments(random, 119, end or now, 835),
        )
        entries = [
            _Entry(
                draft, draft.instant - timedelta(days=random.choice((0, 0, 0, 1, 3))), 517 + 2 * draft.number
            )
            for draft in made
        ]
        self._entries = [one for one in reversed(entries) if one.draft.instant <= now]
        self._pinned = [one for one in self._entries if one.klass is _FINAL[3]][-2]
        self._voice = Voice("Apache", "text/html", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(one) for one in _CLASSES)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/e/tool/gbook/?bid=1", "/photo/"})

    def _column(self, klass: _Class) -> Column:
        pages = pages_of(len(self._of(klass)), _SIZE)
        past_end = PastEnd.EMPTY if pages >= klass.files else PastEnd.NOT_FOUND
        later = tuple(klass.page(page) for page in range(1, pages + 1))
        return Column(klass.name, later, klass.page(pages + 1), past_end)

    def _of(self, klass: _Class) -> list[_Entry]:
        """The articles of a class and of its children, the pinned one first."""
        mine = [one for one in self._entries if f"{one.klass.folder}/".startswith(f"{klass.folder}/")]
        return sorted(mine, key=lambda entry: entry is not self._pinned)

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in entry.images}
        beside |= {file.url for entry in self._entries for file in entry.attachments}
        return frozenset(beside | {"/skin/default/images/logo.gif", "/skin/default/images/ad468.gif"})

    @cached_property
    def _articles(self) -> dict[str, tuple[_Entry, int]]:
        """The articles by address, with the number of the part."""
        return {
            entry.part_url(part): (entry, part)
            for entry in self._entries
            for part in range(1, entry.parts + 1)
        }

    def respond(self, path: str, query: str) -> Response:
        given = fields(query, self.encoding)
        path = path.removesuffix("index.html") if path.endswith("/index.html") else path
        if path == "/":
            return self._voice.html(self._home())
        if path in self._articles:
            return self._voice.html(self._article(*self._articles[path]))
        for klass, column in zip(_CLASSES, self.columns, strict=True):
            if path in column.pages:
                return self._voice.html(self._list(klass, column.pages.index(path) + 1))
        if path in self._files:
            return self._voice.file(path)
        match path:
            case "/e/action/ListInfo/":
                return self._dynamic(number(given.get("classid")), number(given.get("page")))
            case "/e/web/":
                return self._feed(number(given.get("classid")))
            case "/e/tags/":
                return self._tag(given.get("tagname", ""))
            case "/robots.txt":
                return self._voice.data(_ROBOTS.encode(), "text/plain")
            case "/e/member/login/" | "/e/member/register/":
                return self._voice.html(_MEMBER)
        return self._voice.html(_NOT_FOUND.format(path=escape(path)), 404)

    def _dynamic(self, classid: int, page: int) -> Response:
        """A page of a list by script; its first is 0."""
        for klass in _CLASSES:
            if klass.classid == classid and part_of(self._of(klass), page + 1, _SIZE):
                return self._voice.html(self._list(klass, page + 1))
        return self._message("您来自的链接不存在")

    def _message(self, words: str) -> Response:
        return self._voice.html(_MESSAGE.format(words=words))

    def _tag(self, tag: str) -> Response:
        tagged = [entry for entry in self._entries if tag in entry.draft.tags]
        if not tagged:
            return self._message("此TAGS不存在")
        return self._voice.html(
            self._frame(
                f"{tag} - {_SITE}",
                '<table width="100%" class="box"><tr><td>您当前的位置：<a href="/">首页</a> > '
                f"TAG：{tag}</td></tr>\n<tr><td><ul>\n{_rows(tagged)}\n</ul></td></tr></table>",
                "listpage",
            )
        )

    def _feed(self, classid: int) -> Response:
        base = self.base_url.rstrip("/")
        known = [entry for entry in self._entries if classid in (0, entry.klass.classid)]
        items = "".join(
            f"<item>\n<title><![CDATA[{entry.draft.title}]]></title>\n<link>{base}{entry.url}</link>\n"
            f"<description><![CDATA[{entry.draft.summary}]]></description>\n"
            f"<pubDate>{format_datetime(entry.draft.instant.astimezone(UTC), usegmt=True)}</pubDate>\n"
            "</item>\n"
            for entry in known[:30]
        )
        feed = _FEED.format(site=_SITE, url=self.base_url, items=items)
        return self._voice.data(feed.encode(self.encoding), "text/xml")

    def _home(self) -> str:
        pictures = "\n".join(
            f'<td align="center"><a href="{entry.url}"><img src="{entry.images[0]}" width="128" border="0"'
            f' alt="{escape(entry.draft.title)}"></a><br>{entry.link(20)}</td>'
            for entry in [entry for entry in self._entries if entry.images][1:5]
        )
        blocks = "\n".join(
            f"""\
<table width="100%" border="0" cellpadding="0" cellspacing="0" class="title"><tr>
<td><strong>{one.name}</strong></td>
<td align="right"><a href="{one.page(1)}">更多&gt;&gt;</a></td></tr></table>
<table width="100%" border="0" cellpadding="0" cellspacing="0" class="box"><tr><td><ul>
{_rows(self._of(one)[:8], 34, "%m-%d")}
</ul></td></tr></table>"""
            for one in _CLASSES
        )
        head = self._entries[2]
        return self._frame(
            f"{_SITE}_食品加工与包装机械行业资讯",
            f"""\
<table width="100%" class="box"><tr><td align="center"><h2>{head.link(40)}</h2>
<p>{escape(cut_bytes(head.draft.summary, 90))}...[<a href="{head.url}">详细</a>]</p></td></tr></table>
<table width="100%" class="box"><tr>{pictures}</tr></table>
{blocks}
<table width="100%" class="box"><tr><td>友情链接：<a href="http://www.packmachine.example/">包装机械网</a>
<a href="http://www.baking.example/">烘焙设备网</a></td></tr></table>""",
            "indexpage",
        )

    def _list(self, klass: _Class, page: int) -> str:
        entries = self._of(klass)
        rows = _rows(list(part_of(entries, page, _SIZE))).splitlines()
        if klass.classid == 3 and page == 1:
            url, title = _LEAVING
            rows.insert(
                4,
                f'<li><span>{entries[:5][-1].draft.instant:%Y-%m-%d}</span><a href="{url}" title="{title}" '
                f'target="_blank">{cut_bytes(title, 44)}</a></li>',
            )
        listed = "\n".join(rows)
        return self._frame(
            f"{klass.name}_{_SITE}",
            f"""\
<table width="100%" border="0" cellspacing="0" cellpadding="0" class="position"><tr><td>现在的位置：\
{_place(klass)}</td></tr></table>
<table width="100%" border="0" cellspacing="0" cellpadding="0" class="box"><tr><td><ul>
{listed}
</ul></td></tr></table>
<table width="100%" border="0" cellspacing="0" cellpadding="0" class="list_page"><tr><td>
<div class="epages">{_pager(len(entries), page, klass.page)}</div></td></tr></table>""",
            "listpage newsmodel",
        )

    def _article(self, entry: _Entry, part: int) -> str:
        draft, klass = entry.draft, entry.klass
        newer, older = neighbours([one for one in self._entries if one.klass is klass], entry)
        blocks = pieces(_blocks(entry), entry.parts)[part - 1]
        files = "".join(
            f'<br /><a href="{file.url}" target="_blank">{escape(file.name)}</a>'
            for file in (entry.attachments if part == entry.parts else ())
        )
        related = "\n".join(
            f"<li>{one.link(60)}</li>"
            for one in self._entries
            if one is not entry and set(one.draft.tags) >= set(draft.tags)
        )
        tags = "&nbsp; ".join(
            f'<a href="/e/tags/?tagname={quote(tag, encoding=self.encoding)}" target="_blank">{tag}</a>'
            for tag in draft.tags
        )
        return self._frame(
            f"{escape(draft.title)}_{klass.name}_{_SITE}",
            _ARTICLE.format(
                place=_place(klass),
                title=escape(draft.title),
                time=f"{draft.instant:%Y-%m-%d %H:%M:%S}",
                source=entry.source or "",
                author=entry.author or "",
                body=("<br />\n<br />\n" if entry.old else "\n").join(blocks) + files,
                parts=_part_pager(entry, part),
                tags=tags,
                newer=f"上一篇：{_neighbour(newer)}",
                older=f"下一篇：{_neighbour(older)}",
                related="\n".join(related.splitlines()[:6]),
                classid=klass.classid,
                id=entry.id,
            ),
            "showpage newsmodel",
            f'<meta name="keywords" content="{escape(",".join(draft.tags))}" />\n'
            f'<meta name="description" content="{escape(draft.summary)}" />\n',
        )

    def _frame(self, title: str, content: str, kind: str, metas: str = "") -> str:
        """The page; its right column has ranks by scripts and what is recommended."""
        nav = "\n".join(f'<li><a href="{one.page(1)}">{one.name}</a></li>' for one in _CLASSES)
        good = "\n".join(f"<li>{entry.link(30)}</li>" for entry in self._entries[6::21][:5])
        return _FRAME.format(
            title=title, metas=metas, nav=nav, content=content, kind=kind, good=good,
            site=_SITE, year=self.now.year,
        )  # fmt: skip


def _place(klass: _Class) -> str:
    steps = [one for one in _CLASSES if klass.folder.startswith(f"{one.folder}/")]
    links = "".join(f'&nbsp;>&nbsp;<a href="{one.page(1)}">{one.name}</a>' for one in (*steps, klass))
    return f'<a href="/">首页</a>{links}'


def _rows(entries: list[_Entry], width: int = 44, day: str = "%Y-%m-%d") -> str:
    return "\n".join(
        f"<li><span>{entry.draft.instant:{day}}</span>{entry.link(width)}</li>" for entry in entries
    )


def _pager(count: int, page: int, url: Callable[[int], str]) -> str:
    pages = pages_of(count, _SIZE)

    def link(at: int, words: object) -> str:
        return f'<a href="{escape(url(at))}">{words}</a>'

    links = [f'<a title="Total record">&nbsp;<b>{count}</b> </a>']
    if page > 1:
        links += [link(1, "首页"), link(page - 1, "上一页")]
    links += [f"<b>{at}</b>" if at == page else link(at, at) for at in range(1, pages + 1)]
    if page < pages:
        links += [link(page + 1, "下一页"), link(pages, "尾页")]
    return "&nbsp;".join(links)


def _part_pager(entry: _Entry, part: int) -> str:
    """The pager of a text's parts, at the end of the body; nothing for a text of one."""
    if entry.parts == 1:
        return ""
    links = [f'<a title="Page">&nbsp;<b>{part}</b>/<b>{entry.parts}</b> </a>']
    links += [f'<a href="{entry.part_url(part - 1)}">上一页</a>'] if part > 1 else []
    links += [
        f"<b>{at}</b>" if at == part else f'<a href="{entry.part_url(at)}">{at}</a>'
        for at in range(1, entry.parts + 1)
    ]
    links += [f'<a href="{entry.part_url(part + 1)}">下一页</a>'] if part < entry.parts else []
    return f'\n<p align="center" class="pageLink">{"&nbsp;".join(links)}</p>'


def _neighbour(entry: _Entry | None) -> str:
    return f'<a href="{entry.url}">{escape(entry.draft.title)}</a>' if entry else "很抱歉没有了"


def _blocks(entry: _Entry) -> list[str]:
    pictures = iter(entry.images)
    write = _line if entry.old else _block
    return [write(block, pictures) for block in entry.draft.blocks if block.role != "file"]


def _line(block: Block, pictures: Iterator[str]) -> str:
    """A block as the old editor wrote it, between breaks."""
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            return f'<div align="center"><img alt="" src="{next(pictures)}" border="0" /></div>'
        case "caption":
            return f'<div align="center"><font size="2">{words}</font></div>'
        case "heading":
            return f"　　<strong>{words}</strong>"
        case "table":
            return f'<table border="1" cellspacing="0" width="90%">{table_rows(block.rows)}</table>'
        case "signature":
            return f'<div align="right">{words}</div>'
        case _:
            return f"　　{words}"


def _block(block: Block, pictures: Iterator[str]) -> str:
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            return f'<p style="text-align: center;"><img alt="" src="{next(pictures)}" width="600" /></p>'
        case "caption":
            return (
                f'<p style="text-align: center;"><span style="color: rgb(128, 128, 128);">{words}</span></p>'
            )
        case "heading":
            return f"<h3>{words}</h3>"
        case "table":
            rows = table_rows(block.rows, "<td><p>", "</p></td>")
            return f'<table border="1" cellspacing="0" cellpadding="0"><tbody>{rows}</tbody></table>'
        case "signature":
            return f'<p style="text-align: right;">{words}</p>'
        case _:
            return f'<p><span style="font-size: 14px;">&nbsp; &nbsp; {words}</span></p>'


_ARTICLE = """\
<table width="100%" border="0" cellspacing="0" cellpadding="0" class="position"><tr><td>现在的位置：{place}\
&nbsp;>&nbsp;正文</td></tr></table>
<table width="100%" border="0" cellspacing="0" cellpadding="0" class="box"><tr><td>
<table width="100%" border="0" cellspacing="0" cellpadding="0">
<tr><td class="title_info"><h1>{title}</h1></td></tr>
<tr><td class="info_text">时间：{time}&nbsp;&nbsp;来源：{source}&nbsp;&nbsp;作者：{author}&nbsp;&nbsp;点击：\
<script src="/e/public/ViewClick/?classid={classid}&id={id}&addclick=1"></script>次</td></tr>
<tr><td><table border="0" align="right"><tr><td><script src="/d/js/acmsd/thea1.js"></script>
</td></tr></table></td></tr>
<tr><td id="text">
{body}{parts}
</td></tr>
</table>
<table width="100%" border="0" cellspacing="0" cellpadding="0" class="next">
<tr><td>{newer}</td></tr><tr><td>{older}</td></tr></table>
<table width="100%" border="0" class="tags"><tr><td>TAG：{tags}</td></tr></table>
<table width="100%" border="0" cellspacing="8" cellpadding="0"><tr><td><ul>
<li><a title="推荐给好友" href="#">推荐</a></li>
<li><a title="打印本文" href="#" onclick="window.print();">打印</a></li>
</ul></td></tr></table>
</td></tr></table>
<table width="100%" border="0" class="title"><tr><td><strong>相关文章</strong></td></tr></table>
<table width="100%" border="0" class="box"><tr><td><ul>
{related}
</ul></td></tr></table>
<script src="/e/public/ViewClick/?classid={classid}&id={id}&down=2"></script>"""

_FRAME = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{title} - Powered by EmpireCMS</title>
{metas}<link href="/skin/default/css/style.css" rel="stylesheet" type="text/css" />
<script type="text/javascript" src="/skin/default/js/tabs.js"></script>
</head>
<body class="{kind}">
<table width="100%" border="0" cellspacing="0" cellpadding="0" class="top"><tr><td>
<table width="920" border="0" align="center"><tr>
<td><script src="/e/member/login/loginjs.php"></script> <a href="/e/member/login/">登录</a>
<a href="/e/member/register/">注册</a></td>
<td align="right"><a href="javascript:;" onclick="setHome(this)">设为首页</a>
<a href="/e/web/?type=rss2">RSS</a>
</td></tr></table></td></tr></table>
<table width="920" border="0" align="center"><tr>
<td><a href="/"><img src="/skin/default/images/logo.gif" border="0" alt="{site}" /></a></td>
<td><a href="http://www.bakery-machine.example/"><img src="/skin/default/images/ad468.gif" /></a>
</td></tr></table>
<table width="920" border="0" align="center" class="nav"><tr><td><ul>
<li><a href="/">首页</a></li>
{nav}
<li><a href="/photo/">图库</a></li>
</ul></td></tr></table>
<table width="920" border="0" align="center" cellspacing="10"><tr valign="top"><td class="main_left">
{content}
</td><td class="sider" width="250">
<table width="100%" border="0" class="title"><tr><td><strong>推荐资讯</strong></td></tr></table>
<table width="100%" border="0" class="box"><tr><td><ul>
{good}
</ul></td></tr></table>
<table width="100%" border="0" class="title"><tr><td><strong>热门点击</strong></td></tr></table>
<table width="100%" border="0" class="box"><tr><td><ul>
<script src="/d/js/js/hotnews.js"></script>
</ul></td></tr></table>
</td></tr></table>
<table width="100%" border="0"><tr><td align="center" class="foot">
<a href="/">网站首页</a> | <a href="/e/tool/gbook/?bid=1">意见反馈</a><br />
版权所有 {site} 2011-{year} 未经许可不得转载
ICP备案：<a href="https://beian.miit.gov.cn/">鲁ICP备11012345号</a><br />
Powered by <a href="http://www.phome.net" target="_blank"><strong>EmpireCMS</strong></a> 7.5</td></tr></table>
</body>
</html>
"""

_MESSAGE = """\
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>信息提示</title>
</head>
<body>
<table width="500" border="0" align="center" class="tableborder"><tr class="header"><td>信息提示</td></tr>
<tr><td align="center"><b>{words}</b><br><br>
<a href="javascript:history.go(-1);">如果您的浏览器没有自动跳转，请点击这里</a></td></tr></table>
</body>
</html>
"""

_MEMBER = """\
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>会员登录</title>
</head>
<body>
<form method="post" action="/e/member/doaction.php">用户名：<input name="username"> 密码：
<input name="password" type="password"> <input type="submit" value="登录"></form>
<p><a href="/">返回首页</a></p>
</body>
</html>
"""

_ROBOTS = """\
#
# robots.txt for EmpireCMS
#
User-agent: *
Disallow: /d/
Disallow: /e/class/
Disallow: /e/data/
Disallow: /e/enews/
Disallow: /e/update/
"""

_FEED = """\
<?xml version="1.0" encoding="gb2312" ?>
<rss version="2.0">
<channel>
<title><![CDATA[{site}]]></title>
<link>{url}</link>
<description><![CDATA[Latest 30 infos]]></description>
<copyright><![CDATA[Copyright(C) {site}]]></copyright>
<generator><![CDATA[EmpireCMS]]></generator>
{items}</channel>
</rss>
"""

_NOT_FOUND = """\
<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL {path} was not found on this server.</p>
</body></html>
"""
