"""What an archive remembers: snapshots, revisions, events, listing pages, and when to visit again."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from xzcrawl.archive.schema.types import RowId, UtcDateTime

revision = "0002"
down_revision = "0001"

#: When articles of before are visited again. The budget of each run spreads them.
_FIRST_VISIT_DAYS = 7


def upgrade() -> None:
    """Create and extend them; every article's text of now becomes its first known revision."""
    _create_snapshots()
    _extend()
    _create_histories()
    _fill()


def _create_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("id", RowId, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("run_id", RowId, nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("payload_sha256", sa.String(64), nullable=False),
        sa.Column("refers_to", RowId),
        sa.ForeignKeyConstraint(["site"], ["sites.key"], name="fk_snapshots_site"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_snapshots_run_id"),
        sa.ForeignKeyConstraint(["refers_to"], ["snapshots.id"], name="fk_snapshots_refers_to"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
        sa.UniqueConstraint("record_id", name="uq_snapshots_record_id"),
        sa.UniqueConstraint("file", "offset", name="uq_snapshots_file_offset"),
    )
    op.create_index("ix_snapshots_payload_sha256", "snapshots", ["payload_sha256"])
    op.create_index("ix_snapshots_site_kind", "snapshots", ["site", "kind"])
    op.create_index("ix_snapshots_url", "snapshots", ["url"])
    op.create_index("ix_snapshots_run_id", "snapshots", ["run_id"])


def _extend() -> None:
    with op.batch_alter_table("sites") as table:
        table.add_column(sa.Column("rounding", sa.String()))
    with op.batch_alter_table("runs") as table:
        table.add_column(sa.Column("findings", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("runs") as table:
        table.alter_column("findings", server_default=None)
    with op.batch_alter_table("urls") as table:
        table.add_column(sa.Column("listed_at", UtcDateTime()))
    with op.batch_alter_table("articles") as table:
        table.add_column(sa.Column("gone_kind", sa.String()))
        table.add_column(sa.Column("dated_since", UtcDateTime()))
        table.add_column(sa.Column("next_visit_at", UtcDateTime()))
        table.add_column(sa.Column("visit_days", sa.Integer()))
        table.add_column(sa.Column("memberships", sa.JSON()))
        table.add_column(sa.Column("snapshot_id", RowId))
    with op.batch_alter_table("readings") as table:
        table.add_column(sa.Column("snapshot_id", RowId))
        table.create_foreign_key("fk_readings_snapshot_id", "snapshots", ["snapshot_id"], ["id"])


def _create_histories() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("run_id", RowId),
        sa.Column("snapshot_id", RowId),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_revisions_article_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_revisions_run_id"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name="fk_revisions_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("article_id", "number", name="uq_revisions_article_id_number"),
    )
    op.create_table(
        "events",
        sa.Column("id", RowId, nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("run_id", RowId),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("snapshot_id", RowId),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_events_article_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_events_run_id"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshots.id"], name="fk_events_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_article_id", "events", ["article_id"])
    op.create_index("ix_events_kind_at", "events", ["kind", "at"])
    op.create_table(
        "listing_pages",
        sa.Column("id", RowId, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime()),
        sa.Column("posts", sa.JSON()),
        sa.Column("pinned", sa.JSON()),
        sa.Column("last_page", sa.Integer()),
        sa.Column("last_url", sa.Text()),
        sa.ForeignKeyConstraint(["site"], ["sites.key"], name="fk_listing_pages_site"),
        sa.PrimaryKeyConstraint("id", name="pk_listing_pages"),
        sa.UniqueConstraint("site", "kind", "key", "page", name="uq_listing_pages_site_kind_key_page"),
    )


def _fill() -> None:
    """Old articles get a next visit and the one revision that is known of them."""
    articles = sa.table(
        "articles",
        sa.column("id"),
        sa.column("revision"),
        sa.column("changed_at", UtcDateTime()),
        sa.column("last_seen_at", UtcDateTime()),
        sa.column("next_visit_at", UtcDateTime()),
        sa.column("visit_days"),
        *(sa.column(name) for name in ("title", "text", "content_sha256", "extractor")),
    )
    connection = op.get_bind()
    last_seen = sa.select(sa.func.max(articles.c.last_seen_at))
    newest = connection.execute(last_seen).scalar_one_or_none()
    if newest is not None:
        visit = newest + timedelta(days=_FIRST_VISIT_DAYS)
        connection.execute(sa.update(articles).values(next_visit_at=visit, visit_days=_FIRST_VISIT_DAYS))
    with op.batch_alter_table("articles") as table:
        table.alter_column("next_visit_at", nullable=False)
        table.alter_column("visit_days", nullable=False)
        table.create_foreign_key("fk_articles_snapshot_id", "snapshots", ["snapshot_id"], ["id"])
    op.create_index("ix_articles_site_next_visit_at", "articles", ["site", "next_visit_at"])
    op.create_index("ix_articles_gone_at", "articles", ["gone_at"])
    columns = ["article_id", "number", "cause", "seen_at", "title", "text", "content_sha256", "extractor"]
    cause = sa.case((articles.c.revision == 1, "first"), else_="changed")
    known = sa.select(
        articles.c.id, articles.c.revision, cause, articles.c.changed_at,
        articles.c.title, articles.c.text, articles.c.content_sha256, articles.c.extractor,
    )  # fmt: skip
    connection.execute(sa.insert(sa.table("revisions", *map(sa.column, columns))).from_select(columns, known))


def downgrade() -> None:
    """Drop all of it; what it held is lost."""
    for name in ("listing_pages", "events", "revisions"):
        op.drop_table(name)
    with op.batch_alter_table("readings") as table:
        table.drop_constraint("fk_readings_snapshot_id", type_="foreignkey")
        table.drop_column("snapshot_id")
    op.drop_index("ix_articles_gone_at", "articles")
    op.drop_index("ix_articles_site_next_visit_at", "articles")
    with op.batch_alter_table("articles") as table:
        table.drop_constraint("fk_articles_snapshot_id", type_="foreignkey")
        for name in ("snapshot_id", "memberships", "visit_days", "next_visit_at", "dated_since", "gone_kind"):
            table.drop_column(name)
    with op.batch_alter_table("urls") as table:
        table.drop_column("listed_at")
    with op.batch_alter_table("runs") as table:
        table.drop_column("findings")
    with op.batch_alter_table("sites") as table:
        table.drop_column("rounding")
    op.drop_table("snapshots")
