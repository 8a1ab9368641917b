"""Notifications: real messages to a real server on loopback."""

import re
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.inbox import inbox
from xzcrawl import health
from xzcrawl.archive.records import Finding
from xzcrawl.errors import UsageError
from xzcrawl.notify import RULES, Notice, addresses, notice, send, services

# apprise asks for a module that Python 3.13 has no more, and copes without it
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

FINDING = Finding(
    "field_missing",
    "author is missing on 50 of 50 articles, before on 0%",
    tuple(f"http://xz.example/index.php/post/{number}.html" for number in range(1, 6)),
)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_message_arrives_and_nothing_else_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[Any] = []
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, at: (called.append(at), connect(self, at))[1])  # type: ignore[func-returns-value]
    with inbox() as (port, came):
        undelivered = send(Notice("标题", "正文", failed=True), services([f"json://127.0.0.1:{port}"]))
    assert undelivered == []
    assert [(message["title"], message["message"], message["type"]) for message in came] == [
        ("标题", "正文", "failure")
    ]
    assert called == [("127.0.0.1", port)]


def test_what_cannot_be_delivered_is_named_without_its_secrets(capfd: pytest.CaptureFixture[str]) -> None:
    with inbox(500) as (refusing, _), inbox() as (taking, came):
        urls = [
            f"json://127.0.0.1:{refusing}/geheim",
            f"json://user:geheim@127.0.0.1:{closed_port()}",
            f"json://127.0.0.1:{taking}",
        ]
        undelivered = send(Notice("标题", "正文", failed=False), services(urls))
    assert undelivered == ["address 1 of NOTIFY_URLS (json)", "address 2 of NOTIFY_URLS (json)"]
    assert [message["type"] for message in came] == ["warning"]
    assert "geheim" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("nosuch://geheim", "address 1 of NOTIFY_URLS (nosuch)"),
        ("geheim", "address 1 of NOTIFY_URLS (no scheme)"),
        ("feishu://", "address 1 of NOTIFY_URLS (feishu)"),
        ("mailto://geheim", "address 1 of NOTIFY_URLS (mailto)"),
    ],
)
def test_an_unusable_address_is_refused_without_being_shown(
    url: str, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError) as refused:
        services([url])
    assert str(refused.value).startswith(f"{name} cannot be used")
    assert "geheim" not in str(refused.value) + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "url",
    [
        "feishu://01234567-89ab-cdef-0123-456789abcdef/",
        "wecombot://01234567-89ab-cdef-0123-456789abcdef/",
        "dingtalk://0123456789abcdef0123456789abcdef/",
        "dingtalk://SEC0123456789abcdef@0123456789abcdef0123456789abcdef/",
        "mailtos://user:password@smtp.example.com?from=xzcrawl@example.com&to=archive@example.com",
    ],
)
def test_the_documented_addresses_are_usable(url: str) -> None:
    assert len(services([url])) == 1


def test_without_addresses_nothing_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert services(addresses("")) == []


def test_without_apprise_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(UsageError, match=r"pip install --editable '\.\[notify\]'"):
        services(["json://127.0.0.1:9"])


@pytest.mark.parametrize(
    ("given", "urls"),
    [
        ("", []),
        (None, []),
        ("json://a", ["json://a"]),
        (" json://a,\n wecombot://b\tfeishu://c ", ["json://a", "wecombot://b", "feishu://c"]),
        ("mailto://u:p@a?to=x@a,y@b, json://a", ["mailto://u:p@a?to=x@a,y@b", "json://a"]),
        (["json://a", "feishu://b"], ["json://a", "feishu://b"]),
    ],
)
def test_addresses_are_a_list_or_a_text(given: str | list[str] | None, urls: list[str]) -> None:
    assert addresses(given) == urls


def test_a_message_is_short_and_begins_in_chinese() -> None:
    line = "xzinfo finished: 50 articles (0 new, 0 changed), 62 requests, 41 s"
    assert notice("xz.example", line, [FINDING], failed=False) == Notice(
        "xz.example 抓取完成,需要检查",
        "xzinfo finished: 50 articles (0 new, 0 changed), 62 requests, 41 s\n"
        "· 文章缺少字段: author is missing on 50 of 50 articles, before on 0%\n"
        "  http://xz.example/index.php/post/1.html\n"
        "  http://xz.example/index.php/post/2.html\n"
        "  http://xz.example/index.php/post/3.html",
        failed=False,
    )
    assert notice("xz.example", "xzinfo failed", (), failed=True).title == "xz.example 抓取失败"


def test_every_rule_has_its_words() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(health.__file__).parent.glob("*.py"))
    assert set(re.findall(r'Finding\(\s*"(\w+)"', "".join(sources))) == RULES.keys()
