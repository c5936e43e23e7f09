"""A new page of which other pages have told all: a report of a plan raises no alert of its own.

page_new, all its targets told by others
    ── the plan itself, final after its draft         a page like any other
    ── another paper of an office, a passing word     a page without new targets
    ── a fact, a plan or equipment none of them has   a page without new targets, which says what is new on it
    ── else, or a copy of one of them                 a report: "also reported by" beside each of its targets
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from monitor.changes.passage import sentence
from monitor.targets.plans.key import SAME_PLAN, has_subject, is_subject_of, plan_likeness
from monitor.targets.plans.official import is_official
from monitor.text.fold import fold
from monitor.types import EquipmentMention, PlanMention, Statement, StatementKind, Version

#: A page is about a plan that its title names, or the beginning of its text when targets are so much of that.
_HEAD_CHARS, _ABOUT = 300, 0.12
#: From this part of its lines on, a page is a copy; shorter lines are dates and headings.
_COPIED, _LINE_CHARS = 0.9, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What the register has beside a page."""

    #: Latest Versions of the pages that tell its targets, by address.
    tellers: dict[str, Version]
    #: Keys of its plans that other pages name.
    plans: frozenset[str]


#: What there is on pages of these addresses, and which plans of these keys other pages name.
Look = Callable[[Collection[str], Collection[str]], Elsewhere]


def nowhere(_addresses: Collection[str], _keys: Collection[str]) -> Elsewhere:
    """An empty register."""
    return Elsewhere(tellers={}, plans=frozenset())


def what_is_new(version: Version, elsewhere: Elsewhere) -> list[str]:
    """What a page of known targets has that its tellers have not: `2 facts`, `1 plan`, `1 kind of equipment`."""
    tellers = list(elsewhere.tellers.values())
    facts = {(one.value, one.value_high, one.unit) for one in _facts(version) if not _is_known_fact(one, tellers)}
    plans = [one for one in version.plans if not _is_known_plan(one, elsewhere)]
    equipment = {
        one.term
        for one in version.equipment
        if asked_of(one) and not named_by(one, elsewhere) and not is_what_plans_are_for(one, version)
    }
    counts = ((len(facts), "fact", "facts"), (len(plans), "plan", "plans"))
    found = [f"{count} {one if count == 1 else many} that none of them has" for count, one, many in counts if count]
    kinds = len(equipment)
    return [*found, *([f"{kinds} kind{'s' if kinds > 1 else ''} of equipment that none of them has"] if kinds else [])]


def is_paper(version: Version, elsewhere: Elsewhere) -> bool:
    """Whether a page is the paper of an office, and no copy of what a teller has."""
    return is_official(version.document) and not _is_copy(version, elsewhere)


def is_own_plan(version: Version) -> bool:
    """Whether a paper is the plan, or hands it on: its title names it."""
    return any(plan.titled for plan in version.plans)


def is_about_plan(version: Version) -> bool:
    """Whether a plan is the matter of a page: named in its title, or at its beginning with targets that fill the page.

    A page that names none is about the plan it was found to tell by its targets.
    """
    if is_own_plan(version):
        return True
    if version.plans and all(plan.start >= _HEAD_CHARS for plan in version.plans):
        return False
    text = version.document.text
    goals = [one for one in version.statements if one.kind is StatementKind.TARGET]
    return sum(map(len, {sentence(text, one) for one in goals})) >= _ABOUT * len(text)


def asked_of(mention: EquipmentMention) -> bool:
    """Whether a text wants something done with the equipment."""
    return mention.stance != "mention"


def named_by(mention: EquipmentMention, elsewhere: Elsewhere) -> tuple[str, ...]:
    """Addresses of the tellers that want something done with this equipment as well."""
    return tuple(
        url
        for url, teller in elsewhere.tellers.items()
        if any(one.term == mention.term and asked_of(one) for one in teller.equipment)
    )


def is_what_plans_are_for(mention: EquipmentMention, version: Version) -> bool:
    """Whether the equipment is what the plans of the page are for as a whole."""
    return any(is_subject_of(fold(mention.surface), plan.key) for plan in version.plans)


def _facts(version: Version) -> list[Statement]:
    return [one for one in version.statements if one.kind is StatementKind.BASELINE and not one.repeat]


def _is_known_fact(fact: Statement, tellers: Sequence[Version]) -> bool:
    """Whether a teller has the figure, of the same year when both say one."""
    years = {(fact.as_of or "")[:4]} - {""}
    return any(
        (one.value, one.value_high, one.unit) == (fact.value, fact.value_high, fact.unit)
        and len(years | ({(one.as_of or "")[:4]} - {""})) <= 1
        for teller in tellers
        for one in teller.statements
    )


def _is_known_plan(plan: PlanMention, elsewhere: Elsewhere) -> bool:
    """Whether somebody named the plan before; one of a subject that is none of ours is no news."""
    if plan.key in elsewhere.plans or not has_subject(fold(plan.name)):
        return True
    known = (one.key for teller in elsewhere.tellers.values() for one in teller.plans)
    return any(plan_likeness(plan.key, key) >= SAME_PLAN for key in known)


def _is_copy(version: Version, elsewhere: Elsewhere) -> bool:
    """Whether nearly all lines of a page stand on one of its tellers."""
    own = _lines(version)
    return any(len(own & _lines(teller)) >= _COPIED * len(own) for teller in elsewhere.tellers.values())


def _lines(version: Version) -> frozenset[str]:
    lines = (fold("".join(block.text.split())) for block in version.document.blocks)
    return frozenset(line for line in lines if len(line) >= _LINE_CHARS)
