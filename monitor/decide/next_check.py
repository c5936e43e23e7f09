"""When a Page is asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.types import Page, PageRole, PageState, Schedule, Source

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger

#: First wait after trouble, in seconds; doubled with each further failure.
RETRY_FIRST_S = 300
#: A wall is asked less often than a server that stumbles: it may be counting.
RETRY_BLOCKED_FIRST_S = 3_600
#: Longest wait after trouble, in seconds, unless the page is checked more rarely anyway.
RETRY_LONGEST_S = 86_400
#: A document is asked again after this part of the time it has not changed: one that has stood for a week daily, one
#: that has stood for a month every four days …
UNCHANGED_PART = 1 / 7
#: … and none less often than this, in seconds, unless its source says so by `recheck`.
RECHECK_LONGEST_S = 14 * 86_400
#: When a page is due that is not asked for any more.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
#: Part of a document's interval over which checks are spread, so that pages found together drift apart.
SPREAD = 0.1


def cron_trigger(schedule: Schedule) -> CronTrigger:
    """APScheduler's trigger for a cron schedule.

    Raises:
        ValueError: the expression is not one APScheduler reads.
    """
    if schedule.cron is None:
        raise ValueError("the schedule has no cron expression")
    from apscheduler.triggers.cron import CronTrigger  # most sources are asked every so many hours

    return CronTrigger.from_crontab(schedule.cron, timezone=ZoneInfo(schedule.timezone))


def next_start(schedule: Schedule, now: datetime) -> datetime:
    """The first moment after `now` at which the schedule starts a check, without jitter."""
    if schedule.every_s is not None:
        return now + timedelta(seconds=schedule.every_s)
    fire: datetime | None = cron_trigger(schedule).get_next_fire_time(None, now + timedelta(seconds=1))
    if fire is None:  # a date that never comes, as 30 February: look again in a year
        return now + timedelta(days=365)
    return fire.astimezone(now.tzinfo)


def is_start_page(page: Page, source: Source) -> bool:
    """Whether the page is the source's own address rather than a document an index led to."""
    return page.role is PageRole.INDEX or page.url == source.url


def is_past(page: Page, source: Source, now: datetime) -> bool:
    """Whether a document has not changed for so long that it is not asked for any more; see `Source.retire_s`."""
    return bool(source.retire_s) and not is_start_page(page, source) and _unchanged_s(page, now) >= source.retire_s


def next_check(page: Page, source: Source, *, now: datetime, chance: float, changed: bool = False) -> datetime:
    """When a page that answered well is due again; `chance` in [0, 1) spreads documents over a tenth of their time.

    A document is asked the less often the longer it has not changed; `changed` says that it has just now.
    """
    if is_start_page(page, source):
        return next_start(source.schedule, now)
    if is_past(page, source, now) and not changed:
        return NEVER
    wait_s: float = source.recheck_s
    if not changed:
        wait_s = max(wait_s, min(_unchanged_s(page, now) * UNCHANGED_PART, RECHECK_LONGEST_S))
    return now + timedelta(seconds=wait_s * (1 + SPREAD * (chance - 0.5)))


def _unchanged_s(page: Page, now: datetime) -> float:
    """Seconds since a document last changed, or was found when it never answered."""
    return (now - (page.last_changed_at or page.found_at)).total_seconds()


def next_retry(
    page: Page,
    source: Source,
    *,
    failures: int,
    blocked: bool,
    retry_after_s: float | None,
    now: datetime,
    chance: float,
) -> datetime:
    """When a page in trouble is due again: exponential backoff, never before the server's own Retry-After.

    A page is not asked more often than its schedule says. `failures` counts this one.
    """
    first = RETRY_BLOCKED_FIRST_S if blocked else RETRY_FIRST_S
    wait_s = min(first * 2.0 ** min(failures - 1, 20), RETRY_LONGEST_S) * (1 + SPREAD * chance)
    if page.state in (PageState.GONE, PageState.SHORTENED) and is_past(page, source, now):
        return NEVER
    usual_s: float = source.recheck_s
    if is_start_page(page, source):
        usual_s = (next_start(source.schedule, now) - now).total_seconds()
    wait_s = max(wait_s, usual_s) if blocked else min(wait_s, max(usual_s, 1.0))
    wait_s = max(wait_s, min(retry_after_s or 0.0, 7.0 * RETRY_LONGEST_S))
    return now + timedelta(seconds=wait_s)
