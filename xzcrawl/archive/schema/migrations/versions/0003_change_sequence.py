"""The change sequence, which the search index follows; where redirects lead; views for people."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from xzcrawl.archive.schema.types import RowId, UtcDateTime

revision = "0003"
down_revision = "0002"

#: What the two databases say differently: now, an instant in Xuzhou's time, and names in one text.
_WORDS = {
    "sqlite": {
        "now": "strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now')",
        "local": "strftime('%Y-%m-%d %H:%M:%S', {0}, '+8 hours')",
        "tags": "group_concat(name, '; ') FROM (SELECT t.name AS name FROM article_tags AS p"
        " JOIN tags AS t ON t.id = p.tag_id WHERE p.article_id = a.id ORDER BY p.position)",
    },
    "postgresql": {
        "now": "now()",
        "local": "to_char({0} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')",
        "tags": "string_agg(t.name, '; ' ORDER BY p.position) FROM article_tags AS p"
        " JOIN tags AS t ON t.id = p.tag_id WHERE p.article_id = a.id",
    },
}


def upgrade() -> None:
    """Create the sequence with its first change, that of every article known so far, and the views.

    That change is of now: who asks what changed since an earlier moment misses nothing.
    """
    op.create_table(
        "changes",
        sa.Column("id", RowId, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    now = _WORDS[op.get_bind().dialect.name]["now"]
    op.execute(f"INSERT INTO changes (token, at) VALUES ('{uuid4().hex}', {now})")
    op.add_column("articles", sa.Column("change_id", RowId))
    op.execute("UPDATE articles SET change_id = (SELECT max(id) FROM changes)")
    with op.batch_alter_table("articles") as table:
        table.create_foreign_key("fk_articles_change_id", "changes", ["change_id"], ["id"])
    with op.batch_alter_table("snapshots") as table:
        table.add_column(sa.Column("leads_to", RowId))
        table.create_foreign_key("fk_snapshots_leads_to", "snapshots", ["leads_to"], ["id"])
    op.create_index("ix_articles_change_id", "articles", ["change_id"])
    op.create_index("ix_revisions_cause_seen_at", "revisions", ["cause", "seen_at"])
    _create_views()


def _create_views() -> None:
    """``articles_flat`` has a row an article, ``events_flat`` one for everything that happened to one."""
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
               {local("a.gone_at")}, a.gone_kind
        FROM articles AS a
    """)
    op.execute(f"""
        CREATE VIEW events_flat AS
        SELECT {local("e.at")}, e.kind, e.details, a.id AS article_id, a.site, a.url, a.title, a.category,
               {local("a.published_at")}
        FROM events AS e JOIN articles AS a ON a.id = e.article_id
    """)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP VIEW events_flat")
    op.execute("DROP VIEW articles_flat")
    op.drop_index("ix_revisions_cause_seen_at", "revisions")
    op.drop_index("ix_articles_change_id", "articles")
    with op.batch_alter_table("snapshots") as table:
        table.drop_constraint("fk_snapshots_leads_to", type_="foreignkey")
        table.drop_column("leads_to")
    with op.batch_alter_table("articles") as table:
        table.drop_constraint("fk_articles_change_id", type_="foreignkey")
        table.drop_column("change_id")
    op.drop_table("changes")
