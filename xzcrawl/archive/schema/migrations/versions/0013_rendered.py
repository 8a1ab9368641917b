"""The documents that a browser made of responses."""

import sqlalchemy as sa
from alembic import op

from xzcrawl.archive.schema.types import RowId

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; no page was rendered so far."""
    with op.batch_alter_table("snapshots") as table:
        table.add_column(sa.Column("rendered_from", RowId))
        table.create_foreign_key("fk_snapshots_rendered_from", "snapshots", ["rendered_from"], ["id"])


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("snapshots") as table:
        table.drop_constraint("fk_snapshots_rendered_from", type_="foreignkey")
        table.drop_column("rendered_from")
