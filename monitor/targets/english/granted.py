"""English sums that are given: public money stays a goal in any tense.

The ministry announced a $30m programme; £40m has been ring-fenced; Funding: $5m        a goal, whatever the tense
bought for $3m; at a cost of $3m                                                       what was spent is none
"""

from __future__ import annotations

from monitor.targets.english.clauses import Clause
from monitor.targets.marks import DateMark
from monitor.text import late as re

#: A sum that is the size of a programme.
_FUND = re.compile(
    r"[\s-](?:\w+[\s-]){0,2}?(?:programme|program|fund|package|scheme|initiative|boost|grant|budget|commitment|"
    r"investment|"
    r"call|plan|strategy|funding|project|policy|loan|credit|facility|envelope|outlay|financing)\b"
)
#: Right before a sum: who announces or provides it has approved it.
_PLEDGED = re.compile(
    r"\b(?:signed|signs?|signing|endors(?:ed|es)) (?:an? )(?:[\w’'-]+\s){0,2}$|\b(?:announc(?:e|ed|es|ing)|"
    r"announcement of|unveil(?:ed|s|ing)|launch(?:ed|es|ing)|(?:is|are) providing)\s"
    r"(?:(?!record|sales|revenue|profit|loss|earnings|deficit|result|that\b|how\b|its\b|their\b|exports|imports|"
    r"costs?\b|cuts?\b|reach)"
    r"[\w’'-]+\s){0,5}$|\bprovides\s$",
    re.IGNORECASE,
)
_WAS_AGREED = re.compile(
    r"\b(?:was|were|has been|have been) (?:announced|unveiled|approved|agreed|earmarked|allocated)\b"
)
#: A sum that somebody has been given.
_WAS_GRANTED = re.compile(
    r"\s(?:has|have) (?:now |also |already )?been (?:sanctioned|approved|allocated|earmarked|set aside|secured|"
    r"allotted|granted|"
    r"committed|reserved|budgeted|confirmed|pledged|awarded|ring-fenced|appropriated)\b"
)
#: What a sum is for.
_GOES_TO = re.compile(
    r"\s(?:(?:goes|go|will go|is going|are going) (?:to|towards|into|on)|(?:is|are) (?:intended|destined|meant|"
    r"for|reserved|"
    r"assigned|budgeted|provided for|included|planned|earmarked))\b"
)
#: The sum of something planned, as a list has it.
_AS_LISTED = re.compile(
    r"\b(?:[Cc]ost|[Oo]utlay|[Bb]udget|[Ff]unding|[Aa]llocation|[Ii]nvestment|[Ee]nvelope|"
    r"[Ff]inancing):\s(?:about |up to |some )?$"
)
_COST = re.compile(r"\bat a (?:total )?cost of (?:about |some |over )?$")
#: What money was spent on is no grant, whatever it cost.
_BOUGHT = re.compile(r"\b(?:bought|procured|purchased|acquired|imported|spent)\b")


def of_money(clause: Clause, fact: DateMark | None) -> float:
    """What it weighs for a goal that a sum is given; `fact` is the date on which it was, if one is said."""
    quantity = clause.quantity
    if not quantity.unit.isupper():
        return 0.0
    near = clause.near()
    if _WAS_GRANTED.match(clause.line, quantity.end):
        return 6.5
    if _GOES_TO.match(clause.line, quantity.end) or _AS_LISTED.search(clause.lead):
        return 3.0
    if _COST.search(clause.lead) and clause.words.has("past", near[0], quantity.start):
        return 0.0
    bought = _BOUGHT.search(clause.line, near[0], quantity.start) is not None
    if not bought and clause.words.has("granted", max(near[0], quantity.start - 60), min(near[1], quantity.end + 80)):
        return 6.5 if fact is not None else 4.5
    if _PLEDGED.search(clause.line, max(clause.begin, quantity.start - 70), quantity.start):
        return 6.5 if fact is not None else 4.5
    if _FUND.match(clause.line, quantity.end):
        return 5.0 if _WAS_AGREED.search(clause.line, quantity.end, clause.high) else 3.0
    low, high = max(clause.begin, quantity.start - 70), min(clause.high, quantity.end + 50)
    return 2.5 if fact is None and clause.words.has("given", low, high) else 0.0
