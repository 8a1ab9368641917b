"""News of the fastener trade, made with DedeCMS 5.7 and its stock templates: files in GBK.

- Addresses ``/a/COLUMN/YYYY/mmdd/ID.html`` with the day of entry; the date that is shown may be another.
  The same article answers at ``/plus/view.php?aid=`` and, for telephones, at ``/m/view.php?aid=``.
- A column's folder is its first page, then ``list_TID_2.html`` …; a ``select`` has every page. A parent's
  list has its children's articles too. One old article is raised to the top. Past the end 404.
- Titles in lists are cut at 60 bytes without a mark. Rows have the second, the article the minute.
- Some texts have parts (``ID_2.html``), each ending ``(责任编辑：X)``. A script counts clicks.
- Feeds and sitemaps are files that were written two weeks ago; robots.txt shuts /plus/. Names of authors
  need characters that GB2312, which the pages declare, lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape
from itertools import count
from random import Random
from urllib.parse import quote, unquote

from tests.unknown_sites.answers import Voice, cut_bytes, fields, number, pages_of
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import FASTENERS
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

_SITE = "华东紧固件资讯网"
_SIZE = 10


@dataclass(frozen=True)
class _Category:
    tid: int
    folder: str
    name: str
    kinds: tuple[Kind, ...]
    parent: int = 0


_CATEGORIES = (
    _Category(5, "/a/news/", "行业新闻", ("office", "notice")),
    _Category(9, "/a/news/qiye/", "企业动态", ("firm",), parent=5),
    _Category(6, "/a/hangqing/", "市场行情", ("market",)),
    _Category(7, "/a/jishu/", "技术文章", ("technique",)),
    _Category(8, "/a/zhanhui/", "展会信息", ("fair",)),
)
_LEAVING = ("https://mp.weixin.qq.com/s/fastener2026", "2026年紧固件行业大会直播回放")
#: How long ago an administrator had feeds and sitemaps written.
_STALE = timedelta(days=14)


@dataclass(frozen=True)
class _Entry:
    draft: Draft
    entered: datetime
    aid: int

    @property
    def category(self) -> _Category:
        return _CATEGORIES[self.draft.column]

    @property
    def _stem(self) -> str:
        return f"{self.category.folder}{self.entered:%Y/%m%d}/{self.aid}"

    @property
    def url(self) -> str:
        return f"{self._stem}.html"

    @property
    def parts(self) -> tuple[tuple[Block, ...], ...]:
        """The blocks of each part: some long texts have two or three."""
        blocks = self.draft.blocks
        if self.draft.number % 6 or len(blocks) < 6:
            return (blocks,)
        pieces = 3 if len(blocks) > 8 else 2
        size = -(-len(blocks) // pieces)
        return tuple(blocks[at : at + size] for at in range(0, len(blocks), size))

    @property
    def part_urls(self) -> tuple[str, ...]:
        return tuple(f"{self._stem}_{at}.html" for at in range(2, len(self.parts) + 1))

    @property
    def editor(self) -> str:
        return ("admin", "陶喆", "小编")[self.draft.number % 3]

    @property
    def images(self) -> tuple[str, ...]:
        folder = f"/uploads/allimg/{self.entered:%y%m%d}/1-{self.entered:%y%m%d}"
        return tuple(f"{folder}{name[1:]}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        folder = f"/uploads/soft/{self.entered:%y%m%d}/1_{self.aid}"
        return tuple(
            Attachment(f"{folder}{at}.doc", name) for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def link_title(self) -> str:
        return escape(cut_bytes(self.draft.title, 60))

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=self.url,
            title=draft.title,
            published=shown(draft.instant, Precision.MINUTE),
            precision=Precision.MINUTE,
            instant=draft.instant,
            column=self.category.name,
            paragraphs=draft.paragraphs,
            author=draft.author,
            source=draft.source,
            tags=draft.tags,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=(*draft.notices, f"(责任编辑：{self.editor})"),
            parts=self.part_urls,
            aliases=(f"/plus/view.php?aid={self.aid}", f"/m/view.php?aid={self.aid}"),
        )


class Dede:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "dede", "gbk", "/a/news/2024/0101/9.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://dede.invalid/"
        random = Random(f"{seed} dede")
        made = drafts(
            FASTENERS,
            f"{seed} dede",
            [category.kinds for category in _CATEGORIES],
            moments(random, 118, end or now, 1000),
        )
        entries = [
            _Entry(
                draft, draft.instant - timedelta(days=random.choice((0, 0, 1, 5))), 1100 + 3 * draft.number
            )
            for draft in made
        ]
        self._entries = [one for one in reversed(entries) if one.draft.instant <= now]
        self._by_aid = {entry.aid: entry for entry in self._entries}
        self._raised = self._of(_CATEGORIES[2])[-1]
        self._clicks = count(300)
        self._voice = Voice("Apache/2.4.6 (CentOS) PHP/5.4.16", "text/html", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(category) for category in _CATEGORIES)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/plus/guestbook.php", "/special/"})

    def _column(self, category: _Category) -> Column:
        pages = pages_of(len(self._listed(category)), _SIZE)
        stem = f"{category.folder}list_{category.tid}_"
        later = tuple(f"{stem}{page}.html" for page in range(2, pages + 1))
        return Column(category.name, (category.folder, *later), f"{stem}{pages + 1}.html", PastEnd.NOT_FOUND)

    def _of(self, category: _Category) -> list[_Entry]:
        """The category's articles with those of its children, the newest first."""
        return [one for one in self._entries if category.tid in (one.category.tid, one.category.parent)]

    def _listed(self, category: _Category) -> list[_Entry]:
        """Likewise, as the list has them: the raised one first."""
        return sorted(self._of(category), key=lambda entry: entry is not self._raised)

    @cached_property
    def _pages(self) -> dict[str, str]:
        pages = {
            "/": self._home(),
            "/data/sitemap.html": self._site_map(),
            "/data/rssmap.html": self._feed_map(),
        }
        for category, column in zip(_CATEGORIES, self.columns, strict=True):
            for page, url in enumerate(column.pages, 1):
                pages[url] = self._list(category, page, len(column.pages))
            pages[f"{category.folder}list_{category.tid}_1.html"] = pages[category.folder]
        for entry in self._entries:
            for at, url in enumerate((entry.url, *entry.part_urls), 1):
                pages[url] = self._article(entry, at)
        return pages

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in entry.images}
        beside |= {file.url for entry in self._entries for file in entry.attachments}
        return frozenset(beside | {"/templets/default/images/logo.gif", "/uploads/allimg/ad.gif"})

    def respond(self, path: str, query: str) -> Response:
        if page := self._pages.get(path.removesuffix("index.html") if path.endswith("/index.html") else path):
            return self._voice.html(page)
        if path in self._files:
            return self._voice.file(path)
        if path in ("/robots.txt", "/sitemap.xml") or path.startswith("/data/rss/"):
            return self._written(path)
        if path in ("/plus/view.php", "/plus/count.php", "/plus/list.php", "/m/view.php", "/m/list.php"):
            return self._script(path, fields(query))
        if path == "/tags.php":
            return self._tag(query)
        return self._voice.html(_NOT_FOUND.format(path=escape(path)), 404)

    def _written(self, path: str) -> Response:
        """What robots and readers of feeds are told, of two weeks ago."""
        known = [entry for entry in self._entries if entry.draft.instant <= self.now - _STALE]
        if path == "/robots.txt":
            return self._voice.data(_ROBOTS.encode(), "text/plain")
        if path == "/sitemap.xml":
            rows = "".join(
                f"<url><loc>{self._absolute(entry.url)}</loc>"
                f"<lastmod>{entry.draft.instant:%Y-%m-%d}</lastmod></url>\n"
                for entry in known
            )
            return self._voice.data(_SITEMAP.format(rows=rows).encode(), "text/xml")
        for category in _CATEGORIES:
            if path == f"/data/rss/{category.tid}.xml":
                return self._voice.data(self._feed(category, known).encode(self.encoding), "text/xml")
        return self._voice.html(_NOT_FOUND.format(path=escape(path)), 404)

    def _absolute(self, url: str) -> str:
        return self.base_url.rstrip("/") + url

    def _feed(self, category: _Category, known: list[_Entry]) -> str:
        """50 articles, the last entered first, each with its day alone."""
        latest = sorted((one for one in known if one in self._of(category)), key=lambda one: -one.aid)
        items = "".join(
            f"<item>\n<title>{escape(entry.draft.title)}</title>\n<link>{self._absolute(entry.url)}</link>\n"
            f"<description>{escape(entry.draft.summary)}</description>\n"
            f"<pubDate>{entry.draft.instant:%Y-%m-%d}</pubDate>\n<category>{entry.category.name}</category>\n"
            f"<author>{entry.draft.author}</author>\n<comments>{_SITE}</comments>\n</item>\n"
            for entry in latest[:50]
        )
        return _FEED.format(name=category.name, url=self._absolute(category.folder), items=items, site=_SITE)

    def _site_map(self) -> str:
        items = "\n".join(f'<li><a href="{one.folder}">{one.name}</a></li>' for one in _CATEGORIES)
        return self._frame(f"网站地图_{_SITE}", f'<div class="linkbox"><ul>\n{items}\n</ul></div>')

    def _feed_map(self) -> str:
        items = "\n".join(f'<li><a href="/data/rss/{one.tid}.xml">{one.name}</a></li>' for one in _CATEGORIES)
        return self._frame(f"RSS订阅_{_SITE}", f'<div class="linkbox"><ul>\n{items}\n</ul></div>')

    def _script(self, path: str, given: dict[str, str]) -> Response:
        entry = self._by_aid.get(number(given.get("aid")))
        category = next((one for one in _CATEGORIES if one.tid == number(given.get("tid"))), None)
        match path:
            case "/plus/count.php" if entry:
                return self._voice.html(f"document.write('{next(self._clicks)}');")
            case "/plus/view.php" if entry:
                page = min(max(1, number(given.get("pageno"))), len(entry.parts))
                return self._voice.html(self._article(entry, page))
            case "/m/view.php" if entry:
                return self._voice.html(self._mobile_article(entry))
            case "/m/list.php" if category:
                return self._voice.html(self._mobile_list(category))
            case "/plus/list.php" if category:
                page = max(1, number(given.get("PageNo")))
                return self._voice.html(self._list(category, page, pages_of(len(self._of(category)), _SIZE)))
        return self._voice.html(_MESSAGE)

    def _tag(self, query: str) -> Response:
        tag = unquote(query, encoding=self.encoding).strip("/")
        rows = "\n".join(_row(entry) for entry in self._entries if tag in entry.draft.tags)
        if not rows:
            return self._voice.html(_MESSAGE)
        return self._voice.html(
            self._frame(
                f"{tag}_{_SITE}",
                f'<div class="pleft"><div class="place">当前位置: <a href="/">主页</a> &gt; {tag}</div>\n'
                f'<div class="listbox"><ul class="e2">\n{rows}\n</ul></div></div>\n'
                + self._side(self._entries),
            )
        )

    def _home(self) -> str:
        blocks = "\n".join(
            f"""\
<dl class="tbox"><dt><strong><a href="{one.folder}">{one.name}</a></strong>
<span class="more"><a href="{one.folder}">更多...</a></span></dt>
<dd><ul class="d1 ico3">
{_short_rows(self._of(one)[:7])}
</ul></dd></dl>"""
            for one in _CATEGORIES
        )
        pictures = "\n".join(
            f'<li><a href="{entry.url}"><img src="{entry.images[0]}" alt="{entry.link_title}"/></a>'
            f'<a href="{entry.url}" class="title">{escape(cut_bytes(entry.draft.title, 24))}</a></li>'
            for entry in [entry for entry in self._entries if entry.images][2:6]
        )
        return self._frame(
            f"{_SITE}_紧固件行业门户",
            f'<div class="picnews"><ul>\n{pictures}\n</ul></div>\n{blocks}\n{self._side(self._entries)}\n'
            '<div class="flink">友情链接：<a href="http://www.fastener.example/">中国紧固件网</a></div>',
        )

    def _list(self, category: _Category, page: int, pages: int) -> str:
        entries = self._listed(category)
        rows = [_row(entry) for entry in entries[(page - 1) * _SIZE :][:_SIZE]]
        if category.tid == 8 and page == 1:
            url, title = _LEAVING
            rows.insert(2, f'<li><a href="{url}" class="title">{title}</a><span class="info"></span></li>')
        listed = "\n".join(rows)
        return self._frame(
            f"{category.name}_{_SITE}",
            f"""\
<div class="pleft">
<div class="place"><strong>当前位置:</strong> {_place(category)}</div>
<div class="listbox"><ul class="e2">
{listed}
</ul></div>
<div class="dede_pages"><ul class="pagelist">
{_pager(category, page, pages)}
<li><span class="pageinfo">共 <strong>{pages}</strong>页<strong>{len(entries)}</strong>条</span></li>
</ul></div>
</div>
{self._side(self._of(category))}""",
            "articlelist",
        )

    def _article(self, entry: _Entry, part: int) -> str:
        draft = entry.draft
        siblings = [one for one in self._entries if one.category is entry.category]
        older = max((one for one in siblings if one.aid < entry.aid), key=lambda one: one.aid, default=None)
        newer = min((one for one in siblings if one.aid > entry.aid), key=lambda one: one.aid, default=None)
        files = "".join(f'<br/>\n<a href="{file.url}">{escape(file.name)}</a>' for file in entry.attachments)
        tags = " ".join(
            f'<a href="/tags.php?/{quote(tag, encoding=self.encoding)}/">{escape(tag)}</a>'
            for tag in draft.tags
        )
        return self._frame(
            f"{escape(draft.title)}{f'({part})' if part > 1 else ''}_{_SITE}",
            _ARTICLE.format(
                place=_place(entry.category),
                title=escape(draft.title),
                time=f"{draft.instant:%Y-%m-%d %H:%M}",
                source=draft.source,
                author=draft.author,
                aid=entry.aid,
                intro=escape(draft.summary),
                body=_body(entry, part) + (files if part == len(entry.parts) else ""),
                editor=entry.editor,
                parts=_parts(entry, part),
                tags=tags,
                older=_neighbour(older),
                newer=_neighbour(newer),
                side=self._side(siblings),
            ),
            "articleview",
            f'<meta name="keywords" content="{escape(",".join(draft.tags))}" />\n'
            f'<meta name="description" content="{escape(draft.summary)}" />\n'
            f'<meta http-equiv="mobile-agent" content="format=xhtml;url=/m/view.php?aid={entry.aid}">\n',
        )

    def _side(self, entries: list[_Entry]) -> str:
        """The column at the right: recommended and most read."""
        recommended = "\n".join(
            f'<li><a href="{entry.url}">{escape(cut_bytes(entry.draft.title, 36))}</a>'
            f"<p>{escape(cut_bytes(entry.draft.summary, 60))}...</p></li>"
            for entry in entries[1::4][:5]
        )
        return f"""\
<div class="pright">
<dl class="tbox"><dt><strong>推荐内容</strong></dt><dd><ul class="d4">
{recommended}
</ul></dd></dl>
<dl class="tbox"><dt><strong>热点内容</strong></dt><dd><ul class="c1 ico2">
{_short_rows(entries[::5][:8], dated=False)}
</ul></dd></dl>
<a href="http://www.advertiser.example/"><img src="/uploads/allimg/ad.gif" /></a>
</div>"""

    def _frame(self, title: str, content: str, kind: str = "index", metas: str = "") -> str:
        nav = "\n".join(
            f"<li><a href='{one.folder}'>{one.name}</a></li>" for one in _CATEGORIES if not one.parent
        )
        return _FRAME.format(
            title=title, content=content, kind=kind, metas=metas, nav=nav, site=_SITE, year=self.now.year
        )

    def _mobile_article(self, entry: _Entry) -> str:
        body = "\n".join(_body(entry, part) for part in range(1, len(entry.parts) + 1))
        draft = entry.draft
        return _MOBILE.format(
            title=escape(draft.title),
            content=f"<h1>{escape(draft.title)}</h1><p>{draft.instant:%Y-%m-%d} {draft.source}</p>\n{body}",
        )

    def _mobile_list(self, category: _Category) -> str:
        rows = "\n".join(
            f'<li><a href="/m/view.php?aid={entry.aid}">{entry.link_title}</a></li>'
            for entry in self._of(category)[:20]
        )
        return _MOBILE.format(title=category.name, content=f"<ul>\n{rows}\n</ul>")


def _place(category: _Category) -> str:
    parents = [one for one in _CATEGORIES if one.tid == category.parent]
    steps = "".join(f" &gt; <a href='{one.folder}'>{one.name}</a>" for one in (*parents, category))
    return f"<a href='/'>主页</a>{steps} &gt; "


def _row(entry: _Entry) -> str:
    """An article in a list, with the second of its publication."""
    draft, category = entry.draft, entry.category
    picture = (
        f"<a href='{entry.url}' class='preview'><img src='{entry.images[0]}'/></a>\n" if entry.images else ""
    )
    title = f"<b>{entry.link_title}</b>" if entry.aid % 5 == 0 else entry.link_title
    return f"""\
<li>{picture}[<b><a href='{category.folder}'>{category.name}</a></b>]
<a href="{entry.url}" class="title">{title}</a>
<span class="info"><small>日期：</small>{draft.instant:%Y-%m-%d %H:%M:%S}
<small>点击：</small>{entry.aid % 400} <small>好评：</small>{entry.aid % 9} </span>
<p class="intro">{escape(cut_bytes(draft.summary, 160))}...</p></li>"""


def _short_rows(entries: list[_Entry], dated: bool = True) -> str:
    return "\n".join(
        f'<li><a href="{entry.url}" title="{entry.link_title}">{escape(cut_bytes(entry.draft.title, 42))}</a>'
        + (f'<span class="date">{entry.draft.instant:%m-%d}</span></li>' if dated else "</li>")
        for entry in entries
    )


def _pager(category: _Category, page: int, pages: int) -> str:
    def link(number: int, words: object) -> str:
        return f"<li><a href='list_{category.tid}_{number}.html'>{words}</a></li>"

    first = max(1, page - 4)
    window = range(first, min(pages, first + 9) + 1)
    numbers = [f'<li class="thisclass">{page}</li>' if at == page else link(at, at) for at in window]
    options = "\n".join(
        f"<option value='list_{category.tid}_{at}.html'{' selected' if at == page else ''}>{at}</option>"
        for at in range(1, pages + 1)
    )
    before = (
        [f"<li><a href='{category.folder}'>首页</a></li>", link(page - 1, "上一页")]
        if page > 1
        else ["<li>首页</li>"]
    )
    after = [link(page + 1, "下一页"), link(pages, "末页")] if page < pages else ["<li>末页</li>"]
    chosen = "location.href=this.options[this.selectedIndex].value;"
    select = f"<li><select name='sldd' style='width:36px' onchange='{chosen}'>\n{options}\n</select></li>"
    return "\n".join([*before, *numbers, *after, select])


def _parts(entry: _Entry, part: int) -> str:
    """The pager of a text's parts; nothing for a text of one."""
    urls = [url.rpartition("/")[2] for url in (entry.url, *entry.part_urls)]
    if len(urls) == 1:
        return ""
    before = (
        f"<li><a href='{urls[part - 2]}'>上一页</a></li>" if part > 1 else "<li><a href='#'>上一页</a></li>"
    )
    after = (
        f"<li><a href='{urls[part]}'>下一页</a></li>"
        if part < len(urls)
        else "<li><a href='#'>下一页</a></li>"
    )
    numbers = "".join(
        f'<li class="thisclass"><a href="#">{at}</a></li>'
        if at == part
        else f"<li><a href='{url}'>{at}</a></li>"
        for at, url in enumerate(urls, 1)
    )
    return f"<li><a>共{len(urls)}页: </a></li>{before}{numbers}{after}"


def _neighbour(entry: _Entry | None) -> str:
    return f"<a href='{entry.url}'>{escape(entry.draft.title)}</a> " if entry else "没有了 "


def _body(entry: _Entry, part: int) -> str:
    before = [block for earlier in entry.parts[: part - 1] for block in earlier]
    pictures = iter(entry.images[sum(block.role == "image" for block in before) :])
    return "\n".join(_block(block, pictures) for block in entry.parts[part - 1] if block.role != "file")


def _block(block: Block, pictures: Iterator[str]) -> str:
    words = escape(block.text)
    match block.role:
        case "image":
            return f'<div style="text-align: center"><img alt="" src="{next(pictures)}" width="500" /></div>'
        case "caption":
            return f'<div style="text-align: center">{words}</div>'
        case "heading":
            return f"<p>\n\t<strong>　　{words}</strong></p>"
        case "table":
            rows = "\n".join(
                "<tr>" + "".join(f"<td>\n\t{escape(cell)}</td>" for cell in row) + "</tr>"
                for row in block.rows
            )
            return f'<table border="1" cellspacing="1" style="width: 500px;"><tbody>{rows}</tbody></table>'
        case "signature":
            return f'<p align="right">\n\t{words}</p>'
        case "contact":
            return f"<div>\n\t{words}</div>\n<div>\n\t&nbsp;</div>"
        case _:
            return f"<p>\n\t　　{words.replace('“', '&ldquo;').replace('”', '&rdquo;')}<br />\n\t&nbsp;</p>"


_ARTICLE = """\
<div class="pleft">
<div class="place"><strong>当前位置:</strong> {place}正文</div>
<div class="viewbox">
<div class="title"><h2>{title}</h2></div>
<div class="info"><small>时间:</small>{time}<small>来源:</small>{source} <small>作者:</small>{author}
<small>点击:</small><script src="/plus/count.php?view=yes&aid={aid}&mid=1"
 type='text/javascript' language="javascript"></script>次</div>
<div class="intro">{intro}</div>
<div class="content">
<table width='100%'><tr><td>
{body}
</td></tr></table>
(责任编辑：{editor})
</div>
<div class="dede_pages"><ul class="pagelist">{parts}</ul></div>
<div class="tags"><strong>标签:</strong> {tags}</div>
</div>
<div class="newdigg" id="newdigg"><div class="diggbox digg_good"><div class="digg_act">顶一下</div></div>
<div class="diggbox digg_bad"><div class="digg_act">踩一下</div></div></div>
<div class="boxoff"><strong>------分隔线----------------------------</strong></div>
<div class="handle"><div class="context"><ul><li>上一篇：{older}</li><li>下一篇：{newer}</li></ul></div>
<div class="actbox"><ul><li id="act-fav"><a href="javascript:;">收藏</a></li>
<li id="act-err"><a href="javascript:;">挑错</a></li>
<li id="act-pnt"><a href="#" onClick="window.print();">打印</a></li>
</ul></div></div>
</div>
{side}"""

_FRAME = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{title}</title>
{metas}<link href="/templets/default/style/dedecms.css" rel="stylesheet" media="screen" type="text/css" />
<script language="javascript" type="text/javascript" src="/include/dedeajax2.js"></script>
</head>
<body class="{kind}">
<div class="header_top"><div class="w960 center"><span class="tl">
<a href="/data/rssmap.html" class="rss">RSS订阅</a><a href="/m/list.php?tid=5">手机版</a>
</span></div></div>
<div class="header"><div class="search"><form action="/plus/search.php" name="formsearch">
<input name="q" type="text" value="在这里搜索..." /><button type="submit">搜索</button></form></div>
<div class="top"><a href="/"><img src="/templets/default/images/logo.gif" alt="{site}"/></a></div></div>
<div id="navMenu"><ul>
<li><a href='/'><span>主页</span></a></li>
{nav}
<li><a href='/special/'>专题</a></li>
</ul></div>
<div class="w960 center clear mt1">
{content}
</div>
<div class="footer">
<p><a href="/data/sitemap.html">网站地图</a> | <a href="/plus/guestbook.php">意见反馈</a></p>
<p>Copyright &copy; 2009-{year} {site} 版权所有　冀ICP备09012345号-2</p>
<p class="powered">Powered by <a href="http://www.dedecms.com">DedeCMS_V57_GBK_SP2</a> 联系QQ：123456</p>
</div>
</body>
</html>
"""

_MOBILE = """\
<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body>
{content}
<p><a href="/">电脑版</a></p>
</body></html>
"""

_MESSAGE = """\
<html>
<head>
<title>DedeCMS提示信息</title>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
</head>
<body leftmargin='0' topmargin='0'>
<center><script>
      var pgo=0;
      document.write("<div style='height:130px;font-size:10pt'>无法获取未知文档的信息!<br />");
</script></center>
</body>
</html>
"""

_ROBOTS = """\
User-agent: *
Disallow: /plus/ad_js.php
Disallow: /plus/car.php
Disallow: /plus/count.php
Disallow: /plus/feedback.php
Disallow: /plus/rss.php
Disallow: /plus/search.php
Disallow: /plus/view.php
Disallow: /include
Disallow: /templets
"""

_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{rows}</urlset>
"""

_FEED = """\
<?xml version="1.0" encoding="gb2312" ?>
<rss version="2.0">
<channel>
<title>{name}</title>
<link>{url}</link>
<description>{site}</description>
<language>zh-cn</language>
<generator>{site}</generator>
<webmaster>admin@example.com</webmaster>
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
