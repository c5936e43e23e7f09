"""What every command starts from: the App of this environment, and how people name pages and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.cli.output import clean, say
from monitor.errors import UsageError

if TYPE_CHECKING:  # the program itself takes a second to load, and `--help` does not need it
    from monitor.app import App
    from monitor.ports import Store
    from monitor.types import Page, Source

_AGO = re.compile(r"(\d{1,6})\s*([mhdw])\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


_environ: ContextVar[Mapping[str, str]] = ContextVar("environ")


@contextmanager
def environment(environ: Mapping[str, str]) -> Iterator[None]:
    """Let commands called inside see these environment variables and no others."""
    token = _environ.set(environ)
    try:
        yield
    finally:
        _environ.reset(token)


def environ() -> Mapping[str, str]:
    """The environment this command line runs in."""
    return _environ.get()


def app() -> App:
    """The App of this environment."""
    from monitor.app import App

    return App.from_environ(environ())


@contextmanager
def opened() -> Iterator[tuple[App, Store]]:
    """The App and its open Store."""
    here = app()
    with here.store() as store:
        yield here, store


def find_page(store: Store, reference: str) -> Page:
    """The Page that a person means: its number in the register, or its address in any spelling.

    Says on standard error which Page it is when the register spells the address in another way.

    Raises:
        UsageError: there is no such Page.
    """
    page = store.page(int(reference)) if reference.isdigit() else page_at(store, reference)
    if page is None:
        raise UsageError(f"no page {reference!r} in the register; `monitor pages` lists numbers and addresses")
    if not reference.isdigit():
        tell_spelling(page, reference)
    return page


def page_at(store: Store, address: str) -> Page | None:
    """The Page of an address: of it as it is typed, else as addresses are kept, else of one of its other spellings.

    The spellings are those by which a found link is known to be a Page that the register has.
    """
    from monitor.discover import normalise_url, twins_of

    spellings = dict.fromkeys((address, normalise_url(address), *twins_of(address)))
    found = (page for url in spellings for page in store.pages(url=url, limit=1))
    return next(found, None)


def tell_spelling(page: Page, address: str) -> None:
    """Say which Page an address is of, when it has another one; on standard error, so that `--json` stays JSON."""
    if page.url != address:
        say(f"{clean(address)} is page {page.id}: {page.url}", stderr=True)


def check_sources(names: list[str] | None, sources: Mapping[str, Source]) -> list[str] | None:
    """The names, when all are ids of sources.

    Raises:
        UsageError: one is not.
    """
    for name in names or ():
        if name not in sources:
            raise UsageError(f"no source {name!r} in sources.yaml; `monitor sources list` shows them")
    return names or None


def moment_of(text: str | None, now: datetime, *, ends: bool = False) -> datetime | None:
    """A moment from `2d`, `12h`, `30m`, `1w` (ago) or an ISO date or time, in the person's zone unless it names one.

    A bare date is its first moment, or with `ends` its last: the register as of the 3rd has what was seen on the 3rd.

    Raises:
        UsageError: it is none of them.
    """
    if text is None:
        return None
    text = text.strip()
    ago = _AGO.match(text)
    if ago:
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        if ends and _DATE.match(text):
            tomorrow = date.fromisoformat(text) + timedelta(days=1)
            return _in_zone(datetime.combine(tomorrow, time())) - timedelta(microseconds=1)
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo is not None else _in_zone(moment)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no time; give 2d, 12h, 30m, 1w, or a date as 2026-01-31") from error


def _in_zone(wall: datetime) -> datetime:
    """What a clock on the person's wall shows, as a moment: by TZ, else by the zone of the machine."""
    try:
        return wall.replace(tzinfo=ZoneInfo(environ().get("TZ", "").removeprefix(":")))
    except (KeyError, ValueError, OSError):  # none is named, or one as POSIX writes it, which the C library knows
        return wall.astimezone()
