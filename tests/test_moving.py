"""Sites whose addresses are not what they were, not what they should be, or lie: real crawls of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl
from tests.moving import MovingSite, usual
from xzcrawl.archive import Archive
from xzcrawl.demo import serve
from xzcrawl.demo.outages import refuse

pytestmark = pytest.mark.crawl


@contextmanager
def crawled(folder: Path, site: MovingSite) -> Iterator[Crawled]:
    """A site on loopback that was crawled once."""
    with serve(site) as base:
        yield crawl(site, base, archive_url(folder))


def again(run: Crawled, mode: str = "recheck") -> Crawled:
    return crawl(run.site, run.base, run.url, "-a", f"mode={mode}")


def ids(site: MovingSite) -> list[int]:
    return sorted(truth.id for truth in site.articles)


def fates(run: Crawled) -> tuple[list[int], int, int, int]:
    """The articles that are there by the CMS's id, and how many events, second versions and failures."""
    with Archive(run.url) as archive:
        records = list(archive.articles())
        events = sum(len(archive.history(one.id).events) for one in records)
        newest = archive.runs(1)[0]
    there = sorted(int(one.source_id) for one in records if one.gone_at is None)
    return there, events, sum(one.revision > 1 for one in records), newest.counts.get("articles_failed", 0)


def alias(number: int) -> str:
    return f"/index.php/post/xuzhou-{number}.html"


def missing(*parts: str) -> Callable[[str], tuple[int, bytes] | None]:
    """What a site answers that does not find what any address with one of these parts names."""
    status, text = refuse("404")
    return lambda asked: (status, text.encode()) if any(part in asked for part in parts) else None


MOVES = {
    "to aliases": alias,
    "without index.php": lambda number: f"/post/{number}.html",
    "to dates": lambda number: f"/2026/07/{number}/",
}


@pytest.mark.parametrize(
    ("move", "mode", "has_ids"),
    [
        ("to aliases", "full", True),
        ("to aliases", "recheck", True),
        ("to aliases", "recheck", False),
        ("without index.php", "recheck", False),
        ("to dates", "full", True),
    ],
)
def test_a_new_form_of_addresses_is_taken_over(tmp_path: Path, move: str, mode: str, has_ids: bool) -> None:
    """Each article is fetched once, also where the CMS does not answer to its ids."""
    site = MovingSite(15, 71)
    site.has_ids = has_ids
    with crawled(tmp_path, site) as run:
        site.path_of = MOVES[move]
        run = again(run, mode)
        assert fates(run) == (ids(site), 0, 0, 0)
        came = Counter(path for path, status in site.requests[-len(run.requests) :] if status == 200)
        assert {path for path in map(site.path_of, ids(site)) if came[path] > 1} == set()
        site.path_of = usual
        assert fates(again(run, mode)) == (ids(site), 0, 0, 0)


PATTERNS = {
    "a category before an alias": lambda number: f"/news/xuzhou-{number}/",
    "the id alone": lambda number: f"/{number}.html",
    "aliases encoded in GBK": lambda number: f"/index.php/post/%D4%C6%C1%FA{number}.html",
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_a_main_list_links_is_an_article_whatever_its_address(tmp_path: Path, pattern: str) -> None:
    site = MovingSite(15, 72)
    site.path_of = PATTERNS[pattern]
    with crawled(tmp_path, site) as run:
        assert fates(run) == (ids(site), 0, 0, 0)
        assert {record.url for record in run.articles().values()} == {
            run.base.rstrip("/") + site.path_of(number) for number in ids(site)
        }
        if pattern in ("a category before an alias", "aliases encoded in GBK"):
            assert fates(again(run)) == (ids(site), 0, 0, 0)


CANONICAL = re.compile(rb'(<link rel="canonical" href=")([^"]*)(")')


def canonical_to(target: bytes) -> "object":
    return lambda asked, body: CANONICAL.sub(rb"\g<1>" + target + rb"\g<3>", body)


@pytest.mark.parametrize(("path_of", "has_form"), [(usual, True), (alias, True), (alias, False)])
def test_a_canonical_that_names_another_article_is_no_evidence(
    tmp_path: Path, path_of: object, has_form: bool
) -> None:
    site = MovingSite(15, 73)
    site.path_of, site.has_form = path_of, has_form  # type: ignore[assignment]
    site.change = canonical_to(site.path_of(ids(site)[3]).encode())  # type: ignore[assignment]
    with crawled(tmp_path, site) as run:
        with Archive(run.url) as archive:
            assert sorted(one.title for one in archive.articles()) == sorted(
                one.title for one in site.articles
            )
        run = again(run)
    with Archive(run.url) as archive:
        assert [one.revision for one in archive.articles()] == [1] * 15


@pytest.mark.parametrize("target", ["/dead/{}.html", "https://127.0.0.1:1/index.php/post/{}.html"])
def test_the_address_that_worked_is_asked_and_not_a_dead_canonical(tmp_path: Path, target: str) -> None:
    site = MovingSite(15, 74)

    def wrong(asked: str, body: bytes) -> bytes:
        number = re.search(r"(\d+)\.html", asked)
        return (
            CANONICAL.sub(rb"\g<1>" + target.format(number[1]).encode() + rb"\g<3>", body) if number else body
        )

    site.change = wrong
    with crawled(tmp_path, site) as run:
        run = again(run)
    assert fates(run) == (ids(site), 0, 0, 0)
    assert not [path for path in run.requests if "dead" in path]


def test_the_newest_article_may_be_shut_while_others_are_deleted(tmp_path: Path) -> None:
    site = MovingSite(20, 75)
    with crawled(tmp_path, site) as run:
        newest, *older = (truth.id for truth in site.articles if truth.visible == "home" and not truth.pinned)
        site.answers = lambda asked: (403, b"") if str(newest) in asked else None
        for number in older[4:6]:
            site.delete(number)
        run = again(run)
    there, events, changed, failed = fates(run)
    assert (there, events, changed, failed) == (sorted({*ids(site), newest}), 2, 0, 1)


def test_a_listed_article_that_answers_404_has_failed_and_is_asked_for_again(tmp_path: Path) -> None:
    site = MovingSite(20, 76)
    with crawled(tmp_path, site) as run:
        sick = [truth.id for truth in site.articles if truth.visible == "home"][3:8]
        site.answers = missing(*(f"{number}.html" for number in sick), *(f"id={number}" for number in sick))
        run = again(run)
        assert fates(run) == (ids(site), 0, 0, 5)
        assert run.counts["listed_missing"] == 5
        with Archive(run.url) as archive:
            assert "listed_articles_missing" in {finding.rule for finding in archive.runs(1)[0].findings}
        site.answers = lambda _: None
        assert fates(again(run)) == (ids(site), 0, 0, 0)


def test_a_link_that_is_dead_from_the_start_is_told_once(tmp_path: Path) -> None:
    site = MovingSite(20, 76)
    dead = [truth.id for truth in site.articles if truth.visible == "home"][4]
    site.answers = missing(f"{dead}.html", f"id={dead}")
    with crawled(tmp_path, site) as run:
        again(run)
        with Archive(run.url) as archive:
            told = [[finding.rule for finding in each.findings] for each in reversed(archive.runs(2))]
            articles = {article.source_id for article in archive.articles()}
        assert told == [["listed_articles_missing"], []]
        assert str(dead) not in articles
        site.answers = lambda _: None
        assert fates(again(run)) == (ids(site), 0, 0, 0)


def test_a_link_that_failed_otherwise_before_is_told_when_it_is_dead(tmp_path: Path) -> None:
    site = MovingSite(20, 76)
    sick = [truth.id for truth in site.articles if truth.visible == "home"][4]
    site.answers = lambda asked: (403, b"") if str(sick) in asked else None
    with crawled(tmp_path, site) as run:
        site.answers = missing(f"{sick}.html", f"id={sick}")
        again(run)
        with Archive(run.url) as archive:
            told = [[finding.rule for finding in each.findings] for each in reversed(archive.runs(2))]
    assert told == [[], ["listed_articles_missing"]]


def test_a_dead_link_is_replaced_by_the_address_that_the_main_list_shows(tmp_path: Path) -> None:
    """Side bars and bodies of the first pages link old forms that are dead; they are seen before the list."""
    site = MovingSite(30, 77, hidden_each=0)
    site.change = lambda asked, body: re.sub(
        rb'(<dl class="sidebox">.*)',
        lambda box: box[0].replace(b"/index.php/post/", b"/post/"),
        body,
        flags=re.DOTALL,
    )
    site.answers = lambda asked: (404, b"") if asked.startswith("/post/") else None
    with crawled(tmp_path, site) as run:
        assert fates(run)[0] == ids(site)
        assert fates(again(run, "full")) == (ids(site), 0, 0, 0)


def test_a_dead_form_in_the_side_bar_is_not_asked_for_where_a_list_shows_another(tmp_path: Path) -> None:
    site = MovingSite(30, 77, hidden_each=0)
    site.change = lambda asked, body: re.sub(
        rb'(<dl class="sidebox">.*)',
        lambda box: box[0].replace(b"/index.php/post/", b"/post/"),
        body,
        flags=re.DOTALL,
    )
    site.answers = lambda asked: (500, b"") if asked.startswith("/post/") else None
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path), "-s", "RETRY_TIMES=0")
    assert fates(run) == (ids(site), 0, 0, 0)
    assert [asked for asked in run.requests if asked.startswith("/post/")] == []


def test_a_page_of_another_theme_is_refused_with_its_name_and_read_when_the_theme_is_back(
    tmp_path: Path,
) -> None:
    site = MovingSite(12, 78)
    page = """<meta name="generator" content="Z-BlogPHP 1.7.5"><link href="/zb_users/theme/default/style.css">
    <title>新闻 - 站</title><body class="single article"><h1>站</h1><div class="post single"><h2>新闻</h2>
    <div class="post-body">另一主题的正文。</div></div></body></html>"""
    with crawled(tmp_path, site) as run:
        number = site.articles[0].id
        site.edit(number, paragraphs=["改过的正文。"])
        site.answers = lambda asked: (200, page.encode()) if "post/" in asked else None
        failed = again(run)
        assert fates(failed) == (ids(site), 0, 0, 12)
        assert "is a page of the theme default (Z-BlogPHP 1.7.5)" in failed.log
        site.answers = lambda _: None
        assert fates(again(run)) == (ids(site), 0, 1, 0)
    with Archive(run.url) as archive:
        assert [one.outcome for one in archive.runs()] == ["finished", "failed", "finished"]


def test_two_blogs_in_folders_of_one_host_are_two_sites(tmp_path: Path) -> None:
    sites = {"/xuzhou": MovingSite(10, 79), "/suzhou": MovingSite(10, 80)}
    host = MovingSite(10, 81)

    def respond(path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        folder = path[:7]
        if folder not in sites:
            return 404, {"Content-Length": "0"}, b""
        site = sites[folder]
        site.base_url = host.base_url
        status, headers, body = site.respond(path[7:] or "/", query)
        body = re.sub(
            rb'((?:href|src)=")(?:http://127.0.0.1:\d+)?/', rb"\g<1>" + folder.encode() + b"/", body
        )
        body = re.sub(
            rb"(<link>)http://127.0.0.1:\d+/",
            rb"\g<1>" + host.base_url.encode() + folder[1:].encode() + b"/",
            body,
        )
        return status, headers | {"Content-Length": str(len(body))}, body

    host.respond = respond  # type: ignore[method-assign]
    with serve(host) as base:
        for folder in sites:
            crawl(host, f"{base}{folder[1:]}/", archive_url(tmp_path))
    with Archive(archive_url(tmp_path)) as archive:
        found = sorted((one.site.rpartition("/")[2], one.title) for one in archive.articles())
    assert found == sorted((name[1:], one.title) for name, site in sites.items() for one in site.articles)


def test_a_mirror_whose_links_name_the_original_is_crawled_at_its_own_address(tmp_path: Path) -> None:
    site = MovingSite(15, 82)
    with serve(site) as base:
        site.change = lambda asked, body: re.sub(
            rb'((?:href=|<link>)"?)(?:' + base.rstrip("/").encode() + rb")?/(?!/)",
            rb"\1http://xz.example/",
            body,
        )
        run = crawl(site, base, archive_url(tmp_path))
    assert fates(run) == (ids(site), 0, 0, 0)
    assert all(record.url.startswith(base) for record in run.articles().values())
    assert {record.category for record in run.articles().values()} == {
        truth.category for truth in site.articles
    }
    assert "read as a mirror" in run.log


def test_articles_that_lead_to_a_login_have_failed(tmp_path: Path) -> None:
    site = MovingSite(12, 83)
    with crawled(tmp_path, site) as run:
        shut = [truth.id for truth in site.articles][2:6]
        site.redirects = {usual(number): "zb_system/login.php" for number in shut}
        run = again(run)
    assert fates(run) == (ids(site), 0, 0, 4)


def test_an_article_of_which_one_address_fails_otherwise_is_not_gone(tmp_path: Path) -> None:
    """It is in no list any more and answers 404, but where the CMS answers by its id there is an error."""
    site = MovingSite(12, 84)
    with crawled(tmp_path, site) as run:
        there = ids(site)
        number = next(truth.id for truth in site.articles if not truth.pinned)
        site.delete(number)
        site.answers = lambda asked: (500, b"") if asked == f"/?id={number}" else None
        run = crawl(site, run.base, run.url, "-a", "mode=recheck", "-s", "RETRY_TIMES=0")
    assert fates(run) == (there, 0, 0, 1)


def test_who_has_moved_and_cannot_be_read_is_not_gone(tmp_path: Path) -> None:
    """A list shows them by the same titles under addresses that nobody knows yet, and that answer 404."""
    site = MovingSite(20, 76, hidden_each=0)
    with crawled(tmp_path, site) as run:
        site.path_of = alias
        sick = [truth.id for truth in site.articles][3:8]
        site.answers = missing(*(f"{number}.html" for number in sick), *(f"id={number}" for number in sick))
        run = again(run, "full")
        assert fates(run)[:3] == (ids(site), 0, 0)
        site.answers = lambda _: None
        assert fates(again(run, "full")) == (ids(site), 0, 0, 0)


def test_a_home_listing_whose_pages_are_missing_is_no_whole_walk(tmp_path: Path) -> None:
    site = MovingSite(30, 77, hidden_each=0)
    with crawled(tmp_path, site) as run:
        site.answers = missing("page_")
        again(run, "full")
        with Archive(run.url) as archive:
            newest = archive.runs(1)[0]
    assert newest.outcome == "failed"
    assert "though the home page still links it" in (newest.reason or "")
