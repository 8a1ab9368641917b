"""Bodies as Markdown: what stands there, and what a reader of Markdown makes of it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from xzcrawl.export.markdown_body import to_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p>3月8日,在广大干群…</p>\n<p>第二段。</p>", "3月8日,在广大干群…\n\n第二段。"),
        ("<h2>一、目标</h2>\n<p>正文</p>", "## 一、目标\n\n正文"),
        ("<ul><li>一</li><li>二</li></ul>", "- 一\n- 二"),
        (
            "<table><tbody><tr><td>名称</td><td>数量</td></tr><tr><td>厂房|办公</td></tr></tbody></table>",
            "| 名称 | 数量 |\n| --- | --- |\n| 厂房\\|办公 |  |",
        ),
        ('<p><img src="http://x.cn/a b.jpg" alt="[图]"></p>', "![\\[图\\]](<http://x.cn/a b.jpg>)"),
        (
            '<p>见<a href="http://x.cn/?a=1&amp;copy=2">链接</a></p>',
            "见[链接](<http://x.cn/?a=1&amp;copy=2>)",
        ),
        ('<p>好!<a href="http://x.cn/">看</a></p>', "好\\![看](<http://x.cn/>)"),
        ('<p>空<a href="http://x.cn/"></a>链接</p>', "空链接"),
        ("<p>定下<strong>大目标</strong>的</p>", "定下**大目标**的"),
        ("<p>定下<strong>“大目标”</strong>的</p>", "定下<strong>“大目标”</strong>的"),
        ("<p><strong>一</strong><em>二</em></p>", "<strong>一</strong><em>二</em>"),
        ("<p>H<sub>2</sub>O 与 m<sup>2</sup>,<u>线</u></p>", "H<sub>2</sub>O 与 m<sup>2</sup>,<u>线</u>"),
        ("<p># 不是标题 #</p>", "\\# 不是标题 \\#"),
        ("<p>- 不是列表</p>", "\\- 不是列表"),
        ("<p>2022. 不是列表</p>", "2022\\. 不是列表"),
        ("<p>2022.徐州</p>", "2022.徐州"),
        ("<p>3~5月,*号,`码`,[图解],1_000,_x_</p>", "3\\~5月,\\*号,\\`码\\`,\\[图解\\],1_000,\\_x\\_"),
        ("<p>&lt;script&gt; R&amp;D &amp;amp;</p>", "\\<script> R&D \\&amp;"),
        ("<p>a\\*b</p>", "a\\\\\\*b"),
        ("<p>一\n    二</p>", "一 二"),
    ],
)
def test_a_body_in_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def read(html: str) -> list[tuple[str, str]]:
    """What a person reads: the lines with the element they are in, and the words that are emphasised."""
    tree = LexborHTMLParser(html)
    nodes = tree.css("p, li, h1, h2, h3, h4, h5, h6, td, th, pre, hr, blockquote, ol, del, s, strong, em, a")
    found = (("td" if node.tag == "th" else node.tag or "", node.text()) for node in nodes)
    return [(tag, " ".join(text.split())) for tag, text in found if text.strip()]


PIECES = [
    *"\\`*_{}[]()<>#+-.!|~&$=:\"'^ 1a徐,“”", "---", "```", "***", "1. ", "- ", "&amp;", "&copy;", "![", "](",
    "]:", "http://a.b/c_d", "<!--", "<script>", "**粗**", "_斜_", "    ", "\n",
]  # fmt: skip
SIGNS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
TEXT = SIGNS.map(lambda text: escape(text, quote=False))
MARKED = st.tuples(st.sampled_from(["strong", "em"]), TEXT).map(lambda pair: "<{0}>{1}</{0}>".format(*pair))
LINK = TEXT.map(lambda text: f'<a href="http://x.cn/?a=1&amp;b=_2_">{text}</a>')
INLINE = st.lists(TEXT | MARKED | LINK, max_size=4).map("".join)


@given(kind=st.sampled_from(["p", "h2", "li", "td"]), inline=INLINE)
def test_whatever_a_line_holds_is_read_as_it_was(kind: str, inline: str) -> None:
    line = f"<{kind}>{inline}</{kind}>"
    around = {"li": "<ul>{}</ul>", "td": "<table><tr>{}</tr></table>"}.get(kind, "{}").format(line)
    assert read(READER.render(to_markdown(around))) == read(around)
