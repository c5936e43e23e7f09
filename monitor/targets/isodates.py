"""Dates as Statements have them: `2025`, `2026-06`, `2025-12-31`."""

from __future__ import annotations

from datetime import date


def iso_month(year: int, month: int) -> str:
    """A month: `2026-06`."""
    return f"{year}-{month:02d}"


def iso_end(year: int, month: int) -> str:
    """What is due at the end of a month: what ends with the year is due in it, and `2026` says so."""
    return str(year) if month == 12 else iso_month(year, month)


def iso_months_on(day: date, months: int) -> tuple[int, str]:
    """The year and the month that come so many months after the one of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, iso_month(year, month + 1)


def last_day(said: str) -> str:
    """The last day that a date allows, for comparing dates of different length; months have 31 days."""
    return {4: f"{said}-12-31", 7: f"{said}-31"}.get(len(said), said)
