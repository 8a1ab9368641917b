"""A vocational college, made with a site builder for schools (VSB 9): files with relative links, UTF-8.

- Articles ``/info/TREE/ID.htm``, also by ``/content.jsp?``, to which a headline of the home page leads.
- Lists ``/xwzx/xyxw.htm``; further pages are counted from the end: of seven the second is
  ``/xwzx/xyxw/6.htm``, the last ``/xwzx/xyxw/1.htm``. The words are 上页, 下页, 尾页. Past the end 404.
- An entry of a list is ``[2026-03-08] <a>``: the date has no element of its own. Some entries leave the site.
- The title of an article is a ``div``, and no heading stands in the page. Its date is 2026年03月08日 09:05.
- Texts are pasted from Word or WeChat. Files stand below the body, served by a script, with their counts.
- No robots.txt, no sitemap, no feed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import md5
from html import escape
from random import Random

from tests.unknown_sites.answers import (
    Voice,
    cut,
    fields,
    neighbours,
    number,
    pages_of,
    part_of,
    table_rows,
)
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import CAMPUS
from tests.unknown_sites.truth import (
    NOW,
    Attachment,
    Column,
    PastEnd,
    Precision,
    Response,
    Truth,
    shown,
)

_SITE = "云州职业技术学院"
_OWNER = 1700542031
_SIZE = 10
_COLUMNS: tuple[tuple[int, str, str, tuple[Kind, ...]], ...] = (
    (1012, "xwzx/xyxw", "学院新闻", ("office", "fair")),
    (1013, "xwzx/tzgg", "通知公告", ("notice",)),
    (1014, "xwzx/mtjj", "媒体聚焦", ("firm",)),
    (1036, "jxky", "教学科研", ("technique",)),
)
#: Entries of 媒体聚焦 that are elsewhere, by how many articles are older.
_LEAVING = {
    17: (
        "http://www.yunzhoudaily.example/c/2025-11/25/content_88213.htm",
        "【云州日报】实训车间里的“小工匠”",
    ),
    6: ("https://mp.weixin.qq.com/s/vtc2025ok", "【职教之声】云州职院：把课堂搬进生产线"),
}


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def id(self) -> int:
        return 3010 + 7 * self.draft.number

    @property
    def tree(self) -> int:
        return _COLUMNS[self.draft.column][0]

    @property
    def url(self) -> str:
        return f"/info/{self.tree}/{self.id}.htm"

    @property
    def script(self) -> str:
        return f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid={self.tree}&wbnewsid={self.id}"

    @property
    def author(self) -> str | None:
        return self.draft.author if self.draft.number % 4 else None

    def link(self, root: str, width: int) -> str:
        title = self.draft.title
        return (
            f'<a href="{root}{self.url[1:]}" target="_blank" title="{escape(title)}">'
            f"{escape(cut(title, width, '...'))}</a>"
        )

    @property
    def images(self) -> tuple[str, ...]:
        names = [
            md5(name.encode(), usedforsecurity=False).hexdigest().upper()
            for name in self.draft.texts("image")
        ]
        return tuple(
            f"/__local/{name[0]}/{name[1:3]}/{name[3:5]}/{name[5:]}_{name[:8]}_{self.id * 11:X}.jpg"
            for name in names
        )

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        script = f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner={_OWNER}&wbfileid="
        return tuple(
            Attachment(f"{script}{self.id * 4096 + at:X}", f"{name}.docx")
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=self.url,
            title=draft.title,
            published=shown(draft.instant, Precision.MINUTE),
            precision=Precision.MINUTE,
            instant=draft.instant,
            column=_COLUMNS[draft.column][2],
            paragraphs=draft.paragraphs,
            author=self.author,
            source=draft.source,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices,
            aliases=(self.script,),
        )


class School:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "school", "utf-8", "/info/1012/2999.htm"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://school.invalid/"
        made = drafts(
            CAMPUS,
            f"{seed} school",
            [kinds for _, _, _, kinds in _COLUMNS],
            moments(Random(f"{seed} school"), 117, end or now, 840),
        )
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._by_url = {entry.url: entry for entry in self._entries}
        self._by_id = {entry.id: entry for entry in self._entries}
        self._voice = Voice("VWebServer", "text/html", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(at) for at in range(len(_COLUMNS)))

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/zsjy/index.htm", "/info/1013/2871.htm"})

    def _column(self, at: int) -> Column:
        _, path, name, _ = _COLUMNS[at]
        pages = pages_of(len(self._rows(at, "")), _SIZE)
        later = tuple(f"/{path}/{page}.htm" for page in range(pages - 1, 0, -1))
        return Column(name, (f"/{path}.htm", *later), f"/{path}/0.htm", PastEnd.NOT_FOUND)

    def _of(self, column: int) -> list[_Entry]:
        return [entry for entry in self._entries if entry.draft.column == column]

    def _rows(self, column: int, root: str) -> list[str]:
        """The entries of a list, in which dates are bare text."""
        entries = self._of(column)
        rows = [f"[{entry.draft.instant:%Y-%m-%d}] {entry.link(root, 28)}" for entry in entries]
        for older, (url, title) in _LEAVING.items() if column == 2 else ():
            if older < len(entries):
                day = entries[-older].draft.instant
                link = f'<a href="{url}" target="_blank" title="{title}">{title}</a>'
                rows.insert(len(rows) - older, f"[{day:%Y-%m-%d}] {link}")
        return rows

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in entry.images}
        return frozenset(beside | {"/images/logo.png", "/images/ewm.jpg", "/images/dot.gif"})

    @cached_property
    def _downloads(self) -> frozenset[str]:
        return frozenset(file.url for entry in self._entries for file in entry.attachments)

    def respond(self, path: str, query: str) -> Response:
        if path in ("/", "/index.htm"):
            return self._voice.html(self._home())
        if entry := self._by_url.get(path):
            return self._voice.html(self._article(entry, "../../"))
        for at, column in enumerate(self.columns):
            if path in column.pages:
                return self._voice.html(self._list(at, column.pages.index(path) + 1))
        if path == "/xwzx.htm":
            blocks = "\n".join(self._block(at, "", 8) for at in range(3))
            return self._voice.html(self._frame(f"新闻中心-{_SITE}", blocks, ""))
        if path == "/xygk/xyjj.htm":
            return self._voice.html(
                self._inner("学院简介", f'<div class="v_news_content"><p>{_ABOUT}</p></div>', "../", "")
            )
        if path == "/content.jsp" and (entry := self._by_id.get(number(fields(query).get("wbnewsid")))):
            return self._voice.html(self._article(entry, ""))
        if f"{path}?{query}" in self._downloads:
            return self._voice.file("file.docx")
        if path in self._files:
            return self._voice.file(path)
        return self._voice.html(_NOT_FOUND, 404)

    def _home(self) -> str:
        head, *others = self._of(0)
        slides = "\n".join(
            f'<li><a href="{entry.url[1:]}" target="_blank"><img src="{entry.images[0]}" border="0">'
            f"<p>{escape(cut(entry.draft.title, 22, '...'))}</p></a></li>"
            for entry in [entry for entry in others if entry.images][:4]
        )
        blocks = "\n".join(self._block(at, "", 7) for at in range(len(_COLUMNS)))
        return self._frame(
            _SITE,
            f"""\
<div class="top_news"><a href="{escape(head.script[1:])}" title="{escape(head.draft.title)}">
<b>{escape(cut(head.draft.title, 24, "..."))}</b></a></div>
<div class="focus"><ul>
{slides}
</ul></div>
{blocks}
<div class="quick"><a href="http://jwxt.yzvtc.example/">教务系统</a><a href="http://lib.yzvtc.example/">图书馆</a>
<a href="zsjy/index.htm">招生就业</a></div>""",
            "",
        )

    def _block(self, at: int, root: str, count: int) -> str:
        """The newest of a column, with month and day."""
        _, path, name, _ = _COLUMNS[at]
        rows = "\n".join(
            f"<li>{entry.link(root, 20)}<span>{entry.draft.instant:%m-%d}</span></li>"
            for entry in self._of(at)[:count]
        )
        return f"""\
<div class="box"><div class="tit"><b>{name}</b><a href="{root}{path}.htm">MORE&gt;&gt;</a></div>
<ul>
{rows}
</ul></div>"""

    def _list(self, at: int, page: int) -> str:
        _, path, name, _ = _COLUMNS[at]
        column = self.columns[at]
        root = "../" * (column.pages[page - 1].count("/") - 1)
        rows = self._rows(at, root)
        listed = "\n".join(
            f'<li id="line_u9_{line}">{row}</li>' for line, row in enumerate(part_of(rows, page, _SIZE))
        )
        return self._inner(
            name,
            f"""\
<ul class="list">
{listed}
</ul>
<div class="pb_sys_common pb_sys_normal pb_sys_style1" style="text-align:center">
{_pager(column, page, root, len(rows))}</div>""",
            root,
            path,
        )

    def _article(self, entry: _Entry, root: str) -> str:
        draft = entry.draft
        _, path, name, _ = _COLUMNS[draft.column]
        newer, older = neighbours(self._of(draft.column), entry)
        files = "".join(
            f'<li>附件【<a href="{escape(file.url)}" target="_blank">{escape(file.name)}</a>】已下载'
            f'<span id="nattach{at}"><script>getClickTimes({at},{_OWNER},"wbnewsfile","attach")</script>'
            "</span>次</li>"
            for at, file in enumerate(entry.attachments, entry.id * 10)
        )
        return self._inner(
            name,
            _ARTICLE.format(
                title=escape(draft.title),
                time=f"{draft.instant:%Y年%m月%d日 %H:%M}",
                source=draft.source,
                author=entry.author or "",
                checker=CAMPUS.persons[entry.id % 6],
                owner=_OWNER,
                id=entry.id,
                body=_body(entry),
                files=f'<ul style="list-style-type:none;">{files}</ul>' if files else "",
                newer=f"<p>上一条：{newer.link(root, 99)}</p>" if newer else "",
                older=f"<p>下一条：{older.link(root, 99)}</p>" if older else "",
            ),
            root,
            path,
            escape(draft.title),
        )

    def _inner(self, name: str, content: str, root: str, path: str, title: str = "") -> str:
        """A page below the home page, with the menu of its columns at the left."""
        menu = "\n".join(f'<li><a href="{root}{to}.htm">{words}</a></li>' for _, to, words, _ in _COLUMNS)
        steps = f'<a href="{root}index.htm">首页</a>&gt;&gt;'
        if path.startswith("xwzx/"):
            steps += f'<a href="{root}xwzx.htm">新闻中心</a>&gt;&gt;'
        steps += f'<a href="{root}{path}.htm">{name}</a>&gt;&gt;正文' if title else name
        return self._frame(
            "-".join(filter(None, (title, name if not title else "", _SITE))),
            f"""\
<div class="main"><div class="left"><div class="lm">栏目导航</div><ul>
{menu}
</ul>
<div class="lm">常用链接</div><ul><li><a href="http://oa.yzvtc.example/">办公系统</a></li>
<li><a href="{root}info/1013/2871.htm">关于启用新版网站的通知</a></li></ul></div>
<div class="right"><div class="wz"><b>{name}</b><span>当前位置: {steps}</span></div>
{content}
</div></div>""",
            root,
            name,
        )

    def _frame(self, title: str, content: str, root: str, keyword: str = "") -> str:
        nav = "".join(f'<li><a href="{root}{path}.htm">{name}</a></li>' for _, path, name, _ in _COLUMNS)
        return _FRAME.format(
            title=title, content=content, root=root, nav=nav, site=_SITE, year=self.now.year,
            keyword=f"{_SITE},{keyword}",
        )  # fmt: skip


def _pager(column: Column, page: int, root: str, count: int) -> str:
    """Every page's number, with the words of the builder; nothing to follow is a ``span``."""
    pages = len(column.pages)

    def link(at: int, words: object, kind: str) -> str:
        if not 1 <= at <= pages or at == page:
            return f'<span class="p_{kind}_d p_fun_d">{words}</span>'
        return f'<span class="p_{kind} p_fun"><a href="{root}{column.pages[at - 1][1:]}">{words}</a></span>'

    numbers = "".join(link(at, at, "no") for at in range(1, pages + 1))
    before = link(1, "首页", "first") + link(page - 1, "上页", "prev")
    after = link(page + 1, "下页", "next") + link(pages, "尾页", "last")
    total = f'<span class="p_t">共{count}条</span>'
    return f'<span class="p_pages">{total}{before}{numbers}{after}</span>'


def _body(entry: _Entry) -> str:
    pictures = iter(entry.images)
    blocks = [block for block in entry.draft.blocks if block.role != "file"]
    lines = [_block(block, pictures, entry.draft.number % 3) for block in blocks]
    lines[0] = lines[0].replace("<p", '<p class="vsbcontent_start"', 1)
    return "\n".join(lines)


def _block(block: Block, pictures: Iterator[str], origin: int) -> str:
    """A block as the builder's editor, Word (1) or WeChat (2) wrote it."""
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            url = next(pictures)
            picture = (
                f'<img width="600" src="{url}" vsbhref="vurl" vurl="{url}" class="img_vsb_content" alt="">'
            )
            return f'<p style="text-align:center" class="vsbcontent_img">{picture}</p>'
        case "caption":
            return f'<p style="text-align: center;"><span style="font-size: 14px;">{words}</span></p>'
        case "table":
            cell = '<td width="113" style="border: 1px solid windowtext; padding: 0 7px"><p>'
            return f'<table border="1"><tbody>{table_rows(block.rows, cell, "</p></td>")}</tbody></table>'
        case "signature":
            return f'<p style="text-align: right;"><span style="font-family: 仿宋;">{words}</span></p>'
        case "heading":
            words = f"<strong>{words}</strong>"
    match origin:
        case 1:
            font = "mso-spacerun:'yes';font-family:仿宋_GB2312;font-size:16.0000pt;"
            return (
                '<p style="text-indent:32.0000pt;line-height:28.0000pt;">'
                f'<span style="{font}"><font face="仿宋_GB2312">{words}</font></span>'
                f'<span style="{font}"><o:p></o:p></span></p>'
            )
        case 2:
            return (
                '<section style="margin: 0px; padding: 0px; letter-spacing: 1.5px;" data-role="paragraph">'
                f'<p style="text-indent: 2em;"><span style="font-size: 15px;">{words}</span></p></section>'
                "\n<p><br></p>"
            )
    return f'<p style="text-indent: 2em;">{words}</p>'


_ABOUT = (
    "云州职业技术学院创建于1958年，2003年4月经省人民政府批准改制为全日制普通高等职业院校，"
    "现有教职工680人，在校生9600余人，开设专业38个。"
)

_ARTICLE = """\
<script language="javascript" src="/system/resource/js/dynclicks.js"></script>
<form name="_newscontent_fromname"><div class="show">
<div class="show_t">{title}</div>
<div class="show_info"><span>发布时间：</span><span class="time">{time}</span><span>来源：{source}</span>
<span>作者：{author}</span><span>审核：{checker}</span>
<span>点击：[<script>_showDynClicks("wbnews", {owner}, {id})</script>]</span></div>
<div id="vsb_content_2"><div class="v_news_content">
{body}
</div></div>
<div id="div_vote_id"></div>
{files}
<div class="close">【<a href="javascript:window.opener=null;window.close();">关闭</a>】</div>
<div class="page">{newer}{older}</div>
</div></form>"""

_FRAME = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<HTML xmlns="http://www.w3.org/1999/xhtml"><HEAD>
<META http-equiv="Content-Type" content="text/html; charset=UTF-8">
<TITLE>{title}</TITLE><META Name="keywords" Content="{keyword}" />
<LINK rel="stylesheet" type="text/css" href="{root}style/style.css">
<!--Announced by Visual SiteBuilder 9-->
<link rel="stylesheet" type="text/css" href="{root}_sitegray/_sitegray_d.css" />
<script language="javascript" src="{root}_sitegray/_sitegray.js"></script>
<!-- CustomerNO:77656262657232307d784756505b5747 -->
<link rel="stylesheet" type="text/css" href="{root}list.vsb.css" />
<script type="text/javascript" src="/system/resource/js/counter.js"></script>
</HEAD>
<BODY>
<div class="head"><a href="{root}index.htm"><img src="{root}images/logo.png" alt="{site}"></a>
<script>var d=new Date();
document.write("今天是"+d.getFullYear()+"年"+(d.getMonth()+1)+"月"+d.getDate()+"日");</script>
<form method="post" action="{root}search.jsp"><input name="lucenenewssearchkey">
<button>搜索</button></form></div>
<ul class="nav"><li><a href="{root}index.htm">首页</a></li><li><a href="{root}xygk/xyjj.htm">学院概况</a></li>
<li><a href="{root}xwzx.htm">新闻中心</a></li>{nav}</ul>
{content}
<div class="link">友情链接：<a href="http://www.moe.gov.cn/">教育部</a>
<a href="http://www.chinazy.example/">职教网</a></div>
<div class="foot"><p>版权所有：{site}　地址：云州市学府路6号　邮编：310018　电话：0571-87654321</p>
<p>Copyright &copy; 2003-{year} <a href="https://beian.miit.gov.cn/">浙ICP备05076543号</a>
浙公网安备33011802000123号</p>
<img src="{root}images/ewm.jpg" alt="官方微信"></div>
</BODY></HTML>
"""

_NOT_FOUND = """\
<html>
<head><title>404错误提示</title></head>
<body>
<div style="text-align:center"><h3>对不起，您访问的页面不存在</h3>
<p>请检查您输入的网址是否正确，或者返回上一页</p></div>
</body>
</html>
"""
