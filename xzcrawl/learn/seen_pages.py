"""The pages of a site that were seen so far, and what is known of their addresses. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xzcrawl.families.patterns import compiled, named_by
from xzcrawl.learn.lists import ListRow, rows, shared_links
from xzcrawl.learn.pagers import Pager
from xzcrawl.learn.sample import Sample, SampleLink, chinese, is_file
from xzcrawl.learn.script_pagers import ScriptPager
from xzcrawl.urls import Address, Kind

#: The titles of articles have at least so many Chinese characters.
TITLE_LENGTH = 8


@dataclass(slots=True)
class SeenPages:
    """The pages of the site at ``base``, by what they are taken for.

    ``later`` are later pages of lists, by the URL of the first and their number; ``others`` are pages that
    may be articles at other addresses. ``patterns`` are the addresses of articles. ``pagers`` and ``scripts``
    say how lists go on, by their URL. ``issues`` are the addresses of a newspaper's pages, by what these
    have in common, where one of an earlier issue was seen.
    """

    base: str
    home: Sample | None = None
    lists: list[Sample] = field(default_factory=list)
    later: dict[str, dict[int, Sample]] = field(default_factory=dict)
    articles: list[Sample] = field(default_factory=list)
    others: list[Sample] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    pagers: dict[str, Pager] = field(default_factory=dict)
    scripts: dict[str, ScriptPager] = field(default_factory=dict)
    issues: dict[str, set[str]] = field(default_factory=dict)

    def named(self, address: str, lists: Sequence[str]) -> Address | None:
        """What an address is by the patterns of articles and by these of lists."""
        return named_by(map(compiled, self.patterns), map(compiled, lists), address)

    def key(self, address: str) -> str | None:
        """The key of the article at an address; None where the address is not an article's."""
        found = named_by(map(compiled, self.patterns), (), address)
        return found.key if found and found.kind is Kind.ARTICLE else None

    def rows(self, sample: Sample) -> list[ListRow]:
        """The articles that a list shows."""
        return rows(sample, self.key, shared_links(self.lists, self.key))

    def later_pages(self) -> Iterator[Sample]:
        """The later pages of all lists."""
        return (page for pages in self.later.values() for page in pages.values())

    def linked(self) -> set[str]:
        """The addresses that the home page and the lists link."""
        return {link.address for page in (self.home, *self.lists) if page for link in page.links}


def is_title(link: SampleLink) -> bool:
    """Whether a link says so much that it may be an article's title, and leads to a page."""
    return chinese(link.text) >= TITLE_LENGTH and not is_file(link.address)


def names_list(named: Address | None) -> bool:
    """Whether what an address is called is a list."""
    return named is not None and named.kind is Kind.CATEGORY
