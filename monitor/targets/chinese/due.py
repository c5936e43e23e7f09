"""Which date a Chinese figure has for itself, and by when a goal is due.

集聚110户(2024年:71户)              a date in brackets is for the figures in them
460台以上,其中2024年120台            one behind 其中 for the clause it opens
首批5台于2027年投入服务              one behind a figure in its own clause
新增8家,都在2027年底前开业            one behind it in the sentence, when nothing else says when
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.targets.chinese.clauses import CHANGED, Clause, within
from monitor.targets.chinese.mood import Mood, date_weight, governing_dates
from monitor.targets.chinese.weighing import SPANS
from monitor.targets.marks import DateMark, Quantity
from monitor.targets.setting import Setting
from monitor.text import late as re

#: So many dates behind a figure are not its own.
_MILESTONES = 2
#: Says of the figure before it what it is.
_EXPLAINED = re.compile(r"[。,]这(?:是|个(?:数字?|目标)?[^,。]{0,4}是)")
_STRIVEN = re.compile(r"力争|争取|努力|确保")
#: What holds every year, or from a year on: it is due in the first of them.
_YEARLY = re.compile(r"每年|逐年|首年|年均")
#: Takes up the date before.
BY_THEN = ("届时", "到时", "建成后", "投用后", "竣工后")
#: What is done with all that stands before it by the date it begins with: 7月底前全部投入使用.
_CLOSES = re.compile(r"[,;](?:[均并都将]|力争|预计|预定|计划|确保|争取|要求|拟|定|最迟|须|需|应){0,2}(?:在|于)?$")
_DONE = re.compile(
    r"(?:全部|全面|均|都|陆续|正式|整体|基本|如期|同步|可|将|要|实现|统一|集中){0,3}"
    r"(?:建成|完成|完工|竣工|投入|投用|投运|投产|达产|量产|封顶|启用|到位|交付|验收|开业|开诊|开放|落成|运行|运营|使用|就位|落地|实施到位)[^,;。:\d]{0,8}(?=[,;。)\s]|$)"
)
_SENTENCE = re.compile(r"[;。:!?]|(?<=[一二三四五六七八九十\d])[、.]")
_OF_WHICH = re.compile(r"其中[,:]?$")
_END_OF_ASIDE = re.compile(r"[;。!?]")


@dataclass(slots=True)
class Dating:
    """The dates of the line being read, in a document of some setting."""

    setting: Setting
    #: The head of the text.
    head: str
    line: str = ""
    #: All dates of the line, and those that govern what follows them.
    marks: list[DateMark] = field(default_factory=list)
    governing: list[DateMark] = field(default_factory=list)
    #: Dates that are one figure's alone, by where it begins.
    apart: dict[int, DateMark] = field(default_factory=dict)

    def take(self, line: str, marks: list[DateMark], quantities: list[Quantity]) -> None:
        """Begin a line with its dates and figures."""
        self.line, self.marks, self.apart = line, marks, {}
        self.governing = governing_dates(line, marks, self.setting.today.year)
        self._close(quantities)
        asides = [mark for mark in self.governing if self._set_apart(mark, quantities)]
        if asides:
            self.governing = [mark for mark in self.governing if mark not in asides]

    def _close(self, quantities: list[Quantity]) -> None:
        """Gives what stands before it the date that a clause of its own says for all of it: 6台,7月底前全部投用."""
        line = self.line
        for mark in self.governing:
            if not (mark.by or len(mark.due) > 4) or date_weight(mark, self.setting) < 2:
                continue
            if not (_CLOSES.search(line, max(0, mark.start - 8), mark.start) and _DONE.match(line, mark.end)):
                continue
            begin = max((at.end() for at in _SENTENCE.finditer(line, 0, mark.start)), default=0)
            others = [m for m in self.governing if begin <= m.start < mark.start]
            before = [q for q in quantities if begin <= q.start < mark.start]
            if before and all(mark.due.startswith(other.due) for other in others):
                self.apart |= {q.start: mark for q in before}
                self.governing = [m for m in self.governing if m is not mark]

    def _set_apart(self, mark: DateMark, quantities: list[Quantity]) -> bool:
        """Whether a date is that of an aside; its figures get it."""
        line = self.line
        opened = line.rfind("(", max(0, mark.start - 12), mark.start)
        if opened >= 0 and ")" not in line[opened : mark.start]:
            until = line.find(")", mark.end)
        elif _OF_WHICH.search(line, max(0, mark.start - 3), mark.start):
            stop = _END_OF_ASIDE.search(line, mark.end)
            until = stop.start() if stop is not None else len(line)
            until = min([until, *(m.start for m in self.governing if m.start > mark.start)])
        else:
            return False
        inside = [q for q in quantities if mark.end <= q.start < until]
        self.apart |= {q.start: mark for q in inside}
        return bool(inside)

    def own(self, clause: Clause, mood: Mood) -> DateMark | None:
        """The date that is a figure's alone, or stands behind it in its clause while another governs."""
        quantity = clause.quantity
        apart = self.apart.get(quantity.start)
        if apart is not None:
            return apart
        found = [m for m in self.governing if clause.low <= m.start < clause.high and not m.period and not m.relative]
        if not found or found[0].start < quantity.end or date_weight(found[0], self.setting) < 2:
            return None
        last = not any(quantity.end <= q.start < clause.high for q in clause.every)
        return found[0] if last and (mood.due is not None or mood.fact is not None) else None

    def of_mark(self, mark: DateMark, mood: Mood) -> Mood:
        """The mood of a figure with a date of its own."""
        weight = date_weight(mark, self.setting)
        if weight < -0.5:
            return Mood(weight=weight, fact=mark, source="clause")
        return Mood(weight=max(weight, mood.weight), due=mark, fact=mood.fact, source="clause")

    def ahead(self, clause: Clause, mood: Mood) -> Mood:
        """The mood with the next date of the sentence, when nothing before the figure says a date.

        `315个。这是到2024年底…` takes it from the sentence that explains the figure.
        """
        line, quantity, end = clause.line, clause.quantity, clause.end
        if _EXPLAINED.match(line, quantity.end) and mood.weight > -2:
            end = min(x for x in (line.find("。", quantity.end + 2), len(line)) if x > 0)
            mood = Mood()
        if mood.due is not None or mood.fact is not None or mood.weight < -2.6 or quantity.unit in SPANS:
            return mood
        behind = [mark for mark in self.governing if quantity.end <= mark.start < end]
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

    def after_sentence(self, mood: Mood, begin: int, end: int) -> Mood:
        """What governs behind the sentence `line[begin:end]`: a month in the midst of it was for its clause alone."""
        mark = mood.due
        if (
            mark is None
            or self.line.startswith(BY_THEN, end)
            or len(mark.due) < 7
            or not self._is_here(mark)
            or not begin + 6 < mark.start
            or "度" in self.line[mark.start : mark.end]
        ):
            return mood
        return Mood(weight=mood.weight, fact=mood.fact, source=mood.source)

    def deadline(self, clause: Clause, mood: Mood) -> tuple[str | None, str]:
        """(by when a goal is due, what says so)."""
        quantity, line = clause.quantity, self.line
        timed = quantity.unit in SPANS
        mark = mood.due if not timed or self._reaches(clause, mood) else None
        if mark is not None and self._is_over(mark, clause):
            mark = None
        if mark is not None and mark.starts and not self._recurs(mark, clause):
            return None, "from"
        if within(clause) and (mark is None or not self._is_here(mark)):
            return None, "standing"
        if mark is not None:
            whole = mark.relative and self.setting.period is not None and self._is_whole_period(mark)
            return (str(self.setting.period[1]) if whole and self.setting.period else mark.due), mood.source
        changed = timed and CHANGED.search(line, max(0, quantity.start - 16), quantity.figure_start) is not None
        striven = self.setting.period is not None and _STRIVEN.search(line, clause.begin, quantity.start) is not None
        if not timed or changed or striven:
            return self.setting.due, "plan"
        return None, mood.source

    def _is_over(self, mark: DateMark, clause: Clause) -> bool:
        """Whether a date of another sentence had passed on the day of writing: that was another plan's."""
        year = self.setting.today.year
        here = self._is_here(mark) and clause.begin <= mark.start < clause.end
        return year is not None and mark.high < year and not here

    def _reaches(self, clause: Clause, mood: Mood) -> bool:
        """Whether what governs is the date of a span of time: most are held to for ever."""
        mark = mood.due
        if mark is None:
            return False
        if self._heads_list(mark, clause.begin) or (mood.source == "lead" and mark.by):
            return True
        here = self._is_here(mark) and clause.begin <= mark.start < clause.end
        return here and mood.source not in ("heading", "lead")

    def _recurs(self, mark: DateMark, clause: Clause) -> bool:
        """Whether what starts at a date is due then: 自2026年起每年4000万元, 2027年起不超过30天."""
        quantity = clause.quantity
        if _YEARLY.search(self.line, max(0, mark.start - 4), max(mark.end + 8, quantity.start)):
            return True
        return quantity.bounded and self._is_here(mark) and clause.begin <= mark.start < quantity.start

    def _heads_list(self, mark: DateMark, begin: int) -> bool:
        """Whether the date opens the list in which a sentence stands: before a colon, or alone at its head."""
        if not self._is_here(mark) or mark.start >= begin:
            return False
        between = self.line[mark.end : begin]
        first = self.line.rfind("。", 0, mark.start) + 1
        if "。" not in between and sum(first <= m.start < begin for m in self.marks) == 1:
            return True
        colon = between.find(":")
        return ":" in self.line[max(0, mark.start - 6) : mark.start] or (0 <= colon < 30 and "。" not in between)

    def _is_whole_period(self, mark: DateMark) -> bool:
        """Whether 五年内 in a plan for five years is its end."""
        low, high = self.setting.period or (0, 0)
        years = mark.high - mark.low
        return low <= (self.setting.today.year or 0) <= high < mark.high and (
            high == mark.high - 1 or (high == low + years - 1 and "规划" in self.head)
        )

    def _is_here(self, mark: DateMark) -> bool:
        """Whether a mark stands in the line being read: offsets of others mean nothing."""
        return any(m is mark for m in self.marks)
