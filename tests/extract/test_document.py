"""In which encoding a page is."""

import pytest

from tests.extract.pages import page
from xzcrawl.extract import decode

CHINESE = "<title>徐州泉山区定下大目标,奋力铸就高质量发展新辉煌</title>"
TRADITIONAL = "<title>徐州經濟開發區招商引資,產業發展邁上新臺階</title>"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (CHINESE.encode(), "text/html", CHINESE),
        (CHINESE.encode(), "text/html; charset=gbk", CHINESE),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "text/html", CHINESE),
        (b"\xff\xfe" + CHINESE.encode("utf-16-le"), "text/html", CHINESE),
        (CHINESE.encode("gbk"), "text/html", CHINESE),
        (CHINESE.encode("gbk"), "text/html; charset=utf-8", CHINESE),
        (CHINESE.encode("gbk"), "text/html; charset=iso-8859-1", CHINESE),
        (b'<meta charset="gb2312">' + "镕𠮷".encode("gb18030"), "text/html", '<meta charset="gb2312">镕𠮷'),
        ("总额5".encode("gbk") + b"\x80" + "亿".encode("gbk"), "text/html; charset=gbk", "总额5€亿"),
        (b"<b>5\x80</b>\x81", "text/html; charset=gb2312", "<b>5€</b>\ufffd"),
        ("丂亐".encode("gbk"), "text/html; charset=gbk", "丂亐"),
        (TRADITIONAL.encode("big5"), "text/html; charset=big5", TRADITIONAL),
        (CHINESE.encode() + b"\xe5\xbe", "text/html; charset=gbk", CHINESE + "\ufffd"),
        (CHINESE.encode()[:40] + b"\xff" + CHINESE.encode()[40:], "", None),
        (b"", "text/html", ""),
        (b"plain", "text/html; charset=unknown-8bit", "plain"),
    ],
)
def test_the_text_is_read_in_the_encoding_it_is_in(
    body: bytes, content_type: str, expected: str | None
) -> None:
    text = decode(page(body, content_type=content_type))
    if expected is None:
        assert text.replace("\ufffd", "").startswith("<title>徐州泉山区定下大目")
    else:
        assert text == expected
