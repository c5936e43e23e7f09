"""English figures that count no things: addresses, ages, item numbers, structure, and words that are mere articles.

36-38, Temple Road; women over 45; 3 Objectives; each of the two pillars        dropped, and why
two men; the three; wards with two beds                                        so are these
"""

from __future__ import annotations

from monitor.targets.english import cues
from monitor.targets.english.clauses import Clause
from monitor.targets.english.ellipsis import stands_for_noun
from monitor.targets.english.purpose import counted_noun
from monitor.targets.marks import Quantity
from monitor.text import late as re
from monitor.types import Comparator

_ELLIPTIC = re.compile(
    r"\b(?:total(?:s|led|ed)?|become|becomes|reach(?:es|ed)?|stood at|stands? at|number(?:ed|s)?|to|was|is|were|are|"
    r"been|be|now|currently|exceed\w*|from|of|of which|from \w+ to|only|including|all|every one of the|"
    r"lies well beyond that:)\s$|:\s$",
    re.IGNORECASE,
)
#: What a thing has, rather than how many there are: wards with two beds.
_ATTRIBUTE = re.compile(
    r"\b(?:(?:wards?|rooms?|suites?) (?:with|of)|each (?:[a-z]+ing|with|of|to [a-z]+))\s$", re.IGNORECASE
)
#: Behind the number of a paragraph or heading (3 Objectives), not behind 20 (MRI units).
_NUMBERED = re.compile(
    r"\s(?:[A-Z](?![A-Z][\w/-]*\s[a-z]|-ray)|(?:agrees?|notes?|directs?|approves?|invites?|requests?|endorses?|authoris\w+)\s)"
)
#: How old somebody is: Doctor Lim, 58, or names.
_OLD = re.compile(r"\b[A-Z][a-z’'-]+, $")
_TO_MORE = re.compile(r"\s(?:in (?:20\d\d|\w+ 20\d\d) |today |now )?to \d")
#: Before an age: all women over 45.
_THOSE_OVER = re.compile(
    r"\b(?:women|men|people|adults|those|patients|children|persons|citizens|anyone|everyone|residents|aged|girls|"
    r"boys)\s$"
)
#: What people may take.
_MAY = re.compile(r"\bcan \w+\s$")
_BROUGHT_TO = re.compile(r"\bbe (?:\w+ ){1,2}to\s$")
#: What follows a figure that describes a product or a market: CT above 64 rows, a 100 billion class.
_PRODUCT = re.compile(
    r"[\s-]?(?:acres?|mu|hectares?|sq|square|km|kilomet\w+|miles?|tonnes?|MW|rows?|slices?|channels?|tesla|inch(?:es)?|"
    r"mm|cm|nm|kV|V|W|kW|[kKMG]?Hz|[GMT]B|m[lL]|lit(?:re|er)s?|mg|kg|grams?(?! panchayat)|bar|"
    r"dB|rpm|fps|megapixels?|degrees|"
    r"(?-i:class(?!\s(?:[IV]|\d))|level|grade)|times a|years? old|hrs|a\.?m\b|p\.?m\b|o[’']clock)\b",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(r"by (?:the end of |end-)?20\d\d")
#: The rest of an address: 36-38, Temple Road.
_ADDRESS = re.compile(
    r",?\s(?:[A-Z][\w.]*\s){0,3}(?:Road|Street|Avenue|Lane|Boulevard|Marg|Place|Square|Building|Tower)\b"
)
#: One that is to be built.
_ONE_BUILT = re.compile(
    r"[Oo]ne (?:new |additional |further |national |regional |central |dedicated |[A-Z])[^.;]{3,80}?"
    r"\b(?:will|shall|is to|to) be (?:\w+ ){0,2}(?:built|set up|established|operational|opened|created|developed|"
    r"constructed|completed)\b"
)
_PER = re.compile(r"\s(?:[\w-]+\s){1,3}per\s")
_ONE_THING = re.compile(
    r"\s(?:[a-z-]+\s){0,3}(?:enterprise|cent(?:er|re)|hospital|platform|cluster|base|laborator(?:y|ies)|lab|park|"
    r"zone|hub|"
    r"company|institution|facility|site|factory|plant|clinic|centre)\b"
)
#: One in each place: every county will have one dialysis centre.
_EACH_HAS = re.compile(
    r"\b(?:[Ee]ach|[Ee]very|[Aa]ll)\s(?:[\w-]+\s){1,5}?(?:will|shall|must|should|(?:is|are) to)\s"
    r"(?:(?:now|also|then)\s)?(?:have|get|receive)\s$"
)
#: Nouns that policy counts in words: nine projects, five new contracts. Others (two men) are stories.
_POLICY_NOUN = re.compile(
    r"\s(?:[\w’'/-]+\s){0,5}?(?:projects?|parks?|contracts?|agreements?|cent(?:er|re)s?|hospitals?|clinics?|units?|"
    r"machines?|scanners?|systems?|devices?|products?|plants?|factories|labs?|laborator(?:y|ies)|facilit(?:y|"
    r"ies)|clusters?|"
    r"compan(?:y|ies)|firms?|enterprises?|manufacturers?|institut(?:es?|ions?)|universit(?:y|ies)|hubs?|bases?|"
    r"platforms?|zones?|networks?|"
    r"headquarters|teams?|programmes?|programs?|schemes?|jobs?|beds?|doctors?|nurses?|radiologists?|ambulances?|"
    r"ventilators?|robots?|tests?|scans?|certificates?|approvals?|standards?|districts?|provinces?|sites?|stations?|"
    r"accelerators?|ships?|vehicles?|kits?|incubators?|trusts?|wards?|theatres?|posts?|start-?ups?|therap(?:y|"
    r"ies)|medicines)\b",
    re.IGNORECASE,
)
#: What a number of places stands behind says where, not how many: tested at three hospitals.
_OFFERED = re.compile(
    r"\b(?:available|present|offered|provided|installed|operational|used|running|working) (?:in|at)\s$"
)
_PLACE = re.compile(r"\b(?:at|from|in|between|by|among|across|like|as|on)\s$", re.IGNORECASE)


def _is_item_number(clause: Clause) -> bool:
    """Whether a figure opens a line as the number of a heading or a paragraph: 3 Objectives."""
    line, quantity = clause.line, clause.quantity
    return (
        _NUMBERED.match(line, quantity.end) is not None
        and not line[: quantity.start].rstrip(" -·*•").rpartition("|")[2].strip()
        and quantity.value < 100
        and line[quantity.start].isdigit()
        and not quantity.weak
        and not quantity.bounded
    )


def of_count(clause: Clause) -> str:
    """Why a figure that counts is no statement; "" when it may be one."""
    quantity, line = clause.quantity, clause.line
    if _ATTRIBUTE.search(line, max(clause.begin, quantity.start - 24), quantity.start):
        return "attribute"
    if _ADDRESS.match(line, quantity.end):
        return "address"
    if (
        quantity.bounded
        and quantity.value < 110
        and _THOSE_OVER.search(clause.lead)
        and counted_noun(line, quantity) is None
    ):
        return "age"
    if line.startswith(",", quantity.end) and 17 < quantity.value < 100 and _OLD.search(clause.lead):
        return "age"
    following = line[quantity.end : quantity.end + 1]
    if following and following not in " .,;:)\"'!?—–|”’":
        return "glued"
    small = quantity.value < 40 and (not quantity.bounded or quantity.comparator is Comparator.APPROX)
    if _is_item_number(clause):
        return "item number"
    if _PRODUCT.match(line, quantity.end) or (clause.lead.endswith(" after ") and not quantity.bounded):
        return "product"
    structure = cues.STRUCTURE.match(line, quantity.figure_end) if small else None
    if structure is not None and (quantity.weak or not structure[0].startswith(" of ")):
        return "structure"
    noun = counted_noun(line, quantity)
    if noun is None and quantity.comparator is Comparator.LE and re.fullmatch(r"\W*", line[: quantity.start]):
        return "bare"
    if noun is None and (stands_for_noun(clause) or _is_one_thing(clause)):
        return ""
    if noun is None and not (quantity.bounded or _ELLIPTIC.search(clause.lead)):
        return "bare"
    if (
        noun is None
        and quantity.value < 10
        and _is_whole(quantity)
        and not quantity.bounded
        and not _BROUGHT_TO.search(clause.lead)
        and not (clause.lead.endswith("from ") and _TO_MORE.match(line, quantity.end))
    ):
        return "bare"
    return _article(clause, has_noun=noun is not None)


def _is_one_thing(clause: Clause) -> bool:
    """Whether a figure is a 1 and counts: 1 enterprise of more than 10 billion yuan."""
    quantity, line = clause.quantity, clause.line
    if quantity.value != 1:
        return False
    if quantity.weak:
        if quantity.bounded and _PER.match(line, quantity.end):
            return True
        each = _EACH_HAS.search(line, clause.begin, quantity.start) is not None
        return each and _BY_YEAR.search(line, quantity.end, clause.stop) is not None
    return _ONE_THING.match(line, quantity.end) is not None


def _article(clause: Clause, *, has_noun: bool) -> str:
    """Of small numbers in words, which may be no more than an article."""
    quantity, line = clause.quantity, clause.line
    if quantity.weak and not quantity.bounded:
        if quantity.value == 1 and _ONE_BUILT.match(line, quantity.start):
            return ""
        if (
            quantity.value == 1
            and (has_noun or _BY_YEAR.search(line, quantity.end, clause.stop))
            and _EACH_HAS.search(line, clause.begin, quantity.start)
        ):
            return ""
        if (
            quantity.value <= 1
            or _MAY.search(clause.lead)
            or re.search(
                r"\b(?:all|these|those|the|its|their|both|other|last|first|next|past|our|his|her)\s$",
                clause.lead,
                re.IGNORECASE,
            )
        ):
            return "article"
        low, high = max(clause.begin, quantity.start - 80), min(clause.stop, quantity.end + 140)
        if not (
            clause.words.has("promise", low, high)
            or _BY_YEAR.search(line, low, high)
            or (
                _POLICY_NOUN.match(line, quantity.end)
                and (not _PLACE.search(clause.lead) or _OFFERED.search(clause.lead))
            )
        ):
            return "article"
    if (
        not has_noun
        and (quantity.weak or quantity.value < 2)
        and quantity.comparator is not Comparator.GE
        and _is_whole(quantity)
        and not _BROUGHT_TO.search(clause.lead)
    ):
        return "bare"
    return ""


def _is_whole(quantity: Quantity) -> bool:
    return quantity.value == quantity.value.to_integral_value()
