"""Aliases: keys that consist of another article's key and an addition, such as a session id. Pure.

A site may write ``post/12-s1f3a.html`` for ``post/12.html``, with other characters in each page that links
it. A crawler takes each such key for one more article until the page names, as its canonical address, the
article that is already known. Once several pages have done so, a key of the same form needs no visit where
its article is known. Such a key is still visited if two pages show it, if a list shows it beside the article
to which it should belong, or if it has another title: none of these happens with a session id. A form is
not trusted while more than a few of its keys are articles of their own.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from xzcrawl.frontier.known import Known

#: The visits that confirm a form: at least CONFIRMED, and TO_ONE for each exception.
CONFIRMED, TO_ONE = 3, 10
#: The most forms that are remembered. Session ids have a few forms; aliases with words in them have one each.
_MOST: Final = 100
#: The addition begins (before the key) or ends (behind it) with letters and digits that differ in each page.
_BEHIND: Final = re.compile(r"(.*[\W_])([^\W_]+)", re.DOTALL)
_BEFORE: Final = re.compile(r"([^\W_]+)([\W_].*)", re.DOTALL)


class Form(NamedTuple):
    """The form of an addition to a key: a ``fixed`` part, and ``length`` characters that differ.

    ``kinds`` are the kinds of the characters that differ (digit, upper, lower). ``before`` says that the
    addition stands before the key, not behind it.
    """

    before: bool
    fixed: str
    length: int
    kinds: frozenset[str]

    def stem(self, key: str) -> str | None:
        """The key without the addition; None where it does not have this form."""
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
    """The form by which ``key`` extends the ``canonical`` key of its article; None where it does not."""
    if canonical and key.startswith(canonical) and (found := _BEHIND.fullmatch(key[len(canonical) :])):
        return Form(False, found[1], len(found[2]), _kinds(found[2]))
    if canonical and key.endswith(canonical) and (found := _BEFORE.fullmatch(key[: -len(canonical)])):
        return Form(True, found[2], len(found[1]), _kinds(found[1]))
    return None


def _kinds(text: str) -> frozenset[str]:
    return frozenset("digit" if char.isdigit() else "upper" if char.isupper() else "lower" for char in text)


@dataclass(slots=True)
class Aliases:
    """The forms of aliases that a walk knows.

    ``found`` has the keys that have shown each form, ``exceptions`` the keys of that form that belong to
    another article. ``taken`` maps each key that was taken for an alias without a visit to one of its
    addresses. ``stable`` has the keys that are not aliases, or that are to be visited before they count as
    one.
    """

    found: defaultdict[Form, set[str]] = field(default_factory=lambda: defaultdict(set))
    exceptions: defaultdict[Form, set[str]] = field(default_factory=lambda: defaultdict(set))
    taken: dict[str, str] = field(default_factory=dict)
    stable: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, known: Known) -> "Aliases":
        """The forms that earlier walks have shown."""
        aliases = cls()
        for key, canonical in known.aliases.items():
            aliases.learn(key, canonical)
        for key in known.articles:
            if key not in known.aliases:
                aliases.learn(key, key)
        return aliases

    def learn(self, key: str, canonical: str) -> dict[str, str]:
        """Takes in the canonical key of the page at ``key``.

        Returns all ``taken`` keys with their addresses where a form loses its confirmation by it, because
        they must be judged again; else an empty dict.
        """
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
        """The key of which this one should be an alias by a confirmed form; None where there is none."""
        if key in self.stable:
            return None
        stems = (form.stem(key) for form in self.found if self._is_confirmed(form))
        return next(filter(None, stems), None)

    def _is_confirmed(self, form: Form) -> bool:
        return len(self.found[form]) >= max(CONFIRMED, TO_ONE * len(self.exceptions.get(form, ())))

    def take(self, key: str, url: str, is_there: Callable[[str], bool]) -> str | None:
        """The key of the article for which a link is taken; None where the link is to be visited itself.

        ``is_there`` says whether the article of a key was asked for or is archived.
        """
        stem = self.stem(key)
        if stem is None or is_there(key) or not is_there(stem):
            return None
        if key in self.taken:
            self.stable.add(key)
            return None
        self.taken[key] = url
        return stem
