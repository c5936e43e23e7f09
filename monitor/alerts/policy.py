"""When an alert leaves: at once, on the hour, at a time of day or week, and never in quiet hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.types import SendPolicy


def departure(policy: SendPolicy, now: datetime) -> datetime:
    """The first moment from `now` on at which a change found now may be sent. UTC in, UTC out.

    Gathered alerts leave strictly after `now`, all those of one period at the same moment. A departure in quiet hours
    waits for their end.
    """
    zone = ZoneInfo(policy.timezone)
    local = now.astimezone(zone)
    if policy.when == "hourly":
        leaves = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    elif policy.when in ("daily", "weekly"):
        leaves = _next_time(policy, local, zone)
    else:
        leaves = local
    return out_of_quiet(policy, leaves.astimezone(UTC))


def out_of_quiet(policy: SendPolicy, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it falls in (the end itself is not quiet)."""
    if policy.quiet is None:
        return moment
    zone = ZoneInfo(policy.timezone)
    local = moment.astimezone(zone)
    start, end = (time.fromisoformat(text) for text in policy.quiet)
    at = local.time()
    if start <= end:
        is_quiet, days = start <= at < end, 0
    else:
        is_quiet, days = at >= start or at < end, 1 if at >= start else 0
    if not is_quiet:
        return moment
    return datetime.combine(local.date() + timedelta(days=days), end, zone).astimezone(UTC)


def _next_time(policy: SendPolicy, local: datetime, zone: ZoneInfo) -> datetime:
    """The next `at` of a day, or of the policy's day of the week, after `local`.

    Wall-clock days, so that 08:00 stays 08:00 when summer time begins.
    """
    at = time.fromisoformat(policy.at)
    days = range(8) if policy.when == "daily" else ((policy.weekday - local.weekday()) % 7 + week for week in (0, 7))
    candidates = (datetime.combine(local.date() + timedelta(days=day), at, zone) for day in days)
    return next(moment for moment in candidates if moment.astimezone(UTC) > local.astimezone(UTC))
