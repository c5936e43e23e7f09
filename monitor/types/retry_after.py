"""How long a server asks to be left alone: the header Retry-After, of pages and of webhooks alike."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds from `now` (RFC 9110 §10.2.3: seconds or a date); None when the header is missing or says neither.

    A date whose zone is unknown (`-0000`, RFC 5322 §3.3) is taken as UTC.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
