"""An English figure becomes a reading: the rules have their say, what was learned has its own, and the date is set.

clause ─> its date (due), a reason to drop it (drops) ─> what the rules come to (weighing)
       ─> evidence (evidence) ─> kind (kinds) ─> Reading with deadline or date
"""

from __future__ import annotations

from monitor.targets.english.clauses import Clause
from monitor.targets.english.drops import dropped
from monitor.targets.english.due import date_of, date_weight, deadline_of, heads_ahead
from monitor.targets.english.evidence import evidence
from monitor.targets.english.shape import bids
from monitor.targets.english.weighing import DONE, Around, nobody_sets, ruled
from monitor.targets.learned.kinds import BASELINE, NONE, TARGET
from monitor.targets.marks import DateMark, Reading

#: Rules that leave no doubt: the old value of a change, a total of what was told or is planned, a goal given up,
#: what somebody's report says of a market.
_SURE = ("from", "total", "planned", "abandoned", "market")


def judged(clause: Clause, marks: list[DateMark], around: Around, own: DateMark | None = None) -> Reading | None:
    """The quantity of a clause as a reading of a kind, with its date; None when it is no statement.

    `marks` are the dates of its sentence, `own` the one that is told off against it.
    """
    quantity, setting = clause.quantity, around.setting
    mark, reason = own or date_of(clause, marks, setting), dropped(clause)
    date = date_weight(mark, setting) if mark is not None else None
    ruling = ruled(clause, mark, date or 0.0, reason, around)
    kind, why = ruling.kind, ruling.why
    if why not in _SURE:
        manner = "en-mt" if around.translated else "en-trade" if nobody_sets(clause, around) else "en"
        kind = around.judge(manner, clause, evidence(clause, reason=reason, date=date, around=around), ruling.kind)
        told = around.carried.weight <= DONE or (around.fact is not None and mark is None)
        if kind == TARGET and ruling.kind == BASELINE and told:
            # below a heading of results
            kind = BASELINE
        why = why if kind == ruling.kind else "learned"
        if kind == BASELINE and heads_ahead(clause, mark, setting):
            kind, why = TARGET, "ahead"
        elif kind == BASELINE and ruling.kind == TARGET and bids(clause):
            kind, why = TARGET, "bids"
    if kind == NONE:
        return None
    rule = f"{quantity.rule}/{why}"
    if kind == BASELINE:
        overruled = ruling.kind if ruling.kind != kind else ""
        return Reading(kind, quantity, (0, 0), (0, 0), as_of=ruling.as_of, rule=rule, overruled=overruled)
    due = ruling.due
    if mark is not None and mark.by and not mark.past and (date or 0.0) < 0:
        due = mark  # what was once to be done by then: by no later plan's end
    return Reading(kind, quantity, (0, 0), (0, 0), deadline=deadline_of(clause, due, setting), rule=rule)
