"""English figures that are no statements: prices, fines, parameters, structure, thresholds, forecasts, durations."""

from __future__ import annotations

from monitor.targets.english import cues
from monitor.targets.english.abandoned import is_abandoned
from monitor.targets.english.clauses import TIME_UNITS, Clause
from monitor.targets.english.ellipsis import stands_for_noun
from monitor.targets.english.prices import price_of
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
#: What a rate is counted on.
_BASE = re.compile(r"\b(?:per\s?|(?:for|in|out of) every\s|for each\s)$")
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
#: How well or how heavy a product is.
_PROPERTY = re.compile(
    r"\b(?:sensitivity|specificity|accuracy|precision|resolution|weighs?|weighing|weight) (?:of )?"
    r"(?:about |some |over |only |just )*$"
)
#: What stands in an equation: US$ 1 = LAK 20,850.
_EQUALS = re.compile(r"\s=\s")
#: Before an age: all women over 45.
_THOSE_OVER = re.compile(
    r"\b(?:women|men|people|adults|those|patients|children|persons|citizens|anyone|everyone|residents|aged|girls|"
    r"boys)\s$"
)
#: What people may take, what things reach from and to.
_MAY = re.compile(r"\bcan \w+\s$")
_RANGES = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied)) from\s[^.;]{0,40}$")
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
_OBLIGED = re.compile(r"\b(?:must|shall|should|is to|are to|has to|have to|required to|obliged to|told to)\b")
#: In an apposition: the average wait, 41 days in April, is to be cut.
_IS_NOW = re.compile(r"\s(?:in|at|today|now|last|this|on average)\b")
#: What is counted in years.
_OF_AGE = re.compile(
    r"\b(?:(?:mean|average|median) age|expectancy|lifespan|service life)\b[^.;]{0,40}?\b(?:of|is|was|at|to)\s"
    r"(?:\w+\s)?$"
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
#: What may be so is no goal: potentially halving the visits.
_PERHAPS = re.compile(
    r"\b(?:potentially|possibly|perhaps)\s(?:\w+\s)?$|"
    r"\bfrom (?:the |an? |its )?(?:projected|forecast|estimated|expected|anticipated)\s$"
)
#: What somebody's report says of a market.
_STUDIED = re.compile(
    r"\bmarkets?\b[^.;]{0,120}\baccording to (?:an?|the|new|its) (?:[\w-]+ ){0,3}"
    r"(?:report|study|research|analysis|forecast|survey|note) (?:published |released )?(?:by|from)\b"
    r"(?! the (?:[Mm]inistry|[Gg]overnment|[Dd]epartment|[Cc]ommission|[Aa]gency|[Aa]uthority|[Ss]tate))"
)
#: A forecast that is part of a plan, or that a government makes for itself.
_OWN_FORECAST = re.compile(
    r"\bunder (?:the|its|this) (?:[\w-]+ ){0,2}(?:plan|scheme|strategy|program(?:me)?)\b|"
    r"\baccording to the (?:government|ministry|cabinet|plan|strategy)\b"
)
_FROM_FORECAST = re.compile(r"\bfrom (?:the |an? |its )?$")
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


def dropped(clause: Clause) -> str:
    """Why a quantity is no statement; "" when it may be one."""
    quantity, line = clause.quantity, clause.line
    if is_abandoned(clause):
        return "abandoned"
    if _PROPERTY.search(line, max(clause.begin, quantity.start - 40), quantity.start) or _EQUALS.match(
        line, quantity.end
    ):
        return "product"
    following = line[quantity.end : quantity.end + 1]
    if _BASE.search(clause.lead) or (following == "-" and quantity.unit not in TIME_UNITS):
        return "base"
    if quantity.unit == "count":
        reason = _count(clause)
    elif quantity.unit == "years" or quantity.unit in TIME_UNITS:
        reason = _duration(clause)
    elif quantity.unit == "times":
        short = quantity.figure_start + 5 >= quantity.figure_end
        reason = "" if short or not re.match(r"\s(?:a|per) ", line[quantity.end :]) else "frequency"
    else:
        reason = price_of(clause) if quantity.unit.isupper() else ""
    return reason or _of_the_sentence(clause)


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


def _count(clause: Clause) -> str:
    """Of figures that count things."""
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


def _duration(clause: Clause) -> str:
    """Of spans of time: only what must be done within one, or what is waited, is a statement."""
    quantity, line, words = clause.quantity, clause.line, clause.words
    if quantity.unit == "years" and quantity.comparator is Comparator.LE and clause.lead.endswith("be "):
        return ""
    if _OF_AGE.search(line, max(clause.begin, quantity.start - 60), quantity.start):
        return ""
    if (
        quantity.unit == "years"
        or line[quantity.end : quantity.end + 1] == "-"
        or words.has("idle_time", clause.low, clause.high)
        or not (words.has("obligation", clause.begin, clause.stop) or (quantity.bounded and _is_wanted(clause)))
    ):
        return "duration"
    if clause.lead.endswith((", now ", ", currently ", ", presently ", ", at present ")):
        return ""
    if clause.lead.endswith(", ") and _IS_NOW.match(line, quantity.end):
        return ""
    if quantity.comparator is Comparator.EQ and not re.search(
        r"(?:\b(?:to|of|is|in|be|at|than|from|was|averag(?:e|es|ed|ing)|waits?|waited|waiting|takes?|took)\s|:\s|"
        r",\s(?:in|for|at) (?:the )?[A-Z][\w’'-]+\s)$",
        clause.lead,
    ):
        return "duration"
    if quantity.comparator in (Comparator.GT, Comparator.LT) and re.search(
        r"\b(?:wait\w*|stay\w*|lasting|taking)\s$", line[max(0, quantity.start - 12) : quantity.start]
    ):
        return "threshold"
    return ""


def _is_wanted(clause: Clause) -> bool:
    """Whether somebody is obliged before a figure in its clause."""
    return _OBLIGED.search(clause.line, clause.near()[0], clause.quantity.start) is not None


def _of_the_sentence(clause: Clause) -> str:
    """What the words around any figure make of it."""
    quantity, line, words = clause.quantity, clause.line, clause.words
    if quantity.unit == "percent" and line.startswith(" of that", quantity.end):
        return "derived"
    low, high = clause.low, clause.high
    if _RANGES.search(line, max(clause.begin, quantity.start - 60), quantity.start):
        return "range"
    if quantity.unit == "percent" and (
        words.has("charge", clause.begin, clause.stop) or words.has("fee", *_segment(clause))
    ):
        return "price"
    if (quantity.unit.isupper() or quantity.unit.startswith("percent")) and words.has(
        "parameter", low, _end_of_phrase(clause)
    ):
        return "parameter"
    if (
        (quantity.unit not in TIME_UNITS or not _is_wanted(clause))
        and words.has("price", low, high)
        and (quantity.unit.isupper() or words.has("price", *_segment(clause)))
        and not (quantity.unit == "percent" and words.has("saving", clause.begin, quantity.start))
    ):
        return "price"
    near = clause.near()
    if _STUDIED.search(clause.line, clause.begin, clause.stop):
        return "market"
    if _is_forecast(clause, near) or _is_wish(clause):
        return "forecast"
    joint = line.find(" and ", quantity.end, high)
    if line.startswith("inspection result", max(0, words.last("inspection", low, high))):
        return ""
    counts = quantity.unit == "count" and words.has("inspection", low, joint if joint >= 0 else high)
    return "inspection" if counts else ""


def _end_of_phrase(clause: Clause) -> int:
    """Where what stands right behind a figure ends: its phrase, at the next comma or `and`."""
    line, end = clause.line, clause.quantity.end
    ends = [at for mark in (", ", " and ", "; ") if (at := line.find(mark, end, clause.high)) >= 0]
    return min(ends, default=clause.high)


def _segment(clause: Clause) -> tuple[int, int]:
    """The words between the commas around a figure."""
    line, quantity = clause.line, clause.quantity
    end = line.find(", ", quantity.end, clause.high)
    return max(clause.low, line.rfind(", ", clause.low, quantity.start)), end if end >= 0 else clause.high


def _is_forecast(clause: Clause, near: tuple[int, int]) -> bool:
    """Whether analysts foresee it; what their sentence reports of the past is a fact."""
    words = clause.words
    if _PERHAPS.search(clause.lead):
        return True
    found = [
        start
        for start, _ in words.all("forecast")
        if clause.begin <= start < clause.stop
        and not _FROM_FORECAST.search(clause.line, max(clause.begin, start - 10), start)
    ]
    if not found or _OWN_FORECAST.search(clause.line, clause.begin, clause.stop):
        return False
    if any(near[0] <= start < near[1] for start in found):
        return True
    return not (words.has("fact", near[0], clause.quantity.start) or words.has("past", near[0], clause.quantity.start))


def _is_wish(clause: Clause) -> bool:
    """Whether a firm or an association asks for it."""
    words = clause.words
    for who, _ in words.all("wish_who"):
        if clause.begin <= who < clause.stop and words.has("wish_say", who, min(clause.stop, who + 60)):
            return True
    return False


def _is_whole(quantity: Quantity) -> bool:
    return quantity.value == quantity.value.to_integral_value()
