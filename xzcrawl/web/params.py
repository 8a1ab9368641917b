"""The parameters in the address of a page: words, filters, order, page number."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Annotated, Any, Final, TypeVar, cast
from urllib.parse import urlencode

from fastapi import Path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from xzcrawl.archive import Filters, Selection
from xzcrawl.archive.filters import FILTERS, ORDERS, Certainty
from xzcrawl.export.format import Dates
from xzcrawl.search import Sort

_T = TypeVar("_T")

PAGE_SIZE: Final = 20
#: Days outside of these are moved to them: nothing is published there, and datetime could overflow.
_FIRST, _LAST = date(1000, 1, 1), date(9000, 12, 31)
#: The most characters of a query that is read.
LONGEST: Final = 500
#: The most names that a filter takes.
MOST: Final = 50

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")


def _iso(text: object) -> object:
    """The text, if it is ISO 8601; ValueError for others.

    Pydantic would take a bare number for seconds since 1970, which nobody means.
    """
    if isinstance(text, str):
        try:
            is_moment = _ISO.match(text) and datetime.fromisoformat(text)
        except ValueError:
            is_moment = None
        if not is_moment:
            raise ValueError("write 2022-09-24 or 2022-09-24T10:05:33+08:00")
    return text


def _in_calendar(moment: date | None) -> date | None:
    if isinstance(moment, datetime):
        bounds = (
            datetime.combine(_FIRST, time(), moment.tzinfo),
            datetime.combine(_LAST, time(), moment.tzinfo),
        )
        return min(max(moment, bounds[0]), bounds[1])
    return min(max(moment, _FIRST), _LAST) if moment else None


def each_once(values: Iterable[_T]) -> tuple[_T, ...]:
    """The values in their order, without those that came before."""
    return tuple(dict.fromkeys(values))


#: A text without NUL, which no text of an archive has and PostgreSQL refuses.
_WITHOUT_NUL: Final = r"^[^\x00]*$"
_Name = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=_WITHOUT_NUL)]
#: Names without doubles: a name that is given twice counts once.
_Names = Annotated[tuple[_Name, ...], Field(max_length=MOST), AfterValidator(each_once)]
#: A day or an instant (in Asia/Shanghai where it has no zone).
MomentParam = Annotated[date | datetime | None, BeforeValidator(_iso), AfterValidator(_in_calendar)]


#: The id of an article, in the path of an address.
ArticleId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The archive's number of the article")]


def _filled(value: Any) -> Any:
    """A field of a form, "" where it has only spaces; of a list of fields, those that are filled in."""
    if isinstance(value, list):
        return [one for one in value if _filled(one)]
    return "" if isinstance(value, str) and not value.strip() else value


def _filter(name: str, default: Any = None) -> Any:
    """A field with the description of the filter of that name."""
    meaning = FILTERS[name].meaning
    return Field(default, description=meaning[:1].upper() + meaning[1:])


class FilterParams(BaseModel):
    """All filters but ``gone``, by their names on the command line."""

    model_config = ConfigDict(frozen=True)

    category: _Names = _filter("category", ())
    tag: _Names = _filter("tag", ())
    author: _Names = _filter("author", ())
    site: _Names = _filter("site", ())
    since: MomentParam = _filter("since")
    until: MomentParam = _filter("until")
    certainty: Certainty | None = _filter("certainty")
    changed_since: MomentParam = _filter("changed_since")

    def filters(self) -> Filters:
        """The filters that are given, as the archive takes them."""
        given = {name: getattr(self, name) for name in FILTERS if name in type(self).model_fields}
        return cast(Filters, {name: value for name, value in given.items() if value not in (None, ())})

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.filters())

    def selection(self) -> Selection:
        """The filters as a selection, for exports and lists, which take more than filters."""
        return cast(Selection, self.filters())

    def link(self, path: str = "/", **other: Any) -> str:
        """The address of ``path`` with these parameters, ``other`` values replacing theirs.

        It leads to the first page unless ``other`` names one.
        """
        values: Mapping[str, Any] = {**self.model_dump(mode="json"), "page": 1, **other}
        given = {name: value for name, value in values.items() if value not in (None, "", [])}
        if given.get("page") == 1:
            del given["page"]
        return f"{path}?{urlencode(given, doseq=True)}" if given else path


class AllFilterParams(FilterParams):
    """All filters."""

    gone: bool | None = _filter("gone")


class QueryParams(AllFilterParams):
    """Words and filters."""

    q: Annotated[str, Field(max_length=LONGEST, pattern=_WITHOUT_NUL)] = Field(
        "", description="Words, phrases in quotes, AND, OR (or |), NOT (or a minus before a word), brackets"
    )

    @property
    def query(self) -> str:
        """The words without the spaces around them; "" asks for all articles."""
        return self.q.strip()

    def selection(self) -> Selection:
        """All articles that are asked for, as exports and feeds take them."""
        return super().selection() | Selection(query=self.query or None)


class SearchParams(QueryParams):
    """Words, filters and order."""

    sort: Sort | None = Field(None, description="By default by relevance; without words by date")


class FormFields(BaseModel):
    """Parameters that a form sends: an empty field counts as not given."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: dict[str, Any]) -> dict[str, Any]:
        filled = {name: _filled(value) for name, value in given.items()}
        return {name: value for name, value in filled.items() if value not in ("", [])}


class SearchPageParams(FormFields, SearchParams):
    """The parameters of the search page; ``page`` counts from 1."""

    page: Annotated[int, Field(ge=1, le=5_000)] = 1

    @property
    def offset(self) -> int:
        """How many articles are on the pages before."""
        return (self.page - 1) * PAGE_SIZE

    def page_link(self, page: int) -> str:
        """The address of another page of this search."""
        return self.link(page=page)

    def export_link(self, name: str) -> str:
        """The address of an export of all that this search finds, in the order of the page.

        ``name`` is that of the format.
        """
        return self.link(f"/export/{name}", sort=self.sort or ("relevance" if self.query else "date"))


class FeedParams(FormFields, QueryParams):
    """The parameters of a search's feed."""


class ExportParams(FormFields, SearchParams):
    """The parameters of an export: all articles that a search finds, or those changed since a moment.

    Without ``sort`` the articles are in the order of their ids. Without words there is no relevance, and the
    newest come first, as on the page.
    """

    dates: Dates | None = None

    def selection(self) -> Selection:
        """All articles that are asked for, in their order."""
        chosen = super().selection()
        return chosen | Selection(order=ORDERS[self.sort if self.query else "date"]) if self.sort else chosen
