"""English figures that say what was before: from 38% to 60%, 268 → 400, against 12 last year, a backlog of 300."""

from __future__ import annotations

from monitor.targets.english.clauses import Clause
from monitor.text import late as re

#: The old value of a change: from the current 70 percent, up from 42 in 2020.
_FROM = re.compile(
    r"\b(?:from (?:the |its |an? )?(?:present |current |existing |today's )?|(?:bring|take|grow|turn|raise|"
    r"lift) an? )$"
)
_TO_FROM = re.compile(
    r"\bto\s[^,.;]{1,40}?\sfrom\s(?:the |its |an? )?(?:current |present |existing |previous |earlier )?$"
)
_FROM_LEVEL = re.compile(
    r"\b[Ff]rom (?:its|the|an?|their) (?:[\w’'-]+ ){0,2}(?:level|figure|rate|value|total|average|base|baseline|low|"
    r"high|peak|share) of (?:about |around |some |just |only )?$"
)
#: What becomes of a figure: 38% -> 60%, 18 (2024) → 25 (2030).
_BECOMES = re.compile(r"\s?(?:[\w%/]+\s){0,3}(?:\([^)]{1,20}\)\s?)?(?:→|➔|➜|⇒|[-=]{1,2}>)")
#: What is wanting or waits is a fact, whatever is to become of it.
_WANTING = re.compile(
    r"\b(?:backlog|shortage|shortfall|deficit|gap|waiting list|queue|loss|losses|debt|arrear|damage)s?(?: "
    r"worth)? of (?:about |some |more than |over |"
    r"nearly )?$"
)
#: What a figure is held against.
_AGAINST = re.compile(r"(?:\bagainst|\bcompared (?:with|to)|\bversus|\b(?:up|down) from)\s(?:just |only |about )?$")


#: A word for what is, right before a figure: Baseline: 48%; on hand 41 million; having been 27 per cent.
_LABEL = re.compile(
    r"(?:\b[Bb]aseline|\b[Aa]ctual(?:ly)?|\b[Cc]urrent(?:ly)?|\b[Pp]resent(?:ly)?|\b[Ss]tatus|\b[Oo]n hand|"
    r"\b[Ii]n (?:service|use|stock)|\b[Oo]utturn|\b[Tt]o date|\b[Ss]o far|\bhaving been|"
    r"\b(?:closed|ended)(?: the (?:year|quarter|month))? (?:with|at))(?:\s\([^)]{1,20}\))?[:,]?\s$"
)


def is_labelled(clause: Clause) -> bool:
    """Whether the word before a figure says that it is what is."""
    return _LABEL.search(clause.line, max(clause.begin, clause.quantity.start - 40), clause.quantity.start) is not None


def becomes(clause: Clause) -> bool:
    """Whether an arrow leads from a figure to the next."""
    return _BECOMES.match(clause.line, clause.quantity.end, clause.high) is not None


def is_old_value(clause: Clause) -> bool:
    """Whether a figure is what something was before it changes, or what it is held against."""
    line, quantity = clause.line, clause.quantity
    if _TO_FROM.search(line[max(clause.begin, quantity.start - 60) : quantity.start]):
        return True
    if _FROM_LEVEL.search(line, max(clause.begin, quantity.start - 60), quantity.start):
        return True
    lead = line[max(0, quantity.start - 32) : quantity.start]
    if _WANTING.search(lead) or _AGAINST.search(lead) or becomes(clause):
        return True
    following = line[quantity.end : clause.high + 12]
    return _FROM.search(lead) is not None and re.search(r"\bto\b", following) is not None
