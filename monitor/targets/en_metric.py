"""What an English figure measures, and the shortest clause that says so.

at least 40 smart factories            the noun behind a count
95% of patients who need a test        what a share is of
output value exceeded 700 billion      the subject before the verb
£2.3 billion for diagnostics           what money is for, when nothing stands before it
"""

from __future__ import annotations

from functools import lru_cache

from monitor.targets.marks import Quantity, Reading
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
_OF = re.compile(
    r"\s?(?:\([^)]{1,30}\)\s)?(?:of|for|on|in)\s(?!\d|FY|fiscal|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|"
    r"them\b|those\b|these\b|it\b|that\b)(?P<np>[^,;.:()]{3,90}?)(?=[,;.:()]|\s(?:by|will|would|should|shall|"
    r"must|is|are|was|were|has|have|had|in|to|within|at|from|over|until|through|before|came|belongs|and is|did|do|"
    r"does)\b|$)"
)
#: Words between a subject and its figure, and words a clause begins with before its subject.
_TAIL = frozenset(
    [
        "will",
        "would",
        "should",
        "shall",
        "must",
        "can",
        "could",
        "may",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "to",
        "has",
        "have",
        "had",
        "reach",
        "reaches",
        "reached",
        "reaching",
        "exceed",
        "exceeds",
        "exceeded",
        "exceeding",
        "total",
        "totals",
        "totalled",
        "totaled",
        "totaling",
        "become",
        "becomes",
        "became",
        "stood",
        "stands",
        "stand",
        "at",
        "amount",
        "amounts",
        "amounted",
        "account",
        "accounts",
        "accounted",
        "for",
        "rise",
        "rises",
        "risen",
        "rising",
        "rose",
        "grow",
        "grows",
        "grew",
        "grown",
        "growing",
        "increase",
        "increases",
        "increased",
        "increasing",
        "reduce",
        "reduces",
        "reduced",
        "reducing",
        "fall",
        "falls",
        "fallen",
        "falling",
        "fell",
        "come",
        "comes",
        "came",
        "down",
        "up",
        "from",
        "of",
        "by",
        "achieve",
        "achieves",
        "achieved",
        "achieving",
        "hit",
        "remain",
        "remains",
        "remained",
        "about",
        "around",
        "nearly",
        "over",
        "more",
        "than",
        "least",
        "the",
        "a",
        "an",
        "expected",
        "set",
        "put",
        "not",
        "also",
        "then",
        "now",
        "still",
        "already",
        "it",
        "there",
        "with",
        "in",
        "raised",
        "raise",
        "bring",
        "brought",
        "cut",
        "lift",
        "lifted",
        "average",
        "averages",
        "averaged",
        "averaging",
        "number",
        "numbers",
        "numbered",
        "approximately",
        "some",
        "only",
        "double",
        "doubles",
        "doubled",
        "and",
        "or",
        "as",
        "valued",
        "worth",
        "estimated",
        "kept",
        "maintain",
        "maintains",
        "maintained",
        "shortened",
        "meet",
        "meets",
        "met",
        "spend",
        "cover",
        "covers",
        "covered",
        "made",
        "make",
        "break",
        "breaks",
        "through",
        "strive",
        "strives",
        "striven",
        "between",
        "within",
        "under",
        "below",
        "above",
        "nearly",
        "almost",
    ]
)
_HEAD = frozenset(
    [
        "and",
        "but",
        "while",
        "also",
        "that",
        "which",
        "who",
        "with",
        "the",
        "a",
        "an",
        "by",
        "in",
        "of",
        "for",
        "at",
        "on",
        "to",
        "from",
        "it",
        "its",
        "their",
        "our",
        "then",
        "so",
        "including",
        "where",
        "when",
        "if",
        "will",
        "would",
        "meanwhile",
        "besides",
        "moreover",
        "this",
        "these",
        "those",
        "such",
        "strive",
    ]
)
#: Around words: brackets of enumerations, bullets, comparison signs. A token of nothing else is no word.
_MARKS = "'.-–—•·*>≥<≤~[]"
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_YEAR = re.compile(r"(?:fy|end-|mid-)?(?:19|20)?\d\d(?:-\d\d)?")
_TOKEN = re.compile(r"[^\s,:(\"]+")
_BOUNDARY = re.compile(r"[;:]|,(?!\d)|\s-\s|\s—\s?|—|\b(?:and|while|but|with|against|whereas)\b\s|\(|\)|\|")
_LETTER = re.compile(r"[A-Za-z]")
#: Nothing that says that a clause ended before an "and": a verb, a figure.
_FINISHED = re.compile(
    r"\d|\b(?:will|would|should|shall|must|can|could|may|might|is|are|was|were|be|been|has|have|had|to|reach\w*|"
    r"exceed\w*|"
    r"total\w*|[a-z]+ed|built|rose|fell|grew|set up)\b",
    re.IGNORECASE,
)
#: Equipment of which it is the first: here the verb is a noun.
_FIRST_SET = re.compile(r"first sets?", re.IGNORECASE)
_NO_SPACE = re.compile(r"\S+")
_UP_TO_MARK = re.compile(r"[^.;,]{0,80}")
#: A counter that translators put in brackets: the first (set) of key equipment.
_INSERTED = re.compile(r"\((?:sets?|units?|s|pieces?)\)", re.IGNORECASE)


def counted_noun(line: str, quantity: Quantity) -> tuple[int, int] | None:
    """The counted noun behind a figure without unit, as a span; None when there is none in the plural."""
    return _noun_at(line, quantity.end)


@lru_cache(maxsize=128)
def _noun_at(line: str, at: int) -> tuple[int, int] | None:
    """The same by where the figure ends: several rules ask for it."""
    match = _NOUN.match(line, at)
    if match is None:
        return None
    start, end = match.span("noun")
    words = list(_NO_SPACE.finditer(line[start:end]))
    for word in reversed(words):
        bare = word[0].rstrip('.,"”')
        if _PLURAL.search(bare):
            return start, start + word.start() + len(bare)
    return None


def metric_and_quote(
    line: str, sentence: tuple[int, int], reading: Reading, floor: int, previous: tuple[int, int] | None
) -> None:
    """Sets `metric`, `quote` and the counted noun of a reading; offsets are in the line.

    `floor` is where the figure before ended; `previous` is its metric.
    """
    quantity = reading.quantity
    begin = _clause_start(line, sentence[0], quantity.start, floor)
    subject = _subject(line, begin, quantity.start)
    noun = counted_noun(line, quantity) if quantity.unit == "count" else None
    if noun is not None:
        quantity.counted = line[slice(*noun)]
        empty = (
            quantity.counted.lower() in ("items", "pieces", "sets", "units", "pcs", "companies") and subject is not None
        )
        reading.metric = subject if empty and subject is not None else noun
        tail = _OF.match(line, noun[1], sentence[1])
        reading.quote = (begin, noun[1])
        if tail is not None and line[noun[1] : noun[1] + 4].startswith((" of ", " for", " in ", " per")):
            reading.quote = (begin, tail.end("np"))
        return
    of = _OF.match(line, quantity.end, sentence[1])
    if of is not None and ((quantity.unit == "percent" and line.startswith(" of", quantity.end)) or subject is None):
        reading.metric = of.span("np")
        reading.quote = (begin, of.end("np"))
        return
    if subject is not None:
        reading.metric = subject
        reading.quote = (begin, quantity.end)
        return
    colon = begin
    while colon > sentence[0] and line[colon - 1] in " :,;(":
        colon -= 1
    earlier = _clause_start(line, sentence[0], colon, floor)
    subject = _subject(line, earlier, colon)
    reading.quote = (begin, quantity.end)
    if subject is not None and earlier < begin:
        reading.metric, reading.quote = subject, (earlier, quantity.end)
    elif previous is not None:
        reading.metric = previous
    else:
        after = _UP_TO_MARK.match(line, quantity.end, sentence[1])
        reading.metric = after.span() if after and after.end() > quantity.end + 3 else (quantity.start, quantity.end)


def _clause_start(line: str, low: int, end: int, floor: int) -> int:
    start = max(low, end - 160)
    for match in _BOUNDARY.finditer(line, start, max(start, end)):
        if match[0].startswith("and") and (floor <= low or _is_coordinated(line, max(start, floor), match.start())):
            continue
        if match[0] in "()" and _INSERTED.match(line, line.rfind("(", start, match.end())):
            continue
        if match.end() <= end and (match.end() < end - 2 or match[0][0] in ",;:"):
            start = match.end()
    start = max(start, min(floor, end)) if floor > low else start
    while start < end and line[start] in " ,.;:\"')":
        start += 1
    return start


def _is_coordinated(line: str, start: int, end: int) -> bool:
    """Whether an "and" joins two nouns of one subject: `key equipment and core components exceeded 300`."""
    before = line[start:end]
    return before.strip(" ,.;:") != "" and _FINISHED.search(before) is None


def _subject(line: str, start: int, end: int) -> tuple[int, int] | None:
    """The words of a clause without those that only lead to or from the figure."""
    words = [match.span() for match in _TOKEN.finditer(line, start, end)]
    low, high = 0, len(words)
    while low < high and _is_idle(line[slice(*words[low])], _HEAD):
        low += 1
    while high > low and _is_idle(line[slice(*words[high - 1])], _TAIL):
        if high - low > 1 and _FIRST_SET.fullmatch(line, words[high - 2][0], words[high - 1][1]):
            break
        high -= 1
    if low >= high:
        return None
    first, last = words[low][0], words[high - 1][1]
    return (first, last) if last - first >= 3 and _LETTER.search(line, first, last) else None


def _is_idle(token: str, words: frozenset[str]) -> bool:
    """Whether a word at the edge of a subject is none of it: one of the list, a month, a year."""
    word = token.lower().strip(_MARKS)
    return word in words or word in _MONTHS or _YEAR.fullmatch(word) is not None
