"""Alembic's entry: run on the open, keyed connection that the desk gives."""

from alembic import context

from safeguard_desk.desk.migrations import include
from safeguard_desk.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_object=include,
    transactional_ddl=False,
)
context.run_migrations()
