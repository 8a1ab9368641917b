"""The bureau of industry of a city: a government site as TRS WCM publishes it, all files, UTF-8.

- Addresses ``/COLUMN/YYYYMM/tYYYYMMDD_ID.html`` with the day of entry, up to two before the publication.
- Lists ``index.html``, ``index_1.html`` (page 2) …, of which only ``createPageHTML(…)`` tells; past the end
  404. Some entries leave the site (a ministry, WeChat). Titles are cut with ``…``, whole in ``title``.
- Articles name themselves in metas (``ArticleTitle``, ``PubDate``, ``ContentSource``), lists only columns.
  Those of before the redesign show the day, and midnight in ``PubDate``; later ones the minute.
- Documents have a table with the day of signing, before the redesign inside the body's container.
- ``TRS_Editor`` also stands in the footer; a script writes today's date; a comment holds a forgotten list.
- Files and images lie beside the article. No robots.txt, no sitemap, no feed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from html import escape
from random import Random

from tests.unknown_sites.answers import Voice, cut, pages_of
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import INDUSTRY
from tests.unknown_sites.truth import (
    BEIJING,
    NOW,
    Attachment,
    Column,
    PastEnd,
    Precision,
    Response,
    Truth,
    shown,
)

_SITE = "云州市工业和信息化局"
_CODE = "3799000012"
_SIZE = 12
#: Since when articles have the new page.
_REDESIGN = datetime(2024, 9, 1, tzinfo=BEIJING)
_COLUMNS: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("zwgk/zwdt", "政务动态", ("office",)),
    ("zwgk/tzgg", "通知公告", ("notice",)),
    ("zwgk/zcjd", "政策解读", ("technique", "market")),
    ("xqdt", "县区动态", ("office", "firm", "fair")),
)
_CHANNEL = "/zwgk/"  # has blocks of its columns, no list of its own
_LEAVING = (
    (
        "https://www.miit.gov.cn/zwgk/zcwj/art/2026/art_5f1c.html",
        "工业和信息化部关于加快制造业数字化转型的意见",
    ),
    ("https://mp.weixin.qq.com/s/Yx3kQ0aZ", "一图读懂：云州市支持制造业高质量发展若干政策"),
)


@dataclass(frozen=True)
class _Entry:
    draft: Draft
    entered: datetime
    id: int

    @property
    def folder(self) -> str:
        return f"/{_COLUMNS[self.draft.column][0]}/{self.entered:%Y%m}/"

    @property
    def url(self) -> str:
        return f"{self.folder}t{self.entered:%Y%m%d}_{self.id}.html"

    @property
    def old(self) -> bool:
        return self.draft.instant < _REDESIGN

    @property
    def precision(self) -> Precision:
        return Precision.DAY if self.old else Precision.MINUTE

    @property
    def published(self) -> datetime:
        return shown(self.draft.instant, self.precision)

    @property
    def source(self) -> str | None:
        return None if self.id % 7 == 0 else self.draft.source

    def link(self, root: str, width: int) -> str:
        title = escape(self.draft.title)
        words = escape(cut(self.draft.title, width))
        return f'<a href="{root}{self.url}" title="{title}" target="_blank">{words}</a>'

    def file(self, letter: str, at: int, end: str) -> str:
        return f"{letter}0{self.entered:%Y%m%d}{self.id}{at:08}.{end}"

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(self.file("W", at, "jpg") for at, _ in enumerate(self.draft.texts("image"), 1))

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Name of the file, words of the link."""
        ends = ("docx", "pdf", "xls")
        return tuple(
            (self.file("P", at, ends[(self.id + at) % 3]), f"{name}.{ends[(self.id + at) % 3]}")
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def document(self) -> tuple[tuple[str, str], ...]:
        """Labels and values of the table above a notice."""
        if self.draft.kind != "notice":
            return ()
        signed = self.entered - timedelta(days=3)
        return (
            ("索引号", f"{_CODE}/{self.entered:%Y-%m}-{self.id % 100000:05}"),
            ("发布机构", _SITE),
            ("文号", f"云工信〔{signed.year}〕{self.id % 90 + 1}号"),
            ("成文日期", f"{signed.year}年{signed.month}月{signed.day}日"),
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        table = tuple(cell for row in self.document for cell in row) if self.old else ()
        return Truth(
            url=self.url,
            title=draft.title,
            published=self.published,
            precision=self.precision,
            instant=draft.instant,
            column=_COLUMNS[draft.column][1],
            paragraphs=draft.paragraphs,
            source=self.source,
            tags=draft.tags if not self.old else (),
            images=tuple(self.folder + name for name in self.images),
            attachments=tuple(Attachment(self.folder + name, words) for name, words in self.files),
            tables=draft.tables,
            notices=table + draft.notices,
            aliases=(f"{self.url}?slb=true",),
        )


class Government:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding = "government", "utf-8"
    absent = "/zwgk/zwdt/202401/t20240101_9.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://gov.invalid/"
        random = Random(f"{seed} government")
        instants = moments(random, 110, end or now, 900)
        made = drafts(INDUSTRY, f"{seed} government", [kinds for _, _, kinds in _COLUMNS], instants)
        entries = [
            _Entry(
                draft,
                draft.instant - timedelta(days=random.choice((0, 0, 0, 1, 2))),
                10300 + 37 * draft.number,
            )
            for draft in made
        ]
        self._entries = [one for one in reversed(entries) if one.draft.instant <= now]
        self._voice = Voice("nginx", "text/html", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(at) for at in range(len(_COLUMNS)))

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/wza/", "/hdjl/jzxx/index.html"})

    def _column(self, at: int) -> Column:
        folder, name, _ = _COLUMNS[at]
        pages = pages_of(len(self._of(at)), _SIZE)
        later = tuple(f"/{folder}/index_{page}.html" for page in range(1, pages))
        return Column(name, (f"/{folder}/", *later), f"/{folder}/index_{pages}.html", PastEnd.NOT_FOUND)

    def _of(self, column: int) -> list[_Entry]:
        return [entry for entry in self._entries if entry.draft.column == column]

    @cached_property
    def _pages(self) -> dict[str, str]:
        pages = {"/": self._home(), _CHANNEL: self._channel(), "/wzdt/": self._map()}
        for at, column in enumerate(self.columns):
            pages |= {url: self._list(at, page) for page, url in enumerate(column.pages)}
        pages |= {entry.url: self._article(entry) for entry in self._entries}
        return pages

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {
            entry.folder + name
            for entry in self._entries
            for name in (*entry.images, *(name for name, _ in entry.files))
        }
        return frozenset(beside | {"/images/logo.png", "/images/ewm.png", "/images/jiucuo.png"})

    @cached_property
    def _modified(self) -> dict[str, datetime]:
        return {entry.url: entry.draft.instant for entry in self._entries}

    def respond(self, path: str, query: str) -> Response:
        path = path.removesuffix("index.html") if path.endswith("/index.html") else path
        if page := self._pages.get(path):
            status, headers, body = self._voice.html(page)
            modified = self._modified.get(path, self.now).astimezone(UTC)
            return status, headers | {"Last-Modified": format_datetime(modified, usegmt=True)}, body
        if path in self._files:
            return self._voice.file(path)
        if path == "/images/common.js":
            return self._voice.data(_SCRIPT.encode(), "application/javascript")
        return self._voice.html(_NOT_FOUND, 404)

    def _home(self) -> str:
        big = self._of(0)[0]
        slides = "\n".join(
            f'<li><a href=".{entry.url}?slb=true"><img src=".{entry.folder}{entry.images[0]}"/>'
            f"<p>{escape(cut(entry.draft.title, 18))}</p></a></li>"
            for entry in [entry for entry in self._entries if entry.images][:4]
        )
        blocks = "\n".join(self._block(at, ".", 6) for at in range(len(_COLUMNS)))
        return self._frame(
            f"{_SITE}首页",
            f"""\
<div class="topnews"><h2><a href=".{big.url}" target="_blank">{escape(big.draft.title)}</a></h2>
<p>{escape(cut(big.draft.summary, 40))}<a href=".{big.url}">[详细]</a></p></div>
<div class="slide"><ul>
{slides}
</ul></div>
{blocks}
<div class="links">友情链接：<a href="https://www.gov.cn/">中国政府网</a>
<a href="https://www.miit.gov.cn/">工业和信息化部</a></div>""",
            ".",
        )

    def _block(self, at: int, root: str, count: int) -> str:
        folder, name, _ = _COLUMNS[at]
        rows = "\n".join(
            f"<li>{entry.link(root, 20)}<span>{entry.published:%m-%d}</span></li>"
            for entry in self._of(at)[:count]
        )
        return f"""\
<div class="block"><h3><a href="{root}/{folder}/">{name}</a>
<a class="more" href="{root}/{folder}/">更多&gt;&gt;</a></h3>
<ul class="newslist">
{rows}
</ul></div>"""

    def _channel(self) -> str:
        blocks = "\n".join(self._block(at, "..", 8) for at in range(3))
        return self._frame(
            f"政务公开-{_SITE}", f'<div class="crumbs">{_crumbs("..", ())}</div>\n{blocks}', ".."
        )

    def _map(self) -> str:
        items = "".join(f'<li><a href="../{folder}/">{name}</a></li>' for folder, name, _ in _COLUMNS)
        return self._frame(f"网站地图-{_SITE}", f'<ul class="map">{items}</ul>', "..")

    def _list(self, at: int, page: int) -> str:
        folder, name, _ = _COLUMNS[at]
        root = "/".join([".."] * (folder.count("/") + 1))
        rows = [
            f"<li>{entry.link('.', 36).replace(f'./{folder}/', './')}"
            f"<span>{entry.published:%Y-%m-%d}</span></li>"
            for entry in self._of(at)[page * _SIZE :][:_SIZE]
        ]
        if at == 1 and page == 0:
            rows[3:3] = [
                f'<li><a href="{url}" title="{title}">{title}</a><span>{self.now:%Y}-02-10</span></li>'
                for url, title in _LEAVING
            ]
        pages, entries = len(self.columns[at].pages), "\n".join(rows)
        return self._frame(
            f"{name}-{_SITE}",
            f"""\
<div class="crumbs">{_crumbs(root, ((folder, name),))}</div>
<div class="left"><h4>栏目导航</h4>{self._menu(root)}</div>
<div class="right"><ul class="list">
{entries}
</ul>
<div class="page"><script>createPageHTML({pages}, {page}, "index", "html");</script></div></div>""",
            root,
            _column_metas(name),
        )

    def _menu(self, root: str) -> str:
        items = "".join(f'<li><a href="{root}/{folder}/">{name}</a></li>' for folder, name, _ in _COLUMNS)
        return f"<ul>{items}</ul>"

    def _article(self, entry: _Entry) -> str:
        draft = entry.draft
        folder, name, _ = _COLUMNS[draft.column]
        root = "/".join([".."] * (folder.count("/") + 2))
        file_rows = "".join(
            f'<p><a href="./{file}" target="_blank">{escape(words)}</a></p>' for file, words in entry.files
        )
        files = f'<div class="fj"><span>附件下载：</span>{file_rows}</div>' if file_rows else ""
        related = "\n".join(
            f"<li>{other.link(root, 30)}<span>{other.published:%Y-%m-%d}</span></li>"
            for other in self._of(draft.column)
            if other is not entry and set(other.draft.tags) & set(draft.tags)
        )
        page = _OLD_PAGE if entry.old else _PAGE
        return self._frame(
            f"{escape(draft.title)}-{name}-{_SITE}",
            page.format(
                crumbs=_crumbs(root, ((folder, name),)),
                document=_document(entry),
                title=escape(draft.title),
                day=f"{entry.published:%Y-%m-%d}",
                minute=f"{entry.published:%Y-%m-%d %H:%M}",
                source=entry.source or "",
                id=entry.id,
                body=_body(entry),
                files=files,
                root=root,
                related="\n".join(related.splitlines()[:5]),
            ),
            root,
            _column_metas(name) + _article_metas(entry, self.base_url),
        )

    def _frame(self, title: str, content: str, root: str, metas: str = "") -> str:
        nav = "".join(f'<li><a href="{root}/{folder}/">{name}</a></li>' for folder, name, _ in _COLUMNS)
        return f"""\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>{title}</title>
<meta name="SiteName" content="{_SITE}">
<meta name="SiteDomain" content="gxj.yunzhou.example">
<meta name="SiteIDCode" content="{_CODE}">
{metas}<link rel="stylesheet" href="{root}/images/common.css">
<script src="{root}/images/common.js"></script>
</head>
<body>
<div class="header"><div class="date"><script>document.write(today());</script></div>
<a href="{root}/"><img src="{root}/images/logo.png" alt="{_SITE}"></a>
<form action="https://search.yunzhou.example/" method="get"><input name="q"><button>搜索</button></form>
<a href="{root}/wza/">无障碍浏览</a></div>
<ul class="nav"><li><a href="{root}/">首页</a></li><li><a href="{root}{_CHANNEL}">政务公开</a></li>{nav}
<li><a href="{root}/hdjl/jzxx/index.html">互动交流</a></li></ul>
{content}
<div class="footer"><div class="TRS_Editor">
<p><a href="{root}/wzdt/">网站地图</a> | 联系我们 | 版权保护 | 隐私声明</p>
<p>主办：{_SITE}　承办：云州市工业和信息化信息中心　网站标识码：{_CODE}</p>
<p>地址：云州市云湖区府前路1号　联系电话：0571-81234567（工作日8:30-17:30）</p>
<p><a href="https://beian.miit.gov.cn/">浙ICP备05012345号-1</a>　浙公网安备 33010602001234号</p>
</div></div>
</body>
</html>
"""


def _crumbs(root: str, path: tuple[tuple[str, str], ...]) -> str:
    steps = [("", "首页")]
    if not path or path[0][0].startswith("zwgk"):
        steps.append(("zwgk", "政务公开"))
    links = (
        f'<a href="{root}/{f"{folder}/" if folder else ""}" class="CurrChnlCls">{name}</a>'
        for folder, name in (*steps, *path)
    )
    return "当前位置：" + "&nbsp;&gt;&nbsp;".join(links)


def _column_metas(name: str) -> str:
    return f"""\
<meta name="ColumnName" content="{name}">
<meta name="ColumnDescription" content="{_SITE}{name}栏目">
<meta name="ColumnKeywords" content="{name}">
<meta name="ColumnType" content="{name}">
"""


def _article_metas(entry: _Entry, base_url: str) -> str:
    draft = entry.draft
    return f"""\
<meta name="ArticleTitle" content="{escape(draft.title)}">
<meta name="PubDate" content="{entry.published:%Y-%m-%d %H:%M}">
<meta name="ContentSource" content="{entry.source or ""}">
<meta name="Keywords" content="{";".join(draft.tags) if not entry.old else ""}">
<meta name="Author" content="">
<meta name="Description" content="{escape(draft.summary[:60])}">
<meta name="Url" content="{base_url.rstrip("/")}{entry.url if not entry.old else "/"}">
"""


def _document(entry: _Entry) -> str:
    if not entry.document:
        return ""
    rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in entry.document)
    return f'<table class="xxgk">{rows}</table>'


def _body(entry: _Entry) -> str:
    pictures = iter(entry.images)
    return "\n".join(
        _block(block, pictures, entry.old) for block in entry.draft.blocks if block.role != "file"
    )


def _block(block: Block, pictures: Iterator[str], old: bool) -> str:
    words = escape(block.text)
    match block.role:
        case "image":
            return f'<p style="text-align: center;"><img src="./{next(pictures)}" alt="" OLDSRC="x.jpg"></p>'
        case "caption":
            return f'<p align="center"><font size="2">{words}</font></p>'
        case "heading":
            inner = f"<strong>{words}</strong>"
        case "table":
            rows = "".join(
                "<tr>"
                + "".join(f'<td style="border: 1px solid"><p>{cell}</p></td>' for cell in row)
                + "</tr>"
                for row in block.rows
            )
            return f'<table border="1" cellspacing="0"><tbody>{rows}</tbody></table>'
        case "signature":
            return f'<p style="text-align: right;">{words}</p>'
        case _:
            inner = words
    if old:
        return f"<div>　　{inner}</div>"
    style = "text-indent: 2em; text-align: justify; line-height: 2;"
    return (
        f'<p style="{style}"><span style="font-family: 仿宋,仿宋_GB2312; font-size: 16pt;">{inner}</span></p>'
    )


_PAGE = """\
<div class="crumbs">{crumbs}</div>
<div class="article">
{document}
<h1 class="title">{title}</h1>
<div class="info"><span>发布时间：{minute}</span><span>信息来源：{source}</span>
<span>浏览次数：<script src="https://stat.yunzhou.example/count?id={id}"></script></span>
<span>字号：[ <a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a>
<a href="javascript:doZoom(14)">小</a> ]</span></div>
<div id="zoom" class="con"><div class="view TRS_UEDITOR trs_paper_default trs_web">
{body}
</div></div>
{files}
<div class="tools"><div class="share">分享到：<a title="分享到微信"></a></div>
<a href="javascript:window.print()">【打印本页】</a><a href="javascript:window.close()">【关闭窗口】</a>
<p>扫一扫在手机打开当前页</p><img src="{root}/images/ewm.png"></div>
<div class="related"><h4>相关阅读</h4><ul>
<!-- <li><span>2019-09-15</span><a href="">2019年企业技术中心认定通知</a></li> -->
{related}
</ul></div>
</div>"""

_OLD_PAGE = """\
<div class="crumbs">{crumbs}</div>
<table width="100%"><tr><td align="center" class="xl_title">{title}</td></tr>
<tr><td align="center">{day}&nbsp;&nbsp;来源：{source}&nbsp;&nbsp;【字体：大 中 小】</td></tr>
<tr><td class="xl_con" id="Zoom">
{document}
<div class=TRS_Editor><div class="Custom_UnionStyle">
{body}
</div></div>
{files}
</td></tr>
<tr><td align="right">[<a href="javascript:window.print()">打印</a>]
[<a href="javascript:window.close()">关闭</a>] <img src="{root}/images/jiucuo.png" alt="我要纠错">
</td></tr></table>
<div class="related"><h4>相关信息</h4><ul>
{related}
</ul></div>"""

_SCRIPT = """\
function today() {
  var d = new Date();
  return '今天是' + d.getFullYear() + '年' + (d.getMonth() + 1) + '月' + d.getDate() + '日';
}
function createPageHTML(count, index, name, ext) {
  if (count <= 1) { return; }
  function link(page, words) {
    return '<a href="' + name + (page == 0 ? '' : '_' + page) + '.' + ext + '">' + words + '</a>';
  }
  var html = index > 0 ? link(index - 1, '上一页') : '';
  for (var page = 0; page < count; page++) {
    html += page == index ? '<span>' + (page + 1) + '</span>' : link(page, page + 1);
  }
  document.write(html + (index < count - 1 ? link(index + 1, '下一页') : '') + ' 共' + count + '页');
}
function doZoom(size) { document.getElementById('zoom').style.fontSize = size + 'px'; }
"""

_NOT_FOUND = """\
<html>
<head><title>404 Not Found</title></head>
<body>
<center><h1>404 Not Found</h1></center>
<hr><center>nginx</center>
</body>
</html>
"""
