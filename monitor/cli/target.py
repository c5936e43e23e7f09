"""One target: how a person names it, its history, who else tells it, how far it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from monitor.cli.output import clean, emit, moment, say
from monitor.errors import UsageError
from monitor.ports import Store, TargetEntry, VersionEntry
from monitor.targets import describe
from monitor.targets.following.comparing import Likeness, Told, compare_targets, told_by, told_elsewhere
from monitor.targets.following.identity import Step, Thread, follow
from monitor.targets.following.progress import Facts, is_of_part, latest_baseline
from monitor.targets.linking.disagreement import Conflict, Revision
from monitor.targets.linking.links import in_order, link
from monitor.targets.linking.sought import sought_keys
from monitor.targets.plans.key import kindred_keys, plan_key
from monitor.types import ChangeKind, PageState
from monitor.types.codec import dump

#: T12: what `monitor targets` puts before the number of a target.
_NAME = re.compile(r"[Tt](\d{1,18})\Z")
#: Behind a fact that is no figure of a year, though the target is.
PART = " (a part of a year)"


def is_target(reference: str) -> bool:
    """Whether a person names a target rather than a page."""
    return _NAME.match(reference) is not None


def identities(store: Store, entries: Sequence[TargetEntry]) -> dict[int, int]:
    """The identity of the target that each entry is a step of, by the entry's place in the register."""
    stood = store.stood({entry.page_id for entry in entries})
    return {step.stood.id: thread.id for thread in follow(stood) for step in thread.steps}


def baselines(store: Store, entries: Sequence[TargetEntry], *, as_of: datetime | None = None) -> dict[int, TargetEntry]:
    """The latest fact known of each entry's metric, by the entry's place in the register; `as_of`, known by then.

    Facts are those of the entry's page, of pages that name a plan of it, and of all pages that speak of its place.
    """
    beside = {page: store.pages_beside({page}) for page in {entry.page_id for entry in entries}}
    units = sorted({entry.statement.unit for entry in entries})
    facts = Facts([fact for unit in units for fact in store.targets(kinds=("baseline",), unit=unit, as_of=as_of)])
    found = {}
    for entry in entries:
        fact = latest_baseline(entry, facts.beside(entry, beside[entry.page_id]))
        if fact is not None:
            found[entry.id] = fact
    return found


def show_target(store: Store, reference: str, *, as_json: bool) -> None:
    """Print what is known of one target.

    Raises:
        UsageError: there is no such target.
    """
    thread = _thread(store, reference)
    latest = thread.steps[-1].stood
    versions = {entry.number: entry for entry in store.history(latest.page_id)}
    entry = next((one for one in store.targets(page_id=latest.page_id) if one.id == latest.id), None)
    fact = baselines(store, [entry]).get(entry.id) if entry is not None else None
    others = _others(store, thread)
    if as_json:
        emit(_as_data(thread, versions, fact, others))
        return
    state = _state(store, thread)
    say(f"target T{thread.id}  {clean(describe(latest.statement))}  ({state})")
    say(f"page {latest.page_id}  {latest.page_url}")
    if latest.statement.plan:
        say(f"plan {clean(latest.statement.plan)}")
    say()
    for step, following in zip_longest(thread.steps, thread.steps[1:]):
        _tell_step(step, versions)
        last = step.stood.last_version
        if last is not None and (following is None or following.stood.first_version > last + 1):
            say(f"    withdrawn with version {last + 1}  {moment(step.stood.gone_at)}")
    if fact is not None:
        day = "" if fact.statement.as_of else f" ({fact.since:%Y-%m-%d}, undated)"
        part = PART if entry is not None and is_of_part(entry, fact) else ""
        say(f"latest known: {clean(describe(fact.statement))}{day}{part}, page {fact.page_id}")
        say(f"    “{_flat(fact.statement.quote)}”")
    _tell_others(others, latest.page_url)


def _state(store: Store, thread: Thread) -> str:
    """Whether a target stands, and whether its page shows so today."""
    latest = thread.steps[-1].stood
    if not thread.is_standing:
        return f"withdrawn {moment(latest.gone_at)}"
    page = store.page(latest.page_id)
    is_doubtful = page is not None and page.state in (PageState.SUSPECT, PageState.SHORTENED)
    return "stands, unconfirmed: the page is shortened" if is_doubtful else "stands"


def _tell_others(others: _Others, url: str) -> None:
    """Who else tells a target of the page at `url`, and who tells it otherwise, each with the quote."""
    for told, likeness in others.also:
        say(f"also reported by {told.page}  {likeness.score:.2f}: {', '.join(likeness.reasons)}")
        say(f"    “{_flat(told.statement.quote)}”")
    for revision in others.revisions:
        is_later = revision.later.page == url
        side = revision.earlier if is_later else revision.later
        became = ", ".join(map(_word, revision.kinds))
        names = ("its draft", "the final plan") if revision.is_of_draft else ("its earlier edition", "a later edition")
        beside = f"since {names[0]}" if is_later else f"by {names[1]}"
        say(f"{became} {beside}, {side.page}: {clean(describe(side.statement))}")
        say(f"    “{_flat(side.statement.quote)}”")
    for conflict in others.conflicts:
        say(f"told otherwise by {conflict.other.page}: {'; '.join(conflict.about)}")
        say(f"    “{_flat(conflict.quotes[1])}”")


def _thread(store: Store, reference: str) -> Thread:
    match = _NAME.match(reference)
    row = store.standing(int(match[1])) if match is not None else None
    threads = follow(store.stood({row.page_id})) if row is not None else ()
    for thread in threads:
        if row is not None and any(step.stood.id == row.id for step in thread.steps):
            return thread
    raise UsageError(f"no target {reference!r} in the register; `monitor targets` lists them")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Others:
    """What other pages say of a target."""

    #: Those that tell it, with score and reasons.
    also: Sequence[tuple[Told, Likeness]] = ()
    #: Those that tell it otherwise.
    conflicts: Sequence[Conflict] = ()
    #: Another stage of the plan that sets it, draft, final or later edition, when it sets it otherwise.
    revisions: Sequence[Revision] = ()


def _others(store: Store, thread: Thread) -> _Others:
    """What other pages say of a target that stands."""
    stood = thread.steps[-1].stood
    version = store.version(stood.page_id)
    if version is None or not thread.is_standing or (stood.statement.plan is None and version.plans):
        return _Others()
    keys = {plan.name: plan.key for plan in version.plans}
    plan = stood.statement.plan
    year = stood.seen_at.year
    sought = kindred_keys(keys.get(plan) or plan_key(plan), year) if plan else sought_keys(version, year)
    own = told_by(stood.page_url, version)
    linked = link(in_order(own, told_elsewhere(store.told(sought, except_page=0)) if sought else []))

    def is_it(side: Told) -> bool:
        said = side.statement
        return side.page == stood.page_url and (said.quote, said.value) == (
            stood.statement.quote,
            stood.statement.value,
        )

    members = next((group for target in linked.targets if any(map(is_it, group := target.members))), ())
    itself = [member for member in members if is_it(member)]
    revisions = [one for one in linked.revisions if is_it(one.earlier) or is_it(one.later)]
    agreeing = {id(one) for one in members if itself and not compare_targets(itself[0], one).differences}
    conflicts = [conflict for one in linked.conflicts for conflict in (one, one.turned) if id(conflict.one) in agreeing]
    otherwise = {id(conflict.other) for conflict in conflicts}
    otherwise |= {id(side) for one in revisions for side in (one.earlier, one.later)}
    also = [
        (member, compare_targets(itself[0], member))
        for member in members
        if member not in itself and id(member) not in otherwise
    ]
    return _Others(also=also, conflicts=conflicts, revisions=revisions)


def _tell_step(step: Step, versions: Mapping[int, VersionEntry]) -> None:
    stood = step.stood
    kept = versions.get(stood.first_version)
    what = ", ".join(map(_word, step.kinds)) or "other words"
    say(f"  version {stood.first_version}  {moment(stood.seen_at)}  {what}: {clean(describe(stood.statement))}")
    say(f"    “{_flat(stood.statement.quote)}”")
    if kept is not None:
        say(f"    snapshot sha256:{kept.snapshot_sha256}")


def _as_data(
    thread: Thread,
    versions: Mapping[int, VersionEntry],
    fact: TargetEntry | None,
    others: _Others,
) -> dict[str, Any]:
    latest = thread.steps[-1].stood
    return {
        "target": thread.id,
        "page_id": latest.page_id,
        "page_url": latest.page_url,
        "standing": thread.is_standing,
        "steps": [
            {
                "kinds": [kind.value for kind in step.kinds],
                "first_version": step.stood.first_version,
                "last_version": step.stood.last_version,
                "seen_at": dump(step.stood)["seen_at"],
                "gone_at": dump(step.stood)["gone_at"],
                "snapshot_sha256": versions[step.stood.first_version].snapshot_sha256
                if step.stood.first_version in versions
                else None,
                "statement": dump(step.stood.statement),
            }
            for step in thread.steps
        ],
        "baseline": dump(fact) if fact is not None else None,
        "also": [
            {"page_url": told.page, "statement": dump(told.statement), "score": one.score, "reasons": list(one.reasons)}
            for told, one in others.also
        ],
        "conflicts": [
            {"page_url": conflict.other.page, "about": list(conflict.about), "quotes": list(conflict.quotes)}
            for conflict in others.conflicts
        ],
        "revisions": [
            {
                "kinds": [kind.value for kind in one.kinds],
                "earlier": {"page_url": one.earlier.page, "statement": dump(one.earlier.statement)},
                "later": {"page_url": one.later.page, "statement": dump(one.later.statement)},
            }
            for one in others.revisions
        ],
    }


def _flat(text: str) -> str:
    return clean(" ".join(text.split()))


def _word(kind: ChangeKind) -> str:
    return kind.value.removeprefix("target_").replace("_", " ")
