"""Bodies of articles with the lines of a footer and of a notice, as editors of the sites write them."""

from datetime import UTC, datetime

from xzcrawl.boilerplate import clean
from xzcrawl.items import Article, Block, Image, Page

SENTENCE = "全区上下凝心聚力、真抓实干,奋力铸就高质量发展新辉煌。"
NAME = "葛毅明微信号"
HOTLINE = "产业招商/厂房土地租售:400 0123 021"
MOBILE = "或微信/手机:13391219793"
NEED = "请说明您的需求、用途、税收、公司、联系人、手机号,以便快速帮您对接资源。"
SCAN = "长按/扫一扫加葛毅明的微信号"
FOOTER = [NAME, HOTLINE, MOBILE, NEED, SCAN]
NOTICE = "版权声明:本文由徐州厂房网发布,如需转载请注明出处。"
PAGE = Page("http://xuzhou.021cf.cn/?id=1", 200, {}, b"", datetime.now(UTC), datetime.now(UTC))


def paragraph(text: str) -> Block:
    return Block("paragraph", text, f"<p>{text}</p>")


def picture(name: str, alt: str = "") -> Block:
    url = f"http://xuzhou.021cf.cn/zb_users/upload/{name}"
    return Block("image", alt, f'<p><img src="{url}" alt="{alt}"></p>', Image(url, alt))


def body(*lines: str | Block) -> Article:
    blocks = [paragraph(line) if isinstance(line, str) else line for line in lines]
    return Article(
        page=PAGE, site="s", key="1", url=PAGE.url, source_id="1", title="题", blocks=tuple(blocks)
    )


def kept(*lines: str | Block) -> list[str]:
    """The lines of a body that survive; an image as the last part of its address."""
    blocks = clean(body(*lines)).blocks
    return [block.image.url.rsplit("/", 1)[1] if block.image else block.text for block in blocks]
