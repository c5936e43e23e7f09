"""Chinese sentences to statements: what governs each figure, and whether it is a goal, a fact, or neither.

line -> dates, quantities, clauses
        for each quantity, left to right: update what governs (date, mood) by the clauses passed
            dropped?   prices, fines, parameters, structure, forecasts        (zh_cues.py)
            weighed:   date against the day of writing, cue words, bounds, section, kind of document
            -> Statement with quote and metric                                (zh_metric.py)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.targets import zh_cues as cues
from monitor.targets.kinds import BASELINE, NONE, TARGET, Judge, likeliest
from monitor.targets.marks import DateMark, Quantity, Reading
from monitor.targets.setting import Setting
from monitor.targets.zh_clauses import CHANGED, Clause, bounds_shared, dates_apart, is_old_value, subjects_apart, within
from monitor.targets.zh_dates import find_dates
from monitor.targets.zh_drops import dropped
from monitor.targets.zh_evidence import evidence
from monitor.targets.zh_layout import HEADING, LIST_ITEM, is_heading, opens_list, rank_of
from monitor.targets.zh_metric import metrics_and_quotes
from monitor.targets.zh_mood import Mood, advance, date_weight, governing_dates
from monitor.targets.zh_quantities import find_quantities
from monitor.targets.zh_weighing import SPANS, of_the_plan, of_words
from monitor.text import late as re

_SENTENCE_END = re.compile(r"[。!?]|;|(?<=[^\d])\.(?=\s|$)")
_CUT = re.compile(r"[;。!?:\t|]|,(?!\d{3}(?!\d))|——|(?<=[^\d])\.(?=\s|$)")
#: Sums below are what somebody pays for something.
_NO_OUTLAY = 1_000_000
_GUESSED = re.compile(r"预计|预测|有望|可望|估计|或(?=将|达|超|突)")
#: Heads of sections whose items each have a year of their own.
_TASKS = re.compile(r"任务|安排")
_IS_DUE = re.compile(r"(?:力争|要|将|基本)?(?:达|实现|突破|建成|完成|形成)")
#: Characters in which a section of goals says its year, and what ends it.
_SECTION = 800
_NEXT_HEADING = re.compile(r"\n[^\S\n]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条])")
#: So many dates behind a figure are not its own.
_MILESTONES = 2
#: Says of the figure before it what it is.
_EXPLAINED = re.compile(r"[。,]这(?:是|个(?:数字?|目标)?[^,。]{0,4}是)")
_DIGIT = re.compile(r"[\d〇一二两三四五六七八九十百千万亿半倍番]")


@dataclass(slots=True)
class ChineseReader:
    """Reads the lines of one document in order."""

    text: str
    setting: Setting
    judge: Judge = likeliest
    section: Mood = field(default_factory=Mood)
    lead: Mood = field(default_factory=Mood)
    lead_open: bool = False
    lead_rank: int = 9
    section_rank: int = 9
    #: The line being read, and its dates.
    current: str = ""
    marks: list[DateMark] = field(default_factory=list)
    words: cues.LineCues = field(default_factory=lambda: cues.LineCues(""))
    #: Dates of the sentence being read that are one figure's alone, by where it begins.
    apart: dict[int, DateMark] = field(default_factory=dict)
    #: Kind of the last reading.
    last: str | None = None

    def line(self, start: int, end: int, *, headline: bool) -> Iterator[Reading]:
        """Readings of the line `text[start:end]`."""
        if self.setting.idle:
            return
        self.current = line = self.text[start:end]
        if not _DIGIT.search(line) and not HEADING.match(line) and not line.rstrip().endswith(":"):
            if len(line.strip()) > 30:
                self.lead_open = False
            if len(line) > 12 or "目标" not in line:
                return
        quantities = find_quantities(line, [])
        if not quantities and not is_heading(line, quantities) and not opens_list(line):
            self._pass(line)
            return
        dates = self._obligations_apart(line, find_dates(line, self.setting.today))
        self.marks = dates
        self.words = cues.LineCues(line)
        if dates:
            quantities = find_quantities(line, [(d.start, d.end) for d in dates])
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
        following = self.text[start : start + _SECTION]
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
        governing = governing_dates(line, dates, self.setting.today.year)
        item, rank = self._enter_line(line)
        mood = self.lead.faded(0.9, "lead") if self.lead_open else self.section.faded(1.0, "heading")
        if not item and not self.lead_open and self.section.source == "none":
            mood = Mood(weight=-2.0) if self.setting.report else Mood()
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
                mood, readings = self._sentence(sentence_cuts, dated, inside, mood, quantities, governing)
                metrics_and_quotes(line, (begin, end), readings, quantities, found[-1].metric if found else None)
                subjects_apart(line, begin, end, inside, readings)
                found += readings
            else:
                mood = advance(line, self.words, self.setting, begin, end, end, dated, mood)
            mood = mood.faded(0.8, "paragraph")
            begin = end
        if not item or line.rstrip().endswith(":"):
            self.lead_open = opens_list(line)
            if self.lead_open:
                self.lead, self.lead_rank = mood, rank
                if self.lead.weight < 1.5 and (cues.GOAL_HEAD.search(line) or cues.ANNOUNCES.search(line)):
                    self.lead.weight = 1.5
        for reading in found:
            reading.headline = headline
        return [reading.shifted(offset) for reading in found]

    def _sentence(
        self,
        cuts: list[int],
        dated: list[DateMark],
        inside: list[Quantity],
        mood: Mood,
        every: list[Quantity],
        governing: list[DateMark],
    ) -> tuple[Mood, list[Reading]]:
        """What governs after a sentence whose clauses begin and end at `cuts`, and the readings of its quantities."""
        line, begin, end = self.current, cuts[0], cuts[-1]
        bounds_shared(line, begin, end, inside)
        self.apart = dates_apart(line, begin, end, inside, dated)
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
                outer = mood
                mood = advance(line, self.words, self.setting, position, quantity.start, quantity.end, marks, mood)
                reading = self._judged(clause, mood, governing)
                if any(m.passing and position <= m.start < quantity.end for m in marks):
                    mood = outer
                if reading is not None:
                    self.last = reading.kind
                    found.append(reading)
                position = quantity.end
            mood = advance(line, self.words, self.setting, position, high, high, marks, mood)
        return mood, found

    def _judged(self, clause: Clause, mood: Mood, governing: list[DateMark]) -> Reading | None:
        quantity = clause.quantity
        behind = mood.weight <= -2 and mood.fact is not None
        past = mood.weight <= -2 and mood.fact is not None and clause.low <= mood.fact.start < quantity.start
        reason = dropped(clause, governed=mood.due is not None, past=past, behind=behind)
        if not reason and is_old_value(clause):
            as_of = _as_of(mood, clause)
            return Reading(BASELINE, quantity, (0, 0), (0, 0), as_of=as_of, rule=f"{quantity.rule}/from")
        own = self.apart.get(quantity.start)
        own = own or self._behind(clause, mood, governing)
        mood = self._dated(own, mood) if own is not None else self._ahead(clause, mood, governing)
        ruled = NONE if reason else self._ruled(clause, mood)
        kind = self.judge("zh", clause, evidence(clause, mood, self.setting), ruled)
        if kind == NONE:
            return None
        if kind == TARGET:
            reading = self._target(clause, mood)
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
        if (weight > 0 and self.setting.trade) or (not self.setting.voiced and self._is_idle(clause, mood, weight)):
            return NONE
        return TARGET if weight > 0 else BASELINE

    def _is_idle(self, clause: Clause, mood: Mood, weight: float) -> bool:
        """Whether a figure of a text in which nobody sets targets is a price, a guess or a goal of nobody's."""
        if clause.quantity.unit.isupper() and clause.quantity.value < _NO_OUTLAY:
            return True
        return weight > 0 and (mood.due is None or _GUESSED.search(clause.line, clause.begin, clause.end) is not None)

    def _dated(self, mark: DateMark, mood: Mood) -> Mood:
        """The mood of a figure with a date of its own."""
        weight = date_weight(mark, self.setting)
        if weight < -0.5:
            return Mood(weight=weight, fact=mark, source="clause")
        return Mood(weight=max(weight, mood.weight), due=mark, fact=mood.fact, source="clause")

    def _behind(self, clause: Clause, mood: Mood, governing: list[DateMark]) -> DateMark | None:
        """The date behind a figure in its own clause, when what governs is said in another: 首批5台于2027年投入服务."""
        quantity = clause.quantity
        found = [m for m in governing if clause.low <= m.start < clause.high and not m.period and not m.relative]
        if not found or found[0].start < quantity.end or date_weight(found[0], self.setting) < 2:
            return None
        last = not any(quantity.end <= q.start < clause.high for q in clause.every)
        return found[0] if last and (mood.due is not None or mood.fact is not None) else None

    def _ahead(self, clause: Clause, mood: Mood, governing: list[DateMark]) -> Mood:
        """The mood with the next date of the sentence, when nothing before the figure says a date.

        `315个。这是到2024年底…` takes it from the sentence that explains the figure.
        """
        line, quantity, end = clause.line, clause.quantity, clause.end
        if _EXPLAINED.match(line, quantity.end) and mood.weight > -2:
            end = min(x for x in (line.find("。", quantity.end + 2), len(line)) if x > 0)
            mood = Mood()
        if mood.due is not None or mood.fact is not None or abs(mood.weight) > 2.6:
            return mood
        if quantity.unit in SPANS:
            return mood
        behind = [mark for mark in governing if quantity.end <= mark.start < end]
        if len({mark.due for mark in behind}) > _MILESTONES and behind[0].start >= clause.high:
            # each of them has a figure of its own
            return mood
        for mark in behind:
            weight = date_weight(mark, self.setting)
            if weight > 0.5 and mood.weight >= 0 and self.setting.due in (None, mark.due, *self._undated(mark)):
                return Mood(weight=mood.weight + weight * 0.6, due=mark, source="ahead")
            if weight < -0.5 and mood.weight <= 1:
                return Mood(weight=mood.weight + weight * 0.6, fact=mark, source="ahead")
        return mood

    def _undated(self, mark: DateMark) -> tuple[str, ...]:
        """The year of a month, for a text that is about no plan's period."""
        return (mark.due[:4],) if self.setting.period is None else ()

    def _heads_list(self, mark: DateMark, sentence: tuple[int, int]) -> bool:
        """Whether the date opens the list in which the figure stands: before a colon, or alone at its head."""
        if not self._is_here(mark) or mark.start >= sentence[0]:
            return False
        between = self.current[mark.end : sentence[0]]
        first = self.current.rfind("。", 0, mark.start) + 1
        if "。" not in between and sum(first <= m.start < sentence[0] for m in self.marks) == 1:
            return True
        colon = between.find(":")
        return ":" in self.current[max(0, mark.start - 6) : mark.start] or (0 <= colon < 30 and "。" not in between)

    def _is_whole_period(self, mark: DateMark) -> bool:
        """Whether 五年内 in a plan for five years is its end."""
        low, high = self.setting.period or (0, 0)
        years = mark.high - mark.low
        return low <= (self.setting.today.year or 0) <= high < mark.high and (
            high == mark.high - 1 or (high == low + years - 1 and "规划" in self.text[:200])
        )

    def _is_here(self, mark: DateMark) -> bool:
        """Whether a mark stands in the line being read: offsets of others mean nothing."""
        return any(m is mark for m in self.marks)

    def _target(self, clause: Clause, mood: Mood) -> Reading:
        quantity, sentence = clause.quantity, (clause.begin, clause.end)
        timed = quantity.unit in SPANS
        mark = mood.due
        if (
            mark is not None
            and timed
            and not self._heads_list(mark, sentence)
            and (
                mood.source in ("heading", "lead")
                or not (self._is_here(mark) and sentence[0] <= mark.start < sentence[1])
            )
        ):
            mark = None
        due = mark.due if mark is not None else None
        if mark is not None and mark.starts and "每年" not in self.current[max(0, mark.start - 4) : mark.end + 8]:
            return Reading("target", quantity, (0, 0), (0, 0), deadline=None, rule=f"{quantity.rule}/goal:from")
        if mark is not None and mark.relative and self.setting.period is not None and self._is_whole_period(mark):
            due = str(self.setting.period[1])
        source = mood.source
        strived = re.search(r"力争|争取|努力|确保", self.current[sentence[0] : quantity.start]) is not None
        if within(clause) and (mark is None or not self._is_here(mark)):
            return Reading("target", quantity, (0, 0), (0, 0), deadline=None, rule=f"{quantity.rule}/goal:standing")
        changed = timed and CHANGED.search(self.current, max(0, quantity.start - 16), quantity.figure_start) is not None
        if due is None and (not timed or changed or (strived and self.setting.period is not None)):
            due, source = self.setting.due, "plan"
        return Reading("target", quantity, (0, 0), (0, 0), deadline=due, rule=f"{quantity.rule}/goal:{source}")


def _as_of(mood: Mood, clause: Clause) -> str | None:
    fact = mood.fact
    told = fact is not None and (fact.passing or fact.past or clause.begin <= fact.start < clause.end)
    return fact.as_of if fact is not None and told else None
