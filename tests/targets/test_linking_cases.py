"""Pages about plans, and the register that must come of them: tests/cases/targets/linking."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from monitor.ports import TargetEntry
from monitor.targets import align
from monitor.targets.following.comparing import Told
from monitor.targets.following.progress import latest_baseline
from monitor.targets.linking.links import Linked, link
from monitor.targets.plans.mentions import plans_of
from monitor.targets.plans.official import is_official_title
from monitor.targets.reader import statements_of
from monitor.text.views import look
from monitor.types import PlanMention, Statement, StatementKind

CASES = sorted((Path(__file__).parents[1] / "cases" / "targets" / "linking").glob("*.yaml"))


class Case:
    """A case file, its pages read."""

    def __init__(self, path: Path) -> None:
        self.expected: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.plans: dict[str, tuple[PlanMention, ...]] = {}
        self.statements: dict[str, tuple[Statement, ...]] = {}
        self.titles = {page["name"]: page["title"] for page in self.expected["pages"]}
        for page in self.expected["pages"]:
            view = look(page["text"])
            plans = plans_of(view, title=page["title"])
            self.plans[page["name"]] = plans
            self.statements[page["name"]] = statements_of(view, published=page["published"], plans=plans)

    def linked(self) -> Linked:
        """What the pages tell, in their order."""
        told = []
        for name, statements in self.statements.items():
            plans = {plan.name: (plan.key, plan.draft, plan.edition) for plan in self.plans[name]}
            for one in statements:
                key, draft, edition = plans.get(one.plan or "", (None, False, 0))
                own = is_official_title(self.titles[name])
                told.append(Told(page=name, statement=one, plan=key, draft=draft, edition=edition, own=own))
        return link(told)

    def entries(self) -> list[TargetEntry]:
        """The pages as the register has them."""
        return [
            TargetEntry(
                id=number,
                page_id=page,
                page_url=name,
                page_title=self.titles[name],
                source="s",
                version=1,
                since=datetime(2026, 6, 1, tzinfo=UTC),
                statement=statement,
            )
            for page, (name, statements) in enumerate(self.statements.items())
            for number, statement in enumerate(statements)
        ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_register_of_a_case(path: Path) -> None:
    case = Case(path)
    linked = case.linked()
    if "targets" in case.expected:
        found = Counter(
            (target.first.statement.value, (target.first.page, *(told.page for told, _ in target.also)))
            for target in linked.targets
        )
        assert found == Counter((Decimal(one["value"]), tuple(one["pages"])) for one in case.expected["targets"])
        assert len({target.first.key for target in linked.targets}) == case.expected["plans"]
    if case.expected["conflicts"] is not None:
        left = [(conflict.one.page, conflict.other.page, "; ".join(conflict.about)) for conflict in linked.conflicts]
        for wanted in case.expected["conflicts"]:
            one = next(item for item in left if list(item[:2]) == wanted["pages"] and wanted["about"] in item[2])
            left.remove(one)
        assert left == []
    if "revisions" in case.expected:
        revised = [
            f"{one.earlier.page} {one.later.page} "
            f"{', '.join(kind.value.removeprefix('target_') for kind in one.kinds)} {one.later.statement.value:f}"
            for one in linked.revisions
        ]
        assert sorted(revised) == sorted(case.expected["revisions"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_drafts_are_followed_to_the_final_plan(path: Path) -> None:
    case = Case(path)
    drafts = {name for name, plans in case.plans.items() if any(plan.draft and plan.titled for plan in plans)}
    assert drafts == {case.expected["draft"]} - {None} if "draft" in case.expected else not drafts
    if "following" not in case.expected:
        return
    (before, now), wanted = case.expected["following"]
    found = [
        f"{change.kind.value.removeprefix('target_').replace('_', ' ')} {(change.before or change.after).value:f}"  # type: ignore[union-attr]
        for change in align(case.statements[before], case.statements[now])
    ]
    assert sorted(found) == sorted(wanted)
    assert len({plan.key for name in (before, now) for plan in case.plans[name]}) == case.expected["plans"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_targets_know_the_latest_fact(path: Path) -> None:
    case = Case(path)
    entries = case.entries()
    facts = [entry for entry in entries if entry.statement.kind is StatementKind.BASELINE]
    for wanted in case.expected.get("baselines", ()):
        target = next(
            entry
            for entry in entries
            if entry.page_url == wanted["page"] and entry.statement.value == Decimal(wanted["target"])
        )
        fact = latest_baseline(target, facts)
        if wanted["value"] is None:
            assert fact is None
            continue
        assert fact is not None
        assert (fact.statement.value, fact.statement.as_of) == (Decimal(wanted["value"]), wanted["as_of"])
