"""English sentences to statements: what governs each figure, and whether it is a goal, a fact, or neither.

    line -> dates, quantities
            each sentence: for each quantity, the date that governs it (behind it, before it, carried on)
                dropped?   prices, parameters, structure, forecasts, figures without a noun     (en_cues.py)
                weighed:   date against the day of writing, modal verbs and tenses, kind of document
                -> Statement with quote and metric                                              (en_metric.py)

Machine-translated Chinese is told by its marks; in it a past tense says little and the goal of one sentence governs
the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from monitor.targets import en_cues as cues
from monitor.targets.cues import Cues, has_number_word
from monitor.targets.en_dates import find_english_dates
from monitor.targets.en_metric import counted_noun, metric_and_quote
from monitor.targets.en_quantities import find_english_quantities
from monitor.targets.marks import DateMark, Quantity, Reading
from monitor.targets.setting import Setting
from monitor.types import Comparator

_ABBREVIATION = re.compile(
    r"\b(?:Rs|No|Nos|Mr|Mrs|Ms|Dr|St|vs|Inc|Ltd|Co|Corp|approx|e\.g|i\.e|U\.S|U\.K|Jan|"
    r"Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Fig|Sec|Art|cf|al|Gov|Prof|Vol|[A-Z])\.$"
)
_END = re.compile(r"[.!?](?=[\"')\]]*(?:\s|$))|;")
_TIME_UNITS = ("days", "weeks", "months", "minutes", "hours")
_ELLIPTIC = re.compile(
    r"\b(?:total(?:s|led|ed)?|become|becomes|reach(?:es|ed)?|stood at|stands? at|number(?:ed|s)?|to|was|is|were|are|"
    r"been|be|exceed\w*|from|of|from \w+ to|only|including|all|every one of the|lies well beyond that:)\s$|:\s$",
    re.IGNORECASE,
)


#: A sentence that goes on about the same goal.
_LINKED = re.compile(
    r"\s*(?:Of (?:that|these|this|which|those|the)|Together|These|They|It |Among|Those|In addition|"
    r"Also|Another|A further|By then|The (?:plan|strategy|policy|scheme) also)\b"
)
_ITEM = re.compile(r"\s*(?:[-*•·●◦▪–—]|\(?[a-z\d]{1,2}[).])\s?")
_RECURS = re.compile(r"\b(?:every|each|per|a) (?:financial |fiscal )?year|annually|yearly", re.IGNORECASE)


#: A threshold that counted things pass: enterprises whose annual output value surpasses 10 billion yuan.
_QUALIFIES = re.compile(
    r"\b(?:each with|(?:enterprises|companies|firms|clusters|businesses|manufacturers|hospitals|products|projects|"
    r"brands|parks) whose [^,;.]{0,40}|with (?:annual |yearly |an annual )?(?:sales|revenues?|output|turnover|"
    r"income|assets|output value)(?: value)?)\s(?:of |is |are |was |surpass\w*|exceed\w*|over|below|above|under|"
    r"more than|less than|at least|\s)*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s[A-Z]")
_BROUGHT_TO = re.compile(r"\bbe (?:\w+ ){1,2}to\s$")
#: What follows a figure that describes a product or a market: CT above 64 rows, a 100 billion class.
_PRODUCT = re.compile(
    r"[\s-]?(?:acres?|hectares?|sq|square|km|kilomet\w+|miles?|tonnes?|MW|rows?|slices?|channels?|tesla|inch(?:es)?|"
    r"mm|cm|kV|GB|class|level|grade|times a|"
    r"years? old)\b",
    re.IGNORECASE,
)
#: A year that figures are compared with.
_BASE = re.compile(
    r"\b(?:compared (?:with|to)|than(?: (?:in|that (?:of|in)))?|relative to|versus|against|over|"
    r"on)\s(?:the year (?:of )?)?$",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_BY_YEAR = re.compile(r"by (?:the end of |end-)?20\d\d")
_PERFECT = re.compile(r"(?:has|have) (?:already |now |so far )?(?!been|reached)\w+(?:ed|en)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Carried:
    """What the sentence before leaves behind."""

    weight: float = 0.0
    due: DateMark | None = None
    fact: DateMark | None = None


@dataclass(slots=True)
class EnglishReader:
    """Reads the lines of one document in order."""

    text: str
    setting: Setting
    translated: bool
    carried: _Carried
    #: Its sentences are lines: what one says goes on in the next.
    broken: bool = False
    #: The deadline of the last goal read: a table that follows may go without.
    recent_due: str | None = None
    #: What a line that ends in a colon says of the list below it.
    lead: _Carried | None = None
    #: Whether the line being read belongs to such a list.
    led: bool = False
    #: Cue words of the line being read.
    words: Cues = field(default_factory=lambda: Cues(""))

    @classmethod
    def of(cls, text: str, setting: Setting) -> EnglishReader:
        """A reader for a document; looks at its beginning for the marks of machine translation."""
        return cls(text, setting, cues.is_translated(text), _Carried(), broken=cues.is_broken(text))

    def line(self, start: int, end: int, *, headline: bool) -> Iterator[Reading]:
        """Readings of the line `text[start:end]`."""
        line = self.text[start:end].replace("\n", " ")
        item = _ITEM.match(line) is not None
        if self.translated and not self.broken:
            self.carried = _Carried(self.carried.weight * 0.5, None, None)
        if not self.translated:
            self.led = item and self.lead is not None
            self.carried = self.lead if item and self.lead is not None else _Carried()
        if not item and len(line) > 20:
            self.lead = None
        lower = line.lower()
        if not (_DIGIT.search(line) or has_number_word(lower)):
            if line.rstrip().endswith(":") and Cues(lower).has("goal", 0, len(line)):
                self.lead = _Carried(2.0, None, None)
            return
        self.words = words = Cues(lower)
        dates = find_english_dates(line, self.setting, words)
        quantities = find_english_quantities(line, [(d.start, d.end) for d in dates], words)
        if self.setting.currency:
            for quantity in quantities:
                if quantity.unit == "USD" and line[quantity.start : quantity.end].lstrip("<>~ ").startswith("$"):
                    quantity.unit = self.setting.currency
        begin = 0
        previous: tuple[int, int] | None = None
        found: list[Reading] = []
        for stop in _sentence_ends(line):
            inside = [q for q in quantities if begin <= q.start < stop]
            marks = [
                d
                for d in dates
                if begin <= d.start < stop
                and not _adjectival(line, d)
                and not line.startswith(" level", d.end)
                and not _BASE.search(line, max(0, d.start - 28), d.start)
            ]
            floor = told = begin
            _share_units(line, inside)
            for index, quantity in enumerate(inside):
                until = inside[index + 1].start if index + 1 < len(inside) else stop
                reading = self._weigh(line, (begin, stop), quantity, marks, floor, until)
                if reading is not None:
                    reading.headline = headline
                    metric_and_quote(line, (begin, stop), reading, max(floor, told), previous)
                    previous = reading.metric
                    found.append(reading)
                    floor, told = quantity.end, reading.quote[1]
            self._carry(line, begin, stop, marks)
            begin = stop
        if line.rstrip().endswith(":") and (
            words.has("goal", len(line) - 80, len(line)) or self.carried.due is not None
        ):
            self.lead = _Carried(2.0, self.carried.due, None)
        if headline:
            self.carried = _Carried()
        for reading in found:
            self.recent_due = reading.deadline or self.recent_due
            yield reading.shifted(start)

    def _carry(self, line: str, begin: int, stop: int, marks: list[DateMark]) -> None:
        """What this sentence leaves to the next."""
        carried = _Carried(self.carried.weight * 0.7, self.carried.due, self.carried.fact)
        ahead = False
        for mark in marks:
            weight = self._date_weight(mark)
            if weight > 0.5:
                carried = _Carried(2.0, mark, carried.fact)
                ahead = True
            elif weight < -0.5 and not (ahead and self.translated):
                carried = _Carried(-1.5, carried.due if self.translated else None, mark)
        if not marks and not line[begin:stop].rstrip().endswith("?"):
            if self.words.has("goal", begin, stop):
                carried.weight = max(carried.weight, 1.0)
            elif self._said(line, begin, stop) >= 0:
                carried.weight = min(carried.weight, -1.0)
        self.carried = carried

    def _date_weight(self, mark: DateMark) -> float:
        """How strongly a date speaks for a goal (positive) or a fact (negative), 0 for neither."""
        year = self.setting.today.year
        if mark.past:
            return -2.5
        if mark.relative:
            return 2.5
        if mark.named:
            return 0.5 if year is None or mark.high >= year else -1.0
        if year is None:
            return 2.0 if mark.by else 0.0
        if mark.period:
            return 2.0 if mark.high > year else -2.5
        if mark.low != year:
            return 3.0 if mark.low > year else -3.0
        day = self.setting.today.day
        if len(mark.due) >= 7 and day is not None:
            month = int(mark.due[5:7])
            return 2.0 if month > day.month or (mark.by and month == day.month) else -2.0
        return 2.5 if mark.by else 0.2

    def _date_of(self, line: str, quantity: Quantity, marks: list[DateMark], floor: int, until: int) -> DateMark | None:
        """The date that governs a quantity: the first behind it, else the nearest before it.

        Behind means before the next figure, or beyond it as long as no punctuation stands between.
        """
        before = [m for m in marks if m.end <= quantity.start]
        behind = [
            m
            for m in marks
            if quantity.end <= m.start < until
            and not line.startswith(("'s", "’s"), m.end)
            and ("(" not in line[quantity.end : m.start] or ")" in line[quantity.end : m.start])
        ]
        if not behind:
            behind = [m for m in marks if m.start >= until and not re.search(r"[,;:(]", line[quantity.end : m.start])][
                :1
            ]
        near_before = [m for m in before if m.start >= floor and not re.search(r"[;:]", line[m.end : quantity.start])]
        if behind:
            gap = line[quantity.end : behind[0].start]
            broken = gap.count(",") > 1 or re.search(r"[;:]| and .{30}", gap)
            if not near_before or (not broken and ((len(gap) < 60 and "," not in gap) or len(gap) < 20)):
                return behind[0]
        if near_before:
            return near_before[-1]
        return before[-1] if before else None

    def _weigh(
        self, line: str, sentence: tuple[int, int], quantity: Quantity, marks: list[DateMark], floor: int, until: int
    ) -> Reading | None:
        if self._dropped(line, sentence, quantity, floor, until):
            return None
        begin, stop = sentence
        mark = self._date_of(line, quantity, marks, floor, until)
        weight = self._date_weight(mark) if mark is not None else 0.0
        due = mark if mark is not None and weight >= 0 else None
        fact = mark if mark is not None and weight <= 0.3 else None
        low = max(floor, begin)
        words = self.words
        goal = words.last("goal", low, until)
        said = self._said(line, low, until)
        past = words.last("past", low, until)
        if low > begin and goal < 0 and said < 0 and past < 0:
            goal, said, past = (
                words.last("goal", begin, low),
                self._said(line, begin, low),
                words.last("past", begin, low),
            )
        near = words.has("goal", quantity.end + 1, quantity.end + 6)
        if near and said > quantity.end:
            said = -1
        if goal >= 0:
            weight += 2.0
        if said >= 0:
            weight -= 1.8 if said != past else 1.0
        if past >= 0 and (goal < 0 or past - goal > 25):
            weight -= 0.6 if self.translated else 1.6
        if words.has("past_goal", low, quantity.start) and mark is not None:
            weight, due = 2.0, mark
        if mark is None or abs(self._date_weight(mark)) < 0.6:
            linked = self.led or self.translated or self.carried.weight < 0 or _LINKED.match(line, begin) is not None
            weight += self.carried.weight * (1.2 if self.translated else 0.6 if linked else 0.1)
            if due is None and (self.led or self.translated or _LINKED.match(line, begin)):
                due = self.carried.due
        if (
            quantity.unit.isupper()
            and fact is None
            and words.has("given", max(begin, quantity.start - 70), min(until, quantity.end + 50))
        ):
            weight += 2.5
        if quantity.comparator is Comparator.APPROX:
            weight -= 0.5
        elif quantity.comparator in (Comparator.GE, Comparator.LE):
            weight += 0.5
        if self.setting.due is not None:
            weight += 0.3
        weight -= 0.2 if self.setting.plan else 0.6
        following = line[quantity.end : until + 12]
        if re.search(r"\bto\s(?:\w+\s)?\S+(?:\s\w+)?\sfrom\s$", line[max(0, quantity.start - 36) : quantity.start]):
            return Reading(
                "baseline", quantity, (0, 0), (0, 0), as_of=fact.as_of if fact else None, rule=f"{quantity.rule}/from"
            )
        if re.search(
            r"\b(?:from (?:the |its |an? )?(?:present |current |existing )?|(?:bring|take|grow|turn|raise|"
            r"lift) an? )$",
            line[max(0, quantity.start - 26) : quantity.start],
        ) and re.search(r"\bto\b", following):
            return Reading(
                "baseline", quantity, (0, 0), (0, 0), as_of=fact.as_of if fact else None, rule=f"{quantity.rule}/from"
            )
        if weight > 0 and self.setting.trade:
            return None
        if weight > 0:
            deadline = due.due if due is not None else None
            if due is not None and due.starts and not _RECURS.search(line, max(0, due.start - 40), due.end):
                deadline = None
            starts = due is not None and due.starts
            alone = quantity.unit in _TIME_UNITS and "%" not in line[begin:stop] and "per cent" not in line[begin:stop]
            if deadline is None and not starts and not alone:
                deadline = self.setting.due
            if due is not None and due.relative and self.setting.period is not None:
                low, high = self.setting.period
                if low <= (self.setting.today.year or 0) <= high == due.high - 1:
                    deadline = self.setting.due
            return Reading("target", quantity, (0, 0), (0, 0), deadline=deadline, rule=f"{quantity.rule}/goal")
        as_of = fact.as_of if fact is not None else None
        return Reading("baseline", quantity, (0, 0), (0, 0), as_of=as_of, rule=f"{quantity.rule}/fact")

    def _said(self, line: str, low: int, high: int) -> int:
        """Where the last word of a fact stands: one of the list, or a perfect tense (has connected); -1 for none."""
        at = self.words.last("fact", low, high)
        has = self.words.last("has", low, high)
        return has if has > at and _PERFECT.match(line, has) else at

    def _is_wish(self, begin: int, stop: int) -> bool:
        """Whether a firm or an association asks for it."""
        for who, _ in self.words.all("wish_who"):
            if begin <= who < stop and self.words.has("wish_say", who, min(stop, who + 60)):
                return True
        return False

    def _dropped(self, line: str, sentence: tuple[int, int], quantity: Quantity, floor: int, until: int) -> str:
        """Why a quantity is no statement; "" when it may be one."""
        begin, stop = sentence
        near = max(begin, floor)
        words = self.words
        lead = line[max(0, quantity.start - 24) : quantity.start]
        following = line[quantity.end : quantity.end + 1]
        if re.search(r"\bper\s?$", lead) or (following == "-" and quantity.unit not in _TIME_UNITS):
            return "base"
        if quantity.unit == "count":
            if following and following not in " .,;:)\"'!?—|":
                return "glued"
            small = quantity.value < 40 and (not quantity.bounded or quantity.comparator is Comparator.APPROX)
            if (
                _NUMBERED.match(line, quantity.end)
                and not line[: quantity.start].rstrip(" -·*•").rpartition("|")[2].strip()
            ):
                return "item number"
            if _PRODUCT.match(line, quantity.end):
                return "product"
            if small and cues.STRUCTURE.match(line, quantity.figure_end):
                return "structure"
            noun = counted_noun(line, quantity)
            if noun is None and not (quantity.bounded or _ELLIPTIC.search(lead)):
                return "bare"
            if (
                noun is None
                and quantity.value < 10
                and _is_whole(quantity)
                and not quantity.bounded
                and not (_BROUGHT_TO.search(lead))
            ):
                return "bare"
            if quantity.weak and not quantity.bounded:
                if quantity.value <= 1 or re.search(
                    r"\b(?:all|these|those|the|its|their|both|other|last|first|next|"
                    r"past|our|his|her)\s$",
                    lead,
                    re.IGNORECASE,
                ):
                    return "article"
                if not (
                    words.has("promise", max(begin, quantity.start - 80), min(stop, quantity.end + 140))
                    or _BY_YEAR.search(line, max(begin, quantity.start - 80), min(stop, quantity.end + 140))
                ):
                    return "article"
            if (
                noun is None
                and (quantity.weak or quantity.value < 2)
                and _is_whole(quantity)
                and not (_BROUGHT_TO.search(lead))
            ):
                return "bare"
        elif quantity.unit == "years" or quantity.unit in _TIME_UNITS:
            if (
                quantity.unit == "years"
                or following == "-"
                or words.has("idle_time", near, until)
                or not words.has("obligation", begin, stop)
            ):
                return "duration"
            if quantity.comparator is Comparator.EQ and not re.search(
                r"(?:\b(?:to|of|is|in|be|at|than|from|averag(?:e|es|ed|ing)|waits?|"
                r"waited|waiting|takes?|took)\s|:\s)$",
                lead,
            ):
                return "duration"
        elif (
            quantity.unit == "times"
            and quantity.figure_start + 5 < quantity.figure_end
            and re.match(
                r"\s(?:a|"
                r"per) ",
                line[quantity.end :],
            )
        ):
            return "frequency"
        money = quantity.unit.isupper()
        if (
            money
            and re.search(r"\(\s?(?:about |around |approximately |some |nearly |or )?$", lead)
            and re.match(r"[^()]{0,12}\)", line[quantity.end :])
        ):
            return "conversion"
        if money and _QUALIFIES.search(line, max(begin, quantity.start - 60), quantity.start):
            return "threshold"
        if (
            quantity.unit in _TIME_UNITS
            and quantity.comparator in (Comparator.GT, Comparator.LT)
            and re.search(
                r"\b(?:wait\w*|"
                r"stay\w*|lasting|taking)\s$",
                line[max(0, quantity.start - 12) : quantity.start],
            )
        ):
            return "threshold"
        if quantity.unit == "percent" and line.startswith(" of that", quantity.end):
            return "derived"
        if (money or quantity.unit == "percent") and words.has("parameter", near, until):
            return "parameter"
        if words.has("price", near, until):
            return "price"
        if words.has("forecast", begin, stop) or self._is_wish(begin, stop):
            return "forecast"
        return "inspection" if quantity.unit == "count" and words.has("inspection", near, until) else ""


def _adjectival(line: str, mark: DateMark) -> bool:
    """Whether a year names something : the 2021 Spending Review."""
    return (
        re.match(r" [A-Z][a-z]", line[mark.end : mark.end + 3]) is not None
        and re.match(r"(?:the\s)?\d{4}$", line[mark.start : mark.end].strip(), re.IGNORECASE) is not None
    )


def _share_units(line: str, quantities: list[Quantity]) -> None:
    """Gives a bare figure the unit of the one before: 128 days in 2023, falling to 112 by 2025."""
    for one, other in pairwise(quantities):
        if (
            other.unit == "count"
            and one.unit in (*_TIME_UNITS, "years")
            and not other.weak
            and counted_noun(line, other) is None
            and re.search(r"\bto\s$", line[max(0, other.start - 4) : other.start])
            and len(line[one.end : other.start]) < 40
        ):
            other.unit = one.unit


def _is_whole(quantity: Quantity) -> bool:
    return quantity.value == quantity.value.to_integral_value()


def _sentence_ends(line: str) -> Iterator[int]:
    for match in _END.finditer(line):
        if match[0] == "." and _ABBREVIATION.search(line, max(0, match.start() - 7), match.end()):
            continue
        yield match.end()
    yield len(line)
