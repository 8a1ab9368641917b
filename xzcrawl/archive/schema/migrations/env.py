"""Alembic's entry: runs the steps on the connection that ``migrate.upgrade`` hands over."""

from alembic import context

from xzcrawl.archive.schema.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # on SQLite too, with our BEGIN: a killed migration leaves nothing half done
)
with context.begin_transaction():
    context.run_migrations()
