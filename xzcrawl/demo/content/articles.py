"""The demo site's articles: for each its truth and the markup built from it.

The same options and the same ``now`` give the same articles.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from html import escape
from random import Random
from urllib.parse import quote

from xzcrawl.demo.content import footer
from xzcrawl.demo.content.lexicon import WORDS
from xzcrawl.demo.content.markup import body_html
from xzcrawl.demo.content.recipes import RECIPES, body_lines
from xzcrawl.demo.content.schedule import ids, times
from xzcrawl.demo.content.truth import DemoPost, Truth
from xzcrawl.demo.content.visibility import hide, pin
from xzcrawl.demo.content.writing import DemoWriter
from xzcrawl.demo.options import Category, Options, Permalinks

#: Author ids count from 1.
AUTHORS = ("admin", "小编", "招商专员")
TAGS = WORDS["tag"]
FIRST_TAG_ID = 10
FIRST_ID = 4700
#: The themes of WordPress and Typecho; all others are Z-BlogPHP's.
WORDPRESS_THEMES = frozenset(("twentytwentyone", "twentytwentyfive"))
TYPECHO_THEMES = frozenset(("typecho-default",))
#: What the slugs of posts begin with.
_SLUG = "产业新闻-"
#: Articles of this age may carry the copyright sentence inside the body.
OLD = timedelta(days=540)


def category_path(categories: Sequence[Category], category_id: int) -> tuple[str, ...]:
    """The names from the topmost category down to this one."""
    by_id = {category.id: category for category in categories}
    names: list[str] = []
    step: int | None = category_id
    while step is not None:
        names.insert(0, by_id[step].name)
        step = by_id[step].parent
    return tuple(names)


@lru_cache(maxsize=8)  # tests make the same few sites many times
def generate(options: Options, now: datetime) -> Sequence[DemoPost]:
    """All posts, oldest first; their URLs are relative to the site's root."""
    rng = Random(f"site {options.seed}")
    moments = times(options.articles, now, rng)
    titles: set[str] = set()
    posts = [
        _post(options, index, number, moment, now, titles)
        for index, (number, moment) in enumerate(zip(ids(moments, rng, FIRST_ID), moments, strict=True))
    ]
    return tuple(pin(hide(posts, options), options, rng))


def _post(
    options: Options, index: int, number: int, published: datetime, now: datetime, titles: set[str]
) -> DemoPost:
    rng = Random(f"article {options.seed} {index}")
    writer = DemoWriter(rng, published)
    title = _fresh_title(writer, rng, titles)
    recipe = RECIPES[index % len(RECIPES)]
    lines = list(body_lines(recipe, writer, rng, published))
    category = rng.choice(options.categories)
    author = rng.choices(range(len(AUTHORS)), (8, 1, 1))[0]
    tags = sorted(rng.sample(range(len(TAGS)), rng.randint(0, 4))) if options.tags else []
    ending = footer.ending(options, old=now - published > OLD, rng=rng)
    return DemoPost(
        truth=Truth(
            id=number,
            url=article_path(number, published, options),
            title=title,
            author=AUTHORS[author],
            category=category.name,
            breadcrumbs=category_path(options.categories, category.id),
            tags=tuple(TAGS[tag] for tag in tags),
            views=rng.randint(1, 2600),
            published=published,
            paragraphs=tuple(line.text for line in lines if line.image is None),
            images=tuple(line.image for line in lines if line.image),
            footer=ending.footer,
            footer_images=ending.images,
            notice=ending.notice,
            visible="category" if category.id in options.categories_hidden_from_home else "home",
        ),
        category_id=category.id,
        author_id=author + 1,
        tag_ids=tuple(FIRST_TAG_ID + tag for tag in tags),
        title_html=title_html(title, rng),
        body=body_html(lines, recipe.layout, recipe.noise, rng),
        tail=ending.html,
        comments=rng.choice((0, 0, 0, 1, 3, 12)),
    )


def article_path(number: int, published: datetime, options: Options) -> str:
    """The canonical URL of an article, relative to the site's root."""
    if options.theme in WORDPRESS_THEMES:
        return _permalink(number, published, options.permalinks)
    if options.theme in TYPECHO_THEMES:
        return _typecho_permalink(number, published, options.permalinks)
    return f"/?id={number}" if options.url_form == "query" else f"/index.php/post/{number}.html"


def _permalink(number: int, published: datetime, pattern: Permalinks) -> str:
    slug = quote(f"{_SLUG}{number}")
    return {
        "dated": f"/{published:%Y/%m/%d}/{slug}/",
        "archives": f"/archives/{number}",
        "postname": f"/{slug}/",
        "plain": f"/?p={number}",
    }[pattern]


def _typecho_permalink(number: int, published: datetime, pattern: Permalinks) -> str:
    slug = quote(f"{_SLUG}{number}")
    return {
        "dated": f"/{published:%Y/%m/%d}/{slug}.html",
        "archives": f"/archives/{number}/",
        "postname": f"/archives/{slug}.html",
        "plain": f"/index.php/archives/{number}/",
    }[pattern]


def id_in_slug(slug: str) -> str | None:
    """The id of the post that has a slug (decoded); None for no slug of a post."""
    number = slug.removeprefix(_SLUG)
    return number if number != slug and number.isascii() and number.isdigit() else None


def title_html(title: str, rng: Random) -> str:
    """The title as markup: escaped, as typed (bare ampersands), or with curly quotes as entities."""
    style = rng.randrange(3)
    if style == 1 and "<" not in title:
        return title
    html = escape(title)
    return html.replace("“", "&ldquo;").replace("”", "&rdquo;") if style == 2 else html


def _fresh_title(writer: DemoWriter, rng: Random, titles: set[str]) -> str:
    while True:
        title = writer.title(odd=rng.random() < 0.15)
        if title not in titles:
            titles.add(title)
            return title
