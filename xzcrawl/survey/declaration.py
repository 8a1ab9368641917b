"""Writes the file of a spider: declarations alone. Pure."""

import json
import keyword
import re
from collections.abc import Mapping
from typing import Any, Final

from xzcrawl import families
from xzcrawl.families import Family
from xzcrawl.families.described import declared

#: Longer values take a line for each of their parts.
_LINE: Final = 80
_NAME: Final = re.compile(r"[a-z][a-z0-9]*")
_COMMON: Final = frozenset(("www", "m", "wap", "news"))


def is_name(text: str) -> bool:
    """Whether a text can be the name of a spider, of its file and of its class."""
    return _NAME.fullmatch(text) is not None and not keyword.iskeyword(text) and text != "site"


def name_of(host: str) -> str:
    """A name for the spider of a host: ``xuzhou`` for ``xuzhou.021cf.cn``, ``mysite`` for an IP address."""
    labels = (re.sub(r"[^a-z0-9]", "", label) for label in host.lower().split("."))
    return next((label for label in labels if label not in _COMMON and is_name(label)), "mysite")


def declaration(
    name: str, base_url: str, family: Family, name_zh: str | None, *, browser: bool = False
) -> str:
    """The text of ``spiders/NAME.py``; with ``browser`` of a site whose pages a browser loads."""
    constant = next((key for key, value in vars(families).items() if value is family), None)
    made = (
        f"{family.cms.name} with the theme {family.theme.name}"
        if constant
        else "read by a description that was learned"
    )
    known = [f"    name_zh = {_quoted(name_zh)}"] if name_zh else []
    known += ["    browser = True"] if browser else []
    lines = [
        f'"""{_plain(name_zh or base_url)}: {made}."""',
        "",
        f"from xzcrawl.families import {constant or 'described'}",
        "from xzcrawl.spider import SiteSpider",
        "",
        "",
        f"class {name.capitalize()}Spider(SiteSpider):",
        f'    name = "{name}"',
        f"    family = {constant or described_as(declared(family))}",
        f"    base_url = {_quoted(base_url)}",
        *known,
    ]
    return "\n".join(lines) + "\n"


def described_as(values: Mapping[str, Any]) -> str:
    """The description of a site as a person would declare it in the class of a spider."""
    lines = (f"        {name}={_literal(value, 8)}," for name, value in values.items())
    return "\n".join(("described(", *lines, "    )"))


def _plain(text: str) -> str:
    """A text as it can stand in a docstring."""
    return re.sub(r'[\\"\x00-\x1f]', "", text)


def _literal(value: Any, indent: int) -> str:
    """A value as Python writes it, over several lines where one would be long."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        parts, ends = [f"{_quoted(key)}: {_literal(each, indent + 4)}" for key, each in value.items()], "{}"
    else:
        parts, ends = [_literal(each, indent + 4) for each in value], "[]"
    short = f"{ends[0]}{', '.join(parts)}{ends[1]}"
    if len(short) <= _LINE and "\n" not in short:
        return short
    between = "\n" + " " * (indent + 4)
    return f"{ends[0]}{between}{(',' + between).join(parts)},\n{' ' * indent}{ends[1]}"


def _quoted(text: str) -> str:
    """A text as a literal of Python, in the quotes that need no backslash."""
    if '"' in text and "'" not in text and "\\" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
