"""What stands in bodies beside the text: links to other articles at the end, and advertisements."""

import pytest

from xzcrawl.boilerplate import find
from xzcrawl.items import Block, Image

TEXT = Block("paragraph", "徐州高新区集中签约。", "<p>徐州高新区集中签约。</p>")
HEADING = Block("paragraph", "延伸阅读：", "<p><b>延伸阅读：</b></p>")


def link(text: str = "沛县光伏企业扩大出口", href: str = "http://x.cn/1003.html") -> Block:
    return Block("paragraph", text, f'<p><a href="{href}">{text}</a></p>')


def said(text: str) -> Block:
    return Block("paragraph", text, f"<p>{text}</p>")


def picture(alt: str) -> Block:
    image = Image("http://x.cn/1.jpg", alt)
    return Block("image", alt, f'<img src="http://x.cn/1.jpg" alt="{alt}">', image=image)


def rules(*blocks: Block) -> list[tuple[int, str]]:
    return [(cut.index, cut.rule) for cut in find(blocks, page_host="x.cn")]


@pytest.mark.parametrize(
    "heading", ["延伸阅读：", "相关阅读", "【相关新闻】", "更多报道：", "推荐阅读", "相关链接："]
)
def test_links_that_end_a_text_below_a_heading_for_them_are_cut(heading: str) -> None:
    cut = rules(TEXT, said(heading), link(), link("睢宁县新增绿色工厂"))
    assert cut == [(1, "further-reading"), (2, "further-reading"), (3, "further-reading")]


@pytest.mark.parametrize(
    "text",
    [
        "Warning: count(): Parameter must be an array in /www/theme/tpure/include.php on line 40",
        "Notice: Undefined index: intro in D:\\wwwroot\\x.php on line 7",
        "Deprecated: Function create_function() is deprecated in /www/a.php on line 12",
        "PHP Fatal error : Uncaught Error: Call to undefined function a() in /www/a.php:3 on line 3",
    ],
)
def test_messages_of_php_are_cut_wherever_they_stand(text: str) -> None:
    assert rules(said(text), TEXT, said(text)) == [(0, "php-message"), (2, "php-message")]


@pytest.mark.parametrize(
    "text",
    ["Warning: 本周有大风", "Notice: the plant in Xuzhou is on line 2", "日志有 Warning: a in /b on line 4"],
)
def test_a_text_about_such_a_message_stays(text: str) -> None:
    assert rules(TEXT, said(text)) == []


def test_links_below_a_heading_are_cut_beside_a_picture_alone() -> None:
    assert rules(picture(""), HEADING, link()) == [(1, "further-reading"), (2, "further-reading")]


@pytest.mark.parametrize(
    "blocks",
    [
        (TEXT, HEADING),
        (TEXT, link()),
        (TEXT, HEADING, said("这是一段话。")),
        (TEXT, HEADING, link(), TEXT),
        (TEXT, HEADING, link("附件1：申报表", "http://x.cn/1.docx")),
        (TEXT, said("据相关报道，"), link()),
        (TEXT, HEADING, link("国务院令第708号", "http://www.gov.cn/1.html")),
        (TEXT, HEADING, link("网上申请入口", "http://x.cn:8080/apply")),
        (HEADING, link()),
    ],
)
def test_other_headings_and_links_stay(blocks: tuple[Block, ...]) -> None:
    assert rules(*blocks) == []


@pytest.mark.parametrize(
    "text", ["【广告】恒远刀具 全国服务热线 400-820-0000", "[广告] 全屋定制", "【 广告 】"]
)
def test_a_line_that_calls_itself_an_advertisement_is_cut_wherever_it_stands(text: str) -> None:
    assert rules(TEXT, said(text), TEXT) == [(1, "advertisement")]


@pytest.mark.parametrize(
    "text",
    [
        "广告业增长12%。",
        "【广告业】一季度增长12%。",
        "【推广】全市测土配方施肥",
        "【广告】指商品经营者承担费用的介绍",
        "他说：【广告】不实。",
        f"【广告】{'长' * 120}",
    ],
)
def test_a_line_that_speaks_of_advertisements_stays(text: str) -> None:
    assert rules(TEXT, said(text), TEXT) == []


def test_a_picture_that_is_called_an_advertisement_is_cut() -> None:
    assert rules(TEXT, picture("广告"), picture("广告牌"), TEXT) == [(1, "advertisement")]
