"""Sites without end: every run ends, has the real articles, and says which bound ended what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl, memory_of_crawl
from tests.known_keys import known_keys
from xzcrawl.archive import Archive
from xzcrawl.archive.records import RunRecord
from xzcrawl.demo import Options, serve
from xzcrawl.demo.hostile import CASES, HostileSite
from xzcrawl.demo.hostile.walks import DEAD_LINKS, MADE_UP
from xzcrawl.demo.site import Answer
from xzcrawl.frontier.listings import WINDOW
from xzcrawl.items import UrlState

pytestmark = pytest.mark.crawl

ARTICLES = 40
#: What a whole walk of the site may take, images apart.
PROMISE = 1.15 * ARTICLES + 60


@dataclass
class Ended:
    """Two runs of a hostile site, the second after the first: their rows, and what is archived after each."""

    site: HostileSite
    crawls: list[Crawled]
    runs: list[RunRecord]
    stored: list[set[int]]

    @property
    def real(self) -> set[int]:
        return {truth.id for truth in self.site.articles}

    def requests(self, run: int) -> int:
        """The requests of a run without images."""
        counts = self.runs[run].counts
        return counts["requests"] - counts.get("requests/image", 0)


def ended(tmp_path: Path, case: str, *modes: str) -> Ended:
    site = HostileSite(Options(articles=ARTICLES, seed=3), lambda: datetime.now(UTC), case)
    ended = Ended(site, [], [], [])
    with serve(site) as base:
        for mode in modes or ("full", "full"):
            ended.crawls.append(crawl(site, base, archive_url(tmp_path), "-a", f"mode={mode}"))
            with Archive(ended.crawls[0].url) as archive:
                ended.runs.append(archive.runs(1)[0])
                ended.stored.append({int(one.source_id) for one in archive.articles()})
    return ended


def left(run: RunRecord) -> Mapping[str, int]:
    return {name: count for name, count in run.counts.items() if name.endswith("_left")}


@pytest.mark.parametrize(
    ("case", "bound", "told"),
    [
        ("a pager leads on for ever", PROMISE, "listing_pages_left"),
        ("a pager names a page far away", PROMISE + WINDOW, "listing_pages_left"),
        ("categories for ever", PROMISE + 120, "categories_left"),
        ("articles for ever", PROMISE + ARTICLES + 300, "mentions_left"),
    ],
)
def test_a_run_of_a_site_without_end_ends(tmp_path: Path, case: str, bound: float, told: str) -> None:
    ended_ = ended(tmp_path, case)
    assert [ended_.real <= stored for stored in ended_.stored] == [True, True]
    assert [ended_.requests(run) <= bound for run in (0, 1)] == [True, True]
    assert [list(left(run)) for run in ended_.runs] == [[told]] * 2
    assert [run.counts.get("articles_gone", 0) for run in ended_.runs] == [0, 0]
    assert all("left_unread" in [one.rule for one in run.findings] for run in ended_.runs)


def test_home_pages_that_are_linked_and_not_there_still_fail_the_run(tmp_path: Path) -> None:
    run = ended(tmp_path, "a pager names a page far away", "full").runs[0]
    assert run.outcome == "failed"
    assert "HTTP 404, though the home page still links it" in (run.reason or "")


def test_the_next_run_goes_on_with_articles_that_no_list_shows(tmp_path: Path) -> None:
    ended_ = ended(tmp_path, "articles for ever", "full", "update")
    first, second = ({number for number in stored if number >= MADE_UP} for stored in ended_.stored)
    assert first < second
    assert len(second - first) >= 300
    assert ended_.runs[1].outcome == "finished"


def test_an_update_of_a_site_without_end_ends(tmp_path: Path) -> None:
    for number, case in enumerate(("a pager leads on for ever", "categories for ever")):
        folder = tmp_path / str(number)
        folder.mkdir()
        ended_ = ended(folder, case, "full", "update")
        assert ended_.requests(1) <= 12
        assert ended_.runs[1].outcome == "finished"


def test_thousands_of_dead_links_do_not_hide_what_is_there(tmp_path: Path) -> None:
    """All real articles come in the first run; each run asks for dead links that no other has asked for."""
    ended_ = ended(tmp_path, "dead links")
    allowed = ARTICLES + 300
    assert ended_.stored[0] == ended_.real
    assert [left(run)["mentions_left"] >= DEAD_LINKS - 2 * allowed for run in ended_.runs] == [True, True]
    asked = [{path for path in run.requests if f"post/{MADE_UP // 1000}" in path} for run in ended_.crawls]
    repeated = asked[0] & asked[1]
    assert len(asked[0]) >= 300
    assert len(asked[1] - repeated) >= 300
    with Archive(ended_.crawls[0].url) as archive:
        states = [url.state for url in known_keys(archive, ended_.runs[0].site).values()]
    assert states.count(UrlState.FAILED) + states.count(UrlState.GONE) >= 600
    assert [run.counts.get("articles_gone", 0) for run in ended_.runs] == [0, 0]


def test_a_run_that_is_stopped_has_recorded_dead_links(tmp_path: Path) -> None:
    site = HostileSite(Options(articles=ARTICLES, seed=3), lambda: datetime.now(UTC), "dead links")
    with serve(site) as base:
        url = archive_url(tmp_path)
        run = crawl(site, base, url, "-a", "mode=full", "-s", "CLOSESPIDER_PAGECOUNT=150")
        with Archive(url) as archive:
            known = known_keys(archive, archive.runs(1)[0].site).values()
    dead = {path for path in run.requests if f"post/{MADE_UP // 1000}" in path}
    failed = sum(url.state == "failed" for url in known)
    assert len({one.key for one in known if one.state == "fetched"}) >= ARTICLES - 4  # lists hide some
    assert 50 < failed <= len(dead)
    assert failed >= len(dead) - 16  # but for those under way


def test_dead_links_take_little_memory(tmp_path: Path) -> None:
    site = HostileSite(Options(articles=ARTICLES, seed=3), lambda: datetime.now(UTC))
    with serve(site) as base:
        usual = memory_of_crawl(base, archive_url(tmp_path), "-a", "mode=full")
        site.hostility = "dead links"
        hostile = memory_of_crawl(base, archive_url(tmp_path), "-a", "mode=full")
    assert hostile - usual < 100 * 1024


@pytest.mark.parametrize("case", ["session ids in paths", "session ids in queries"])
def test_an_article_is_visited_under_few_of_its_addresses(tmp_path: Path, case: str) -> None:
    ended_ = ended(tmp_path, case)
    assert ended_.stored == [ended_.real] * 2
    assert ended_.runs[0].counts["requests/article"] <= 2 * ARTICLES
    assert ended_.runs[1].counts.get("requests/article", 0) <= 10
    assert [run.outcome for run in ended_.runs] == ["finished", "finished"]


def test_names_without_end_make_no_run_longer(tmp_path: Path) -> None:
    """Each page writes a new name of each article, and the article's page calls it its own."""
    ended_ = ended(tmp_path, "ids within names", "full", "full", "full")
    assert ended_.stored == [ended_.real] * 3
    assert all(ended_.requests(run) <= 3 * PROMISE for run in (0, 1, 2))
    assert ended_.requests(2) <= 1.1 * ended_.requests(1)
    assert [run.counts.get("articles_gone", 0) for run in ended_.runs] == [0, 0, 0]


def test_articles_behind_a_gap_in_a_list_are_found(tmp_path: Path) -> None:
    site = HostileSite(Options(articles=60, seed=3), lambda: datetime.now(UTC), "lists have a gap")
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path), "-a", "mode=full")
    asked = {path for path in run.requests if path.startswith("/index.php/page_")}
    assert asked == {f"/index.php/page_{number}.html" for number in range(2, 7)}
    assert set(run.articles()) == {truth.id for truth in site.articles}


class OnceOnly(HostileSite):
    """Each page of its home list is well once after a moment, and then answers otherwise (``later``)."""

    later: Answer | None = None
    moment = 0

    def respond(self, path: str, query: str = "") -> Answer:
        is_home = path == "/" or path.startswith("/index.php/page_")
        came = any(before == path for before, _ in self.requests[self.moment :])
        answer = super().respond(path, query)
        return self.later if self.later and is_home and came and not query else answer


@pytest.mark.parametrize(
    "later",
    [
        (500, {"Content-Length": "0"}, b""),
        (200, {"Content-Type": "text/html", "Content-Length": "0"}, b""),
        (
            200,
            {"Content-Type": "text/html", "Content-Length": "36"},
            b"<html><body>maintenance</body></html>",
        ),
    ],
    ids=["error", "empty", "no list"],
)
def test_home_pages_that_came_once_need_not_come_again(tmp_path: Path, later: Answer) -> None:
    """Ids of sessions, known from the first run, have them read a second time."""
    site = OnceOnly(Options(articles=ARTICLES, seed=3), lambda: datetime.now(UTC), "session ids in paths")
    with serve(site) as base:
        crawl(site, base, archive_url(tmp_path), "-a", "mode=full")
        site.later, site.moment = later, len(site.requests)
        run = crawl(site, base, archive_url(tmp_path), "-a", "mode=full", "-s", "RETRY_TIMES=0")
    with Archive(run.url) as archive:
        (row,) = archive.runs(1)
    assert run.requests.count("/") == 2
    assert (row.outcome, row.reason, len(run.articles())) == ("finished", None, ARTICLES)


def test_an_address_that_is_too_long_is_missed_for_that_reason(tmp_path: Path) -> None:
    ended_ = ended(tmp_path, "addresses without end", "full", "update")
    run, log = ended_.runs[0], ended_.crawls[0].log
    assert (run.outcome, ended_.stored[0]) == ("finished", ended_.real)
    assert run.counts["addresses_too_long"] == 4
    said = [line for line in log.splitlines() if "WARNING" in line and "characters, over 2,083" in line]
    assert len(said) == 4
    assert max(map(len, ended_.crawls[0].requests)) < 2_083
    assert (ended_.runs[1].outcome, ended_.stored[1]) == ("finished", ended_.real)


def test_the_requests_of_a_run_have_a_last_bound_and_the_next_goes_on(tmp_path: Path) -> None:
    ended_ = ended(tmp_path, "everything for ever", "full", "full", "update")
    run = ended_.runs[0]
    most = int(4 * PROMISE) + 800
    assert run.outcome == "budget"
    assert (
        run.reason
        == f"{run.counts['most_requests']:,} requests, the most for a site of its size, were used up"
    )
    assert ended_.requests(0) <= most + 20
    assert "most_requests" in [one.rule for one in run.findings]
    assert len(ended_.stored[0] & ended_.real) >= ARTICLES - 1  # one is in the list of a tag alone
    assert ended_.stored[0] <= ended_.stored[1] <= ended_.stored[2]
    assert [run.outcome for run in ended_.runs] == ["budget", "budget", "finished"]
    assert [run.counts.get("articles_gone", 0) for run in ended_.runs] == [0, 0, 0]


def test_every_case_is_a_switch_of_the_embedded_site() -> None:
    walks = {
        "a pager leads on for ever", "a pager names a page far away", "categories for ever",
        "articles for ever", "session ids in paths", "session ids in queries", "dead links",
        "addresses without end", "everything for ever",
    }  # fmt: skip
    assert walks <= CASES.keys()
