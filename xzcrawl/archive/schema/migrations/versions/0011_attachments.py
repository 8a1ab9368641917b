"""Files, videos and players of articles."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; it is empty until an article is read again."""
    op.add_column("articles", sa.Column("attachments", sa.JSON()))
    op.execute("UPDATE articles SET attachments = '[]'")


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("articles", "attachments")
