"""What the workers of one installation share: hosts, robots.txt, leases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables from the revision before."""
    op.create_table(
        "hosts",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("next_at", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("held_until", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("turn_until", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("delay_s", sa.Double(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("why_held", storage.columns.PageText(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
        postgresql_with={"fillfactor": "50"},
    )
    op.create_table(
        "robots",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("trouble", storage.columns.PageText(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_robots")),
    )
    op.create_index("ix_robots_expires_at", "robots", ["expires_at"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
