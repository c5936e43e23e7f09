"""The tables.

    sources                       names for alerts; what to watch itself is in sources.yaml
    pages ──< checks              one row a check: (page, revision)
          ──< snapshots ──> blobs raw evidence, and the headers it came with
          ──< versions  ──> blobs (snapshot, reading), recipes
          ──< changes ──< alerts  the register of changes, and the outbox
          ──< statements, equipment, plans      one row as long as Versions go on saying the same
          ─── boilerplate_seen    what its latest reading showed; boilerplate_hosts, boilerplate_lines: what was learned

Numbers of rows have 32 bits: twenty times the statements that are planned for, and a fifth less on disk. Columns that
PostgreSQL aligns come first, the widest before the others.

Rows of the three registers live from `first_version` to `last_version`; those of the latest Version have none and no
`gone_at`. Offsets are those in the last Version that has the row.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

from storage.columns import Hex, PageText
from storage.declaring import Base, Mapped, mapped_column

#: Rows of the registers that the latest Version still has.
STANDING = text("gone_at IS NULL")


class SourceRow(Base):
    """A Source as last registered."""

    __tablename__ = "sources"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    name: Mapped[str] = mapped_column(PageText)


class PageRow(Base):
    """A Page."""

    __tablename__ = "pages"
    __table_args__ = (
        # What is due, the longest overdue first.
        Index("ix_pages_due", "next_check_at", "id"),
        Index("ix_pages_source", "source", "id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    source: Mapped[str] = mapped_column(String)
    url: Mapped[str] = mapped_column(PageText)
    #: First 16 bytes of the address's SHA-256: short, and addresses may be longer than an index entry.
    url_key: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    role: Mapped[str] = mapped_column(String)
    title: Mapped[str] = mapped_column(PageText)
    state: Mapped[str] = mapped_column(String)
    revision: Mapped[int] = mapped_column(Integer)
    initial: Mapped[bool] = mapped_column(Boolean)
    etag: Mapped[str | None] = mapped_column(PageText)
    last_modified: Mapped[str | None] = mapped_column(PageText)
    body_sha256: Mapped[str | None] = mapped_column(Hex)
    version: Mapped[int] = mapped_column(Integer)
    failures: Mapped[int] = mapped_column(Integer)
    found_at: Mapped[datetime]
    last_checked_at: Mapped[datetime | None]
    last_changed_at: Mapped[datetime | None]
    state_since: Mapped[datetime]
    next_check_at: Mapped[datetime]
    trouble: Mapped[str] = mapped_column(PageText)


class CheckRow(Base):
    """One check of a Page: the one that made its revision."""

    __tablename__ = "checks"
    # Clustered by page: the log of a page is read in one go, and the rows need no second index.
    __table_args__ = ({"sqlite_with_rowid": False},)

    page_id: Mapped[int] = mapped_column(Integer, references="pages.id", primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    took_s: Mapped[float]
    status: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String)
    reason: Mapped[str] = mapped_column(PageText)


class BlobRow(Base):
    """Content, compressed; as a difference to another blob when it has a base."""

    __tablename__ = "blobs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    base_id: Mapped[int | None] = mapped_column(Integer, references="blobs.id")
    #: Of the content, before compression.
    size: Mapped[int] = mapped_column(Integer)
    #: Number of differences to apply; 0 for a key frame.
    depth: Mapped[int] = mapped_column(SmallInteger)
    sha256: Mapped[str] = mapped_column(Hex, unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SnapshotRow(Base):
    """Raw evidence: which content a Page answered with at which check, and the headers it came with."""

    __tablename__ = "snapshots"
    __table_args__ = (Index("ix_snapshots_blob_id", "blob_id"), {"sqlite_with_rowid": False})

    page_id: Mapped[int] = mapped_column(Integer, references="pages.id", primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    fetched_at: Mapped[datetime]
    blob_id: Mapped[int] = mapped_column(Integer, references="blobs.id")
    #: Addresses, status and headers; see `storage.detail`. A difference to those of the Page's first Snapshot.
    meta: Mapped[bytes]


class RecipeRow(Base):
    """A Recipe that some Version was read with."""

    __tablename__ = "recipes"
    __table_args__ = (UniqueConstraint("extractor", "rules", "boilerplate"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    extractor: Mapped[str] = mapped_column(String)
    rules: Mapped[str] = mapped_column(String)
    boilerplate: Mapped[int] = mapped_column(Integer)


class VersionRow(Base):
    """A Version; its text and all that was read in it are in the blob `reading_id`."""

    __tablename__ = "versions"
    __table_args__ = ({"sqlite_with_rowid": False},)

    page_id: Mapped[int] = mapped_column(Integer, references="pages.id", primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    fetched_at: Mapped[datetime]
    snapshot_id: Mapped[int] = mapped_column(Integer, references="blobs.id")
    reading_id: Mapped[int] = mapped_column(Integer, references="blobs.id")
    recipe_id: Mapped[int] = mapped_column(Integer, references="recipes.id")
    #: Length of the text in code points.
    text_chars: Mapped[int] = mapped_column(Integer)
    #: How many Statements were read in it.
    statements: Mapped[int] = mapped_column(Integer)
    technical: Mapped[bool] = mapped_column(Boolean)
    #: None when it is that of the Version before.
    title: Mapped[str | None] = mapped_column(PageText)
    published: Mapped[str | None] = mapped_column(PageText)


class ChangeRow(Base):
    """A Change; what is not in a column is in `detail`."""

    __tablename__ = "changes"
    __table_args__ = (
        Index("ix_changes_page_id", "page_id", "id"),
        Index("ix_changes_at", "at", "id"),
        ForeignKeyConstraint(["page_id", "from_version"], ["versions.page_id", "versions.number"]),
        ForeignKeyConstraint(["page_id", "to_version"], ["versions.page_id", "versions.number"]),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    page_id: Mapped[int] = mapped_column(Integer, references="pages.id")
    at: Mapped[datetime]
    significance: Mapped[float]
    #: Of the check that found it.
    revision: Mapped[int] = mapped_column(Integer)
    from_version: Mapped[int | None] = mapped_column(Integer)
    to_version: Mapped[int | None] = mapped_column(Integer)
    initial: Mapped[bool] = mapped_column(Boolean)
    kind: Mapped[str] = mapped_column(String)
    #: All the rest; see `storage.detail`. A difference to the texts of the two Versions.
    detail: Mapped[bytes]


class AlertRow(Base):
    """An Alert: a row of the outbox."""

    __tablename__ = "alerts"
    __table_args__ = (
        UniqueConstraint("change_id", "channel"),
        Index(
            "ix_alerts_due",
            "due_at",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    change_id: Mapped[int] = mapped_column(Integer, references="changes.id")
    due_at: Mapped[datetime]
    #: Of the last attempt.
    attempted_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String)
    rule: Mapped[str] = mapped_column(String)
    channel: Mapped[str] = mapped_column(String)
    language: Mapped[str] = mapped_column(String)
    trouble: Mapped[str] = mapped_column(PageText)
    idempotency_key: Mapped[str] = mapped_column(Hex)


class Standing:
    """What rows of the three registers have in common; see the module's docstring."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    first_version: Mapped[int] = mapped_column(Integer)
    last_version: Mapped[int | None] = mapped_column(Integer)
    #: When the Snapshots were fetched of the first Version that has it, and of the first that has it no more.
    seen_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    start_offset: Mapped[int] = mapped_column(Integer)
    end_offset: Mapped[int] = mapped_column(Integer)

    #: The Page that says it.
    page_id: Mapped[int] = mapped_column(Integer, references="pages.id")


def _standing_index(name: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=STANDING, postgresql_where=STANDING)


class StatementRow(Standing, Base):
    """A Statement, as long as Versions go on making it in the same words."""

    __tablename__ = "statements"
    __table_args__ = (
        # Those that stand, and those that stood at a moment.
        Index("ix_statements_page", "page_id", "gone_at"),
        _standing_index("ix_statements_due", "due_on", "id"),
    )

    #: Since when the Page has gone on giving these figures, in whatever words.
    since_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String)
    metric: Mapped[str] = mapped_column(PageText)
    value: Mapped[Decimal]
    value_high: Mapped[Decimal | None]
    unit: Mapped[str] = mapped_column(PageText)
    counted: Mapped[str] = mapped_column(PageText)
    comparator: Mapped[str] = mapped_column(String)
    deadline: Mapped[str | None] = mapped_column(PageText)
    #: Last day of `deadline`, ISO.
    due_on: Mapped[str | None] = mapped_column(String)
    as_of: Mapped[str | None] = mapped_column(PageText)
    plan: Mapped[str | None] = mapped_column(PageText)
    quote: Mapped[str] = mapped_column(PageText)
    rule: Mapped[str] = mapped_column(String)
    repeat: Mapped[bool] = mapped_column(Boolean)


class EquipmentRow(Standing, Base):
    """An EquipmentMention, as long as Versions go on making it."""

    __tablename__ = "equipment"
    __table_args__ = (
        _standing_index("ix_equipment_page", "page_id", "id"),
        _standing_index("ix_equipment_standing_term", "term", "id"),
        Index("ix_equipment_term", "term", "seen_at"),
    )

    term: Mapped[str] = mapped_column(PageText)
    surface: Mapped[str] = mapped_column(PageText)
    nmpa_class: Mapped[str | None] = mapped_column(String)
    stance: Mapped[str] = mapped_column(String)
    unlisted: Mapped[bool] = mapped_column(Boolean)
    rule: Mapped[str] = mapped_column(String, server_default=text("''"))


class PlanRow(Standing, Base):
    """A PlanMention, as long as Versions go on making it."""

    __tablename__ = "plans"
    __table_args__ = (
        _standing_index("ix_plans_page", "page_id", "id"),
        _standing_index("ix_plans_key", "key", "id"),
    )

    name: Mapped[str] = mapped_column(PageText)
    key: Mapped[str] = mapped_column(PageText)
    issuer: Mapped[str | None] = mapped_column(PageText)
    first_year: Mapped[int | None] = mapped_column(Integer)
    last_year: Mapped[int | None] = mapped_column(Integer)
    draft: Mapped[bool] = mapped_column(Boolean)
    #: See `PlanMention.edition`.
    edition: Mapped[int] = mapped_column(Integer, server_default="0")


class SeenRow(Base):
    """What learning knows of a Page's latest reading; packed by `storage.boilerplate`."""

    __tablename__ = "boilerplate_seen"
    __table_args__ = (Index("ix_boilerplate_seen_host", "host", "seen_at"),)

    page_id: Mapped[int] = mapped_column(Integer, references="pages.id", primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime]
    host: Mapped[str] = mapped_column(String)
    subject: Mapped[str] = mapped_column(Hex)
    blocks: Mapped[bytes]
    restless: Mapped[bytes]


class LearnedHostRow(Base):
    """A host whose pages were compared, or for which a person decided."""

    __tablename__ = "boilerplate_hosts"

    host: Mapped[str] = mapped_column(String, primary_key=True)
    #: Of the mask: raised when another line is stripped, or one no longer.
    revision: Mapped[int] = mapped_column(Integer)
    learned_at: Mapped[datetime | None]


class LearnedLineRow(Base):
    """A line that was learned, pinned or forgotten."""

    __tablename__ = "boilerplate_lines"
    __table_args__ = ({"sqlite_with_rowid": False},)

    host: Mapped[str] = mapped_column(String, primary_key=True)
    key: Mapped[str] = mapped_column(Hex, primary_key=True)
    since: Mapped[datetime]
    seen: Mapped[int] = mapped_column(Integer)
    looked_at: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    text: Mapped[str] = mapped_column(PageText)


class SecretHostRow(Base):
    """The host that a channel's secret was first used with; the key is a hash of the secret."""

    __tablename__ = "secret_hosts"

    key: Mapped[str] = mapped_column(Hex, primary_key=True)
    host: Mapped[str] = mapped_column(String)
    since: Mapped[datetime]


def table(row: type[Base]) -> Table:
    """The table of a model: queries are written with it, and give plain tuples."""
    return row.__table__


def columns(row: type[Base]) -> Any:
    """The table's columns by name."""
    return row.__table__.c
