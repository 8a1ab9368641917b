"""Parses a WARC record, and compares it with its digests."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from typing import Final

from warcio.statusandheaders import StatusAndHeadersParser

_END: Final = b"\r\n\r\n"
_SHA256: Final = "sha256:"
_STATUS: Final = re.compile(rb"[^ \r\n]{0,20} ([0-9]{3})(?![0-9])")
_PARSER: Final = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0"])


@dataclass(frozen=True)
class Record:
    """A record: its header fields (names in lower case) and its block, which for HTTP is a head and a body.

    The block of a resource record is a document without a head, as if it had come with status 200.

    A property raises ValueError if the record does not have its value.
    """

    fields: Mapping[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self._field("warc-type")

    @property
    def record_id(self) -> str:
        """The WARC-Record-ID without its angle brackets: ``urn:uuid:…``."""
        return self._field("warc-record-id").strip("<>")

    @property
    def requested_at(self) -> datetime:
        """The WARC-Date: aware, UTC."""
        moment = datetime.fromisoformat(self._field("warc-date"))
        if moment.tzinfo is None:
            raise ValueError("a WARC-Date without its zone")
        return moment

    @property
    def url(self) -> str:
        """The WARC-Target-URI; "" for a warcinfo record, which has none."""
        return self.fields.get("warc-target-uri", "")

    @property
    def refers_to(self) -> str | None:
        """The id of the record that a revisit record repeats; None for other records."""
        named = self.fields.get("warc-refers-to")
        return named.strip("<>") if named else None

    @property
    def is_answer(self) -> bool:
        """Whether it is a response, with its body or (a revisit record) without it, or a document."""
        return self.kind in ("response", "revisit", "resource")

    @property
    def status(self) -> int:
        """The HTTP status of an answer."""
        if self._is_document:
            return HTTPStatus.OK
        found = _STATUS.match(self.block)
        if found is None:
            raise ValueError("no HTTP response")
        return int(found[1])

    @property
    def headers(self) -> Mapping[str, str]:
        """The header lines of an answer: names in lower case, values of one name joined by ", "."""
        if self._is_document:
            return {"content-type": self._field("content-type")}
        lines = self.block[: self._body_at].split(b"\r\n")[1:-2]
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, _, value in (line.decode("latin-1").partition(":") for line in lines):
            found[name.strip().lower()].append(value.strip())
        return {name: ", ".join(values) for name, values in found.items()}

    @property
    def payload(self) -> bytes:
        """The body of an answer as received; empty in a revisit record."""
        return self.block[self._body_at :]

    @cached_property
    def payload_sha256(self) -> str:
        """The digest of an answer's body, computed from its bytes; a revisit record states it."""
        if self.kind == "revisit":
            return self._field("warc-payload-digest").removeprefix(_SHA256)
        return sha256(self.payload).hexdigest()

    def problem(self) -> str | None:
        """The digest that does not match the record, in words; None if all digests match or are missing."""
        stated = self.fields.get("warc-block-digest")
        if stated is not None and stated != _SHA256 + sha256(self.block).hexdigest():
            return "its block is not what its digest says"
        stated = self.fields.get("warc-payload-digest")
        if stated is not None and self.is_answer and stated != _SHA256 + self.payload_sha256:
            return "its payload is not what its digest says"
        return None

    @property
    def _is_document(self) -> bool:
        return self.fields.get("warc-type") == "resource"

    @property
    def _body_at(self) -> int:
        if self._is_document:
            return 0
        return self.block.index(_END) + len(_END)

    def _field(self, name: str) -> str:
        try:
            return self.fields[name]
        except KeyError:
            raise ValueError(f"a record without {name}") from None


def parse(data: bytes) -> Record:
    """The record in an inflated member. Raises ValueError if the data is not one whole record."""
    stream = BytesIO(data)
    try:
        head = _PARSER.parse(stream)
        length = int(head.get_header("Content-Length"))
    except Exception as error:  # warcio raises its own errors, and TypeErrors for unexpected data
        raise ValueError("no WARC record") from error
    block = stream.read()
    if len(block) != length + len(_END) or not block.endswith(_END):
        raise ValueError(f"a record of {len(block)} bytes that announces {length + len(_END)}")
    return Record({name.lower(): value for name, value in head.headers}, block[:length])
