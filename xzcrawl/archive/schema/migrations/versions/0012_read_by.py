"""What read the page of an article: the family of its site, or the reader that knows no site."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; all pages that were read before are their family's."""
    op.add_column("articles", sa.Column("read_by", sa.String(), nullable=False, server_default="family"))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("articles", "read_by")
