"""Whether an English figure is a goal or a fact, and which date governs it.

date against the day of writing   by March 2025 on a page of 2024: +; in 2022: -
words around the figure           will, to open, allocated: +; stood at, has delivered: -; the nearest counts more
what leads here                   the sentence before, the line above a list, the plan's period
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.targets.cues import Cues
from monitor.targets.english.asides import is_planned, is_total, no_fact, no_goal
from monitor.targets.english.clauses import TIME_UNITS, Clause
from monitor.targets.english.granted import of_money
from monitor.targets.english.old_values import becomes, is_labelled, is_old_value
from monitor.targets.english.outlook import is_foreseen, is_outlook, is_public
from monitor.targets.english.shape import HELPED, is_named, is_told_to_do, of_shape
from monitor.targets.learned.kinds import BASELINE, NONE, TARGET, Judge
from monitor.targets.marks import DateMark
from monitor.targets.setting import Setting
from monitor.text import late as re
from monitor.types import Comparator

#: A sentence that goes on about the same goal.
_LINKED = re.compile(
    r"\s*(?:Of (?:that|these|this|which|those|the)|Together|This (?:includes|will|is to|covers)|These|They|It |"
    r"Among|Those|In addition|"
    r"The (?:money|funding|fund|investment|package|cash|programme|program|initiative|project|deal) (?:will|"
    r"would|is to|aims|covers|includes|provides)|"
    r"Also|Another|A further|By then|The (?:plan|strategy|policy|scheme) also)\b"
)
_PERFECT = re.compile(
    r"(?:has|have) (?:already |now |so far |also |since |just )?(?!been|reached|(?:decided|pledged|committed|agreed|"
    r"promised|vowed|planned|proposed|set|budgeted|targeted|resolved|ordered|undertaken|signed|contracted|"
    r"ordered|placed|announced|said|confirmed|revealed|stated|declared that|"
    r"unveiled|ring-fenced|earmarked|allocated)\b)\w+(?:ed|en)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\bfrom\s(?:[^.;]|\.\d){1,80}?\d(?:[^.;]|\.\d){0,30}?\sto\s(?:[\w-]+\s){0,3}$")
_FINITE = re.compile(r"(?:was|were|had|has|have|did)\b")
#: What an office lets pass is done; a hospital it approves is still to be built.
_APPROVED = re.compile(r"\b(?:approved|cleared|okayed|licensed|granted|certified|registered|authorised|authorized)\s$")
_APPLIED_FOR = re.compile(
    r"\s(?:[\w’'/-]+\s){0,3}?(?:projects|applications|proposals|devices|products|drugs|medicines|firms|companies|"
    r"applicants|manufacturers|certificates|licen[cs]es|trials|tests|kits|patents|bids)\b"
)
_PASSED = re.compile(r"\b(?:(?:has|have|had) been|was|were)\s(?:\w+ly\s)?$")
#: Before a participle that speaks of the future: to be installed.
_PASSIVE = re.compile(r"\b(?:be|being|get)\s(?:\w+ly\s)?$")
_NEXT = re.compile(r"\w+ the (?:next|coming)\b")
#: What a forecast starts from: from $10.4 billion in 2021.
_STARTED_AT = re.compile(r"\bfrom (?:about |around |some |just )?$")
#: What is to be had is not had yet: will now have, to get to use is no goal.
_TO_HAVE = re.compile(r"\b(?:will|shall|would|must|should|to)\s(?:(?:now|also|each|soon|then)\s)?$")
_GET_TO = re.compile(r"\bgets? to [a-z]")
_STANDING = re.compile(
    r"\b(?:immediately|at once|now|(?:every|each|per|a) (?:financial |fiscal )?year|annually|yearly|per [\d, ]+)\b"
)
_JOINED = re.compile(r"(?:,|\band|\bplus|\bas well as)\s(?:\w+\s)?$")
#: A goal that was met is a fact.
_MET = re.compile(
    r"\b(?:within|met|meets|meeting|missed|misses|hit|hits|achieved|exceeded|below|above|against)\s(?:\w+\s){0,2}$"
)


#: What a heading of results leaves to the items below it.
DONE = -2.0


@dataclass(slots=True)
class Carried:
    """What the sentence before leaves behind."""

    weight: float = 0.0
    due: DateMark | None = None
    fact: DateMark | None = None


@dataclass(slots=True, frozen=True)
class Ruling:
    """What the grammar's rules come to about one figure."""

    #: As in `kinds`.
    kind: str
    #: When it is due, when it is a goal; what date it is of, when it is a fact.
    due: DateMark | None
    as_of: str | None
    #: The rule that decided.
    why: str


@dataclass(slots=True, frozen=True, kw_only=True)
class Around:
    """What holds around a clause."""

    setting: Setting
    translated: bool
    #: Whether its line belongs to a list whose head speaks of goals.
    led: bool
    carried: Carried
    judge: Judge
    #: The date of the heading of results that the line stands below.
    fact: DateMark | None = None
    #: Whether an association has the word in its document.
    private: bool = False
    #: How much the words around are those of pages that set targets.
    tenor: int = 0


def ruled(clause: Clause, mark: DateMark | None, date: float, reason: str, around: Around) -> Ruling:
    """What the rules come to about a figure.

    `mark` is its date and `date` what that weighs (0 without one), `reason` why it would be dropped, "" for no reason.
    """
    due = mark if mark is not None and date >= 0 else None
    fact = mark if mark is not None and date <= 0.3 else None
    of = fact if mark is not None else around.fact
    as_of = of.as_of if of is not None else None
    if reason == "bare" and becomes(clause):
        # rises 268 → 400: what it rose from, not by how much
        clause.quantity.comparator = Comparator.EQ
        return Ruling(BASELINE, due, as_of, "from")
    begun = reason == "forecast" and mark is not None and date < 0 and _STARTED_AT.search(clause.lead)
    if reason and not begun:
        return Ruling(NONE, due or _left(clause, around, linked=False), as_of, reason)
    if is_old_value(clause):
        return Ruling(BASELINE, due, as_of, "from")
    weight, due = _weight(clause, mark, date, due, around)
    weight -= 3.0 * is_labelled(clause)
    weight += of_money(clause, fact) + 8.0 * is_named(clause) + 2.0 * is_told_to_do(clause)
    if is_planned(clause):
        return Ruling(TARGET, due, None, "planned")
    if is_total(clause):
        return Ruling(BASELINE, due, None, "total")
    if weight <= 0:
        past = around.translated and date <= -2.0
        idle = (is_foreseen(clause) and not past) or no_fact(clause)
        return Ruling(NONE if idle else BASELINE, due, as_of, "fact")
    idle = no_goal(clause) or is_outlook(clause) or nobody_sets(clause, around)
    return Ruling(NONE if idle else TARGET, due, as_of, "goal")


def nobody_sets(clause: Clause, around: Around) -> bool:
    """Whether whoever speaks sets no targets: goods, shares, studies, the head of an association."""
    return around.setting.trade or (around.private and not is_public(clause.line, clause.begin, clause.stop))


def _weight(
    clause: Clause, mark: DateMark | None, date: float, due: DateMark | None, around: Around
) -> tuple[float, DateMark | None]:
    """How much date, words, bound and document speak for a goal, below 0 for a fact; and the date that it is due."""
    line, quantity = clause.line, clause.quantity
    weight = date + _of_words(clause, around)
    if mark is not None and mark.relative and _is_looking_back(clause, mark):
        weight, due = weight - 5.0, None
    if clause.words.has("past_goal", clause.low, quantity.start) and mark is not None:
        weight, due = 2.0, mark
    if mark is None or abs(date) < 0.6:
        begins_linked = _LINKED.match(line, clause.begin) is not None or line[clause.begin - 1 : clause.begin] == ";"
        linked = around.led or around.translated or around.carried.weight < 0 or begins_linked
        weight += around.carried.weight * (
            1.2 if around.translated else 0.8 if begins_linked else 0.6 if linked else 0.1
        )
        due = due or _left(clause, around, linked=begins_linked)
    if quantity.comparator is Comparator.APPROX:
        weight -= 0.5
    elif quantity.comparator in (Comparator.GE, Comparator.LE):
        weight += 0.5
    return weight + _of_setting(clause, mark, around), due


def _of_setting(clause: Clause, mark: DateMark | None, around: Around) -> float:
    """What the document weighs: a plan with a period speaks of goals, above all a translated one without tenses."""
    setting = around.setting
    weight = -0.2 if setting.plan else -0.6
    if setting.due is not None:
        weight += 0.3
        if around.translated and (mark is None or mark.by) and not _is_told(clause):
            weight += 0.8
    return weight


def _is_told(clause: Clause) -> bool:
    """Whether a word of the past or of a fact stands in the clause."""
    low, high = clause.near()
    return clause.words.has("past", low, high) or clause.words.has("fact", low, high)


def _of_words(clause: Clause, around: Around) -> float:
    """What the cue words around a figure weigh."""
    words, quantity = clause.words, clause.quantity
    goal = fact = past = -1
    near = clause.near()
    for low, high in _windows(clause, near):
        goal, fact, past = _last_words(clause, low, high)
        if past >= 0 and around.led and not _FINITE.match(clause.line, past):
            # in a list of goals: waits cut by a third
            past = -1
        if goal >= 0 or fact >= 0 or past >= 0:
            break
    if words.has("goal", quantity.end + 1, quantity.end + 6) and fact > quantity.end:
        fact = -1
    weight = 0.0
    if goal >= 0:
        weight += 2.0
    if fact >= 0:
        weight -= 1.8 if fact != past else 1.0
    if past >= 0 and (goal < 0 or past - goal > 25):
        weight -= 0.6 if around.translated else 1.6
    if _APPROVED.search(clause.lead) and _APPLIED_FOR.match(clause.line, quantity.end):
        weight -= 3.0
    if past < 0 or not around.led:
        weight += (0.4 if around.translated else 1.0) * _of_order(clause, near, led=around.led)
    return weight + (0.0 if around.translated else of_shape(clause, near))


def _left(clause: Clause, around: Around, *, linked: bool) -> DateMark | None:
    """The date that the sentence before leaves to one without; in a plan, not the months that another goal may take."""
    due = around.carried.due
    if due is None or not (around.led or around.translated or linked or _goes_on(clause)):
        return None
    months = due.relative and len(due.due) == 7 and not linked
    return None if months and around.setting.period is not None else due


def _goes_on(clause: Clause) -> bool:
    """Whether a goal without a date may have that of the sentence before: no sum, nor what holds at once or yearly."""
    sentence = clause.line[clause.begin : clause.stop]
    unit = clause.quantity.unit
    return unit not in TIME_UNITS and not unit.isupper() and _STANDING.search(sentence) is None


def _windows(clause: Clause, near: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Where to look for what governs a figure, one after the other.

    A figure in an enumeration shares what governs the one before: to receive 11 units and five machines.
    """
    before = (clause.begin, clause.low)
    risen = _FROM_TO.search(clause.line, max(clause.begin, clause.quantity.start - 110), clause.quantity.start)
    if (
        risen is not None
        and risen.start() > clause.begin
        and not clause.words.has("goal", clause.low, clause.quantity.start)
    ):
        # what is said of the old value is not said of the new one: to climb from 31 per cent now to 80
        return (clause.begin, risen.start()), near, clause.reach(), before
    lead = clause.line[max(clause.low, clause.quantity.start - 16) : clause.quantity.start]
    if clause.low > clause.begin and _JOINED.search(lead):
        return near, before, clause.reach(), (clause.low, clause.high)
    return near, clause.reach(), (clause.low, clause.high), before


def _is_looking_back(clause: Clause, mark: DateMark) -> bool:
    """Whether `over two years` stands with a past tense: fell to 43% over two years."""
    line, words = clause.line, clause.words
    if not line.startswith(("over ", "in "), mark.start) or _NEXT.match(line, mark.start):
        return False
    if clause.quantity.unit.isupper() and words.has("granted", clause.begin, clause.stop):
        return False
    if line.startswith("over ", mark.start):
        low, until, high = clause.begin, clause.quantity.start, clause.stop
    else:
        (low, high), until = clause.near(), mark.start
    return words.has("past", low, until) and not words.has("goal", low, high)


def _of_order(clause: Clause, near: tuple[int, int], *, led: bool) -> float:
    """The word that stands nearest before a figure governs it; if there is none, the first behind it."""
    before = _last_words(clause, near[0], clause.quantity.start)
    if led and before[2] >= 0 and not _FINITE.match(clause.line, before[2]):
        before = before[0], before[1], -1
    if max(before) >= 0:
        return 0.8 if before[0] == max(before) else -0.8
    kind = clause.words.first(("goal", "fact", "past"), clause.quantity.end, near[1])
    if kind == "goal" and _GET_TO.search(clause.line, clause.quantity.end, near[1]):
        kind = ""
    return {"goal": 0.8, "fact": -0.8, "past": -0.8}.get(kind, 0.0)


def _last_words(clause: Clause, low: int, high: int) -> tuple[int, int, int]:
    """Where the last words of a goal, of a fact and of the past tense stand."""
    words = clause.words
    goal = words.last("goal", low, high)
    if (
        goal >= 0
        and clause.line.startswith(("approved", "cleared", "okayed"), goal)
        and not clause.quantity.unit.isupper()
    ):
        # what has been approved is done
        goal = -1 if _PASSED.search(clause.line, max(low, goal - 24), goal) else goal
    if goal >= 0 and clause.line.startswith("to ", goal) and HELPED.search(clause.line, max(0, goal - 40), goal):
        goal = -1
    if goal >= 0 and _GET_TO.match(clause.line, goal):
        goal = -1
    met = goal >= 0 and clause.line.startswith(("goal", "target"), goal)
    if met and _MET.search(clause.line, max(0, goal - 24), goal):
        goal = -1
    past = words.last("past", low, high)
    if past >= 0 and _PASSIVE.search(clause.line, max(low, past - 24), past):
        past = words.last("past", low, past)
    if past >= 0 and clause.line.startswith("have ", past) and _TO_HAVE.search(clause.line, max(low, past - 16), past):
        past = words.last("past", low, past)
    return goal, told(clause.line, words, low, high), past


def told(line: str, words: Cues, low: int, high: int) -> int:
    """Where the last word of a fact stands: one of the list, or a perfect tense (has connected); -1 for none."""
    at = words.last("fact", low, high)
    if at >= 0 and line.startswith("now ", at) and _TO_HAVE.search(line, max(low, at - 8), at):
        at = words.last("fact", low, at)
    has = words.last("has", low, high)
    return has if has > at and _PERFECT.match(line, has) else at
