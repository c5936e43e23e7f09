"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables from the revision before."""
    op.create_table(
        "blobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("depth", sa.SmallInteger(), nullable=False),
        sa.Column("sha256", storage.columns.Hex(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["blobs.id"], name=op.f("fk_blobs_base_id_blobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blobs")),
        sa.UniqueConstraint("sha256", name=op.f("uq_blobs_sha256")),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("url", storage.columns.PageText(), nullable=False),
        sa.Column("url_key", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("title", storage.columns.PageText(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("initial", sa.Boolean(), nullable=False),
        sa.Column("etag", storage.columns.PageText(), nullable=True),
        sa.Column("last_modified", storage.columns.PageText(), nullable=True),
        sa.Column("body_sha256", storage.columns.Hex(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("found_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("last_checked_at", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("last_changed_at", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("state_since", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("next_check_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("trouble", storage.columns.PageText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
        sa.UniqueConstraint("url_key", name=op.f("uq_pages_url_key")),
    )
    op.create_index("ix_pages_due", "pages", ["next_check_at", "id"], unique=False)
    op.create_index("ix_pages_source", "pages", ["source", "id"], unique=False)

    op.create_table(
        "recipes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("boilerplate", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipes")),
        sa.UniqueConstraint("extractor", "rules", "boilerplate", name=op.f("uq_recipes_extractor_rules_boilerplate")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", storage.columns.PageText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_table(
        "checks",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("took_s", sa.Double(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", storage.columns.PageText(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_checks_page_id_pages")),
        sa.PrimaryKeyConstraint("page_id", "revision", name=op.f("pk_checks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "equipment",
        sa.Column("term", storage.columns.PageText(), nullable=False),
        sa.Column("surface", storage.columns.PageText(), nullable=False),
        sa.Column("nmpa_class", sa.String(), nullable=True),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("unlisted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_version", sa.Integer(), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=True),
        sa.Column("seen_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("gone_at", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_equipment_page_id_pages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
    )
    op.create_index(
        "ix_equipment_page",
        "equipment",
        ["page_id", "id"],
        unique=False,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_index(
        "ix_equipment_standing_term",
        "equipment",
        ["term", "id"],
        unique=False,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_index("ix_equipment_term", "equipment", ["term", "seen_at"], unique=False)

    op.create_table(
        "plans",
        sa.Column("name", storage.columns.PageText(), nullable=False),
        sa.Column("key", storage.columns.PageText(), nullable=False),
        sa.Column("issuer", storage.columns.PageText(), nullable=True),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_version", sa.Integer(), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=True),
        sa.Column("seen_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("gone_at", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_plans_page_id_pages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_index(
        "ix_plans_key",
        "plans",
        ["key", "id"],
        unique=False,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_index(
        "ix_plans_page",
        "plans",
        ["page_id", "id"],
        unique=False,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )

    op.create_table(
        "snapshots",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fetched_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("blob_id", sa.Integer(), nullable=False),
        sa.Column("meta", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["blob_id"], ["blobs.id"], name=op.f("fk_snapshots_blob_id_blobs")),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_snapshots_page_id_pages")),
        sa.PrimaryKeyConstraint("page_id", "revision", name=op.f("pk_snapshots")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_snapshots_blob_id", "snapshots", ["blob_id"], unique=False)

    op.create_table(
        "statements",
        sa.Column("since_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("metric", storage.columns.PageText(), nullable=False),
        sa.Column("value", storage.columns.ExactDecimal(), nullable=False),
        sa.Column("value_high", storage.columns.ExactDecimal(), nullable=True),
        sa.Column("unit", storage.columns.PageText(), nullable=False),
        sa.Column("counted", storage.columns.PageText(), nullable=False),
        sa.Column("comparator", sa.String(), nullable=False),
        sa.Column("deadline", storage.columns.PageText(), nullable=True),
        sa.Column("due_on", sa.String(), nullable=True),
        sa.Column("as_of", storage.columns.PageText(), nullable=True),
        sa.Column("plan", storage.columns.PageText(), nullable=True),
        sa.Column("quote", storage.columns.PageText(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_version", sa.Integer(), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=True),
        sa.Column("seen_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("gone_at", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_statements_page_id_pages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(
        "ix_statements_due",
        "statements",
        ["due_on", "id"],
        unique=False,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_index("ix_statements_page", "statements", ["page_id", "gone_at"], unique=False)

    op.create_table(
        "versions",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fetched_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("recipe_id", sa.Integer(), nullable=False),
        sa.Column("text_chars", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("technical", sa.Boolean(), nullable=False),
        sa.Column("title", storage.columns.PageText(), nullable=True),
        sa.Column("published", storage.columns.PageText(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_versions_page_id_pages")),
        sa.ForeignKeyConstraint(["reading_id"], ["blobs.id"], name=op.f("fk_versions_reading_id_blobs")),
        sa.ForeignKeyConstraint(["recipe_id"], ["recipes.id"], name=op.f("fk_versions_recipe_id_recipes")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["blobs.id"], name=op.f("fk_versions_snapshot_id_blobs")),
        sa.PrimaryKeyConstraint("page_id", "number", name=op.f("pk_versions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("significance", sa.Double(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=True),
        sa.Column("to_version", sa.Integer(), nullable=True),
        sa.Column("initial", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id", "from_version"],
            ["versions.page_id", "versions.number"],
            name=op.f("fk_changes_page_id_from_version_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["page_id", "to_version"],
            ["versions.page_id", "versions.number"],
            name=op.f("fk_changes_page_id_to_version_versions"),
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_changes_page_id_pages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_at", "changes", ["at", "id"], unique=False)
    op.create_index("ix_changes_page_id", "changes", ["page_id", "id"], unique=False)

    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("due_at", storage.columns.UtcDateTime(), nullable=False),
        sa.Column("attempted_at", storage.columns.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("trouble", storage.columns.PageText(), nullable=False),
        sa.Column("idempotency_key", storage.columns.Hex(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_alerts_change_id_changes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("change_id", "channel", name=op.f("uq_alerts_change_id_channel")),
    )
    op.create_index(
        "ix_alerts_due",
        "alerts",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
