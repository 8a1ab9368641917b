"""Notifies people that a run failed or is unhealthy, through any service that apprise knows.

The addresses of services contain secrets, so none is ever printed: a service is named by its place in
``NOTIFY_URLS`` and its scheme. The module needs the extra ``[notify]``, which is loaded only if there are
addresses.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xzcrawl.archive.records import Finding
from xzcrawl.errors import UsageError

if TYPE_CHECKING:
    from apprise import NotifyBase

#: The names of the health rules in a message.
RULES: Final = {
    "wrong_clock": "时钟有误",
    "nothing_new": "长期没有新文章",
    "field_missing": "文章缺少字段",
    "dates_unread": "日期无法识别",
    "no_footer": "未找到联系页脚",
    "other_layout": "页面版式与描述不符",
    "repeated_ending": "多数文章开头或结尾相同",
    "many_changed": "改动的文章过多",
    "listing_shrank": "列表页数减少",
    "listing_gone": "栏目已消失",
    "listed_articles_missing": "列表中的文章无法打开",
    "unlike_nowhere": "文章打不开，也不像已删除",
    "gone_at_once": "一次消失的文章过多",
    "same_text": "多篇文章正文相同",
    "left_unread": "部分页面未抓取",
    "articles_unseen": "列表计数多于可见文章",
    "most_requests": "请求数超出网站规模",
    "not_stored": "部分内容无法存档",
    "robots_forbid": "robots.txt 禁止抓取",
    "many_errors": "错误过多",
    "many_retries": "重试过多",
}
#: The separator of two addresses: it must be followed by a scheme, as an address may contain commas itself.
_BETWEEN: Final = re.compile(r"[\s,]+(?=[A-Za-z][A-Za-z0-9+]*://)")


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about a run: ``failed`` is true if the run failed, false if it is unhealthy."""

    title: str
    body: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A service that takes messages; ``name`` may be shown (``address 2 of NOTIFY_URLS (feishu)``)."""

    name: str
    target: "NotifyBase"


def addresses(given: str | Iterable[str] | None) -> list[str]:
    """The addresses of a list, or of a text in which white space or commas separate them."""
    texts = [given] if isinstance(given, str) else given or ()
    return [url.strip(" \t\r\n,") for text in texts for url in _BETWEEN.split(text) if url.strip(" \t\r\n,")]


def services(urls: Sequence[str]) -> list[Service]:
    """The services at these addresses. Raises UsageError if apprise is missing or an address is unusable."""
    if not urls:
        return []
    try:
        from apprise import Apprise, AppriseAsset
    except ModuleNotFoundError as error:
        raise UsageError(
            "NOTIFY_URLS is set but apprise is not installed: .venv/bin/pip install --editable '.[notify]'"
        ) from error
    # apprise logs addresses; this module reports everything else it logs in one line
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    asset, found = AppriseAsset(app_id="xzcrawl", app_desc="xzcrawl"), []
    for number, url in enumerate(urls, 1):
        name = f"address {number} of NOTIFY_URLS ({_scheme(url)})"
        target = Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
        if target is None:
            raise UsageError(
                f"{name} cannot be used: it is not in the form that apprise has for this service"
            )
        found.append(Service(name, target))
    return found


def _scheme(url: str) -> str:
    """The scheme of an address. If it begins with something else, even that may be secret."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+]{0,20})://", url)
    return found[1].lower() if found else "no scheme"


def notice(site: str, line: str, findings: Sequence[Finding], *, failed: bool) -> Notice:
    """The message about a run: its summary ``line``, then each finding with up to three of its pages."""
    title = f"{site} {'抓取失败' if failed else '抓取完成,需要检查'}"
    return Notice(title, "\n".join([line, *(_worded(finding) for finding in findings)]), failed)


def _worded(finding: Finding) -> str:
    words = RULES.get(finding.rule, finding.rule)
    return "\n  ".join([f"· {words}: {finding.message}", *finding.pages[:3]])


def send(notice: Notice, to: Sequence[Service]) -> list[str]:
    """Send a message. Returns the names of the services that did not accept it."""
    return [service.name for service in to if not _delivered(notice, service)]


def _delivered(notice: Notice, service: Service) -> bool:
    from apprise import NotifyFormat, NotifyType

    kind = NotifyType.FAILURE if notice.failed else NotifyType.WARNING
    try:
        sent = service.target.notify(
            body=notice.body, title=notice.title, notify_type=kind, body_format=NotifyFormat.TEXT
        )
    except Exception:  # noqa: BLE001 - an error in the plugin of a service must not change the result of the run
        return False
    return bool(sent)
