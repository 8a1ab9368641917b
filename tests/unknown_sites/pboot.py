"""A maker of lamps with a news section, made with PbootCMS 3 and a Bootstrap template, UTF-8.

- Articles ``/CATEGORY/ID.html``, lists ``/CATEGORY/``, ``/CATEGORY_2/`` …; all of it also after ``/?``. Past
  the end the last page comes again. 新闻中心 lists what its four children have.
- An entry of a list is an ``a`` that holds everything: two titles (30 and 11 characters, for wide and narrow
  screens), badges, maybe a picture and a summary, the day. Pinned, recommended and headline articles are
  before the newer ones.
- Articles show the day, and hits that count each fetch. Words of tags are links inside the body, icons stand
  beside its files. Products have addresses like articles', but no date: they are none.
- The sitemap has every address, and today for each. What is absent is 404, by a page of the template.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape
from itertools import count
from random import Random
from urllib.parse import quote

from tests.unknown_sites.answers import (
    Voice,
    cut,
    fields,
    neighbours,
    pages_of,
    part_of,
    table_rows,
)
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import LIGHTS
from tests.unknown_sites.truth import (
    NOW,
    Attachment,
    Column,
    PastEnd,
    Precision,
    Response,
    Truth,
    shown,
)

_SITE = "广东明煌光电股份有限公司"
_SIZE = 10
_PARENT = ("xwzx", "新闻中心")
_CATEGORIES: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("gsxw", "公司新闻", ("firm", "fair")),
    ("hyzx", "行业资讯", ("market", "office")),
    ("jszs", "技术知识", ("technique",)),
    ("tzgg", "通知公告", ("notice",)),
)
#: Numbers of the products; a product's name is one of the trade's goods.
_PRODUCTS = dict(enumerate(LIGHTS.goods, 5))
_ICONS = "/core/extend/ueditor/dialogs/attachment/fileTypeImages/"


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def id(self) -> int:
        return 20 + self.draft.number

    @property
    def category(self) -> tuple[str, str, tuple[Kind, ...]]:
        return _CATEGORIES[self.draft.column]

    @property
    def url(self) -> str:
        return f"/{self.category[0]}/{self.id}.html"

    @property
    def flags(self) -> tuple[bool, bool, bool]:
        """Whether it is pinned, recommended, a headline."""
        return self.id % 47 == 30, self.id % 12 == 5, self.id % 31 == 2

    @property
    def badges(self) -> str:
        badges = zip(("danger", "warning", "info"), ("置顶", "推荐", "头条"), self.flags, strict=True)
        return "".join(f'<span class="badge badge-{kind}">{name}</span>' for kind, name, on in badges if on)

    @property
    def named(self) -> bool:
        """Whether the line names the source and the author."""
        return self.draft.number % 3 != 0

    @property
    def stamp(self) -> int:
        """The second, by which files are named."""
        return int(self.draft.instant.timestamp())

    @property
    def images(self) -> tuple[str, ...]:
        folder = f"/static/upload/image/{self.draft.instant:%Y%m%d}/{self.stamp}"
        return tuple(f"{folder}{name[-6:]}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        folder = f"/static/upload/file/{self.draft.instant:%Y%m%d}/{self.stamp}"
        return tuple(
            Attachment(f"{folder}{100000 + at}.{end}", f"{name}.{end}")
            for at, name in enumerate(self.draft.texts("file"), 1)
            for end in (("doc", "pdf", "xls")[(self.id + at) % 3],)
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=self.url,
            title=draft.title,
            published=shown(draft.instant, Precision.DAY),
            precision=Precision.DAY,
            instant=draft.instant,
            column=self.category[1],
            paragraphs=draft.paragraphs,
            author=draft.author if self.named else None,
            source=draft.source if self.named else None,
            tags=draft.tags,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices,
            aliases=(f"/?{self.url[1:]}",),
        )


class Pboot:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "pboot", "utf-8", "/gsxw/3.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://pboot.invalid/"
        made = drafts(
            LIGHTS,
            f"{seed} pboot",
            [kinds for _, _, kinds in _CATEGORIES],
            moments(Random(f"{seed} pboot"), 114, end or now, 830),
        )
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._by_url = {entry.url: entry for entry in self._entries}
        self._hits = count(1001)
        self._voice = Voice("nginx/1.22.1", "text/html; charset=utf-8", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(slug, name) for slug, name in (_PARENT, *(one[:2] for one in _CATEGORIES)))

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/en/", "/download/"})

    def _column(self, slug: str, name: str) -> Column:
        pages = pages_of(len(self._of(slug)), _SIZE)
        urls = tuple(_page(slug, page) for page in range(1, pages + 1))
        return Column(name, urls, _page(slug, pages + 1), PastEnd.LAST_AGAIN)

    def _of(self, slug: str) -> list[_Entry]:
        """The articles of a category, as the list has them: those with flags first."""
        mine = [entry for entry in self._entries if slug in (entry.category[0], _PARENT[0])]
        return sorted(mine, key=lambda entry: [not flag for flag in entry.flags])

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in entry.images}
        beside |= {file.url for entry in self._entries for file in entry.attachments}
        beside |= {f"{_ICONS}icon_{end}.gif" for end in ("doc", "pdf", "xls")}
        beside |= {f"/static/upload/image/20240102/product{id}.png" for id in _PRODUCTS}
        beside |= {f"/template/default/img/{name}" for name in ("logo.png", "weixin.jpg", "banner.jpg")}
        return frozenset(beside)

    def respond(self, path: str, query: str) -> Response:
        status, headers, body = self._answer(path, query)
        cookie = {"Set-Cookie": "lg=cn; path=/", "X-Powered-By": "PbootCMS"}
        return status, headers | (cookie if "html" in headers["Content-Type"] else {}), body

    def _answer(self, path: str, query: str) -> Response:
        given = fields(query)
        if path == "/" and query and "=" not in query:
            path = f"/{query}"
        if path == "/" and (tag := given.get("tag")):
            return self._tagged(tag)
        if path == "/":
            return self._voice.html(self._home())
        if entry := self._by_url.get(path):
            return self._voice.html(self._article(entry))
        slug, _, page = path.strip("/").partition("_")
        for column in self.columns:
            if column.pages[0] == f"/{slug}/" and (page.isdigit() or not page):
                return self._voice.html(self._list(column.name, slug, int(page or 1)))
        if path in self._files:
            return self._voice.file(path)
        return self._fixed(path)

    def _fixed(self, path: str) -> Response:
        """Products, single pages, what robots read; a page for what is absent."""
        base = self.base_url.rstrip("/")
        for id, good in _PRODUCTS.items():
            if path == f"/product/{id}.html":
                return self._voice.html(self._product(id, good))
        match path:
            case "/product/":
                return self._voice.html(
                    self._frame(f"产品中心-{_SITE}", f'<div class="row">{_products()}</div>', "产品中心")
                )
            case "/about/" | "/contact/":
                return self._voice.html(
                    self._frame(f"公司简介-{_SITE}", f'<div class="content">{_ABOUT}</div>', "公司简介")
                )
            case "/robots.txt":
                return self._voice.data(_ROBOTS.format(base=base).encode(), "text/plain")
            case "/sitemap.xml":
                urls = ["/", *(column.pages[0] for column in self.columns), "/product/", "/about/"]
                urls += [f"/product/{id}.html" for id in _PRODUCTS]
                urls += [entry.url for entry in self._entries]
                rows = "".join(
                    f"<url><loc>{base}{url}</loc><priority>0.60</priority>"
                    f"<lastmod>{self.now:%Y-%m-%d}</lastmod><changefreq>Daily</changefreq></url>\n"
                    for url in urls
                )
                return self._voice.data(_SITEMAP.format(rows=rows).encode(), "application/xml")
        return self._voice.html(_NOT_FOUND, 404)

    def _tagged(self, tag: str) -> Response:
        rows = "\n".join(_item(entry) for entry in self._entries if tag in entry.draft.tags)
        if not rows:
            return self._voice.html(_NOT_FOUND, 404)
        content = f'<ul class="list-group list-group-flush">\n{rows}\n</ul>'
        return self._voice.html(self._frame(f"{tag}-{_SITE}", content, f"标签：{tag}"))

    def _home(self) -> str:
        blocks = "\n".join(
            f"""\
<div class="col-12 col-lg-6">
<div class="news-title"><h4>{name}</h4><a href="/{slug}/" class="more">MORE+</a></div>
<ul class="home-news">
{"".join(map(_home_item, self._of(slug)[:5]))}
</ul></div>"""
            for slug, name, _ in _CATEGORIES
        )
        return _FRAME.format(
            title=f"{_SITE}-LED照明产品研发制造",
            nav=_nav(),
            site=_SITE,
            year=self.now.year,
            content=f"""\
<div class="banner"><a href="/product/"><img src="/template/default/img/banner.jpg" alt="{_SITE}"></a></div>
<div class="container"><h3 class="text-center">产品中心</h3><div class="row">{_products()}</div>
<h3 class="text-center">关于我们</h3><p>{_ABOUT}<a href="/about/">查看详情</a></p>
<h3 class="text-center"><a href="/xwzx/">新闻中心</a></h3>
<div class="row">
{blocks}
</div></div>""",
        )

    def _list(self, name: str, slug: str, page: int) -> str:
        entries = self._of(slug)
        pages = pages_of(len(entries), _SIZE)
        page = min(max(1, page), pages)
        write = _picture_item if slug == "gsxw" else _item
        rows = "\n".join(map(write, part_of(entries, page, _SIZE)))
        return self._frame(
            f"{name}-{_SITE}",
            f"""\
<ul class="list-group list-group-flush">
{rows}
</ul>
<nav class="page text-center my-4">
<div class="pagination justify-content-center">{_pager(slug, page, pages)}</div></nav>""",
            *([] if slug == _PARENT[0] else [f'<a href="/{_PARENT[0]}/">{_PARENT[1]}</a>']),
            f'<a href="/{slug}/">{name}</a>',
        )

    def _article(self, entry: _Entry) -> str:
        draft, (slug, name, _) = entry.draft, entry.category
        newer, older = neighbours([one for one in self._entries if one.category[0] == slug], entry)
        others = [one for one in self._entries if one.flags[1] and one is not entry][:5]
        named = f"&nbsp;&nbsp;来源：{draft.source}&nbsp;&nbsp;作者：{draft.author}" if entry.named else ""
        tags = " ".join(
            f'<a href="/?tag={quote(tag)}" class="btn btn-outline-secondary btn-sm">{tag}</a>'
            for tag in draft.tags
        )
        return self._frame(
            f"{escape(draft.title)}-{name}-{_SITE}",
            _ARTICLE.format(
                title=escape(draft.title),
                day=f"{draft.instant:%Y-%m-%d}",
                hits=next(self._hits),
                named=named,
                body=_body(entry),
                tags=tags,
                older=_neighbour(older),
                newer=_neighbour(newer),
                others="\n".join(map(_item, others)),
                products=_products(4),
            ),
            f'<a href="/{_PARENT[0]}/">{_PARENT[1]}</a>',
            f'<a href="/{slug}/">{name}</a>',
        )

    def _product(self, id: int, good: str) -> str:
        return self._frame(
            f"{good}-{_SITE}",
            f"""\
<div class="row">
<div class="col-lg-6"><img src="/static/upload/image/20240102/product{id}.png" alt="{good}"></div>
<div class="col-lg-6"><h2>{good}</h2><p>型号：MH-{id:03}</p><p>咨询电话：400-800-1234</p></div></div>
<div class="content"><p>{good}采用高光效灯珠与一体化压铸铝外壳，散热好、寿命长，适用于各类场所。</p>
<p>质保期五年，支持按图纸定制，样品七天内发货。</p></div>
<p>上一个：没有了！</p>
<div class="row">{_products(4)}</div>""",
            '<a href="/product/">产品中心</a>',
            good,
        )

    def _frame(self, title: str, content: str, *steps: str) -> str:
        """A page with the place and the menu at the left."""
        place = " &gt; ".join(('<a href="/">首页</a>', *steps))
        side = "\n".join(
            f'<a href="/{slug}/" class="list-group-item list-group-item-action">{name}</a>'
            for slug, name, _ in _CATEGORIES
        )
        return _FRAME.format(
            title=title,
            nav=_nav(),
            site=_SITE,
            year=self.now.year,
            content=f"""\
<div class="inner-banner" style="background-image:url(/template/default/img/banner.jpg)"></div>
<div class="container"><div class="position">当前位置：{place}</div>
<div class="row"><div class="col-lg-3 d-none d-lg-block"><div class="list-group">
{side}
</div><div class="card mt-3"><div class="card-header">联系我们</div><div class="card-body">
<p>电话：0760-22345678</p><p>手机：13800001234（陈经理）</p><p>地址：广东省中山市古镇镇同福路8号</p></div></div></div>
<div class="col-lg-9">
{content}
</div></div></div>""",
        )


def _page(slug: str, page: int) -> str:
    return f"/{slug}_{page}/" if page > 1 else f"/{slug}/"


def _nav() -> str:
    under = "".join(f'<a class="dropdown-item" href="/{slug}/">{name}</a>' for slug, name, _ in _CATEGORIES)
    return f"""\
<li class="nav-item"><a class="nav-link" href="/">首页</a></li>
<li class="nav-item"><a class="nav-link" href="/about/">公司简介</a></li>
<li class="nav-item"><a class="nav-link" href="/product/">产品中心</a></li>
<li class="nav-item dropdown"><a class="nav-link" href="/{_PARENT[0]}/">{_PARENT[1]}</a>
<div class="dropdown-menu">{under}</div></li>
<li class="nav-item"><a class="nav-link" href="/download/">资料下载</a></li>
<li class="nav-item"><a class="nav-link" href="/contact/">联系我们</a></li>"""


def _products(count: int = 9) -> str:
    return "\n".join(
        f'<div class="col-6 col-lg-3"><a href="/product/{id}.html" class="card text-center">'
        f'<img src="/static/upload/image/20240102/product{id}.png" class="card-img-top" alt="{good}">'
        f'<div class="card-body">{good}</div></a></div>'
        for id, good in list(_PRODUCTS.items())[:count]
    )


def _titles(entry: _Entry) -> str:
    """The title twice, for wide and for narrow screens."""
    title = entry.draft.title
    return (
        f'<span class="d-none d-lg-inline-block">{escape(cut(title, 30, "..."))}</span>'
        f'<span class="d-lg-none">{escape(cut(title, 11, "..."))}</span>'
    )


def _item(entry: _Entry) -> str:
    return (
        f'<li class="list-group-item pl-0"><a href="{entry.url}" class="text-body">{_titles(entry)} '
        f'{entry.badges}<span class="float-right text-secondary">{entry.draft.instant:%Y-%m-%d}</span>'
        "</a></li>"
    )


def _picture_item(entry: _Entry) -> str:
    image = entry.images[0] if entry.images else "/template/default/img/logo.png"
    return f"""\
<li class="media py-3 border-bottom"><a href="{entry.url}" class="d-flex text-body">
<img src="{image}" class="mr-3" width="160" alt="{escape(entry.draft.title)}">
<div class="media-body"><h5>{_titles(entry)} {entry.badges}</h5>
<p class="text-secondary">{escape(cut(entry.draft.summary, 50, "..."))}</p>
<small>{entry.draft.instant:%Y-%m-%d}</small></div></a></li>"""


def _home_item(entry: _Entry) -> str:
    """An entry with the day over the month."""
    return f"""\
<li><a href="{entry.url}" title="{escape(entry.draft.title)}">
<div class="date"><b>{entry.draft.instant:%d}</b>
<i>{entry.draft.instant:%Y-%m}</i></div><h5>{escape(cut(entry.draft.title, 20, "..."))}</h5>
<p>{escape(cut(entry.draft.summary, 40, "..."))}</p></a></li>"""


def _pager(slug: str, page: int, pages: int) -> str:
    def link(at: int, words: object, kind: str = "page-link") -> str:
        url = _page(slug, at) if 1 <= at <= pages else "javascript:;"
        return f'<a href="{url}" class="{kind}">{words}</a>'

    numbers = "".join(
        link(at, at, "page-link page-num" + (" page-num-current" if at == page else ""))
        for at in range(1, pages + 1)
    )
    before = link(1 if page > 1 else 0, "首页") + link(page - 1, "上一页")
    return before + numbers + link(page + 1, "下一页") + link(pages if page < pages else 0, "尾页")


def _neighbour(entry: _Entry | None) -> str:
    return f'<a href="{entry.url}">{escape(entry.draft.title)}</a>' if entry else "没有了！"


def _body(entry: _Entry) -> str:
    """The blocks and files; the first of each tag's words in a paragraph is a link."""
    pictures, waiting = iter(entry.images), list(entry.draft.tags)
    lines = []
    for block in entry.draft.blocks:
        if block.role == "file":
            continue
        line = _block(block, pictures)
        for tag in [tag for tag in waiting if tag in block.text and block.role == "paragraph"]:
            line = line.replace(tag, f'<a href="/?tag={quote(tag)}" target="_blank">{tag}</a>', 1)
            waiting.remove(tag)
        lines.append(line)
    lines += [
        f'<p style="line-height: 16px;"><img style="vertical-align: middle;" '
        f'src="{_ICONS}icon_{file.url.rpartition(".")[2]}.gif"/><a style="font-size:12px; color:#0066cc;" '
        f'href="{file.url}" title="{file.name}">{escape(file.name)}</a></p>'
        for file in entry.attachments
    ]
    return "".join(lines)


def _block(block: Block, pictures: Iterator[str]) -> str:
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            url = next(pictures)
            name = url.rpartition("/")[2]
            return f'<p style="text-align: center;"><img src="{url}" title="{name}" alt="{name}"/></p>'
        case "caption":
            return f'<p style="text-align: center;"><span style="color: #7f7f7f;">{words}</span></p>'
        case "heading":
            return f'<p style="text-indent: 2em;"><strong>{words}</strong></p>'
        case "table":
            cell = '<td width="120" valign="top">'
            head, *rest = block.rows
            first = table_rows((head,), cell).replace("<tr>", '<tr class="firstRow">')
            return f"<table><tbody>{first}{table_rows(tuple(rest), cell)}</tbody></table>"
        case "signature":
            return f'<p style="text-align: right;">{words}</p>'
        case _:
            return f'<p style="text-indent: 2em; line-height: 1.75em;">{words}</p><p><br/></p>'


_ARTICLE = """\
<div class="text-center border-bottom pb-3"><h2 class="h4">{title}</h2>
<div class="text-secondary small">时间：{day}&nbsp;&nbsp;访问量：{hits}{named}</div></div>
<div class="content mt-3">{body}</div>
<div class="mt-3">标签：{tags}</div>
<div class="bdsharebuttonbox"><a href="#" class="bds_weixin" title="分享到微信"></a></div>
<div class="border-top mt-3 pt-3 lh-2"><p>上一篇：{newer}</p><p>下一篇：{older}</p></div>
<div class="mt-3"><h5>推荐阅读</h5><ul class="list-group list-group-flush">
{others}
</ul></div>
<div class="mt-3"><h5>推荐产品</h5><div class="row">{products}</div></div>"""

_FRAME = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
<title>{title}</title>
<meta name="keywords" content="LED照明,路灯,教室灯,中山照明厂家">
<meta name="description" content="{site}专业从事LED照明产品的研发、生产与销售。">
<link href="/template/default/bootstrap/css/bootstrap.min.css" rel="stylesheet">
<link rel="stylesheet" href="/template/default/css/aoyun.css?v=v1.2.2">
<link rel="shortcut icon" href="/favicon.ico" type="image/x-icon">
</head>
<body>
<div class="top d-none d-lg-block"><div class="container">您好，欢迎访问{site}官方网站！
<span class="float-right"><a href="/en/">English</a> 全国服务热线：400-800-1234</span></div></div>
<nav class="navbar navbar-light navbar-expand-lg fixed-top">
<a class="navbar-brand" href="/">
<img src="/template/default/img/logo.png" class="logo-sm" height="50" alt="{site}"></a>
<div class="collapse navbar-collapse"><ul class="navbar-nav">
{nav}
</ul>
<form class="form-inline" action="/?search/" method="get"><input name="keyword"></form>
</div></nav>
{content}
<div class="footer mt-5"><div class="container">
<p>友情链接：<a href="http://www.lampcity.example/" target="_blank">灯都网</a>
<a href="http://www.lighting-assoc.example/" target="_blank">照明电器协会</a></p>
<p>版权所有 &copy; 2012-{year} {site} <a href="https://beian.miit.gov.cn/">粤ICP备12012345号</a>
<a href="http://www.beian.gov.cn/">粤公网安备 44200002440000号</a></p>
<p><img src="/template/default/img/weixin.jpg" width="90" alt="官方微信"> 技术支持：古镇网络</p></div></div>
<div class="online d-none d-lg-block">
<a href="http://wpa.qq.com/msgrd?v=3&amp;uin=10001&amp;site=qq&amp;menu=yes">在线咨询</a>
<a href="tel:400-800-1234">电话</a></div>
<script src="/template/default/js/jquery-1.12.4.min.js"></script>
<script>
(function(){{
    var bp = document.createElement('script');
    bp.src = 'https://zz.bdstatic.com/linksubmit/push.js';
    document.body.appendChild(bp);
}})();
</script>
</body>
</html>
"""

_ABOUT = (
    "广东明煌光电股份有限公司成立于2012年3月8日，位于中国灯都中山古镇，"
    "是集研发、生产、销售于一体的LED照明企业，产品远销海外60多个国家和地区。"
)

_NOT_FOUND = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<title>404-页面不存在</title>
</head>
<body>
<div class="container text-center"><h1>404</h1><p>您访问的页面不存在，<i>5</i>秒后返回首页！</p>
<a href="/">立即返回</a></div>
<script>setTimeout(function () { location.href = '/'; }, 5000);</script>
</body>
</html>
"""

_ROBOTS = """\
User-agent: *
Disallow: /admin.php
Disallow: /config/
Disallow: /runtime/
Sitemap: {base}/sitemap.xml
"""

_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{rows}</urlset>
"""
