"""Why a run ended as it did."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; of the runs before, only their logs say why."""
    op.add_column("runs", sa.Column("reason", sa.Text()))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("runs") as runs:
        runs.drop_column("reason")
