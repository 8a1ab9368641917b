"""Hostile texts as hypothesis makes them up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from tests.fuzz.words import TOKENS

_SAMPLES: Final = [
    path.read_bytes().decode("utf-8", "replace")
    for path in sorted((Path(__file__).parents[1] / "samples").glob("*.html"))
]
#: Characters of a text that repeats something.
SIZES: Final = (300, 3_000, 30_000)


def pumped(head: str, pump: str, tail: str, size: int) -> str:
    """A text that repeats something up to a size, with what lets a rule begin and keeps it from ending."""
    return head + pump * (size // len(pump)) + tail


def _mutated(sample: str, changes: Sequence[tuple[float, int, str]]) -> str:
    """A page with some places replaced: where (0 to 1), how many characters, by what."""
    for where, length, text in changes:
        start = int(where * len(sample))
        sample = sample[:start] + text + sample[start + length :]
    return sample


_token = st.sampled_from(TOKENS)
_some = st.lists(_token, max_size=3).map("".join)
_mixed = st.lists(_token, max_size=40).map("".join)
_pump = st.lists(_token, min_size=1, max_size=3).map("".join)
_pumped = st.builds(pumped, _some, _pump, _some, st.sampled_from(SIZES))
_place = st.tuples(st.floats(0, 1), st.integers(0, 300), _mixed | _pumped)

#: Texts for any entry, and whole pages.
TEXTS: Final = _mixed | _pumped | _pumped | st.text(max_size=200)
PAGES: Final = st.builds(_mutated, st.sampled_from(_SAMPLES), st.lists(_place, min_size=1, max_size=4))
