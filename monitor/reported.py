"""Targets of the register, each once: those that only report what another page of the list tells are left out.

Register + what other Pages tell of the same Plans (Store) ──> targets.linking.reporting
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.ports import Store, TargetEntry
from monitor.targets.following.comparing import told_by, told_elsewhere
from monitor.targets.linking.reporting import Tellers, without_reports
from monitor.targets.linking.sought import sought_keys


def told_once(store: Store, entries: Sequence[TargetEntry], *, year: int) -> list[TargetEntry]:
    """The entries (of latest Versions) without reports of one another, and without what a final plan set otherwise.

    `year` is that of today: the years of a plan that names none are looked for around it.

    Raises:
        StorageError: the database cannot do it.
    """
    pages = {entry.page_id: entry.page_url for entry in entries}
    return without_reports(entries, {page_id: _tellers(store, page_id, url, year) for page_id, url in pages.items()})


def _tellers(store: Store, page_id: int, url: str, year: int) -> Tellers:
    version = store.version(page_id)
    if version is None:
        return Tellers(own=(), told=())
    keys = sought_keys(version, year)
    told = told_elsewhere(store.told(keys, except_page=0)) if keys else ()
    return Tellers(own=told_by(url, version), told=told)
