"""Why pages did not come, in plain words: the exceptions of Scrapy and Twisted, as they really come."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectionDone, ConnectionLost, NoRouteError, TCPTimedOutError
from twisted.python.failure import Failure
from twisted.web.client import ResponseNeverReceived

from xzcrawl.errors import HostilePage
from xzcrawl.extensions.reasons import kind_of, reason_of

TIMEOUT = "User timeout caused connection failure: Getting http://xz.example/ took longer than 30.0 seconds.."
NO_HOST = "DNS lookup failed: no results for hostname lookup: xz.example."


def never_received(cause: Exception) -> DownloadFailedError:
    return DownloadFailedError(str(ResponseNeverReceived([Failure(cause)])))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DownloadTimeoutError(TIMEOUT), "no answer in time"),
        (CannotResolveHostError(NO_HOST), "the name of its host is unknown"),
        (
            DownloadConnectionRefusedError("Connection was refused by other side: 111: Connection refused."),
            "connection refused",
        ),
        (never_received(ConnectionLost()), "the connection was lost"),
        (never_received(ConnectionDone()), "the connection was lost"),
        (ResponseDataLossError(), "the answer broke off"),
        (TCPTimedOutError("110: Connection timed out"), "no answer in time"),  # type: ignore[no-untyped-call]
        (NoRouteError("113: No route to host"), "no connection"),  # type: ignore[no-untyped-call]
        (DownloadFailedError("[<twisted.python.failure.Failure Odd: of its own>]"), "DownloadFailedError"),
        (ValueError(), "ValueError"),
        (ValueError("two\nlines"), "two"),
        (HostilePage("no Timeout of the network"), "no Timeout of the network"),
        (
            IgnoreRequest("127.0.0.1:9911 is at 127.0.0.1, which is not public"),
            "127.0.0.1:9911 is at 127.0.0.1, which is not public",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_reason_is_told_in_plain_words(error: Exception, words: str) -> None:
    assert reason_of(error) == words


def test_failures_that_differ_in_an_address_alone_have_one_reason() -> None:
    assert kind_of("redirected to http://xz.example/login?from=5") == "redirected to …"
    assert len(kind_of("长" * 500)) == 80
