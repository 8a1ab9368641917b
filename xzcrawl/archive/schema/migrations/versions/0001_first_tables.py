"""The first tables: sites, runs, urls, articles, tags, images, readings."""

import sqlalchemy as sa
from alembic import op

from xzcrawl.archive.schema.types import RowId, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "sites",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sites"),
    )
    op.create_table(
        "runs",
        sa.Column("id", RowId, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("spider", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("outcome", sa.String()),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["sites.key"], name="fk_runs_site"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_site_started_at", "runs", ["site", "started_at"])
    op.create_table(
        "tags",
        sa.Column("id", RowId, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["sites.key"], name="fk_tags_site"),
        sa.PrimaryKeyConstraint("id", name="pk_tags"),
        sa.UniqueConstraint("site", "name", name="uq_tags_site_name"),
    )
    op.create_index("ix_tags_name", "tags", ["name"])
    op.create_table(
        "urls",
        sa.Column("id", RowId, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("alias_of", RowId),
        sa.Column("found_on", sa.Text()),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("tried_at", UtcDateTime()),
        sa.Column("fetched_at", UtcDateTime()),
        sa.Column("status", sa.Integer()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["alias_of"], ["urls.id"], name="fk_urls_alias_of"),
        sa.ForeignKeyConstraint(["site"], ["sites.key"], name="fk_urls_site"),
        sa.PrimaryKeyConstraint("id", name="pk_urls"),
        sa.UniqueConstraint("site", "key", name="uq_urls_site_key"),
    )
    op.create_index("ix_urls_site_state", "urls", ["site", "state"])
    op.create_table(
        "articles",
        sa.Column("id", RowId, nullable=False),
        sa.Column("url_id", RowId, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.String()),
        sa.Column("category", sa.String()),
        sa.Column("breadcrumbs", sa.JSON(), nullable=False),
        sa.Column("views", sa.BigInteger()),
        sa.Column("published_at", UtcDateTime()),
        sa.Column("published_earliest", UtcDateTime()),
        sa.Column("published_latest", UtcDateTime()),
        sa.Column("published_precision", sa.String()),
        sa.Column("published_text", sa.Text()),
        sa.Column("published_source", sa.String()),
        sa.Column("published_contradicted", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("related", sa.JSON(), nullable=False),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("gone_at", UtcDateTime()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["sites.key"], name="fk_articles_site"),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name="fk_articles_url_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("site", "source_id", name="uq_articles_site_source_id"),
        sa.UniqueConstraint("url_id", name="uq_articles_url_id"),
    )
    op.create_index("ix_articles_author_published_at", "articles", ["author", "published_at"])
    op.create_index("ix_articles_category_published_at", "articles", ["category", "published_at"])
    op.create_index("ix_articles_published_at", "articles", ["published_at"])
    op.create_index("ix_articles_published_precision", "articles", ["published_precision"])
    op.create_index("ix_articles_site_published_at", "articles", ["site", "published_at"])
    op.create_table(
        "readings",
        sa.Column("id", RowId, nullable=False),
        sa.Column("url_id", RowId, nullable=False),
        sa.Column("run_id", RowId, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("earliest", UtcDateTime()),
        sa.Column("latest", UtcDateTime()),
        sa.Column("precision", sa.String()),
        sa.Column("views", sa.BigInteger()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_readings_run_id"),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name="fk_readings_url_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
    )
    op.create_index("ix_readings_url_id", "readings", ["url_id"])
    op.create_table(
        "article_tags",
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_tags_article_id"),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name="fk_article_tags_tag_id"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_article_tags"),
    )
    op.create_index("ix_article_tags_tag_id_article_id", "article_tags", ["tag_id", "article_id"])
    op.create_table(
        "images",
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_images_article_id"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_images"),
    )


def downgrade() -> None:
    """Drop them, dependents first."""
    for table in ("images", "article_tags", "readings", "articles", "urls", "tags", "runs", "sites"):
        op.drop_table(table)
