"""Which date governs an English figure, how it weighs, and when a goal is due.

the first date behind a figure, else the nearest before it      by March 2025 on a page of 2024: +; in 2022: -
not that of another verb or clause                              reach 35% in 2026, and by 2029 ...
"""

from __future__ import annotations

from monitor.targets.english.clauses import TIME_UNITS, Clause
from monitor.targets.english.shape import is_awaited
from monitor.targets.marks import DateMark, Reading
from monitor.targets.setting import Setting
from monitor.text import late as re

#: A sentence that says by when what was said before is due.
_SETS_DAY = re.compile(
    r"\s*(?:[Tt]he |[Tt]heir |[Ii]ts )?(?:(?:deadline|target date|due date|cut-off(?: date)?|completion date|"
    r"target year)"
    r"(?: for (?:this|that|it|all of this|both|compliance|completion|delivery|the work))? (?:is|was set|has been "
    r"set|falls)\b|"
    r"(?:[Tt]hey|[Ii]t|[Hh]ospitals|[Bb]oth|[Aa]ll of them|[Tt]he \w+) (?:has|have|will have|are given|is given|"
    r"were given) "
    r"(?:time )?until\b|"
    r"(?:[Tt]his|[Tt]hat|[Tt]hese|[Ii]t|[Bb]oth|[Aa]ll(?: of (?:this|them|it))?|[Tt]hey|(?:[Tt]he )?(?:[Ww]ork|"
    r"[Ww]orks|"
    r"last(?: one| ones| of them)?|rest|remainder|[Dd]elivery|[Dd]eliveries|[Cc]ompletion|[Ii]nstallation|"
    r"[Rr]oll-?out|[Cc]onstruction|[Pp]rocurement)) "
    r"(?:must|should|is to|are to|will|shall|is expected to|are expected to|is due to|are due to|is|are|has to|have to)"
    r"(?: (?:be|happen|done|completed?|finished|achieved|reached|in place|ready|over|expected|due|planned|scheduled|"
    r"foreseen|concluded?|delivered|met|follow|end|take place)){1,3}\b)"
)
_AT_END = re.compile(r"(?:[Bb]y|[Aa]t|[Bb]efore|[Tt]o) the (?:end|close)\b")
_RECURS = re.compile(r"\b(?:every|each|per|a) (?:financial |fiscal )?year|annually|yearly", re.IGNORECASE)
_OFTEN = re.compile(r"\b(?:every|each|per|an?) (?:year|month|week|day)\b|\bannually\b|\byearly\b")
#: What is to be no longer what it was: it is no standing obligation.
_CHANGES = re.compile(
    r"\b(?:from (?:[\d.]+|[a-z]+) (?:minutes|hours|days|weeks|months)|brought|cut|reduc\w+|shorten\w*|lower\w*|"
    r"down|halv\w+|bring|fall|compress\w*)\b"
)
_THEN_WANTED = re.compile(
    r"(?:\s\d[\d.,]*(?:\s?[a-z%]+){0,5})?,\s(?:(?:is|are) (?:to|going to)|will|would|shall|should|must)\b"
)
_MUST = re.compile(r"\b(?:must|shall|should|required|obliged|told|has to|have to|minimum|at least|no less)\b")
#: Between the date of one clause and the figure of the next, which has a date of its own.
_NEXT_CLAUSE = re.compile(r"(?:,\s(?:and|while|but)\b|;|\bwhile\b)")
_BOTH = re.compile(r",?\s(?:and|but|while)\s(?:[\w’'-]+\s){0,3}")
#: What parts a figure from its date no further: a conversion, a word.
_ASIDE = re.compile(r"\([^()]*\)|, respectively,?")
#: What the date behind is not that of all: 49 machines, 30 of which by the end of the year.
_PARTED = re.compile(r"\(|\bso that\b|\bof (?:which|whom|them)\b")
#: Behind a date that brackets hold alone: 50 clinics (2027), 5% (2028 target).
_ALONE = re.compile(r"(?:\s(?:target|goal|plan))?\)")
_OLD_TO_NEW = re.compile(r"\sto\s(?:(?:about|some|over|at|least|more|than|around)\s){0,2}")
#: Where the next clause begins, with a date of its own.
_ANOTHER = re.compile(r"\s?,\s(?:and|while|but)\b")


def heads_ahead(clause: Clause, mark: DateMark | None, setting: Setting) -> bool:
    """Whether a day to come opens the sentence of a figure: then nothing has happened yet, whatever the tense says.

    Translators put goals so: By the end of 2030, 40 factories had been built; in the 15th plan period it reached 7.5.
    """
    year = setting.today.year
    if mark is None or year is None or mark.past or mark.starts or mark.start - clause.begin > 4:
        return False
    if mark.named and not _AT_END.match(clause.line, mark.start):
        return False
    return mark.end <= clause.quantity.start and (mark.low > year or (mark.by and mark.period and mark.high > year))


def date_weight(mark: DateMark, setting: Setting) -> float:
    """How strongly a date speaks for a goal (positive) or a fact (negative), 0 for neither."""
    year = setting.today.year
    if mark.past:
        return -2.5
    if mark.named:
        return 0.5 if year is None or mark.high >= year else -1.0
    if mark.relative:
        return 2.5
    if year is None:
        return 2.0 if mark.by else 0.0
    if mark.period:
        return 2.0 if mark.high > year else -2.5
    if _is_under_way(mark, setting):
        if setting.due is not None and mark.due < setting.due and not mark.by:
            # the year before that of the plan
            return -1.5
        return 2.0 if mark.by else 0.2
    if mark.low != year:
        return (4.0 if mark.by else 3.0) if mark.low > year else -3.0
    day = setting.today.day
    if len(mark.due) >= 7 and day is not None:
        month = int(mark.due[5:7]) + 12 * (int(mark.due[:4]) - year)
        if mark.by and month > day.month:
            return 3.5
        return 2.0 if month > day.month or (mark.by and month == day.month) else -2.0
    return 2.5 if mark.by else 0.2


def _is_under_way(mark: DateMark, setting: Setting) -> bool:
    """Whether a fiscal year that began last year has not ended: 2025-26 in February 2026."""
    day = setting.today.day
    if day is None or mark.period or not mark.low + 1 == mark.high == day.year or len(mark.due) != 7:
        return False
    return int(mark.due[5:]) >= day.month


def deadline_of(clause: Clause, due: DateMark | None, setting: Setting) -> str | None:
    """When a goal is due: by its own date, else by the end of the plan's period."""
    line, quantity = clause.line, clause.quantity
    deadline = due.due if due is not None else None
    starts = due is not None and due.starts
    if due is not None and starts and not _holds_from(clause, due):
        deadline = None
    sentence = line[clause.begin : clause.stop]
    alone = quantity.unit in TIME_UNITS and "%" not in sentence and "per cent" not in sentence
    if deadline is None and not starts and (not alone or _CHANGES.search(sentence)):
        deadline = setting.due
    if due is not None and due.relative and setting.period is not None and _spans(due, setting.period, setting):
        deadline = setting.due
    if setting.due is not None and setting.period is not None and setting.period[0] == setting.period[1]:
        # the year of a budget: 2026 in it is the fiscal one
        deadline = setting.due if deadline == setting.due[:4] else deadline
    return deadline


def set_due(sentence: str, marks: list[DateMark], read: list[Reading], setting: Setting) -> None:
    """Gives the goals of the sentences before the day that this one sets them: The deadline is March 2027."""
    if len(marks) != 1 or date_weight(marks[0], setting) <= 0 or _SETS_DAY.match(sentence) is None:
        return
    for reading in read:
        if reading.kind == "target" and reading.deadline in (None, setting.due):
            reading.deadline = marks[0].due


def _spans(due: DateMark, period: tuple[int, int], setting: Setting) -> bool:
    """Whether a span of years from the day of writing is meant as that of the plan: over five years."""
    low, high = period
    year = setting.today.year or 0
    if high - low <= 1 or year > high:
        return False
    if low <= year and high == due.high - 1:
        return True
    return year < low and due.high - due.low in (high - low, high - low + 1) and len(due.due) == 4


def _holds_from(clause: Clause, due: DateMark) -> bool:
    """Whether what begins on a date must hold from then on: it recurs, or it is a share that must be kept."""
    if _RECURS.search(clause.line, max(0, due.start - 40), due.end):
        return True
    if not clause.quantity.unit.isupper() and _OFTEN.search(clause.line, *clause.near()):
        return True
    return clause.quantity.unit == "percent" and _MUST.search(clause.line, *clause.near()) is not None


def date_of(clause: Clause, marks: list[DateMark], setting: Setting) -> DateMark | None:
    """The date that governs a quantity: the first behind it, else the nearest before it.

    Behind means before the next figure, or beyond it as long as no punctuation stands between.
    """
    line, quantity = clause.line, clause.quantity
    if _has_own(clause, marks):
        return next((m for m in marks if clause.near()[0] <= m.start < clause.near()[1]), None)
    before = [m for m in marks if m.end <= quantity.start and not _is_aside(clause, m, setting)]
    behind = _behind(clause, marks)
    if behind is not None and behind.start - quantity.end > 30 and _is_told(clause, behind.start):
        behind = None
    if behind is not None and behind.start >= clause.near()[1] and _is_wanted(clause, behind, setting):
        behind = None
    near_before = [m for m in before if m.start >= clause.low and not re.search(r"[;:]", line[m.end : quantity.start])]
    if (
        behind is not None
        and near_before
        and behind.start >= clause.near()[1]
        and date_weight(near_before[-1], setting) > 0.5
        and _ANOTHER.match(line, quantity.end)
    ):
        return near_before[-1]
    if behind is not None and behind.by and near_before:
        # the date before is that of another verb: in 2023 ..., pledging to deliver 17 million tests by March 2025
        verb = clause.words.last("goal", near_before[-1].end, quantity.start)
        if verb >= 0 and date_weight(near_before[-1], setting) <= 0.5 and "," in line[near_before[-1].end : verb]:
            return behind
    if behind is not None and behind.by and near_before and _BOTH.fullmatch(line, near_before[-1].end, quantity.start):
        # each with its own: 12 labs by 2027 and 30 wards by 2030
        return behind
    if behind is not None and near_before and behind.start < clause.high:
        between = _NEXT_CLAUSE.search(line, near_before[-1].end, quantity.start)
        if between is not None and "," not in line[quantity.end : behind.start]:
            return behind
    if behind is not None:
        gap = line[quantity.end : behind.start]
        broken = gap.count(",") > 1 or re.search(r"[;:]| and .{30}", gap)
        if not near_before or (not broken and ((len(gap) < 60 and "," not in gap) or len(gap) < 20)):
            return behind
    if near_before:
        return near_before[-1]
    if before:
        return before[-1]
    # one day for all of them: 1,200 machines and 340 beds, to be delivered in three lots by June 2025
    if len(marks) == 1 and is_awaited(clause):
        return marks[0]
    if len(marks) != 1 or not (marks[0].by or marks[0].relative) or _PARTED.search(line, quantity.end, marks[0].start):
        return None
    return None if _is_told(clause, marks[0].start) else marks[0]


def _has_own(clause: Clause, marks: list[DateMark]) -> bool:
    """Whether a figure stands in an aside that has a date of its own, or that reports and has none."""
    low, high = clause.near()
    if not clause.is_aside:
        return False
    return any(low <= m.start < high for m in marks) or any(clause.words.has(k, low, high) for k in ("fact", "past"))


def _is_aside(clause: Clause, mark: DateMark, setting: Setting) -> bool:
    """Whether a past date ends an aside before the goal: the density, 24 in 2022, is to reach 30."""
    if date_weight(mark, setting) > -0.5:
        return False
    if _OLD_TO_NEW.fullmatch(clause.line, mark.end, clause.quantity.start):
        # from 11 per cent last year to 20
        return clause.words.has("goal", clause.begin, mark.start)
    closed = clause.line.find(")", mark.end, clause.quantity.start)
    if 0 <= closed < clause.quantity.start - 12 and "(" not in clause.line[mark.end : closed]:
        return True
    return _THEN_WANTED.match(clause.line, mark.end, clause.quantity.start) is not None


def _is_told(clause: Clause, until: int) -> bool:
    """Whether the clause of a figure ends before `until` and only reports."""
    low, high = clause.reach()
    if high > until or clause.words.has("goal", low, high):
        return False
    return clause.words.has("past", low, high) or clause.words.has("fact", low, high)


def _is_wanted(clause: Clause, mark: DateMark, setting: Setting) -> bool:
    """Whether the clause of a figure speaks of a goal and the date behind it, of the past, belongs to the next one."""
    low, high = clause.near()
    if clause.words.has("past", low, high) or not clause.words.has("goal", low, high):
        return False
    return date_weight(mark, setting) < 0


def _behind(clause: Clause, marks: list[DateMark]) -> DateMark | None:
    """The first date behind a figure that may be its own."""
    line, end = clause.line, clause.quantity.end
    for mark in marks:
        if mark.start < end:
            continue
        # a conversion parts nothing: to NT$30 billion (US$0.9 billion) by 2027
        gap = _ASIDE.sub("", line[end : mark.start])
        if gap.endswith(" (") and "," not in gap and _ALONE.match(line, mark.end):
            return mark
        if mark.start >= clause.high:
            if not re.search(r"[,;:(]", gap):
                return mark
        elif (not line.startswith(("'s", "’s"), mark.end) or line.startswith("budget", mark.end + 3)) and (
            "(" not in gap or ")" in gap
        ):
            return mark
    return None
