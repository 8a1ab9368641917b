"""A magazine about chips, made by hand a year ago, UTF-8: addresses are words, lists are cards.

- Articles ``/insights/WORDS``, ``/news/WORDS``, ``/events/WORDS``, and short ones ``/p/HASH``; lists
  ``/insights?page=2``, ``/flash?page=2`` …; past the end 200 without entries. The link to the next page has
  no words, but ``aria-label``. Above every page of a list stand recommended articles, with ``?utm_source=``.
- Lists show 25分钟前, 5小时前, 3天前 (rounded down, up to a week), 3月8日 in the same year, else 2025.03.08.
  Cards have a link around the picture and one around the title.
- An article shows 2026.03.08 09:05, a short one 3月8日 09:05; ``time[datetime]`` and data for search engines
  have the second in UTC, ``article:published_time`` in Beijing.
- Images come late (``data-original``). The body has a card of another article, the editor's name, rights.
- Jobs, authors and topics have addresses like articles'. What is absent is 404 with cards.
- robots.txt names a sitemap of sitemaps. The feed has the newest 20.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from hashlib import sha1
from html import escape
from random import Random
from urllib.parse import quote, unquote

from tests.unknown_sites.answers import Voice, cut, fields, number, pages_of, part_of, table_rows
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import CHIPS
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth

_SITE = "芯见"
_SIZE = 9
_SECTIONS: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("insights", "洞察", ("technique",)),
    ("news", "资讯", ("firm", "office")),
    ("events", "活动", ("fair", "notice")),
    ("flash", "快讯", ("market",)),
)
#: How long before ``end`` the newest articles came.
_RECENT = (
    timedelta(minutes=25, seconds=7),
    timedelta(hours=5, minutes=10),
    timedelta(days=1, hours=3),
    timedelta(days=3, hours=2, minutes=31),
    timedelta(days=6, hours=5),
)
_WORDS = (
    *(
        "wafer",
        "fab",
        "foundry",
        "chiplet",
        "packaging",
        "silicon",
        "carbide",
        "memory",
        "hbm",
        "lithography",
    ),
    *("etch", "mcu", "auto", "power", "sensor", "eda", "risc-v", "ai", "edge", "cloud", "substrate", "yield"),
)
_ACTS = (
    "outlook",
    "review",
    "guide",
    "deep-dive",
    "expansion",
    "roadmap",
    "deal",
    "supply-chain",
    "briefing",
)
_AUTHORS = dict(
    zip(CHIPS.persons, ("leo-chen", "gu-xin", "lu-yiming", "qin-wanqing", "zoe", "zhu-hongyi"), strict=True)
)
_JOBS = {
    "semiconductor-analyst": "招聘：半导体行业分析师（上海）",
    "content-editor": "招聘：内容编辑（无锡）",
    "event-manager-2026": "招聘：2026年度会展项目经理（深圳）",
}
_UTM = "?utm_source=site&utm_medium=featured"
_BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@dataclass(frozen=True)
class _Entry:
    draft: Draft
    url: str
    #: Address and title of the article whose card stands in the body.
    further: tuple[str, str] | None

    @property
    def section(self) -> tuple[str, str, tuple[Kind, ...]]:
        return _SECTIONS[self.draft.column]

    @property
    def original(self) -> bool:
        return self.draft.number % 3 == 0

    @property
    def notices(self) -> tuple[str, ...]:
        """What stands in the body and is not the article, but for contact lines."""
        card = f"延伸阅读：{self.further[1]}" if self.further else ""
        editor = f"编辑：{self.draft.author[0]}可" if self.draft.number % 2 else ""
        rights = f"本文为{_SITE}原创，未经授权不得转载。" if self.original else ""
        return tuple(filter(None, (card, editor, rights)))

    @property
    def folder(self) -> str:
        return f"/media/{self.draft.instant:%Y/%m}/"

    @property
    def cover(self) -> str:
        """The picture of its card, which its page has as a background."""
        return f"{self.folder}{self.url.rpartition('/')[2]}-cover.jpg"

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(f"{self.folder}{name}.png" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(f"{self.folder}{self.url.rpartition('/')[2]}-{at}.pdf", f"{name}.pdf")
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=self.url,
            title=draft.title,
            published=draft.instant,
            precision=Precision.SECOND,
            instant=draft.instant,
            column=self.section[1],
            paragraphs=draft.paragraphs,
            author=draft.author,
            source=None if self.original else draft.source,
            tags=draft.tags,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices + self.notices,
            aliases=(f"{self.url}{_UTM}",),
        )


class Tech:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "tech", "utf-8", "/insights/no-such-story"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://tech.invalid/"
        last = end or now
        random = Random(f"{seed} tech")
        older = moments(random, 107, last - timedelta(days=7), 815)
        recent = sorted((last - ago).replace(microsecond=0) for ago in _RECENT)
        made = drafts(CHIPS, f"{seed} tech", [kinds for _, _, kinds in _SECTIONS], older + recent)
        self._entries = [one for one in reversed(_addressed(random, made)) if one.draft.instant <= now]
        self._by_url = {entry.url: entry for entry in self._entries}
        self._voice = Voice("cloudflare", "text/html; charset=utf-8", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(path, name) for path, name, _ in _SECTIONS)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/app", "/insights/annual-review-2021"})

    def _column(self, path: str, name: str) -> Column:
        pages = pages_of(len(self._of(path)), _SIZE)
        later = tuple(f"/{path}?page={page}" for page in range(2, pages + 1))
        return Column(name, (f"/{path}", *later), f"/{path}?page={pages + 1}", PastEnd.EMPTY)

    def _of(self, path: str) -> list[_Entry]:
        return [entry for entry in self._entries if entry.section[0] == path]

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in (*entry.images, entry.cover)}
        beside |= {file.url for entry in self._entries for file in entry.attachments}
        beside |= {f"/avatars/{slug}.png" for slug in _AUTHORS.values()}
        return frozenset(beside | {"/assets/logo.png", "/assets/qr.png"})

    def respond(self, path: str, query: str) -> Response:
        if path == "/":
            return self._voice.html(self._home())
        for section, name, _ in _SECTIONS:
            if path == f"/{section}":
                page = max(1, number(fields(query).get("page"), 1))
                return self._voice.html(self._list(section, name, page))
        if entry := self._by_url.get(path):
            return self._voice.html(self._article(entry))
        if path in self._files:
            return self._voice.file(path)
        folder, _, last = path.removeprefix("/").partition("/")
        match folder:
            case "topics" if found := [one for one in self._entries if unquote(last) in one.draft.tags]:
                return self._voice.html(self._cards(unquote(last), found))
            case "authors":
                for person, slug in _AUTHORS.items():
                    if slug == last:
                        mine = [one for one in self._entries if one.draft.author == person]
                        return self._voice.html(self._cards(person, mine[:12]))
            case "careers" if not last or last in _JOBS:
                return self._voice.html(self._job(last))
        return self._written(path)

    def _written(self, path: str) -> Response:
        """What robots and readers of feeds get; the page of what is absent."""
        base = self.base_url.rstrip("/")
        match path:
            case "/robots.txt":
                rules = f"User-agent: *\nAllow: /\nDisallow: /api/\n\nSitemap: {base}/sitemap.xml\n"
                return self._voice.data(rules.encode(), "text/plain; charset=utf-8")
            case "/sitemap.xml":
                return self._voice.data(_SITEMAPS.format(base=base).encode(), "application/xml")
            case "/sitemap-0.xml":
                rows = "".join(
                    f"<url><loc>{base}{entry.url}</loc><lastmod>{_utc(self._revised(entry))}</lastmod></url>\n"
                    for entry in self._entries
                )
                return self._voice.data(_SITEMAP.format(rows=rows).encode(), "application/xml")
            case "/feed.xml":
                items = "".join(
                    f"<item><title><![CDATA[{entry.draft.title}]]></title><link>{base}{entry.url}</link>"
                    f'<guid isPermaLink="false">{_hash(entry.url)}</guid>'
                    f"<pubDate>{format_datetime(entry.draft.instant.astimezone(UTC), usegmt=True)}</pubDate>"
                    f"<description><![CDATA[{entry.draft.summary}]]></description></item>\n"
                    for entry in self._entries[:20]
                )
                feed = _FEED.format(site=_SITE, url=self.base_url, items=items)
                return self._voice.data(feed.encode(), "application/rss+xml; charset=utf-8")
        return self._voice.html(
            self._frame(
                f"页面未找到 | {_SITE}",
                '<main class="NotFound_wrap__a81Ze"><h1>404</h1><p>页面走丢了，看看这些：</p>'
                f"{self._featured()}</main>",
            ),
            404,
        )

    def _revised(self, entry: _Entry) -> datetime:
        return min(entry.draft.instant + timedelta(hours=entry.draft.number % 30), self.now)

    def _home(self) -> str:
        top, *latest = self._entries[:13]
        blocks = "\n".join(
            f'<section class="Block_block__Hq2x1"><header><h2>{name}</h2>'
            f'<a href="/{path}">查看全部</a></header>\n'
            + "\n".join(self._card(entry) for entry in self._of(path)[3:6])
            + "\n</section>"
            for path, name, _ in _SECTIONS[:3]
        )
        return self._frame(
            f"{_SITE} | 看见半导体产业的下一步",
            f"""\
<section class="Hero_hero__9sPbd" style="background-image:url({top.cover})">
<a href="{top.url}"><h2>{escape(top.draft.title)}</h2></a><time datetime="{_utc(top.draft.instant)}">\
{self._ago(top.draft.instant)}</time></section>
<main class="Layout_main__tR3kL"><section class="Stream_stream__7Vw0c"><h2>最新</h2>
{"".join(map(self._card, latest))}
</section>
{blocks}
<section class="Block_block__Hq2x1"><header><h2>快讯</h2><a href="/flash">查看全部</a></header><ul>
{"".join(map(self._flash, self._of("flash")[:6]))}
</ul></section></main>
{self._side()}""",
        )

    def _list(self, path: str, name: str, page: int) -> str:
        entries = self._of(path)
        shown = part_of(entries, page, _SIZE)
        if path == "flash":
            listed = f'<ul class="Flash_list__k2Jd8">\n{"".join(map(self._flash, shown))}\n</ul>'
        else:
            listed = f'<div class="Grid_grid__4nQpe">\n{"".join(map(self._card, shown))}\n</div>'
        return self._frame(
            f"{name}{f' - 第{page}页' if page > 1 else ''} | {_SITE}",
            f"""\
<main class="Layout_main__tR3kL"><header class="Page_head__c0XyT"><h1>{name}</h1></header>
{self._featured()}
{listed if shown else '<p class="Empty_empty__2BvRm">没有更多内容了</p>'}
{_pager(path, page, pages_of(len(entries), _SIZE))}</main>
{self._side()}""",
        )

    def _featured(self) -> str:
        items = "\n".join(
            f'<li><a href="{escape(entry.url + _UTM)}">{escape(entry.draft.title)}</a></li>'
            for entry in self._entries[20::31][:3]
        )
        return f'<section class="Featured_box__Zp6uE"><h2>编辑精选</h2><ol>\n{items}\n</ol></section>'

    def _cards(self, name: str, entries: list[_Entry]) -> str:
        """A topic or an author."""
        cards = "".join(map(self._card, entries))
        return self._frame(
            f"{name} | {_SITE}",
            f'<main class="Layout_main__tR3kL"><h1>{escape(name)}</h1>\n'
            f'<div class="Grid_grid__4nQpe">{cards}</div></main>',
        )

    def _job(self, slug: str) -> str:
        if not slug:
            rows = "".join(f'<li><a href="/careers/{one}">{name}</a></li>' for one, name in _JOBS.items())
            return self._frame(f"加入我们 | {_SITE}", f"<main><h1>加入我们</h1><ul>{rows}</ul></main>")
        return self._frame(
            f"{_JOBS[slug]} | {_SITE}",
            f"<main><article><h1>{_JOBS[slug]}</h1><p>更新于 2025.12.01</p><p>岗位职责：负责半导体行业"
            "相关内容的策划与执行，跟踪产业动态。</p><p>简历请发送至 hr@example.com。</p></article></main>",
        )

    def _card(self, entry: _Entry) -> str:
        draft = entry.draft
        title = escape(draft.title)
        return f"""\
<article class="Card_card__m3TzQ"><a class="Card_media__Jb91s" href="{entry.url}">
<img class="lazy" src="{_BLANK}" data-original="{entry.cover}" alt="{title}"></a>
<div class="Card_body__u6GfW">
<a class="Card_topic__wE0yL" href="/topics/{quote(draft.tags[0])}">{draft.tags[0]}</a>
<h3 class="Card_title__1dKcN"><a href="{entry.url}">{title}</a></h3>
<p class="Card_excerpt__8aLhV">{escape(draft.summary)}</p>
<div class="Card_meta__x5RsP"><span>{draft.author}</span><span>{self._ago(draft.instant)}</span>
</div></div></article>
"""

    def _flash(self, entry: _Entry) -> str:
        return f"""\
<li class="Flash_item__Y7cVo"><span class="Flash_time__e4WqA">{self._ago(entry.draft.instant)}</span>
<a href="{entry.url}">{escape(entry.draft.title)}</a><p>{escape(entry.draft.summary)}</p></li>
"""

    def _ago(self, moment: datetime) -> str:
        seconds = int((self.now - moment).total_seconds())
        if seconds < 60:
            return "刚刚"
        if seconds < 3600:
            return f"{seconds // 60}分钟前"
        if seconds < 86400:
            return f"{seconds // 3600}小时前"
        if seconds < 7 * 86400:
            return f"{seconds // 86400}天前"
        if moment.year == self.now.year:
            return f"{moment.month}月{moment.day}日"
        return f"{moment:%Y.%m.%d}"

    def _article(self, entry: _Entry) -> str:
        draft, (path, name, _) = entry.draft, entry.section
        siblings = [one for one in self._of(path) if one is not entry]
        moment = draft.instant
        flash = path == "flash"
        headings = "".join(f'<li><a href="#h-{at}">{text}</a></li>' for at, text in _headings(draft))
        return self._frame(
            f"{escape(draft.title)} | {_SITE}",
            _ARTICLE.format(
                path=path,
                name=name,
                title=escape(draft.title),
                lede="" if flash else f'<p class="Post_lede__S2ndK">{escape(cut(draft.summary, 60))}</p>',
                slug=_AUTHORS[draft.author],
                author=draft.author,
                utc=_utc(moment),
                time=f"{moment.month}月{moment.day}日 {moment:%H:%M}"
                if flash
                else f"{moment:%Y.%m.%d %H:%M}",
                source="<span>原创</span>" if entry.original else f"<span>来源：{draft.source}</span>",
                cover=entry.cover,
                toc=f'<nav class="Toc_toc__q8MxD"><b>目录</b><ol>{headings}</ol></nav>' if headings else "",
                body=_body(entry),
                files="".join(
                    f'<a class="Post_file__0TrGb" href="{file.url}" download>{escape(file.name)}</a>'
                    for file in entry.attachments
                ),
                tags="".join(f'<li><a href="/topics/{quote(tag)}">#{tag}</a></li>' for tag in draft.tags),
                related="".join(map(self._card, siblings[2:5])),
                side=self._side(),
            ),
            self._metas(entry),
        )

    def _metas(self, entry: _Entry) -> str:
        """What the head says of an article, for search engines and shared links."""
        draft, base = entry.draft, self.base_url.rstrip("/")
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": base + entry.url,
            "headline": draft.title,
            "image": [base + entry.cover],
            "datePublished": _utc(draft.instant),
            "dateModified": _utc(self._revised(entry)),
            "author": {"@type": "Person", "name": draft.author},
            "publisher": {"@type": "Organization", "name": _SITE},
        }
        tags = "".join(f'<meta property="article:tag" content="{tag}">\n' for tag in draft.tags)
        return f"""\
<link rel="canonical" href="{base}{entry.url}">
<meta name="description" content="{escape(draft.summary)}">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(draft.title)}">
<meta property="og:url" content="{base}{entry.url}">
<meta property="og:image" content="{base}{entry.cover}">
<meta property="article:published_time" content="{draft.instant:%Y-%m-%dT%H:%M:%S}+08:00">
<meta property="article:modified_time" content="{self._revised(entry):%Y-%m-%dT%H:%M:%S}+08:00">
<meta property="article:section" content="{entry.section[1]}">
{tags}<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>
"""

    def _side(self) -> str:
        hot = "\n".join(
            f'<li><a href="{entry.url}">{escape(cut(entry.draft.title, 16))}</a></li>'
            for entry in self._entries[6::12][:8]
        )
        return f"""\
<aside class="Side_side__L9aCe"><h4>热门阅读</h4><ol>
{hot}
<li><a href="/insights/annual-review-2021">2021年半导体产业年度盘点</a></li>
</ol><form class="Newsletter_form__5Xk1r" action="/api/subscribe" method="post"><p>每周一封，读懂芯片产业</p>
<input type="email" placeholder="邮箱地址"><button>订阅</button></form></aside>"""

    def _frame(self, title: str, content: str, metas: str = "") -> str:
        menu = "".join(f'<li><a href="/{path}">{name}</a></li>' for path, name, _ in _SECTIONS)
        return _FRAME.format(
            title=title, metas=metas, menu=menu, content=content, site=_SITE, year=self.now.year
        )


def _addressed(random: Random, made: tuple[Draft, ...]) -> list[_Entry]:
    """The articles with their addresses, and in some a card of an older one of the same section."""
    entries: list[_Entry] = []
    used: set[str] = set()
    for draft in made:
        section = _SECTIONS[draft.column][0]
        words = "-".join((*random.sample(_WORDS, 2), random.choice(_ACTS)))
        words += f"-{draft.instant:%Y}" if random.random() < 0.3 else ""
        url = f"/p/{_hash(f'{draft.number} {words}')}" if section == "flash" else f"/{section}/{words}"
        while url in used:
            url += "-2"
        used.add(url)
        older = [one for one in entries if one.draft.column == draft.column]
        further = (older[-1].url, older[-1].draft.title) if older and draft.number % 4 == 1 else None
        entries.append(_Entry(draft, url, further))
    return entries


def _hash(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def _headings(draft: Draft) -> list[tuple[int, str]]:
    return list(enumerate(draft.texts("heading"), 1))


def _pager(path: str, page: int, pages: int) -> str:
    def link(at: int, words: object, more: str = "") -> str:
        return f'<a href="/{path}?page={at}"{more}>{words}</a>'

    arrow = '<svg viewBox="0 0 24 24"><path d="M9 6l6 6-6 6"/></svg>'
    links = [link(page - 1, arrow, ' rel="prev" aria-label="上一页"')] if 1 < page <= pages else []
    links += [
        f'<span aria-current="page">{at}</span>' if at == page else link(at, at) for at in range(1, pages + 1)
    ]
    links += [link(page + 1, arrow, ' rel="next" aria-label="下一页"')] if page < pages else []
    return f'<nav class="Pagination_nav__6DfYh" aria-label="分页">{"".join(links)}</nav>'


def _body(entry: _Entry) -> str:
    """The blocks, after the third the card of another article, at the end editor and rights."""
    pictures, numbers = iter(entry.images), iter(_headings(entry.draft))
    lines = [_block(block, pictures, numbers) for block in entry.draft.blocks if block.role != "file"]
    if entry.further:
        url, title = entry.further
        card = f'<aside class="Inline_card__G3pZt"><a href="{url}">延伸阅读：{escape(title)}</a></aside>'
        lines.insert(3, card)
    ends = entry.notices[1:] if entry.further else entry.notices
    return "\n".join([*lines, *(f'<p class="Post_note__vN7eJ">{words}</p>' for words in ends)])


def _block(block: Block, pictures: Iterator[str], numbers: Iterator[tuple[int, str]]) -> str:
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            return f'<figure><img class="lazy" src="{_BLANK}" data-original="{next(pictures)}" alt="">'
        case "caption":  # follows every image
            return f"<figcaption>{words}</figcaption></figure>"
        case "heading":
            return f'<h2 id="h-{next(numbers)[0]}">{words}</h2>'
        case "table":
            head, *rest = block.rows
            first, others = table_rows((head,), "<th>", "</th>"), table_rows(tuple(rest))
            table = f"<table><thead>{first}</thead><tbody>{others}</tbody></table>"
            return f'<div class="Table_scroll__r1HsB">{table}</div>'
        case "signature":
            return f'<p style="text-align:right">{words}</p>'
        case "contact":
            return f"<blockquote>{words}</blockquote>"
        case _:
            return f"<p>{words}</p>"


_ARTICLE = """\
<main class="Layout_main__tR3kL"><article class="Post_post__b2WvX">
<header><nav class="Crumb_nav__E5oQu"><a href="/">首页</a><a href="/{path}">{name}</a></nav>
<h1 class="Post_title__K8jLm">{title}</h1>
{lede}
<div class="Post_meta__Fz4Ta"><a href="/authors/{slug}"><img src="/avatars/{slug}.png" alt="">{author}</a>
<time datetime="{utc}">{time}</time>{source}</div></header>
<div class="Post_cover__hC6xI" style="background-image:url({cover})"></div>
{toc}
<div class="Post_body__3yUeR">
{body}
</div>
<div class="Post_files__Q0iPs">{files}</div>
<ul class="Post_tags__nM5wD">{tags}</ul>
<div class="Share_bar__o7KgV"><button data-share="wechat">微信</button>
<img src="/assets/qr.png" alt="扫码分享"></div>
</article>
<section class="Related_box__T1bYk"><h2>相关推荐</h2><div class="Grid_grid__4nQpe">
{related}
</div></section></main>
{side}"""

_FRAME = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta property="og:site_name" content="{site}">
{metas}<link rel="stylesheet" href="/assets/index-4f1d9c2e.css">
<link rel="alternate" type="application/rss+xml" title="{site}" href="/feed.xml">
<script type="module" src="/assets/index-9b7c01aa.js"></script>
</head>
<body>
<header class="Header_header__p4VnS">
<a href="/" class="Header_logo__d9FxC"><img src="/assets/logo.png" alt="{site}"></a>
<nav><ul>{menu}</ul></nav><a class="Header_app__s3ZjN" href="/app">下载App</a></header>
{content}
<footer class="Footer_footer__W6mHa"><ul><li><a href="/careers">加入我们</a></li>
<li><a href="/feed.xml">RSS</a></li>
<li><a href="https://weibo.com/xinjian" rel="nofollow">微博</a></li></ul>
<p>友情链接：<a href="https://www.semi.example/">国际半导体协会</a>
<a href="https://www.icbank.example/">芯片银行</a></p>
<p>© 2019-{year} {site} 上海芯见信息科技有限公司 <a href="https://beian.miit.gov.cn/">沪ICP备19012345号-1</a>
沪公网安备31011502012345号 违法和不良信息举报：021-61234567</p></footer>
<div class="Cookie_bar__j0LqE" hidden>我们使用Cookie改善您的体验。<button>同意</button></div>
</body>
</html>
"""

_SITEMAPS = """\
<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{base}/sitemap-0.xml</loc></sitemap>
</sitemapindex>
"""

_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{rows}</urlset>
"""

_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
<channel>
<title>{site}</title>
<link>{url}</link>
<description>看见半导体产业的下一步</description>
<language>zh-CN</language>
{items}</channel>
</rss>
"""
