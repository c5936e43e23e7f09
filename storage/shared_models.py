"""Tables by which the workers of one installation keep out of each other's way. PostgreSQL uses them; one process on
SQLite has all of this in memory.

    hosts     when a host may be asked again, by whom it is being asked, whether it is left alone
    robots    what /robots.txt of an origin came to
    leases    who is the scheduler, who sends on a channel

Nothing in them is worth a backup: what is missing is learned again within a day.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, String

from storage.columns import PageText
from storage.declaring import Base, Mapped, mapped_column


class HostRow(Base):
    """A host, by name and port."""

    __tablename__ = "hosts"
    #: A request writes its row twice: room in the page lets PostgreSQL do that in place.
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    host: Mapped[str] = mapped_column(String, primary_key=True)
    next_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    #: Until when the turn of `holder` lasts, unless it is given back or prolonged before.
    turn_until: Mapped[datetime | None]
    delay_s: Mapped[float]
    failures: Mapped[int] = mapped_column(Integer)
    why_held: Mapped[str] = mapped_column(PageText)
    holder: Mapped[str] = mapped_column(String)


class RobotsRow(Base):
    """An origin's robots.txt, as it was had on one way of connecting."""

    __tablename__ = "robots"
    __table_args__ = (Index("ix_robots_expires_at", "expires_at"),)

    #: First 16 bytes of the SHA-256 of origin and way of connecting, which may hold a password.
    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires_at: Mapped[datetime]
    content: Mapped[bytes | None]
    trouble: Mapped[str] = mapped_column(PageText)


class LeaseRow(Base):
    """A right that one process has at a time, as long as it goes on asking for it."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String, primary_key=True)
    until: Mapped[datetime]
    holder: Mapped[str] = mapped_column(String)
