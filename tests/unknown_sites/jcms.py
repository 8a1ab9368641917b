"""The government of a district, as 大汉 jcms publishes it, UTF-8: lists are XML, which only a script shows.

- Articles ``/art/YYYY/M/D/art_COLUMN_ID.html`` (unpadded, the day of entry), lists ``/col/colN/index.html``.
- A list's first records stand in the page as ``<script type="text/xml"><datastore>…``, two pages of five;
  further ones come from ``/module/web/jpage/dataproxy.jsp``. Each column is of another make:
  1201 has ``li`` in CDATA, and tells its script the parameters (``startrecord``, ``endrecord``);
  1202 rows of a table, and a ``nextgroup`` that leads to the next ones (``page``);
  1205 ``li`` whose dates are broken over lines, parameters as 1201;
  1208 ``div``, escaped instead of CDATA, ``nextgroup``. Past the end the ``recordset`` is empty.
- Rows of tables cut titles with ``...`` and have them whole in ``title``. Some entries are WeChat's.
- Articles name themselves in metas (``PubDate`` to the minute, of old ones the day alone), and mark the body
  by comments and empty metas, behind which some have the name of an editor. Notices have a table above.
- No robots.txt, no sitemap, no feed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from html import escape
from random import Random
from urllib.parse import urlencode

from tests.unknown_sites.answers import Voice, cut, fields, number, pages_of, table_rows
from tests.unknown_sites.texts import Block, Draft, Kind, drafts, moments
from tests.unknown_sites.trades import INDUSTRY
from tests.unknown_sites.truth import NOW, Attachment, Column, PastEnd, Precision, Response, Truth, shown

_SITE = "云岭区人民政府"
_PROXY = "/module/web/jpage/dataproxy.jsp"
_FILE = "/module/download/downfile.jsp"
_ON_PAGE, _PAGES_IN_GROUP = 5, 2
_GROUP = _ON_PAGE * _PAGES_IN_GROUP
_COLUMNS: tuple[tuple[int, str, tuple[Kind, ...]], ...] = (
    (1201, "政务要闻", ("office",)),
    (1202, "通知公告", ("notice",)),
    (1205, "部门动态", ("office", "firm", "fair")),
    (1208, "政策解读", ("technique", "market")),
)
#: The columns whose records name the next ones.
_LINKED = frozenset((1202, 1208))
#: Pages of earlier articles showed the day alone.
_OLD = 50
_LEAVING = (
    '<li><a href="https://mp.weixin.qq.com/s/Qx7dkLm2">一图速览：云岭区政府工作报告</a><b>2026-01-20</b></li>'
)


@dataclass(frozen=True)
class _Entry:
    draft: Draft
    entered: datetime

    @property
    def id(self) -> int:
        return 218400 + 31 * self.draft.number

    @property
    def column(self) -> int:
        return _COLUMNS[self.draft.column][0]

    @property
    def url(self) -> str:
        day = self.entered
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self.column}_{self.id}.html"

    @property
    def old(self) -> bool:
        return self.draft.number < _OLD

    @property
    def precision(self) -> Precision:
        return Precision.DAY if self.old else Precision.MINUTE

    @property
    def author(self) -> str | None:
        return self.draft.author if self.id % 3 == 0 else None

    @property
    def source(self) -> str | None:
        return self.draft.source if self.id % 7 else None

    @property
    def editor(self) -> str:
        return f"（编辑：{self.draft.author[0]}晓）" if self.id % 2 else ""

    @property
    def images(self) -> tuple[str, ...]:
        return tuple(f"/picture/0/{self.entered:%y%m%d}{name[1:]}.jpg" for name in self.draft.texts("image"))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(f"{_FILE}?classid=0&filename={self.id:x}{at:04x}.doc", f"{name}.doc")
            for at, name in enumerate(self.draft.texts("file"), 1)
        )

    @property
    def truth(self) -> Truth:
        draft = self.draft
        return Truth(
            url=self.url,
            title=draft.title,
            published=shown(draft.instant, self.precision),
            precision=self.precision,
            instant=draft.instant,
            column=_COLUMNS[draft.column][1],
            paragraphs=draft.paragraphs,
            author=self.author,
            source=self.source,
            images=self.images,
            attachments=self.attachments,
            tables=draft.tables,
            notices=draft.notices + ((self.editor,) if self.editor else ()),
        )

    def record(self) -> str:
        """The row of its list."""
        whole, day = escape(self.draft.title), self.draft.instant
        match self.column:
            case 1202:
                return (
                    f'<tr><td width="18"><img src="/images/dot.gif"></td><td><a href="{self.url}" '
                    f'title="{whole}" target="_blank">{escape(cut(self.draft.title, 22, "..."))}</a></td>'
                    f'<td width="100" class="bt_time">[{day:%Y-%m-%d}]</td></tr>'
                )
            case 1205:
                return (
                    f"<li><a href='{self.url}' title='{whole}'>{whole}</a>"
                    f'<span class="bt_date">\n{day:%Y}-\n{day:%m-%d}\n</span></li>'
                )
            case 1208:
                return f'<div><a href="{self.url}" target="_blank">{whole}</a><i>{day:%Y-%m-%d}</i></div>'
        return f'<li><a title="{whole}" href="{self.url}">{whole}</a><b>{day:%Y-%m-%d}</b></li>'


class Jcms:
    """The site at ``now``, of articles until ``end``: what comes after ``now`` is not published yet."""

    name, encoding = "jcms", "utf-8"
    absent = "/art/2026/1/5/art_1201_9.html"

    def __init__(self, seed: str = "1", now: datetime = NOW, end: datetime | None = None) -> None:
        self.now, self.base_url = now, "http://jcms.invalid/"
        random = Random(f"{seed} jcms")
        instants = moments(random, 116, end or now, 900)
        made = drafts(INDUSTRY, f"{seed} jcms", [kinds for _, _, kinds in _COLUMNS], instants)
        entries = [_Entry(each, each.instant - timedelta(days=random.choice((0, 0, 2)))) for each in made]
        self._entries = [one for one in reversed(entries) if one.draft.instant <= now]
        self._by_url = {entry.url: entry for entry in self._entries}
        self._voice = Voice("Apache-Coyote/1.1", "text/html;charset=UTF-8", self.encoding, now)

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(entry.truth for entry in self._entries)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(column, name) for column, name, _ in _COLUMNS)

    @property
    def dead(self) -> frozenset[str]:
        return frozenset({"/wza/"})

    def _column(self, column: int, name: str) -> Column:
        pages = pages_of(len(self._records(column)), _GROUP)
        later = [_asked(column, page) for page in range(2, pages + 2)]
        return Column(name, (f"/col/col{column}/index.html", *later[:-1]), later[-1], PastEnd.EMPTY)

    def _records(self, column: int) -> list[str]:
        records = [entry.record() for entry in self._entries if entry.column == column]
        if column == 1201:
            records.insert(3, _LEAVING)
        return records

    def respond(self, path: str, query: str) -> Response:
        given = fields(query)
        first = next((column for column, _, _ in _COLUMNS if path == f"/col/col{column}/index.html"), 0)
        if path in ("/", "/index.html"):
            return self._voice.html(self._home())
        if first:
            return self._voice.html(self._list(first))
        if path in self._by_url:
            return self._voice.html(self._article(self._by_url[path]))
        if path == _PROXY:
            return self._voice.data(self._answer(given).encode(), "text/xml;charset=UTF-8")
        if path == _FILE:
            return self._voice.file(given["filename"])
        if path.startswith(("/picture/0/", "/images/")):
            return self._voice.file(path)
        return self._voice.html(_NOT_FOUND, 404)

    def _home(self) -> str:
        boxes = "\n".join(
            f'<div class="box"><h3><a href="/col/col{column}/index.html">{name}</a>'
            f'<a class="more" href="/col/col{column}/index.html">更多&gt;&gt;</a></h3>\n<ul>{rows}</ul></div>'
            for column, name, _ in _COLUMNS
            for rows in ["".join(map(_brief, [one for one in self._entries if one.column == column][:7]))]
        )
        return _page(_SITE, "", f'<div class="main">\n{boxes}</div>')

    def _list(self, column: int) -> str:
        name = next(name for one, name, _ in _COLUMNS if one == column)
        records = self._records(column)
        parameters = ",".join(f"{key}:'{value}'" for key, value in _parameters(column).items())
        store = _store(column, records[:_GROUP], 1, len(records))
        hot = "".join(map(_brief, self._entries[5:9]))
        return _page(
            f"{_SITE} {name}",
            f'<meta name="ColumnName" content="{name}">\n',
            f"""\
<div class="position">当前位置：<a href="/">首页</a> &gt; {name}</div>
<div class="listbox">
<div id="{column}77" class="jpage"><script type="text/xml">{store}</script></div>
<script language="javascript">
$(function(){{$('#{column}77').jpage({{themeName:'default',totalRecord:{len(records)},openCookies:false,\
dataBefore:'<ul class="list">',dataAfter:'</ul>',groupSize:{_PAGES_IN_GROUP},proxyUrl:'{_PROXY}',\
perPage:{_ON_PAGE},ajaxParam:{{{parameters}}}}});}});
</script>
</div>
<div class="right"><div class="tit">热点信息</div><ul>{hot}</ul></div>""",
        )

    def _answer(self, given: dict[str, str]) -> str:
        column, first = number(given.get("columnid")), number(given.get("startrecord"))
        records = self._records(column) if given.get("unitid") == f"{column}77" else []
        page = number(given.get("page"), 1) if column in _LINKED else first // _GROUP + 1
        shown_now = records[(page - 1) * _GROUP : page * _GROUP]
        store = _store(column, shown_now, page, len(records))
        total, pages = len(records), pages_of(len(records), _ON_PAGE)
        counts = f"<totalrecord>{total}</totalrecord>\n<totalpage>{pages}</totalpage>\n</datastore>"
        return f"<?xml version='1.0' encoding='UTF-8'?>\n{store.replace('</datastore>', counts)}\n"

    def _article(self, entry: _Entry) -> str:
        draft = entry.draft
        name, day = _COLUMNS[draft.column][1], draft.instant
        told = f"{day:%Y-%m-%d}" if entry.old else f"{day:%Y-%m-%d %H:%M}"
        title, pictures, files = escape(draft.title), iter(entry.images), iter(entry.attachments)
        ordered = sorted(draft.blocks, key=lambda block: block.role == "file")
        body = "\n".join(_block(block, pictures, files) for block in ordered)
        cells = (("索引号：", f"11370299/{day:%Y}-{entry.id % 10000:05}", "发布机构：", "区政府办公室"),)
        document = f'<table class="xxgk">{table_rows(cells)}</table>\n' if draft.kind == "notice" else ""
        author = f"<td>作者：{entry.author}</td>" if entry.author else ""
        metas = {"ColumnName": name, "ArticleTitle": draft.title, "PubDate": told}
        metas |= {"ContentSource": entry.source or "", "Author": entry.author or "", "Keywords": ""}
        return _page(
            f"{_SITE} {name} {title}",
            "".join(f'<meta name="{key}" content="{escape(value)}">\n' for key, value in metas.items()),
            f"""\
<div class="position">当前位置：<a href="/">首页</a> &gt;
<a href="/col/col{entry.column}/index.html">{name}</a></div>
<table id="article" width="100%" border="0">
<tr><td class="title"><!--<$[标题名称(html)]>begin-->{title}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td><table class="info"><tr>
<td>发布日期：<!--<$[发布时间]>begin-->{day:%Y-%m-%d}<!--<$[发布时间]>end--></td>
<td>信息来源：<!--<$[信息来源]>begin-->{entry.source or ""}<!--<$[信息来源]>end--></td>{author}
<td>浏览次数：<script src="/module/visitcount/articlehits.jsp?artid={entry.id}"></script></td>
<td>字体：[ <a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(14)">小</a> ]</td>
</tr></table></td></tr>
<tr><td>{document}<div class="bt_content" id="zoom"><!--<$[信息内容]>begin-->\
<!--ZJEG_RSS.content.begin--><meta name="ContentStart">
{body}
<meta name="ContentEnd"><!--ZJEG_RSS.content.end--><!--<$[信息内容]>end-->
{f'<p class="bianji">{entry.editor}</p>' if entry.editor else ""}</div></td></tr>
<tr><td class="tools"><p>扫一扫在手机打开当前页</p>
<p align="right"><a href="javascript:window.print()">【打印本页】</a>
<a href="javascript:window.close()">【关闭窗口】</a></p></td></tr>
</table>""",
        )


def _parameters(column: int) -> dict[str, str]:
    """What a list's script is told to send."""
    named = {"col": "1", "appid": "1", "webid": "1", "path": "/", "columnid": str(column)}
    return {**named, "sourceContentType": "1", "unitid": f"{column}77", "webname": _SITE}


def _asked(column: int, page: int) -> str:
    """The address of further records."""
    if column in _LINKED:
        known = {"page": str(page), "appid": "1", "webid": "1", "path": "/"}
        return (
            f"{_PROXY}?{urlencode({**known, 'columnid': column, 'unitid': f'{column}77', 'webname': _SITE})}"
        )
    numbers = {"startrecord": (page - 1) * _GROUP + 1, "endrecord": page * _GROUP, "perpage": _ON_PAGE}
    return f"{_PROXY}?{urlencode(numbers)}&{urlencode(_parameters(column))}"


def _store(column: int, records: list[str], page: int, total: int) -> str:
    """Records in XML, before those that follow where the column says which these are."""
    more = column in _LINKED and page * _GROUP < total
    following = (
        f'<nextgroup><![CDATA[<a href="{_asked(column, page + 1)}"></a>]]></nextgroup>\n' if more else ""
    )
    rows = (escape(row) if column == 1208 else f"<![CDATA[\n{row}]]>" for row in records)
    inside = "\n".join(f"<record>{row}</record>" for row in rows)
    return f"<datastore>\n{following}<recordset>\n{inside}\n</recordset>\n</datastore>"


def _brief(entry: _Entry) -> str:
    title = escape(entry.draft.title)
    words = escape(cut(entry.draft.title, 20, "..."))
    return f'<li><a href="{entry.url}" title="{title}">{words}</a></li>\n'


def _block(block: Block, pictures: Iterator[str], files: Iterator[Attachment]) -> str:
    words = escape(block.text)
    match block.role:
        case "image":
            return f'<p style="text-align: center;"><img src="{next(pictures)}" border="0" alt=""/></p>'
        case "table":
            return f'<table class="MsoNormalTable" border="1">{table_rows(block.rows)}</table>'
        case "file":
            file = next(files)
            return f'<p><a href="{escape(file.url)}" title="{file.name}">{file.name}</a></p>'
        case "heading":
            return f'<p style="text-indent: 2em;"><strong>{words}</strong></p>'
        case "signature":
            return f'<p style="text-align: right;">{words}</p>'
    return f'<p style="text-indent: 2em;">{words}</p>'


def _page(title: str, metas: str, content: str) -> str:
    menu = "".join(
        f'<li><a href="/col/col{column}/index.html">{name}</a></li>' for column, name, _ in _COLUMNS
    )
    return f"""\
<!doctype html>
<html>
<head>
<meta charset="UTF-8">
<title>{title}</title>
<meta name="SiteName" content="{_SITE}">
{metas}<script src="/script/jquery.min.js"></script>
</head>
<body>
<div class="top"><a href="/">网站首页</a> <a href="/wza/">无障碍浏览</a></div>
<div class="nav"><ul><li><a href="/">首页</a></li>{menu}</ul></div>
{content}
<div class="footer"><p>主办单位：云岭区人民政府办公室　网站标识码：3702990001</p></div>
</body></html>
"""


_NOT_FOUND = """\
<html><head><meta charset="UTF-8"><title>404</title></head><body><h2>对不起，您访问的页面不存在</h2>
<a href="/">返回首页</a></body></html>
"""
