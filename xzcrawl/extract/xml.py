"""Reads XML as far as it can be read: feeds and sitemaps are often broken. Pure."""

import re
from typing import Final

from lxml import etree

#: A reference to one half of a character in UTF-16, and to both halves.
_HALF: Final = re.compile(rb"&#(?:[xX]0*([dD][89a-fA-F][0-9a-fA-F]{2})|0*(5[5-7]\d{3}));")
_BOTH: Final = re.compile(_HALF.pattern * 2)


def parse_xml(xml: bytes) -> etree._Element | None:
    """The root element, as far as it can be read; None where nothing can."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(_HALF.sub(_without_half, _BOTH.sub(_whole, xml)), parser)
    except etree.XMLSyntaxError:
        return None


def _whole(both: re.Match[bytes]) -> bytes:
    """The character of two halves: a CMS that counts in UTF-16 writes emoji so."""
    halves = [_code_point(both[1], both[2]), _code_point(both[3], both[4])]
    try:
        return b"".join(map(_in_utf16, halves)).decode("utf-16-be").encode()
    except UnicodeDecodeError:
        return both[0]


def _without_half(half: re.Match[bytes]) -> bytes:
    """Nothing for half a character, which libxml2 takes and cannot give."""
    return b"" if 0xD800 <= _code_point(half[1], half[2]) <= 0xDFFF else half[0]


def _code_point(in_hex: bytes | None, in_decimal: bytes | None) -> int:
    return int(in_hex, 16) if in_hex else int(in_decimal or b"0")


def _in_utf16(code_point: int) -> bytes:
    return code_point.to_bytes(2, "big")
