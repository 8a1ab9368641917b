"""Reads XML as far as it can be read: feeds and sitemaps are often broken. Pure."""

import re
from typing import Final

from lxml import etree

#: References to halves of characters in UTF-16, and to their neighbours.
_HALVES: Final = re.compile(rb"(?:&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5[5-7]\d{3});)+")
_NUMBER: Final = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|(\d+));")


def parse_xml(xml: bytes) -> etree._Element | None:
    """The root element, as far as it can be read; None where nothing can.

    Half a character (``&#55357;``), which libxml2 takes and cannot give, is left out; two halves are the
    character that they make: a CMS that counts in UTF-16 writes emoji so.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(_HALVES.sub(_whole, xml), parser)
    except etree.XMLSyntaxError:
        return None


def _whole(references: re.Match[bytes]) -> bytes:
    """The characters of some references, without those that are halves."""
    found = _NUMBER.finditer(references[0])
    units = (int(each[1], 16) if each[1] else int(each[2]) for each in found)
    text = b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "ignore")
    return "".join(f"&#{ord(character)};" for character in text).encode()
