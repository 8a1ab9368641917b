"""The modes of runs, those that other programs stored included."""

import pytest

from xzcrawl.runs import MODES, mode_of


@pytest.mark.parametrize("name", MODES)
def test_a_known_mode_is_itself(name: str) -> None:
    assert mode_of(name) is MODES[name]


@pytest.mark.parametrize("name", ["import", "auto", ""])
def test_any_other_mode_looked_for_news_and_walked_nothing_whole(name: str) -> None:
    mode = mode_of(name)
    assert (mode.name, mode.is_whole, mode.reads_listings) == (name, False, True)
