"""Errors that cross from one process to another are the same there."""

import pickle

import pytest

from xzcrawl.errors import ArchiveError, BadQuery, ContradictoryDate, NotInArchive, UsageError, XzcrawlError

ERRORS = [
    ContradictoryDate("2个月前 (01-24)", "its bracketed day lies outside its relative age"),
    NotInArchive("no article 7 in the archive", "no-article", place="data/archive.db", name=7),
    BadQuery("a bracket is not closed", "bracket-not-closed"),
    UsageError("nothing is since 2 and until 1", "since-after-until", since="2", until="1"),
    ArchiveError("the disk is full"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_keeps_its_text_and_its_problem(error: XzcrawlError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.problem) == (type(error), str(error), error.problem)
