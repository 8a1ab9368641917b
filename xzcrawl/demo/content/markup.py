"""Body markups: the same lines as different editors leave them behind.

Every function goes from the truth to the markup, never back: text is cut, wrapped, indented and
interspersed with what no reader sees, and reads as the lines it was given.
"""

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from random import Random
from typing import Literal

from xzcrawl.demo.content.truth import Line
from xzcrawl.items import BlockKind, Image

Layout = Literal["plain", "wechat", "word", "bare", "divs"]
Noise = Literal["none", "hidden", "scripts", "zero-width"]

_ZERO_WIDTH = ("\u200b", "\ufeff", "\u2060")
_HIDDEN = (
    '<p style="display:none">本文由采编系统自动导入,请勿删除此行</p>',
    '<section style="display: none;"><section>点击上方蓝字关注我们</section></section>',
    '<span style="visibility:hidden">占位文字</span>',
    "<p hidden>编辑备注:待审核</p>",
)
_SCRIPTS = (
    '<script>var _hmt = _hmt || []; _hmt.push(["_trackEvent", "article", "read"]);</script>',
    '<iframe src="https://video.invalid/embed.html?vid=a0012" width="500" height="375"></iframe>',
    "<style>.rich_media_content p{margin:0 0 1em}</style><!--mp_profile begin-->",
    "<noscript>您的浏览器不支持脚本</noscript>",
)
_LATIN = re.compile(r"([0-9A-Za-z.%]+)")


def body_html(lines: Sequence[Line], layout: Layout, noise: Noise, rng: Random) -> str:
    """The inside of ``div.single`` for ``lines``, without footer and notice."""
    lines = [_zero_width(line, rng) for line in lines] if noise == "zero-width" else lines
    parts: list[str] = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        parts += _together(kind, list(group), layout, rng)
    for junk in {"hidden": _HIDDEN, "scripts": _SCRIPTS}.get(noise, ()):
        parts.insert(rng.randint(0, len(parts)), junk)
    return ("" if layout == "wechat" else "\n").join(parts)


def _together(kind: BlockKind, lines: list[Line], layout: Layout, rng: Random) -> list[str]:
    """Lines of one kind in a row: items share a list, rows a table, the others stand alone."""
    if kind in _GROUPS:
        return [_GROUPS[kind](lines, rng)]
    return [_single(line, layout, rng) for line in lines]


def _zero_width(line: Line, rng: Random) -> Line:
    if line.kind != "paragraph":
        return line
    cut = rng.randint(0, len(line.text))
    return Line(line.kind, line.text[:cut] + rng.choice(_ZERO_WIDTH) + line.text[cut:], line.image)


def _single(line: Line, layout: Layout, rng: Random) -> str:
    if line.image:
        return _image(line.image, rng)
    return paragraph_html(line.text, layout, rng) if line.kind == "paragraph" else _heading(line.text, rng)


def paragraph_html(text: str, layout: Layout, rng: Random) -> str:
    """One paragraph as the editor ``layout`` names would leave it."""
    return _LAYOUTS[layout](text, rng)


def _plain(text: str, rng: Random) -> str:
    indent = rng.choice(("", "\u3000\u3000", "&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;"))
    return f"<p>{indent}{escape(text, quote=False)}</p>"


def _wechat(text: str, rng: Random) -> str:
    inner = "".join(
        f'<span style="font-size: 16px;letter-spacing: 1px;" textstyle="">{escape(piece, quote=False)}</span>'
        for piece in _cut(text, rng)
    )
    inner = f'<p style="line-height: 1.75em;text-indent: 2em;"><span leaf="">{inner}</span></p>'
    for _ in range(rng.randint(1, 4)):
        inner = f'<section style="box-sizing: border-box;" powered-by="xiumi.us">{inner}</section>'
    return inner + rng.choice(("", "<p><br></p>", '<section style="height:1px;"><br/></section>'))


def _cut(text: str, rng: Random) -> list[str]:
    cuts = sorted(rng.sample(range(1, len(text)), min(rng.randint(0, 4), len(text) - 1)))
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _word(text: str, rng: Random) -> str:
    pieces = [
        f'<span lang="EN-US" style="font-family:Calibri">{escape(piece)}</span>'
        if odd % 2
        else f'<span style="font-family:宋体;mso-ascii-font-family:Calibri">{escape(piece)}</span>'
        for odd, piece in enumerate(_LATIN.split(text))
        if piece
    ]
    indent = '<span lang="EN-US">&nbsp;&nbsp; </span>' * rng.randint(0, 2)
    return f'<p class="MsoNormal" style="text-indent:21.0pt">{indent}{"".join(pieces)}<o:p></o:p></p>'


def _bare(text: str, rng: Random) -> str:
    return f"\u3000\u3000{escape(text, quote=False)}" + rng.choice(("<br>", "<br />\n<br />", "<br/><br/>"))


def _divs(text: str, rng: Random) -> str:
    """Divs with inline emphasis or a link around a few characters in the middle."""
    start = rng.randint(0, len(text) // 2)
    before, middle, after = (
        escape(part) for part in (text[:start], text[start : start + 6], text[start + 6 :])
    )
    tags = rng.choice(
        (("<strong>", "</strong>"), ('<a href="http://friend.invalid/news/">', "</a>"), ("<em>", "</em>"))
    )
    return f"<div>{before}{tags[0]}{middle}{tags[1]}{after}</div>"


_LAYOUTS: dict[Layout, Callable[[str, Random], str]] = {
    "plain": _plain,
    "wechat": _wechat,
    "word": _word,
    "bare": _bare,
    "divs": _divs,
}


def _heading(text: str, rng: Random) -> str:
    tag = rng.choice(("h2", "h3", "h4"))
    return f"<{tag}><span>{escape(text)}</span></{tag}>"


def _image(image: Image, rng: Random) -> str:
    alt = f' alt="{escape(image.alt)}"' if image.alt else rng.choice(("", ' alt=""'))
    lazy = rng.random() < 0.3
    blank = "/zb_users/theme/tpure/style/images/lazyload.png"
    source = f'src="{blank}" data-original="{image.url}"' if lazy else f'src="{image.url}"'
    return f'<p style="text-align: center;"><img {source}{alt} class="ue-image"/></p>'


def _list(lines: list[Line], rng: Random) -> str:
    inside = rng.choice((("", ""), ("<p>", "</p>")))
    items = "\n".join(f"<li>{inside[0]}{escape(line.text)}{inside[1]}</li>" for line in lines)
    tag = rng.choice(("ul", "ol"))
    return f'<{tag} class="list-paddingleft-2">\n{items}\n</{tag}>'


def _table(lines: list[Line], rng: Random) -> str:
    """Rows of cells: a row's text is its cells joined by " | ", so no cell may hold that."""
    inside = rng.choice((("", ""), ("<p>", "</p>"), ("<span>", "</span>")))
    rows = []
    for line in lines:
        cells = (f"<td>{inside[0]}{escape(cell)}{inside[1]}</td>" for cell in line.text.split(" | "))
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    return f'<table border="1"><tbody>\n{"".join(rows)}</tbody></table>'


_GROUPS: dict[BlockKind, Callable[[list[Line], Random], str]] = {"item": _list, "row": _table}
