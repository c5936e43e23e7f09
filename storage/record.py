"""What one batch of checks writes, in one transaction.

    held pages ── stale? ──> dropped
        └── snapshots ─ versions ─ registers ─ changes ─ alerts      for all that bring one, a few statements each
        └── page rows, check rows, found links                       at the end

An unchanged check comes to its page row and its check row. However many results a batch has, it takes no more
statements (but for found links): what they cost is shared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from monitor.errors import StorageError
from monitor.ports import Recorded
from monitor.types import Alert, CheckResult, Heeded, Outcome, PageRole, Recipe, Snapshot
from storage.blobs import BlobRef, Blobs, joined
from storage.boilerplate import seen_row
from storage.columns import keepable
from storage.detail import meta_bytes, pack_changes, pack_meta, unpack_meta
from storage.queries import alerts, boilerplate, changes, checks, pages, registers, versions
from storage.reading import pack_reading
from storage.registers import register_versions


@dataclass(slots=True, kw_only=True)
class Step:
    """One result on its way into the tables."""

    result: CheckResult
    #: The page row as the check leaves it.
    page: dict[str, Any]
    #: Number of the Page's Version before, 0 for none, and of the one that the result brings.
    before: int
    number: int = 0
    #: Blobs of the Version before: snapshot and reading.
    blobs_before: tuple[int, int] | None = None
    snapshot: BlobRef | None = None
    reading: BlobRef | None = None
    alerts_added: int = 0


class Batch:
    """The writing of one batch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._blobs = Blobs(connection)
        self._held: dict[int, dict[str, Any]] = {}
        self._checked: dict[int, dict[str, Any]] = {}
        self._log: list[dict[str, Any]] = []
        self._recipes: dict[Recipe, int] = {}
        self._seen: dict[int, dict[str, Any]] = {}

    def record(self, results: Sequence[CheckResult]) -> list[Recorded]:
        """Write the results, in their order."""
        if any(result.heeded is not None for result in results):
            registers.hold_plans(self._connection)
        self._held = pages.held(self._connection, {result.page_id for result in results})
        recorded: list[Recorded] = []
        for wave in _waves(results):
            recorded += self._wave(wave)
        pages.write_checked(self._connection, self._checked.values())
        checks.add(self._connection, self._log)
        boilerplate.put_seen(self._connection, list(self._seen.values()))
        return recorded

    def _wave(self, results: Sequence[CheckResult]) -> list[Recorded]:
        """Results of different Pages: whatever they have in common is asked for and written at once."""
        steps: dict[int, Step] = {}
        outrun: set[int] = set()
        for result in results:
            page = self._held.get(result.page_id)
            if page is None or page["revision"] != result.revision:
                continue
            if result.heeded is not None and self._is_outrun(result.page_id, result.heeded, steps):
                outrun.add(result.page_id)
                continue
            steps[result.page_id] = Step(result=result, page=page, before=page["version"])
            self._move_on(page, result)
            if result.seen is not None:
                self._seen[result.page_id] = seen_row(result.page_id, result.seen)
        self._keep(list(steps.values()))
        return [
            Recorded(
                page_id=result.page_id,
                version=step.number,
                pages_added=self._add_found(step.page, result) if result.found else 0,
                alerts_added=step.alerts_added,
            )
            if (step := steps.get(result.page_id)) is not None
            else Recorded(page_id=result.page_id, stale=True, outrun=result.page_id in outrun)
            for result in results
        ]

    def _is_outrun(self, page_id: int, heeded: Heeded, before: Collection[int]) -> bool:
        """Whether another Page has told of the same Plans since the decision looked, or one that it counted on has not.

        `before` are the Pages whose results are written with it.
        """
        now = registers.tellers(self._connection, heeded.plan_keys, except_page=page_id)
        if not heeded.decided <= now.keys() | set(before):
            return True
        return any(page not in heeded.decided and (page, number) not in heeded.pages for page, number in now.items())

    def _move_on(self, page: dict[str, Any], result: CheckResult) -> None:
        """The page row as the check leaves it, and the line of the log."""
        page["revision"] += 1
        page["title"] = result.title
        page["failures"] = result.failures
        page["next_check_at"] = result.next_check_at
        if result.outcome is not Outcome.POSTPONED:
            page["trouble"] = result.reason if result.outcome.is_trouble else ""
        if page["state"] != result.state.value:
            page["state"] = result.state.value
            page["state_since"] = result.checked_at
        if result.validators is not None:
            page["etag"] = result.validators.etag
            page["last_modified"] = result.validators.last_modified
        if result.body_sha256 is not None:
            page["body_sha256"] = result.body_sha256
        is_check = result.outcome.is_check and (result.version is None or not result.version.technical)
        if is_check:
            page["last_checked_at"] = result.checked_at
            if result.outcome in (Outcome.NEW, Outcome.CHANGED):
                page["last_changed_at"] = result.checked_at
        self._checked[page["id"]] = page
        self._log.append(
            {
                "page_id": page["id"],
                "revision": page["revision"],
                "at": result.checked_at,
                "outcome": result.outcome.value,
                "status": result.status,
                "reason": result.reason,
                "took_s": result.took_s,
            }
        )

    def _keep(self, steps: Sequence[Step]) -> None:
        """Evidence, Versions, Changes and Alerts: each only when some result brings one."""
        if with_blobs := [one for one in steps if one.result.snapshot or one.result.version or one.result.changes]:
            standing = [(one.page["id"], one.before) for one in with_blobs if one.before]
            blobs = versions.blobs_of(self._connection, standing) if standing else {}
            for one in with_blobs:
                one.blobs_before = blobs.get((one.page["id"], one.before))
        if with_snapshot := [one for one in steps if one.result.snapshot is not None]:
            self._keep_snapshots(with_snapshot)
        if with_version := [one for one in steps if one.result.version is not None]:
            self._keep_versions(with_version)
        if with_changes := [one for one in steps if one.result.changes or one.result.alerts]:
            self._keep_changes(with_changes)

    def _keep_snapshots(self, steps: Sequence[Step]) -> None:
        """Evidence; as a difference to the last Version's, or to the last wall of a page that stands behind one."""
        walled = [one.page["id"] for one in steps if one.result.outcome.is_trouble]
        walls = checks.latest_evidence(self._connection, walled) if walled else {}
        contents: list[tuple[bytes, int | None]] = []
        for one in steps:
            before = one.blobs_before[0] if one.blobs_before else None
            like = walls.get(one.page["id"]) if one.result.outcome.is_trouble else before
            assert one.result.snapshot is not None
            contents.append((one.result.snapshot.content, like))
        firsts = checks.first_metas(self._connection, [one.page["id"] for one in steps])
        rows = []
        for one, blob in zip(steps, self._blobs.put_all(contents), strict=True):
            snapshot = one.result.snapshot
            assert snapshot is not None
            _check_hash(snapshot, blob)
            one.snapshot = blob
            first = firsts.get(one.page["id"])
            meta = pack_meta(meta_bytes(snapshot, one.page["url"]), unpack_meta(first, b"") if first else b"")
            rows.append(
                {
                    "page_id": one.page["id"],
                    "revision": one.page["revision"],
                    "blob_id": blob.id,
                    "fetched_at": snapshot.fetched_at,
                    "meta": meta,
                }
            )
        checks.add_snapshots(self._connection, rows)

    def _keep_versions(self, steps: Sequence[Step]) -> None:
        """Versions and their register rows."""
        evidence = self._evidence(steps)
        later = [one.page["id"] for one in steps if one.before]
        titles = versions.titles(self._connection, later) if later else {}
        readings = [
            (pack_reading(one.result.version), one.blobs_before[1] if one.blobs_before else None)
            for one in steps
            if one.result.version is not None
        ]
        rows = []
        for one, reading in zip(steps, self._blobs.put_all(readings), strict=True):
            version = one.result.version
            assert version is not None
            one.reading = reading
            one.number = one.page["version"] = one.before + 1
            title = keepable(version.document.title)
            same_title = one.blobs_before is not None and titles.get(one.page["id"], "") == title
            rows.append(
                {
                    "page_id": one.page["id"],
                    "number": one.number,
                    "snapshot_id": evidence[one.page["id"]].id,
                    "reading_id": reading.id,
                    "recipe_id": self._recipe_id(version.recipe),
                    "fetched_at": version.fetched_at,
                    "technical": version.technical,
                    "title": None if same_title else title,
                    "published": version.document.published,
                    "text_chars": len(version.document.text),
                    "statements": len(version.statements),
                }
            )
        versions.add(self._connection, rows)
        register_versions(
            self._connection,
            {one.page["id"]: (one.number, one.result.version) for one in steps if one.result.version is not None},
        )

    def _evidence(self, steps: Sequence[Step]) -> dict[int, BlobRef]:
        """The Snapshot that each Version names, by Page: the result's own, or one that is stored.

        Raises:
            StorageError: one is not.
        """
        evidence: dict[int, BlobRef] = {}
        elsewhere: dict[int, str] = {}
        for one in steps:
            assert one.result.version is not None
            sha256 = one.result.version.snapshot_sha256
            if one.snapshot is not None and one.snapshot.sha256 == sha256:
                evidence[one.page["id"]] = one.snapshot
            else:
                elsewhere[one.page["id"]] = sha256
        stored = self._blobs.find(elsewhere.values()) if elsewhere else {}
        for page_id, sha256 in elsewhere.items():
            if sha256 not in stored:
                url = self._held[page_id]["url"]
                raise StorageError(f"{url}: the snapshot {sha256[:12]} of its new version is not stored")
            evidence[page_id] = stored[sha256]
        return evidence

    def _recipe_id(self, recipe: Recipe) -> int:
        """The row of a Recipe, asked for once a batch."""
        if recipe not in self._recipes:
            self._recipes[recipe] = versions.recipe_id(self._connection, recipe)
        return self._recipes[recipe]

    def _keep_changes(self, steps: Sequence[Step]) -> None:
        """Rows of the register of Changes, and of the outbox."""
        self._blobs.preload(one.blobs_before[1] for one in steps if one.blobs_before)
        rows: list[dict[str, Any]] = []
        for one in steps:
            # What details of Changes are packed beside; see `storage.detail`.
            around = (one.blobs_before[1] if one.blobs_before else None, one.reading.id if one.reading else None)
            readings = joined(self._blobs, around)
            rows += (
                {
                    "page_id": one.page["id"],
                    "revision": one.page["revision"],
                    "at": one.result.checked_at,
                    "kind": change.kind.value,
                    "significance": change.significance,
                    "initial": change.initial,
                    "from_version": one.before or None,
                    "to_version": one.number or None,
                    "detail": detail,
                }
                for change, detail in zip(one.result.changes, pack_changes(one.result.changes, readings), strict=True)
            )
        ids = iter(changes.add(self._connection, rows))
        outbox: list[dict[str, Any]] = []
        for one in steps:
            ids_by_key = {change.key: next(ids) for change in one.result.changes}
            mine = _outbox(one.page["url"], one.result, ids_by_key)
            one.alerts_added = len(mine)
            outbox += mine
        alerts.add(self._connection, outbox)

    def _add_found(self, page: dict[str, Any], result: CheckResult) -> int:
        """New Pages for the links that no Page has, at no address of theirs, due at once."""
        return pages.add_new(
            self._connection,
            [
                pages.new_row(
                    source=page["source"],
                    url=link.url,
                    role=PageRole.INDEX if link.kind.is_index else PageRole.DOCUMENT,
                    title=link.title,
                    initial=result.found_initial,
                    now=result.checked_at,
                )
                for link in result.found
            ],
            twins={link.url: link.twins for link in result.found},
        )


def _waves(results: Sequence[CheckResult]) -> Iterator[list[CheckResult]]:
    """The results in their order, cut where one of a Page is followed by another of the same Page."""
    wave: list[CheckResult] = []
    inside: set[int] = set()
    for result in results:
        if result.page_id in inside:
            yield wave
            wave, inside = [], set()
        wave.append(result)
        inside.add(result.page_id)
    if wave:
        yield wave


def _check_hash(snapshot: Snapshot, blob: BlobRef) -> None:
    if snapshot.sha256 != blob.sha256:
        raise ValueError(f"the snapshot of {snapshot.url} says {snapshot.sha256}, its content is {blob.sha256}")


def _outbox(url: str, result: CheckResult, change_ids: dict[str, int]) -> list[dict[str, Any]]:
    """Rows of the outbox: one for each Change and Channel, however many rules ask for it."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for alert in result.alerts:
        change_id = change_ids[alert.change_key]
        known = rows.get((change_id, alert.channel))
        if known is not None and known["due_at"] <= alert.due_at:
            continue
        rows[change_id, alert.channel] = {
            "change_id": change_id,
            "rule": alert.rule,
            "channel": alert.channel,
            "language": alert.language,
            "due_at": alert.due_at,
            "state": alert.state.value,
            "attempts": 0,
            "attempted_at": None,
            "trouble": "",
            "idempotency_key": _idempotency_key(url, result, alert),
        }
    return list(rows.values())


def _idempotency_key(url: str, result: CheckResult, alert: Alert) -> str:
    """Equal for the same Change on the same Channel, also after a restored backup has counted its rows anew."""
    identity = "\n".join((url, result.checked_at.isoformat(), alert.change_key, alert.channel))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
