"""English figures whose noun or unit is left out, because the words before have said it.

forty units were ordered, of which 12 came      what 12 counts was said before
from nine days to four                          four days
from 30 to 45 per cent                          30 per cent: here the unit comes behind
1,000 posts in 2026, another 400 in 2027        posts, too
"""

from __future__ import annotations

from itertools import pairwise

from monitor.targets.english.clauses import TIME_UNITS, Clause
from monitor.targets.english.numbers import MULTIPLIERS
from monitor.targets.english.purpose import counted_noun
from monitor.targets.marks import DateMark, Quantity
from monitor.text import late as re
from monitor.text.months import FULL_NAMES
from monitor.types import Comparator

#: Behind a figure without a noun: when it is due, or where it holds; the clause before says what it counts.
_DUE = re.compile(
    r"\s(?:more\s)?(?:by|before|until|in|for|at|on) (?:the )?(?:[A-Z]|end\b|close\b|20\d\d|mid|next|this|\d)|"
    r"\s(?:more|others|(?:are|will|had|have|were|is)\s\w+)\b|\s?(?:,|$)"
)
_BY_DATE = re.compile(
    r"\s(?:by|before|until)\s(?:the )?(?:end\b|close\b|mid|20\d\d|FY|next year|this (?:year|month)|year-end|"
    rf"(?:\d{{1,2}} )?(?:{FULL_NAMES}|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
)
_LISTED = re.compile(r"(?:,|\band)\s$")
_THERE = re.compile(r"\s(?:in|at|for|on)\s")
#: Verbs whose object may be left out: to open 160 by March.
_OPENS = re.compile(
    r"\b(?:open|build|add|buy|procure|deliver|hire|recruit|train|install|launch|create|establish|set up|with|"
    r"provide|supply|place|complete|another|further|and|,|course for|track for|aim(?:s|ing)? for|plus|just|only)\s$",
    re.IGNORECASE,
)
_OF_MANY = re.compile(r"\s(?:out )?of (?:the |its |our |their |all |these |an? )?(?:[a-z]+ed )?\d")
_OF_THEM = re.compile(r"\sof (?:them|these|those|which|whom)\b")
#: Of what the sentence before counts: Seven will begin work.
_PRONOUN = re.compile(r"\s(?:(?:more|others|of them)\s)?(?:will|shall|are to|must|should)\s[a-z]")

#: Words that a figure in place of a noun stands behind: verbs, comparisons, articles. No singular noun: priority 4.
_FREE = re.compile(
    r"(?:\b(?:to|against|than|versus|with|for|will|has|have|had|is|was|were|are|be|been|become|becomes|became|"
    r"(?:brought|taken|signed|gone|come|rolled) (?:in|up|out)|only|just|now|still|already|another|further|"
    r"additional|remaining|other|all|"
    r"(?:of|to|among) (?:which|whom|them|these|those)|"
    r"(?:sto?[ao]d|stands|aims?|aimed|put|set|remains?|kept|held|pegged|estimated) at|"
    r"(?:total|average|target|goal|number|maximum|minimum|peak|mean|median|level|value) of|"
    r"train|trains|bought|buys?|builds?|built|hires?|sends?|sent|gets?|got|broke|break|breaks|add|adds|saw|sees?|"
    r"needs?|"
    r"lost|loses?|won|opens?|runs?|ran|employs?|owns?|makes?|made|took|takes?|counts?|numbers?|totals?|given|"
    r"sold|left|lent|kept|"
    r"(?:[Cc]onstruction|[Ii]nstallation|[Dd]elivery|[Cc]ompletion|[Pp]rocurement|[Ss]upply|[Oo]pening) of|"
    r"(?!hundred\b)[a-z]{2,}ed|[a-z]{3,}ing)|(?:19|20)\d\d|"
    r"[→»:]|[-=]>)\s$"
)
#: Six more would follow.
_MORE = re.compile(
    r"\s(?:more|others)\s(?:will|would|are|were|have|had|by|in|to|should|shall|on|at|this|next|each|every|and)\b|"
    r"\s(?:more|others)(?=[,.;]|$)"
)
#: Behind a date, before a verb: By last August 188 had been equipped.
_DATED = re.compile(
    rf"\b(?:{FULL_NAMES}|year|month|week|"
    r"today|now|then|far|date|present|(?:19|20)\d\d),?\s$"
)
_FINITE = re.compile(r"\s(?:had|have|has|were|was|are|will|is)\b")
#: In another place: in Hobart 61.
_ELSEWHERE = re.compile(r",\s(?:and )?(?:in|for|at) (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?\s$")
#: A known number of what was spoken of: the 112 on county payrolls.
_THE = re.compile(r"\bthe\s$")
_OF_PLACE = re.compile(r"\s(?:on|in|at|that|now|then|who|which|already|planned|promised|built|left|remaining)\b")
#: Behind such a figure: the end of its clause, a word that is no noun, a participle.
_CLOSED = re.compile(
    r"\s?(?:[,;()]|[.!?](?!\d)|$|→|[-=]>|—)|\s(?:in|by|at|for|per|of|to|on|as|a year|each year|every|with|were|was|"
    r"are|is|will|have|had|"
    r"has|would|should|shall|must|next|this|last|before|after|during|since|until|today|now|and|or|but|while|when|"
    r"compared|up|down|out|more|"
    r"red|green|still|already|works?|came|went|failed|remains?|[a-z]{3,}ing|[a-z]{2,}ed|built|sold|bought|new)\b"
)
_AGE = re.compile(r"\b(?:[Aa]ge[ds]?|years old|[Ii] am|born|birthday)\b")
#: Small numbers in letters in place of a noun.
_SMALL = re.compile(
    r"\b(?:another|further|remaining|additional|(?:of|among) (?:which|whom|them|these|those))\s"
    r"(?:(?:only|just|about|some|at least)\s)?$"
)
_AT_HAND = re.compile(r"\s(?:now|today|at (?:the moment|present)|so far|in (?:all|total)|already)\b")
_THERE_ARE = re.compile(r"\b(?:has|have|had|there (?:are|were|is|was))\s(?:(?:only|just)\s)?$")
#: Two figures of one noun: 30 and 45 clinics respectively, 60 direct and 140 indirect jobs.
_PAIR = re.compile(r"\sand\s\d[\d,.]*\s[a-z]")
_KINDS = re.compile(
    r"\s[A-Za-z-]+\sand\s(?:about |some |over |around )?\d[\d,.]*(?:\s(?:lakh|million|thousand|crore))?\s[A-Za-z]"
)
#: Before a figure that is measured in what the figure before is.
_MEASURED = re.compile(
    r"(?:\b(?:to|from|against|versus|than|is|was|are|were|for|at|of|only|just|now|with|and|it|or|in|be|been|averaged|"
    r"reached|while|present|current|today|previous|earlier|after|target|actual|baseline|intermediate)|"
    r"[,(:→/]|[-=]>|(?:19|20)\d\d)\s$|\($"
)
_UP_TO = re.compile(r"\s(?:[\w()-]+\s){0,4}?to\s(?:[\w-]+\s)?$")
#: What money is for: for the replacement of three scanners.
_FOR = re.compile(
    r"\b(?:for|to fund|to finance|to support|towards) (?:the |an? )?(?:[a-z]+(?:ion|ment|ing)|purchase|supply|renewal)"
    r"(?: of)? (?:[\w’'-]+\s){0,2}$|"
    r"\b(?:for|to (?:fund|finance|support|buy|build|pay for|set up|open))\s(?:about |some |up to )?$"
)
#: What was said in the sentence before.
_OF_THE_TOTAL = re.compile(r"\s*(?:Of|From|Out of) (?:the total|this|that|these|them|the (?:sum|amount|money)),?\s")
_PART_OF_THAT = re.compile(r"\sof (?:this|that|the (?:total|sum|amount|money|whole))\b")
#: Before a part of a figure.
_PART = re.compile(
    r"\b(?:including|of (?:which|whom|them|these|that)|among (?:which|whom|them|these)|"
    r"comprising)\s(?:[\w’'-]+\s){0,3}$"
)
#: From here on a bare figure may be a sum of money; what says that it is part of the sum before.
_SUM = 100_000
_OF_THE_SUM = re.compile(r"\b(?:of which|of that|and|to|including|plus|from)\s$")
_SCALE = re.compile(r"\d[ -]?(million|billion|trillion|crore|lakh|thousand|bn|mn|m|tn|hundred million)\b")
#: How many times as much a figure of the same measure may be.
LIKE = 10
_CHANGES = (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
MEASURES = (*TIME_UNITS, "years", "percent", "percentage_points")


def stands_for_noun(clause: Clause) -> bool:
    """Whether a figure without a noun counts what the words before it name: 12 clinics in the north, 7 in the south."""
    quantity = clause.quantity
    if quantity.value < 2:
        return False
    if _MORE.match(clause.line, quantity.end):
        return True
    return _is_elliptic(clause) or _is_pronoun(clause) or (_is_small(clause) if quantity.weak else _is_free(clause))


def _is_elliptic(clause: Clause) -> bool:
    """Whether a date, a place or what it is a part of follows the figure at once."""
    line, quantity = clause.line, clause.quantity
    if _OF_MANY.match(line, quantity.end) or (not quantity.weak and _BY_DATE.match(line, quantity.end)):
        return True
    if clause.begin > 0 and not quantity.weak and _OF_THEM.match(line, quantity.end):
        return True
    if clause.low > clause.begin and _LISTED.search(clause.lead) and _THERE.match(line, quantity.end):
        return True
    return _OPENS.search(clause.lead) is not None and _DUE.match(line, quantity.end) is not None


def _is_pronoun(clause: Clause) -> bool:
    """Whether a figure opens its sentence in the place of a noun: Seven will begin work in June."""
    quantity, line = clause.quantity, clause.line
    return not line[clause.begin : quantity.start].strip() and _PRONOUN.match(line, quantity.end) is not None


def _is_free(clause: Clause) -> bool:
    """Whether a figure in digits stands where a noun would: behind a verb, at the end of its clause."""
    line, quantity = clause.line, clause.quantity
    if _PAIR.match(line, quantity.end) and "respectively" in line[quantity.end : clause.stop]:
        return True
    if _KINDS.match(line, quantity.end):
        return True
    if quantity.comparator in _CHANGES and clause.lead.endswith("by "):
        return True
    if not _CLOSED.match(line, quantity.end) or _AGE.search(line, clause.begin, quantity.start):
        return False
    if _DATED.search(clause.lead) and _FINITE.match(line, quantity.end):
        return True
    if _FREE.search(clause.lead) or (clause.low > clause.begin and _ELSEWHERE.search(clause.lead)):
        return True
    if _THE.search(clause.lead):
        return quantity.value >= 10 and _OF_PLACE.match(line, quantity.end) is not None
    said = clause.low > clause.begin or line[clause.begin - 1 : clause.begin] == ";"
    if not line[clause.begin : quantity.start].strip():
        return said and line[clause.begin - 1 : clause.begin] == ";"
    return said and clause.lead.endswith((", ", "; ", "and ", "from ", "("))


def _is_small(clause: Clause) -> bool:
    """The same of a small number in letters: a further eight, of which two, it has seven now."""
    line, quantity = clause.line, clause.quantity
    if not _CLOSED.match(line, quantity.end):
        return False
    if _SMALL.search(clause.lead):
        return True
    return _THERE_ARE.search(clause.lead) is not None and _AT_HAND.match(line, quantity.end) is not None


def is_part(clause: Clause, marks: list[DateMark], *, of_money: bool) -> bool:
    """Whether a figure is a part of the one before, and nothing else is said of it: including 1 million for Wales.

    So is what a sum is for: £4.7m has been secured for the replacement of three scanners.
    """
    low, high = clause.low, clause.near()[1]
    pattern = _PART if low > clause.begin else _OF_THE_TOTAL
    match = pattern.search(clause.line, low, clause.quantity.start)
    if match is None and of_money and low > clause.begin:
        match = _FOR.search(clause.line, low, clause.quantity.start)
    if match is None:
        return low <= clause.begin and of_money and _PART_OF_THAT.match(clause.line, clause.quantity.end) is not None
    low, words = match.start(), clause.words
    if any(low <= mark.start < high for mark in marks):
        return False
    return not any(words.has(kind, low, high) for kind in ("goal", "fact", "past"))


def share_units(line: str, quantities: list[Quantity]) -> None:
    """Gives a bare figure the unit of the one before or behind: 128 days in 2023, falling to 112; from 30 to 45%."""
    for one, other in pairwise(quantities):
        if is_bare(line, one) and _is_from(line, one, other):
            one.unit = other.unit
            if other.unit.isupper():
                one.value *= _scale_of(line, one, other)
        if not is_bare(line, other):
            continue
        lead = line[max(0, other.start - 14) : other.start]
        if one.unit in MEASURES:
            shared = _is_measured(line, one, other, lead)
        else:
            shared = one.unit.isupper() and other.value >= _SUM and _OF_THE_SUM.search(lead) is not None
        if shared:
            other.unit, other.weak = one.unit, False


def is_bare(line: str, quantity: Quantity) -> bool:
    """Whether a figure has neither a unit nor a noun."""
    return quantity.unit == "count" and counted_noun(line, quantity) is None


def is_closed(line: str, quantity: Quantity) -> bool:
    """Whether the words that a figure stands among end behind it."""
    return _CLOSED.match(line, quantity.end) is not None


def counts_of_many(line: str, quantity: Quantity) -> bool:
    """Whether it is said of how many a figure is: 12 of 40, 3 of them."""
    return bool(_OF_MANY.match(line, quantity.end) or _OF_THEM.match(line, quantity.end))


def _is_measured(line: str, one: Quantity, other: Quantity, lead: str) -> bool:
    """Whether a bare figure is measured in what the one before is."""
    gap = other.start - one.end
    if other.weak:
        return (
            lead.endswith(" to ")
            and gap < (60 if one.unit in TIME_UNITS else 30)
            and _CLOSED.match(line, other.end) is not None
        )
    if not 0 < gap < 100 or ";" in line[one.end : other.start] or _OF_THEM.search(line, one.end, other.end):
        return False
    if counts_of_many(line, other):
        return False
    if " per " in line[other.end : other.end + 5] or other.value > LIKE * one.value:
        return False
    if not (_MEASURED.search(lead) or _ELSEWHERE.search(line, one.end, other.start)):
        return False
    return _CLOSED.match(line, other.end) is not None


def _is_from(line: str, one: Quantity, other: Quantity) -> bool:
    """Whether a bare figure is where another one starts from, which has the unit: from 30 to 45 per cent."""
    if other.unit == "count" or not line.endswith("from ", 0, one.start):
        return False
    return other.start - one.end < 40 and _UP_TO.fullmatch(line, one.end, other.start) is not None


def _scale_of(line: str, one: Quantity, other: Quantity) -> int:
    """What a sum is multiplied by with the one behind it: from 1.2 to 1.5 billion yuan."""
    own, scale = (_SCALE.search(line, q.figure_start, q.figure_end) for q in (one, other))
    return MULTIPLIERS.get(scale[1], 1) if own is None and scale is not None and one.value < _SUM else 1
