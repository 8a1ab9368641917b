"""The summary line and the exit code of a crawl."""

import pytest

from xzcrawl.archive.records import Finding
from xzcrawl.cli.crawl_report import CrawlReport

FINDING = Finding(
    "no_footer", "no contact footer was found on 50 of 50 articles", ("http://a/1", "http://a/2")
)

STATS = {
    "xzcrawl/articles_new": 300,
    "xzcrawl/articles_unchanged": 12,
    "downloader/request_count": 1355,
    "finish_reason": "finished",
}


@pytest.mark.parametrize(
    ("report", "code", "line"),
    [
        (
            CrawlReport("xzinfo", "finished", STATS | {"xzcrawl/dates_unread": 2}, 41.2),
            0,
            "xzinfo finished: 312 articles (300 new, 0 changed), 1,355 requests, 2 dates unread, 41 s",
        ),
        (
            CrawlReport(
                "xzinfo",
                "budget",
                {"xzcrawl/articles_changed": 1, "downloader/request_count": 1},
                1,
                "its budget (max_requests) was used up",
            ),
            0,
            "xzinfo finished, its budget (max_requests) was used up: 1 article (0 new, 1 changed), 1 request,"
            " 1 s",
        ),
        (
            CrawlReport(
                "xzinfo",
                "finished",
                STATS
                | {"xzcrawl/articles_gone": 2, "xzcrawl/articles_redated": 1, "xzcrawl/articles_failed": 1},
                41.2,
            ),
            0,
            "xzinfo finished: 312 articles (300 new, 0 changed), 1,355 requests, 2 articles gone,"
            " 1 article re-dated, 1 article missed, 41 s",
        ),
        (
            CrawlReport("xzinfo", "stopped", {"finish_reason": "shutdown"}, 3, "stopped by a signal"),
            0,
            "xzinfo stopped: 0 articles (0 new, 0 changed), 0 requests, 3 s",
        ),
        (
            CrawlReport(
                "xzinfo",
                "failed",
                {"finish_reason": "shutdown", "xzcrawl/failed_listings": 1},
                3,
                "home page unreachable: HTTP 500",
            ),
            1,
            "xzinfo failed: home page unreachable: HTTP 500; 0 articles (0 new, 0 changed), 0 requests,"
            " 1 listing not read, 3 s",
        ),
        (
            CrawlReport(
                "xzinfo", "failed", {"finish_reason": "shutdown"}, 3, "cannot write the archive: disk full"
            ),
            1,
            "xzinfo failed: cannot write the archive: disk full; 0 articles (0 new, 0 changed),"
            " 0 requests, 3 s",
        ),
    ],
)
def test_a_run_is_told_in_one_line(report: CrawlReport, code: int, line: str) -> None:
    assert (report.exit_code, report.line) == (code, line)


@pytest.mark.parametrize(("outcome", "code"), [("finished", 3), ("budget", 3), ("stopped", 0), ("failed", 1)])
def test_findings_make_a_run_unhealthy_that_ended_by_itself(outcome: str, code: int) -> None:
    report = CrawlReport("xzinfo", outcome, {}, 3, findings=[FINDING])
    assert report.exit_code == code
    assert report.lines[1:] == [
        "unhealthy: no contact footer was found on 50 of 50 articles; see http://a/1 http://a/2"
    ]
