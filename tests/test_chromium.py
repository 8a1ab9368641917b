"""Where the browser is looked for, and what is said where it is missing."""

import importlib.util
import sys

import pytest
from scrapy.settings import Settings

from xzcrawl.errors import UsageError
from xzcrawl.extensions import chromium


def test_a_browser_that_is_named_is_taken() -> None:
    assert chromium.installed(Settings({"CHROMIUM": sys.executable})) == sys.executable


def test_a_missing_extra_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find_spec", lambda name: None)
    with pytest.raises(
        UsageError, match=r"the extra 'browser': \.venv/bin/pip install --editable '\.\[browser\]'"
    ):
        chromium.installed(Settings())


def test_a_missing_browser_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert importlib.util.find_spec("playwright") is not None
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    with pytest.raises(
        UsageError, match=r"need Chromium, and none is installed: install it \(apt-get install"
    ):
        chromium.installed(Settings())
