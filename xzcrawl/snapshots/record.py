"""A WARC record read back, and whether it is what its digests say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from typing import Final

from warcio.statusandheaders import StatusAndHeadersParser

_END: Final = b"\r\n\r\n"
_SHA256: Final = "sha256:"
_PARSER: Final = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0"])


@dataclass(frozen=True)
class Record:
    """A record: its header fields (names in lower case) and its block, a head and a body where it is of HTTP.

    Properties raise ValueError where the record does not have what they name.
    """

    fields: Mapping[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self._field("warc-type")

    @property
    def record_id(self) -> str:
        """Without its angle brackets: ``urn:uuid:…``."""
        return self._field("warc-record-id").strip("<>")

    @property
    def requested_at(self) -> datetime:
        """The WARC-Date: aware, UTC."""
        return datetime.fromisoformat(self._field("warc-date"))

    @property
    def url(self) -> str:
        """The WARC-Target-URI; "" in a warcinfo, which is of none."""
        return self.fields.get("warc-target-uri", "")

    @property
    def refers_to(self) -> str | None:
        """The id of the record that a revisit record repeats."""
        named = self.fields.get("warc-refers-to")
        return named.strip("<>") if named else None

    @property
    def is_answer(self) -> bool:
        """Whether its block is a response's head, with its body or, in a revisit record, without."""
        return self.kind in ("response", "revisit")

    @property
    def status(self) -> int:
        """The HTTP status of an answer."""
        _, found, rest = self.block.partition(b" ")
        if not found:
            raise ValueError("an answer without a status")
        return int(rest.partition(b" ")[0])

    @property
    def headers(self) -> Mapping[str, str]:
        """The header lines of an answer: names in lower case, several of one name joined by ", "."""
        lines = self.block[: self._body_at].split(b"\r\n")[1:-2]
        found: dict[str, str] = {}
        for name, _, value in (line.decode("latin-1").partition(":") for line in lines):
            key = name.strip().lower()
            found[key] = f"{found[key]}, {value.strip()}" if key in found else value.strip()
        return found

    @property
    def payload(self) -> bytes:
        """The body of an answer as received; nothing in a revisit record."""
        return self.block[self._body_at :]

    @cached_property
    def payload_sha256(self) -> str:
        """The digest of an answer's body: that of the bytes, in a revisit record the one it states."""
        if self.kind == "revisit":
            return self._field("warc-payload-digest").removeprefix(_SHA256)
        return sha256(self.payload).hexdigest()

    def problem(self) -> str | None:
        """What a digest says against the record; None where all that are there are right."""
        stated = self.fields.get("warc-block-digest")
        if stated is not None and stated != _SHA256 + sha256(self.block).hexdigest():
            return "its block is not what its digest says"
        stated = self.fields.get("warc-payload-digest")
        if stated is not None and self.is_answer and stated != _SHA256 + self.payload_sha256:
            return "its payload is not what its digest says"
        return None

    @property
    def _body_at(self) -> int:
        return self.block.index(_END) + len(_END)

    def _field(self, name: str) -> str:
        try:
            return self.fields[name]
        except KeyError:
            raise ValueError(f"a record without {name}") from None


def parse(data: bytes) -> Record:
    """An inflated member as the record it holds. Raises ValueError for what is no whole record."""
    stream = BytesIO(data)
    try:
        head = _PARSER.parse(stream)
        length = int(head.get_header("Content-Length"))
    except Exception as error:  # warcio raises its own kinds, and TypeErrors for what it did not expect
        raise ValueError("no WARC record") from error
    block = stream.read()
    if len(block) != length + len(_END) or not block.endswith(_END):
        raise ValueError(f"a record of {len(block)} bytes that announces {length + len(_END)}")
    return Record({name.lower(): value for name, value in head.headers}, block[:length])
