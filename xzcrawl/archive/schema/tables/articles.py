"""Articles as they are now, with their tags and images."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
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

articles: Final = Table(
    "articles",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("url_id", ForeignKey("urls.id"), nullable=False, unique=True),
    Column("site", ForeignKey("sites.key"), nullable=False),
    Column("source_id", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", String),
    Column("category", String),
    Column("breadcrumbs", Json("texts"), nullable=False),
    Column("views", BigInteger),
    Column("published_at", UtcDateTime),
    Column("published_earliest", UtcDateTime),
    Column("published_latest", UtcDateTime),
    Column("published_precision", String),
    Column("published_text", Text),
    Column("published_source", String),
    Column("published_contradicted", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("removed", Json("removed lines"), nullable=False),
    Column("related", Json("links"), nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("gone_at", UtcDateTime),
    Column("revision", Integer, nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("extractor", String, nullable=False),
    Column("gone_kind", String),
    Column("dated_since", UtcDateTime),
    Column("next_visit_at", UtcDateTime, nullable=False),
    Column("visit_days", Integer, nullable=False),
    Column("memberships", Json("pairs")),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Column("change_id", ForeignKey("changes.id")),
    Column("author_source", String),
    Column("category_source", String),
    Column("attachments", Json("links")),
    Column("read_by", String, nullable=False, server_default="family"),
    Column("origin", String),
    Column("stated_origin", String),
    UniqueConstraint("site", "source_id"),
    Index(None, "published_at"),
    Index(None, "site", "published_at"),
    Index(None, "category", "published_at"),
    Index(None, "author", "published_at"),
    Index(None, "published_precision"),
    Index(None, "site", "next_visit_at"),
    Index(None, "gone_at"),
    Index(None, "change_id"),
    Index(None, "site", "author_source", "category_source"),
)

tags: Final = Table(
    "tags",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("site", ForeignKey("sites.key"), nullable=False),
    Column("name", String, nullable=False),
    UniqueConstraint("site", "name"),
    Index(None, "name"),
)

article_tags: Final = Table(
    "article_tags",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("tag_id", ForeignKey("tags.id"), nullable=False),
    Index(None, "tag_id", "article_id"),
)

images: Final = Table(
    "images",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("alt", Text, nullable=False),
)
