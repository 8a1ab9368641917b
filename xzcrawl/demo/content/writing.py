"""Writes an article: words drawn into sentence patterns by a seeded generator."""

from datetime import datetime, timedelta
from random import Random

from xzcrawl.demo.content import lexicon
from xzcrawl.demo.content.lexicon import WORDS

#: Numeric slots: the range drawn from, and what to divide by (tenths for 1 decimal).
_FIGURES = {
    "n": (2, 98, 1),
    "n2": (2, 60, 1),
    "big": (100, 9800, 1),
    "mu": (20, 900, 1),
    "h": (6, 15, 1),
    "t": (1, 5, 1),
    "month": (1, 12, 1),
    "year": (-19, -2, 1),  # years from the article's own
    "year2": (1, 3, 1),
    "rent": (8, 26, 1),
    "d4": (1000, 9999, 1),
    "yi": (11, 1980, 10),
    "pct": (11, 480, 10),
    "sqm": (8, 520, 10),
}


class Draw(dict[str, str]):
    """The slots of a pattern: what the article fixes (its place, trade, firm), else a fresh draw."""

    def __init__(self, rng: Random, published: datetime) -> None:
        super().__init__()
        self._rng = rng
        self._published = published
        self.update(place=self["place"], trade=self["trade"], trade2=self["trade"], firm=self["firm2"])

    def __missing__(self, slot: str) -> str:
        if slot in WORDS:
            return self._rng.choice(WORDS[slot])
        if slot == "firm2":
            return f"{self['firm_name']}{self['firm_kind']}"
        if slot == "day":
            day = self._published - timedelta(days=self._rng.randint(0, 3))
            return f"{day.month}月{day.day}日"
        return self._number(slot)

    def _number(self, slot: str) -> str:
        low, high, divisor = _FIGURES[slot]
        figure = self._rng.randint(low, high)
        if slot in ("year", "year2"):
            figure += self._published.year
        return str(figure / divisor) if divisor > 1 else str(figure)


class DemoWriter:
    """Writes one article's lines; no sentence pattern comes again before all have been used."""

    def __init__(self, rng: Random, published: datetime) -> None:
        self._rng = rng
        self._draw = Draw(rng, published)
        self._deck: list[str] = []

    def fill(self, pattern: str) -> str:
        """The pattern with every slot filled."""
        return pattern.format_map(self._draw)

    def any(self, patterns: tuple[str, ...]) -> str:
        """One of the patterns, filled."""
        return self.fill(self._rng.choice(patterns))

    def title(self, odd: bool) -> str:
        """A headline; an odd one holds ampersands, quotes or angle brackets."""
        return self.any(lexicon.ODD_TITLES if odd else lexicon.TITLES)

    def paragraphs(self, count: int, trap: bool) -> list[str]:
        """``count`` paragraphs, the last a closing one (a trap: contact words that belong to the text)."""
        closing = self.any(lexicon.TRAP_CLOSINGS if trap else lexicon.CLOSINGS)
        opening = self.any(lexicon.OPENINGS) + self._sentence()
        return [opening, *(self._paragraph() for _ in range(count - 2)), self._sentence() + closing]

    def row(self, head: tuple[str, ...]) -> tuple[str, ...]:
        """The cells of a table row below ``head``."""
        first = self.any(("{trade2}", "{place}{facility}", "{firm2}"))
        return (first, *(self.any(("{big}", "{yi}", "{pct}%", "{h}米", "增长{pct}%")) for _ in head[1:]))

    def _paragraph(self) -> str:
        return "".join(self._sentence() for _ in range(self._rng.randint(1, 4)))

    def _sentence(self) -> str:
        if not self._deck:
            self._deck = self._rng.sample(lexicon.SENTENCES, len(lexicon.SENTENCES))
        return self.fill(self._deck.pop())
