"""The same items in another order: names of a list, clauses of a sentence, numbered lines, rows of a table.

    text, text --tokens, common ends--> items as multisets --is_reordered--> the same, in another order
    edits      --lines without their ordinal--> which of them only moved or were numbered anew

Whatever changes besides the order or the ordinal makes two items differ: a figure or a word is never lost here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from monitor.changes.cues import NEGATION, OBLIGATION
from monitor.changes.words import has_figure, tokens
from monitor.text import late as re
from monitor.text.normal import comparable
from monitor.types import Block, BlockKind, Edit

#: A longer block is not taken apart.
_CHARS_MOST = 4_000
#: So many tokens of equal text before and behind a list may belong to its first and last item.
_BORDER_TOKENS = 12
#: Items that belong to others in the same order cannot change places: 甲、乙分别承担80%、20%.
_RESPECTIVE = re.compile(r"分别|分別|依次|各自|\brespectively\b|\bin that order\b", re.IGNORECASE)
#: What stands between the items of a list; a comma alone joins clauses too, see `_is_list`.
_BETWEEN = re.compile(r"\s*(?:、|以及|和|及|与|與|或|,\s*(?:and|or)\s|,\s|\s(?:and|or)\s)\s*")
_JOINED = re.compile(r"、|以及|和|及|与|與|或|(?<!,)\s(?:and|or)\s")
#: The end of a clause that says something of its own.
_CLAUSE_END = re.compile(r"[；;。！？]\s*|(?<=[a-z)])\.(?:\s+|$)")
#: Up to where an equal beginning leads in to what is listed.
_LEAD_IN = re.compile(r"[：；。！？]|[:;]\s|\.\s")
_NUMERALS = "〇零一二三四五六七八九十百"
_COUNT = f"[{_NUMERALS}]{{1,5}}"
#: What numbers a line and says nothing else: （一）, 1., 2), 三、, 五是, (a), 第四条 before a blank. 二、三类 and
#: 第五条废止 say something.
_ORDINAL = re.compile(
    rf"\s*(?:[(（](?:{_COUNT}|\d{{1,3}}|[a-z]|[ivx]{{1,5}})[)）]|{_COUNT}[、.．](?![\d{_NUMERALS}])|{_COUNT}是"
    rf"|其{_COUNT}[，,]|第(?:{_COUNT}|\d{{1,3}})(?:[条條章节節款項项](?=[\s：:])|[，,])|\d{{1,3}}[.．、)）](?!\d)"
    r"|(?:[a-z]|[ivx]{1,5})\)|(?:article|section|item)\s\d{1,3}[.:](?!\d))\s*",
    re.IGNORECASE,
)
#: The first cell of a table row when it may be the row's number.
_ROW_NUMBER = re.compile(r"\s*(\d{1,4})\s*\|\s*")
#: The header over such numbers, looked for so many rows back; another header counts or measures something.
_NUMBER_HEADER = re.compile(r"[\W_]*(?:\||(?:序|编号|編號|排名|no\b|nr\b|№|#|rank|item|s/n|id\b))", re.IGNORECASE)
_HEADER_ROWS = 200


def is_reordered(before: str, after: str) -> bool:
    """Whether two texts hold the same items of a list, or the same clauses, in another order. Pure; bounded."""
    if max(len(before), len(after)) > _CHARS_MOST:
        return False
    before, after = before.casefold(), after.casefold()
    if sorted(before) != sorted(after) or _RESPECTIVE.search(before):
        return False
    if _clauses(before, after):
        return True
    old, new = tokens(before), tokens(after)
    if Counter(old) != Counter(new):
        return False
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return any(
        _same_items("".join(old[start : len(old) - end]), "".join(new[start : len(new) - end]))
        for start in range(head, max(-1, head - _BORDER_TOKENS - 1), -1)
        for end in range(tail, max(-1, tail - _BORDER_TOKENS - 1), -1)
    )


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


def _clauses(before: str, after: str) -> bool:
    """Whether whole clauses changed places, with or without their ordinals."""
    head = _common(before, after)
    starts = [match.end() for match in _LEAD_IN.finditer(before) if match.end() <= head]
    sides = [
        Counter(_bare(text) for text in _CLAUSE_END.split(side[max(starts, default=0) :])) for side in (before, after)
    ]
    return sides[0] == sides[1]


def _bare(text: str) -> str:
    """A line without its ordinal, as a reader sees it."""
    match = _ORDINAL.match(text)
    return comparable(text[match.end() :] if match is not None else text)


def _same_items(before: str, after: str) -> bool:
    old, new = ([item.strip() for item in _BETWEEN.split(text)] for text in (before, after))
    if len(old) < 2 or Counter(old) != Counter(new) or not _is_list(before, len(old)):
        return False
    moved = [one for one, other in zip(old, new, strict=True) if one != other]
    return not any(NEGATION.search(item) or OBLIGATION.search(item) or _is_bare_figure(item) for item in moved)


def _is_list(text: str, count: int) -> bool:
    """Whether items are joined as a list is; two with a comma between them may be two clauses."""
    return count > 2 or _JOINED.search(text) is not None


def _is_bare_figure(item: str) -> bool:
    """Whether an item is nothing but a figure: it belongs to something said elsewhere."""
    found = tokens(item)
    return not item or (len(found) == 1 and has_figure(item))


def only_reordered(edits: Sequence[Edit], before: Sequence[Block], after: Sequence[Block]) -> list[bool]:
    """For each edit whether its lines stand on both sides but for their ordinal; each line answers for one."""
    keys = [(_line(edit.before, edit.before_at, before), _line(edit.after, edit.after_at, after)) for edit in edits]
    went, came = Counter(old for old, _ in keys if old), Counter(new for _, new in keys if new)
    found: list[bool] = []
    for old, new in keys:
        is_same = (not old or came[old] > 0) and (not new or went[new] > 0) and bool(old or new)
        if is_same:
            came[old] -= 1
            went[new] -= 1
        found.append(is_same)
    return found


def _line(text: str, at: int | None, blocks: Sequence[Block]) -> str:
    """A line without the ordinal or the row's number that it begins with; "" when it is too long to be looked at."""
    if len(text) > _CHARS_MOST:
        return ""
    match = _ROW_NUMBER.match(text)
    if match is not None and at is not None and _is_numbered(blocks, at):
        return comparable(text[match.end() :])
    return _bare(text)


def _is_numbered(blocks: Sequence[Block], at: int) -> bool:
    """Whether a table row begins with its number: a row beside it has the next one, under a header that says so."""
    number = _row_number(blocks, at)
    if number is None or (_row_number(blocks, at - 1) != number - 1 and _row_number(blocks, at + 1) != number + 1):
        return False
    for row in range(at - 1, max(-1, at - _HEADER_ROWS), -1):
        if blocks[row].kind is not BlockKind.TABLE_ROW:
            return True
        if _row_number(blocks, row) is None:
            return _NUMBER_HEADER.match(blocks[row].text) is not None
    return True


def _row_number(blocks: Sequence[Block], at: int) -> int | None:
    """The figure in the first cell of a table row, if it holds nothing else."""
    if not 0 <= at < len(blocks) or blocks[at].kind is not BlockKind.TABLE_ROW:
        return None
    match = _ROW_NUMBER.match(blocks[at].text)
    return int(match[1]) if match is not None else None
