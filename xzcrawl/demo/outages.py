"""The answers that the demo site gives where there is no article, or where it is unwell."""

from dataclasses import dataclass
from typing import Final, Literal

#: A status alone; a redirect to the home page; or an error page that says 200.
Refusal = Literal["404", "410", "500", "home", "error_page"]
_TEXTS: Final[dict[Refusal, str]] = {
    "404": "没有找到页面",
    "410": "页面已删除",
    "500": "database is locked",
    "home": "",
    "error_page": "抱歉,您访问的内容不存在或已被删除!",
}
_STATUS: Final[dict[Refusal, int]] = {"404": 404, "410": 410, "500": 500, "home": 302, "error_page": 200}


@dataclass(frozen=True, slots=True)
class Outage:
    """Every article answers so, or (``everywhere``) every page of the CMS."""

    answer: Refusal
    everywhere: bool = False


def refuse(answer: Refusal) -> tuple[int, str]:
    """Status and page. Where the status is 302 the answer leads to the home page."""
    status, text = _STATUS[answer], _TEXTS[answer]
    body = f"<h1>{text}</h1><p><a href='/'>返回首页</a></p>"
    return status, f"<!DOCTYPE html><html><title>{text}</title><body>{body}</body></html>"
