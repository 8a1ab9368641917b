"""What whole runs teach: names that lists tell and pages do not, pictures that most articles repeat."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns; what was named so far was named by the article's page."""
    op.add_column("sites", sa.Column("repeated_images", sa.JSON()))
    op.add_column("listing_pages", sa.Column("name", sa.Text()))
    for kind in ("author", "category"):
        op.add_column("articles", sa.Column(f"{kind}_source", sa.String()))
        op.execute(f"UPDATE articles SET {kind}_source = 'page' WHERE {kind} IS NOT NULL")
    columns = ["site", "author_source", "category_source"]
    op.create_index("ix_articles_site_author_source_category_source", "articles", columns)


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("ix_articles_site_author_source_category_source", "articles")
    op.drop_column("articles", "category_source")
    op.drop_column("articles", "author_source")
    op.drop_column("listing_pages", "name")
    op.drop_column("sites", "repeated_images")
