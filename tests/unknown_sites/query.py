"""An association of the textile trade: a script of 2006 with ``?id=`` only, tables, tags that do not close.

- Articles ``show.php?id=N``, from lists ``show.php?cid=C&id=N``; lists ``list.php?cid=C&p=N``. Past the end
  the last page comes again, whose 下一页 leads to itself.
- GBK. Lists declare gb2312; the pages of articles declare nothing, in the header neither.
- Upper-case tags, attributes without quotes, ``<P>`` ``<TD>`` ``<LI>`` without ends; texts are lines with
  ``<BR>`` or open paragraphs, by age. Every page has the same ``TITLE``, and the title is just bold.
- One line says 发布时间：2026-3-8 9:05:12 (unpadded) 来源： 作者： 点击： (counted at each fetch).
  Lists show the day and cut titles with ``...``.
- An unknown id answers 200 with a script that goes back. No robots.txt, no sitemap, no feed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape
from itertools import count
from random import Random

from tests.unknown_sites.answers import Voice, cut, fields, number, pages_of
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import TEXTILES
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth

_SITE = "江南省纺织印染行业协会"
_SIZE = 14
_COLUMNS: tuple[tuple[int, str, tuple[Kind, ...]], ...] = (
    (1, "协会动态", ("office", "fair")),
    (2, "行业新闻", ("firm",)),
    (3, "通知公告", ("notice",)),
    (5, "市场分析", ("market", "technique")),
)


@dataclass(frozen=True)
class _Entry:
    draft: Draft

    @property
    def id(self) -> int:
        return 20 + self.draft.number

    @property
    def cid(self) -> int:
        return _COLUMNS[self.draft.column][0]

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(f"/upload/{self.draft.instant:%Y}/{name[1:]}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(f"/upload/file/{self.id}{at}.{('doc', 'xls', 'rar')[at - 1]}", name)
            for at, name in enumerate(self.draft.texts("file")[:3], 1)
        )

    @property
    def editor(self) -> str:
        return f"责任编辑：{self.draft.author[0]}编" if self.id % 3 else ""

    @property
    def author(self) -> str | None:
        return self.draft.author if self.id % 4 else None

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=f"/show.php?id={self.id}",
            title=draft.title,
            published=draft.instant,
            precision=Precision.SECOND,
            instant=draft.instant,
            column=_COLUMNS[draft.column][1],
            paragraphs=draft.paragraphs,
            author=self.author,
            source=draft.source,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices + ((self.editor,) if self.editor else ()),
            aliases=(f"/show.php?cid={self.cid}&id={self.id}",),
        )


class Query:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding, absent = "query", "gbk", "/show.php?id=9999"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://query.invalid/"
        made = drafts(
            TEXTILES,
            f"{seed} query",
            [kinds for _, _, kinds in _COLUMNS],
            moments(Random(f"{seed} query"), 116, end or now, 1050),
        )
        self._entries = [_Entry(draft) for draft in reversed(made) if draft.instant <= now]
        self._by_id = {entry.id: entry for entry in self._entries}
        self._clicks = count(100)
        self._voice = Voice("Microsoft-IIS/6.0", "text/html", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(cid, name) for cid, name, _ in _COLUMNS)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/bbs/", "/english/index.htm", "/show.php?id=3"})

    def _column(self, cid: int, name: str) -> Column:
        pages = pages_of(len(self._of(cid)), _SIZE)
        first = f"/list.php?cid={cid}"
        later = tuple(f"{first}&p={page}" for page in range(2, pages + 1))
        return Column(name, (first, *later), f"{first}&p={pages + 1}", PastEnd.LAST_AGAIN)

    def _of(self, cid: int) -> list[_Entry]:
        return [entry for entry in self._entries if entry.cid == cid]

    @cached_property
    def _files(self) -> frozenset[str]:
        beside = {url for entry in self._entries for url in entry.images}
        beside |= {file.url for entry in self._entries for file in entry.attachments}
        return frozenset(beside | {"/images/logo.gif", "/images/dot.gif", "/images/new.gif"})

    def respond(self, path: str, query: str) -> Response:
        given = fields(query, self.encoding)
        entry = self._by_id.get(number(given.get("id")))
        cid = number(given.get("cid"))
        match path:
            case "/" | "/index.php":
                return self._voice.html(self._home())
            case "/list.php" if cid in {one for one, _, _ in _COLUMNS}:
                return self._voice.html(self._list(cid, number(given.get("p"), 1)))
            case "/show.php" if entry:
                return self._voice.html(self._article(entry))
            case "/show.php" | "/list.php":
                return self._voice.html(_BACK)
            case "/about.php":
                return self._voice.html(self._frame(_ABOUT, _DECLARED))
        if path in self._files:
            return self._voice.file(path)
        return self._voice.html(_NOT_FOUND, 404)

    def _home(self) -> str:
        blocks = [
            f"""\
<td width=50% valign=top>
<table width=100% border=0 cellspacing=0><tr bgcolor=#D6E7F7><td><b>{name}</b>
<td align=right><a href=list.php?cid={cid}>更多...</a>
{_rows(self._of(cid)[:8], 16, "{:%m-%d}", bare=True)}
</table>"""
            for cid, name, _ in _COLUMNS
        ]
        pairs = "\n".join(
            f"<tr>{left}\n{right}" for left, right in zip(blocks[::2], blocks[1::2], strict=True)
        )
        return self._frame(f"<table width=100%>\n{pairs}\n</table>", _DECLARED)

    def _list(self, cid: int, page: int) -> str:
        entries = self._of(cid)
        name = next(name for one, name, _ in _COLUMNS if one == cid)
        pages = pages_of(len(entries), _SIZE)
        page = min(max(1, page), pages)
        link = f"list.php?cid={cid}"
        options = "".join(
            f"<option value={at}{' selected' if at == page else ''}>{at}" for at in range(1, pages + 1)
        )
        return self._frame(
            f"""\
<table width=100% border=0 cellpadding=3>
<tr bgcolor=#D6E7F7><td colspan=2>您的位置：<a href=index.php>首页</a> >> {name}
{_rows(entries[(page - 1) * _SIZE :][:_SIZE], 24, "[{0.year}-{0.month}-{0.day}]")}
<tr><td colspan=2 align=center><form>共<b>{len(entries)}</b>条 第{page}/{pages}页
<a href={link}&p=1>首页</a> <a href={link}&p={max(1, page - 1)}>上一页</a>
<a href={link}&p={min(pages, page + 1)}>下一页</a> <a href={link}&p={pages}>尾页</a>
转到<select onchange="location='{link}&p='+this.value">{options}</select>页</form>
</table>""",
            _DECLARED,
        )

    def _article(self, entry: _Entry) -> str:
        draft = entry.draft
        siblings = self._of(entry.cid)
        at = siblings.index(entry)
        newer, older = siblings[at - 1] if at else None, siblings[at + 1] if at + 1 < len(siblings) else None
        moment = draft.instant
        files = "".join(
            f"<BR><IMG SRC=images/dot.gif> <A HREF={file.url[1:]}>{escape(file.name)}</A>"
            for file in entry.attachments
        )
        author = f"　作者：{entry.author}" if entry.author else ""
        content = f"""\
<TABLE WIDTH=100% BORDER=0 CELLPADDING=5>
<TR><TD>您的位置：<A HREF=index.php>首页</A> >>
<A HREF=list.php?cid={entry.cid}>{_COLUMNS[draft.column][1]}</A> >> 正文
<TR><TD ALIGN=center><FONT SIZE=4 COLOR=#CC0000><B>{escape(draft.title)}</B></FONT>
<TR><TD ALIGN=center BGCOLOR=#F5F5F5>发布时间：{moment.year}-{moment.month}-{moment.day}\
 {moment.hour}:{moment:%M:%S}　来源：{draft.source}{author}　点击：{next(self._clicks)}次
<TR><TD STYLE="line-height:180%;font-size:14px">
{_body(entry)}{files}
{f"<P ALIGN=right>{entry.editor}" if entry.editor else ""}
<TR><TD ALIGN=right>【<A HREF="javascript:window.print()">打印此页</A>】
【<A HREF="javascript:window.close()">关闭窗口</A>】
<TR><TD>上一篇：{_neighbour(older)}<BR>下一篇：{_neighbour(newer)}
</TABLE>"""
        return self._frame(content, "")

    def _frame(self, content: str, declared: str) -> str:
        """The page; its left column has what is read most, and what is recommended, without dates."""
        menu = " | ".join(f"<a href=list.php?cid={cid}>{name}</a>" for cid, name, _ in _COLUMNS)
        return _FRAME.format(
            declared=declared,
            site=_SITE,
            menu=menu,
            hot=_side_rows(self._entries[3::11][:10]),
            good=_side_rows(self._entries[7::19][:5]),
            content=content,
            year=self.now.year,
        )


def _rows(entries: list[_Entry], width: int, day: str, bare: bool = False) -> str:
    """Rows of a list; links name the column too unless they are ``bare``."""
    return "\n".join(
        f"<tr><td><img src=images/dot.gif> "
        f"<a href=show.php?{'' if bare else f'cid={entry.cid}&'}id={entry.id} target=_blank>"
        f"{escape(cut(entry.draft.title, width, '...'))}</a>"
        f"<td align=right width=80><font color=#999999>{day.format(entry.draft.instant)}</font>"
        for entry in entries
    )


def _side_rows(entries: list[_Entry]) -> str:
    return "\n".join(
        f"<li><a href=show.php?id={entry.id}>{escape(cut(entry.draft.title, 12, '...'))}</a>"
        for entry in entries
    )


def _neighbour(entry: _Entry | None) -> str:
    return f"<A HREF=show.php?id={entry.id}>{escape(entry.draft.title)}</A>" if entry else "没有了"


def _body(entry: _Entry) -> str:
    pictures = iter(entry.images)
    blocks = [block for block in entry.draft.blocks if block.role != "file"]
    lines = [_block(block, pictures) for block in blocks]
    return ("<BR>\n<BR>\n" if entry.id % 2 else "\n<P>").join(lines)


def _block(block: Block, pictures: Iterator[str]) -> str:
    words = escape(block.text, quote=False)
    match block.role:
        case "image":
            return f"<CENTER><IMG SRC={next(pictures)[1:]} BORDER=0></CENTER>"
        case "caption":
            return f"<CENTER>{words}</CENTER>"
        case "heading":
            return f"<B>　　{words}</B>"
        case "table":
            rows = "\n".join("<TR>" + "".join(f"<TD>{cell}" for cell in row) for row in block.rows)
            return f"<TABLE BORDER=1 CELLSPACING=0>\n{rows}\n</TABLE>"
        case "signature":
            return f"<DIV ALIGN=right>{words}</DIV>"
        case _:
            return f"&nbsp;&nbsp;&nbsp;&nbsp;{words}"


_DECLARED = '<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=gb2312">\n'

_FRAME = """\
<HTML>
<HEAD>
{declared}<TITLE>{site}</TITLE>
<LINK REL=stylesheet HREF=css.css TYPE=text/css>
</HEAD>
<BODY LEFTMARGIN=0 TOPMARGIN=0>
<table width=778 align=center border=0 cellspacing=0 cellpadding=0>
<tr><td colspan=2><img src=images/logo.gif alt="{site}">
<tr><td colspan=2 bgcolor=#336699><a href=index.php>首页</a> | {menu} | <a href=about.php>关于协会</a> |
<a href=/bbs/>会员论坛</a> | <a href=/english/index.htm>English</a>
<tr><td width=180 valign=top bgcolor=#F0F6FB>
<script>var d=new Date();document.write(d.getFullYear()+"年"+(d.getMonth()+1)+"月"+d.getDate()+"日");</script>
<p><b>热门文章</b>
<ul>
{hot}
</ul>
<p><b>推荐文章</b>
<ul>
{good}
<li><a href=show.php?id=3>协会章程(2006年)</a>
</ul>
<td valign=top>
{content}
<tr><td colspan=2 align=center bgcolor=#EEEEEE>版权所有 &copy; 2006-{year} {site} 地址：江南市纺织路88号
<br>电话：0512-65551234 传真：0512-65551235 <a href=http://beian.miit.gov.cn>苏ICP备06012345号</a>
<br>建议使用IE6.0以上浏览器 1024*768分辨率浏览本站
</table>
</BODY>
</HTML>
"""

_ABOUT = "<p>江南省纺织印染行业协会成立于1996年，是由全省纺织印染企业自愿组成的社会团体。"

_BACK = "<title>出错</title><script>alert('该信息不存在或已被删除！');history.back();</script>"

_NOT_FOUND = """\
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<HTML><HEAD><TITLE>无法找到该页</TITLE>
<META HTTP-EQUIV="Content-Type" Content="text/html; charset=GB2312">
</HEAD><BODY><h1>无法找到该页</h1>HTTP 错误 404 - 文件或目录未找到。<br>Internet 信息服务 (IIS)</BODY></HTML>
"""
