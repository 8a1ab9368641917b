"""Articles that do not exist any more, and a site that is unwell."""

from collections.abc import Callable

import pytest

from xzcrawl.demo import DemoSite, Outage

MakeSite = Callable[..., DemoSite]
REFUSALS = [("404", 404), ("410", 410), ("home", 302), ("error_page", 200)]


@pytest.mark.parametrize(("missing", "status"), REFUSALS)
def test_a_deleted_article_answers_as_told(make_site: MakeSite, missing: str, status: int) -> None:
    site = make_site(missing=missing, articles=12)
    number = site.articles[3].id
    site.delete(number)
    answer = site.respond(f"/index.php/post/{number}.html")
    assert (answer[0], answer[1].get("Location")) == (status, site.base_url if status == 302 else None)
    assert b'class="single"' not in answer[2]
    assert site.respond("/index.php/page_99.html")[0] == 404


def test_an_outage_is_of_articles_or_of_everything_and_ends(make_site: MakeSite) -> None:
    site = make_site(articles=12)
    article = f"/index.php/post/{site.articles[3].id}.html"
    addresses = ("/", article, "/feed.php", "/robots.txt")
    seen = {}
    for outage in (Outage("500"), Outage("500", everywhere=True), None):
        site.outage = outage
        seen[outage] = [site.respond(address)[0] for address in addresses]
    assert [*seen.values()] == [[200, 500, 200, 200], [500, 500, 500, 200], [200, 200, 200, 200]]


def test_a_deleted_article_can_be_put_back_as_it_was(make_site: MakeSite) -> None:
    site = make_site(articles=12)
    before = site.articles
    site.delete(before[3].id)
    assert site.restore(before[3].id) == before[3]
    assert site.articles == before
