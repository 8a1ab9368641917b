"""A date's best instant lies within its bounds, also that of a known day whose 00:00 they leave out."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_OUTSIDE = "published_at < published_earliest OR published_at > published_latest"
#: Now, as each database keeps an instant.
_NOW = {"sqlite": "strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now')", "postgresql": "now()"}


def upgrade() -> None:
    """Take the nearer bound, as it is written; such articles, if any, are changed by one change of now."""
    connection = op.get_bind()
    if connection.scalar(sa.text(f"SELECT count(*) FROM articles WHERE {_OUTSIDE}")) == 0:
        return
    now = _NOW[connection.dialect.name]
    op.execute(f"INSERT INTO changes (token, at) VALUES ('{uuid4().hex}', {now})")
    op.execute(f"""
        UPDATE articles
        SET change_id = (SELECT max(id) FROM changes),
            published_at = CASE WHEN published_at < published_earliest
                                THEN published_earliest ELSE published_latest END
        WHERE {_OUTSIDE}
    """)


def downgrade() -> None:
    """Leave them: they are right for older versions too."""
