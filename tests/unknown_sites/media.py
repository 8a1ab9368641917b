"""A city's media centre of today, UTF-8: lists go on by the number of records that a page has shown.

- Articles ``/p/ID.html``. Columns ``/yaowen/``, ``/minsheng/``, ``/jingji/`` have 15 entries and 加载更多.
  Their page tells a number of the column (``data-channel``), by which ``/static/js/list.js`` asks for further
  records: ``/api/news?channel=12&offset=15&limit=15``, JSON with a ``total``.
- ``/zhuanti/`` has 10 entries. A script in the page asks ``/api/topic?cid=21&start=10&size=10`` for ``html``.
- Past the end both are empty. The scripts also count visits and likes, which changes the site (``changed``).
- Lists show the day, cut titles with ``…``; one entry is WeChat's. Articles show the minute.
- robots.txt; no sitemap, no feed.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape
from random import Random

from tests.unknown_sites.answers import Voice, cut, fields, number, pages_of, table_rows
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import FOODS
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth, shown

_SITE = "云山融媒"
_COLUMNS: tuple[tuple[str, int, str, tuple[Kind, ...]], ...] = (
    ("yaowen", 12, "云山要闻", ("office", "fair")),
    ("minsheng", 15, "民生", ("notice",)),
    ("jingji", 18, "经济", ("firm", "market")),
    ("zhuanti", 21, "专题", ("technique",)),
)
_TOPICS = 21
_LEAVING = ("https://mp.weixin.qq.com/s/yunshanMedia1", "视频｜三分钟看懂食品机械展", "2026-01-20")


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def id(self) -> int:
        return 402600 + 17 * self.draft.number

    @property
    def url(self) -> str:
        return f"/p/{self.id}.html"

    @property
    def number(self) -> int:
        return _COLUMNS[self.draft.column][1]

    @property
    def author(self) -> str | None:
        return self.draft.author if self.id % 4 else None

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(f"/upload/{self.draft.instant:%Y%m}/{name}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(f"/upload/file/{self.id}_{at}.pdf", name)
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def row(self) -> tuple[str, str, str]:
        """The address, title and day that a list shows."""
        return self.url, cut(self.draft.title, 28), f"{self.draft.instant:%Y-%m-%d}"

    @property
    def truth(self) -> Truth:
        return self.draft.truth(
            url=self.url,
            published=shown(self.draft.instant, Precision.MINUTE),
            precision=Precision.MINUTE,
            column=_COLUMNS[self.draft.column][2],
            author=self.author,
            source=self.draft.source,
            images=self.images,
            attachments=self.attachments,
        )


class Media:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet.

    ``changed`` are the addresses that were asked for and change something.
    """

    name, encoding, absent = "media", "utf-8", "/p/1.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://media.invalid/"
        made = drafts(
            FOODS,
            f"{seed} media",
            [kinds for *_, kinds in _COLUMNS],
            moments(Random(f"{seed} media"), 118, end or now, 800),
        )
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._by_url = {entry.url: entry for entry in self._entries}
        self._voice = Voice("nginx", "text/html; charset=utf-8", self.encoding, now)
        self.changed: list[str] = []

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(*column[:3]) for column in _COLUMNS)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset()

    def _column(self, slug: str, column: int, name: str) -> Column:
        size = _size(column)
        asked = f"/api/topic?cid={column}&start=%d&size=10"
        asked = asked if column == _TOPICS else f"/api/news?channel={column}&offset=%d&limit=15"
        later = [asked % (size * page) for page in range(1, pages_of(len(self._rows(column)), size) + 1)]
        return Column(name, (f"/{slug}/", *later[:-1]), later[-1], PastEnd.EMPTY)

    def _rows(self, column: int) -> list[tuple[str, str, str]]:
        rows = [entry.row for entry in self._entries if entry.number == column]
        if column == 12:
            rows.insert(4, _LEAVING)
        return rows

    def respond(self, path: str, query: str) -> Response:
        given = fields(query)
        column = next((each for each in _COLUMNS if path == f"/{each[0]}/"), None)
        if path in ("/api/hits", "/api/like"):
            self.changed.append(path)
            return self._json({"code": 0})
        if path == "/":
            return self._voice.html(self._home())
        if column:
            return self._voice.html(self._list(column[1], column[2]))
        if path == "/api/news":
            return self._json(self._more(number(given.get("channel")), number(given.get("offset"))))
        if path == "/api/topic":
            rows = self._rows(_TOPICS)[number(given.get("start")) :][:10]
            return self._json({"code": 0, "html": "".join(_item(*row) for row in rows)})
        if path in self._by_url:
            return self._voice.html(self._article(self._by_url[path]))
        if path == "/static/js/list.js":
            return self._voice.data(_SCRIPT.encode(), "application/javascript")
        if path == "/robots.txt":
            return self._voice.data(b"User-agent: *\nDisallow: /admin/\n", "text/plain")
        if path.startswith(("/upload/", "/static/img/")):
            return self._voice.file(path)
        return self._voice.html(_page("页面不存在", "<h2>您访问的页面不存在</h2>"), 404)

    def _json(self, value: object) -> Response:
        return self._voice.data(json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def _more(self, column: int, offset: int) -> object:
        rows = self._rows(column) if column != _TOPICS else []
        names = ("url", "title", "day")
        records = [dict(zip(names, row, strict=True)) for row in rows[offset:][:15]]
        return {"code": 0, "data": {"list": records, "total": len(rows)}}

    def _home(self) -> str:
        blocks = "\n".join(
            f'<div class="block"><h3><a href="/{slug}/">{name}</a></h3><ul>{rows}</ul></div>'
            for slug, column, name, _ in _COLUMNS
            for rows in ["\n".join(_item(*row) for row in self._rows(column)[:6])]
        )
        return _page(f"{_SITE}_云山市融媒体中心", blocks)

    def _list(self, column: int, name: str) -> str:
        rows = self._rows(column)
        size = _size(column)
        items = "\n".join(_item(*row) for row in rows[:size])
        more = '<button id="more">加载更多</button>' if len(rows) > size else ""
        channel = "" if column == _TOPICS else f' data-channel="{column}"'
        script = _INLINE if column == _TOPICS else '<script src="/static/js/list.js?v=3"></script>'
        return _page(
            f"{name}_{_SITE}",
            f'<div class="where"><a href="/">首页</a> &gt; {name}</div>\n'
            f'<ul id="list" class="feed"{channel}>\n{items}\n</ul>\n{more}\n{script}',
        )

    def _article(self, entry: _Entry) -> str:
        draft = entry.draft
        slug, _, name, _ = _COLUMNS[draft.column]
        by = f"<span>作者：{entry.author}</span>" if entry.author else ""
        pictures = iter(entry.images)
        text = "\n".join(
            f'<p><img src="{next(pictures)}"></p>' if block.role == "image" else _block(block)
            for block in draft.blocks
            if block.role != "file"
        )
        files = "".join(f'<p><a href="{file.url}">{escape(file.name)}</a></p>' for file in entry.attachments)
        return _page(
            f"{escape(draft.title)}_{_SITE}",
            f'<div class="where"><a href="/">首页</a> &gt; <a href="/{slug}/">{name}</a> &gt; 正文</div>\n'
            f'<h1 class="headline">{escape(draft.title)}</h1>\n'
            f'<div class="meta"><span>{draft.instant:%Y-%m-%d %H:%M}</span>'
            f'<span>来源：{draft.source}</span>{by}</div>\n<div class="text">\n{text}\n{files}\n</div>\n'
            '<div class="tools"><a class="like" href="javascript:;">点赞</a></div>',
        )


def _size(column: int) -> int:
    """How many entries the page of a column shows."""
    return 10 if column == _TOPICS else 15


def _item(url: str, title: str, day: str) -> str:
    return f'<li><a href="{url}" target="_blank">{escape(title)}</a><em>{day}</em></li>'


def _block(block: Block) -> str:
    if block.role == "table":
        return f"<table>{table_rows(block.rows)}</table>"
    words = escape(block.text, quote=False)
    return f"<p><strong>{words}</strong></p>" if block.role == "heading" else f"<p>{words}</p>"


def _page(title: str, content: str) -> str:
    menu = "".join(f'<a href="/{slug}/">{name}</a>' for slug, _, name, _ in _COLUMNS)
    return _FRAME.format(title=title, menu=menu, content=content, site=_SITE)


_FRAME = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<script src="/static/js/jquery.min.js"></script>
</head>
<body>
<div class="top"><img src="/static/img/logo.png" alt="{site}"><a href="/">首页</a>{menu}</div>
<div class="main">
{content}
</div>
<div class="foot">主办：云山市融媒体中心　新闻热线：0871-65550000</div>
</body>
</html>
"""

_SCRIPT = """\
(function ($) {
  var offset = 15, limit = 15, busy = false;
  var channelId = $('#list').data('channel');
  function item(one) {
    return '<li><a href="' + one.url + '" target="_blank">' + one.title + '</a><em>' + one.day + '</em></li>';
  }
  function load() {
    if (busy) { return; }
    busy = true;
    $.ajax({
      url: '/api/news',
      type: 'get',
      dataType: 'json',
      data: { channel: channelId, offset: offset, limit: limit },
      success: function (answer) {
        $('#list').append($.map(answer.data.list, item).join(''));
        offset += limit;
        busy = false;
        if (offset >= answer.data.total) { $('#more').hide(); }
      }
    });
  }
  $('#more').on('click', load);
  $('#list').on('click', 'a', function () {
    $.post('/api/hits', { channel: channelId, offset: 1, limit: 1 });
  });
  $('.like').on('click', function () {
    $.get('/api/like', { channel: channelId, offset: offset, limit: limit });
  });
})(jQuery);
"""

_INLINE = """\
<script>
const cid = 21;
let start = 10;
async function more() {
  const answer = await (await fetch(`/api/topic?cid=${cid}&start=${start}&size=10`)).json();
  document.getElementById('list').insertAdjacentHTML('beforeend', answer.html);
  start += 10;
}
document.getElementById('more') && (document.getElementById('more').onclick = more);
</script>"""
