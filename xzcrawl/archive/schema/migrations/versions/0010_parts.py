"""The pages of the further parts of articles."""

import sqlalchemy as sa
from alembic import op

from xzcrawl.archive.schema.types import RowId

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table; articles were read from one page each so far."""
    op.create_table(
        "snapshot_parts",
        sa.Column("first_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["snapshots.id"], name="fk_snapshot_parts_first_id"),
        sa.ForeignKeyConstraint(["part_id"], ["snapshots.id"], name="fk_snapshot_parts_part_id"),
        sa.PrimaryKeyConstraint("first_id", "number", name="pk_snapshot_parts"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("snapshot_parts")
