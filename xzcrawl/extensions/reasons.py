"""Says why a page did not come, in words that need no knowledge of the libraries that fetch it. Pure."""

import re
from typing import Final

from scrapy.exceptions import IgnoreRequest

from xzcrawl.errors import XzcrawlError

#: What the class or the text of an exception shows, as Scrapy and Twisted have them; the first that fits.
_CAUSES: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"CannotResolveHost|DNSLookup", "the name of its host is unknown"),
        (r"ConnectionRefused|Connection refused", "connection refused"),
        (r"Timeout|TimedOut|took longer", "no answer in time"),
        (r"SSL|TLS|[Cc]ertificate", "no secure connection (TLS)"),
        (r"DataLoss", "the answer broke off"),
        (r"ConnectionLost|ConnectionDone|ConnectionAborted|NeverReceived", "the connection was lost"),
        (r"NoRoute|ConnectError|[Uu]nreachable", "no connection"),
    )
)


_URL: Final = re.compile(r"https?://\S+")
_CHARACTERS: Final = re.compile(r"[\d,]+ characters")
_LONGEST: Final = 80


def kind_of(reason: str) -> str:
    """A reason without its URLs and lengths, and not too long: what many failures have in common."""
    return _CHARACTERS.sub("… characters", _URL.sub("…", reason))[:_LONGEST]


def reason_of(error: BaseException) -> str:
    """One line: plain words for what networks do, else the first line of what the exception says."""
    text = (str(error).splitlines() or [""])[0]
    if not isinstance(error, XzcrawlError | IgnoreRequest):
        told = f"{type(error).__name__}: {text}"
        if words := next((words for pattern, words in _CAUSES if pattern.search(told)), None):
            return words
    return type(error).__name__ if not text or text.startswith("[<") else text
