"""What one edit is worth: noise, or words that a person must read.

    Edit --weigh--> Part(score 0 to 1, reason)

Every rule here is held by recorded pairs in tests/cases/changes: those in `noise/` must stay under the threshold of
the default rule (0.3), those in `news/` above it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from monitor.changes.amounts import is_same_amount
from monitor.changes.cues import (
    AGE,
    BUTTONS,
    CONSENT,
    COPYRIGHT,
    COUNTED,
    COUNTER,
    DATE,
    DUE,
    HEAD,
    IDENTIFIER,
    LEGAL,
    MONTH,
    NEGATION,
    OBLIGATION,
    OPPOSED,
    PAGER,
    PIVOT,
    ROTATING,
    TICKER,
    UPDATED,
    WEATHER,
)
from monitor.changes.reorder import is_reordered
from monitor.changes.words import equal_ends, has_figure, is_figure, tokens
from monitor.text import late as re
from monitor.text.fold import fold_script
from monitor.text.normal import comparable
from monitor.types import Block, BlockKind, Edit, EditKind, Role

_WORDLIKE = re.compile(r"\w")
_DIGIT = re.compile(r"\d|[一二三四五六日]")
_SENTENCE_END = re.compile(r"[。！？；!?;]|\.(?:\s|$)")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DATE_MARKS = frozenset("年月日时时分")
#: Equal text is looked at this far from a changed word.
_NEAR_CHARS = 80
#: A counter or a clock stands in a line of at most this many characters.
_CLOCKWORK_CHARS = 120
#: In a shorter word one letter is another word: II and III, may and say.
_TYPO_CHARS = 5
#: What stands behind the head of a word has at least so many letters.
_STEM_CHARS = 4
#: Weather and share prices stand in lines of at most this many characters.
_FURNITURE_CHARS = 60
#: A change of how amounts are written has at most this many characters.
_AMOUNTS_CHARS = 200
#: What a site says of its cookies has at most this many characters.
_CONSENT_CHARS = 400
#: Why lists in another order weigh next to nothing.
REORDERED = "the same items in another order"
#: A line that holds little but an identifier: this many other characters.
_IDENTIFIER_LABEL_CHARS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One reason for a significance."""

    #: 0 (noise) to 1.
    score: float
    #: One line, for people.
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The blocks of one Version, and which of them are links to other documents."""

    blocks: tuple[Block, ...]
    links: frozenset[int]


def weigh(edit: Edit, before: Side, after: Side) -> Part:
    """How much one edit matters by itself, and why. Pure; linear in the edit's text."""
    if edit.kind is EditKind.MOVED:
        return Part(score=0.02, reason="moved, otherwise the same")
    side, at = (after, edit.after_at) if edit.after_at is not None else (before, edit.before_at)
    block = side.blocks[at] if at is not None else None
    if at in side.links:
        return Part(score=0.0, reason="a link to another document")
    part = _weigh_words(edit) if edit.kind is EditKind.REPLACED else _weigh_whole(edit, block)
    if block is not None and block.role is Role.REPLY:
        return Part(score=round(part.score * 0.5, 2), reason=f"{part.reason}, in a reply")
    if block is not None and block.kind is BlockKind.HEADING and part.score >= 0.1:
        return Part(score=min(1.0, part.score + 0.15), reason=f"{part.reason}, in a heading")
    return part


def _weigh_words(edit: Edit) -> Part:
    """A block that was rewritten: look at the words that went and came."""
    went = "".join(text for op, text in edit.words if op == "-")
    came = "".join(text for op, text in edit.words if op == "+")
    both = f"{went} {came}"
    before, after = _around(edit, "+"), _around(edit, "-")
    if not _WORDLIKE.search(both):
        return Part(score=0.03, reason="marks or spaces only")
    if _same_letters(went, came):
        return Part(score=0.05, reason="capitals or marks only")
    if _CJK.search(both) and comparable(fold_script(before)) == comparable(fold_script(after)):
        return Part(score=0.0, reason="the same in simplified or traditional characters")
    if is_reordered(edit.before, edit.after):
        return Part(score=0.05, reason=REORDERED)
    if AGE.sub("#", before) == AGE.sub("#", after):
        return Part(score=0.0, reason="how long ago it was posted")
    if _differs(LEGAL, before, after):
        return Part(score=0.8, reason="a legal word came or went")
    if _is_site(edit.before) and _is_site(edit.after):
        return Part(score=0.02, reason="a line of the site")
    if len(both) <= _CLOCKWORK_CHARS and not _WORDLIKE.search(IDENTIFIER.sub("", both)):
        return Part(score=0.0, reason="an identifier that means nothing to people")
    if len(both) <= _AMOUNTS_CHARS and has_figure(went) and has_figure(came) and is_same_amount(before, after):
        return Part(score=0.05, reason="the same figure, written otherwise")
    if _is_dated_by_site(before, after):
        return Part(score=0.0, reason="a counter, a clock or a line of the site")
    if figures_only(went) and figures_only(came):
        return _weigh_figures(before, after)
    if MONTH.search(went) and MONTH.search(came) and DUE.search(after) and not UPDATED.search(after):
        return Part(score=0.75, reason="a date by which something happens changed")
    if _differs(NEGATION, before, after):
        return Part(score=0.6, reason="a negation came or went")
    if _differs(OBLIGATION, before, after):
        return Part(score=0.55, reason="a binding word came or went")
    if _is_typo(went, came):
        return Part(score=0.1, reason="like a correction of a typing error")
    if has_figure(both) and not (is_clockwork(before) and is_clockwork(after)):
        return Part(score=0.6, reason="words and figures changed")
    if is_clockwork(before) and is_clockwork(after):
        return Part(score=0.02, reason="a counter, a clock or a line of the site")
    share = len(went + came) / max(1, len(before) + len(after))
    return Part(score=round(0.35 + 0.2 * share, 2), reason="words changed")


def _weigh_figures(before: str, after: str) -> Part:
    """Nothing but figures changed: a counter, a date, or something that was set."""
    if is_clockwork(before) and is_clockwork(after):
        return Part(score=0.0, reason="a counter, a clock or a line of the site")
    if DATE.sub("#", before) == DATE.sub("#", after):
        if DUE.search(f"{before} {after}"):
            return Part(score=0.75, reason="a date by which something happens changed")
        return Part(score=0.4, reason="a date changed")
    return Part(score=0.65, reason="a figure changed")


def _around(edit: Edit, hidden: str) -> str:
    """A rewritten block without the words of one op, cut down to what stands near the changes."""
    parts: list[str] = []
    for at, (op, text) in enumerate(edit.words):
        if op == hidden:
            continue
        if op == "=" and len(text) > 2 * _NEAR_CHARS:
            head = "" if at == 0 else text[:_NEAR_CHARS]
            tail = "" if at == len(edit.words) - 1 else text[-_NEAR_CHARS:]
            text = f"{head} … {tail}"
        parts.append(text)
    return "".join(parts)


def _weigh_whole(edit: Edit, block: Block | None) -> Part:
    """A block that came or went whole."""
    text = edit.after or edit.before
    verb = "added" if edit.kind is EditKind.ADDED else "removed"
    if not _WORDLIKE.search(text):
        return Part(score=0.0, reason=f"marks {verb}")
    if len(text) <= _CLOCKWORK_CHARS and _is_identifier(text):
        return Part(score=0.0, reason="an identifier that means nothing to people")
    if is_clockwork(text) or _is_site(text):
        return Part(score=0.0, reason="a counter, a clock or a line of the site")
    if LEGAL.search(text):
        return Part(score=0.8, reason=f"a passage with a legal word {verb}")
    if block is not None and block.kind is BlockKind.HEADING:
        return Part(score=0.35, reason=f"a heading {verb}")
    if block is not None and block.kind is BlockKind.TABLE_ROW:
        return Part(score=0.5, reason=f"a table row {verb}")
    is_sentence = _SENTENCE_END.search(text) is not None
    if is_sentence and has_figure(text) and has_figure(DATE.sub("", text)):
        return Part(score=0.55, reason=f"a sentence with a figure {verb}")
    if is_sentence and len(text) >= (8 if _CJK.search(text) else 30):
        return Part(score=0.45, reason=f"a sentence {verb}")
    if block is not None and block.kind is BlockKind.LIST_ITEM:
        return Part(score=0.35, reason=f"a list item {verb}")
    is_label = len(text) <= (8 if _CJK.search(text) else 20)
    return Part(score=0.1 if is_label else 0.2, reason=f"a short line {verb}")


def _is_identifier(text: str) -> bool:
    """Whether a line holds little but a hash or a request id."""
    rest = IDENTIFIER.sub("", text)
    return rest != text and len(rest.strip()) <= _IDENTIFIER_LABEL_CHARS


def is_clockwork(text: str) -> bool:
    """Whether a block is the page's own counter or clock, or a line of the site: little else stands in it."""
    if len(text) > _CLOCKWORK_CHARS:
        return False
    if _is_furniture(text):
        return True
    if _DIGIT.search(text) is None and AGE.search(text) is None:
        return False
    rest = re.sub(r"[\d\W_]+", "", UPDATED.sub("", COUNTER.sub("", DATE.sub(" ", text))))
    counts = COUNTED.search(text) is not None
    if rest and not counts and DUE.search(UPDATED.sub("", text)):
        return False
    spoken = counts or UPDATED.search(text) is not None
    if not spoken:
        return not rest
    chinese, is_sentence = _CJK.search(rest) is not None, _SENTENCE_END.search(text) is not None
    return len(rest) <= (6 if chinese and is_sentence else 16 if chinese else 40)


def _is_furniture(text: str) -> bool:
    """Whether a block is a line that stands on every page of a site: copyright, pages, weather, share prices."""
    if COPYRIGHT.search(text):
        return True
    is_short = len(text) <= _FURNITURE_CHARS and _SENTENCE_END.search(text) is None
    if not is_short:
        return False
    return any(cue.search(text) for cue in (TICKER, PAGER)) or len(WEATHER.findall(text)) >= 2


def is_rotating(text: str) -> bool:
    """Whether a line shows a topic or an advertisement of the site, and neither sets nor rules anything."""
    head = ROTATING.match(text) if len(text) <= _CLOCKWORK_CHARS else None
    if head is None:
        return False
    shown = text[head.end() - 1 :]
    if has_figure(DATE.sub("", shown)):
        return False
    return not any(cue.search(shown) for cue in (LEGAL, DUE, NEGATION, OBLIGATION))


def _is_site(text: str) -> bool:
    """Whether a block is no part of any document: buttons, an offer to subscribe, a word about cookies."""
    if len(text) <= _FURNITURE_CHARS and BUTTONS.search(text):
        return True
    return len(text) <= _CONSENT_CHARS and "ookie" in text and CONSENT.search(text) is not None


def _is_dated_by_site(before: str, after: str) -> bool:
    """Whether nothing but dates differ in a sentence that says when a page was touched."""
    if len(after) > _CLOCKWORK_CHARS or DATE.sub("#", before) != DATE.sub("#", after):
        return False
    bare = UPDATED.sub("", after)
    return bare != after and not DUE.search(bare) and not LEGAL.search(bare)


def figures_only(text: str) -> bool:
    """Whether the changed words are figures, dates and marks only."""
    bare = DATE.sub("", text)
    return all(is_figure(word) or not _WORDLIKE.search(word) or word in _DATE_MARKS for word in tokens(bare))


def _differs(pattern: re.Pattern[str], before: str, after: str) -> bool:
    """Whether the words of a pattern are others after than before, whatever their order."""
    found = [sorted(match[0].casefold() for match in pattern.finditer(text)) for text in (before, after)]
    return found[0] != found[1]


def _same_letters(went: str, came: str) -> bool:
    """Whether nothing but capitals, quotes, dashes and spaces differ; marks beside digits are part of figures."""
    if any(character.isdigit() for character in went + came):
        return went.casefold() == came.casefold()
    letters = [re.sub(r"[\W_]+", "", text).casefold() for text in (went, came)]
    return letters[0] == letters[1]


def _is_typo(went: str, came: str) -> bool:
    """One or two Chinese characters, or one word nearly the same: 的/地, commision/commission."""
    old, new = went.strip(), came.strip()
    if any(character.isdigit() for character in old + new):
        return False
    if _CJK.search(old + new):
        if PIVOT.search(old + new) or (OPPOSED.search(old) and OPPOSED.search(new)):
            return False
        return len(old) <= 2 and len(new) <= 2 and len(old) + len(new) <= 3
    if min(len(old), len(new)) < _TYPO_CHARS:
        return False
    old, new = old.casefold(), new.casefold()
    return " " not in old + new and fuzz.ratio(old, new) >= 80 and not _is_other_word(old, new)


def _is_other_word(old: str, new: str) -> bool:
    """Whether two words differ by a head that turns the sense: registered and deregistered, pre- and postoperative."""
    tail = equal_ends(old[::-1], new[::-1])[0]
    for stem in range(tail, _STEM_CHARS - 1, -1):  # hyper- and inter- end alike: the stem is shorter than the tail
        heads = [word[: len(word) - stem].rstrip("-") for word in (old, new)]
        if all(not head or HEAD.fullmatch(head) for head in heads):
            return True
    return False
