"""How Alembic is run: on the connection that the program hands over."""

from __future__ import annotations

from alembic import context

from reviewer.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
