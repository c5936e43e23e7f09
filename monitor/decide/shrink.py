"""A text that all but vanished, breaks off, or whose targets are stripped now: a wall that no word list knows, a page
that was not sent whole, a page made anew. What is missing is not withdrawn.

    found so .......................... suspect: the answer is evidence, the Version stands, nothing is said
    three checks in a row over a day .. shortened: told once, with how many targets are not on the page, unconfirmed
    ... and the text says it is void .. taken for a change
    ... and it may well be an edit .... taken for a change (see `thinned`)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial

from monitor.changes import sentence
from monitor.decide.case import Case
from monitor.decide.steady import Steady
from monitor.decide.thinned import lines_of, thinned, without_dots
from monitor.extract import extract
from monitor.text import late as re
from monitor.text.fold import fold
from monitor.types import Body, ExtractRules, Page, PageState, StatementKind, Version

#: A text that is left with less than this part of its characters, and with no target, is doubted. A document that was
#: repealed keeps its head and says by what; a wall in the site's own dress keeps neither. Tested in tests/decide.
SHRUNK_TO = 0.1
#: It is told when so many checks in a row …
TOLD_AFTER = 3
#: … over at least this time have found it so.
TOLD_AFTER_TIME = timedelta(days=1)
#: A beginning of the former text that is shorter than this part of it is doubted wherever it ends; an editor may well
#: take half of a text away that had no more characters than a short notice, and no more than one target with it.
_BEGINNING, _NOTICE_CHARS = 0.5, 500
#: What a page ends with that shows a beginning of its text: 阅读全文, read more.
_TEASER = re.compile(
    r".{0,12}(?:阅读全文|查看全文|展开(?:全文|全部|阅读|更多)|点击(?:查看|阅读|展开)|余下全文|剩余\s?\d+%|未完待续|下一页)"
    r".{0,12}|.{0,20}\b(?:read|show|load|view|see) (?:more|the full|the rest|full)\b.{0,20}|"
    r".{0,12}\bcontinue reading\b.{0,20}",
    re.IGNORECASE,
)
#: So much of a line that was cut shows which it was (characters).
_BEGUN_CHARS = 4
#: How a sentence ends.
_END = ("。", "！", "？", "；", ".", "!", "?", ";", ":", "：", "”", "」", "』", "）", ")", '"', "》")
#: A text that says of itself that it holds no more is believed.
_VOID = re.compile(
    r"废止|失效|作废|撤回|撤销|停止执行|不再执行|已?删除|\b(?:repealed|withdrawn|revoked|rescinded|superseded|"
    r"(?:no longer|not) in force|has been removed|was removed|deleted)\b",
    re.IGNORECASE,
)
#: A shorter sentence may stand in what is stripped for other reasons.
_SENTENCE_CHARS = 10
#: Gives what stands on the page and is not its document.
Stripped = Callable[[], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why an answer is not taken for the page's text."""

    reason: str
    #: Whether it has stood for long enough to be told.
    lasts: bool


def doubt(case: Case, body: Body, previous: Version, steady: Steady) -> Doubt | None:
    """Why the Version, read from `body` with the Recipe of the one before, is not taken for the page's text.

    None when it is.
    """
    page, now, found = case.page, case.now, steady.version
    stripped = cache(partial(_stripped_text, body, case.source.rules))
    lines = lines_of(previous), lines_of(found)
    what = _vanished(previous, found) or _broken_off(*lines, body.content, stripped, len(steady.lost))
    what = what or _still_on_it(previous, steady, stripped)
    may_be_edited = not what
    what = what or thinned(*lines, previous, steady.lost)
    if not what:
        return None
    if page.state is not PageState.SHORTENED and not has_stood(page, now):
        reason = f"{what}: kept as evidence, and told when {TOLD_AFTER} checks over a day find it so"
        return Doubt(reason=reason, lasts=False)
    is_edited = may_be_edited and page.state is not PageState.SHORTENED
    if is_edited or _VOID.search(fold(found.document.text)) is not None:
        return None
    return Doubt(reason=_with_targets(what, len(steady.lost)), lasts=True)


def has_stood(page: Page, now: datetime) -> bool:
    """Whether a shortened text has stood for long enough, with this check."""
    return (
        page.state is PageState.SUSPECT
        and page.failures + 1 >= TOLD_AFTER
        and now - page.state_since >= TOLD_AFTER_TIME
    )


def _with_targets(what: str, lost: int) -> str:
    """What is told, with the targets it is about."""
    if not lost:
        return what
    if lost == 1:
        return f"{what}; 1 target is not on it any more, unconfirmed"
    return f"{what}; {lost} targets are not on it any more, unconfirmed"


def _vanished(previous: Version, found: Version) -> str:
    """That suspiciously little of the text is left."""
    before, after = len(previous.document.text), len(found.document.text)
    if after >= before * SHRUNK_TO or any(one.kind is StatementKind.TARGET for one in found.statements):
        return ""
    left = after / before
    return f"only {left:.0%} of the text is left and no target"


def _broken_off(before: list[str], now: list[str], content: bytes, stripped: Stripped, lost: int) -> str:
    """That the page holds nothing but a beginning of the text that was there, and does not end where an editor would.

    Its markup has no end, its last sentence is cut, it invites to read on, or it is less than half of what was there.
    Sites that never close their pages are common: the text has to agree line by line, and its last line may be cut.
    """
    invites = bool(now) and now[-1] not in before and _is_teaser(now[-1])
    now = now[:-1] if invites and len(now) > 1 else now
    if not now or sum(map(len, now)) >= sum(map(len, before)) or len(now) > len(before):
        return ""
    *whole, last = now
    last, former = without_dots(last), without_dots(before[len(whole)])
    if whole != before[: len(whole)] or not former.startswith(last):
        return ""
    is_cut = last != former and not last.endswith(_END) and (len(now) < len(before) or former.endswith(_END))
    chars = sum(map(len, before))
    is_long = chars > _NOTICE_CHARS or lost > 1
    is_half = is_long and sum(map(len, now)) < _BEGINNING * chars
    follows = before[len(now)] if len(now) < len(before) else ""
    if invites or is_cut or is_half or _is_open(content) or any(_goes_on(line, follows) for line in stripped()):
        return "the page breaks off in the middle of its earlier text"
    return ""


def _is_teaser(line: str) -> bool:
    """Whether a last line invites to read on, or says by dots that there is more."""
    return _TEASER.fullmatch(line) is not None or without_dots(line) != line


def _goes_on(line: str, follows: str) -> bool:
    """Whether a line that was stripped invites to read on, or begins the one that followed in the former text."""
    if _TEASER.fullmatch(line) is not None:
        return True
    begun = without_dots(line)
    return len(begun) >= _BEGUN_CHARS and begun != follows and follows.startswith(begun)


def _is_open(content: bytes) -> bool:
    """Whether the markup of a page has no end."""
    head, tail = content[:2048].lower(), content[-2048:].lower()
    return b"<html" in head and b"</html" not in tail and b"</body" not in tail


def _still_on_it(previous: Version, steady: Steady, stripped: Stripped) -> str:
    """That targets which are not in the text any more stand on the page, in what is stripped: it was made anew."""
    lost = steady.lost
    if not lost or len(lost) < len(steady.changes):
        return ""
    text = _flat("".join(stripped()))
    sentences = [_flat(sentence(previous.document.text, one)) for one in lost]
    if all(len(words) >= _SENTENCE_CHARS and words in text for words in sentences):
        return "targets of the page stand in what is stripped from it now"
    return ""


def _stripped_text(body: Body, rules: ExtractRules) -> list[str]:
    """What stands on a page and is not its document."""
    return [one.text.strip() for one in extract(body, rules=rules, explain=True).removed]


def _flat(text: str) -> str:
    return "".join(fold(text).split())
