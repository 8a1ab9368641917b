"""The pictures of the demo site: real ones, which browsers show."""

import struct
from zlib import crc32, decompress

from xzcrawl.demo.content.pictures import picture


def chunks(png: bytes) -> dict[bytes, bytes]:
    """The parts of a PNG by name, their checksums held."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    found, rest = {}, png[8:]
    while rest:
        (length,), kind, data = struct.unpack(">I", rest[:4]), rest[4:8], rest[8:]
        assert struct.unpack(">I", data[length : length + 4]) == (crc32(kind + data[:length]),)
        found[kind], rest = data[:length], data[length + 4 :]
    return found


def test_a_picture_is_a_whole_png_of_two_colours() -> None:
    found = chunks(picture("/zb_users/upload/2026/02/1.jpg"))
    width, height, depth, kind = struct.unpack(">IIBB", found[b"IHDR"][:10])
    assert (width, height, depth, kind, len(found[b"PLTE"])) == (480, 240, 8, 3, 6)
    pixels = decompress(found[b"IDAT"])
    assert (len(pixels), set(pixels)) == (240 * 481, {0, 1})


def test_an_address_has_one_picture_and_several_addresses_share_it() -> None:
    addresses = [f"/zb_users/upload/{number}.jpg" for number in range(300)]
    assert [picture(one) for one in addresses] == [picture(one) for one in addresses]
    assert len({picture(one) for one in addresses}) == 12
