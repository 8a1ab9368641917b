"""News of the water treatment trade, made with PHPCMS v9 and its stock templates, UTF-8.

- Three categories are rewritten: articles ``/show-CATID-ID-1.html``, lists ``/list-CATID-PAGE.html``; past
  the end a list is empty, and its 下一页 counts on. The fourth is files: ``/YYYY/jishu_mmdd/ID.html``,
  ``/jishu/``, ``/jishu/2.html``; past the end 404. Scripts answer for both, by ``index.php?m=content``.
- On the last page 下一页 leads to that page, on the first so does 上一页. An empty ``li`` parts each five.
- Lists and articles show the second. Lists are in the order of ids, given when a text was written, which
  may be a month before it is published.
- The ``h1`` of an article holds the line of its date as well. Ranks at the side have the class ``content``
  like the body, in which the trade's name is a link. Some texts have parts, with or without 本文导航.
- What does not exist is a message with 200. Feeds name days and times without a zone. No sitemap.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape
from random import Random
from urllib.parse import quote

from tests.unknown_sites.answers import (
    Voice,
    cut,
    fields,
    neighbours,
    number,
    pages_of,
    part_of,
    pieces,
    table_rows,
)
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import WATER
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth

_SITE = "中国水处理在线"
_SIZE = 12


@dataclass(frozen=True)
class _Category:
    catid: int
    name: str
    kinds: tuple[Kind, ...]
    #: Of those that are files.
    folder: str = ""

    def page(self, page: int) -> str:
        """The address of a page of its list."""
        if not self.folder:
            return f"/list-{self.catid}-{page}.html"
        return f"/{self.folder}/" + (f"{page}.html" if page > 1 else "")


_CATEGORIES = (
    _Category(9, "水务要闻", ("office", "market")),
    _Category(10, "企业资讯", ("firm",)),
    _Category(12, "会展公告", ("fair", "notice")),
    _Category(15, "技术文库", ("technique",), "jishu"),
)
_LEAVING = ("https://mp.weixin.qq.com/s/waterH2O2026", "【视频】探访国内最大的地下式污水处理厂")
_SINGLES = {
    "/about/aboutus/": (
        "关于我们",
        "中国水处理在线创办于2008年，为水处理行业企业提供资讯、展会与采购信息服务。",
    ),
    "/about/contactus/": (
        "联系方式",
        "电话：0510-87654321　邮箱：service@example.com　地址：江苏省宜兴市绿园路1号。",
    ),
}


@dataclass(frozen=True)
class _Entry:
    draft: Draft
    id: int

    @property
    def category(self) -> _Category:
        return _CATEGORIES[self.draft.column]

    def part_url(self, part: int) -> str:
        category = self.category
        if not category.folder:
            return f"/show-{category.catid}-{self.id}-{part}.html"
        later = f"_{part}" if part > 1 else ""
        return f"/{self.draft.instant:%Y}/{category.folder}_{self.draft.instant:%m%d}/{self.id}{later}.html"

    @property
    def url(self) -> str:
        return self.part_url(1)

    @property
    def script(self) -> str:
        return f"/index.php?m=content&c=index&a=show&catid={self.category.catid}&id={self.id}"

    @property
    def parts(self) -> int:
        """How many parts the text has."""
        return 2 if self.draft.number % 8 == 0 and len(self.draft.blocks) > 5 else 1

    @property
    def source(self) -> str | None:
        return self.draft.source if self.draft.number % 6 else None

    def link(self, width: int = 99) -> str:
        title = escape(self.draft.title)
        style = ' style="color:#FF0000;font-weight:bold;"' if self.draft.number % 13 == 0 else ""
        return (
            f'<a href="{self.url}" target="_blank" title="{title}"{style}>'
            f"{escape(cut(self.draft.title, width, '...'))}</a>"
        )

    @property
    def images(self) -> tuple[str, ...]:
        folder = f"/uploadfile/{self.draft.instant:%Y/%m%d/%Y%m%d%I%M%S}"
        return tuple(f"{folder}{name[-3:]}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        folder = f"/uploadfile/{self.draft.instant:%Y/%m%d/%Y%m%d}"
        return tuple(
            Attachment(f"{folder}{self.id}{at}.doc", f"{name}.doc")
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
            column=self.category.name,
            paragraphs=draft.paragraphs,
            source=self.source,
            tags=draft.tags,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices,
            parts=tuple(self.part_url(part) for part in range(2, self.parts + 1)),
            aliases=(self.script,),
        )


class Phpcms:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "phpcms", "utf-8", "/show-9-3-1.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://phpcms.invalid/"
        random = Random(f"{seed} phpcms")
        made = drafts(
            WATER,
            f"{seed} phpcms",
            [category.kinds for category in _CATEGORIES],
            moments(random, 116, end or now, 825),
        )
        written = sorted(
            made, key=lambda draft: draft.instant - timedelta(days=random.choice((0, 0, 0, 0, 3, 30)))
        )
        ids = {draft: 340 + 3 * at + at % 2 for at, draft in enumerate(written)}
        self._entries = [_Entry(draft, ids[draft]) for draft in reversed(made) if draft.instant <= now]
        self._by_id = {entry.id: entry for entry in self._entries}
        self._voice = Voice("nginx/1.10.3", "text/html; charset=utf-8", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(category) for category in _CATEGORIES)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/index.php?m=vote&c=index&a=show&subjectid=2&siteid=1", "/zhuanti/yiqing/"})

    def _column(self, category: _Category) -> Column:
        pages = pages_of(len(self._of(category)), _SIZE)
        return Column(
            category.name,
            tuple(category.page(page) for page in range(1, pages + 1)),
            category.page(pages + 1),
            PastEnd.NOT_FOUND if category.folder else PastEnd.EMPTY,
        )

    def _of(self, category: _Category) -> list[_Entry]:
        """The category's articles, the last written first."""
        mine = [entry for entry in self._entries if entry.category is category]
        return sorted(mine, key=lambda entry: -entry.id)

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in entry.images}
        beside |= {file.url for entry in self._entries for file in entry.attachments}
        return frozenset(beside | {"/statics/images/logo.jpg", "/uploadfile/poster/1.gif"})

    @cached_property
    def _written(self) -> dict[str, tuple[_Entry, int]]:
        """The articles that are files, with the number of the part."""
        return {
            entry.part_url(part): (entry, part)
            for entry in self._entries
            if entry.category.folder
            for part in range(1, entry.parts + 1)
        }

    def respond(self, path: str, query: str) -> Response:
        if path == "/index.php" and query:
            return self._script(fields(query))
        if path in ("/", "/index.html", "/index.php"):
            return self._voice.html(self._home())
        if found := re.fullmatch(r"/list-(\d+)-(\d+)\.html", path):
            return self._list_at(int(found[1]), int(found[2]))
        if found := re.fullmatch(r"/show-(\d+)-(\d+)-(\d+)\.html", path):
            return self._show(int(found[1]), int(found[2]), int(found[3]))
        if path in self._written:
            return self._voice.html(self._article(*self._written[path]))
        for category, column in zip(_CATEGORIES, self.columns, strict=True):
            if path in column.pages:
                return self._voice.html(self._list(category, column.pages.index(path) + 1))
        if path in _SINGLES:
            name, words = _SINGLES[path]
            return self._voice.html(
                self._frame(f"{name} - {_SITE}", f'<div class="main"><h2>{name}</h2><p>{words}</p></div>')
            )
        if path in self._files:
            return self._voice.file(path)
        if path == "/robots.txt":
            return self._voice.data(_ROBOTS.encode(), "text/plain")
        return self._voice.html(_NOT_FOUND, 404)

    def _script(self, given: dict[str, str]) -> Response:
        match given.get("m"), given.get("c"), given.get("a"):
            case "content", "index", "show":
                return self._show(
                    number(given.get("catid")), number(given.get("id")), number(given.get("page"), 1)
                )
            case "content", "index", "lists":
                return self._list_at(number(given.get("catid")), number(given.get("page"), 1))
            case "content", "tag", _:
                return self._tag(given.get("tag", ""))
            case "content", "rss", _:
                return self._feed(number(given.get("rssid")))
            case "link", _, _:
                return self._voice.html(
                    self._frame(f"友情链接 - {_SITE}", f'<div class="main link">{_FRIENDS}</div>')
                )
            case "comment", _, _:
                return self._voice.html("<html><title>评论</title><body>网友评论：暂无</body></html>")
        return self._message("操作失败")

    def _show(self, catid: int, id: int, part: int) -> Response:
        entry = self._by_id.get(id)
        if not entry or entry.category.catid != catid:
            return self._message("信息不存在！")
        return self._voice.html(self._article(entry, min(max(1, part), entry.parts)))

    def _list_at(self, catid: int, page: int) -> Response:
        for category in _CATEGORIES:
            if category.catid == catid:
                return self._voice.html(self._list(category, max(1, page)))
        return self._message("栏目不存在！")

    def _message(self, words: str) -> Response:
        return self._voice.html(_MESSAGE.format(words=words))

    def _tag(self, tag: str) -> Response:
        rows = "\n".join(
            f"<li>·{entry.link()}<span class='rt'>{entry.draft.instant:%Y-%m-%d %H:%M:%S}</span></li>"
            for entry in self._entries
            if tag in entry.draft.tags
        )
        if not rows:
            return self._message("没有相关内容")
        return self._voice.html(
            self._frame(
                f"{tag} - {_SITE}",
                f'<div class="main"><div class="col-left"><div class="crumbs">当前标签：{escape(tag)}</div>\n'
                f'<ul class="list lh24 f14">\n{rows}\n</ul></div>{self._side(self._entries)}</div>',
            )
        )

    def _feed(self, catid: int) -> Response:
        """20 articles of a category; without one a page of all feeds."""
        for category in _CATEGORIES:
            if category.catid == catid:
                base = self.base_url.rstrip("/")
                items = "".join(
                    f"<item>\n<title><![CDATA[{entry.draft.title}]]></title>\n"
                    f"<link><![CDATA[{base}{entry.url}]]></link>\n"
                    f"<description><![CDATA[{entry.draft.summary}]]></description>\n"
                    f"<pubDate>{entry.draft.instant:%Y-%m-%d %H:%M:%S}</pubDate>\n</item>\n"
                    for entry in self._of(category)[:20]
                )
                feed = _FEED.format(site=_SITE, name=category.name, url=self.base_url, items=items)
                return self._voice.data(feed.encode(), "application/xml")
        rows = "".join(
            f'<li><a href="/index.php?m=content&amp;c=rss&amp;rssid={one.catid}&amp;siteid=1">'
            f"{one.name}</a></li>"
            for one in _CATEGORIES
        )
        return self._voice.html(self._frame(f"RSS订阅 - {_SITE}", f'<ul class="rss">{rows}</ul>'))

    def _home(self) -> str:
        pictured = [entry for entry in self._entries if entry.images]
        slides = "\n".join(
            f'<li><a href="{entry.url}" target="_blank" title="{escape(entry.draft.title)}">'
            f'<img src="{entry.images[0]}" width="310" height="260" /></a></li>'
            for entry in pictured[:5]
        )
        heads = "\n".join(
            f'<h4 class="blue">{entry.link(20)}</h4>\n<p><img src="/statics/images/logo.jpg" width="16">'
            f"{escape(cut(entry.draft.summary, 45, ''))}</p>"
            for entry in self._entries[4:6]
        )
        blocks = "\n".join(self._block(category) for category in _CATEGORIES)
        return self._frame(
            f"{_SITE} - 水处理行业门户",
            f"""\
<div class="main"><div class="col-left"><div class="news-hot">
<div class="FocusPic"><div class="content" id="main-slide"><ul>
{slides}
</ul></div></div>
<div class="hot">{heads}</div></div>
{blocks}
</div>
{self._side(self._entries)}</div>
<div class="linkurl"><h5 class="title-1">友情链接</h5><div class="link">{_FRIENDS}</div></div>""",
        )

    def _block(self, category: _Category) -> str:
        top, *others = self._of(category)[:8]
        rows = "\n".join(f"<li>·{entry.link(18)}</li>" for entry in others)
        return f"""\
<div class="box cat-area"><h5 class="title-1">{category.name}
<a href="{category.page(1)}" class="more">更多&gt;&gt;</a></h5>
<div class="content"><p class="p-summary"><strong>{top.link(14)}</strong>
<br />{escape(cut(top.draft.summary, 40, ""))}</p><div class="bk15 hr"></div>
<ul class="list lh24 f14">
{rows}
</ul></div></div>"""

    def _list(self, category: _Category, page: int) -> str:
        entries = self._of(category)
        rows = []
        for at, entry in enumerate(part_of(entries, page, _SIZE), 1):
            rows.append(
                f'<li><span class="rt">{entry.draft.instant:%Y-%m-%d %H:%M:%S}</span>·{entry.link()}</li>'
            )
            if at % 5 == 0:
                rows.append('<li class="bk20 hr"></li>')
        if category.catid == 12 and page == 1:
            url, title = _LEAVING
            time = f"{entries[:4][-1].draft.instant:%Y-%m-%d} 10:00:00"
            rows.insert(
                3, f'<li><span class="rt">{time}</span>·<a href="{url}" target="_blank">{title}</a></li>'
            )
        listed = "\n".join(rows)
        return self._frame(
            f"{category.name} - {_SITE}",
            f"""\
<div class="main"><div class="col-left">
<div class="crumbs"><a href="/">首页</a><span> &gt; </span>
<a href="{category.page(1)}">{category.name}</a> &gt; 列表</div>
<ul class="list lh24 f14">
{listed}
</ul>
<div id="pages" class="text-c">{_pager(len(entries), _SIZE, page, category.page)}</div>
</div>
{self._side(entries)}</div>""",
        )

    def _article(self, entry: _Entry, part: int) -> str:
        draft, category = entry.draft, entry.category
        siblings = self._of(category)
        newer, older = neighbours(siblings, entry)
        blocks = pieces(_body(entry), entry.parts)
        files = "".join(
            f'\n<p>\n\t<a href="{file.url}">{escape(file.name)}</a></p>' for file in entry.attachments
        )
        guide = "\n".join(
            f'<li>{at}、<a href="{entry.part_url(at)}">{name}</a></li>'
            for at, name in enumerate(("概述", "详细内容"), 1)
        )
        box = (
            '<fieldset><legend class="f14">本文导航</legend>'
            f'<ul class="list blue row-2">\n{guide}\n</ul></fieldset>'
        )
        related = "\n".join(
            f"<li>·{one.link(30)}<span>({one.draft.instant:%Y-%m-%d %H:%M:%S})</span></li>"
            for one in [
                one for one in siblings if set(one.draft.tags) & set(draft.tags) and one is not entry
            ][:5]
        )
        tags = " ".join(
            f'<a href="/index.php?m=content&amp;c=tag&amp;catid={category.catid}&amp;tag={quote(tag)}" '
            f'class="blue">{escape(tag)}</a>'
            for tag in draft.tags
        )
        return self._frame(
            f"{escape(draft.title)} - {category.name} - {_SITE}",
            _ARTICLE.format(
                list=category.page(1),
                name=category.name,
                title=escape(draft.title),
                time=f"{draft.instant:%Y-%m-%d %H:%M:%S}",
                source=entry.source or "",
                summary=f'<div class="summary">{escape(draft.summary)}</div>' if entry.id % 3 else "",
                body="\n".join(blocks[part - 1]) + (files if part == entry.parts else ""),
                guide=box if entry.parts > 1 and entry.id % 2 else "",
                parts=_pager(entry.parts, 1, part, entry.part_url, total=False),
                tags=tags,
                older=_neighbour(older, "第一篇"),
                newer=_neighbour(newer, "最后一篇"),
                related=related,
                side=self._side(siblings),
                catid=category.catid,
                id=entry.id,
            ),
            f'<meta name="keywords" content="{escape(",".join(draft.tags))}" />\n'
            f'<meta name="description" content="{escape(draft.summary)}" />\n',
        )

    def _side(self, entries: list[_Entry]) -> str:
        all_time = "\n".join(f"<li>{entry.link(16)}</li>" for entry in entries[2::4][:8])
        month = "\n".join(
            f"<li><span>{900 - 70 * at}</span>{entry.link(14)}</li>"
            for at, entry in enumerate(self._entries[1::7][:10])
        )
        return f"""\
<div class="col-auto"><div class="box"><h5 class="title-2">频道总排行</h5>
<ul class="content digg">
{all_time}
</ul></div>
<div class="bk10"></div><div class="box"><h5 class="title-2">本月排行</h5>
<ul class="content rank">
{month}
</ul></div>
<div class="brd"><a href="http://www.pump.example/"><img src="/uploadfile/poster/1.gif" /></a></div></div>"""

    def _frame(self, title: str, content: str, metas: str = "") -> str:
        nav = '<li class="line">|</li>'.join(
            f'<li><a href="{category.page(1)}"><span>{category.name}</span></a></li>'
            for category in _CATEGORIES
        )
        return _FRAME.format(
            title=title, metas=metas, nav=nav, content=content, site=_SITE, year=self.now.year
        )


def _pager(count: int, size: int, page: int, url: Callable[[int], str], total: bool = True) -> str:
    """Numbers between 上一页 and 下一页, both always there; nothing for a single page."""
    pages = pages_of(count, size)
    if pages == 1:
        return ""
    links = [f'<a class="a1">{count}条</a>'] if total else []
    links.append(f'<a href="{url(max(1, page - 1))}" class="a1">上一页</a>')
    links += [
        f"<span>{at}</span>" if at == page else f'<a href="{url(at)}">{at}</a>' for at in range(1, pages + 1)
    ]
    links.append(f'<a href="{url(page if page == pages else page + 1)}" class="a1">下一页</a>')
    return " ".join(links)


def _neighbour(entry: _Entry | None, last: str) -> str:
    if entry:
        return f'<a href="{entry.url}">{escape(entry.draft.title)}</a>'
    return f"<a href=\"javascript:alert('{last}');\">{last}</a>"


def _body(entry: _Entry) -> list[str]:
    """The blocks, in the first of which the trade's name is a link to the site."""
    pictures = iter(entry.images)
    blocks = [_block(block, pictures) for block in entry.draft.blocks if block.role != "file"]
    word = f'<a href="/" target="_blank" class="keylink">{WATER.name}</a>'
    for at, block in enumerate(blocks):
        if WATER.name in block and block.startswith("<p>"):
            blocks[at] = block.replace(WATER.name, word, 1)
            break
    return blocks


def _block(block: Block, pictures: Iterator[str]) -> str:
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            size = "width: 500px; height: 334px;"
            return (
                f'<p style="text-align: center;">\n\t<img alt="" src="{next(pictures)}" style="{size}" /></p>'
            )
        case "caption":
            return f'<p style="text-align: center;">\n\t<span style="font-size:12px;">{words}</span></p>'
        case "heading":
            return f"<p>\n\t<strong>&nbsp;&nbsp;&nbsp; {words}</strong></p>"
        case "table":
            rows = table_rows(block.rows, "<td>\n\t", "</td>")
            return f'<table border="1" cellpadding="1" style="width: 500px;">\n<tbody>{rows}</tbody></table>'
        case "signature":
            return f'<p style="text-align: right;">\n\t{words}</p>'
        case "contact":
            return f"<div>\n\t{words}</div>"
        case _:
            return f"<p>\n\t&nbsp;&nbsp;&nbsp; {words}</p>\n<p>\n\t&nbsp;</p>"


_FRIENDS = (
    '<a href="http://www.membrane.example/" target="_blank">膜工业网</a> | '
    '<a href="http://www.h2oworld.example/" target="_blank">水世界</a> | '
    '<a href="http://www.cepi.example/" target="_blank">环保产业协会</a>'
)

_ARTICLE = """\
<div class="main"><div class="col-left">
<div class="crumbs"><a href="/">首页</a><span> &gt; </span><a href="{list}">{name}</a> &gt; 正文</div>
<div id="Article">
<h1>{title}<br />
<span>{time}&nbsp;&nbsp;&nbsp;来源：{source}&nbsp;&nbsp;&nbsp;评论：\
<a href="#comment_iframe" id="comment">0</a> 点击：<span id="hits"></span></span></h1>
{summary}
<div class="content">
{body}
</div>
{guide}
<div id="pages" class="text-c mg_t20">{parts}</div>
<p style="margin-bottom:10px"><strong>相关热词搜索：</strong>{tags}</p>
<p class="f14"><strong>上一篇：</strong>{older}<br /><strong>下一篇：</strong>{newer}</p>
<div class="bk15"></div>
<div class="related"><h5 class="blue">延伸阅读：</h5><ul class="content blue lh24 f14">
{related}
</ul></div>
<div class="Article-Tool">分享到：<a href="javascript:;">QQ空间</a><a href="javascript:;">微博</a></div>
</div>
<iframe src="/index.php?m=comment&amp;c=index&amp;a=init&amp;commentid=content_{catid}-{id}-1&amp;iframe=1"
 width="100%" height="100%" id="comment_iframe" frameborder="0" scrolling="no"></iframe>
</div>
{side}</div>
<script language="JavaScript" src="/api.php?op=count&id={id}&modelid=1"></script>"""

_FRAME = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta http-equiv="X-UA-Compatible" content="IE=7" />
<title>{title}</title>
{metas}<link href="/statics/css/reset.css" rel="stylesheet" type="text/css" />
<link href="/statics/css/default_blue.css" rel="stylesheet" type="text/css" />
<script type="text/javascript" src="/statics/js/jquery.min.js"></script>
</head>
<body>
<div class="body-top"><div class="content"><div class="login lh24 blue">
<a href="/index.php?m=content&amp;c=rss&amp;siteid=1" class="rss ib">rss</a>
<span class="rt"><a href="javascript:;" onclick="SetHome(this)">设为首页</a> |
<a href="javascript:;">收藏本站</a></span></div></div></div>
<div class="header">
<div class="logo"><a href="/"><img src="/statics/images/logo.jpg" alt="{site}" /></a></div>
<div class="search"><form action="/index.php" method="get"><input type="hidden" name="m" value="search" />
<input type="text" class="text" name="q" id="q" /><input type="submit" value="搜 索" /></form></div>
<div class="nav-bar"><ul class="nav-site">
<li><a href="/"><span>首页</span></a></li><li class="line">|</li>{nav}
<li class="line">|</li><li><a href="/zhuanti/yiqing/"><span>专题</span></a></li></ul></div></div>
{content}
<div class="footer"><p class="info"><a href="/about/aboutus/">关于我们</a> |
<a href="/about/contactus/">联系方式</a>
 | <a href="/index.php?m=link">友情链接</a> |
<a href="/index.php?m=vote&amp;c=index&amp;a=show&amp;subjectid=2&amp;siteid=1">读者调查</a></p>
<p>Copyright &copy; 2008-{year} {site} 版权所有 <a href="https://beian.miit.gov.cn/">苏ICP备08012345号-1</a>
 Powered by <a href="http://www.phpcms.cn" target="_blank">PHPCMS</a> V9</p></div>
</body>
</html>
"""

_MESSAGE = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>提示信息</title></head>
<body>
<div class="showMsg" style="text-align:center"><h5>提示信息</h5>
<div class="content guery">{words}</div>
<div class="bottom"><a href="javascript:history.back();">[点这里返回上一页]</a></div></div>
</body></html>
"""

_ROBOTS = """\
#
# robots.txt for PHPCMS v9
#
User-agent: *
Disallow: /caches
Disallow: /phpcms
Disallow: /install
Disallow: /phpsso_server
Disallow: /api
Disallow: /admin.php
"""

_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
<channel>
<title><![CDATA[{site} - {name}]]></title>
<link>{url}</link>
<description><![CDATA[{name}]]></description>
<generator>phpcms</generator>
{items}</channel>
</rss>
"""

_NOT_FOUND = """\
<html>
<head><title>404 Not Found</title></head>
<body bgcolor="white">
<center><h1>404 Not Found</h1></center>
<hr><center>nginx/1.10.3</center>
</body>
</html>
"""
