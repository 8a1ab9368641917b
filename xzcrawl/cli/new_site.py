"""``xzcrawl new-site`` looks at a site and writes the file of its spider."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlsplit

import typer

from xzcrawl.cli.options import pairs
from xzcrawl.cli.output import counted
from xzcrawl.errors import UsageError
from xzcrawl.urls import as_base

if TYPE_CHECKING:
    from xzcrawl.families import Family
    from xzcrawl.items import Article
    from xzcrawl.learn import Learned
    from xzcrawl.survey.first_look import FirstLook

_SPIDERS: Final = Path("spiders")
_DRAFTS: Final = Path("data/drafts")
#: Of a site whose description was learned, so many articles are shown.
_SHOWN: Final = 3


def new_site(
    url: Annotated[
        str | None, typer.Argument(metavar="URL", help="The address of the site's home page.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The name of the spider: small letters and digits; else of the host."
        ),
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Look again at the site of this spider, whose pages have changed."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the file and write nothing.")] = False,
    settings: Annotated[
        list[str] | None, typer.Option("-s", metavar="NAME=VALUE", help="Any Scrapy setting.")
    ] = None,
) -> None:
    """Look at a site that no spider crawls yet, say what it is made with, and write its spider.

    Six to ten pages are fetched of a site of a known family, some 30 of any
    other, as politely as a crawl does it. Of a site that nothing known built, a
    description is learned: the addresses of articles and lists, and where their
    parts are. Where its pages show no articles but have scripts, Chromium loads
    them (extra "browser"). What was read of three articles is shown: compare it
    with the pages. One goes into data/drafts and can become a sample for the
    tests.

    With --again, a description that no longer fits is learned anew. What has
    changed is printed, and the description to be put into the spider's file.

    Exit code 0: all well. 1: the site cannot be read, or is not understood.
    2: wrong usage.

    Examples:
      xzcrawl new-site http://suzhou.021cf.cn/
      xzcrawl new-site http://suzhou.021cf.cn/ --name szinfo --dry-run
      xzcrawl new-site --again fastener
      xzcrawl new-site http://127.0.0.1:8000/ -s DOWNLOAD_DELAY=0
    """
    given = pairs(settings or [], "-s")
    if again is not None:
        if url or name or dry_run:
            raise UsageError(
                "--again takes no address, --name or --dry-run: it names a spider, whose file is not changed"
            )
        _look_again(again, given)
    elif url is None:
        raise UsageError("give the address of the site's home page, or --again and the name of a spider")
    else:
        _look_first(as_base(url), name, dry_run, given)


def _look_first(base: str, name: str | None, dry_run: bool, given: Mapping[str, str]) -> None:
    from xzcrawl.survey.declaration import declaration, is_name, name_of

    chosen = name or name_of(urlsplit(base).hostname or "")
    if not is_name(chosen):
        raise UsageError(f"{chosen!r} cannot name a spider: use small letters and digits, a letter first")
    path = _SPIDERS / f"{chosen}.py"
    if path.exists() and not dry_run:
        raise UsageError(f"{path} is there already: choose another --name, or remove it")
    found = _look(base, given)
    typer.echo("\n".join(_told(found)))
    if found.family is None or not found.is_understood:
        raise typer.Exit(1)
    text = declaration(chosen, base, found.family, found.name, browser=found.browser)
    if dry_run:
        typer.echo(f"\n# {path}\n{text}", nl=False)
        return
    path.write_text(text, encoding="utf-8")
    sample = _write_draft(chosen, found, found.family)
    typer.echo(f"\n{path} is written, and a page as it was read, for you to judge: {sample}")
    typer.echo("Try it with fifty requests:")
    typer.echo(f"  xzcrawl crawl {chosen} -a max_requests=50 --archive data/try/archive.db")


def _look_again(name: str, given: Mapping[str, str]) -> None:
    """Compares the description of a spider with what can be learned now."""
    from xzcrawl.cli.crawl_run import project_settings
    from xzcrawl.families import described
    from xzcrawl.families.described import declared
    from xzcrawl.spider.usage import load_spider

    spider: Any = load_spider(project_settings(given), name)
    old = declared(spider.family)
    if not old:
        raise UsageError(f"{name} is read as {spider.family.name}, which has no description to be learned")
    found = _look(as_base(spider.base_url), given, browser=spider.browser)
    learned = found.learned
    if learned is None or not found.articles:
        typer.echo("\n".join(_told(found)))
        raise typer.Exit(1)
    read, of = found.read_by(spider.family), len(found.articles)
    listed, shown = found.listed_by(spider.family), found.listed_by(described(**learned.declared))
    if read == of and listed * 2 > shown:
        typer.echo(f"the description of {name} fits: it reads all of {of} articles")
        typer.echo("".join(f"{line}\n" for line in _lacking(name, old, learned.declared)), nl=False)
        return
    typer.echo(
        f"the description of {name} reads {read} of {of} articles, and {listed} of {shown} dates in lists"
    )
    typer.echo("\n".join(_renewed(name, old, learned.declared)))


def _lacking(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What a description that fits does not say yet, with the description that says it."""
    from xzcrawl.survey.again import completed
    from xzcrawl.survey.declaration import described_as

    whole = completed(old, new)
    added = [what for what in whole if whole[what] != old.get(what)]
    if added:
        yield f"it may say more ({', '.join(added)}). Put this into {_SPIDERS / name}.py:\n"
        yield f"    family = {described_as(whole)}"


def _renewed(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    from xzcrawl.dates import SHANGHAI
    from xzcrawl.survey.again import changes, renewed
    from xzcrawl.survey.declaration import described_as

    for what, (was, now) in changes(old, new).items():
        yield f"  {what}: {was or '(none)'}  ->  {now}"
    yield f"\nPut this into {_SPIDERS / name}.py. `until` is the day of the change: if runs have told of it"
    yield f"before today, put their day. Then `xzcrawl reparse --spider {name}` reads the pages"
    yield "since that day anew.\n"
    yield f"    family = {described_as(renewed(old, new, datetime.now(UTC).astimezone(SHANGHAI).date()))}"


def _write_draft(name: str, found: "FirstLook", family: "Family") -> Path:
    """Writes the page of the longest article and what was read of it; gives the path of the latter."""
    from xzcrawl.survey.draft import draft

    page, article = max(found.articles, key=lambda each: len(each[1].text))
    _DRAFTS.mkdir(parents=True, exist_ok=True)
    path = _DRAFTS / f"{name}.json"
    path.with_suffix(".html").write_bytes(page.body)
    values = json.dumps(draft(page, article, family), ensure_ascii=False, indent=2)
    path.write_text(f"{values}\n", encoding="utf-8")
    return path


def _look(base: str, given: Mapping[str, str], *, browser: bool = False) -> "FirstLook":
    """Fetches the pages, each told on standard error; the log of Scrapy stays silent below errors."""
    from scrapy.crawler import AsyncCrawlerProcess

    from xzcrawl.cli.crawl_run import project_settings
    from xzcrawl.survey.first_look import FirstLook
    from xzcrawl.survey.look_spider import LookSpider, without_archive

    settings = project_settings({"LOG_LEVEL": "ERROR", "RETRY_TIMES": "1", **given})
    without_archive(settings)
    looks = [FirstLook(base)]
    process = AsyncCrawlerProcess(settings)
    told = partial(typer.echo, err=True)
    process.crawl(LookSpider, base_url=base, looks=looks, tell=told, browser=browser)
    process.start()
    return looks[-1]


def _told(found: "FirstLook") -> Iterator[str]:
    """What the look has found, line by line."""
    yield from (f"not read: {problem}" for problem in found.problems)
    if found.browser:
        yield "its pages need JavaScript: a browser has loaded them"
    if found.family is None and found.name is None and found.system is None:
        yield f"no page of {found.base_url} could be read"
    elif found.family is None:
        yield from _not_understood(found)
    elif found.learned:
        yield from _learned(found, found.learned)
    else:
        yield from _known(found, found.family)


def _not_understood(found: "FirstLook") -> Iterator[str]:
    made = f"it says it is made with {found.system}" if found.system else "nothing says what it is made with"
    yield f"{found.base_url} is of no family that is known: {made}"
    yield f"no description could be learned: {found.not_learned}"
    if found.no_browser:
        yield f"its scripts may show more: {found.no_browser}"


def _known(found: "FirstLook", family: "Family") -> Iterator[str]:
    """What is known of a site of a known family."""
    made = f"{family.cms.name} with the theme {family.theme.name}"
    yield f"{found.name or found.base_url}: {made}, because {found.why}"
    if found.home:
        pages, shown = found.home.pager[0] if found.home.pager else 1, len(found.home.posts)
        yield (
            f"home page: {counted(shown, 'article')}; its list has {counted(pages, 'page')}, "
            f"so some {shown * pages:,} in all"
        )
    if found.home and found.second:
        others = {post.key for post in found.second.posts} - {post.key for post in found.home.posts}
        yield f"second page of the list: {counted(len(others), 'article')} more"
    entries = found.entries
    yield f"feed: {counted(len(entries), 'article')} with exact times" if entries else "feed: none"
    if not found.articles:
        yield "no article could be read"
    for _, article in found.articles:
        yield from _shown(article)


def _learned(found: "FirstLook", learned: "Learned") -> Iterator[str]:
    """What was learned of a site of no known family, and how sure it is."""
    made = f" (it says it is made with {found.system})" if found.system else ""
    yield f"{found.name or found.base_url}: of no known family{made}; this was learned of it:"
    width = max(map(len, learned.declared))
    for name, value in learned.declared.items():
        held, of = learned.held.get(name, (0, 0))
        lines = [value] if isinstance(value, str) else _lines(value)
        yield f"  {name:{width}}  {lines[0]}" + (f"   (holds on {held} of {of})" if of else "")
        yield from (f"  {'':{width}}  {line}" for line in lines[1:])
    if learned.missing:
        yield f"not found: {', '.join(learned.missing)}"
    same = found.agreement()
    if found.entries:
        yield f"the feed lists {counted(len(found.entries), 'article')}"
    yield f"{len(found.articles)} of {len(learned.known)} articles are read with it"
    yield f"as in lists are {same.titles} of {same.titled} titles and {same.dates} of {same.dated} dates"
    for _, article in found.articles[:_SHOWN]:
        yield from _shown(article)


def _lines(value: Any) -> list[str]:
    """A list, or a dictionary, as lines."""
    return [f"{key} → {each}" for key, each in value.items()] if isinstance(value, dict) else list(value)


def _shown(article: "Article") -> Iterator[str]:
    interval = article.reading.interval if article.reading else None
    day = f"{interval.latest:%Y-%m-%d} (to the {interval.precision})" if interval else "no date"
    beside = [day, article.category or "no category", article.author or "no author"]
    beside += [f"from {name}"] if (name := article.origin or article.stated_origin) else []
    yield ""
    yield f"{article.title}  {article.url}"
    sizes = f"{counted(len(article.text.splitlines()), 'line')}, {counted(len(article.images), 'image')}"
    yield f"  {' · '.join(beside)} · {sizes}"
    yield from (f"  | {line}" for line in article.text.splitlines()[:2])
    if article.removed:
        yield f"  cut out: {' / '.join(cut.text for cut in article.removed)[:120]}"
