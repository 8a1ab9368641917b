"""Lines of a CDXJ index in pywb's form: they say where in WARC files the captures of a URL are."""

import re
from datetime import UTC
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

import orjson

from xzcrawl.snapshots import StoredRecord

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_WWW: Final = re.compile(r"^www\d*\.")
#: Parameters that name a session and not a page; the second group is the rest of the query behind them.
_SESSIONS: Final = tuple(
    re.compile(rf"^(.*){name}(?:&(.*))?$", re.IGNORECASE)
    for name in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
)
#: All printable ASCII but the space, "%" and "#".
_KEPT: Final = "".join(map(chr, range(0x21, 0x7F))).translate({ord("%"): None, ord("#"): None})


def index_line(stored: StoredRecord, file: str, offset: int, length: int) -> bytes:
    """The line of one capture. Lines sorted by their bytes make an index."""
    mime = stored.headers.get("content-type", "").partition(";")[0].strip().lower()
    fields = {
        "url": stored.url,
        "mime": "warc/revisit" if stored.kind == "revisit" else mime or "unk",
        "status": str(stored.status),
        "digest": f"sha256:{stored.payload_sha256}",
        "length": str(length),
        "offset": str(offset),
        "filename": file,
    }
    timestamp = stored.requested_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return f"{surt(stored.url)} {timestamp} ".encode() + orjson.dumps(fields) + b"\n"


def surt(url: str) -> str:
    """The key of a URL as the Internet Archive's tools and pywb make it, like ``cn,021cf,xuzhou)/?id=6202``.

    Scheme, "www.", default port, case, the order of parameters and session ids do not count.
    """
    parts = urlsplit(url)
    host = ",".join(reversed(_WWW.sub("", parts.hostname or "").split(".")))
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"
    query = _query(parts.query)
    return f"{host}{port}){_path(parts.path)}" + (f"?{query}" if query else "")


def _path(path: str) -> str:
    """The path unescaped, without relative and empty steps, in small letters."""
    kept: list[bytes] = []
    for step in _unescaped(path).split(b"/")[1:]:
        if step == b"..":
            kept = kept[:-1] if kept else [step]
        elif step != b".":
            kept.append(step)
    return "/" + _escaped(b"/".join(filter(None, kept))).lower()


def _query(query: str) -> str:
    escaped = _escaped(_unescaped(query))
    for session in _SESSIONS:
        if found := session.match(escaped):
            escaped = found[1] + (found[2] or "")
    return "&".join(sorted(escaped.lower().split("&"), key=_by_name)) if len(escaped) > 1 else escaped.lower()


def _by_name(parameter: str) -> tuple[str, ...]:
    return tuple(parameter.split("=", 1))


def _unescaped(text: str) -> bytes:
    """The bytes of a text without percent-encoding, however often it was applied."""
    before, after = b"", text.encode()
    while before != after:
        before, after = after, unquote_to_bytes(after)
    return after


def _escaped(text: bytes) -> str:
    return quote_from_bytes(text, safe=_KEPT)
