"""The demo site over real sockets, on loopback."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from xzcrawl.demo import DemoSite, serve

MakeSite = Callable[..., DemoSite]

CHECKOUT = Path(__file__).parents[2]


def test_a_kept_alive_connection_gets_several_answers(make_site: MakeSite) -> None:
    site = make_site(articles=12)
    with serve(site) as base_url:
        connection = HTTPConnection(urlsplit(base_url).netloc, timeout=10)
        answers = []
        for address in ("/", "/?id=2", "/index.php/page_9.html"):
            connection.request("GET", address)
            response = connection.getresponse()
            answers.append((response.status, response.getheader("Date"), len(response.read()) > 0))
        connection.close()
    assert answers == [(status, "Thu, 20 Jul 2023 07:00:00 GMT", True) for status in (200, 200, 404)]
    assert site.requests == [("/", 200), ("/?id=2", 200), ("/index.php/page_9.html", 404)]


def test_the_truth_and_the_canonical_link_follow_the_address_served_at(make_site: MakeSite) -> None:
    site = make_site(articles=12)
    with serve(site) as base_url:
        truth = site.articles[0]
        assert base_url.startswith("http://127.0.0.1:")
        assert truth.url == f"{base_url}index.php/post/{truth.id}.html"
        page = site.respond("/", f"id={truth.id}")[2].decode()
    assert f'<link rel="canonical" href="{truth.url}">' in page


def test_leaving_ends_every_thread_even_while_clients_stay_connected(make_site: MakeSite) -> None:
    before = set(threading.enumerate())
    with serve(make_site(articles=1)) as base_url:
        connection = HTTPConnection(urlsplit(base_url).netloc, timeout=10)
        connection.request("HEAD", "/")
        assert connection.getresponse().read() == b""
    connection.close()
    assert set(threading.enumerate()) == before


def test_the_module_prints_its_address_and_ends_at_ctrl_c() -> None:
    command = [sys.executable, "-m", "xzcrawl.demo", "--articles", "12", "--seed", "3"]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, b"")


def test_the_module_serves_a_hostile_site_and_lists_how() -> None:
    case = "categories for ever"
    command = [sys.executable, "-m", "xzcrawl.demo"]
    told = subprocess.run([*command, "--cases"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert f"{case}: Each list links twenty categories" in told.stdout
    command += ["--articles", "12", "--hostile", case]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        connection.request("GET", "/index.php/category-12345.html")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 0


def test_the_module_changes_a_few_articles_at_enter() -> None:
    command = [sys.executable, "-m", "xzcrawl.demo", "--edit"]
    streams: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, encoding="utf-8", **streams) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        process.stdin.write("\n")
        process.stdin.flush()
        told = [process.stdout.readline().split()[0] for _ in range(5)]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert told == ["retitled", "edited", "re-dated", "deleted", "published"]
    assert (process.returncode, errors) == (0, "")


def test_a_port_that_is_taken_is_told_in_one_line(make_site: MakeSite) -> None:
    with serve(make_site(articles=1)) as base_url:
        port = str(urlsplit(base_url).port)
        command = [sys.executable, "-m", "xzcrawl.demo", "--port", port]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        f"python -m xzcrawl.demo: error: cannot listen at port {port}: Address already in use"
    )
