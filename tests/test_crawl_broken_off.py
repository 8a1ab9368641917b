"""Runs that end before their walk does, and the runs that follow them."""

from collections import Counter
from pathlib import Path

import pytest

from tests.crawling import archive_url, crawl, demo, modes
from xzcrawl.demo import DemoSite, Outage, serve
from xzcrawl.demo.outages import Refusal

pytestmark = pytest.mark.crawl


@pytest.mark.parametrize("budget", [3, 15, 40])
def test_a_run_that_was_broken_off_is_gone_on_with(tmp_path: Path, budget: int) -> None:
    site = demo(articles=60, seed=64, categories_hidden_from_home=frozenset({3}))
    url = archive_url(tmp_path)
    with serve(site) as base:
        crawl(site, base, url, "-a", f"max_requests={budget}")
        second = crawl(site, base, url)
    answered = Counter(path for path, status in site.requests if status == 200)
    twice = {path for path, count in answered.items() if count > 1}
    assert len(second.articles()) == 60
    assert {path for path in twice if "feed.php" not in path} <= {"/", "/robots.txt"}
    assert modes(url) == [("full", "budget"), ("full", "finished")]


class _Blocked(DemoSite):
    """A site that after some requests answers nothing any more but its home page's first one."""

    answer: Refusal | None = None

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        with self._lock:
            unwell = self.answer and len(self.requests) > 4 and (path != "/" or self.answer != "home")
            self.outage = Outage(self.answer, everywhere=True) if unwell and self.answer else None
            return super().respond(path, query)


@pytest.mark.parametrize("answer", ["404", "home"])
def test_a_walk_that_an_outage_cut_short_has_not_finished(tmp_path: Path, answer: Refusal) -> None:
    calm = demo(articles=120, seed=66)
    site = _Blocked(calm.options, calm.now)
    site.answer = answer
    url = archive_url(tmp_path)
    with serve(site) as base:
        cut = crawl(site, base, url)
        site.answer = None
        crawl(site, base, url)
    assert cut.counts["failed_listings"] > 0
    assert modes(url) == [("full", "failed"), ("full", "finished")]
