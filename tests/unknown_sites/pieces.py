"""A county's news site, UTF-8: its lists go on in pieces of pages, asked for at their own addresses.

- Articles ``/content/YYYYMM/ID.html``. Columns ``/xinwen/``, ``/zhenqu/``, ``/shangye/`` have 12 entries and
  查看更多, for which ``/js/channel.js`` adds what ``/xinwen/?page=2`` answers: the elements of further
  entries and nothing around them; behind the last page an empty body.
- ``/kepu/`` is a table of 9 rows. A script in the page asks for ``?p=2``, rows too; behind the last a row
  with 没有更多了.
- The script also counts visits and sends likes, which changes the site (``changed``).
- Lists show the day, cut titles with ``…``; one entry is WeChat's. Articles show the minute.
- Neither robots.txt nor sitemap nor feed; what is absent is answered with status 200.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape
from random import Random

from tests.unknown_sites.answers import Voice, cut, fields, number, pages_of, part_of, table_rows
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import LIGHTS
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth, shown

_SITE = "青溪新闻网"
_COLUMNS: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("xinwen", "青溪新闻", ("office", "fair")),
    ("zhenqu", "镇区动态", ("notice",)),
    ("shangye", "商业", ("firm", "market")),
    ("kepu", "科普", ("technique",)),
)
_IN_TABLE = "kepu"
_LEAVING = ("https://mp.weixin.qq.com/s/qingxiNews7", "微信｜一图读懂夜景照明", "2026-02-11")


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def id(self) -> int:
        return 80120 + 7 * self.draft.number

    @property
    def url(self) -> str:
        return f"/content/{self.draft.instant:%Y%m}/{self.id}.html"

    @property
    def slug(self) -> str:
        return _COLUMNS[self.draft.column][0]

    @property
    def author(self) -> str | None:
        return self.draft.author if self.id % 3 else None

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(f"/files/{self.id}/{name}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        names = self.draft.texts("file")
        return tuple(Attachment(f"/files/{self.id}/{at}.pdf", name) for at, name in enumerate(names, 1))

    @property
    def row(self) -> tuple[str, str, str]:
        """The address, title and day that a list shows."""
        return self.url, cut(self.draft.title, 26), f"{self.draft.instant:%Y-%m-%d}"

    @property
    def truth(self) -> Truth:
        return self.draft.truth(
            url=self.url,
            published=shown(self.draft.instant, Precision.MINUTE),
            precision=Precision.MINUTE,
            column=_COLUMNS[self.draft.column][1],
            author=self.author,
            source=self.draft.source,
            images=self.images,
            attachments=self.attachments,
        )


class Pieces:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet.

    ``changed`` are the addresses that were asked for and change something.
    """

    name, encoding, absent = "pieces", "utf-8", "/content/202001/1.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://pieces.invalid/"
        made = drafts(
            LIGHTS,
            f"{seed} pieces",
            [kinds for *_, kinds in _COLUMNS],
            moments(Random(f"{seed} pieces"), 116, end or now, 800),
        )
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._by_url = {entry.url: entry for entry in self._entries}
        self._voice = Voice("openresty", "text/html; charset=utf-8", self.encoding, now)
        self.changed: list[str] = []

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(slug, name) for slug, name, _ in _COLUMNS)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset()

    def _column(self, slug: str, name: str) -> Column:
        asked = f"/{slug}/?{_field(slug)}=%d"
        last = pages_of(len(self._rows(slug)), _size(slug))
        later = (asked % page for page in range(2, last + 1))
        return Column(name, (f"/{slug}/", *later), asked % (last + 1), PastEnd.EMPTY)

    def _rows(self, slug: str) -> list[tuple[str, str, str]]:
        rows = [entry.row for entry in self._entries if entry.slug == slug]
        if slug == "zhenqu":
            rows.insert(3, _LEAVING)
        return rows

    def respond(self, path: str, query: str) -> Response:
        column = next((each for each in _COLUMNS if path == f"/{each[0]}/"), None)
        if path == "/":
            return self._voice.html(self._home())
        if column:
            slug, name, _ = column
            page = number(fields(query).get(_field(slug)), 1)
            return self._voice.html(self._list(slug, name) if page < 2 else self._piece(slug, page))
        if path.startswith("/action/"):
            self.changed.append(path)
            return self._voice.data(b"1", "text/plain")
        if path in self._by_url:
            return self._voice.html(self._article(self._by_url[path]))
        if path == "/js/channel.js":
            return self._voice.data(_SCRIPT.encode(), "application/javascript")
        if path.startswith(("/files/", "/images/")):
            return self._voice.file(path)
        missing = _page("提示信息", "<h2>您要查看的内容不存在或已被删除</h2>")
        return self._voice.html(missing, 404 if path in ("/robots.txt", "/sitemap.xml") else 200)

    def _piece(self, slug: str, page: int) -> str:
        """What a list's script puts behind the entries that are there."""
        rows = part_of(self._rows(slug), page, _size(slug))
        end = '<tr><td colspan="3" class="end">没有更多了</td></tr>' if slug == _IN_TABLE else ""
        return "\n".join(_item(slug, *row) for row in rows) or end

    def _home(self) -> str:
        blocks = "\n".join(
            f'<div class="part"><div><a href="/{slug}/">{name}</a></div><ul>{rows}</ul></div>'
            for slug, name, _ in _COLUMNS
            for rows in [
                "\n".join(f'<li><a href="{row[0]}">{escape(row[1])}</a></li>' for row in self._rows(slug)[:6])
            ]
        )
        return _page(f"{_SITE}-青溪县委宣传部主办", blocks)

    def _list(self, slug: str, name: str) -> str:
        rows, size = self._rows(slug), _size(slug)
        items = "\n".join(_item(slug, *row) for row in rows[:size])
        if slug == _IN_TABLE:
            shown_rows = f'<table class="kp"><tbody id="kp">\n{items}\n</tbody></table>'
            more = f'<div id="more">加载更多</div>\n{_INLINE}' if len(rows) > size else ""
        else:
            shown_rows = f'<div class="rows" id="rows">\n{items}\n</div>'
            more = '<a class="more" href="javascript:;">查看更多</a>' if len(rows) > size else ""
            more += '\n<script src="/js/channel.js?v=12"></script>'
        place = f'<div class="place">当前位置：<a href="/">首页</a> &gt; {name}</div>'
        return _page(f"{name}-{_SITE}", f"{place}\n{shown_rows}\n{more}")

    def _article(self, entry: _Entry) -> str:
        draft = entry.draft
        slug, name, _ = _COLUMNS[draft.column]
        by = f"　作者：{entry.author}" if entry.author else ""
        pictures = iter(entry.images)
        text = "\n".join(
            f'<p><img src="{next(pictures)}"></p>' if block.role == "image" else _block(block)
            for block in draft.blocks
            if block.role != "file"
        )
        files = "".join(f'<p><a href="{file.url}">{escape(file.name)}</a></p>' for file in entry.attachments)
        return _page(
            f"{escape(draft.title)}-{_SITE}",
            f'<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="/{slug}/">{name}</a></div>\n'
            f'<div class="detail"><h2 class="name">{escape(draft.title)}</h2>\n'
            f'<div class="from">{draft.instant:%Y年%m月%d日 %H:%M}　来源：{draft.source}{by}</div>\n'
            f'<div class="words" id="words">\n{text}\n{files}\n</div></div>\n'
            '<script src="/js/channel.js?v=12"></script>',
        )


def _size(slug: str) -> int:
    """How many entries the page of a column shows."""
    return 9 if slug == _IN_TABLE else 12


def _field(slug: str) -> str:
    """What the number of a column's page is called in its addresses."""
    return "p" if slug == _IN_TABLE else "page"


def _item(slug: str, url: str, title: str, day: str) -> str:
    link = f'<a href="{url}" target="_blank">{escape(title)}</a>'
    if slug == _IN_TABLE:
        return f'<tr><td class="dot">·</td><td>{link}</td><td class="when">{day}</td></tr>'
    return f'<div class="row"><h4>{link}</h4><p><i>青溪</i><span class="when">{day}</span></p></div>'


def _block(block: Block) -> str:
    if block.role == "table":
        return f'<table border="1">{table_rows(block.rows)}</table>'
    words = escape(block.text, quote=False)
    return f"<h3>{words}</h3>" if block.role == "heading" else f"<p>　　{words}</p>"


def _page(title: str, content: str) -> str:
    menu = "".join(f'<li><a href="/{slug}/">{name}</a></li>' for slug, name, _ in _COLUMNS)
    return _FRAME.format(title=title, menu=menu, content=content, site=_SITE)


_FRAME = """\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<header><a href="/"><img src="/images/logo.png" alt="{site}"></a>
<ul><li><a href="/">首页</a></li>{menu}</ul></header>
<div class="box">
{content}
</div>
<footer>青溪县融媒体中心 版权所有　电话：0512-55550000</footer>
<script src="/js/jquery-3.6.0.min.js"></script>
</body>
</html>
"""

_SCRIPT = """\
$(function () {
  var page = 1, $more = $('.more');
  $.get('/action/hits?path=' + location.pathname);
  $('.praise').on('click', function () {
    $.post(location.href, { page: page, praise: 1 });
  });
  $more.on('click', function () {
    page++;
    $.get(location.pathname + '?page=' + page, function (html) {
      if ($.trim(html) === '') {
        $more.text('已经到底了').off('click');
        return;
      }
      $('#rows').append(html);
    });
  });
});
"""

_INLINE = """\
<script>
window.onload = function () {
  var n = 1;
  $('#more').click(function () {
    n += 1;
    $.ajax({ url: '?p=' + n, dataType: 'html', success: function (html) { $('#kp').append(html); } });
  });
};
</script>"""
