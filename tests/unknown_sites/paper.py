"""A trade paper of four issues a year on the web, as systems for newspapers publish them, UTF-8.

- Articles ``/html/YYYY-MM/DD/content_ID.htm`` in the folder of the issue's day, pages of the paper
  ``/html/YYYY-MM/DD/node_2.htm`` (第01版：要闻) to ``node_4.htm``. Links are relative.
- The home page shows the newest issue. A page of the paper links the others of its issue, and by 上一期 and
  下一期 the first pages of the issues before and after; the first issue has no 上一期.
- Lists show no dates, and cut titles with ``…``. Articles show the day of the issue and the page they are on.
- An issue that there is not answers 404. No robots.txt, no sitemap, no feed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape
from random import Random

from tests.unknown_sites.answers import Voice, cut, neighbours, table_rows
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import STORAGE
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth

_SITE = "储能周刊"
_PAGES: tuple[tuple[int, str, tuple[Kind, ...]], ...] = (
    (2, "第01版：要闻", ("office", "fair", "notice")),
    (3, "第02版：产业", ("firm", "technique")),
    (4, "第03版：市场", ("market",)),
)
_SIZE = 14


@dataclass(frozen=True)
class _Entry:
    draft: Draft
    issue: datetime

    @property
    def id(self) -> int:
        return 71300 + 7 * self.draft.number

    @property
    def url(self) -> str:
        return f"{_folder(self.issue)}content_{self.id}.htm"

    @property
    def page(self) -> int:
        return _PAGES[self.draft.column][0]

    @property
    def author(self) -> str | None:
        return self.draft.author if self.id % 3 else None

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(f"/res/{self.issue:%Y-%m/%d}/{name}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(f"/res/{self.issue:%Y-%m/%d}/{self.id}_{at}.pdf", name)
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def truth(self) -> Truth:
        return self.draft.truth(
            url=self.url,
            published=self.issue.replace(hour=0),
            precision=Precision.DAY,
            instant=self.issue,
            column=_PAGES[self.draft.column][1],
            author=self.author,
            images=self.images,
            attachments=self.attachments,
        )


class Paper:
    """The site at ``now``, of articles until ``end``: issues after ``now`` are not published yet."""

    name, encoding, absent = "paper", "utf-8", "/html/2026-01/05/content_9.htm"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://paper.invalid/"
        made = drafts(
            STORAGE,
            f"{seed} paper",
            [kinds for _, _, kinds in _PAGES],
            moments(Random(f"{seed} paper"), 8 * _SIZE, end or now, 900),
        )
        groups = [made[at : at + _SIZE] for at in range(0, len(made), _SIZE)]
        self._issues: dict[datetime, list[_Entry]] = {}
        for group in reversed(groups):
            issue = group[-1].instant.replace(hour=6, minute=0, second=0) + timedelta(days=1)
            if issue <= now:
                entries = [_Entry(draft, issue) for draft in group]
                self._issues[issue] = sorted(entries, key=lambda entry: (entry.page, -entry.id))
        self._by_url = {entry.url: entry for entries in self._issues.values() for entry in entries}
        self._voice = Voice("nginx", "text/html; charset=utf-8", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entries in self._issues.values() for entry in entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        newest, *older = (_folder(issue) for issue in self._issues)
        earlier = [f"{folder}node_{page}.htm" for folder in older for page, _, _ in _PAGES]
        return tuple(
            Column(
                name, (f"{newest}node_{page}.htm", *earlier), "/html/2001-01/01/node_2.htm", PastEnd.NOT_FOUND
            )
            for page, name, _ in _PAGES
        )

    @property
    def dead(self) -> frozenset[str]:
        return frozenset()

    def respond(self, path: str, query: str) -> Response:
        if path == "/":
            return self._voice.html(self._home())
        for issue in self._issues:
            for page, name, _ in _PAGES:
                if path == f"{_folder(issue)}node_{page}.htm":
                    return self._voice.html(self._page(issue, page, name))
        if path in self._by_url:
            return self._voice.html(self._article(self._by_url[path]))
        if path.startswith("/res/"):
            return self._voice.file(path)
        return self._voice.html("<html><head><title>404 Not Found</title></head><body>404</body></html>", 404)

    def _home(self) -> str:
        issue = next(iter(self._issues))
        boxes = "\n".join(
            f'<div class="ban"><h3><a href="{_folder(issue)}node_{page}.htm">{name}</a></h3>\n'
            f"<ul>{self._rows(issue, page, '')}</ul></div>"
            for page, name, _ in _PAGES
        )
        return _page(_SITE, f'<div class="today">{_day(issue)}</div>\n{boxes}')

    def _rows(self, issue: datetime, page: int, where: str) -> str:
        entries = (entry for entry in self._issues[issue] if entry.page == page)
        return "\n".join(
            f'<li><a href="{where or _folder(issue)}content_{entry.id}.htm">'
            f"{escape(cut(entry.draft.title, 26))}</a></li>"
            for entry in entries
        )

    def _page(self, issue: datetime, page: int, name: str) -> str:
        later, earlier = neighbours(list(self._issues), issue)
        others = "\n".join(f'<li><a href="node_{one}.htm">{said}</a></li>' for one, said, _ in _PAGES)
        turns = {"上一期": earlier, "下一期": later}
        links = " ".join(
            f'<a href="../../{each:%Y-%m/%d}/node_2.htm">{said}</a>' for said, each in turns.items() if each
        )
        return _page(
            f"{name}-{_SITE}-{issue:%Y-%m-%d}",
            f'<div class="today">{_day(issue)}</div>\n<div class="turn">{links}</div>\n'
            f'<div class="ban"><h2>{name}</h2>\n<ul class="titles">\n'
            f"{self._rows(issue, page, './')}\n</ul></div>\n"
            f'<div class="side"><h3>版面导航</h3><ul>\n{others}\n</ul></div>',
        )

    def _article(self, entry: _Entry) -> str:
        draft = entry.draft
        by = f"<span>作者：{entry.author}</span>" if entry.author else ""
        pictures = iter(entry.images)
        text = "\n".join(
            f'<p><img src="{next(pictures)}"></p>' if block.role == "image" else _block(block)
            for block in draft.blocks
            if block.role != "file"
        )
        files = "".join(f'<p><a href="{file.url}">{escape(file.name)}</a></p>' for file in entry.attachments)
        return _page(
            f"{escape(draft.title)}-{_SITE}",
            f'<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="node_{entry.page}.htm">'
            f'{_PAGES[draft.column][1]}</a></div>\n<div class="content">\n<h1>{escape(draft.title)}</h1>\n'
            f'<div class="by"><span>{_day(entry.issue)}</span>{by}</div>\n<div id="ozoom">\n{text}\n{files}\n'
            "</div>\n</div>",
        )


def _folder(issue: datetime) -> str:
    return f"/html/{issue:%Y-%m/%d}/"


def _day(issue: datetime) -> str:
    return f"{issue.year}年{issue:%m}月{issue:%d}日 星期{'一二三四五六日'[issue.weekday()]}"


def _block(block: Block) -> str:
    if block.role == "table":
        return f"<table>{table_rows(block.rows)}</table>"
    words = escape(block.text, quote=False)
    return f"<p><b>{words}</b></p>" if block.role == "heading" else f"<p>{words}</p>"


def _page(title: str, content: str) -> str:
    return f"""\
<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<div class="head"><a href="/">首页</a> <b>{_SITE}</b> 国内统一连续出版物号 CN 11-0099</div>
{content}
<div class="foot">储能周刊社 版权所有 地址：云州市高新区创业路8号</div>
</body>
</html>
"""
