"""Keeps what a site claims to be gone in a run, until it is known what that is worth. Pure."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from xzcrawl.extract import Outline
from xzcrawl.frontier import Visit
from xzcrawl.items import Miss
from xzcrawl.runs import Count
from xzcrawl.spider.likeness import Said
from xzcrawl.urls import Address, Kind

#: Articles of which one must be readable before what is claimed is believed.
_PROBES: Final = 3
#: Addresses that never gave an article: of so many a claim is kept, to be looked at again; more are failures.
_MOST_STRAYS: Final = 50
#: How the reason begins for which an article is not taken for gone: a list of the site shows it.
LISTED: Final = "listed by the site"
#: Of a run in which more articles failed than these, and than this share, no absence is believed.
_FEW_FAILURES, _MOST_FAILURES = 10, 0.2


class Claim(NamedTuple):
    """An article is said to be gone: the visit that was made, what it missed, and what the answer said."""

    visit: Visit
    miss: Miss
    said: Said


@dataclass(slots=True)
class Claims:
    """The articles that are said to be gone, by key.

    ``known`` are those that the archive knows to be gone, ``archived`` all that it has; ``most`` of these may
    go in one run. ``waiting`` are those that wait for the control. ``failed`` are the articles of which an
    address failed without a claim. ``unlisted`` are pages of listings that are said not to be. ``looks`` are
    second looks to come, ``confirmed`` the claims that a second look has made again. ``nowhere`` is what the
    site answers at an address that does not exist, ``frame`` what its home page says.
    """

    known: Set[str] = frozenset()
    archived: Mapping[str, object] = field(default_factory=dict)
    most: int = 0
    waiting: dict[str, Claim] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    unlisted: list[Visit] = field(default_factory=list)
    looks: list[Visit] = field(default_factory=list)
    confirmed: list[Miss] = field(default_factory=list)
    nowhere: Said | None = None
    frame: Said = field(default_factory=lambda: Said(None, frozenset()))

    @property
    def any_waiting(self) -> bool:
        """Whether anything is claimed."""
        return bool(self.waiting or self.unlisted)

    def hold(self, visit: Visit, miss: Miss, said: Said | None) -> bool:
        """Holds a miss back where it claims that an article is gone which was there so far.

        The first visit stands, to be made again: it was to the best address of the article.
        """
        if miss.gone is None or said is None or miss.key in self.known:
            return False
        if miss.key not in self.archived and len(self.waiting) >= _MOST_STRAYS:
            return False
        self.waiting.setdefault(miss.key, Claim(visit, miss, said))
        return True

    def came(self, *keys: str | None) -> None:
        """An article that answers to these keys has come: neither is it gone, nor did it fail."""
        self.refute(*keys)
        self.failed.difference_update(keys)

    def refute(self, *keys: str | None) -> None:
        """Whatever was claimed of the article that answers to these keys is refuted."""
        for key in keys:
            if key is not None:
                self.waiting.pop(key, None)

    def probes(self, outline: Outline) -> list[Visit]:
        """Some articles that the home page shows and that are not among those said to be gone."""
        posts = [post for post in outline.posts if post.key not in self.waiting]
        return [Visit(Address(Kind.ARTICLE, post.key), post.url) for post in posts[:_PROBES]]

    def is_believable(self, said: Said | None) -> bool:
        """Whether an answer is like the one at an address that does not exist."""
        return said is not None and self.nowhere is not None and said.is_like(self.nowhere, self.frame)

    def release(self, came: int) -> Iterator[tuple[str | None, Miss]]:
        """Has what is claimed looked at again; gives as failures, with what speaks against it, the rest.

        ``unlike_nowhere``: it is unlike the answer at an address that does not exist. ``gone_at_once``: more
        of the archive's articles are said to be gone than ``most``. None: the archive has no such article, or
        too much failed beside ``came`` articles that came for anything to be believed.
        """
        waiting, self.waiting = self.waiting, {}
        unlisted, self.unlisted = self.unlisted, []
        alike = {key for key, claim in waiting.items() if self.is_believable(claim.said)}
        gone = sum(key in self.archived for key in alike)
        failures = len(self.failed | waiting.keys()) - len(alike)
        is_unwell = failures > max(_FEW_FAILURES, _MOST_FAILURES * (came + failures))
        self.looks += unlisted
        for key, claim in waiting.items():
            is_archived = key in self.archived
            if key not in alike:
                unlike = failed(claim.miss, "unlike the answer where nothing is")
                yield Count.UNLIKE_NOWHERE if is_archived else None, unlike
            elif gone > self.most and is_archived:
                yield (
                    Count.GONE_AT_ONCE,
                    failed(claim.miss, f"one of {gone:,} at once, more than {self.most:,}"),
                )
            elif is_unwell:
                yield None, failed(claim.miss, "outage")
            else:
                self.looks.append(claim.visit)

    def believe(self) -> list[Miss]:
        """What a second look has confirmed, and the last control allows."""
        confirmed, self.confirmed = self.confirmed, []
        return confirmed

    def strays(self) -> Iterator[Miss]:
        """What is claimed, in a run that is stopped, of articles that the archive does not have: failures."""
        for key in self.waiting.keys() - self.archived.keys():
            yield replace(self.waiting.pop(key).miss, gone=None)

    def discard(self) -> Iterator[Miss]:
        """The site is unwell: what it claims are failures, which say nothing of the articles."""
        waiting, self.waiting = self.waiting, {}
        confirmed, self.confirmed = self.confirmed, []
        for miss in [*(claim.miss for claim in waiting.values()), *confirmed]:
            yield failed(miss, "outage")


def failed(miss: Miss, why: str) -> Miss:
    """The miss as one that says nothing of the article."""
    return replace(miss, gone=None, reason=f"{why}: {miss.reason}")
