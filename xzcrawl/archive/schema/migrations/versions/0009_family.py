"""How the pages of a site are read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; all sites that were crawled before are of one family."""
    op.add_column("sites", sa.Column("family", sa.String()))
    op.execute("UPDATE sites SET family = 'zblog-tpure'")


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("sites") as sites:
        sites.drop_column("family")
