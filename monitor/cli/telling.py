"""How a crawl is told: a bar and lines on a terminal, plain lines in a pipe, JSON Lines for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.check import Checked
from monitor.cli.output import clean, console, emit, in_brief, say
from monitor.types import ChangeKind

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from monitor.deliver import DeliveryReport
    from monitor.schedule import Leaf

#: In the order of the summary.
_OUTCOMES = ("new", "changed", "unchanged", "blocked", "gone", "failed", "postponed", "stale")


class Teller:
    """Tells each check as it is finished, and counts."""

    def __init__(self, *, as_json: bool, bar: Progress | None) -> None:
        self._as_json = as_json
        self._bar = bar
        self._task: TaskID | None = bar.add_task("checking", total=None) if bar else None
        #: Checks by outcome.
        self.counts: Counter[str] = Counter()
        #: A page of a listing could not be read.
        self.has_lost_leaf = False

    def planned(self, total: int) -> None:
        """There are so many checks in all."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=total)

    def checked(self, checked: Checked) -> None:
        """One check is finished."""
        self.counts[checked.outcome] += 1
        self._tell(_line(checked), _as_data(checked))
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    def walked(self, leaf: Leaf) -> None:
        """One more page of a listing is read."""
        self.has_lost_leaf = self.has_lost_leaf or bool(leaf.turned.trouble)
        self._tell(_leaf_line(leaf), _leaf_data(leaf))

    @property
    def is_in_trouble(self) -> bool:
        """Whether anything failed, is blocked or is gone."""
        return self.has_lost_leaf or any(self.counts[name] for name in ("blocked", "failed", "gone"))

    def summary(self, delivery: DeliveryReport | None, *, is_over: bool = True) -> str:
        """The closing line; `delivery` is None when a running service sends the alerts."""
        total = sum(self.counts.values())
        told = ", ".join(f"{self.counts[name]} {name}" for name in _OUTCOMES if self.counts[name])
        text = f"{_number(total, 'page')} checked: {told or 'nothing to check'}"
        if not is_over:
            return f"{text}; not finished"
        if delivery is None:
            return f"{text}; alerts are sent by the running service"
        if delivery.sent:
            text += f"; {_number(delivery.sent, 'message')} sent"
        if retried := delivery.alerts("retry"):
            text += f"; {_number(retried, 'alert')} not sent yet, tried again later"
        if dead := delivery.alerts("dead"):
            text += f"; {_number(dead, 'alert')} given up (`monitor alerts list --state dead`)"
        return text

    def _tell(self, line: str, data: dict[str, object]) -> None:
        if self._as_json:
            emit(data)
        elif self._bar is not None:
            self._bar.console.print(line, soft_wrap=True, markup=False)
        else:
            say(line)


@contextmanager
def telling(*, as_json: bool) -> Iterator[Teller]:
    """A Teller, with a bar when a person looks on."""
    if as_json or not (target := console()).is_terminal:
        yield Teller(as_json=as_json, bar=None)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=target, transient=True) as bar:
        yield Teller(as_json=False, bar=bar)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _line(checked: Checked) -> str:
    parts = [f"{checked.outcome:<9}", checked.page.url]
    if checked.note:
        parts.append(f"({clean(checked.note)})")
    return "\n".join([" ".join(parts), *(f"          {line}" for line in told_changes(checked))])


def told_changes(checked: Checked) -> list[str]:
    """The changes of one check, a line each; of a page that enters the register with its source, only the sum."""
    return [
        f"{'·' if change.initial else '!'} {in_brief(change)}"
        for change in checked.result.changes
        if not change.initial or change.kind is ChangeKind.PAGE_NEW
    ]


def _as_data(checked: Checked) -> dict[str, object]:
    result = checked.result
    return {
        "url": checked.page.url,
        "page": checked.page.id,
        "source": checked.page.source,
        "outcome": checked.outcome,
        "note": checked.note,
        "status": result.status,
        "version": checked.recorded.version or checked.page.version,
        "changes": [
            {"kind": change.kind.value, "summary": change.summary, "significance": change.significance}
            for change in result.changes
        ],
        "alerts": checked.recorded.alerts_added,
        "pages_added": checked.recorded.pages_added,
        "next_check_at": result.next_check_at.isoformat(),
        "took_s": round(result.took_s, 3),
    }


def _leaf_line(leaf: Leaf) -> str:
    if leaf.turned.trouble:
        return f"{'failed':<9} {leaf.turned.url} (page {leaf.number} of the listing: {clean(leaf.turned.trouble)})"
    links = len(leaf.turned.links)
    return f"{'listing':<9} {leaf.turned.url} (page {leaf.number}: {links} links, {leaf.pages_added} new)"


def _leaf_data(leaf: Leaf) -> dict[str, object]:
    return {
        "url": leaf.turned.url,
        "source": leaf.source,
        "listing_page": leaf.number,
        "links": len(leaf.turned.links),
        "pages_added": leaf.pages_added,
        "note": leaf.turned.trouble,
    }
