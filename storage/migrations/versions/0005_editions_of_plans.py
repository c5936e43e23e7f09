"""Which edition of a plan a page tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the tables from the revision before."""
    op.add_column("plans", sa.Column("edition", sa.Integer(), nullable=False, server_default="0"))
