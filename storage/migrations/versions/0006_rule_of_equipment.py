"""Which rule found a piece of equipment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the tables from the revision before."""
    with op.batch_alter_table("equipment") as table:
        table.add_column(sa.Column("rule", sa.String(), server_default=sa.text("''"), nullable=False))
