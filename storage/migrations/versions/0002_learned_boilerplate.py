"""Learned boilerplate: what pages showed, and what came of it for each host."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables from the revision before."""
    op.create_table(
        "boilerplate_hosts",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("learned_at", storage.columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_boilerplate_hosts")),
    )
    op.create_table(
        "boilerplate_lines",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("key", storage.columns.Hex(), nullable=False),
        sa.Column("since", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", storage.columns.PageText(), nullable=False),
        sa.PrimaryKeyConstraint("host", "key", name=op.f("pk_boilerplate_lines")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "boilerplate_seen",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("subject", storage.columns.Hex(), nullable=False),
        sa.Column("blocks", sa.LargeBinary(), nullable=False),
        sa.Column("restless", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_boilerplate_seen_page_id_pages")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_boilerplate_seen")),
    )
    op.create_index("ix_boilerplate_seen_host", "boilerplate_seen", ["host", "seen_at"], unique=False)
