"""Makes the changes that a news site has between two crawls, so that an archive has something to tell."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final

from xzcrawl.demo.content.truth import Truth
from xzcrawl.demo.site import DemoSite

#: The newest stay: another date would lie in the future.
_NEWEST: Final = 60
_NEWS: Final = "据最新消息,该项目将提前半年投产。"


def unsettle(site: DemoSite, turn: int) -> Iterator[str]:
    """Retitle, edit, re-date and delete an article each, and publish one; say what was done, a line each.

    ``turn`` chooses the articles; the same one chooses the same of the same site.
    """
    plain = [truth for truth in site.articles[_NEWEST:] if truth.paragraphs and not truth.images]
    retitled, edited, redated, deleted = Random(f"turn {turn}").sample(plain, 4)
    site.edit(retitled.id, title=f"{retitled.title}(更新)")
    yield _line("retitled", retitled)
    site.edit(edited.id, paragraphs=[*edited.paragraphs[:-1], _NEWS])
    yield _line("edited", edited)
    site.redate(redated.id, redated.published + timedelta(days=3))
    yield _line("re-dated", redated)
    site.delete(deleted.id)
    yield _line("deleted", deleted)
    yield _line("published", site.add(f"快讯:园区新增项目{turn}个", [_NEWS], site.now()))


def _line(done: str, truth: Truth) -> str:
    return f"{done:9}  {truth.url}  {truth.title}"
