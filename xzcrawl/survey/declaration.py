"""Writes the file of a spider: declarations alone. Pure."""

import json
import keyword
import re
from typing import Final

from xzcrawl import families
from xzcrawl.families import Family

_NAME: Final = re.compile(r"[a-z][a-z0-9]*")
_COMMON: Final = frozenset(("www", "m", "wap", "news"))


def is_name(text: str) -> bool:
    """Whether a text can be the name of a spider, of its file and of its class."""
    return _NAME.fullmatch(text) is not None and not keyword.iskeyword(text) and text != "site"


def name_of(host: str) -> str:
    """A name for the spider of a host: ``xuzhou`` for ``xuzhou.021cf.cn``, ``mysite`` for an IP address."""
    labels = (re.sub(r"[^a-z0-9]", "", label) for label in host.lower().split("."))
    return next((label for label in labels if label not in _COMMON and is_name(label)), "mysite")


def declaration(name: str, base_url: str, family: Family, name_zh: str | None) -> str:
    """The text of ``spiders/NAME.py``."""
    constant = next((key for key, value in vars(families).items() if value is family), None)
    made = (
        f"{family.cms.name} with the theme {family.theme.name}"
        if constant
        else "read by a description that was learned"
    )
    known = [f"    name_zh = {_quoted(name_zh)}"] if name_zh else []
    lines = [
        f'"""{_plain(name_zh or base_url)}: {made}."""',
        "",
        f"from xzcrawl.families import {constant or 'described'}",
        "from xzcrawl.spider import SiteSpider",
        "",
        "",
        f"class {name.capitalize()}Spider(SiteSpider):",
        f'    name = "{name}"',
        f"    family = {constant or _description(family)}",
        f"    base_url = {_quoted(base_url)}",
        *known,
    ]
    return "\n".join(lines) + "\n"


def _description(family: Family) -> str:
    """A described family, as a person would declare it."""
    declared = {key: value for key, value in json.loads(family.name).items() if value}
    return "\n".join(
        ("described(", *(f"        {key}={_quoted(value)}," for key, value in declared.items()), "    )")
    )


def _plain(text: str) -> str:
    """A text as it can stand in a docstring."""
    return re.sub(r'[\\"\x00-\x1f]', "", text)


def _quoted(value: str | list[str]) -> str:
    """Texts as literals of Python, which JSON's are."""
    return json.dumps(value, ensure_ascii=False)
