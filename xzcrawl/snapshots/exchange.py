"""Turns an HTTP exchange, or a rendered document, into WARC/1.1 records, each of which is a gzip member.

Digests are SHA-256 in hexadecimal digits (``sha256:…``): warcio, pywb and wacz accept them, and the rows of
the archive have the same. Blocks are stored byte for byte as they are given: no head is parsed and rewritten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders

from xzcrawl import __version__
from xzcrawl.items import Capture

_VERSION: Final = "WARC/1.1"
#: The profile of a record whose payload is in another record, which it names (ISO 28500:2017, 6.7.2).
_SAME_PAYLOAD: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
#: Level 2 of igzip takes a fifth of the time of zlib's default and makes files a few per cent larger.
_LEVEL: Final = 2
_GZIP: Final = 31
_END: Final = b"\r\n\r\n"

#: The fields of every warcinfo record.
_INFO: Final = {
    "software": f"xzcrawl/{__version__}",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}

#: The media type of a document that a browser made.
RENDERED_TYPE: Final = "text/html; charset=utf-8"

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Original:
    """A stored response that already has the same payload. ``requested_at`` is aware."""

    record_id: str
    url: str
    requested_at: datetime


def payload_sha256(capture: Capture) -> str:
    """The SHA-256 of a body as received, with its content coding: 64 hexadecimal digits."""
    return sha256(capture.body).hexdigest()


def exchange(capture: Capture, digest: str, original: Original | None) -> tuple[bytes, bytes]:
    """The two gzip members of an exchange: its response or revisit record, and its request record.

    ``digest`` is the ``payload_sha256`` of the capture. With ``original`` the first is a revisit record. Of a
    rendered document it is a resource record (ISO 28500:2017, 6.4) of the page's own URI, and there is no
    second one: the document belongs to the capture event of its response, which WARC-Concurrent-To names.
    """
    common = [("WARC-Target-URI", capture.url), ("WARC-Date", warc_date(capture.requested_at))]
    payload = ("WARC-Payload-Digest", f"sha256:{digest}")
    named = [("WARC-Record-ID", f"<{capture.record_id}>"), *common, payload]
    if capture.rendered_from is not None:
        rendered = [("WARC-Type", "resource"), *named, ("WARC-Concurrent-To", f"<{capture.rendered_from}>")]
        return _member(rendered, RENDERED_TYPE, capture.body), b""
    if original is None:
        body = capture.body
        answer = [("WARC-Type", "response"), *named, *_truncated(capture)]
    else:
        body = b""
        answer = [("WARC-Type", "revisit"), *named, *_refers_to(original)]
    request_id = ("WARC-Record-ID", _derived_id(f"request {capture.record_id}"))
    concurrent = ("WARC-Concurrent-To", f"<{capture.record_id}>")
    asked = [("WARC-Type", "request"), request_id, *common, concurrent]
    return (
        _member(answer, "application/http; msgtype=response", capture.response_head + body),
        _member(asked, "application/http; msgtype=request", capture.request_head),
    )


def warcinfo(file: str, at: datetime, info: Mapping[str, str]) -> bytes:
    """The first member of a file, its warcinfo record. ``info`` adds fields by name. ``at`` is aware."""
    fields = [("WARC-Type", "warcinfo"), ("WARC-Record-ID", _derived_id(f"warcinfo {file} {at.isoformat()}"))]
    fields += [("WARC-Date", warc_date(at)), ("WARC-Filename", file)]
    block = "".join(f"{name}: {value}\r\n" for name, value in {**_INFO, **info}.items())
    return _member(fields, "application/warc-fields", block.encode())


def warc_date(moment: datetime) -> str:
    """An aware instant as WARC/1.1 writes it: UTC with microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _refers_to(original: Original) -> Headers:
    return [
        ("WARC-Profile", _SAME_PAYLOAD),
        ("WARC-Refers-To", f"<{original.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.requested_at)),
    ]


def _truncated(capture: Capture) -> Headers:
    return [("WARC-Truncated", "disconnect")] if capture.truncated else []


def _derived_id(name: str) -> str:
    """A record id computed from ``name``, so that the same captures give the same bytes."""
    return f"<{uuid5(NAMESPACE_URL, name).urn}>"


def _member(fields: Headers, content_type: str, block: bytes) -> bytes:
    digest = sha256(block).hexdigest()
    fields = [*fields, ("WARC-Block-Digest", f"sha256:{digest}")]
    fields += [("Content-Type", content_type), ("Content-Length", str(len(block)))]
    head: bytes = StatusAndHeaders("", fields, _VERSION).to_bytes(encoding="utf-8")
    return isal_zlib.compress(head + block + _END, _LEVEL, _GZIP)
