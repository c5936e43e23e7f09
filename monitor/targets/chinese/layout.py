"""How a Chinese text is laid out: headings, numbered lines, lists, and what opens them."""

from __future__ import annotations

from monitor.targets.chinese import cues
from monitor.targets.marks import Quantity
from monitor.text import late as re

HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.]\s?(?=[^\d])|第[一二三四五六七八九十]{1,3}[章节条]|【)"
)
LIST_ITEM = re.compile(
    r"^\s*(?:[·•◆◇■□●○◎▪▲△▶►➤★☆※✦❖√\-—*]|\(?\d{1,2}[).、]|\([一二三四五六七八九十]{1,2}\)|[①-⑳]|[一二三四五六七八九十]是|0\d(?=[\u3400-\u9fff]))"
)
#: A sentence that says by when, and no more: 到2027年,产业体系更加完善。
_SAYS_WHEN = re.compile(r"(?:力争|争取)?(?:到|至)(?:20\d\d年|\"?十[四五六]五\"?期?末)[底末]?,[^\d。]{4,60}。?")
_RANKS = (
    re.compile(r"\s*第[一二三四五六七八九十]{1,3}[章节]"),
    re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]{1,3}条|【)"),
    re.compile(r"\s*\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\s*(?:\d{1,2}[、.]\s?(?=[^\d])|[一二三四五六七八九十]是)"),
    re.compile(r"\s*(?:\(\d{1,2}\)|\d{1,2}\)|[①-⑳])"),
)


def rank_of(line: str) -> int:
    """How high a numbered line stands: 0 for chapters, 9 for none. A list that a line opens ends at its own rank."""
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.match(line)), 9)


def is_heading(line: str, quantities: list[Quantity]) -> bool:
    """Whether a line without figures heads what follows."""
    bare = line.strip()
    return (
        len(bare) < 40
        and not quantities
        and (
            bool(HEADING.match(bare))
            or bare.endswith(("目标", "指标", ":"))
            or (len(bare) < 20 and not bare.endswith(("。", ".", ";", ",")))
        )
    )


def opens_list(line: str) -> bool:
    """Whether what a line says governs the lines behind it."""
    return (
        line.rstrip().endswith((":", "—"))
        or bool(cues.GOAL_HEAD.search(line[-30:]))
        or _SAYS_WHEN.fullmatch(line.strip()) is not None
    )
