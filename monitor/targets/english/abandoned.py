"""Whether an English figure is that of a goal given up.

had planned to open | 14 | imaging centres by 2028 but has dropped the goal
has scrapped its target of | 200 | scanners              the goal of | 80% | was cancelled
"""

from __future__ import annotations

from monitor.targets.english.clauses import Clause
from monitor.text import late as re

_GOAL = r"(?:goal|target|plan|aim|ambition|pledge|promise|commitment|proposal)s?"
_ENDED = r"(?:dropped|scrapped|abandoned|cancell?ed|shelved|ditched|axed|withdrawn|discarded|given up|revoked)"
_ENDING = r"(?:dropping|scrapping|abandoning|cancell?ing|shelving|ditching|axing|withdrawing|giving up|revoking)"
_SOON = r"(?:now|since|later|then|also|already|quietly|formally|officially|recently|finally|subsequently)"
#: Characters around a figure in which it is said, and what every way of saying so has.
_NEAR = 160
_CUE = re.compile(
    r"dropp|scrap|abandon|cancel|shelv|ditch|axed|axing|withdraw|discard|revok|no longer|g[ai]ven? up|giving up|"
    r"\bwill drop\b",
    re.IGNORECASE,
)
#: One of them stands in all of these.
_CUES = (
    "drop",
    "scrap",
    "abandon",
    "cancel",
    "shelv",
    "ditch",
    "ax",
    "withdraw",
    "discard",
    "revok",
    "no l",
    "g up",
    "n up",
    "ve up",
)
#: Behind the figure, what became of it: but has dropped the goal.
_THEN = re.compile(
    rf"[^.;]{{0,100}}?\b(?:but|before|then|later|since)\s(?:(?:it|they|has|have|had|was|{_SOON})\s){{0,4}}"
    rf"(?:{_ENDED}|gave up|{_ENDING})\s(?:on\s)?(?:the|that|this|those|its|their)\s(?:\w+\s)?{_GOAL}\b"
    r"(?!\s(?:of|to|for|on|that|about|with|in)\b)"
)
#: The same of a figure that is the goal of the sentence's subject: … has been abandoned, will no longer be pursued.
_PASSIVE = re.compile(
    r"(?:(?!\b(?:which|that|who|whose|where|after|because|since|while|and|but|if|unless)\b)[^.;]){0,90}?\s"
    rf"(?:(?:(?:has|have|had)\s(?:{_SOON}\s)?been|(?:was|were|is|are)(?:\sbeing)?)\s(?:{_SOON}\s)?{_ENDED}\b"
    r"|(?:will|would|is|are)\sno longer\s(?:(?:be\s)?(?:pursued|implemented|carried out|followed|sought)\b|apply\b|"
    r"stand\b|in force\b))"
)
_OF_GOAL = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?|[Tt]hat|[Tt]his|[Tt]hose|[Pp]revious|[Ee]arlier)\s(?:[\w’'-]+\s){{0,3}}?{_GOAL}\s"
    r"(?:of|to|for)\s[^.;,]{0,70}$|^(?:[Pp]lans?|[Tt]argets?|[Gg]oals?)\s(?:of|to|for)\s[^.;,]{0,70}$"
)
_NO_GOAL_NOW = re.compile(
    r"(?:(?!\b(?:which|that|who|where|while|and|but)\b)[^.;]){0,90}?\s(?:is|are)\s(?:now\s)?no longer\s"
    rf"(?:an?\s|the\s|its\s|their\s|part of (?:the|its)\s)?(?:[\w-]+\s)?{_GOAL}\b"
)
#: Before the figure: scrapped its target of 200.
_BEFORE = re.compile(
    rf"\b(?:{_ENDED}|gave up|{_ENDING}|(?:will|would|decided to|agreed to|is to|are to)\s(?:drop|scrap|abandon|cancel|"
    rf"shelve|ditch|withdraw))\s(?:on\s)?(?:(?:the|its|their|an?|that|this|his|her|all|any)\s)?(?:[\w’'-]+\s){{0,3}}?{_GOAL}\s"
    r"(?:of|to|for)\s(?:(?!\b(?:and|but|instead|favou?r|will|while|replac\w+)\b)[^.;,\d]){0,60}$",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(
    r"\b(?:will|would) no longer (?:open|build|buy|purchase|install|hire|recruit|train|construct|set up|establish|"
    r"aim (?:for|to \w+)|seek to \w+|pursue|plan to \w+)\s(?:[a-z]+\s){0,2}$"
)
#: Who did not, or only should.
_NOT = re.compile(
    r"(?:\b(?:not|never|nor|without|denie[sd]|den(?:y|ying)|refus\w+|rather than|instead of|if|unless|whether|against|"
    r"could|may|might)\b|n['’]t\b)[^.;,]{0,24}$"
)


def is_abandoned(clause: Clause) -> bool:
    """Whether whoever set a goal gave it up."""
    line, start, stop = clause.line, clause.quantity.start, clause.quantity.end
    low, high = max(clause.begin, start - _NEAR), min(clause.stop, stop + _NEAR)
    around = line[low:high].lower()
    if not any(cue in around for cue in _CUES) or _CUE.search(line, low, high) is None:
        return False
    before, behind = line[low:start].lstrip(), line[stop:high]
    if _THEN.match(behind) or _NO_GOAL_NOW.match(behind):
        return True
    if _OF_GOAL.search(before) and _PASSIVE.match(behind):
        return True
    if not clause.quantity.bounded and _NO_LONGER.search(before):
        return True
    given_up = _BEFORE.search(before)
    return given_up is not None and _NOT.search(before[: given_up.start()]) is None
