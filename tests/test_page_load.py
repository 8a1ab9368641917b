"""One page in the browser: what it is given, what it is refused, when it is done. Chromium is real."""

import asyncio
import os
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.async_api import Error
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse

from xzcrawl.extensions.chromium import NAMES, Chromium
from xzcrawl.extensions.connections import Refused
from xzcrawl.extensions.page_load import MOST_REQUESTS, Asked, NotRendered, PageLoad
from xzcrawl.extensions.politeness import GivenUp
from xzcrawl.middleware import OverBudget

CHROMIUM = os.environ.get("XZCRAWL_TEST_CHROMIUM", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="XZCRAWL_TEST_CHROMIUM names no Chromium to test with"),
]
#: The browser of the tests, and the others of this machine that a crawl may take.
BROWSERS = dict.fromkeys(filter(None, (CHROMIUM, *map(shutil.which, NAMES))))
URL = "http://xz.example/article/1"
#: Every way out of a page; the ports are those of a listener on this machine.
ENEMY = """<!doctype html><html><head>
<link rel="preconnect" href="http://127.0.0.1:{tcp}"><link rel="preconnect" href="http://localhost:{tcp}">
<link rel="dns-prefetch" href="http://inside.example"><link rel="prefetch" href="http://127.0.0.1:{tcp}/p">
<link rel="preload" as="script" href="http://127.0.0.1:{tcp}/l"><link rel="modulepreload" href="http://[::1]:{tcp}/m">
<link rel="stylesheet" href="http://127.0.0.1:{tcp}/css"><link rel="icon" href="http://127.0.0.1:{tcp}/icon">
<link rel="manifest" href="http://127.0.0.1:{tcp}/manifest">
<script type="speculationrules">{{"prefetch":[{{"source":"list","urls":["http://127.0.0.1:{tcp}/s"]}}]}}</script>
</head><body><h1>正文</h1>
<img src="http://127.0.0.1:{tcp}/img"><video src="http://127.0.0.1:{tcp}/v" autoplay></video>
<iframe src="http://127.0.0.1:{tcp}/frame"></iframe><object data="http://127.0.0.1:{tcp}/o"></object>
<a id="ping" href="#x" ping="http://127.0.0.1:{tcp}/ping">点</a>
<a id="file" href="http://127.0.0.1:{tcp}/file" download>存</a>
<form id="form" action="http://127.0.0.1:{tcp}/form" target="_blank"></form>
<script>
const at = 'http://127.0.0.1:{tcp}/';
const all = [
  () => fetch(at + 'fetch', {{mode: 'no-cors'}}), () => navigator.sendBeacon(at + 'beacon', 'x'),
  () => new WebSocket('ws://127.0.0.1:{tcp}/ws'), () => new EventSource(at + 'events'),
  () => new WebTransport('https://127.0.0.1:{tcp}/wt'), () => new Worker(at + 'worker'),
  () => navigator.serviceWorker.register('/worker.js'), () => window.open(at + 'window'),
  () => document.getElementById('ping').click(), () => document.getElementById('file').click(),
  () => document.getElementById('form').submit(), () => import(at + 'module.js'),
  () => {{
    const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{udp}'}}]}});
    peer.createDataChannel('x');
    peer.createOffer().then(offer => peer.setLocalDescription(offer));
  }},
  () => {{ location.href = at + 'away'; }},
];
for (const one of all) {{ try {{ Promise.resolve(one()).catch(() => 0); }} catch (error) {{ }} }}
document.querySelector('h1').append('写完');
</script></body></html>"""


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="module")
def chromium(runner: asyncio.Runner, request: pytest.FixtureRequest) -> Iterator[Chromium]:
    opened = Chromium(getattr(request, "param", CHROMIUM), "xzcrawl/test")
    yield opened
    runner.run(opened.close())


Load = Callable[..., str]


@pytest.fixture
def load(runner: asyncio.Runner, chromium: Chromium) -> Load:
    """``load(html, answers, seconds)``: the document that becomes of a page whose scripts get the answers."""

    def loaded(
        html: str, answers: Mapping[str, str | int | Exception] | None = None, seconds: float = 60
    ) -> str:
        async def fetch(asked: Asked) -> Response:
            found = (answers or {}).get(asked.url.removeprefix("http://xz.example"), 404)
            if isinstance(found, Exception):
                raise found
            status, text = (found, "") if isinstance(found, int) else (200, found)
            headers = {"Content-Type": "text/javascript", "Location": "http://other.example/"}
            return TextResponse(asked.url, status, headers, text.encode())

        async def work() -> str:
            document = TextResponse(URL, 200, {"Content-Type": "text/html; charset=utf-8"}, html.encode())
            async with asyncio.timeout(seconds), chromium.context() as context:
                return await PageLoad(document, ["xz.example"], fetch).html(context)

        return runner.run(work())

    return loaded


def script(text: str) -> str:
    return f"<!doctype html><html><body><p>原</p><script>{text}</script></body></html>"


@pytest.mark.parametrize("chromium", BROWSERS, indirect=True)
def test_no_page_reaches_anything_but_what_it_is_given(load: Load) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    ):
        udp.bind(("127.0.0.1", 0))
        html = load(ENEMY.format(tcp=tcp.getsockname()[1], udp=udp.getsockname()[1]))
        assert "正文写完" in html
        for listening in (tcp, udp):
            listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            tcp.accept()
        with pytest.raises(BlockingIOError):
            udp.recv(1)


def test_scripts_and_data_of_the_site_are_given_and_awaited(load: Load) -> None:
    page = '<!doctype html><title>壳</title><div id="app"></div><script src="/app.js"></script>'
    app = "fetch('/api').then(one => one.text()).then(text => document.getElementById('app').append(text))"
    assert '<div id="app">正文</div>' in load(page, {"/app.js": app, "/api": "正文"})


def test_pictures_and_style_sheets_count_as_loaded_and_are_not_asked_for(load: Load) -> None:
    text = """
    for (const [name, tag, values] of [
        ['图', 'img', {src: '/a.jpg'}], ['样', 'link', {rel: 'stylesheet', href: '/a.css'}]]) {
      const tell = event => document.body.append(name + event.type + ' ');
      document.head.append(Object.assign(document.createElement(tag), values, {onload: tell, onerror: tell}));
    }"""
    html = load(script(text), {"/a.jpg": RuntimeError("asked for"), "/a.css": RuntimeError("asked for")})
    assert "图load" in html
    assert "样load" in html


def test_what_a_page_asks_again_and_again_does_not_keep_it_busy(load: Load) -> None:
    assert "原" in load(script("setInterval(() => fetch('/likes'), 20)"), {"/likes": "7"})


def test_text_that_is_written_bit_by_bit_is_awaited(load: Load) -> None:
    text = """
    let number = 0;
    const go = () => { document.body.append(`第${++number}段。`); if (number < 6) setTimeout(go, 400); };
    go();"""
    assert "第6段。" in load(script(text))


def test_a_page_that_moves_without_end_comes_to_rest(load: Load) -> None:
    text = """
    const clock = document.body.appendChild(document.createElement('p'));
    setInterval(() => {
      clock.style.left = `${performance.now()}px`; clock.textContent = 1e7 + Math.floor(performance.now());
    }, 50);"""
    assert "原" in load(script(text))


@pytest.mark.parametrize("kind", ["Worker", "SharedWorker"])
@pytest.mark.parametrize("place", ["'/worker.js'", "URL.createObjectURL(new Blob(['1']))"])
def test_a_worker_does_not_keep_a_page_busy(load: Load, kind: str, place: str) -> None:
    assert "原" in load(script(f"new {kind}({place})"), {"/worker.js": "1"}, seconds=10)


def test_what_a_worker_fetches_is_awaited(load: Load) -> None:
    page = script("new Worker('/worker.js').onmessage = event => document.body.append(event.data)")
    work = "fetch('/api').then(one => one.text()).then(postMessage)"
    assert "正文" in load(page, {"/worker.js": work, "/api": "正文"}, seconds=10)


@pytest.mark.parametrize(
    ("text", "answers", "reason"),
    [
        ("fetch('/api')", {"/api": 500}, "http://xz.example/api, which it needs, did not come: HTTP 500"),
        ("fetch('/api')", {"/api": 429}, "which it needs, did not come: HTTP 429"),
        ("fetch('/api')", {"/api": OSError("Connection refused")}, "did not come: connection refused"),
        ("fetch('/api')", {"/api": GivenUp("asks to wait too long")}, "did not come: asks to wait too long"),
        ("fetch('/api')", {"/api": 302}, "did not come: HTTP 302 to http://other.example/"),
        ("fetch('/api')", {"/api": 403}, "which it needs, did not come: HTTP 403"),
        ("import('/a.js')", {"/a.js": 403}, "http://xz.example/a.js, which it needs, did not come: HTTP 403"),
        ("fetch('/api')", {"/api": IgnoreRequest("Forbidden by robots")}, "did not come: Forbidden"),
        ("fetch('/api')", {"/api": Refused("10.1.1.1 is not public")}, "did not come: 10.1.1.1"),
        ("for (let n = 0; n < 200; n++) fetch('/' + n)", {}, f"more than {MOST_REQUESTS} files"),
    ],
)
def test_a_page_whose_data_do_not_come_is_not_rendered(
    load: Load, text: str, answers: dict[str, int], reason: str
) -> None:
    with pytest.raises(NotRendered, match=reason):
        load(script(text), answers)


@pytest.mark.parametrize("absent", [401, 404, 410])
def test_a_page_reads_what_is_not_there_and_does_without_other_hosts(load: Load, absent: int) -> None:
    text = """
    const status = name => fetch(name).then(one => one.status, () => '无');
    const tell = async name => document.body.append(name + await status(name));
    tell('//other.example/').then(() => tell('/gone'));"""
    assert f"//other.example/无/gone{absent}" in load(script(text), {"/gone": absent})


def test_a_page_is_not_rendered_once_the_run_has_no_requests_left(load: Load) -> None:
    with pytest.raises(OverBudget):
        load(script("fetch('/api')"), {"/api": OverBudget("used up")})


@pytest.mark.parametrize("text", ["while (true) { }", "setTimeout(() => { while (true) { } }, 100)"])
def test_a_script_without_end_ends_with_the_time_and_the_next_page_comes(load: Load, text: str) -> None:
    with pytest.raises(TimeoutError):
        load(script(text), seconds=3)
    assert "原" in load(script(""))


def test_a_page_that_takes_all_memory_fails_alone(load: Load) -> None:
    with pytest.raises(Error):
        load(script("const all = []; while (true) all.push(new Array(1e6).fill(all.length + 0.5));"))
    assert "原" in load(script(""))


def test_every_page_begins_with_nothing_stored_in_the_zone_of_china(load: Load) -> None:
    text = """
    document.cookie = 'a=1'; localStorage.seen = (localStorage.seen || '') + '次';
    document.body.append(localStorage.seen, new Date(0).getHours());
    document.body.append(navigator.language, navigator.userAgent);"""
    assert load(script(text)) == load(script(text))
    assert "次8zh-CNxzcrawl/test" in load(script(text))


def test_a_browser_that_was_killed_is_started_again(
    load: Load, chromium: Chromium, runner: asyncio.Runner
) -> None:
    load(script(""))
    assert chromium._browser is not None
    runner.run(chromium._browser.close())
    assert "原" in load(script(""))


@pytest.mark.parametrize("instead", ["undefined", "() => { throw new Error('x') }"])
def test_a_page_that_has_taken_frames_away_comes_to_rest(load: Load, instead: str) -> None:
    html = load(script(f"window.requestAnimationFrame = {instead}; document.body.append('正文')"), seconds=10)
    assert "正文" in html
