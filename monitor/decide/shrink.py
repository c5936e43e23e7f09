"""A text that all but vanished: a wall that no word list knows, until it has stayed so for days."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.types import Page, PageState, StatementKind, Version

#: A text that is left with less than this part of its characters, and with no target, is doubted. A document that was
#: repealed keeps its head and says by what; a wall in the site's own dress keeps neither. Tested in tests/decide.
SHRUNK_TO = 0.1
#: It is believed when so many checks in a row …
BELIEVED_AFTER = 3
#: … over at least this time have found it so.
BELIEVED_AFTER_TIME = timedelta(days=1)


def doubt(page: Page, previous: Version | None, found: Version, now: datetime) -> str:
    """Why the Version is not taken for the page's text yet; "" when it is."""
    left = _left_of(previous, found)
    if left is None or is_believed(page, now):
        return ""
    return (
        f"only {left:.0%} of the text is left and no target: kept as evidence, not taken for a change "
        f"before {BELIEVED_AFTER} checks over a day find it so"
    )


def is_believed(page: Page, now: datetime) -> bool:
    """Whether a shrunken text has stood for long enough, with this check."""
    return (
        page.state is PageState.SUSPECT
        and page.failures + 1 >= BELIEVED_AFTER
        and now - page.state_since >= BELIEVED_AFTER_TIME
    )


def _left_of(previous: Version | None, found: Version) -> float | None:
    """The part of the text that is left, when that is suspiciously little."""
    if previous is None or previous.recipe != found.recipe:
        return None
    before, after = len(previous.document.text), len(found.document.text)
    if after >= before * SHRUNK_TO or any(one.kind is StatementKind.TARGET for one in found.statements):
        return None
    return after / before
