"""One target: how a person names it, its history, who else tells it, how far it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from monitor.cli.output import clean, emit, moment, say
from monitor.errors import UsageError
from monitor.ports import Store, TargetEntry, VersionEntry
from monitor.targets import describe
from monitor.targets.following import Step, Thread, follow
from monitor.targets.linking import Conflict, Likeness, Told, link
from monitor.targets.plan_key import kindred_keys, plan_key
from monitor.targets.progress import latest_baseline
from monitor.types.codec import dump

#: T12: what `monitor targets` puts before the number of a target.
_NAME = re.compile(r"[Tt](\d{1,18})\Z")


def is_target(reference: str) -> bool:
    """Whether a person names a target rather than a page."""
    return _NAME.match(reference) is not None


def identities(store: Store, entries: Sequence[TargetEntry]) -> dict[int, int]:
    """The identity of the target that each entry is a step of, by the entry's place in the register."""
    stood = store.stood({entry.page_id for entry in entries})
    return {step.stood.id: thread.id for thread in follow(stood) for step in thread.steps}


def baselines(store: Store, entries: Sequence[TargetEntry]) -> dict[int, TargetEntry]:
    """The latest fact known of each entry's metric, by the entry's place in the register."""
    pages = set(store.pages_beside({entry.page_id for entry in entries}))
    facts = [fact for page in sorted(pages) for fact in store.targets(kinds=("baseline",), page_id=page)]
    found = ((entry.id, latest_baseline(entry, facts)) for entry in entries)
    return {row_id: fact for row_id, fact in found if fact is not None}


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
    also, conflicts = _others(store, thread) if thread.is_standing else ([], [])
    if as_json:
        emit(_as_data(thread, versions, fact, also, conflicts))
        return
    state = "stands" if thread.is_standing else f"withdrawn {moment(latest.gone_at)}"
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
        day = fact.statement.as_of or f"{fact.since:%Y-%m-%d}, undated"
        say(f"latest known: {clean(describe(fact.statement))} ({day}), page {fact.page_id}")
        say(f"    “{_flat(fact.statement.quote)}”")
    for told, likeness in also:
        say(f"also reported by {told.page}  {likeness.score:.2f}: {', '.join(likeness.reasons)}")
        say(f"    “{_flat(told.statement.quote)}”")
    for conflict in conflicts:
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


def _others(store: Store, thread: Thread) -> tuple[list[tuple[Told, Likeness]], list[Conflict]]:
    """Other pages that tell the target, with score and reasons, and those that tell it otherwise."""
    stood = thread.steps[-1].stood
    version = store.version(stood.page_id)
    if stood.statement.plan is None or version is None:
        return [], []
    keys = {plan.name: plan.key for plan in version.plans}
    key = keys.get(stood.statement.plan) or plan_key(stood.statement.plan)
    told = store.told(kindred_keys(key, stood.seen_at.year), except_page=stood.page_id)
    own = [
        Told(page=stood.page_url, statement=statement, plan=keys.get(statement.plan or ""))
        for statement in version.statements
    ]
    others = [Told(page=entry.page_url, statement=entry.statement, plan=entry.plan_key) for entry in told]
    linked = link([*own, *others])
    also = [
        (member, likeness)
        for target in linked.targets
        if target.first.page == stood.page_url and _is(target.first, stood.statement.quote, stood.statement.value)
        for member, likeness in target.also
    ]
    conflicts = [
        conflict
        for conflict in linked.conflicts
        if conflict.one.page == stood.page_url and _is(conflict.one, stood.statement.quote, stood.statement.value)
    ]
    disagreeing = {id(conflict.other.statement) for conflict in conflicts}
    return [item for item in also if id(item[0].statement) not in disagreeing], conflicts


def _is(told: Told, quote: str, value: object) -> bool:
    return told.statement.quote == quote and told.statement.value == value


def _tell_step(step: Step, versions: Mapping[int, VersionEntry]) -> None:
    stood = step.stood
    kept = versions.get(stood.first_version)
    what = ", ".join(kind.value.removeprefix("target_").replace("_", " ") for kind in step.kinds) or "other words"
    say(f"  version {stood.first_version}  {moment(stood.seen_at)}  {what}: {clean(describe(stood.statement))}")
    say(f"    “{_flat(stood.statement.quote)}”")
    if kept is not None:
        say(f"    snapshot sha256:{kept.snapshot_sha256}")


def _as_data(
    thread: Thread,
    versions: Mapping[int, VersionEntry],
    fact: TargetEntry | None,
    also: Sequence[tuple[Told, Likeness]],
    conflicts: Sequence[Conflict],
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
            for told, one in also
        ],
        "conflicts": [
            {"page_url": conflict.other.page, "about": list(conflict.about), "quotes": list(conflict.quotes)}
            for conflict in conflicts
        ],
    }


def _flat(text: str) -> str:
    return clean(" ".join(text.split()))
