"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the tables from the revision before."""
    ${upgrades if upgrades else "pass"}
