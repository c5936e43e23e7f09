"""Who looks ahead in English: a market that will grow is nobody's goal, an association's wish is no policy.

the market is expected to reach $4bn          nobody's goal
the policy wants its market share at 40%      a goal
"""

from __future__ import annotations

from monitor.targets.english.clauses import Clause
from monitor.text import late as re

#: A market that is expected to grow is nobody's goal; policy is that of the words behind.
_MARKET = re.compile(r"\bmarket\b(?! access)(?!, and)")
_OUTLOOK = re.compile(r"\b(?:expected|projected|will|set to|likely|forecast|anticipated|poised|growing)\b|CAGR")
_POLICY = re.compile(
    r"\b(?:[Pp]olicy|[Gg]overnment|[Mm]inist\w+|[Pp]lans?|[Ss]trategy|[Tt]arget\w*|[Aa]ims?|[Gg]oals?|"
    r"[Pp]rogram\w*|[Ss]cheme|"
    r"[Cc]ommission|[Aa]uthorit\w+|[Cc]abinet|[Pp]arliament|[Bb]udget)\b|"
    r"\b(?:domestic|home-?made|local)\b[^,.;]{0,60}\bmarket share\b|"
    r"\bmarket share of (?:the )?(?:domestic|home-?made|local)"
)
_RATE = re.compile(r"\s(?:CAGR|compound annual)")
#: In the words of an association, a goal that is the state's.
_PUBLIC = re.compile(
    r"\b(?:[Gg]overnment|[Mm]inist\w+|[Cc]abinet|[Pp]arliament|[Ss]tate|[Nn]ational|[Cc]ountry[’']s|[Bb]udget|"
    r"[Ll]aw)\b|\b[A-Z]\w+[’']s (?:\w+ ){0,2}(?:target|goal|plan|aim)"
)


def is_outlook(clause: Clause) -> bool:
    """Whether it is a market that will grow, and no policy that wants it to."""
    line, start = clause.line, clause.quantity.start
    if _RATE.match(line, clause.quantity.end):
        return True
    return (
        _MARKET.search(line, clause.begin, start) is not None
        and _OUTLOOK.search(line, clause.begin, clause.stop) is not None
        and _POLICY.search(line, clause.begin, start) is None
    )


def is_foreseen(clause: Clause) -> bool:
    """Whether a market is expected to have the figure, though a past year stands before."""
    near = clause.near()[0]
    return is_outlook(clause) and _OUTLOOK.search(clause.line, near, clause.quantity.start) is not None


def is_public(text: str, low: int, high: int) -> bool:
    """Whether a sentence speaks of the state."""
    return _PUBLIC.search(text, low, high) is not None
