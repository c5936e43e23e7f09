"""A text that all but vanished, breaks off, or whose targets are stripped now: a wall that no word list knows, a page
that was not sent whole, a page made anew. What is missing is not withdrawn.

    found so .......................... suspect: the answer is evidence, the Version stands, nothing is said
    three checks in a row over a day .. shortened: told once, with how many targets are not on the page, unconfirmed
    ... and the text says it is void .. taken for a change
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial

from monitor.changes import sentence
from monitor.decide.case import Case
from monitor.decide.steady import Steady
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
#: take half of a text away that had no more characters than a short notice.
_BEGINNING, _NOTICE_CHARS = 0.5, 500
#: What a page ends with that shows a beginning of its text: 阅读全文, read more.
_TEASER = re.compile(
    r".{0,12}(?:阅读全文|查看全文|展开(?:全文|全部|阅读|更多)|点击(?:查看|阅读|展开)|余下全文|剩余\s?\d+%|未完待续|下一页)"
    r".{0,12}|.{0,20}\b(?:read|show|load|view|see) (?:more|the full|the rest|full)\b.{0,20}|"
    r".{0,12}\bcontinue reading\b.{0,20}",
    re.IGNORECASE,
)
#: What stands for the rest of a sentence, and half a letter.
_DOTS = re.compile(r"\s*(?:…+|\.{3,}|\ufffd+)\s*$")
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
    what = _vanished(previous, found) or _broken_off(previous, found, body.content, stripped)
    what = what or _still_on_it(previous, steady, stripped)
    if not what:
        return None
    if page.state is not PageState.SHORTENED and not has_stood(page, now):
        reason = f"{what}: kept as evidence, and told when {TOLD_AFTER} checks over a day find it so"
        return Doubt(reason=reason, lasts=False)
    if _VOID.search(fold(found.document.text)) is not None:
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


def _broken_off(previous: Version, found: Version, content: bytes, stripped: Stripped) -> str:
    """That the page holds nothing but a beginning of the text that was there, and does not end where an editor would.

    Its markup has no end, its last sentence is cut, it invites to read on, or it is less than half of what was there.
    Sites that never close their pages are common: the text has to agree line by line, and its last line may be cut.
    """
    before, now = _lines(previous), _lines(found)
    invites = bool(now) and _TEASER.fullmatch(now[-1]) is not None and now[-1] not in before
    now = now[:-1] if invites else now
    if not now or sum(map(len, now)) >= sum(map(len, before)) or len(now) > len(before):
        return ""
    *whole, last = now
    last, former = _DOTS.sub("", last), _DOTS.sub("", before[len(whole)])
    if whole != before[: len(whole)] or not former.startswith(last):
        return ""
    is_cut = last != former and not last.endswith(_END) and (len(now) < len(before) or former.endswith(_END))
    chars = sum(map(len, before))
    is_half = chars > _NOTICE_CHARS and sum(map(len, now)) < _BEGINNING * chars
    if invites or is_cut or is_half or _is_open(content) or any(map(_TEASER.fullmatch, stripped())):
        return "the page breaks off in the middle of its earlier text"
    return ""


def _is_open(content: bytes) -> bool:
    """Whether the markup of a page has no end."""
    head, tail = content[:2048].lower(), content[-2048:].lower()
    return b"<html" in head and b"</html" not in tail and b"</body" not in tail


def _lines(version: Version) -> list[str]:
    return [line for line in version.document.text.split("\n") if line.strip()]


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
