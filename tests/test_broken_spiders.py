"""A file of a spider that cannot be loaded is told in one line, and costs its own spider alone."""

import logging
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.settings import Settings

from xzcrawl.errors import UsageError
from xzcrawl.spider.loader import SpiderFiles
from xzcrawl.spider.usage import load_spider

ROOT = Path(__file__).parents[1]
WHOLE = """
from xzcrawl.families import ZBLOG_TPURE
from xzcrawl.spider import SiteSpider


class Suzhou(SiteSpider):
    name = "suzhou"
    family = ZBLOG_TPURE
    base_url = "http://suzhou.example/"
"""
#: Files, and what is told of each behind its path.
BROKEN = {
    "wuxi": (f"{WHOLE}\nclass Wuxi(SiteSpider)\n    name = 'wuxi'\n", "line 11: SyntaxError: expected ':'"),
    "nantong": (
        "\nfrom xzcrawl.spider import ZBlogSpider\n",
        "line 2: ImportError: cannot import name 'ZBlogSpider'",
    ),
    "yancheng": (
        "from xzcrawl.families import described\n\nFAMILY = described(articel='/{id}.html')\n",
        "line 3: UsageError: the description of a site cannot be used",
    ),
    "taizhou": ("FAMILY = 无锡\n", "line 1: NameError: name '无锡' is not defined"),
    "suqian": ("raise SystemExit('停')\n", "line 1: SystemExit: 停"),
    "huaian": ("raise ValueError('一行\\n二行')\n", "line 1: ValueError: 一行 二行"),
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a project with a spider that is whole and several that are not."""
    folder = tmp_path / tmp_path.name
    folder.mkdir()
    for name, text in {"suzhou": WHOLE, **{name: text for name, (text, _) in BROKEN.items()}}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return Settings({"SPIDER_MODULES": [folder.name]})


def test_the_other_spiders_are_there(settings: Settings) -> None:
    loader = SpiderFiles.from_settings(settings)
    assert (loader.list(), set(loader.broken)) == (["suzhou"], set(BROKEN))
    assert load_spider(settings, "suzhou").name == "suzhou"


def test_each_broken_file_is_told_once(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "xzcrawl.spider.loader"):
        for _ in range(2):
            SpiderFiles.from_settings(settings)
    (folder,) = settings["SPIDER_MODULES"]
    for (name, (_, told)), message in zip(sorted(BROKEN.items()), caplog.messages, strict=True):
        assert message.startswith(f"a spider is left out: {folder}/{name}.py, {told}")


@pytest.mark.parametrize("name", BROKEN)
def test_the_crawl_of_its_site_is_refused_with_the_place(settings: Settings, name: str) -> None:
    with pytest.raises(UsageError, match=rf"/{name}\.py, {BROKEN[name][1]}.*docs/adding_a_site\.md$"):
        load_spider(settings, name)


def test_a_broken_file_in_a_folder_below_keeps_no_other_spider_away(settings: Settings) -> None:
    (folder,) = settings["SPIDER_MODULES"]
    for name, beginning, file in (("old", "", "坏了("), ("older", "\n坏了\n", "")):
        below = Path(import_module(folder).__path__[0]) / name
        below.mkdir()
        (below / "__init__.py").write_text(beginning, encoding="utf-8")
        (below / "suzhou.py").write_text(file, encoding="utf-8")
    loader = SpiderFiles.from_settings(settings)
    assert load_spider(settings, "suzhou").name == "suzhou"
    assert loader.broken["suzhou"].startswith(f"{folder}/old/suzhou.py, line 1: SyntaxError")
    assert loader.broken["older"].startswith(f"{folder}/older/__init__.py, line 2: NameError")


def test_an_unknown_spider_is_told_with_the_files_that_may_hold_it(settings: Settings) -> None:
    with pytest.raises(
        UsageError, match=r"no spider 'two' \(known: suzhou; not loaded: huaian, nantong, .*wuxi"
    ):
        load_spider(settings, "two")


def test_commands_go_on_beside_a_broken_file(tmp_path: Path) -> None:
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    shutil.copytree(ROOT / "spiders", tmp_path / "spiders")
    (tmp_path / "spiders/wuxi.py").write_text(BROKEN["wuxi"][0], encoding="utf-8")
    fault = "spiders/wuxi.py, line 11: SyntaxError: expected ':'"
    listed = run(tmp_path, "scrapy", "list")
    assert (listed.returncode, listed.stdout) == (0, "xzinfo\n")
    assert listed.stderr == f"a spider is left out: {fault}\n"
    for program in ("xzcrawl", "scrapy"):
        refused = run(tmp_path, program, "crawl", "wuxi")
        assert refused.returncode == 2
        assert refused.stderr.splitlines() == [
            f"a spider is left out: {fault}",
            f"xzcrawl: {fault}; see docs/adding_a_site.md",
        ]


def run(folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{folder}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
