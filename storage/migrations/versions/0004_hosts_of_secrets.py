"""To which host a channel's secret belongs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables from the revision before."""
    op.create_table(
        "secret_hosts",
        sa.Column("key", storage.columns.Hex(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("since", storage.columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_secret_hosts")),
    )
