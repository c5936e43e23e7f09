"""English sentences to statements: what governs each figure, and whether it is a goal, a fact, or neither.

    line -> dates, quantities
            each sentence: for each quantity, the date that governs it (behind it, before it, carried on)
                dropped?   prices, parameters, structure, forecasts, figures without a noun     (drops)
                weighed:   date against the day of writing, modal verbs and tenses, kind of document   (weighing)
                -> Statement with quote and metric                                              (metric)

Machine-translated Chinese is told by its marks; in it a past tense says little and the goal of one sentence governs
the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.targets.cues import Cues
from monitor.targets.english import cues
from monitor.targets.english.carried import Measured
from monitor.targets.english.chains import follow
from monitor.targets.english.clauses import Clause, sentence_ends
from monitor.targets.english.currencies import LocalCurrencies
from monitor.targets.english.dates import find_english_dates
from monitor.targets.english.due import date_weight, set_due
from monitor.targets.english.ellipsis import is_part, share_units
from monitor.targets.english.judging import judged
from monitor.targets.english.layout import (
    ITEM,
    heads_dated_goals,
    heads_facts,
    heads_figures,
    heads_goals,
    heads_results,
    heads_with_date,
    heads_year,
    is_bare_item,
    is_heading,
    opening_date,
    opens_list,
)
from monitor.targets.english.metric import metric_and_quote
from monitor.targets.english.paired import paired
from monitor.targets.english.points import has_commas, with_points
from monitor.targets.english.quantities import find_english_quantities
from monitor.targets.english.sums import Sums
from monitor.targets.english.weighing import DONE, Around, Carried, told
from monitor.targets.learned.kinds import Judge
from monitor.targets.marks import DateMark, Quantity, Reading
from monitor.targets.noted import Noted
from monitor.targets.setting import Setting
from monitor.targets.whole import Whole
from monitor.text import late as re

#: A year that figures are compared with.
_BASE = re.compile(
    r"\b(?:on the basis(?: of)?|from (?:the|a) (?:base|level) of|as (?:much|many|high|large|big|long|low|fast) as|"
    r"compared (?:with|to)|than(?: (?:in|that (?:of|in)))?|"
    r"relative to|versus|against|over|"
    r"on)\s(?:the year (?:of )?)?$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\s(?:(?!the\b|its\b|an?\b|this\b)[a-z]+\s)?(?:levels?|figures?|budget (?:of|was)|baseline)\b")
_TELLS = re.compile(
    r"\b(?:announc|unveil|adopt|approv|launch|publish|propos|present|set out|sign|confirm|reveal|pledg)\w*|\bsaid\b",
    re.IGNORECASE,
)
#: A year that may name something: the 2021 Spending Review.
_LONE_YEAR = re.compile(r"(?:the\s)?\d{4}$", re.IGNORECASE)
_NAME = re.compile(r" [A-Z][a-z]")
_YUAN = re.compile(r"\byuan\b|\bRMB\b")
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class EnglishReader:
    """Reads the lines of one document in order."""

    whole: Whole
    setting: Setting
    carried: Carried
    #: What ambiguous currencies stand for.
    currencies: LocalCurrencies
    judge: Judge
    #: Takes its dates and figures.
    noted: Noted
    #: Its sentences are lines: what one says goes on in the next.
    broken: bool = False
    #: Its decimals have commas.
    commas: bool = False
    #: What figures were last measured in.
    measured: Measured = field(default_factory=Measured)
    #: In which currency money was last spoken of.
    sums: Sums = field(default_factory=Sums)
    #: The deadline of the last goal read: a table that follows may go without.
    recent_due: str | None = None
    #: What a line that ends in a colon says of the list below it.
    lead: Carried | None = None
    #: The date of the heading of results that the lines being read stand below.
    fact: DateMark | None = None
    #: Whether the lines before the one being read speak of goals.
    wanted: bool = False
    #: Whether the line being read belongs to such a list.
    led: bool = False
    #: The date before the colon that opens the line being read: it is that of all its items.
    opening: DateMark | None = None
    #: Where the line being read begins in the text.
    start: int = 0
    #: Cue words of the line being read.
    words: Cues = field(default_factory=lambda: Cues({}))

    @classmethod
    def of(cls, whole: Whole, setting: Setting, judge: Judge, noted: Noted) -> EnglishReader:
        """A reader for a document; looks at its beginning for the marks of machine translation."""
        return cls(
            whole,
            setting,
            Carried(),
            currencies=LocalCurrencies(whole.text, setting.currency),
            judge=judge,
            noted=noted,
            broken=cues.is_broken(whole.text),
            commas=has_commas(whole.text),
            sums=Sums("CNY" if whole.translated and _YUAN.search(whole.text) else ""),
        )

    def line(self, start: int, end: int, *, headline: bool) -> Iterator[Reading]:
        """Readings of the line `text[start:end]`."""
        if self.setting.idle:
            return
        line = with_points(self.whole.text[start:end].replace("\n", " "), commas=self.commas)
        self.start = start
        self._begin(line)
        if not (_DIGIT.search(line) or self.whole.has_number_word(start, end)):
            if opens_list(line) and self.whole.cues(start, end).has("goal", 0, len(line)):
                self.lead = Carried(2.0, self.lead.due if self.lead is not None else None, None)
            return
        self.words = words = self.whole.cues(start, end)
        dates = find_english_dates(line, self.setting, words)
        quantities = find_english_quantities(line, [(d.start, d.end) for d in dates], words)
        dates = [mark for mark in dates if not _is_base(line, mark)]
        self.noted.take(start, dates, quantities)
        for quantity in quantities:
            quantity.unit = self.currencies.of(quantity.unit, line[quantity.start : quantity.end])
        headed = self._headed(line, dates, quantities)
        if headed is not None:
            self.lead = headed
        found: list[Reading] = []
        begin = 0
        for stop in sentence_ends(line):
            inside = [q for q in quantities if begin <= q.start < stop]
            marks = [d for d in dates if begin <= d.start < stop and _governs(line, d)]
            read = len(found)
            if inside:
                self.measured.share(line, begin, stop, inside)
                share_units(line, inside)
                self.sums.name(line, begin, stop, inside)
                found += self._sentence(line, (begin, stop), inside, marks, found[-1] if found else None)
                follow(line, found[read:], marks, translated=self.whole.translated)
            elif marks:
                set_due(line[begin:stop], marks, found, self.setting)
            self.measured.heed(line, inside)
            self._carry(line, begin, stop, marks, read=len(found) > read)
            begin = stop
        if (
            headed is None
            and opens_list(line)
            and (words.has("goal", len(line) - 80, len(line)) or self.carried.due is not None or self.lead is not None)
        ):
            self.lead = Carried(2.0, self.carried.due, None)
        if headline:
            self.carried = Carried()
        for reading in found:
            self.recent_due = reading.deadline or self.recent_due
            reading.headline = headline
            yield reading.shifted(start)

    def _goes_bare(self, line: str) -> bool:
        """Whether a line is an item without a mark below a heading with a date."""
        return self.lead is not None and self.lead.due is not None and is_bare_item(line)

    def _headed(self, line: str, dates: list[DateMark], quantities: list[Quantity]) -> Carried | None:
        """What a heading with a date says of the list below it; one of goals needs no day of writing to be ahead."""
        # its number is no figure: 3. Targets to 2028
        if len(dates) != 1 or len(quantities) > 1 or (quantities and quantities[0].start > 1):
            return None
        date, weight = dates[0], date_weight(dates[0], self.setting)
        if not quantities and weight > 0.1 and heads_with_date(line, date):
            return Carried(2.0, date, None)
        if not quantities and weight <= 0.2 and not date.by and heads_facts(line):
            self.fact = date
            return Carried(DONE, None, date)
        if not quantities and self.setting.today.year is None and self.setting.plan and heads_year(line, date):
            self.fact = date
            return Carried(2.0 if self.wanted else 0.0, date, None)
        return Carried(2.0, date, None) if weight >= 0 and heads_dated_goals(line, date) else None

    def _begin(self, line: str) -> None:
        """What the lines before leave to a line, and what it opens for those behind when it is a heading."""
        item = ITEM.match(line) is not None or self._goes_bare(line)
        self.wanted = max(self.carried.weight, self.lead.weight if self.lead is not None else 0.0) > 0
        if self.whole.translated:
            if not self.broken:
                heads = heads_figures(line)
                kept = self.carried.due if item or heads else None
                weight = 2.0 if heads else self.carried.weight * (0.85 if item else 0.5)
                self.carried = Carried(weight, kept, None)
                if item and self.lead is not None and self.lead.due is not None:
                    self.carried = Carried(2.0, self.lead.due, None)
        else:
            self.led = item and self.lead is not None and self.lead.weight > 0
            self.carried = self.lead if item and self.lead is not None else Carried()
        if not item and is_heading(line):
            self.fact = None
        if not item and (len(line) > 20 or heads_facts(line)):
            self.lead = Carried(DONE, None, None) if heads_results(line) else None
        if self.whole.translated and self.carried.due is not None and heads_figures(line):
            self.lead = self.carried
        elif heads_goals(line) and (not item or self.lead is None):
            self.lead = Carried(2.0, None, None)

    def _sentence(
        self,
        line: str,
        sentence: tuple[int, int],
        quantities: list[Quantity],
        marks: list[DateMark],
        before: Reading | None,
    ) -> Iterator[Reading]:
        """Readings of one sentence; `before` is the figure before it."""
        begin, stop = sentence
        floor = spoken = begin
        previous = before.metric if before is not None else None
        around = Around(
            setting=self.setting,
            translated=self.whole.translated,
            led=self.led,
            carried=self.carried,
            fact=self.fact,
            private=self.whole.private,
            tenor=self.whole.tenor.at(self.start + begin),
            judge=self.judge,
        )
        dates = paired(line, sentence, quantities, marks)
        for index, quantity in enumerate(quantities):
            high = quantities[index + 1].start if index + 1 < len(quantities) else stop
            clause = Clause(
                line=line, words=self.words, begin=begin, stop=stop, low=floor, high=high, quantity=quantity
            )
            reading = judged(clause, marks, around, dates.get(quantity.start))
            if reading is not None:
                if before is not None and is_part(clause, marks, of_money=before.quantity.unit.isupper()):
                    reading.kind, reading.deadline, reading.as_of = before.kind, before.deadline, before.as_of
                before = reading
                metric_and_quote(line, sentence, reading, max(floor, spoken), previous)
                previous = reading.metric
                floor, spoken = quantity.end, reading.quote[1]
                yield reading

    def _carry(self, line: str, begin: int, stop: int, marks: list[DateMark], *, read: bool) -> None:
        """What this sentence leaves to the next; the date of one that says no figure only when it leads."""
        carried = Carried(self.carried.weight * 0.7, self.carried.due, self.carried.fact)
        if begin == 0:
            opening = opening_date(line, marks)
            self.opening = opening if opening is not None and date_weight(opening, self.setting) > 0 else None
        if self.opening is not None and line[stop - 1 : stop] == ";":
            # what one item of a list says of its own date is not said of the next
            self.carried = Carried(2.0, self.opening, None)
            return
        ahead = False
        for mark in marks:
            weight = date_weight(mark, self.setting)
            if weight < 0 and line[mark.start - 1 : mark.start] == "(":
                continue
            if weight > 0.5:
                leads = read or mark.start - begin < 12 or opens_list(line) or self.whole.translated
                leads = leads or line.startswith(("until ", "till ", "through "), mark.start)
                carried = Carried(2.0, mark if leads else None, carried.fact)
                ahead = True
            elif weight < -0.5 and not (ahead and self.whole.translated):
                carried = Carried(-1.5, carried.due if self.whole.translated else None, mark)
        if not marks and not line[begin:stop].rstrip().endswith("?"):
            if self.words.has("goal", begin, stop):
                carried.weight = max(carried.weight, 1.0)
            elif told(line, self.words, begin, stop) >= 0:
                carried.weight = min(carried.weight, -1.0)
        self.carried = carried


def _is_base(line: str, mark: DateMark) -> bool:
    """Whether a date is what figures are compared with."""
    return (
        (line.startswith("over ", mark.start) and mark.low == mark.high and not mark.relative)
        or _LEVEL.match(line, mark.end) is not None
        or _BASE.search(line, max(0, mark.start - 28), mark.start) is not None
    )


def _governs(line: str, mark: DateMark) -> bool:
    """Whether a date may say when something holds: it neither names a thing nor the day of the news."""
    return not _adjectival(line, mark) and not _is_day_of_news(line, mark)


def _is_day_of_news(line: str, mark: DateMark) -> bool:
    """Whether `today` is when something was told: announced in his address today, has today set out."""
    return (
        line[mark.start : mark.end].lower().endswith("today")
        and _TELLS.search(line, max(0, mark.start - 90), mark.end + 24) is not None
    )


def _adjectival(line: str, mark: DateMark) -> bool:
    """Whether a year names something : the 2021 Spending Review."""
    return _NAME.match(line, mark.end) is not None and _LONE_YEAR.match(line[mark.start : mark.end].strip()) is not None
