"""Chinese sentences to statements: what governs each figure, and whether it is a goal, a fact, or neither.

line -> dates, quantities, clauses
        for each quantity, left to right: update what governs (date, mood) by the clauses passed
            dropped?   prices, fines, parameters, structure, forecasts        (cues)
            weighed:   date against the day of writing, cue words, bounds, section, kind of document
            -> Statement with quote and metric                                (metric)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.targets.chinese import cues
from monitor.targets.chinese.clauses import Clause, bounds_shared, dates_apart, is_old_value, subjects_apart
from monitor.targets.chinese.dates import find_dates
from monitor.targets.chinese.drops import ABANDONED, dropped, is_average
from monitor.targets.chinese.due import BY_THEN, Dating
from monitor.targets.chinese.evidence import evidence
from monitor.targets.chinese.layout import HEADING, LIST_ITEM, is_heading, opens_list, rank_of
from monitor.targets.chinese.metric import metrics_and_quotes
from monitor.targets.chinese.mood import Mood, advance, date_weight, is_base, is_beside
from monitor.targets.chinese.quantities import Figures
from monitor.targets.chinese.weighing import of_the_plan, of_words
from monitor.targets.learned.kinds import BASELINE, NONE, TARGET, Judge
from monitor.targets.marks import DateMark, Quantity, Reading
from monitor.targets.noted import Noted
from monitor.targets.setting import Setting
from monitor.targets.whole import Whole
from monitor.text import late as re

_SENTENCE_END = re.compile(r"[。!?]|;|(?<=[^\d])\.(?=\s|$)")
_CUT = re.compile(r"[;。!?:\t|]|,(?!\d{3}(?!\d))|——|(?<=[^\d])\.(?=\s|$)")
#: Sums below that are reported are what somebody paid for something.
_NO_OUTLAY = 10_000_000
#: Heads of sections whose items each have a year of their own.
_TASKS = re.compile(r"任务|安排")
#: What share has something done within a time: 确诊后6个月内干预率.
_RATE_WITHIN = re.compile(r"[^,。;\d]{1,10}(?:率|比例|占比)")
#: Before a span that something is brought down to: 由15个月缩短为9个月以内.
_SHORTENED_TO = re.compile(r"(?:缩短|压缩|压减|缩减|减少|缩|降|减)[到至为成]$")
_IS_DUE = re.compile(r"(?:力争|要|将|基本)?(?:达|实现|突破|建成|完成|形成)")
#: Characters in which a section of goals says its year, and what ends it.
_SECTION = 800
_NEXT_HEADING = re.compile(r"\n[^\S\n]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条])")
_DIGIT = re.compile(r"[\d〇一二两三四五六七八九十百千万亿半倍番]")


@dataclass(slots=True)
class ChineseReader:
    """Reads the lines of one document in order."""

    whole: Whole
    setting: Setting
    judge: Judge
    #: Takes its dates and figures.
    noted: Noted
    section: Mood = field(default_factory=Mood)
    lead: Mood = field(default_factory=Mood)
    lead_open: bool = False
    lead_rank: int = 9
    section_rank: int = 9
    #: The line being read, its dates and its words.
    current: str = ""
    start: int = 0
    dating: Dating = field(init=False)
    words: cues.LineCues = field(default_factory=lambda: cues.LineCues(""))
    #: What governed at the end of the line before.
    left: Mood = field(default_factory=Mood)
    #: Kind of the last reading.
    last: str | None = None

    def __post_init__(self) -> None:
        self.dating = Dating(self.setting, self.whole.text[:200])

    def line(self, start: int, end: int, *, headline: bool) -> Iterator[Reading]:
        """Readings of the line `text[start:end]`."""
        if self.setting.idle:
            return
        self.start, self.current = start, self.whole.text[start:end]
        line = self.current
        if not _DIGIT.search(line) and not HEADING.match(line) and not line.rstrip().endswith(":"):
            if len(line.strip()) > 30:
                self.lead_open = False
            if len(line) > 12 or "目标" not in line:
                return
        figures = Figures(line)
        quantities = figures.apart([])
        if not quantities and not is_heading(line, quantities) and not opens_list(line):
            self._pass(line)
            if "年" in line:
                self.noted.take(start, find_dates(line, self.setting.today), ())
            return
        dates = self._obligations_apart(line, find_dates(line, self.setting.today))
        self.words = cues.LineCues(line)
        if dates:
            quantities = figures.apart([(d.start, d.end) for d in dates])
        due = [d for d in dates if not (is_base(line, d, None, dated=False) or is_beside(line, d))]
        self.noted.take(start, due, quantities)
        if self.setting.currency != "CNY":
            for quantity in quantities:
                if quantity.unit == "CNY" and "人民币" not in line[quantity.start : quantity.end + 6]:
                    quantity.unit = self.setting.currency
        heading = is_heading(line, quantities)
        if heading:
            self._enter_section(line, dates, end)
            if not quantities:
                return
        yield from self._read(line, start, dates, quantities, headline=headline)

    def _enter_line(self, line: str) -> tuple[bool, int]:
        """Whether the line is an item of a list, and its rank; what it ends governs no more."""
        item = bool(LIST_ITEM.match(line)) or bool(HEADING.match(line))
        rank = rank_of(line)
        if self.lead_open and rank <= self.lead_rank < 9:
            self.lead_open = False
        if rank <= self.section_rank < 9:
            self.section, self.section_rank = Mood(), 9
        return item, rank

    def _pass(self, line: str) -> None:
        """As `_read` leaves things behind a line without figures that opens no list: what it says ends with it."""
        item, _ = self._enter_line(line)
        if not item:
            self.lead_open = False

    def _obligations_apart(self, line: str, dates: list[DateMark]) -> list[DateMark]:
        """Dates without those that are the figure itself: 新机器入院一个月内必须开机."""
        kept = []
        for mark in dates:
            if mark.relative and re.search(r"月[以之]?内", line[mark.start : mark.end]):
                clause = re.split(r"[,;。]", line[mark.end :])[0]
                before = re.split(r"[,;。]", line[: mark.start])[-1]
                if _RATE_WITHIN.match(clause) or _SHORTENED_TO.search(before):
                    continue
                if not re.search(r"\d", clause + before) and re.search(
                    r"必须|应(?!用)|须|不得|要|周期|时限|时间|用时|控制在|不超过", clause + before
                ):
                    continue
            kept.append(mark)
        return kept

    def _enter_section(self, line: str, dates: list[DateMark], end: int) -> None:
        """What a heading says governs what follows; it ends at `end` of the text."""
        mood = Mood(source="heading")
        if cues.GOAL_HEAD.search(line):
            mood.weight = 2.0
        elif cues.FACT_HEAD.search(line):
            mood.weight = -2.0
        for mark in dates:
            weight = date_weight(mark, self.setting)
            if weight > 0:
                mood.due, mood.weight = mark, max(mood.weight, 1.5)
            elif weight < 0 and mood.weight <= 0:
                mood.fact, mood.weight = mark, -1.5
        self.section, self.section_rank = mood, rank_of(line)
        if (
            mood.weight == 2
            and self.section_rank < 9
            and not _TASKS.search(line)
            and not (mood.due or self.setting.due)
        ):
            mood.due = self._due_of_goals(end)
        self.lead, self.lead_open = Mood(), False

    def _due_of_goals(self, start: int) -> DateMark | None:
        """The one year by which a section of goals, its text beginning at `start`, wants them; None for several."""
        following = self.whole.text[start : start + _SECTION]
        stop = _NEXT_HEADING.search(following)
        marks = [
            mark
            for mark in find_dates(following[: stop.start() if stop else _SECTION], self.setting.today)
            if (mark.by or mark.relative or _IS_DUE.match(following, mark.end))
            and not mark.starts
            and date_weight(mark, self.setting) >= 2
        ]
        return marks[0] if len({mark.due for mark in marks}) == 1 and len(marks[0].due) == 4 else None

    def _read(
        self, line: str, offset: int, dates: list[DateMark], quantities: list[Quantity], *, headline: bool
    ) -> list[Reading]:
        self.dating.take(line, dates, quantities)
        governing = self.dating.governing
        item, rank = self._enter_line(line)
        mood = self.lead.faded(0.9, "lead") if self.lead_open else self.section.faded(1.0, "heading")
        if not item and not self.lead_open and self.section.source == "none":
            mood = Mood(weight=-2.0) if self.setting.report else Mood()
        if self.left.due is not None and line.lstrip().startswith(BY_THEN):
            mood = self.left.faded(0.9, "paragraph")
        cuts = [m.end() for m in _CUT.finditer(line)]
        ends = [m.end() for m in _SENTENCE_END.finditer(line)]
        if not ends or ends[-1] < len(line):
            ends.append(len(line))
        begin = 0
        found: list[Reading] = []
        for end in ends:
            inside = [q for q in quantities if begin <= q.start < end]
            dated = [m for m in governing if begin <= m.start < end]
            if inside:
                sentence_cuts = [begin, *(c for c in cuts if begin < c < end), end]
                mood, readings = self._sentence(sentence_cuts, dated, inside, mood, quantities)
                metrics_and_quotes(line, (begin, end), readings, quantities, found[-1].metric if found else None)
                subjects_apart(line, begin, end, inside, readings)
                found += readings
            else:
                mood = advance(line, self.words, self.setting, begin, end, end, dated, mood)
            mood = self.dating.after_sentence(mood, begin, end).faded(0.8, "paragraph")
            begin = end
        self.left = mood
        self._leave_line(line, item, rank, mood, found)
        for reading in found:
            reading.headline = headline
        return [reading.shifted(offset) for reading in found]

    def _leave_line(self, line: str, item: bool, rank: int, mood: Mood, found: list[Reading]) -> None:
        """What a line says governs the list it opens; what the first item is, the others are."""
        if not item or line.rstrip().endswith(":"):
            self.lead_open = opens_list(line)
            if self.lead_open:
                self.lead, self.lead_rank = mood, rank
                if self.lead.weight < 1.5 and (cues.GOAL_HEAD.search(line) or cues.ANNOUNCES.search(line)):
                    self.lead.weight = 1.5
            return
        told = self.lead_open and found and found[0].kind == "target" and mood.due is not None
        if told and self.lead.due is None and self.lead.weight < 1.5:
            self.lead = Mood(weight=1.5, due=None if self.setting.due else mood.due, source="lead")

    def _sentence(
        self,
        cuts: list[int],
        dated: list[DateMark],
        inside: list[Quantity],
        mood: Mood,
        every: list[Quantity],
    ) -> tuple[Mood, list[Reading]]:
        """What governs after a sentence whose clauses begin and end at `cuts`, and the readings of its quantities."""
        line, begin, end = self.current, cuts[0], cuts[-1]
        bounds_shared(line, begin, end, inside)
        self.dating.apart |= dates_apart(line, begin, end, inside, dated)
        found: list[Reading] = []
        for low, high in itertools.pairwise(cuts):
            marks = [m for m in dated if low <= m.start < high] if dated else dated
            position = low
            for quantity in [q for q in inside if low <= q.start < high]:
                clause = Clause(
                    line=line,
                    words=self.words,
                    begin=begin,
                    end=end,
                    low=low,
                    high=high,
                    quantity=quantity,
                    every=every,
                )
                passing = any(m.passing and position <= m.start < quantity.end for m in marks)
                lasting = [m for m in marks if not m.passing] if passing else marks
                outer = advance(line, self.words, self.setting, position, quantity.start, quantity.end, lasting, mood)
                if passing:
                    mood = advance(line, self.words, self.setting, position, quantity.start, quantity.end, marks, mood)
                reading = self._judged(clause, mood if passing else outer)
                mood = outer
                if reading is not None:
                    self.last = reading.kind
                    found.append(reading)
                position = quantity.end
            mood = advance(line, self.words, self.setting, position, high, high, marks, mood)
        return mood, found

    def _judged(self, clause: Clause, mood: Mood) -> Reading | None:
        quantity = clause.quantity
        behind = mood.weight <= -2 and mood.fact is not None
        past = mood.weight <= -2 and mood.fact is not None and clause.low <= mood.fact.start < quantity.start
        reason = dropped(clause, governed=mood.due is not None, past=past, behind=behind)
        if reason == ABANDONED:
            return None
        if not reason and is_old_value(clause):
            as_of = _as_of(mood, clause)
            return Reading(BASELINE, quantity, (0, 0), (0, 0), as_of=as_of, rule=f"{quantity.rule}/from")
        own = self.dating.own(clause, mood)
        mood = self.dating.of_mark(own, mood) if own is not None else self.dating.ahead(clause, mood)
        ruled = NONE if reason else self._ruled(clause, mood)
        manner = "zh-trade" if self.setting.trade or not self.setting.voiced else "zh"
        heard = evidence(
            clause, mood, self.setting, reason=reason, tenor=self.whole.tenor_zh.at(self.start + clause.begin)
        )
        kind = self.judge(manner, clause, heard, ruled)
        if kind == NONE or (kind == TARGET and self.setting.rules and mood.due is None):
            # what rules in force demand is no goal
            return None
        if kind == TARGET:
            due, source = self.dating.deadline(clause, mood)
            reading = Reading(TARGET, quantity, (0, 0), (0, 0), deadline=due, rule=f"{quantity.rule}/goal:{source}")
        else:
            as_of = mood.fact.as_of if mood.fact is not None else None
            rule = f"{quantity.rule}/fact:{mood.source}"
            reading = Reading(BASELINE, quantity, (0, 0), (0, 0), as_of=as_of, rule=rule)
        if kind != ruled:
            reading.rule += ":learned"
        return reading

    def _ruled(self, clause: Clause, mood: Mood) -> str:
        """The kind that the rules come to."""
        weight = mood.weight + of_words(clause, mood, self.last)
        if abs(weight) < 2.0:
            weight += of_the_plan(clause, mood, self.setting)
        if weight > 0 and (self.setting.trade or not (self.setting.voiced or self._is_of_a_plan(mood))):
            return NONE
        if weight > 0:
            return TARGET
        is_price = clause.quantity.unit.isupper() and clause.quantity.value < _NO_OUTLAY and not is_average(clause)
        return NONE if is_price else BASELINE

    def _is_of_a_plan(self, mood: Mood) -> bool:
        """Whether a goal in a text without a voice is that of a plan: due in a later year, or written as one."""
        return mood.due is not None and (self.setting.formal or mood.due.high > (self.setting.today.year or 0))


def _as_of(mood: Mood, clause: Clause) -> str | None:
    fact = mood.fact
    told = fact is not None and (fact.passing or fact.past or clause.begin <= fact.start < clause.end)
    return fact.as_of if fact is not None and told else None
