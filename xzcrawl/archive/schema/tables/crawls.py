"""The tables that record crawls: sites, runs, responses, addresses, listings, versions, events, readings."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from xzcrawl.archive.schema.tables.metadata import metadata
from xzcrawl.archive.schema.types import Json, RowId, UtcDateTime

sites: Final = Table(
    "sites",
    metadata,
    Column("key", String, primary_key=True),
    Column("base_url", Text, nullable=False),
    Column("name", Text),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("rounding", String),
    Column("repeated_images", Json("texts")),
    Column("family", String),
)

runs: Final = Table(
    "runs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("site", ForeignKey("sites.key"), nullable=False),
    Column("spider", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String),
    Column("counts", Json("counts"), nullable=False),
    Column("versions", Json("versions"), nullable=False),
    Column("findings", Json("findings"), nullable=False),
    Column("reason", Text),
    Column("zones", Json("zones")),
    Index(None, "site", "started_at"),
)

snapshots: Final = Table(
    "snapshots",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("site", ForeignKey("sites.key"), nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("record_id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("file", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("payload_sha256", String(64), nullable=False),
    Column("refers_to", ForeignKey("snapshots.id")),
    Column("leads_to", ForeignKey("snapshots.id")),
    Column("rendered_from", ForeignKey("snapshots.id")),
    UniqueConstraint("file", "offset"),
    Index(None, "payload_sha256"),
    Index(None, "site", "kind"),
    Index(None, "url"),
    Index(None, "run_id"),
)

snapshot_parts: Final = Table(
    "snapshot_parts",
    metadata,
    Column("first_id", ForeignKey("snapshots.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("part_id", ForeignKey("snapshots.id"), nullable=False),
)

changes: Final = Table(
    "changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("token", String(32), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

urls: Final = Table(
    "urls",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("site", ForeignKey("sites.key"), nullable=False),
    Column("key", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("alias_of", ForeignKey("urls.id")),
    Column("found_on", Text),
    Column("found_at", UtcDateTime, nullable=False),
    Column("tried_at", UtcDateTime),
    Column("fetched_at", UtcDateTime),
    Column("status", Integer),
    Column("failures", Integer, nullable=False),
    Column("reason", Text),
    Column("listed_at", UtcDateTime),
    Column("listed_title", Text),
    UniqueConstraint("site", "key"),
    Index(None, "site", "state"),
)

addresses: Final = Table(
    "addresses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("url_id", ForeignKey("urls.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("found_on", Text),
    Column("found_at", UtcDateTime, nullable=False),
    Column("listed_at", UtcDateTime),
    Column("tried_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("status", Integer),
    Column("reason", Text),
    UniqueConstraint("url_id", "url"),
)

revisions: Final = Table(
    "revisions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("cause", String, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("run_id", ForeignKey("runs.id")),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("extractor", String, nullable=False),
    UniqueConstraint("article_id", "number"),
    Index(None, "cause", "seen_at"),
)

events: Final = Table(
    "events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("run_id", ForeignKey("runs.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String, nullable=False),
    Column("details", Json("details"), nullable=False),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Index(None, "article_id"),
    Index(None, "kind", "at"),
)

listing_pages: Final = Table(
    "listing_pages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("site", ForeignKey("sites.key"), nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    Column("posts", Json("texts")),
    Column("pinned", Json("texts")),
    Column("last_page", Integer),
    Column("last_url", Text),
    Column("name", Text),
    UniqueConstraint("site", "kind", "key", "page"),
)

readings: Final = Table(
    "readings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("url_id", ForeignKey("urls.id"), nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("source", String, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("text", Text),
    Column("earliest", UtcDateTime),
    Column("latest", UtcDateTime),
    Column("precision", String),
    Column("views", BigInteger),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Index(None, "url_id"),
)
