"""A county's media centre of today: every page is the same shell, which a script fills from JSON.

- Articles ``/article/N``, lists ``/column/C`` and ``/column/C?page=N``; any other path shows the shell as
  well. What the shell and its scripts are stands in ``shell_files``.
- The shell has a title, a style sheet, an empty ``#app``, the site's script, and one of another host that
  counts visits. What shows an article is loaded on demand, with a style sheet for which it waits.
- ``/api/columns``, ``/api/articles?column=C&page=N`` and ``/api/article/N`` have the data; an id that is not
  there answers 404, and its page shows 内容不存在 with status 200.
- A page shows 2026-03-08 09:05 来源： 作者：, lists the day. Its likes are asked for four times a second.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape
from pathlib import Path
from random import Random

from tests.unknown_sites.answers import Voice, fields, number, pages_of, part_of, table_rows
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import TEXTILES
from tests.unknown_sites.truth import NOW, Column, PastEnd, Precision, Response, Truth, shown

_FILES = Path(__file__).with_name("shell_files")
_SIZE = 4
_COLUMNS: tuple[tuple[int, str, tuple[Kind, ...]], ...] = (
    (1, "临江要闻", ("office", "firm")),
    (2, "产业观察", ("market", "technique")),
    (5, "通知公告", ("notice",)),
)


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def id(self) -> int:
        return 10300 + self.draft.number

    @property
    def column(self) -> int:
        return _COLUMNS[self.draft.column][0]

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(
            f"/upload/{self.draft.instant:%Y%m}/{name[1:]}.jpg" for name in self.draft.texts("image")
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=f"/article/{self.id}",
            title=draft.title,
            published=shown(draft.instant, Precision.MINUTE),
            precision=Precision.MINUTE,
            instant=draft.instant,
            column=_COLUMNS[draft.column][1],
            paragraphs=draft.paragraphs,
            author=draft.author,
            source=draft.source,
            images=self.images,
            tables=draft.tables,
            notices=draft.notices,
        )

    @property
    def row(self) -> dict[str, object]:
        """The entry in a list."""
        return {"id": self.id, "title": self.draft.title, "day": f"{self.draft.instant:%Y-%m-%d}"}

    @property
    def page(self) -> dict[str, object]:
        """All that its page shows."""
        draft = self.draft
        return {
            "title": draft.title,
            "time": f"{draft.instant:%Y-%m-%d %H:%M}",
            "source": draft.source,
            "author": draft.author,
            "column": {"id": self.column, "name": _COLUMNS[draft.column][1]},
            "content": self._content(),
        }

    def _content(self) -> str:
        pictures = iter(self.images)
        blocks = (block for block in self.draft.blocks if block.role != "file")
        return "".join(
            f'<p><img src="{next(pictures)}"></p>' if block.role == "image" else _html(block)
            for block in blocks
        )


def _html(block: Block) -> str:
    if block.role == "table":
        return f"<table>{table_rows(block.rows)}</table>"
    return f"<p>{escape(block.text)}</p>"


class Shell:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet.

    ``requests`` are the addresses that were asked for, with their queries.
    """

    name, encoding, absent = "shell", "utf-8", "/article/999"

    def __init__(
        self, seed: str = "1", now: datetime = NOW, end: datetime | None = None, articles: int = 30
    ) -> None:
        self.now, self.base_url = now, "http://shell.invalid/"
        made = drafts(
            TEXTILES,
            f"{seed} shell",
            [kinds for _, _, kinds in _COLUMNS],
            moments(Random(f"{seed} shell"), articles, end or now, 300),
        )
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._voice = Voice("nginx", "text/html; charset=utf-8", self.encoding, now)
        self.requests: list[str] = []

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(column, name) for column, name, _ in _COLUMNS)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset()

    def _column(self, column: int, name: str) -> Column:
        pages = pages_of(len(self._of(column)), _SIZE)
        first = f"/column/{column}"
        later = tuple(f"{first}?page={page}" for page in range(2, pages + 1))
        return Column(name, (first, *later), f"{first}?page={pages + 1}", PastEnd.EMPTY)

    def _of(self, column: int) -> list[_Entry]:
        return [entry for entry in self._entries if entry.column == column]

    def respond(self, path: str, query: str) -> Response:
        self.requests.append(f"{path}?{query}" if query else path)
        given = fields(query)
        match path.split("/")[1:]:
            case ["api", "columns"]:
                return self._json([{"id": column, "name": name} for column, name, _ in _COLUMNS])
            case ["api", "articles"]:
                return self._list(number(given.get("column")), number(given.get("page"), 1))
            case ["api", "article", id_]:
                found = next((entry for entry in self._entries if entry.id == number(id_)), None)
                return self._json(found.page) if found else self._json({"message": "内容不存在"}, 404)
            case ["api", *_]:
                return self._json({"likes": 7})
            case ["assets", name]:
                kind = "text/css" if name.endswith(".css") else "text/javascript"
                return self._voice.data((_FILES / name).read_bytes(), kind)
            case ["upload", *_]:
                return self._voice.file(path)
            case ["robots.txt"]:
                return self._voice.data(b"User-agent: *\nDisallow: /admin/\n", "text/plain")
            case [name] if "." in name:
                return self._voice.html("<title>404</title>", 404)
        return self._voice.html((_FILES / "index.html").read_text("utf-8"))

    def _list(self, column: int, page: int) -> Response:
        entries = self._of(column)
        rows = [entry.row for entry in part_of(entries, page, _SIZE)]
        return self._json({"rows": rows, "pages": pages_of(len(entries), _SIZE)})

    def _json(self, value: object, status: int = 200) -> Response:
        return self._voice.data(json.dumps(value, ensure_ascii=False).encode(), "application/json", status)
