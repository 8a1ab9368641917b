"""Renders templates as pages, in the reader's language."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from xzcrawl import __version__
from xzcrawl.archive import RunRecord
from xzcrawl.archive.records import Activity, Dated, EventRecord, published
from xzcrawl.dates import SHANGHAI, iso, local, short
from xzcrawl.errors import Problem
from xzcrawl.export.format import Format
from xzcrawl.search import cut, has_small_operator
from xzcrawl.web import labels
from xzcrawl.web.assets import address
from xzcrawl.web.charts import Legend
from xzcrawl.web.language import Messages, messages
from xzcrawl.web.params import LONGEST

_CODE: Final = re.compile("``(.+?)``")
_NO_BOUND: Final = 2**31


class Renderer:
    """The templates of the pages. All values are escaped unless they are marked as safe HTML.

    ``site_names`` gives the names of sites by key. It is asked on pages that show a site.
    """

    def __init__(self, site_names: Callable[[], Mapping[str, str]]) -> None:
        self._site_names = site_names
        self._environment = Environment(
            loader=PackageLoader("xzcrawl.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {"static": address, "version": __version__, "longest": LONGEST}
        self._environment.filters |= {
            "brief": cut,
            "site": _site,
            "day": _day,
            "local": local,
            "iso": iso,
            "interval": _interval,
            "certainty": _certainty,
            "event": _event,
            "told": _told,
            "coloured": _coloured,
            "summary": _summary,
            "problems": _problems,
            "took": _took,
            "size": _size,
            "kinds": _kinds,
            "prose": _prose,
            "field": _field,
            "has_small_operator": has_small_operator,
            "number": lambda count: f"{count:,}",
            "segment": lambda text: quote(text, safe=""),
        }

        self._environment.tests["instant"] = lambda moment: isinstance(moment, datetime)

    def __call__(self, request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
        """A page, in the language that the request prefers."""
        t = messages(request)
        page = self._environment.get_template(template).render(
            t=t, path=request.scope["path"], site_names=cache(self._site_names), **values
        )
        language = {"zh": "zh-Hans", "en": "en"}[t.language]
        return HTMLResponse(page, code, {"Content-Language": language, "Vary": "Accept-Language"})


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d}" if moment else "–"


def _field(moment: date | None) -> str:
    """A day or instant as text for a field of a form; an instant is in Asia/Shanghai, without its zone."""
    if isinstance(moment, datetime):
        return (moment.astimezone(SHANGHAI) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")
    return moment.isoformat() if moment else ""


def _interval(article: Dated) -> str:
    return short(published(article)) if published(article) else ""


def _messages(context: Context) -> Messages:
    found: Messages = context["t"]
    return found


@pass_context
def _site(context: Context, key: str) -> str:
    """``徐州厂房网（xuzhou.021cf.cn）``; the key alone of a site without a name."""
    name = context["site_names"]().get(key)
    return f"{name}（{key}）" if name else key


def _took(run: RunRecord) -> str:
    if run.ended_at is None:
        return "–"
    return str(timedelta(seconds=round((run.ended_at - run.started_at).total_seconds())))


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"


def _kinds(parameter: dict[str, Any]) -> str:
    """The values that an API parameter takes: ``date, date-time``, ``relevance, date``, ``integer 0…100``."""
    schema = parameter["schema"]
    forms = [form for form in schema.get("anyOf", [schema]) if form.get("type") != "null"]
    return ", ".join(_kind(form) for form in forms)


def _prose(text: str) -> Markup:
    """A docstring as HTML: text in double backticks becomes code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def _kind(form: dict[str, Any]) -> str:
    if form.get("type") == "array":
        return _kind(form["items"])
    largest = form.get("maximum", _NO_BOUND)  # the limit of a database does not interest a reader
    bounds = f" {form['minimum']}…{largest}" if largest < _NO_BOUND else ""
    return ", ".join(form.get("enum", [])) or form.get("format") or f"{form.get('type', '')}{bounds}"


@pass_context
def _certainty(context: Context, article: Dated) -> str:
    return labels.certainty(published(article), _messages(context))


@pass_context
def _event(context: Context, event: EventRecord | Activity) -> str:
    return labels.event(event.kind, event.details, _messages(context))


@pass_context
def _told(context: Context, name: str | None) -> str:
    return labels.named(name, _messages(context))


@pass_context
def _coloured(context: Context, legend: Legend) -> str:
    return labels.coloured(legend, _messages(context))


@pass_context
def _summary(context: Context, format_: Format) -> str:
    return labels.summary(format_, _messages(context))


@pass_context
def _problems(context: Context, found: Sequence[Problem]) -> str:
    return labels.problems(found, _messages(context))


# async, so that FastAPI needs no thread for it
async def _renderer(request: Request) -> Renderer:
    found: Renderer = request.app.state.render
    return found


RendererDep = Annotated[Renderer, Depends(_renderer)]
