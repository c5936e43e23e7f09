"""A text that all but vanished, or breaks off: a wall that no word list knows, or a page that was not sent whole.

Neither is taken for a change until it has stayed so for days.
"""

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


def doubt(page: Page, previous: Version | None, found: Version, now: datetime, *, content: bytes = b"") -> str:
    """Why the Version, read from `content`, is not taken for the page's text yet; "" when it is."""
    left = _left_of(previous, found)
    what = f"only {left:.0%} of the text is left and no target" if left is not None else ""
    if not what and previous is not None and _breaks_off(previous, found, content):
        what = "the page breaks off in the middle of its earlier text"
    if not what or is_believed(page, now):
        return ""
    return f"{what}: kept as evidence, not taken for a change before {BELIEVED_AFTER} checks over a day find it so"


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


def _breaks_off(previous: Version, found: Version, content: bytes) -> bool:
    """Whether markup without an end holds nothing but a beginning of the text that was there.

    Sites that never close their pages are common: the text has to agree line by line, and its last line may be cut.
    """
    head, tail = content[:2048].lower(), content[-2048:].lower()
    if b"<html" not in head or b"</html" in tail or b"</body" in tail or previous.recipe != found.recipe:
        return False
    before = [line for line in previous.document.text.split("\n") if line.strip()]
    now = [line for line in found.document.text.split("\n") if line.strip()]
    if not now or len(found.document.text) >= len(previous.document.text):
        return False
    *whole, last = now
    last = last.rstrip("\ufffd")  # a letter that is cut in two
    return len(now) <= len(before) and whole == before[: len(whole)] and before[len(whole)].startswith(last)
