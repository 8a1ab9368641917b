"""The crawl looks for a browser, and says what to do where it is missing or does not start."""

import asyncio
import importlib.util
import sys
from pathlib import Path

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


@pytest.mark.parametrize(
    ("last_words", "told"),
    [
        ("[1:1:ERROR:zygote_host_impl_linux.cc:130] No usable sandbox! If you are", "can make no sandbox"),
        ("error while loading shared libraries: libnss3.so", "has been closed"),
    ],
)
def test_a_browser_that_does_not_start_is_told_in_a_line(last_words: str, told: str, tmp_path: Path) -> None:
    from playwright.async_api import Error

    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\necho '{last_words}' >&2\nexit 1\n")
    program.chmod(0o755)

    async def start() -> None:
        browser = chromium.Chromium(str(program), "xzcrawl")
        try:
            async with browser.context():
                pass
        finally:
            await browser.close()

    with pytest.raises(Error) as caught:
        asyncio.run(start())
    line = chromium.what_failed(caught.value)
    assert told in line
    assert "\n" not in line
