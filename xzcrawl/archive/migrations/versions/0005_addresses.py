"""Every address that was seen of an article, and the title by which the home listing last showed it."""

import sqlalchemy as sa
from alembic import op

from xzcrawl.archive.types import RowId, UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table with the one address that was kept of each key; titles come with the next walk."""
    op.add_column("urls", sa.Column("listed_title", sa.Text()))
    op.create_table(
        "addresses",
        sa.Column("id", RowId, nullable=False),
        sa.Column("url_id", RowId, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("found_on", sa.Text()),
        sa.Column("found_at", UtcDateTime, nullable=False),
        sa.Column("listed_at", UtcDateTime),
        sa.Column("tried_at", UtcDateTime),
        sa.Column("answered_at", UtcDateTime),
        sa.Column("status", sa.Integer()),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["url_id"], ["urls.id"], name="fk_addresses_url_id"),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
        sa.UniqueConstraint("url_id", "url", name="uq_addresses_url_id_url"),
    )
    op.execute(
        "INSERT INTO addresses"
        " (url_id, url, source, found_on, found_at, tried_at, answered_at, status, reason)"
        " SELECT id, url, CASE WHEN fetched_at IS NULL THEN 'link' ELSE 'canonical' END,"
        " found_on, found_at, tried_at, fetched_at, status, reason FROM urls"
    )


def downgrade() -> None:
    """Keep the one address of each key alone."""
    op.drop_table("addresses")
    with op.batch_alter_table("urls") as urls:
        urls.drop_column("listed_title")
