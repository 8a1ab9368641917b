"""Snapshots: every response as received, in WARC/1.1 files (ISO 28500:2017), one gzip member a record.

``WarcWriter`` writes, ``read`` and ``scan`` read, ``repair`` cuts off the torn end that a killed writer left.
This package knows only files and records; the archive knows which record belongs to which article.
"""

from xzcrawl.snapshots.exchange import RENDERED_TYPE, Original, payload_sha256, warcinfo
from xzcrawl.snapshots.files import closed, is_live, opened, set_aside, stem, warc_files
from xzcrawl.snapshots.members import LARGEST_BLOCK
from xzcrawl.snapshots.read import GzipMembers, StoredRecord, read, read_members
from xzcrawl.snapshots.repair import Repair, repair
from xzcrawl.snapshots.scan import Scanned, scan
from xzcrawl.snapshots.write import Place, WarcWriter

__all__ = [
    "LARGEST_BLOCK",
    "RENDERED_TYPE",
    "GzipMembers",
    "Original",
    "Place",
    "Repair",
    "Scanned",
    "StoredRecord",
    "WarcWriter",
    "closed",
    "is_live",
    "opened",
    "payload_sha256",
    "read",
    "read_members",
    "repair",
    "scan",
    "set_aside",
    "stem",
    "warc_files",
    "warcinfo",
]
