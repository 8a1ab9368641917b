"""A newspaper that is learned and crawled, and crawled again after it has published further issues."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.crawling import archive_url
from tests.learning import learned
from tests.test_crawl_learned import crawl, requests
from tests.unknown_sites.paper import Paper
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING, Response
from xzcrawl.archive import Archive

pytestmark = pytest.mark.crawl


class Growing(Paper):
    """A paper that has published nothing after ``first``, until it ``grows``."""

    def __init__(self, first: datetime, now: datetime) -> None:
        super().__init__(now=now)
        self.whole, self.before = Paper(now=now), Paper(now=first, end=now)
        self.now_shown = self.before

    def respond(self, path: str, query: str) -> Response:
        return self.now_shown.respond(path, query)


def test_issues_that_were_missed_are_found_and_articles_that_left_the_front_page_stay(tmp_path: Path) -> None:
    now = datetime.now(BEIJING)
    site = Growing(now - timedelta(days=200), now)
    old, new = ({truth.url for truth in each.truths} for each in (site.before, site.whole))
    assert len(new - old) > 28
    with serving(site) as base:
        site.before.base_url = site.whole.base_url = base
        seen, _ = learned(site, now)
        assert seen.family is not None
        crawl(base, tmp_path, seen.family)
        site.now_shown = site.whole
        crawl(base, tmp_path, seen.family)
        with Archive(archive_url(tmp_path)) as archive:
            found = {article.url.replace(base, "/"): article.gone_at for article in archive.articles()}
            counts = dict(archive.runs(1)[0].counts)
    assert found == dict.fromkeys(new)
    assert counts["articles_new"] == len(new - old)
    assert requests(counts) <= 12 + 1.2 * len(new - old)
