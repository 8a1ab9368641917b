"""Where a page tells machines when its article was published, and what there is of another moment."""

import pytest

from tests.extract.pages import BASE, page, post, read
from xzcrawl.extract import article_of, parse
from xzcrawl.families import Site, described

LD = '<script type="application/ld+json">{}</script>'
MOMENT = "2026-03-08T09:05:33+08:00"


def told(head: str = "", single: str = "<p>一</p>", info: str = "") -> tuple[str, ...]:
    return read(post(single, info, head)).metadata_dates


@pytest.mark.parametrize(
    "head",
    [
        f'<meta name="PubDate" content="{MOMENT}">',
        f'<META NAME="pubdate" CONTENT=" {MOMENT}\n">',
        f'<meta name="firstpublishedtime" content="{MOMENT}">',
        f'<meta name="publishdate" content="{MOMENT}">',
        f'<meta property="article:published_time" content="{MOMENT}">',
        f'<meta itemprop="datePublished" content="{MOMENT}">',
        f'<time itemprop="datePublished" datetime="{MOMENT}">今天</time>',
        f'<time pubdate datetime="{MOMENT}">今天</time>',
        LD.format(f'{{"@type": "NewsArticle", "datePublished": "{MOMENT}"}}'),
        LD.format(f'[{{"@type": ["Article"]}}, {{"@type": "BlogPosting", "datePublished": "{MOMENT}"}}]'),
        LD.format(
            f'{{"@graph": [{{"@type": "WebPage", "datePublished": "2020-01-01"}},'
            f' {{"@type": "Article", "datePublished": "{MOMENT}"}}]}}'
        ),
        LD.format(f'{{"@type": "WebPage", "datePublished": "{MOMENT}"}}'),
        LD.format(
            '[{"@type": "WebSite", "datePublished": "2015-03-08"},'
            f' {{"@type": ["Thing", "NewsArticle"], "datePublished": "{MOMENT}"}}]'
        ),
        LD.format(
            f'{{"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld", "pubDate": "{MOMENT}"}}'
        ),
    ],
)
def test_each_way_of_telling_it_is_known(head: str) -> None:
    assert told(head) == (MOMENT,)


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="article:modified_time" content="{MOMENT}">',
        f'<meta property="og:updated_time" content="{MOMENT}">',
        f'<meta name="lastmodifiedtime" content="{MOMENT}">',
        f'<meta name="Maketime" content="{MOMENT}">',
        f'<meta itemprop="dateModified" content="{MOMENT}">',
        '<meta name="PubDate" content="">',
        '<meta name="PubDate">',
        f'<meta name="PubDate" content="{MOMENT}"><meta name="PubDate" content="2026-03-09">',
        f'<meta name="PubDate" content="{"9" * 301}">',
        f'<time itemprop="dateModified" datetime="{MOMENT}">今天</time>',
        f'<time itemprop="commentTime" datetime="{MOMENT}">今天</time>',
        f'<time datetime="{MOMENT}">今天</time>',
        LD.format(f'{{"@type": "Article", "dateModified": "{MOMENT}", "upDate": "{MOMENT}"}}'),
        LD.format(f'{{"@type": "ItemList", "itemListElement": [{{"datePublished": "{MOMENT}"}}]}}'),
        LD.format(
            f'[{{"@type": "Article", "datePublished": "{MOMENT}"}},'
            ' {"@type": "Article", "datePublished": "2026-03-09"}]'
        ),
        LD.format(f'{{"@type": "WebSite", "datePublished": "{MOMENT}"}}'),
        LD.format(f'{{"@type": ["WebSite"], "datePublished": "{MOMENT}"}}'),
        LD.format('{"@type": "Article", "datePublished": 1772931933}'),
        LD.format(f'{{"@type": "Article", "datePublished": "{MOMENT}"'),
        LD.format("[" * 50_000),
        LD.format("1" * 5_000),
        LD.format("null"),
        LD.format(f'{{"datePublished": "{MOMENT}", "x": "{"一" * 100_000}"}}'),
    ],
)  # fmt: skip
def test_changes_other_articles_and_what_is_not_clear_tell_nothing(head: str) -> None:
    assert told(head) == ()


def test_half_a_character_is_left_out_of_a_moment() -> None:
    assert told(LD.format('{"@type": "NewsArticle", "datePublished": "2026-03-08\\ud83d"}')) == (
        "2026-03-08",
    )


def test_several_ways_may_tell_several_moments() -> None:
    day, second = ('<meta name="PubDate" content="2026-03-08">', f'<time pubdate datetime="{MOMENT}"></time>')
    assert told(day + second) == ("2026-03-08", MOMENT)


def test_what_stands_in_the_text_of_an_article_is_not_its_own() -> None:
    time = f'<time itemprop="datePublished" datetime="{MOMENT}">三月八日</time>'
    assert told(single=f"<p>转载{time}</p>") == ()
    assert told(info=time) == (MOMENT,)


SITE = Site.at(
    BASE,
    described(
        articles=["/{id}.html"], lists=["/{list}/"], title="h1", info=".info", body=".text", items="li"
    ),
)
PAGE = '<h1>标题</h1><div class="info">{}</div><div class="text"><p>一</p></div><aside>{}</aside>'


@pytest.mark.parametrize(
    ("info", "aside", "expected"),
    [
        (f'<time datetime="{MOMENT}">2026-3-8 09:05</time>', "", (MOMENT,)),
        (f'<time class="updated" datetime="{MOMENT}">2026-3-8 09:05</time>', "", ()),
        (f'<time class="published updated" datetime="{MOMENT}">2026-3-8 09:05</time>', "", (MOMENT,)),
        ("<time>2026-3-8 09:05</time>", "", ()),
        ("2026-3-8 09:05", f'<time datetime="{MOMENT}">热点</time>', ()),
    ],
)
def test_the_line_of_the_date_may_have_its_moment_for_machines(
    info: str, aside: str, expected: tuple[str, ...]
) -> None:
    served = page(PAGE.format(info, aside), f"{BASE}1.html")
    found = article_of(parse(served, SITE.family.theme), served, SITE)
    assert (found.metadata_dates, found.date_text) == (expected, "2026-3-8 09:05")
