"""The first look at a site: which pages are fetched, one after the other, and what is made of each."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from xzcrawl import extract
from xzcrawl.items import Page
from xzcrawl.learn import Learner, Sample, SeenPages
from xzcrawl.survey.first_look import FirstLook, likely_articles


class Fetch(Protocol):
    """Fetches a page of the site; None where it did not come, of which the look is told."""

    async def __call__(self, url: str) -> Page | None: ...


async def look(fetch: Fetch, seen: FirstLook) -> None:
    """Looks at the home page; then, of a known family, at its feed, the second page of its list and three
    articles, and of any other site at what its description can be learned from."""
    pages: dict[str, Page | None] = {}

    async def once(url: str) -> Page | None:
        if url not in pages:
            pages[url] = await fetch(url)
        return pages[url]

    home = await once(seen.base_url)
    if home is None:
        return
    seen.saw(home)
    for url in [] if seen.family else likely_articles(home):
        if seen.family is None and (page := await once(url)):
            seen.saw(page)
    await (_look_at_known(once, seen, home) if seen.family else _learn(once, seen, home))


async def _look_at_known(fetch: Fetch, seen: FirstLook, home: Page) -> None:
    site = seen.site
    assert site is not None
    seen.home = shown = extract.read(home, site).outline
    feed_url = site.family.cms.feed_url
    feed = shown.feed or (feed_url(site.base_url) if feed_url else None)
    if feed and (page := await fetch(feed)):
        seen.saw_feed(page)
    if shown.next_page and (page := await fetch(shown.next_page)):
        seen.second = extract.read(page, site).outline
    posts = [post for post in shown.posts if not post.pinned]
    for place in sorted({0, len(posts) // 2, len(posts) - 1}) if posts else ():
        if page := await fetch(posts[place].url):
            seen.saw_article(page)


async def _learn(fetch: Fetch, seen: FirstLook, home: Page) -> None:
    learner = Learner(SeenPages(seen.base_url))

    async def samples(urls: Sequence[str]) -> list[tuple[Page, Sample]]:
        pages = [page for url in urls if (page := await fetch(url))]
        return [(page, Sample.of(page, seen.base_url)) for page in pages]

    lists = await samples(learner.lists_wanted(Sample.of(home, seen.base_url)))
    lists += await samples(learner.missed_lists_wanted([sample for _, sample in lists]))
    shown = [sample for _, sample in lists]
    for url, number, later in learner.later_wanted(shown):
        for _, sample in await samples([later]):
            learner.saw_later(url, number, sample)
    for _, sample in await samples(learner.issues_wanted(shown)):
        learner.saw_issue(sample)
    await _try_scripts(samples, learner, shown)
    for url in learner.files_wanted(shown):
        if script := await fetch(url):
            learner.saw_file(url, extract.decode(script))
    await _try_scripts(samples, learner, shown)
    articles = await samples(learner.articles_wanted())
    learner.seen.articles = [sample for _, sample in articles]
    learner.seen.others = [sample for _, sample in await samples(learner.others_wanted())]
    if learned := learner.learned():
        seen.saw_description(learned)
        for url in learner.feeds_wanted():
            if seen.entries is None and (page := await fetch(url)):
                seen.saw_likely_feed(page)
        confirmed = {sample.url for sample in learner.seen.lists}
        seen.lists = [page for page, _ in lists if page.url in confirmed]
        for page, _ in articles:
            seen.saw_article(page)
    seen.not_learned = learner.problem


async def _try_scripts(
    samples: Callable[[Sequence[str]], Awaitable[list[tuple[Page, Sample]]]],
    learner: Learner,
    shown: Sequence[Sample],
) -> None:
    """Asks for what scripts may ask for, one after the other: each answer may make others needless."""
    for url in learner.scripts_wanted(shown):
        for _, sample in await samples([url]):
            learner.saw_script(url, sample)
