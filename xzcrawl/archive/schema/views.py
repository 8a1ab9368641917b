"""The views for people: one row an article, and one for everything that happened to one, in Xuzhou's time."""

from typing import Final

from sqlalchemy import Connection, text

#: What the two databases say differently: an instant in Xuzhou's time, and names in one text.
_WORDS: Final = {
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


def create_views(connection: Connection) -> None:
    """Creates ``articles_flat`` and ``events_flat``."""
    words = _WORDS[connection.dialect.name]

    def local(column: str) -> str:
        return f"{words['local'].format(column)} AS {column.split('.')[1]}"

    connection.execute(
        text(f"""
        CREATE VIEW articles_flat AS
        SELECT a.id, a.site, a.url, a.title, a.author, a.category,
               (SELECT {words["tags"]}) AS tags,
               {local("a.published_at")}, {local("a.published_earliest")}, {local("a.published_latest")},
               a.published_precision, a.published_text, a.published_source,
               a.views, a.text, a.revision,
               {local("a.first_seen_at")}, {local("a.last_seen_at")}, {local("a.changed_at")},
               {local("a.gone_at")}, a.gone_kind, a.origin
        FROM articles AS a
    """)
    )
    connection.execute(
        text(f"""
        CREATE VIEW events_flat AS
        SELECT {local("e.at")}, e.kind, e.details, a.id AS article_id, a.site, a.url, a.title, a.category,
               {local("a.published_at")}
        FROM events AS e JOIN articles AS a ON a.id = e.article_id
    """)
    )
