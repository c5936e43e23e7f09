"""Runs migrations on the connection that `storage.schema.upgrade` gives, inside its transaction."""

from __future__ import annotations

from alembic import context

from storage import models as models  # the tables, by being declared
from storage import shared_models as shared_models
from storage.declaring import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite alters a table by copying it.
    render_as_batch=True,
)
context.run_migrations()
