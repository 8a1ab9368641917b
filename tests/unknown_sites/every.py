"""The made-up sites by name: sites as a crawler meets them that was never told of them.

They are modelled on facts about real systems and on saved pages, not on what the crawler can read, and share
no code with it. Each module says what its site is like; ``truth.Truth`` is what a reader knows of an article,
``serving.serving`` puts a site on loopback. Everything follows from a seed and two moments.

| name | modelled on | encoding | lists |
|---|---|---|---|
| government | TRS WCM | UTF-8 | ``createPageHTML`` |
| dede | DedeCMS 5.7, stock templates | GBK as gb2312 | links and ``select`` |
| portal | Discuz! X3.4, portal and forum | UTF-8 | links, recent times relative |
| query | a script of 2006 in tables | GBK, half declared | links, clamped |
| scripted | a news site of today | UTF-8 | JSON, ``goPage(n)`` |
| phpcms | PHPCMS v9, rewritten and files | UTF-8 | links, the last to itself |
| empire | EmpireCMS 7.5, stock templates | GBK as gb2312 | links, later pages by a script |
| pboot | PbootCMS 3, a company | UTF-8 | links, clamped, old ones first |
| school | VSB 9, a college | UTF-8 | links, pages counted from the end |
| jcms | 大汉 jcms, a district | UTF-8 | XML in pages, and from a script |
| tech | a magazine of today, words for numbers | UTF-8 | links without words, cards |
| media | a city's media centre of today | UTF-8 | JSON by the number of records shown |
| pieces | a county's news site | UTF-8 | pieces of pages at the lists' own addresses |
| paper | a newspaper's pages, issue by issue | UTF-8 | 上一期, a folder a day |
"""

from datetime import datetime
from typing import Protocol

from tests.unknown_sites.dede import Dede
from tests.unknown_sites.empire import Empire
from tests.unknown_sites.government import Government
from tests.unknown_sites.jcms import Jcms
from tests.unknown_sites.media import Media
from tests.unknown_sites.paper import Paper
from tests.unknown_sites.pboot import Pboot
from tests.unknown_sites.phpcms import Phpcms
from tests.unknown_sites.pieces import Pieces
from tests.unknown_sites.portal import Portal
from tests.unknown_sites.query import Query
from tests.unknown_sites.school import School
from tests.unknown_sites.scripted import Scripted
from tests.unknown_sites.tech import Tech
from tests.unknown_sites.truth import UnknownSite


class Maker(Protocol):
    """Makes a site at ``now``; of articles between ``now`` and ``end`` it shows none yet."""

    def __call__(self, seed: str = ..., now: datetime = ..., end: datetime | None = ...) -> UnknownSite: ...


SITES: dict[str, Maker] = {
    "government": Government,
    "dede": Dede,
    "portal": Portal,
    "query": Query,
    "scripted": Scripted,
    "phpcms": Phpcms,
    "empire": Empire,
    "pboot": Pboot,
    "school": School,
    "jcms": Jcms,
    "tech": Tech,
    "media": Media,
    "pieces": Pieces,
    "paper": Paper,
}
