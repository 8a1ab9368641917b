"""An installed Chromium that has no network of its own: what its pages may have is handed to them."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from scrapy.settings import BaseSettings

from xzcrawl.errors import UsageError

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Error, Playwright

#: The names under which systems install it. A headless shell has no windows, and computes a quarter as much.
NAMES: Final = (
    "chromium-headless-shell", "chrome-headless-shell",
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
)  # fmt: skip
#: No address is looked up. What needs no lookup goes to a proxy that is not there, this machine included.
_NOWHERE: Final = "127.0.0.1:1"
_ARGUMENTS: Final = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # the same for a headless shell
    "--disable-quic",
    # megabytes of one page's objects; a page that wants more crashes alone
    "--js-flags=--max-old-space-size=256",
)
_NEED: Final = "pages that need JavaScript need"
#: Seconds that a page, or the browser, may take to close.
_LONGEST_CLOSE: Final = 5.0


def installed(settings: BaseSettings) -> str:
    """The path of Chromium. UsageError, which says what to install, where it or the extra is missing."""
    if find_spec("playwright") is None:
        raise UsageError(f"{_NEED} the extra 'browser': .venv/bin/pip install --editable '.[browser]'")
    named = settings.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else NAMES)), None)
    if found is None:
        lacking = f"there is none at {named}" if named else "none is installed"
        raise UsageError(
            f"{_NEED} Chromium, and {lacking}: install it (apt-get install chromium-headless-shell),"
            " or name its path in XZCRAWL_CHROMIUM"
        )
    return found


def what_failed(error: "Error") -> str:
    """What Chromium failed at, in one line."""
    if "No usable sandbox" in error.message:  # its last words are a stack of lines behind the first
        return "Chromium can make no sandbox here (docs/operations.md, systemd)"
    return error.message.splitlines()[0]


class Chromium:
    """Starts the browser at ``path`` when it is first wanted, and again where it has ended."""

    def __init__(self, path: str, user_agent: str) -> None:
        self._path, self._user_agent = path, user_agent
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()

    @asynccontextmanager
    async def context(self) -> AsyncIterator["BrowserContext"]:
        """A fresh profile: no cookies, nothing stored, no service workers, no downloads; the clock of China.

        Raises playwright's ``Error`` where the browser cannot be started or has ended.
        """
        context = await self._new_context()
        try:
            yield context
        finally:
            if not await _has_ended(_let_go(context)):
                await self.close()  # a page that runs without end would go on doing so

    async def _new_context(self) -> "BrowserContext":
        browser = await self._running()
        try:
            return await browser.new_context(
                user_agent=self._user_agent,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                service_workers="block",
                accept_downloads=False,
            )
        except Exception:
            await self.close()  # whatever is wrong with it, the next page gets another one
            raise

    async def close(self) -> None:
        """Ends the browser."""
        browser, self._browser = self._browser, None
        playwright, self._playwright = self._playwright, None
        if browser is not None:
            await _has_ended(browser.close())
        if playwright is not None:
            await _has_ended(playwright.stop())

    async def _running(self) -> "Browser":
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                await self.close()
                self._browser = await self._start()
        return self._browser

    async def _start(self) -> "Browser":
        from playwright.async_api import async_playwright

        self._playwright = await async_playwright().start()
        return await self._playwright.chromium.launch(
            executable_path=self._path,
            args=[*_ARGUMENTS],
            proxy={"server": f"http://{_NOWHERE}", "bypass": "<-loopback>"},
            chromium_sandbox=os.geteuid() != 0,  # Chromium has none for root
            handle_sigint=False,  # a run that is told to stop closes it
            handle_sigterm=False,
            handle_sighup=False,
        )


async def _let_go(context: "BrowserContext") -> None:
    await context.unroute_all(behavior="ignoreErrors")  # what is still asked for is no longer answered
    await context.close()


async def _has_ended(closing: Coroutine[Any, Any, None]) -> bool:
    """Closes something; whether that came to its end in time."""
    try:
        await asyncio.wait_for(closing, _LONGEST_CLOSE)
    except TimeoutError:
        return False
    except Exception:  # noqa: BLE001 - it has ended before
        return True
    return True
