"""Which lines of a host's pages are the site's: the rule, and what it looks at.

A line is the site's (`Why.RECURS`) when all of this holds:

1. It stands on at least `PAGES` documents of the host, and on `SHARE` of them (`SHARE_OF_FEW` while fewer than `FEW`
   are known). Documents, not pages: of pages that say the same beside the shared lines, of pages that name one and the
   same Plan, and of copies of a notice, one counts. A page counts only when at least `OWN_SHARE` of it is its own.
2. It stands at the head or the tail: at most `LOOSE` lines of the document's own are between it and the end, on most
   of the pages that have it. What pages share in their middle they say; what sites add, they add around it.
3. It is no longer than `WIDEST`, and not document by its form: headings, numbered headings, table rows, the facts of a
   notice (发布机构:…), salutations, customary formulas (根据…, 特此通知), signatures, what is due by a day, words on
   whether it is in force.
4. It holds no Statement, equipment or Plan, and is no prose or measure that speaks neither of the site nor to its
   readers; a line that is must stand on `SHARE_OF_SPEAKING` of `MANY` documents. Notices of one kind share what they
   ask for.
5. It is not part of a passage: of `PASSAGE_LINES` such lines in a row, each at least `PASSAGE_WIDTH` wide, on most of
   the pages that have it. Sites add a sentence or two, and lists of short lines.

What was learned stays until fewer than `SHARE_TO_STAY` of the pages have it, so that the mask does not swing.

A line is restless (`Why.RESTLESS`) when at `RESTLESS_CHECKS` checks in a row the page's bytes changed and nothing in
its text but the figures of at most `RESTLESS_LINES` such lines, each short, without a full stop, a word about a
deadline, a Statement, equipment or Plan, and not document by its form. A check that finds the page unchanged starts
the count anew: what people change, they do not change at every check.

Source: our own reasoning; held by the scenarios in tests/extract/test_boilerplate_learning.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from monitor.extract.boilerplate import RESTLESS_CHARS, key_of, keys_of, restless_key
from monitor.extract.formal import LETTER, is_formal, is_prose
from monitor.text import late as re
from monitor.text.fold import fold
from monitor.text.lines import at_once
from monitor.types import (
    Block,
    BlockKind,
    EquipmentMention,
    PlanMention,
    SeenBlock,
    SeenPage,
    Statement,
    Version,
    Why,
)

#: Documents a line must stand on, and their share of the host's.
PAGES = 5
SHARE = 0.6
#: While fewer documents than this are known, chance is greater, and the share with it.
FEW = 20
SHARE_OF_FEW = 0.8
#: For a line that says something: nearly all, of many.
MANY = 40
SHARE_OF_SPEAKING = 0.95
#: What was learned stays above this share.
SHARE_TO_STAY = 0.2
#: Part of a page's text that no other page has, at least, for the page to count; in columns at least `OWN_WIDTH`.
OWN_SHARE = 0.3
OWN_WIDTH = 20
#: Two pages are one document when they have this part of the smaller one's own text in common.
SAME_SHARE = 0.5
#: Lines of the document's own between a site's line and the end of the page: title, date, source; signature, date.
LOOSE = 3
#: Columns; a Chinese character takes two.
WIDEST = 600
#: Recurring lines in a row, and columns of each, that are a passage: documents quote one another at such length.
PASSAGE_LINES = 3
PASSAGE_WIDTH = 60
#: Blocks that are looked at, at either end of a page.
ENDS = 40

RESTLESS_CHECKS = 3
RESTLESS_LINES = 3

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]+")
_SENTENCE = re.compile(r"[。！？；]|[.!?](?:\s|$)")
#: Sums of money and days by which something is due are no counters.
_DUE = re.compile(
    r"元|[$€£¥]|\byuan\b|截止|截至|期限|之前|以前|前$|到期|deadline|due|until|before|expire|close[sd]?\b|by \d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One line that the rule says is the site's."""

    key: str
    why: Why
    #: Documents (or checks) that showed it, of how many looked at.
    seen: int
    looked_at: int
    #: A page that has it.
    page_id: int


# -- observing


def observe(version: Version, *, page_id: int, host: str, restless: Sequence[tuple[str, int]] = ()) -> SeenPage:
    """What learning needs to know of a page's reading."""
    document = version.document
    speaking = _speaking(version)
    ends = _ends(document.blocks)
    kept = _seen([block for _, block in ends], [at in speaking for at, _ in ends])
    gone = [removed.text for removed in document.removed if removed.reason.startswith("learned:")][:ENDS]
    masked = [SeenBlock(key=key, width=columns, masked=True) for key, columns in zip(*_measured(gone), strict=True)]
    plans = {plan.key for plan in version.plans if plan.key}
    return SeenPage(
        page_id=page_id,
        host=host,
        seen_at=version.fetched_at,
        subject=key_of(next(iter(plans))) if len(plans) == 1 else "",
        blocks=(*kept, *masked),
        restless=tuple(restless),
    )


def _seen(blocks: Sequence[Block], speaking: Sequence[bool]) -> list[SeenBlock]:
    """Blocks as learning sees them. What looks at every character looks at all of them at once."""
    texts = [block.text for block in blocks]
    folded = at_once(texts, lambda text: fold(text).lower())
    found = []
    for block, line, speaks, key, columns in zip(blocks, folded, speaking, *_measured(texts), strict=True):
        line = line.strip()
        is_speaking = speaks or is_prose(block.text.strip(), line, columns)
        found.append(SeenBlock(key=key, width=columns, speaks=is_speaking, formal=is_formal(block, line)))
    return found


def _measured(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """The keys of lines, and their widths."""
    return keys_of(texts), widths(texts)


def widths(texts: Sequence[str]) -> list[int]:
    """Columns that lines take: two for a Chinese, Japanese or Korean character."""
    narrow = at_once(texts, lambda text: _WIDE.sub("", text))
    return [2 * len(text) - len(rest) for text, rest in zip(texts, narrow, strict=True)]


def _ends(blocks: Sequence[Block]) -> list[tuple[int, Block]]:
    numbered = list(enumerate(blocks))
    return numbered if len(numbered) <= 2 * ENDS else numbered[:ENDS] + numbered[-ENDS:]


def _speaking(version: Version) -> set[int]:
    """Blocks that hold a Statement, equipment or a Plan."""
    starts = [0, *accumulate(len(block.text) + 1 for block in version.document.blocks)]
    items: tuple[Statement | EquipmentMention | PlanMention, ...] = (
        *version.statements,
        *version.equipment,
        *version.plans,
    )
    return {bisect_right(starts, item.start) - 1 for item in items if item.end > item.start}


def restless_lines(before: Version, now: Version, *, known: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Lines of which only the figures differ, when nothing else does, with the checks in a row they did so.

    `known` is what the check before found; empty when that check found the page unchanged.
    """
    old, new = before.document, now.document
    if old.title != new.title or len(old.blocks) != len(new.blocks):
        return ()
    apart = [at for at, (one, other) in enumerate(zip(old.blocks, new.blocks, strict=True)) if one.text != other.text]
    apart = [at for at in apart if key_of(old.blocks[at].text) != key_of(new.blocks[at].text)]
    if not 0 < len(apart) <= RESTLESS_LINES:
        return ()
    speaking = _speaking(before) | _speaking(now)
    counts = dict(known)
    found = []
    for at in apart:
        key = restless_key(new.blocks[at].text)
        if key is None or key != restless_key(old.blocks[at].text) or at in speaking or not _may_rest(new.blocks[at]):
            return ()
        found.append((key, counts.get(key, 0) + 1))
    return tuple(found)


def _may_rest(block: Block) -> bool:
    """Whether a line may be a counter or a clock at all."""
    text = block.text
    if block.kind in (BlockKind.HEADING, BlockKind.TABLE_ROW) or len(text) > RESTLESS_CHARS:
        return False
    return LETTER.search(text) is not None and not _SENTENCE.search(text) and not _DUE.search(fold(text))


# -- learning


def learn(pages: Sequence[SeenPage], *, standing: Collection[str] = ()) -> tuple[Found, ...]:
    """The lines of a host's pages that are the site's; the rule is that of the module. Pure.

    `standing` are the keys learned before, which need less to stay. Linear in the blocks, but for pages that share
    lines of their own, which are compared pairwise.
    """
    pages = [page for page in pages if page.blocks]
    recurring = _recurring(pages)
    documents = _documents(pages, recurring)
    seen: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    speaking: set[str] = set()
    holder: dict[str, int] = {}
    for page in documents:
        edge = _edge(page, recurring)
        speaking |= {block.key for block in page.blocks if block.speaks}
        passages.update(edge & _passage(page, recurring))
        for key in edge:
            seen[key] += 1
            holder[key] = page.page_id
    found = []
    for key, count in seen.items():
        if key not in standing and 2 * passages[key] > count:
            continue
        if _is_enough(count, len(documents), speaks=key in speaking, stands=key in standing):
            found.append(Found(key=key, why=Why.RECURS, seen=count, looked_at=len(documents), page_id=holder[key]))
    return (*found, *_restless(pages))


def _is_enough(count: int, total: int, *, speaks: bool, stands: bool) -> bool:
    if stands:
        return count >= SHARE_TO_STAY * total
    if speaks:
        return total >= MANY and count >= SHARE_OF_SPEAKING * total
    return count >= PAGES and count >= (SHARE if total >= FEW else SHARE_OF_FEW) * total


def _recurring(pages: Sequence[SeenPage]) -> set[str]:
    """Keys on enough pages to be looked at, of lines that may be the site's."""
    counts: Counter[str] = Counter()
    masked: set[str] = set()
    formal: set[str] = set()
    for page in pages:
        counts.update({block.key for block in page.blocks})
        masked |= {block.key for block in page.blocks if block.masked}
        formal |= {block.key for block in page.blocks if block.formal or block.width > WIDEST}
    return {key for key, count in counts.items() if count >= PAGES and key not in formal} | masked


def _documents(pages: Sequence[SeenPage], recurring: Collection[str]) -> list[SeenPage]:
    """Of pages that are one document, the first; without those that have little of their own."""
    taken: list[tuple[SeenPage, Mapping[str, int]]] = []
    by_key: defaultdict[str, set[int]] = defaultdict(set)
    subjects: set[str] = set()
    for page in pages:
        own = {block.key: block.width for block in page.blocks if block.key not in recurring}
        own_width, all_width = sum(own.values()), sum({block.key: block.width for block in page.blocks}.values())
        if own_width < OWN_WIDTH or own_width < OWN_SHARE * all_width or page.subject in subjects:
            continue
        rivals = {at for key in own for at in by_key[key]}
        if any(_is_same(own, taken[at][1]) for at in rivals):
            continue
        for key in own:
            by_key[key].add(len(taken))
        if page.subject:
            subjects.add(page.subject)
        taken.append((page, own))
    return [page for page, _ in taken]


def _is_same(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    shared = sum(size for key, size in one.items() if key in other)
    return shared >= SAME_SHARE * min(sum(one.values()), sum(other.values()))


def _edge(page: SeenPage, recurring: Collection[str]) -> set[str]:
    """Recurring lines at the head or the tail of a page; those taken off already count as such."""
    kept = [block.key for block in page.blocks if not block.masked]
    found = {block.key for block in page.blocks if block.masked}
    for keys in (kept, kept[::-1]):
        loose = 0
        for key in keys:
            if key in recurring:
                found.add(key)
                continue
            loose += 1
            if loose > LOOSE:
                break
    return found


def _passage(page: SeenPage, recurring: Collection[str]) -> set[str]:
    """Recurring lines that stand with others, each as wide as a paragraph, in a row."""
    found: set[str] = set()
    row: list[str] = []
    for block in [*(block for block in page.blocks if not block.masked), None]:
        if block is not None and block.key in recurring and block.width >= PASSAGE_WIDTH:
            row.append(block.key)
            continue
        if len(row) >= PASSAGE_LINES:
            found.update(row)
        row = []
    return found


def _restless(pages: Sequence[SeenPage]) -> list[Found]:
    best: dict[str, Found] = {}
    for page in pages:
        for key, checks in page.restless:
            if checks >= RESTLESS_CHECKS and (key not in best or best[key].seen < checks):
                best[key] = Found(key=key, why=Why.RESTLESS, seen=checks, looked_at=checks, page_id=page.page_id)
    return list(best.values())
