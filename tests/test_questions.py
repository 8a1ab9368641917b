"""The questions of docs/questions.md can be asked of an archive as it is today."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.making import archive_at

TEXT = (Path(__file__).parents[1] / "docs" / "questions.md").read_text("utf-8")
#: Each question's SQL, and the head of the table with its answer.
QUESTIONS = re.findall(r"```sql\n(.*?)\n```\n\n(\|.*?\|)\n", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "archive.db"
    archive_at(path)
    return path


def test_there_are_ten_and_each_has_its_answer() -> None:
    assert (len(QUESTIONS), TEXT.count("```sql"), TEXT.count("\n## ")) == (10, 10, 10)


@pytest.mark.parametrize(("sql", "head"), QUESTIONS, ids=range(1, len(QUESTIONS) + 1))
def test_a_question_can_be_asked_and_has_the_columns_of_its_answer(path: Path, sql: str, head: str) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as archive:
        columns = [column[0] for column in archive.execute(sql).description]
    assert columns == head.strip("| ").split(" | ")
