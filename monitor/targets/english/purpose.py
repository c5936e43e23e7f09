"""What stands behind an English figure: the noun it counts, what it is a share of, what the money is for.

40 | smart factories                                   counted
95% | of | patients who need a test                    share
Sh4.6 billion | has been set aside | for | dialysis    purpose
"""

from __future__ import annotations

from functools import lru_cache

from monitor.targets.english import words
from monitor.targets.english.times import LEADING
from monitor.targets.marks import Quantity
from monitor.text import late as re

_STOP = (
    r"to|by|in|on|at|for|from|with|within|will|would|should|shall|must|can|could|may|might|is|are|was|were|be|been|"
    r"being|have|has|had|that|which|who|as|than|per|across|over|under|"
    r"before|after|since|until|when|while|entered|built|every|each|a|an|the|this|these|those|it|they|we|he|she|"
    r"through|into|by|did|do|does|if|because|but|so|during|between|among|against|"
    r"towards?|without|including|included|such|whose|where|there|today|now|already|more|or|not|also|both|out|off|up|"
    r"down|about|around|aged|only|year|annually|achieved|made|came|opened|"
    r"granted|issued|provided|received|participated|completed"
)
_WORD = rf"(?!(?:{_STOP})\b)[\"“]?[A-Za-z][\w'’/&-]*[\"”]?"
_NOUN = re.compile(
    rf"\s[\"“]?(?:(?:more|further|extra|such) )?(?:of (?:its|the|their|our|these|those|all|such) (?:more |most )?)?"
    rf"(?P<noun>(?!(?:and|or)\b)(?:\((?!\d)[^)\n]{{1,24}}\)|{_WORD})(?:\s(?:\((?!\d)[^)\n]{{1,24}}\)|"
    rf"{_WORD})){{0,8}})"
)
_PLURAL = re.compile(
    r"(?:s|people|staff|personnel|population|men|women|children|criteria|equipment|software|units?|sets?|items?|"
    r"project|media|feet|data|patent|R&D|workforce|talent|square met\w+|jobs?)(?:\))?$",
    re.IGNORECASE,
)
#: A phrase up to a verb, a place, a time or the end of its clause.
_REST = (
    r"(?P<np>[^,;.:()|\"“”\d]{2,90}?)(?=\s?[,;.:()|\"“”\d]|\s(?:by|will|would|should|shall|can|could|may|might|"
    r"must|is|are|was|were|has|have|had|in|to|within|at|from|over|until|through|before|came|belongs|and is|did|do|"
    r"does|under|across|during|this|next|last|each|every|so|but|while|when|where|as|after|since|annually|today|now)\b|\s?$|"
    r"\s(?:and|plus|or)\s(?:Rs\b|[A-Z]{0,3}[$€£₹]|[A-Z]{3}\s\d))"
)
_OF = re.compile(
    r"\s?(?:\([^)]{1,30}\)\s)?(?:of|for|on|in)\s(?!\d|FY|fiscal|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|"
    r"them\b|those\b|these\b|it\b|that\b)(?P<np>(?:[^,;.:()]|,(?=\d{3})){3,90}?)(?=[,;.:()]|\s(?:by|will|would|should|shall|"
    r"must|is|are|was|were|has|have|had|can|in|to|within|at|from|over|until|through|before|came|belongs|and is|did|do|"
    r"does)\b|$)"
)
_QUALIFIER = re.compile(
    r"\s(?:of|for|with|without|above|below|per|whose|dedicated to|from different|serving|waiting)\s"
    r"(?!(?:which|whom|them|it|this|that|these|those|use)\b)(?=[A-Za-z])" + _REST
)
#: Between money and what it is for.
_PASSED = re.compile(
    r"\s(?:raised|generated|collected|drawn|borrowed)\s[^,.;:]{3,60}?(?=\s(?:has|have|is|are|was|were|will|would)\b)|"
    r"\s?\([^()]{1,40}\)|\s(?:a|per) year\b|\s(?:more|extra|worth)\b|\s(?:public |private |state |federal |new )?"
    r"(?:and (?:public|private) )?(?:in )?(?:new |additional |public |capital |state |federal )?"
    r"(?:money|funding|funds|cash|investments?|spending|grants?|loans?)\b|\sof (?:it|this|that|them|which|the total)\b|"
    r",?\s(?:(?:that|which)\s)?(?:(?:will|would|should|shall|must|can|may|is|are|was|were|has|have|had|been|"
    r"to|be|also|now|being|then|still|only)\s){0,5}(?:set aside|put (?:up|aside)|made available|available|going|"
    r"belongs?|go(?:es|ne)?|went|comes?|came|flows?|[\w-]+ed|spent|given|paid|put|drawn)\b|,(?=\s(?:to|for|of|available)\b)|"
    r"\sas an?(?: \w+){1,2}(?=\s(?:of|for|to)\b)|"
    r"\s(?:that|which)\s[^,.;:]{3,70}?(?:set aside|\w+ed|spent|put)(?=\s(?:for|to|on|in|into|towards?)\s)|"
    r":\s(?:that|this) is(?=\s)|\s(?:is|are|was|were|(?:will|would|is to|are to) be)(?=\sfor\s)",
    re.IGNORECASE,
)
_FOR = re.compile(
    r",?\s(?:worth of|for|on|to|into|in|towards?|from|behind|of)\s(?:(?:help|better|the tune of)\s)?"
    r"(?!(?:which|whom|them|it|this|that|these|those|support of|order|total|addition|place)\b)"
    r"(?:(?:(?:the|its|their|our|all)\s){0,2}\d[\d,]*\s(?=[a-z]))?(?=[\"“A-Za-z])"
)
_NAMED = re.compile(_REST)
_VERB = re.compile(
    r"(?:(?:further|also|fully)\s)?(?P<verb>[a-z]+)\s(?:(?:and|or)\s(?P<other>[a-z]+)\s|out\s|up\s)?(?=[a-zA-Z\d])(?:\d[\d,]*\s)?"
)
_NO_SPACE = re.compile(r"\S+")
_SMALL = re.compile(r"[a-z]+")
#: Money by another name: what it is for says more.
MONEY = re.compile(
    r"(?:budget|fund|funding|funds|outlay|investments?|sum|amount|allocation|package|grants?|loans?|envelope|capital|"
    r"appropriation|expenditure|spending|financing|finance|money|boost|cash|support|subsid(?:y|ies)|contribution|pot|pool|share|slice|portion|"
    r"deal|contracts?|injection|cost|costs|total|line|facility|commitment|reserve|price|bill|provision)$",
    re.IGNORECASE,
)
#: Growth of something: a 20% relative increase in coverage.
_CHANGE = re.compile(
    r"(?:\w+ly |a year |per year |annual |relative |average |further )*(?:increase|growth|rise|reduction|cut|"
    r"fall|decline|improvement|decrease|drop|share|gain|jump)\s(?:in|of|for)\s(?:the\s)?" + _REST
)
#: Money that does something: it will replace scanners.
_DOES = re.compile(
    r"\s(?:(?:will|would|should|shall|is to|are to|can|may)\s)(?:also |help |be used to |go to )?(?:to )?"
    r"(?P<verb>[a-z]+)\s(?=[A-Za-z])"
    r"(?!(?:in|into|on|to|for|from|towards?|by|up|over|at|through|within|up)\b)"
)
_OF_ALL = re.compile(
    r"\sof (?:the |its |their |our |these )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|all)(?=\s)"
)
_GETS = re.compile(
    rf"\s(?:(?:will|would|should|shall|must|can|are|is|were|have|had|to|also|be|been|now|each|already)\s){{0,4}}"
    rf"(?:(?:{words.GETTING})(?:s|d|ed|ing|ning)?|had|got|given|(?:equipped|fitted|provided|supplied|furnished) with)\s"
    rf"(?:(?:a|an|the|their|its|own|new)\s)*(?=[A-Za-z]){_REST}"
)


def counted_noun(line: str, quantity: Quantity) -> tuple[int, int] | None:
    """The counted noun behind a figure without unit, as a span; None when there is none in the plural."""
    return _noun_at(line, _last_blank(line, quantity.end))


def _last_blank(line: str, at: int) -> int:
    """The last of several blanks that stand there."""
    while line[at : at + 1].isspace() and line[at + 1 : at + 2].isspace():
        at += 1
    return at


@lru_cache(maxsize=128)
def _noun_at(line: str, at: int) -> tuple[int, int] | None:
    """The same by where the figure ends: several rules ask for it."""
    match = _NOUN.match(line, at)
    if match is None:
        return None
    start, end = match.span("noun")
    for word in reversed(list(_NO_SPACE.finditer(line, start, end))):
        bare = word[0].rstrip('.,"”')
        if _PLURAL.search(bare):
            return start, word.start() + len(bare)
    return None


def qualified(line: str, noun: tuple[int, int], stop: int) -> tuple[int, int]:
    """A counted noun with what narrows it: suppliers from different countries, labs with accreditation."""
    match = _QUALIFIER.match(line, noun[1], stop)
    if match is None or LEADING.match(line, match.start("np")):
        return noun
    return noun[0], match.end("np")


def whole(line: str, at: int, stop: int) -> tuple[int, int] | None:
    """What a share is of, or what stands behind `of`, `for`, `on`, `in`."""
    match = _OF.match(line, _last_blank(line, at), stop)
    return match.span("np") if match is not None else None


def got(line: str, at: int, stop: int) -> tuple[int, int] | None:
    """What bodies get that are counted: 13 colleges will get cath labs."""
    match = _GETS.match(line, at, stop)
    return match.span("np") if match is not None else None


def of_them(line: str, at: int, stop: int) -> tuple[int, int] | None:
    """The noun behind a second figure: 21 of the 45 plants."""
    match = _OF_ALL.match(line, at, stop)
    noun = _NOUN.match(line, match.end(), stop) if match is not None else None
    return noun.span("noun") if noun is not None else None


def named(line: str, at: int, stop: int) -> tuple[int, int] | None:
    """The noun that a sum or a share stands in front of: a £20 million fund, 40% women."""
    at = _last_blank(line, at)
    change = _CHANGE.match(line, at + 1, stop) or _CHANGE.match(line, at + 3, stop)
    if change is not None:
        return change.span("np")
    match = _NOUN.match(line, at, stop)
    if match is None or LEADING.match(line, match.start("noun")) or line[match.start("noun")] == "(":
        return None
    end = match.start("noun")
    for word in _NO_SPACE.finditer(line, *match.span("noun")):
        lower = word[0].lower().strip('"“”')
        if lower == "worth":
            break
        if lower in words.FINITE - words.NOUNY and (end == match.start("noun") or not lower.endswith(("ing", "ed"))):
            break
        if lower in words.CONJUNCTIONS | words.ADVERBS | words.PREPOSITIONS and lower != "and":
            break
        end = word.end()
    return (match.start("noun"), end) if end > match.start("noun") else None


def purpose(line: str, at: int, stop: int) -> tuple[int, int] | None:
    """What a sum is for, what it comes from or who gets it, over verbs and dates between."""
    at = _last_blank(line, at)
    for _ in range(8):
        time = LEADING.match(line, at + 1, stop) if line[at : at + 1] in " ," else None
        if time is not None and time.end() > at + 1:
            at = time.end()
            continue
        match = _FOR.match(line, at, stop)
        if match is not None:
            start = _past_verb(line, match.end(), stop) if match[0].strip(" ,") == "to" else match.end()
            if start is None:
                return None
            again = LEADING.match(line, start, stop)
            if again is not None and again.end() > start:
                at = again.end()
                continue
            rest = _NAMED.match(line, start, stop)
            if rest is None or all(word in words.ADVERBS for word in rest["np"].lower().split()):
                return None
            return rest.span("np")
        does = _DOES.match(line, at, stop)
        if does is not None and does["verb"] in words.ACTING | words.MEASURING:
            rest = _NAMED.match(line, does.end(), stop)
            return rest.span("np") if rest is not None else None
        passed = _PASSED.match(line, at, stop)
        if passed is None or passed.end() == at:
            return None
        at = passed.end()
    return None


def _past_verb(line: str, at: int, stop: int) -> int | None:
    """Behind the verb of `to replace and renew ageing equipment`."""
    match = _VERB.match(line, at, stop)
    if match is None or match["verb"] not in words.FINITE | words.COPULAS | {
        "help",
        "boost",
        "modernise",
        "modernize",
        "digitise",
    }:
        return at
    after = _SMALL.match(line, match.end())
    if match["verb"] in words.COPULAS or (after is not None and after[0] in words.PREPOSITIONS | words.ADVERBS):
        return None
    return match.end()
