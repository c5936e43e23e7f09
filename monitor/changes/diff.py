"""The first level of a difference: which blocks are new, gone, moved or changed.

blocks --comparable--> keys --diff-match-patch, one code point per key--> runs of equal blocks and gaps between them
gaps: equal keys elsewhere are MOVED; similar blocks are REPLACED, with their words; the rest ADDED or REMOVED
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from monitor.changes.words import common_ends, diff_items, diff_words, equal_ends, equal_items
from monitor.text.fold import fold_script
from monitor.text.normal import comparable
from monitor.types import Block, BlockKind, Edit, EditKind

#: Two blocks in the same gap are one block, changed, from this similarity (0 to 100) on …
SIMILAR_HERE = 50.0
#: … and in different places of the text from this on.
SIMILAR_AFAR = 75.0
#: Blocks longer than this many characters are compared by their shingles: the exact ratio is quadratic.
LONG_CHARS = 2_000
#: All blocks of a gap are compared with each other up to this many pairs; beyond it those that share rare shingles.
ALL_PAIRS = 400
#: A shingle is a run of this many characters …
_SHINGLE = 4
#: … and rare when at most this many blocks hold it.
_RARE = 4
#: Candidates looked at for each block.
_CANDIDATES = 3
#: Words are compared in at most so many characters of changed blocks; beyond that a changed block is shown whole.
WORDS_CHARS = 400_000


def diff_blocks(before: Sequence[Block], after: Sequence[Block]) -> tuple[Edit, ...]:
    """What became of the blocks, in reading order of the text after (what went stands where it stood).

    Blocks that are equal but for white space, width, quotes or encoding (`monitor.text.normal.comparable`) are the same
    block. Applied, they turn the texts before into the texts after. Bounded: texts that have nothing in common cost
    little more than texts that are equal.
    """
    old, new = [block.text for block in before], [block.text for block in after]
    head, tail = equal_items(old, new)
    if len(old) - tail == len(new) - tail == head + 1 and is_same_text(old[head], new[head]):
        return ()
    _to_keys(old, new, head, tail)
    gone, come = _unequal(old, new)
    if not gone and not come:
        return ()
    pairs = _moved(old, new, gone, come)
    pairs |= _similar(old, new, gone, come, pairs)
    equal_before, _ = _gaps(old, new, gone, come)
    came = set(come)
    equal_at = [at for at in range(len(new)) if at not in came]

    def place(edit: Edit) -> tuple[float, int]:
        """What is gone stands behind the last block before it that is still there."""
        if edit.after_at is not None:
            return float(edit.after_at), 0
        before_at = edit.before_at or 0
        kept = equal_before[before_at]
        return (equal_at[kept - 1] if kept else -1) + 0.5, before_at

    return tuple(sorted(_edits(before, after, old, new, gone, pairs=pairs, come=come), key=place))


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts are equal but for what a reader cannot see. Looks only at what stands between equal ends."""
    head, tail = common_ends(one, other)
    return comparable(one[head : len(one) - tail]) == comparable(other[head : len(other) - tail])


def _to_keys(old: list[str], new: list[str], head: int, tail: int) -> None:
    """Replace the texts between the equal ends by their comparable keys, in place.

    A single long pair keeps its texts: it is known to differ, and a key costs more than the rest of the difference.
    """
    if len(old) - tail == len(new) - tail == head + 1 and len(old[head]) > LONG_CHARS:
        return
    for texts in (old, new):
        for at in range(head, len(texts) - tail):
            texts[at] = comparable(texts[at])


def _unequal(old: list[str], new: list[str]) -> tuple[list[int], list[int]]:
    """Indices of the blocks before and after that the best alignment leaves without an equal."""
    head, tail = equal_items(old, new)
    gone: list[int] = []
    come: list[int] = []
    at_old = at_new = head
    middles = old[head : len(old) - tail], new[head : len(new) - tail]
    for op, count in diff_items(*middles, cleanup="No"):
        if op == "-":
            gone += range(at_old, at_old + count)
        elif op == "+":
            come += range(at_new, at_new + count)
        at_old += count if op != "+" else 0
        at_new += count if op != "-" else 0
    return gone, come


def _moved(old: list[str], new: list[str], gone: list[int], come: list[int]) -> dict[int, int]:
    """Blocks that stand elsewhere unchanged: index before to index after, in order for repeated blocks."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in reversed(come):
        places[new[at]].append(at)
    return {at: places[old[at]].pop() for at in gone if places.get(old[at])}


def _similar(old: list[str], new: list[str], gone: list[int], come: list[int], taken: dict[int, int]) -> dict[int, int]:
    """Blocks that were rewritten: the most similar pairs first, each block once; scripts count as one."""
    used = set(taken.values())
    left = [at for at in gone if at not in taken and old[at]]
    right = [at for at in come if at not in used and new[at]]
    old, new = _one_script(old, left), _one_script(new, right)
    gaps = _gaps(old, new, gone, come)
    scored: list[tuple[float, int, int, int]] = []
    for one, other in _candidates(old, new, left, right, gaps):
        here = gaps[0][one] == gaps[1][other]
        floor = SIMILAR_HERE if here else SIMILAR_AFAR
        score = _similarity(old[one], new[other], floor)
        if score >= floor:
            scored.append((-score - (5.0 if here else 0.0), abs(one - other), one, other))
    pairs: dict[int, int] = {}
    claimed: set[int] = set()
    for _, _, one, other in sorted(scored):
        if one not in pairs and other not in claimed:
            pairs[one] = other
            claimed.add(other)
    return pairs


def _one_script(texts: list[str], wanted: list[int]) -> list[str]:
    """The texts, those wanted in simplified characters; very long ones as they are, to fold them costs too much."""
    folded = list(texts)
    for at in wanted:
        if len(texts[at]) <= LONG_CHARS:
            folded[at] = fold_script(texts[at])
    return folded


def _gaps(old: list[str], new: list[str], gone: list[int], come: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """For each unequal block the number of equal blocks before it: equal numbers stand in the same gap."""
    missing, added = set(gone), set(come)
    sides: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for side, count, skipped in ((sides[0], len(old), missing), (sides[1], len(new), added)):
        equal = 0
        for at in range(count):
            if at in skipped:
                side[at] = equal
            else:
                equal += 1
    return sides


def _candidates(
    old: list[str],
    new: list[str],
    left: list[int],
    right: list[int],
    gaps: tuple[dict[int, int], dict[int, int]],
) -> set[tuple[int, int]]:
    """Pairs worth a closer look: all in a small gap, else those that share rare shingles; linear in the texts."""
    pairs: set[tuple[int, int]] = set()
    here: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at in left:
        here[gaps[0][at]][0].append(at)
    for at in right:
        here[gaps[1][at]][1].append(at)
    for ones, others in here.values():
        if len(ones) * len(others) <= ALL_PAIRS:
            pairs.update((one, other) for one in ones for other in others)
        else:
            pairs.update(zip(ones, others, strict=False))
    if len(pairs) == len(left) * len(right):
        return pairs
    holders: dict[str, list[int]] = defaultdict(list)
    for at in right:
        for shingle in _shingles(new[at]):
            holders[shingle].append(at)
    for one in left:
        votes = Counter(
            other
            for shingle in _shingles(old[one])
            if len(holders.get(shingle, ())) <= _RARE
            for other in holders.get(shingle, ())
        )
        pairs.update((one, other) for other, _ in votes.most_common(_CANDIDATES))
    return pairs


def _shingles(text: str) -> set[str]:
    return {text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1))}


def _similarity(one: str, other: str, floor: float) -> float:
    """0 to 100; exact for ordinary blocks, by equal ends or shared shingles for very long ones."""
    if max(len(one), len(other)) <= LONG_CHARS:
        return float(fuzz.ratio(one, other, score_cutoff=floor))
    total = len(one) + len(other)
    at_ends = 200.0 * sum(equal_ends(one, other)) / total
    if at_ends >= floor:
        return at_ends
    left, right = _shingles(one), _shingles(other)
    return 200.0 * len(left & right) / (len(left) + len(right))


def _edits(
    before: Sequence[Block],
    after: Sequence[Block],
    old: list[str],
    new: list[str],
    gone: list[int],
    *,
    come: list[int],
    pairs: dict[int, int],
) -> list[Edit]:
    """One Edit for each unequal block or pair of blocks."""
    sections_old, sections_new = _sections(before), _sections(after)
    edits: list[Edit] = []
    budget = WORDS_CHARS
    for at in gone:
        if at not in pairs:
            edits.append(Edit(kind=EditKind.REMOVED, before=before[at].text, before_at=at, section=sections_old[at]))
            continue
        other = pairs[at]
        edit = Edit(
            kind=EditKind.MOVED,
            before=before[at].text,
            after=after[other].text,
            before_at=at,
            after_at=other,
            section=sections_new[other],
        )
        if old[at] != new[other]:
            budget -= len(edit.before) + len(edit.after) - 2 * sum(equal_ends(edit.before, edit.after))
            words = diff_words(edit.before, edit.after) if budget >= 0 else (("-", edit.before), ("+", edit.after))
            edit = replace(edit, kind=EditKind.REPLACED, words=words)
        edits.append(edit)
    paired = set(pairs.values())
    edits += [
        Edit(kind=EditKind.ADDED, after=after[at].text, after_at=at, section=sections_new[at])
        for at in come
        if at not in paired
    ]
    return edits


def _sections(blocks: Sequence[Block]) -> list[str]:
    """For each block the heading it stands under; a heading stands under the one before it of a higher level."""
    found: list[str] = []
    path: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            while path and path[-1].level >= block.level:
                path.pop()
            found.append(path[-1].text if path else "")
            path.append(block)
        else:
            found.append(path[-1].text if path else "")
    return found
