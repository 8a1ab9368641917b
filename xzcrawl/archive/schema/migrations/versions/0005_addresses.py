"""Addresses of articles, titles in the home listing, and the folder in the name of a site that has one."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

from xzcrawl.archive.schema.types import RowId, UtcDateTime

revision = "0005"
down_revision = "0004"


#: The tables whose rows name their site.
_OF_SITES = ("runs", "snapshots", "urls", "articles", "listing_pages", "tags")


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
    _name_folders()


def _name_folders() -> None:
    """Two blogs in folders of one host were one site; what there is belongs to the one crawled last."""
    sites = sa.table("sites", *map(sa.column, ("key", "base_url", "name", "first_seen_at", "rounding")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(sites)).all():
        folder = urlsplit(row.base_url).path.rstrip("/")
        if not folder or row.key.endswith(folder):
            continue
        new = row.key + folder
        connection.execute(sa.insert(sites).values({**row._mapping, "key": new}))
        for name in _OF_SITES:
            table = sa.table(name, sa.column("site"))
            connection.execute(sa.update(table).where(table.c.site == row.key).values(site=new))
        connection.execute(sa.delete(sites).where(sites.c.key == row.key))


def downgrade() -> None:
    """Keep the one address of each key alone."""
    op.drop_table("addresses")
    with op.batch_alter_table("urls") as urls:
        urls.drop_column("listed_title")
