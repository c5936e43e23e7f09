"""Line breaks that a page of fixed width put into the midst of Chinese sentences.

到2027年，全市医疗器械产业规模力争突破三百亿元，培育龙头企
业5家以上，建成国家级创新平台3个。              one sentence, one line

A text is taken for wrapped when several of its lines run to one width without ending a sentence; a line that does is
then joined to the one behind it, unless that begins an item, a paragraph or a row of its own.
"""

from __future__ import annotations

from monitor.text import late as re

_WIDE = re.compile("[\u2e80-\u9fff\uff01-\uff60]")
_ENDS = ("。", ".", "!", "?", ":", ";")
_COMMA = re.compile("[,、。]")
#: What begins a line of its own: an indent, an item, a bullet, a heading in brackets.
_NEW = re.compile(
    r"\s|[(]?[一二三四五六七八九十]{1,3}[、)]|第[一二三四五六七八九十]{1,3}[章节条]|[(]\d{1,2}[)]|\d{1,2}[.、](?!\d)|[·•●◆■□○▲★☐※*【①-⑳]|[-—]{1,2}\s?[^\d—-]"
)
#: Widths of a page in columns, an ideograph being two; how much a line may fall short; how many lines tell a width.
_NARROWEST, _WIDEST, _SLACK, _ENOUGH = 40, 110, 7, 3


def wraps(text: str) -> list[tuple[int, int]]:
    """Spans of the line breaks of a folded Chinese text that stand in the midst of a sentence."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    if len(lines) < _ENOUGH or longest > _WIDEST or 2 * longest < _NARROWEST:
        return []
    widths = [0 if "|" in line else len(line) + len(_WIDE.findall(line)) for line in lines]
    width = max(widths)
    if not _NARROWEST <= width <= _WIDEST:
        return []
    full = [width - own <= _SLACK for own in widths]
    open_ended = [line for line, is_full in zip(lines, full, strict=True) if is_full and not line.endswith(_ENDS)]
    if len(open_ended) < _ENOUGH or 2 * sum(_COMMA.search(line) is not None for line in open_ended) < len(open_ended):
        return []
    found = []
    position = 0
    for index, line in enumerate(lines[:-1]):
        position += len(line) + 1
        behind = lines[index + 1]
        if full[index] and not line.endswith(_ENDS) and behind and "|" not in behind and not _NEW.match(behind):
            found.append((position - 1, position))
    return found
