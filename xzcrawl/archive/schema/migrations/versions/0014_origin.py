"""Where an article is from, as its page shows and as it tells machines."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_WORDS = {
    "sqlite": {
        "local": "strftime('%Y-%m-%d %H:%M:%S', {0}, '+8 hours')",
        "tags": "group_concat(name, '; ') FROM (SELECT t.name AS name FROM article_tags AS p"
        " JOIN tags AS t ON t.id = p.tag_id WHERE p.article_id = a.id ORDER BY p.position)",
    },
    "postgresql": {
        "local": "to_char({0} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')",
        "tags": "string_agg(t.name, '; ' ORDER BY p.position) FROM article_tags AS p"
        " JOIN tags AS t ON t.id = p.tag_id WHERE p.article_id = a.id",
    },
}


def upgrade() -> None:
    """Add the columns, which are empty until a page is read again, and show the origin in the view."""
    op.execute("DROP VIEW articles_flat")
    op.add_column("articles", sa.Column("origin", sa.String()))
    op.add_column("articles", sa.Column("stated_origin", sa.String()))
    _create_view(", a.origin")


def downgrade() -> None:
    """Take them away again."""
    op.execute("DROP VIEW articles_flat")
    op.drop_column("articles", "stated_origin")
    op.drop_column("articles", "origin")
    _create_view("")


def _create_view(more: str) -> None:
    words = _WORDS[op.get_bind().dialect.name]

    def local(column: str) -> str:
        return f"{words['local'].format(column)} AS {column.split('.')[1]}"

    op.execute(f"""
        CREATE VIEW articles_flat AS
        SELECT a.id, a.site, a.url, a.title, a.author, a.category,
               (SELECT {words["tags"]}) AS tags,
               {local("a.published_at")}, {local("a.published_earliest")}, {local("a.published_latest")},
               a.published_precision, a.published_text, a.published_source,
               a.views, a.text, a.revision,
               {local("a.first_seen_at")}, {local("a.last_seen_at")}, {local("a.changed_at")},
               {local("a.gone_at")}, a.gone_kind{more}
        FROM articles AS a
    """)
