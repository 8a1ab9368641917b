"""Which images go with a footer, and which stay."""

import pytest

from tests.bodies import FOOTER, NAME, SCAN, SENTENCE, body, kept, picture
from xzcrawl.boilerplate import clean
from xzcrawl.items import Block, Image, Removed


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([*FOOTER, picture("ewm.png")], []),
        ([picture("qrcode.jpg"), *FOOTER], []),
        ([picture("202209241.jpg", "葛毅明微信二维码"), *FOOTER], []),
        ([*FOOTER[:2], picture("202209241.jpg"), *FOOTER[2:]], []),
        ([SENTENCE, *FOOTER, picture("202209241.jpg")], [SENTENCE]),
        ([*FOOTER, picture("202209241.jpg")], ["202209241.jpg"]),
        (["————", *FOOTER, picture("202209241.jpg")], ["202209241.jpg"]),
        ([*FOOTER, picture("1.jpg"), picture("2.jpg"), picture("3.jpg")], ["1.jpg", "2.jpg", "3.jpg"]),
        ([*FOOTER, picture("1.jpg"), SENTENCE], ["1.jpg", SENTENCE]),
        ([picture("1.jpg"), *FOOTER, picture("2.jpg")], ["1.jpg"]),
        ([*FOOTER, picture("202209241.jpg", "生产车间")], ["202209241.jpg"]),
        ([picture("202209241.jpg"), *FOOTER], ["202209241.jpg"]),
        ([picture("202209240.jpg"), picture("wx.jpg"), *FOOTER], ["202209240.jpg"]),
        ([*FOOTER, picture("weixin.jpg"), picture("202209241.jpg")], ["202209241.jpg"]),
        ([SENTENCE, picture("weixin.jpg")], [SENTENCE, "weixin.jpg"]),
        ([NAME, picture("202209241.jpg"), *FOOTER[1:]], []),
        ([picture("ewm.png"), picture("1.jpg"), *FOOTER], ["1.jpg"]),
        ([*FOOTER, SENTENCE, picture("ewm.png")], [SENTENCE, "ewm.png"]),
        ([SENTENCE, *FOOTER, picture("1.jpg"), picture("2.jpg")], [SENTENCE, "2.jpg"]),
        ([*FOOTER, SENTENCE, *FOOTER, picture("202209241.jpg")], [SENTENCE]),
        (
            [SENTENCE + FOOTER[0] + FOOTER[1], *FOOTER[2:], picture("202209241.jpg")],
            [SENTENCE],
        ),
        ([*FOOTER, picture("erweima.jpg")], []),
        ([*FOOTER, picture("wechat-1.png")], []),
        ([*FOOTER, picture("202209241.jpg", "公司二维码")], []),
        ([*FOOTER, picture("202209241.jpg", "扫码咨询")], []),
        ([*FOOTER, picture("202209241.jpg", "扫一扫咨询")], []),
        ([*FOOTER, picture("202209241.jpg", "长按识别")], []),
        ([*FOOTER, picture("202209241.jpg", "公司微信")], []),
        ([*FOOTER, picture("202209241.jpg", "微信图片_20220924")], ["202209241.jpg"]),
        ([*FOOTER, picture("202209241.jpg", "微信截图_20220924")], ["202209241.jpg"]),
        ([*FOOTER, picture("202209241.jpg", "微信文章配图")], ["202209241.jpg"]),
    ],
)
def test_the_qr_code_goes_with_the_footer_and_photos_stay(
    lines: list[str | Block], expected: list[str]
) -> None:
    assert kept(*lines) == expected


def test_a_cut_image_is_listed_by_its_alt_text_or_its_address() -> None:
    with_alt, without = picture("a.jpg", "微信二维码"), picture("qr.png")
    assert clean(body(with_alt, SCAN, without)).removed == (
        Removed("微信二维码", "contact-footer"),
        Removed(SCAN, "contact-footer"),
        Removed("http://xuzhou.021cf.cn/zb_users/upload/qr.png", "contact-footer"),
    )


@pytest.mark.parametrize(
    ("url", "alt"),
    [
        ("https://mmbiz.qpic.cn/a/640?wx_fmt=jpeg", ""),
        ("http://xuzhou.021cf.cn/zb_users/upload/2022/03/微信图片_20220301.jpg", "微信图片_20220301"),
        ("http://xuzhou.021cf.cn/zb_users/upload/2022/03/1.jpg", "企业供图(微信截图)"),
    ],
)
def test_the_last_photo_before_a_footer_stays(url: str, alt: str) -> None:
    photo = Block("image", alt, "", Image(url, alt))
    assert kept(SENTENCE, photo, *FOOTER) == [SENTENCE, url.rsplit("/", 1)[1]]


@pytest.mark.parametrize("name", ["qrcode.png", "ewm2022.jpg", "weixin.jpg", "wx_1.png", "葛毅明微信.jpg"])
def test_a_qr_code_before_a_footer_goes(name: str) -> None:
    code = Block("image", "", "", Image(f"http://xuzhou.021cf.cn/zb_users/upload/{name}", ""))
    assert kept(SENTENCE, code, *FOOTER) == [SENTENCE]


def test_a_picture_that_the_site_repeats_goes_wherever_it_stands() -> None:
    code, photo = picture("code.png", "欢迎入群"), picture("photo.jpg", "泉山区")
    cleaned = clean(body(code, "第一段。", photo, code, "第二段。", *FOOTER, code), {code.image.url})
    assert [block.text for block in cleaned.blocks] == ["第一段。", "泉山区", "第二段。"]
    assert cleaned.removed.count(Removed("欢迎入群", "repeated-image")) == 3
    assert clean(body("第一段。", photo), {code.image.url}).blocks[1].image == photo.image
