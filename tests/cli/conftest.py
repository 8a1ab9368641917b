"""A small archive, and two ways to run a command: in this process, or as users do."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests import warm
from tests.making import archive_at
from xzcrawl.archive.writer import Writer
from xzcrawl.cli.app import program
from xzcrawl.dates import SHANGHAI
from xzcrawl.items import Article, Block, DateInterval, Image, Link, Page, Precision, Reading, Removed

ROOT = Path(__file__).parents[2]
BASE = "http://xz.example/"
#: 2023-07-20 12:00 in Xuzhou.
NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)

Run = Callable[..., Result]
Command = Callable[..., subprocess.CompletedProcess[str]]
Sql = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("list", "--json")`` in this process, without the archive of whoever runs the tests."""
    monkeypatch.delenv("XZCRAWL_ARCHIVE_URL", raising=False)

    def invoke(*arguments: str | Path, **environment: str) -> Result:
        return CliRunner().invoke(program(), [str(argument) for argument in arguments], env=environment)

    return invoke


@pytest.fixture(scope="session")
def command() -> Command:
    """``command("crawl", "xzinfo")`` in a process of its own in the checkout."""

    def call(*arguments: str | Path, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
        environment = _environment(**more)
        return warm.run("xzcrawl", *map(str, arguments), cwd=cwd, environment=environment, timeout=300)

    return call


@pytest.fixture(scope="session")
def cold_command() -> Command:
    """The same in a new Python, as users start it: for what an environment does to the begin."""

    def call(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "xzcrawl", *map(str, arguments)],
            cwd=ROOT,
            env=_environment(**more),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return call


def _environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)} | more


def begun(path: Path, at: datetime = NOON) -> Writer:
    """A writer into an archive at ``path``, with a run begun; use it in a ``with``."""
    writer = Writer(archive_at(path), clock=lambda: at)
    writer.begin_run(
        site="xz.example",
        base_url=BASE,
        spider="xz",
        mode="full",
        started_at=at,
        versions={"extractor": "7"},
    )
    return writer


def sql_of(path: Path) -> Sql:
    """Changes or asks an archive behind its back."""

    def execute(statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute(statement).fetchall()
            connection.commit()
        return found

    return execute


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four articles: a known day, an open day, a known minute, no date."""
    path = tmp_path_factory.mktemp("cli") / "archive.db"
    with begun(path) as writer:
        for article in four_articles():
            writer.put(article)
        writer.finish_run(outcome="finished", ended_at=NOON + timedelta(minutes=1), counts={"requests": 9})
    return path


def four_articles() -> list[Article]:
    known_day = _reading("2022-09-24T00:00:00", "2022-09-24T23:59:59", "day", "10个月前 (09-24)")
    open_day = _reading("2023-06-26T12:00:01", "2023-07-02T12:00:00", "day", "3周前")
    minute = _reading("2021-12-31T10:05:00", "2021-12-31T10:05:59", "minute", "2021-12-31 10:05")
    return [
        _article(
            "6202",
            "全力冲刺!徐州泉山区定下这些“大目标”",
            known_day,
            category="徐州产业信息",
            author="admin",
            views=38,
            tags=("泉山区", "产业"),
            breadcrumbs=("产业", "徐州产业信息"),
            related=(Link(f"{BASE}index.php/post/4787.html", "徐州厂房"),),
            attachments=(Link(f"{BASE}1.doc", "申报书"),),
            removed=(Removed("葛毅明微信号", "contact-footer"),),
            lines=("3月8日,在广大干群…", "…奋力铸就高质量发展新辉煌。"),
        ),
        _article("6301", "[图解] 沛县:smile: 新能源产业园" + "建设正酣" * 12, open_day, category="招商政策"),
        _article("6100", "经开区厂房出租", minute, category="招商政策", tags=("厂房",)),
        _article("6000", "没有日期的文章", Reading("page", NOON, "刚才", None)),
    ]


def _reading(earliest: str, latest: str, precision: Precision, text: str) -> Reading:
    first, last = (datetime.fromisoformat(end).replace(tzinfo=SHANGHAI) for end in (earliest, latest))
    return Reading("page", NOON, text, DateInterval(first, last, precision, text))


def _article(
    key: str, title: str, reading: Reading, *, lines: tuple[str, ...] = ("正文。",), **more: object
) -> Article:
    url = f"{BASE}index.php/post/{key}.html"
    blocks = [Block("paragraph", line, f"<p>{line}</p>") for line in lines]
    image = Image(f"{BASE}{key}.jpg", "配图")
    return Article(
        page=Page(url, 200, {}, b"<html>", NOON, NOON),
        site="xz.example",
        key=key,
        url=url,
        source_id=key,
        title=title,
        reading=reading,
        blocks=(*blocks, Block("image", "配图", "<img>", image)),
        **more,  # type: ignore[arg-type]
    )
