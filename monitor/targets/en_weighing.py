"""Whether an English figure is a goal or a fact, and which date governs it.

date against the day of writing   by March 2025 on a page of 2024: +; in 2022: -
words around the figure           will, to open, allocated: +; stood at, has delivered: -; the nearest counts more
what leads here                   the sentence before, the line above a list, the plan's period
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.targets.cues import Cues
from monitor.targets.en_clauses import TIME_UNITS, Clause
from monitor.targets.en_drops import dropped
from monitor.targets.marks import DateMark, Reading
from monitor.targets.setting import Setting
from monitor.types import Comparator

#: A sentence that goes on about the same goal.
_LINKED = re.compile(
    r"\s*(?:Of (?:that|these|this|which|those|the)|Together|These|They|It |Among|Those|In addition|"
    r"Also|Another|A further|By then|The (?:plan|strategy|policy|scheme) also)\b"
)
_RECURS = re.compile(r"\b(?:every|each|per|a) (?:financial |fiscal )?year|annually|yearly", re.IGNORECASE)
_PERFECT = re.compile(
    r"(?:has|have) (?:already |now |so far |also |since |just )?(?!been|reached|(?:decided|pledged|committed|agreed|"
    r"promised|vowed|planned|proposed|set|budgeted|targeted|resolved|ordered|undertaken)\b)\w+(?:ed|en)\b",
    re.IGNORECASE,
)
#: The old value of a change: from the current 70 percent, up from 42 in 2020.
_FROM = re.compile(
    r"\b(?:from (?:the |its |an? )?(?:present |current |existing |today's )?|(?:bring|take|grow|turn|raise|lift) an? )$"
)
_TO_FROM = re.compile(
    r"\bto\s(?:\w+\s)?\S+(?:\s\w+)?\sfrom\s(?:the |its |an? )?(?:current |present |existing |previous |earlier )?$"
)


@dataclass(slots=True)
class Carried:
    """What the sentence before leaves behind."""

    weight: float = 0.0
    due: DateMark | None = None
    fact: DateMark | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Around:
    """What holds around a clause."""

    setting: Setting
    translated: bool
    #: Whether its line belongs to a list whose head speaks of goals.
    led: bool
    carried: Carried


def date_weight(mark: DateMark, setting: Setting) -> float:
    """How strongly a date speaks for a goal (positive) or a fact (negative), 0 for neither."""
    year = setting.today.year
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
    day = setting.today.day
    if len(mark.due) >= 7 and day is not None:
        month = int(mark.due[5:7])
        return 2.0 if month > day.month or (mark.by and month == day.month) else -2.0
    return 2.5 if mark.by else 0.2


def weigh(clause: Clause, marks: list[DateMark], around: Around) -> Reading | None:
    """The quantity of a clause as a reading of a kind, with its date; None when it is no statement."""
    if dropped(clause):
        return None
    line, quantity, setting = clause.line, clause.quantity, around.setting
    mark = _date_of(clause, marks)
    weight = date_weight(mark, setting) if mark is not None else 0.0
    due = mark if mark is not None and weight >= 0 else None
    fact = mark if mark is not None and weight <= 0.3 else None
    as_of = fact.as_of if fact is not None else None
    if _is_old_value(clause):
        return Reading("baseline", quantity, (0, 0), (0, 0), as_of=as_of, rule=f"{quantity.rule}/from")
    weight += _of_words(clause, around)
    if clause.words.has("past_goal", clause.low, quantity.start) and mark is not None:
        weight, due = 2.0, mark
    if mark is None or abs(date_weight(mark, setting)) < 0.6:
        begins_linked = _LINKED.match(line, clause.begin) is not None
        linked = around.led or around.translated or around.carried.weight < 0 or begins_linked
        weight += around.carried.weight * (1.2 if around.translated else 0.6 if linked else 0.1)
        if due is None and (around.led or around.translated or begins_linked):
            due = around.carried.due
    weight += _of_money(clause, fact)
    if quantity.comparator is Comparator.APPROX:
        weight -= 0.5
    elif quantity.comparator in (Comparator.GE, Comparator.LE):
        weight += 0.5
    if setting.due is not None:
        weight += 0.3
    weight -= 0.2 if setting.plan else 0.6
    if weight <= 0:
        return Reading("baseline", quantity, (0, 0), (0, 0), as_of=as_of, rule=f"{quantity.rule}/fact")
    if setting.trade:
        return None
    deadline = _deadline(clause, due, setting)
    return Reading("target", quantity, (0, 0), (0, 0), deadline=deadline, rule=f"{quantity.rule}/goal")


def _of_words(clause: Clause, around: Around) -> float:
    """What the cue words around a figure weigh."""
    words, quantity = clause.words, clause.quantity
    low, high = clause.low, clause.high
    goal, fact, past = _last_words(clause, low, high)
    if low > clause.begin and goal < 0 and fact < 0 and past < 0:
        goal, fact, past = _last_words(clause, clause.begin, low)
    if words.has("goal", quantity.end + 1, quantity.end + 6) and fact > quantity.end:
        fact = -1
    weight = 0.0
    if goal >= 0:
        weight += 2.0
    if fact >= 0:
        weight -= 1.8 if fact != past else 1.0
    if past >= 0 and (goal < 0 or past - goal > 25):
        weight -= 0.6 if around.translated else 1.6
    return weight


def _last_words(clause: Clause, low: int, high: int) -> tuple[int, int, int]:
    """Where the last words of a goal, of a fact and of the past tense stand."""
    words = clause.words
    return words.last("goal", low, high), told(clause.line, words, low, high), words.last("past", low, high)


def told(line: str, words: Cues, low: int, high: int) -> int:
    """Where the last word of a fact stands: one of the list, or a perfect tense (has connected); -1 for none."""
    at = words.last("fact", low, high)
    has = words.last("has", low, high)
    return has if has > at and _PERFECT.match(line, has) else at


def _of_money(clause: Clause, fact: DateMark | None) -> float:
    """Public money that is given stays a goal in any tense."""
    quantity = clause.quantity
    low, high = max(clause.begin, quantity.start - 70), min(clause.high, quantity.end + 50)
    return 2.5 if quantity.unit.isupper() and fact is None and clause.words.has("given", low, high) else 0.0


def _is_old_value(clause: Clause) -> bool:
    line, quantity = clause.line, clause.quantity
    if _TO_FROM.search(line[max(0, quantity.start - 50) : quantity.start]):
        return True
    following = line[quantity.end : clause.high + 12]
    lead = line[max(0, quantity.start - 32) : quantity.start]
    return _FROM.search(lead) is not None and re.search(r"\bto\b", following) is not None


def _deadline(clause: Clause, due: DateMark | None, setting: Setting) -> str | None:
    """When a goal is due: by its own date, else by the end of the plan's period."""
    line, quantity = clause.line, clause.quantity
    deadline = due.due if due is not None else None
    starts = due is not None and due.starts
    if due is not None and due.starts and not _RECURS.search(line, max(0, due.start - 40), due.end):
        deadline = None
    sentence = line[clause.begin : clause.stop]
    alone = quantity.unit in TIME_UNITS and "%" not in sentence and "per cent" not in sentence
    if deadline is None and not starts and not alone:
        deadline = setting.due
    if due is not None and due.relative and setting.period is not None:
        low, high = setting.period
        if low <= (setting.today.year or 0) <= high == due.high - 1:
            deadline = setting.due
    return deadline


def _date_of(clause: Clause, marks: list[DateMark]) -> DateMark | None:
    """The date that governs a quantity: the first behind it, else the nearest before it.

    Behind means before the next figure, or beyond it as long as no punctuation stands between.
    """
    line, quantity = clause.line, clause.quantity
    before = [m for m in marks if m.end <= quantity.start]
    behind = _behind(clause, marks)
    near_before = [m for m in before if m.start >= clause.low and not re.search(r"[;:]", line[m.end : quantity.start])]
    if behind is not None:
        gap = line[quantity.end : behind.start]
        broken = gap.count(",") > 1 or re.search(r"[;:]| and .{30}", gap)
        if not near_before or (not broken and ((len(gap) < 60 and "," not in gap) or len(gap) < 20)):
            return behind
    if near_before:
        return near_before[-1]
    return before[-1] if before else None


def _behind(clause: Clause, marks: list[DateMark]) -> DateMark | None:
    """The first date behind a figure that may be its own."""
    line, end = clause.line, clause.quantity.end
    for mark in marks:
        if mark.start < end:
            continue
        gap = line[end : mark.start]
        if mark.start >= clause.high:
            if not re.search(r"[,;:(]", gap):
                return mark
        elif not line.startswith(("'s", "’s"), mark.end) and ("(" not in gap or ")" in gap):
            return mark
    return None
