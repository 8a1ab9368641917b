"""A portal of the storage trade beside a forum, made with Discuz! X3.4: all by query, UTF-8.

- Articles ``portal.php?mod=view&aid=N`` (``&page=2`` for a second part), lists
  ``portal.php?mod=list&catid=N&page=N``. Past the end a list is empty, its pager stays at the last page.
- Lists show recent times as ``昨天 10:12``, with the minute in ``span[title]``, older ones in full.
  Blocks of the home page cut titles with ``...`` and name no date. Articles show the minute, unpadded.
- The line of an article has 发布者, 查看 (counted at each fetch), 评论, and maybe 原作者 and 来自.
- Messages such as that an article does not exist come with 200. ``forum.php``, ``home.php`` and
  ``member.php`` are beside the articles, and threads of the forum look like news but are none.
- A feed for each category; the first answer after a while is an empty one. robots.txt shuts the images.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from html import escape
from itertools import count
from random import Random

from tests.unknown_sites.answers import Voice, cut, fields, number, pages_of
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import STORAGE
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

_SITE = "储能之家"
_SIZE = 10
_CATEGORIES: tuple[tuple[int, str, tuple[Kind, ...]], ...] = (
    (1, "产业要闻", ("office", "firm")),
    (2, "市场行情", ("market",)),
    (4, "技术前沿", ("technique",)),
    (7, "会展活动", ("fair", "notice")),
)
#: How long before ``end`` the newest articles came, for every form of a relative time.
_RECENT = (
    timedelta(seconds=40),
    timedelta(minutes=18),
    timedelta(minutes=44),
    timedelta(hours=3, minutes=7),
    timedelta(hours=16),
    timedelta(hours=43),
    timedelta(days=4, hours=2),
    timedelta(days=6, hours=1),
)
_THREADS = (
    "新人报到，请问工商业储能柜怎么选？",
    "碳酸锂还会跌吗？大家说说看",
    "转让九成新储能变流器两台",
    "招聘储能系统工程师（常州）",
    "论坛版规（发帖必读）",
)


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def aid(self) -> int:
        return 200 + 2 * self.draft.number

    @property
    def category(self) -> tuple[int, str, tuple[Kind, ...]]:
        return _CATEGORIES[self.draft.column]

    @property
    def url(self) -> str:
        return f"/portal.php?mod=view&aid={self.aid}"

    @property
    def poster(self) -> str:
        """Who put it into the portal."""
        return ("admin", "储能小编")[self.draft.number % 2]

    @property
    def named(self) -> bool:
        """Whether the line names the author and the source."""
        return self.draft.number % 3 != 0

    @property
    def parts(self) -> tuple[tuple[Block, ...], ...]:
        blocks = self.draft.blocks
        if self.draft.number % 9 or len(blocks) < 6:
            return (blocks,)
        return blocks[: len(blocks) // 2], blocks[len(blocks) // 2 :]

    @property
    def images(self) -> tuple[str, ...]:
        folder = f"/data/attachment/portal/{self.draft.instant:%Y%m/%d/%H%M%S}"
        return tuple(f"{folder}{name}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(f"/portal.php?mod=attachment&id={self.aid * 10 + at}", f"{name}.pdf")
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=self.url,
            title=draft.title,
            published=shown(draft.instant, Precision.MINUTE),
            precision=Precision.MINUTE,
            instant=draft.instant,
            column=self.category[1],
            paragraphs=draft.paragraphs,
            author=draft.author if self.named else self.poster,
            source=draft.source if self.named else None,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices,
            parts=tuple(f"{self.url}&page={at}" for at in range(2, len(self.parts) + 1)),
            aliases=(f"{self.url}&page=1", f"/portal.php?aid={self.aid}&mod=view"),
        )


class Portal:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "portal", "utf-8", "/portal.php?mod=view&aid=9"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://portal.invalid/"
        last = end or now
        older = moments(Random(f"{seed} portal"), 106, last - timedelta(days=7), 960)
        recent = sorted((last - ago).replace(microsecond=0) for ago in _RECENT)
        made = drafts(STORAGE, f"{seed} portal", [kinds for _, _, kinds in _CATEGORIES], older + recent)
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._by_aid = {entry.aid: entry for entry in self._entries}
        self._views = count(500)
        self._asked_feeds: set[str] = set()
        self._voice = Voice("nginx/1.20.1", "text/html; charset=utf-8", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(catid, name) for catid, name, _ in _CATEGORIES)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset(
            {"/member.php?mod=logging&action=login", "/member.php?mod=register", "/home.php?mod=spacecp"}
        )

    def _column(self, catid: int, name: str) -> Column:
        pages = pages_of(len(self._of(catid)), _SIZE)
        first = f"/portal.php?mod=list&catid={catid}"
        later = tuple(f"{first}&page={page}" for page in range(2, pages + 1))
        return Column(name, (first, *later), f"{first}&page={pages + 1}", PastEnd.EMPTY)

    def _of(self, catid: int) -> list[_Entry]:
        return [entry for entry in self._entries if entry.category[0] == catid]

    def respond(self, path: str, query: str) -> Response:
        given = fields(query)
        match path:
            case "/" | "/portal.php" if "mod" not in given:
                return self._voice.html(self._home())
            case "/portal.php":
                return self._portal(given)
            case "/forum.php":
                return self._voice.html(self._forum(given))
            case "/home.php" if given.get("mod") == "space":
                return self._voice.html(self._frame("个人空间", "<div class='bm'>该用户没有公开的资料</div>"))
            case "/home.php" | "/member.php":
                return self._voice.html(self._message("您需要先登录才能继续本操作"))
            case "/robots.txt":
                return self._voice.data(_ROBOTS.encode(), "text/plain")
        if path in self._files:
            return self._voice.file(path)
        return self._voice.html(_NOT_FOUND, 404)

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(
            {url for entry in self._entries for url in entry.images} | {"/static/image/logo.png"}
        )

    def _portal(self, given: dict[str, str]) -> Response:
        entry = self._by_aid.get(number(given.get("aid")))
        catid = number(given.get("catid"))
        match given["mod"]:
            case "view" if entry:
                page = min(max(1, number(given.get("page"))), len(entry.parts))
                return self._voice.html(self._article(entry, page))
            case "list" if catid in {one for one, _, _ in _CATEGORIES}:
                return self._voice.html(self._list(catid, max(1, number(given.get("page")))))
            case "rss":
                return self._feed(given.get("catid", "0"))
            case "attachment":
                return self._voice.file("file.pdf")
            case "view":
                return self._voice.html(self._message("抱歉，您指定的文章不存在或没有通过审核"))
        return self._voice.html(self._message("抱歉，您指定的频道不存在"))

    def _feed(self, catid: str) -> Response:
        """The last 20 of a category, or of all; nothing at the first time, while the cache is made."""
        ready = catid in self._asked_feeds
        self._asked_feeds.add(catid)
        entries = self._of(number(catid)) if number(catid) else self._entries
        items = "".join(
            f"<item>\n<title>{escape(entry.draft.title)}</title>\n"
            f"<link>{escape(self.base_url.rstrip('/') + entry.url)}</link>\n"
            f"<description><![CDATA[{entry.draft.summary}]]></description>\n"
            f"<category>{entry.category[1]}</category>\n<author>{entry.poster}</author>\n"
            f"<pubDate>{format_datetime(entry.draft.instant.astimezone(UTC))}</pubDate>\n</item>\n"
            for entry in entries[: 20 if ready else 0]
        )
        feed = _FEED.format(site=_SITE, url=self.base_url, items=items)
        return self._voice.data(feed.encode(), "application/xml")

    def _home(self) -> str:
        blocks = "\n".join(
            f"""\
<div class="block move-span"><div class="blocktitle title"><span class="titletext">{name}</span>
<a href="portal.php?mod=list&amp;catid={catid}" class="more">更多</a></div>
<div class="dxb_bc"><div class="module cl xl xl1"><ul>
{_short_rows(self._of(catid)[:8])}
</ul></div></div></div>"""
            for catid, name, _ in _CATEGORIES
        )
        threads = "\n".join(
            f'<li><em><a href="home.php?mod=space&amp;uid={tid}">网友{tid}</a></em>'
            f'<a href="forum.php?mod=viewthread&amp;tid={tid}" title="{title}">{title}</a></li>'
            for tid, title in enumerate(_THREADS, 31)
        )
        return self._frame(
            f"{_SITE} - 储能行业门户",
            f'{blocks}\n<div class="block"><div class="blocktitle title">最新帖子</div>'
            f'<div class="module cl xl xl1"><ul>\n{threads}\n</ul></div></div>',
            '<link rel="alternate" type="application/rss+xml" href="portal.php?mod=rss" />\n',
        )

    def _list(self, catid: int, page: int) -> str:
        entries = self._of(catid)
        name = next(name for one, name, _ in _CATEGORIES if one == catid)
        rows = "\n".join(self._row(entry) for entry in entries[(page - 1) * _SIZE :][:_SIZE])
        return self._frame(
            f"{name} - {_SITE}",
            f"""\
<div id="pt" class="bm cl"><div class="z"><a href="./" class="nvhm">{_SITE}</a> <em>&rsaquo;</em>
<a href="portal.php">门户</a> <em>&rsaquo;</em> {name}</div></div>
<div id="ct" class="ct2 wp cl"><div class="mn">
<div class="bm"><div class="bm_h cl"><a href="portal.php?mod=rss&amp;catid={catid}" class="y xi2 rss">订阅</a>
<h1 class="xs2">{name}</h1></div>
<div class="bm_c xld">
{rows}
</div></div>
<div class="pgs cl"><div class="pg">{_pager(catid, page, pages_of(len(entries), _SIZE))}</div></div>
</div>
{self._side(entries)}
</div>""",
            '<link rel="alternate" type="application/rss+xml" '
            f'href="portal.php?mod=rss&amp;catid={catid}" />\n',
        )

    def _row(self, entry: _Entry) -> str:
        catid, name, _ = entry.category
        link = f"portal.php?mod=view&amp;aid={entry.aid}"
        picture = (
            f'<div class="atc"><a href="{link}"><img src="{entry.images[0][1:]}" class="tn" /></a></div>'
            if entry.images
            else ""
        )
        return f"""\
<dl class="bbda cl"><dt class="xs2">
<a href="{link}" target="_blank" class="xi2">{escape(entry.draft.title)}</a></dt>
<dd class="xs2 cl">{picture}{escape(entry.draft.summary)}</dd>
<dd><label>分类: <a href="portal.php?mod=list&amp;catid={catid}" class="xi2">{name}</a></label>&nbsp;&nbsp;
<span class="xg1"> {relative(entry.draft.instant, self.now)}</span></dd></dl>"""

    def _article(self, entry: _Entry, part: int) -> str:
        draft, (catid, name, _) = entry.draft, entry.category
        siblings = self._of(catid)
        at = siblings.index(entry)
        newer, older = siblings[at - 1] if at else None, siblings[at + 1] if at + 1 < len(siblings) else None
        own = (
            f'<span class="pipe">|</span> 原作者: {draft.author}'
            f'<span class="pipe">|</span> 来自: {draft.source}'
            if entry.named
            else ""
        )
        files = "".join(
            f'<p><a href="{file.url[1:].replace("&", "&amp;")}" target="_blank">{escape(file.name)}</a></p>'
            for file in entry.attachments
        )
        related = "\n".join(
            f'<li>&bull; <a href="portal.php?mod=view&amp;aid={one.aid}">{escape(one.draft.title)}</a></li>'
            for one in siblings[at + 2 : at + 6]
        )
        return self._frame(
            f"{escape(draft.title)} - {_SITE}",
            _ARTICLE.format(
                site=_SITE,
                catid=catid,
                name=name,
                title=escape(draft.title),
                time=_unpadded(draft.instant),
                poster=entry.poster,
                uid=1 + draft.number % 2,
                views=next(self._views),
                own=own,
                summary=escape(cut(draft.summary, 60, "")),
                body=_body(entry, part) + (files if part == len(entry.parts) else ""),
                parts=_parts(entry, part),
                older=_neighbour("上一篇", older),
                newer=_neighbour("下一篇", newer),
                related=related,
                side=self._side(siblings),
            ),
            f'<meta name="description" content="{escape(draft.summary)}" />\n',
        )

    def _side(self, entries: list[_Entry]) -> str:
        return f"""\
<div class="sd pph"><div class="drag"><div class="bm"><div class="bm_h cl"><h2>热门文章</h2></div>
<div class="bm_c"><ul>
{_short_rows(entries[2::6][:8])}
</ul></div></div>
<div class="bm"><div class="bm_h cl"><h2>编辑推荐</h2></div><div class="bm_c"><ul>
{_short_rows(self._entries[5::17][:5])}
</ul></div></div></div></div>"""

    def _forum(self, given: dict[str, str]) -> str:
        tid = number(given.get("tid"))
        if given.get("mod") == "viewthread" and 0 <= tid - 31 < len(_THREADS):
            posted = _unpadded(self.now - timedelta(days=tid))
            return self._frame(
                f"{_THREADS[tid - 31]} - 储能交流 - {_SITE}",
                f'<h1 class="ts"><span id="thread_subject">{_THREADS[tid - 31]}</span></h1>\n'
                f'<div class="pi"><em>发表于 {posted}</em></div>\n'
                '<table><tr><td class="t_f">如题，欢迎各位前辈跟帖讨论，先谢谢了！</td></tr></table>',
            )
        threads = "\n".join(
            f'<tr><th><a href="forum.php?mod=viewthread&amp;tid={tid}&amp;extra=page%3D1">{title}</a></th>'
            f"<td>{_unpadded(self.now - timedelta(days=tid))}</td></tr>"
            for tid, title in enumerate(_THREADS, 31)
        )
        return self._frame(f"储能交流 - {_SITE}", f'<table class="threadlist">\n{threads}\n</table>')

    def _message(self, words: str) -> str:
        return self._frame(
            f"提示信息 - {_SITE}",
            f'<div id="messagetext" class="alert_error"><p>{words}</p></div>\n'
            '<p class="alert_btnleft"><a href="javascript:history.back()">[ 点击这里返回上一页 ]</a></p>',
        )

    def _frame(self, title: str, content: str, metas: str = "") -> str:
        nav = "".join(
            f'<li><a href="portal.php?mod=list&amp;catid={catid}" hidefocus="true">{name}</a></li>'
            for catid, name, _ in _CATEGORIES
        )
        return _FRAME.format(
            title=title, metas=metas, nav=nav, content=content, site=_SITE, base=self.base_url,
            now=f"{self.now:%Y-%m-%d %H:%M}".replace("-0", "-"), year=self.now.year,
        )  # fmt: skip


def _unpadded(moment: datetime) -> str:
    return f"{moment.year}-{moment.month}-{moment.day} {moment:%H:%M}"


def relative(moment: datetime, now: datetime) -> str:
    """A time as Discuz writes it (``dgmdate`` with the format ``u``): rounded down, days by the calendar."""
    full = _unpadded(moment)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    seconds = int((now - moment).total_seconds())
    if moment >= today:
        if seconds > 3600:
            words = f"{seconds // 3600}&nbsp;小时前"
        elif seconds > 1800:
            words = "半小时前"
        elif seconds > 60:
            words = f"{seconds // 60}&nbsp;分钟前"
        else:
            words = f"{seconds}&nbsp;秒前" if seconds > 0 else "刚刚"
    else:
        days = int((today - moment).total_seconds()) // 86400
        if days >= 7:
            return full
        named = {0: f"昨天&nbsp;{moment:%H:%M}", 1: f"前天&nbsp;{moment:%H:%M}"}
        words = named.get(days, f"{days + 1}&nbsp;天前")
    return f'<span title="{full}">{words}</span>'


def _short_rows(entries: list[_Entry]) -> str:
    return "\n".join(
        f'<li><a href="portal.php?mod=view&amp;aid={entry.aid}" title="{escape(entry.draft.title)}">'
        f"{escape(cut(entry.draft.title, 17, ' ...'))}</a></li>"
        for entry in entries
    )


def _pager(catid: int, page: int, pages: int) -> str:
    """Page numbers; a page after the last is taken for the last."""
    if pages == 1:
        return ""
    page = min(page, pages)

    def link(number: int, words: object, kind: str = "") -> str:
        mark = f' class="{kind}"' if kind else ""
        return f'<a href="portal.php?mod=list&amp;catid={catid}&amp;page={number}"{mark}>{words}</a>'

    before = link(page - 1, "&nbsp;&nbsp;", "prev") if page > 1 else ""
    numbers = "".join(f"<strong>{at}</strong>" if at == page else link(at, at) for at in range(1, pages + 1))
    field = f'<input type="text" name="custompage" class="px" value="{page}" />'
    label = f"<label>{field}<span> / {pages} 页</span></label>"
    return before + numbers + label + (link(page + 1, "下一页", "nxt") if page < pages else "")


def _parts(entry: _Entry, part: int) -> str:
    if len(entry.parts) == 1:
        return ""
    links = "".join(
        f"<strong>{at}</strong>"
        if at == part
        else f'<a href="portal.php?mod=view&amp;aid={entry.aid}&amp;page={at}">{at}</a>'
        for at in range(1, len(entry.parts) + 1)
    )
    return f'<div class="ptw pbw cl"><div class="pg">{links}</div></div>'


def _neighbour(label: str, entry: _Entry | None) -> str:
    if entry is None:
        return ""
    return (
        f'<em>{label}：<a href="portal.php?mod=view&amp;aid={entry.aid}">{escape(entry.draft.title)}</a></em>'
    )


def _body(entry: _Entry, part: int) -> str:
    before = [block for earlier in entry.parts[: part - 1] for block in earlier]
    pictures = iter(entry.images[sum(block.role == "image" for block in before) :])
    return "\n".join(_block(block, pictures) for block in entry.parts[part - 1] if block.role != "file")


def _block(block: Block, pictures: Iterator[str]) -> str:
    words = escape(block.text)
    match block.role:
        case "image":
            picture = next(pictures)[1:]
            return f'<p align="center"><a href="{picture}" target="_blank"><img src="{picture}"></a></p>'
        case "caption":
            return f'<p align="center"><font color="#808080">{words}</font></p>'
        case "heading":
            return f'<p><strong><font size="4">{words}</font></strong></p>'
        case "table":
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows
            )
            return f'<table cellspacing="0" class="t_table" style="width:98%"><tr></tr>{rows}</table>'
        case "signature":
            return f'<div align="right">{words}</div>'
        case _:
            return f"<p>&nbsp; &nbsp; &nbsp; &nbsp; {words}</p>\n<p><br></p>"


_ARTICLE = """\
<div id="pt" class="bm cl"><div class="z"><a href="./" class="nvhm" title="首页">{site}</a> <em>&rsaquo;</em>
<a href="portal.php">门户</a> <em>&rsaquo;</em> <a href="portal.php?mod=list&amp;catid={catid}">{name}</a>
<em>&rsaquo;</em> 查看内容</div></div>
<div id="ct" class="ct2 wp cl"><div class="mn"><div class="bm vw">
<div class="h hm"><h1 class="ph">{title}</h1>
<p class="xg1">{time}<span class="pipe">|</span>
发布者: <a href="home.php?mod=space&amp;uid={uid}">{poster}</a><span class="pipe">|</span>
查看: <em id="_viewnum">{views}</em><span class="pipe">|</span> 评论: 0{own}</p></div>
<div class="s"><div><strong>摘要</strong>: {summary}</div></div>
<div class="d"><table cellpadding="0" cellspacing="0" class="vwtb"><tr><td id="article_content">
<div class="ad_article"><a href="https://ad.example/click"><img src="/static/image/logo.png"></a></div>
{body}
</td></tr></table>
{parts}
<div id="click_div"><table cellpadding="0" cellspacing="0" class="atd"><tr>
<td><a href="javascript:;">鲜花</a></td><td><a href="javascript:;">雷人</a></td>
</tr></table></div></div>
<div class="o cl ptm pbm"><a href="javascript:;">分享</a><a href="javascript:;">收藏</a></div>
<div class="pren pbm cl">{older}{newer}</div></div>
<div id="related_article" class="bm"><div class="bm_h cl"><h3>相关阅读</h3></div>
<div class="bm_c"><ul class="xl xl2 cl">
{related}
</ul></div></div>
<div id="comment" class="bm"><div class="bm_h cl"><h3>最新评论</h3></div><div class="bm_c">
<a href="member.php?mod=logging&amp;action=login">您需要登录后才可以评论</a></div></div></div>
{side}
</div>"""

_FRAME = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title} -  Powered by Discuz!</title>
<meta name="generator" content="Discuz! X3.4" />
<meta name="author" content="Discuz! Team and Comsenz UI Team" />
{metas}<base href="{base}" />
<link rel="stylesheet" type="text/css" href="data/cache/style_1_common.css?Xv7" />
<script type="text/javascript">
var STYLEID = '1', STATICURL = 'static/', discuz_uid = '0', cookiepre = 'x8Kq_2132_';</script>
<script src="static/js/common.js?Xv7" type="text/javascript"></script>
</head>
<body id="nv_portal" class="pg_view">
<div id="toptb" class="cl"><a href="member.php?mod=logging&amp;action=login">登录</a>
<a href="member.php?mod=register">立即注册</a><a href="home.php?mod=spacecp">设置</a></div>
<div id="hd"><h2><a href="./" title="{site}"><img src="static/image/logo.png" alt="{site}" /></a></h2>
<div id="nv"><ul><li class="a"><a href="portal.php">门户</a></li>{nav}
<li><a href="forum.php">论坛</a></li></ul></div></div>
<div id="wp" class="wp">
{content}
</div>
<div id="ft" class="wp cl"><div id="flk" class="y"><p>
<a href="forum.php?mobile=yes">手机版</a><span class="pipe">|</span><strong><a href="./">{site}</a></strong>
( <a href="https://beian.miit.gov.cn/">苏ICP备12034567号</a> )</p>
<p class="xs0">GMT+8, {now} , Processed in 0.031 second(s), 12 queries .</p></div>
<div id="frt"><p>Powered by <strong><a href="https://www.discuz.net">Discuz!</a></strong> <em>X3.4</em></p>
<p class="xs0">&copy; 2001-{year} Comsenz Inc.</p></div></div>
</body>
</html>
"""

_ROBOTS = """\
#
# robots.txt for Discuz! X3
#

User-agent: *
Disallow: /api/
Disallow: /data/
Disallow: /source/
Disallow: /install/
Disallow: /template/
Disallow: /config/
Disallow: /uc_client/
Disallow: /uc_server/
Disallow: /static/
Disallow: /admin.php
Disallow: /search.php
Disallow: /member.php
Disallow: /api.php
Disallow: /misc.php
Disallow: /connect.php
Disallow: /forum.php?mod=redirect*
Disallow: /forum.php?mod=post*
Disallow: /home.php?mod=spacecp*
Disallow: /userapp.php?mod=app&*
Disallow: /*?mod=misc*
Disallow: /*?mod=attachment*
Disallow: /*mobile=yes*
"""

_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
<channel>
<title>{site} - 门户</title>
<link>{url}</link>
<description>Latest articles of {site}</description>
<copyright>Copyright(C) {site}</copyright>
<generator>Discuz! Board by Comsenz Inc.</generator>
<ttl>30</ttl>
{items}</channel>
</rss>
"""

_NOT_FOUND = """\
<html>
<head><title>404 Not Found</title></head>
<body bgcolor="white">
<center><h1>404 Not Found</h1></center>
<hr><center>nginx/1.20.1</center>
</body>
</html>
"""
