"""Keys that are another article's key with something added, such as the id of a session. Pure.

A site may write ``post/12-s1f3a.html`` for ``post/12.html``, with other characters in each page that links
it. Each such key is one more article to a crawler, until the page says by its canonical address that it is
the one it has. Once several have said so, a key of the same form needs no visit where the article that it
should be of is known. A key is visited all the same if two pages show it, if a list shows it beside the
article that it should belong to, or if it has another title: none of these happens with the id of a session.
A form is not believed while more than a few of its keys are articles of their own.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from xzcrawl.frontier.known import Known

#: So many visits confirm a form, and so many for each exception.
CONFIRMED, TO_ONE = 3, 10
#: Forms that are remembered: ids of sessions have a few, aliases with words in them have one each.
_MOST: Final = 100
#: What is added begins, or ends, with the letters and digits that differ from page to page.
_BEHIND: Final = re.compile(r"(.*[\W_])([^\W_]+)", re.DOTALL)
_BEFORE: Final = re.compile(r"([^\W_]+)([\W_].*)", re.DOTALL)


class Form(NamedTuple):
    """What is added to a key: a fixed part, and ``length`` characters of some ``kinds`` that differ."""

    before: bool
    fixed: str
    length: int
    kinds: frozenset[str]

    def stem(self, key: str) -> str | None:
        """The key that this one is made of; None where it does not have this form."""
        place = self.length if self.before else len(key) - self.length
        first, last = key[: max(place, 0)], key[max(place, 0) :]
        added, rest = (first, last) if self.before else (last, first)
        fits = rest.startswith(self.fixed) if self.before else rest.endswith(self.fixed)
        if (
            len(added) != self.length
            or len(rest) <= len(self.fixed)
            or not fits
            or _kinds(added) != self.kinds
        ):
            return None
        return rest[len(self.fixed) :] if self.before else rest[: -len(self.fixed)]


def form_of(key: str, canonical: str) -> Form | None:
    """What is added to a canonical key in another key of its article; None where that does not contain it."""
    if canonical and key.startswith(canonical) and (found := _BEHIND.fullmatch(key[len(canonical) :])):
        return Form(False, found[1], len(found[2]), _kinds(found[2]))
    if canonical and key.endswith(canonical) and (found := _BEFORE.fullmatch(key[: -len(canonical)])):
        return Form(True, found[2], len(found[1]), _kinds(found[1]))
    return None


def _kinds(text: str) -> frozenset[str]:
    return frozenset("digit" if char.isdigit() else "upper" if char.isupper() else "lower" for char in text)


@dataclass(slots=True)
class Aliases:
    """``found`` are the keys that have shown a form, ``exceptions`` the keys of it that are another article.

    ``taken`` are the keys that were taken for another's without a visit, with an address of each, ``stable``
    those that are no alias, or are to be looked at.
    """

    found: defaultdict[Form, set[str]] = field(default_factory=lambda: defaultdict(set))
    exceptions: defaultdict[Form, set[str]] = field(default_factory=lambda: defaultdict(set))
    taken: dict[str, str] = field(default_factory=dict)
    stable: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, known: Known) -> "Aliases":
        """What earlier walks have told."""
        aliases = cls()
        for key, canonical in known.aliases.items():
            aliases.learn(key, canonical)
        for key in known.articles.keys() - known.aliases.keys():
            aliases.learn(key, key)
        return aliases

    def learn(self, key: str, canonical: str) -> dict[str, str]:
        """Takes in what the page at a key is; gives what was ``taken`` by a form that is given up."""
        exceptions = [form for form in self.found if form.stem(key) not in (None, canonical)]
        before = list(map(self._is_confirmed, exceptions))
        for form in exceptions:
            self.exceptions[form].add(key)
        if exceptions and key == canonical:
            self.stable.add(key)
        shown = form_of(key, canonical)
        if shown and (shown in self.found or len(self.found) < _MOST):
            self.found[shown].add(key)
        if before == list(map(self._is_confirmed, exceptions)):
            return {}
        taken, self.taken = self.taken, {}
        return taken

    def stem(self, key: str) -> str | None:
        """The key of which this one should be an alias, by the forms that are confirmed."""
        if key in self.stable:
            return None
        stems = (form.stem(key) for form in self.found if self._is_confirmed(form))
        return next(filter(None, stems), None)

    def _is_confirmed(self, form: Form) -> bool:
        return len(self.found[form]) >= max(CONFIRMED, TO_ONE * len(self.exceptions.get(form, ())))

    def take(self, key: str, url: str, is_there: Callable[[str], bool]) -> str | None:
        """The key of the article that a page's link is taken for; None where it is to be looked at itself."""
        stem = self.stem(key)
        if stem is None or is_there(key) or not is_there(stem):
            return None
        if key in self.taken:
            self.stable.add(key)
            return None
        self.taken[key] = url
        return stem
