"""News of robots, a site of today whose lists are made by scripts, UTF-8.

- Articles ``/news/ID.html``, also linked as ``?from=home``. Channels, each of another make:
  2 has ten entries and 加载更多, which asks ``/api/list?channel=2&page=2`` for records (as JSON);
  3 likewise, and gets ``html`` with the number of the ``next`` page, 0 at the end;
  4 has no entry in the page, and asks for records from page 1 on, with ``hasMore``;
  6 has whole pages ``/channel/6?page=2``, which only ``javascript:goPage(2)`` names.
  Past the end all are empty.
- Lists show month and day without the year, titles are cut with ``…``. Some entries are WeChat's.
- Articles show the minute; data for a search engine has the second (``pubDate``) and a later ``upDate``.
  Images come late (``data-src``), the text has ``section`` and ``figure``.
- What does not exist is a page with status 200 that recommends others.
- robots.txt names a sitemap of the newest 40. No feed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape
from random import Random
from urllib.parse import quote, unquote

from tests.unknown_sites.answers import Voice, cut, fields, number, pages_of
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import ROBOTS
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth

_SITE = "智造快报"
_SIZE = 10
_CHANNELS: tuple[tuple[int, str, tuple[Kind, ...]], ...] = (
    (2, "产业", ("firm", "office")),
    (3, "技术", ("technique",)),
    (4, "行情", ("market",)),
    (6, "会展", ("fair", "notice")),
)
#: Entries of channel 2 that are elsewhere, by where they stand in the list.
_LEAVING = {
    4: ("https://mp.weixin.qq.com/s/aZ3kRobot", "视频｜走进灵犀智能：一只灵巧手的诞生"),
    17: ("https://mp.weixin.qq.com/s/bY8kRobot", "报名｜第三届具身智能开发者大会"),
}


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def id(self) -> int:
        return 8810000 + 131 * self.draft.number

    @property
    def url(self) -> str:
        return f"/news/{self.id}.html"

    @property
    def channel(self) -> tuple[int, str, tuple[Kind, ...]]:
        return _CHANNELS[self.draft.column]

    @property
    def editor(self) -> str:
        return f"（编辑：{self.draft.author[-1]}小编）" if self.draft.number % 2 else ""

    @property
    def author(self) -> str | None:
        return self.draft.author if self.draft.number % 5 else None

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(f"/uploads/{self.draft.instant:%Y/%m}/{name}.png" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(f"/uploads/file/{self.id}-{at}.pdf", name)
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
            column=self.channel[1],
            paragraphs=draft.paragraphs,
            author=self.author,
            source=draft.source,
            tags=draft.tags,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices + ((self.editor,) if self.editor else ()),
            aliases=(f"{self.url}?from=home",),
        )


class Scripted:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "scripted", "utf-8", "/news/1.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://scripted.invalid/"
        made = drafts(
            ROBOTS,
            f"{seed} scripted",
            [kinds for _, _, kinds in _CHANNELS],
            moments(Random(f"{seed} scripted"), 108, end or now, 820),
        )
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._by_url = {entry.url: entry for entry in self._entries}
        self._voice = Voice("openresty", "text/html; charset=utf-8", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(channel, name) for channel, name, _ in _CHANNELS)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/app/download", "/news/8800001.html"})

    def _column(self, channel: int, name: str) -> Column:
        first = f"/channel/{channel}"
        asked = f"{first}?page=" if channel == 6 else f"/api/list?channel={channel}&page="
        pages = pages_of(len(self._rows(channel)), _SIZE)
        later = tuple(f"{asked}{page}" for page in range(1 if channel == 4 else 2, pages + 1))
        return Column(name, (first, *later), f"{asked}{pages + 1}", PastEnd.EMPTY)

    def _of(self, channel: int) -> list[_Entry]:
        return [entry for entry in self._entries if entry.channel[0] == channel]

    def _rows(self, channel: int) -> list[dict[str, str]]:
        """The records of a channel's list."""
        rows = [_record(entry) for entry in self._of(channel)]
        if channel == 2:
            for at, (url, title) in _LEAVING.items():
                at = min(at, len(rows) - 1)
                row = {"id": "0", "title": title, "url": url, "summary": "", "date": rows[at]["date"]}
                rows.insert(at, row)
        return rows

    def respond(self, path: str, query: str) -> Response:
        given = fields(query)
        channel = number(given.get("channel") or path.rpartition("/")[2])
        known = channel in {one for one, _, _ in _CHANNELS}
        page = max(1, number(given.get("page")))
        if path == "/":
            return self._voice.html(self._home())
        if path == f"/channel/{channel}" and known:
            return self._voice.html(self._list(channel, page))
        if path == "/api/list":
            answer = self._more(channel, page) if known else {"code": 1001, "msg": "参数错误"}
            return self._voice.data(_as_php(answer), "application/json; charset=utf-8")
        if entry := self._by_url.get(path):
            return self._voice.html(self._article(entry))
        if path.startswith("/tag/") and (tagged := self._tagged(unquote(path.removeprefix("/tag/")))):
            return self._voice.html(tagged)
        if path in self._files:
            return self._voice.file(path)
        return self._written(path)

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in entry.images}
        beside |= {file.url for entry in self._entries for file in entry.attachments}
        return frozenset(beside | {"/static/blank.gif", "/static/logo.png"})

    def _written(self, path: str) -> Response:
        """What robots read; the page of what does not exist."""
        base = self.base_url.rstrip("/")
        if path == "/robots.txt":
            rules = f"User-agent: *\nDisallow: /search\nDisallow: /user/\nSitemap: {base}/sitemap.xml\n"
            return self._voice.data(rules.encode(), "text/plain")
        if path == "/sitemap.xml":
            rows = "".join(
                f"<url><loc>{base}{entry.url}</loc><lastmod>{self._revised(entry):%Y-%m-%d}</lastmod></url>\n"
                for entry in self._entries[:40]
            )
            return self._voice.data(_SITEMAP.format(rows=rows).encode(), "application/xml")
        if path == "/static/list.js":
            return self._voice.data(_SCRIPT.encode(), "application/javascript")
        hot = "\n".join(_link(entry) for entry in self._entries[::9][:8])
        return self._voice.html(
            self._frame(
                f"页面不存在 - {_SITE}",
                '<div class="error"><h1>抱歉，您访问的页面不存在或已被删除</h1><p>3秒后返回首页</p></div>\n'
                f'<div class="hot"><h3>热门推荐</h3><ul>\n{hot}\n</ul></div>',
            )
        )

    def _more(self, channel: int, page: int) -> dict[str, object]:
        """What a list's script gets for a page."""
        rows = self._rows(channel)
        shown = rows[(page - 1) * _SIZE :][:_SIZE]
        more = page * _SIZE < len(rows)
        if channel == 3:
            return {"status": 1, "html": "".join(map(_item, shown)), "next": page + 1 if more else 0}
        if channel == 4:
            return {"code": 0, "data": {"list": shown, "hasMore": more}}
        told = {"total": len(rows), "pageNo": page, "pageSize": _SIZE, "list": shown}
        return {"code": 0, "msg": "success", "data": told}

    def _revised(self, entry: _Entry) -> datetime:
        return min(entry.draft.instant + timedelta(hours=entry.id % 50), self.now)

    def _home(self) -> str:
        head = "\n".join(
            f'<h2><a href="{entry.url}?from=home">{escape(cut(entry.draft.title, 24))}</a></h2>'
            for entry in self._entries[:3]
        )
        blocks = "\n".join(
            f'<section class="block"><h3><a href="/channel/{channel}">{name}</a></h3><ul>\n'
            + "\n".join(_item(_record(entry)) for entry in self._of(channel)[:6])
            + "\n</ul></section>"
            for channel, name, _ in _CHANNELS
        )
        return self._frame(
            f"{_SITE} - 让制造更聪明", f'<div class="headline">{head}</div>\n{blocks}\n{self._side()}'
        )

    def _list(self, channel: int, page: int) -> str:
        name = next(name for one, name, _ in _CHANNELS if one == channel)
        rows = self._rows(channel)
        pages = pages_of(len(rows), _SIZE)
        start = (page - 1) * _SIZE if channel == 6 else 0
        items = "" if channel == 4 else "\n".join(map(_item, rows[start:][:_SIZE]))
        match channel:
            case 4:
                pager = "<script>var listUrl = '/api/list?channel=4&page={page}'; loadPage(1);</script>"
            case 6:
                pager = _numbers(page, pages)
            case _:
                pager = (
                    f'<a href="javascript:;" class="load-more" data-api="/api/list" data-channel="{channel}" '
                    'data-page="1">加载更多</a>'
                )
        empty = '<div class="empty">暂无内容</div>' if not items and channel != 4 else ""
        return self._frame(
            f"{name} - {_SITE}",
            f"""\
<nav class="crumb"><a href="/">首页</a> / <span>{name}</span></nav>
<main><ul id="list" class="news-list">
{items}
</ul>{empty}
<div class="pager">{pager}</div></main>
{self._side()}""",
        )

    def _tagged(self, tag: str) -> str:
        rows = "\n".join(_item(_record(entry)) for entry in self._entries if tag in entry.draft.tags)
        return (
            self._frame(f"{tag} - {_SITE}", f'<h1>{escape(tag)}</h1><ul class="news-list">\n{rows}\n</ul>')
            if rows
            else ""
        )

    def _article(self, entry: _Entry) -> str:
        draft, (channel, name, _) = entry.draft, entry.channel
        siblings = [one for one in self._of(channel) if one is not entry]
        related = "\n".join(_link(one) for one in siblings if set(one.draft.tags) & set(draft.tags))
        files = "".join(
            f'<p><a href="{file.url}" download>{escape(file.name)}</a></p>' for file in entry.attachments
        )
        data = {
            "@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld",
            "@id": self.base_url.rstrip("/") + entry.url,
            "title": draft.title,
            "images": [self.base_url.rstrip("/") + url for url in entry.images],
            "pubDate": f"{draft.instant:%Y-%m-%dT%H:%M:%S}",
            "upDate": f"{self._revised(entry):%Y-%m-%dT%H:%M:%S}",
        }
        return self._frame(
            f"{escape(draft.title)} - {name} - {_SITE}",
            _ARTICLE.format(
                channel=channel,
                name=name,
                title=escape(draft.title),
                time=f"{draft.instant:%Y-%m-%d %H:%M}",
                source=draft.source,
                author=f"<span>作者：{entry.author}</span>" if entry.author else "",
                summary=escape(cut(draft.summary, 50, "")),
                body=_body(entry),
                files=files,
                editor=f"<p class='editor'>{entry.editor}</p>" if entry.editor else "",
                tags="".join(f'<a href="/tag/{quote(tag)}">{escape(tag)}</a>' for tag in draft.tags),
                related="\n".join(related.splitlines()[:6]),
                side=self._side(),
            ),
            f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>\n',
        )

    def _side(self) -> str:
        hot = "\n".join(_link(entry) for entry in self._entries[4::13][:8])
        return f"""\
<aside><h3>热门文章</h3><ol>
{hot}
<li><a href="/news/8800001.html">关于本站启用新域名的公告</a></li>
</ol></aside>"""

    def _frame(self, title: str, content: str, head: str = "") -> str:
        menu = "".join(f'<a href="/channel/{channel}">{name}</a>' for channel, name, _ in _CHANNELS)
        return _FRAME.format(
            title=title, head=head, menu=menu, content=content, site=_SITE, year=self.now.year
        )


def _record(entry: _Entry) -> dict[str, str]:
    draft = entry.draft
    return {
        "id": str(entry.id),
        "title": cut(draft.title, 30),
        "url": entry.url,
        "summary": cut(draft.summary, 40),
        "date": f"{draft.instant:%m-%d}",
    }


def _item(row: dict[str, str]) -> str:
    return (
        f'<li class="item"><a href="{row["url"]}" target="_blank">{escape(row["title"])}</a>'
        f'<p>{escape(row["summary"])}</p><span class="date">{row["date"]}</span></li>'
    )


def _link(entry: _Entry) -> str:
    return f'<li><a href="{entry.url}">{escape(cut(entry.draft.title, 18))}</a></li>'


def _numbers(page: int, pages: int) -> str:
    links = [
        f'<span class="on">{at}</span>' if at == page else f'<a href="javascript:goPage({at})">{at}</a>'
        for at in range(1, pages + 1)
    ]
    if page < pages:
        links.append(f'<a href="javascript:goPage({page + 1})">下一页</a>')
    turn = "<script>function goPage(n) { location.href = '/channel/6?page=' + n; }</script>"
    return f"{''.join(links)}<em>共{pages}页</em>\n{turn}"


def _as_php(answer: dict[str, object]) -> bytes:
    """JSON as PHP writes it: characters and slashes escaped."""
    return json.dumps(answer, separators=(",", ":")).replace("/", "\\/").encode()


def _body(entry: _Entry) -> str:
    pictures = iter(entry.images)
    blocks = [block for block in entry.draft.blocks if block.role != "file"]
    return "\n".join(_block(block, pictures) for block in blocks)


def _block(block: Block, pictures: Iterator[str]) -> str:
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            late = f'data-src="{next(pictures)}" class="lazy"'
            return f'<figure><img src="/static/blank.gif" {late} alt=""></figure>'
        case "caption":
            return f'<p class="caption" style="text-align:center;color:#888">{words}</p>'
        case "heading":
            return f'<section><h2><span style="font-size:18px">{words}</span></h2></section>'
        case "table":
            head, *rows = block.rows
            first = "".join(f"<th>{escape(cell)}</th>" for cell in head)
            rest = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
            )
            table = f"<table><thead><tr>{first}</tr></thead><tbody>{rest}</tbody></table>"
            return f'<div class="table-wrap">{table}</div>'
        case "signature":
            return f'<p style="text-align:right">{words}</p>'
        case "contact":
            return f"<blockquote><p>{words}</p></blockquote>"
        case _:
            return f'<section style="margin:0 8px"><p><span>{words}</span></p></section>'


_ARTICLE = """\
<nav class="crumb"><a href="/">首页</a> / <a href="/channel/{channel}">{name}</a> / <span>正文</span></nav>
<main><article>
<h1>{title}</h1>
<div class="meta"><span>来源：{source}</span>{author}<span>{time}</span><span id="read-count"></span></div>
<div class="digest">导读：{summary}</div>
<div class="article-content" id="content">
{body}
{files}
{editor}
</div>
<div class="tags">标签：{tags}</div>
<div class="share"><a href="javascript:;">微信</a><a href="javascript:;">微博</a></div>
<div class="statement">版权声明：转载请注明来源，如有侵权请联系 service@example.com</div>
</article>
<div class="related"><h3>相关推荐</h3><ul>
{related}
</ul></div></main>
{side}"""

_FRAME = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/static/app.css">
<script src="/static/list.js"></script>
{head}</head>
<body>
<header><a href="/"><img src="/static/logo.png" alt="{site}"></a><nav class="menu">{menu}</nav>
<a href="/app/download">下载APP</a></header>
{content}
<footer><p>关于我们　广告合作　违法和不良信息举报电话：010-81234567</p>
<p>&copy; 2018-{year} {site} 版权所有 <a href="https://beian.miit.gov.cn/">京ICP备18012345号-3</a></p></footer>
</body>
</html>
"""

_SCRIPT = """\
function row(one) {
  return '<li class="item"><a href="' + one.url + '">' + one.title + '</a><p>' + one.summary
    + '</p><span class="date">' + one.date + '</span></li>';
}
function append(answer) {
  var rows = answer.html || answer.data.list.map(row).join('');
  document.getElementById('list').insertAdjacentHTML('beforeend', rows);
}
function loadPage(page) {
  fetch(listUrl.replace('{page}', page)).then(function (r) { return r.json(); }).then(function (answer) {
    append(answer);
    if (answer.data.hasMore) { window.onscroll = function () { loadPage(page + 1); }; }
  });
}
document.addEventListener('click', function (event) {
  var more = event.target;
  if (more.className !== 'load-more') { return; }
  var page = +more.dataset.page + 1;
  fetch(more.dataset.api + '?channel=' + more.dataset.channel + '&page=' + page)
    .then(function (r) { return r.json(); })
    .then(function (answer) { append(answer); more.dataset.page = page; });
});
"""

_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{rows}</urlset>
"""
