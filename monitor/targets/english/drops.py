"""English figures that are no statements: prices, fines, parameters, structure, thresholds, forecasts, durations."""

from __future__ import annotations

from monitor.targets.english.abandoned import is_abandoned
from monitor.targets.english.clauses import TIME_UNITS, Clause
from monitor.targets.english.counts import of_count
from monitor.targets.english.prices import price_of
from monitor.text import late as re
from monitor.types import Comparator

#: What a rate is counted on.
_BASE = re.compile(r"\b(?:per\s?|(?:for|in|out of) every\s|for each\s)$")
#: How well or how heavy a product is.
_PROPERTY = re.compile(
    r"\b(?:sensitivity|specificity|accuracy|precision|resolution|weighs?|weighing|weight) (?:of )?"
    r"(?:about |some |over |only |just )*$"
)
#: What stands in an equation: US$ 1 = LAK 20,850.
_EQUALS = re.compile(r"\s=\s")
#: What things reach from and to.
_RANGES = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied)) from\s[^.;]{0,40}$")
_OBLIGED = re.compile(r"\b(?:must|shall|should|is to|are to|has to|have to|required to|obliged to|told to)\b")
#: In an apposition: the average wait, 41 days in April, is to be cut.
_IS_NOW = re.compile(r"\s(?:in|at|today|now|last|this|on average)\b")
#: What is counted in years.
_OF_AGE = re.compile(
    r"\b(?:(?:mean|average|median) age|expectancy|lifespan|service life)\b[^.;]{0,40}?\b(?:of|is|was|at|to)\s"
    r"(?:\w+\s)?$"
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
        reason = of_count(clause)
    elif quantity.unit == "years" or quantity.unit in TIME_UNITS:
        reason = _duration(clause)
    elif quantity.unit == "times":
        short = quantity.figure_start + 5 >= quantity.figure_end
        reason = "" if short or not re.match(r"\s(?:a|per) ", line[quantity.end :]) else "frequency"
    else:
        reason = price_of(clause) if quantity.unit.isupper() else ""
    return reason or _of_the_sentence(clause)


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
