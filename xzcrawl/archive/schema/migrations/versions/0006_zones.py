"""The zones in which a site writes its times, as a run knew them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; runs made before read every time as Shanghai's."""
    op.add_column("runs", sa.Column("zones", sa.JSON()))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("runs") as runs:
        runs.drop_column("zones")
