"""The entry of Alembic: runs the migrations on the connection that ``migrate.upgrade`` hands over."""

from alembic import context

from xzcrawl.archive.schema.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # on SQLite too, with our BEGIN: a killed migration leaves no partial changes
)
with context.begin_transaction():
    context.run_migrations()
