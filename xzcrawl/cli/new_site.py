"""``xzcrawl new-site`` looks at a site and writes the file of its spider."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import urlsplit

import typer

from xzcrawl.errors import UsageError
from xzcrawl.urls import as_base

if TYPE_CHECKING:
    from xzcrawl.items import Article
    from xzcrawl.learn import Learned
    from xzcrawl.survey.first_look import FirstLook

_SPIDERS: Final = Path("spiders")
_DRAFTS: Final = Path("data/drafts")
#: Of a site whose description was learned, so many articles are shown.
_SHOWN: Final = 3


def new_site(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of the site's home page.")],
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The name of the spider: small letters and digits; else of the host."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the file and write nothing.")] = False,
) -> None:
    """Look at a site that no spider crawls yet, say what it is made with, and write its spider.

    Six to ten pages are fetched, as politely as a crawl does it. What was read of
    three articles is shown: compare it with the pages. One goes into data/drafts
    and can become a sample for the tests.

    Exit code 0: all well. 1: the site cannot be read, or nothing known built it.
    2: wrong usage.

    Examples:
      xzcrawl new-site http://suzhou.021cf.cn/
      xzcrawl new-site http://suzhou.021cf.cn/ --name szinfo --dry-run
    """
    from xzcrawl.survey.declaration import declaration, is_name, name_of

    base = as_base(url)
    chosen = name or name_of(urlsplit(base).hostname or "")
    if not is_name(chosen):
        raise UsageError(f"{chosen!r} cannot name a spider: use small letters and digits, a letter first")
    path = _SPIDERS / f"{chosen}.py"
    if path.exists() and not dry_run:
        raise UsageError(f"{path} is there already: choose another --name, or remove it")
    found = _look(base)
    typer.echo("\n".join(_told(found)))
    if found.family is None or not found.articles:
        raise typer.Exit(1)
    text = declaration(chosen, base, found.family, found.name)
    if dry_run:
        typer.echo(f"\n# {path}\n{text}", nl=False)
        return
    path.write_text(text, encoding="utf-8")
    sample = _write_draft(chosen, found)
    typer.echo(f"\n{path} is written, and a page as it was read, for you to judge: {sample}")
    typer.echo("Try it with fifty requests:")
    typer.echo(f"  xzcrawl crawl {chosen} -a max_requests=50 --archive data/try/archive.db")


def _write_draft(name: str, found: "FirstLook") -> Path:
    """Writes the page of the longest article and what was read of it; gives the path of the latter."""
    from xzcrawl.survey.draft import draft

    assert found.family is not None
    page, article = max(found.articles, key=lambda each: len(each[1].text))
    _DRAFTS.mkdir(parents=True, exist_ok=True)
    path = _DRAFTS / f"{name}.json"
    path.with_suffix(".html").write_bytes(page.body)
    values = json.dumps(draft(page, article, found.family), ensure_ascii=False, indent=2)
    path.write_text(f"{values}\n", encoding="utf-8")
    return path


def _look(base: str) -> "FirstLook":
    """Fetches the pages; the log of Scrapy stays silent below warnings."""
    from scrapy.crawler import AsyncCrawlerProcess

    from xzcrawl.cli.crawl_run import project_settings
    from xzcrawl.survey.first_look import FirstLook
    from xzcrawl.survey.look_spider import LookSpider, without_archive

    settings = project_settings({"LOG_LEVEL": "ERROR", "RETRY_TIMES": "1"})
    without_archive(settings)
    found = FirstLook(base)
    process = AsyncCrawlerProcess(settings)
    typer.echo(f"looking at {base} …", err=True)
    process.crawl(LookSpider, seen=found)
    process.start()
    return found


def _told(found: "FirstLook") -> Iterator[str]:
    """What the look has found, line by line."""
    yield from (f"not read: {problem}" for problem in found.problems)
    if found.family is None and found.name is None and found.system is None:
        yield f"no page of {found.base_url} could be read"
        return
    if found.family is None:
        made = (
            f"it says it is made with {found.system}" if found.system else "nothing says what it is made with"
        )
        yield f"{found.base_url} is of no family that is known: {made}"
        return
    if found.learned:
        yield from _learned(found, found.learned)
        return
    family = found.family
    made = f"{family.cms.name} with the theme {family.theme.name}"
    yield f"{found.name or found.base_url}: {made}, because {found.why}"
    if found.home:
        pages, shown = found.home.pager[0] if found.home.pager else 1, len(found.home.posts)
        yield f"home page: {shown} articles; its list has {pages:,} pages, so some {shown * pages:,} in all"
    if found.home and found.second:
        others = {post.key for post in found.second.posts} - {post.key for post in found.home.posts}
        yield f"second page of the list: {len(others)} other articles"
    entries = found.entries
    yield f"feed: {len(entries)} articles with their exact times" if entries else "feed: none"
    if not found.articles:
        yield "no article could be read"
    for _, article in found.articles:
        yield from _shown(article)


def _learned(found: "FirstLook", learned: "Learned") -> Iterator[str]:
    """What was learned of a site of no known family, and how sure it is."""
    yield f"{found.name or found.base_url}: of no known family, so its description was learned"
    width = max(map(len, learned.declared))
    for name, value in learned.declared.items():
        text = value if isinstance(value, str) else "  ".join(value)
        count, total = learned.held.get(name, (0, 0))
        yield f"  {name:{width}}  {text}" + (f"   ({count} of {total})" if total else "")
    if learned.missing:
        yield f"not found: {', '.join(learned.missing)}"
    titles, dates = found.agreeing
    read = len(found.articles)
    yield f"{read} of {len(learned.known)} articles are read"
    yield f"as lists show them are {titles} of their titles and {dates} of their days"
    for _, article in found.articles[:_SHOWN]:
        yield from _shown(article)


def _shown(article: "Article") -> Iterator[str]:
    interval = article.reading.interval if article.reading else None
    day = f"{interval.latest:%Y-%m-%d} (to the {interval.precision})" if interval else "no date"
    beside = [day, article.category or "no category", article.author or "no author"]
    yield ""
    yield f"{article.title}  {article.url}"
    yield f"  {' · '.join(beside)} · {len(article.text.splitlines())} lines, {len(article.images)} images"
    yield from (f"  | {line}" for line in article.text.splitlines()[:2])
    if article.removed:
        yield f"  cut out: {' / '.join(cut.text for cut in article.removed)[:120]}"
