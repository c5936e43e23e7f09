"""What one batch of checks writes, in one transaction.

    held pages ── stale? ──> dropped
        └── snapshot ─ version ─ registers ─ changes ─ alerts ─ found links      only what the result has
        └── page row, check row                                                  gathered, written at the end

An unchanged check comes to its page row and its check row, which are written for the whole batch by one statement each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from monitor.errors import StorageError
from monitor.ports import Recorded
from monitor.types import Alert, CheckResult, Outcome, PageRole, Recipe, Snapshot, Version
from storage.blobs import BlobRef, Blobs, joined
from storage.boilerplate import seen_row
from storage.columns import keepable
from storage.detail import meta_bytes, pack_change, pack_meta, unpack_meta
from storage.queries import alerts, boilerplate, changes, checks, pages, versions
from storage.reading import pack_reading
from storage.registers import register_version


class Batch:
    """The writing of one batch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._blobs = Blobs(connection)
        self._held: dict[int, dict[str, Any]] = {}
        self._checked: dict[int, dict[str, Any]] = {}
        self._log: list[dict[str, Any]] = []
        self._version_blobs: dict[tuple[int, int], tuple[int, int] | None] = {}
        self._recipes: dict[Recipe, int] = {}
        self._seen: dict[int, dict[str, Any]] = {}

    def record(self, results: Sequence[CheckResult]) -> list[Recorded]:
        """Write the results, in their order."""
        self._held = pages.held(self._connection, {result.page_id for result in results})
        recorded = [self._one(result) for result in results]
        pages.write_checked(self._connection, self._checked.values())
        checks.add(self._connection, self._log)
        boilerplate.put_seen(self._connection, list(self._seen.values()))
        return recorded

    def _one(self, result: CheckResult) -> Recorded:
        page = self._held.get(result.page_id)
        if page is None or page["revision"] != result.revision:
            return Recorded(page_id=result.page_id, stale=True)
        before = page["version"]
        self._move_on(page, result)
        snapshot = self._keep_snapshot(page, result) if result.snapshot is not None else None
        number = 0
        if result.version is not None:
            number = before + 1
            self._keep_version(page, number, result.version, snapshot)
            page["version"] = number
        if result.seen is not None:
            self._seen[result.page_id] = seen_row(result.page_id, result.seen)
        change_ids = self._keep_changes(page, result, before, number) if result.changes else {}
        return Recorded(
            page_id=result.page_id,
            version=number,
            pages_added=self._add_found(page, result) if result.found else 0,
            alerts_added=self._add_alerts(page, result, change_ids) if result.alerts else 0,
        )

    def _move_on(self, page: dict[str, Any], result: CheckResult) -> None:
        """The page row as the check leaves it, and the line of the log."""
        page["revision"] += 1
        page["title"] = result.title
        page["failures"] = result.failures
        page["next_check_at"] = result.next_check_at
        page["trouble"] = result.reason if result.outcome.is_trouble else ""
        if page["state"] != result.state.value:
            page["state"] = result.state.value
            page["state_since"] = result.checked_at
        if result.validators is not None:
            page["etag"] = result.validators.etag
            page["last_modified"] = result.validators.last_modified
        if result.body_sha256 is not None:
            page["body_sha256"] = result.body_sha256
        is_check = result.outcome is not Outcome.NOTED and (result.version is None or not result.version.technical)
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

    def _keep_snapshot(self, page: dict[str, Any], result: CheckResult) -> BlobRef:
        """Evidence; as a difference to the last Version's, or to the last wall of a page that stands behind one."""
        snapshot = result.snapshot
        assert snapshot is not None
        like = None
        if result.outcome.is_trouble:
            like = checks.latest_evidence(self._connection, page["id"])
        elif page["version"]:
            blobs = self._blobs_of(page["id"], page["version"])
            like = blobs[0] if blobs else None
        blob = self._blobs.put(snapshot.content, like=like)
        self._check_hash(snapshot, blob)
        first = checks.first_meta(self._connection, page["id"], page["revision"])
        meta = pack_meta(meta_bytes(snapshot, page["url"]), unpack_meta(first, b"") if first else b"")
        checks.add_snapshot(
            self._connection,
            {
                "page_id": page["id"],
                "revision": page["revision"],
                "blob_id": blob.id,
                "fetched_at": snapshot.fetched_at,
                "meta": meta,
            },
        )
        return blob

    @staticmethod
    def _check_hash(snapshot: Snapshot, blob: BlobRef) -> None:
        if snapshot.sha256 != blob.sha256:
            raise ValueError(f"the snapshot of {snapshot.url} says {snapshot.sha256}, its content is {blob.sha256}")

    def _keep_version(self, page: dict[str, Any], number: int, version: Version, snapshot: BlobRef | None) -> None:
        """The Version and its register rows."""
        if snapshot is None or snapshot.sha256 != version.snapshot_sha256:
            snapshot = self._blobs.find(version.snapshot_sha256)
        if snapshot is None:
            raise StorageError(
                f"{page['url']}: the snapshot {version.snapshot_sha256[:12]} of its new version is not stored"
            )
        before = self._blobs_of(page["id"], number - 1) if number > 1 else None
        title = keepable(version.document.title)
        same_title = before is not None and versions.title(self._connection, page["id"]) == title
        blob = self._blobs.put(pack_reading(version), like=before[1] if before else None)
        versions.add(
            self._connection,
            {
                "page_id": page["id"],
                "number": number,
                "snapshot_id": snapshot.id,
                "reading_id": blob.id,
                "recipe_id": self._recipe_id(version.recipe),
                "fetched_at": version.fetched_at,
                "technical": version.technical,
                "title": None if same_title else title,
                "published": version.document.published,
                "text_chars": len(version.document.text),
                "statements": len(version.statements),
            },
        )
        self._version_blobs[page["id"], number] = (snapshot.id, blob.id)
        register_version(self._connection, page["id"], number, version)

    def _blobs_of(self, page_id: int, number: int) -> tuple[int, int] | None:
        """Blobs of a Version, snapshot and reading, asked for once a batch: its Page is held."""
        key = (page_id, number)
        if key not in self._version_blobs:
            self._version_blobs[key] = versions.blobs_of(self._connection, page_id, number)
        return self._version_blobs[key]

    def _recipe_id(self, recipe: Recipe) -> int:
        """The row of a Recipe, asked for once a batch."""
        if recipe not in self._recipes:
            self._recipes[recipe] = versions.recipe_id(self._connection, recipe)
        return self._recipes[recipe]

    def _keep_changes(self, page: dict[str, Any], result: CheckResult, before: int, number: int) -> dict[str, int]:
        """Rows of the register of Changes; their ids by key."""
        readings = self._readings(page["id"], before, number)
        return {
            change.key: changes.add(
                self._connection,
                {
                    "page_id": page["id"],
                    "revision": page["revision"],
                    "at": result.checked_at,
                    "kind": change.kind.value,
                    "significance": change.significance,
                    "initial": change.initial,
                    "from_version": before or None,
                    "to_version": number or None,
                    "detail": pack_change(change, readings),
                },
            )
            for change in result.changes
        }

    def _readings(self, page_id: int, *numbers: int) -> bytes:
        """What details of Changes are packed beside; see `storage.detail`."""
        blobs = [self._blobs_of(page_id, number) for number in numbers if number]
        return joined(self._blobs, [found[1] for found in blobs if found is not None])

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

    def _add_alerts(self, page: dict[str, Any], result: CheckResult, change_ids: dict[str, int]) -> int:
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
                "idempotency_key": _idempotency_key(page["url"], result, alert),
            }
        alerts.add(self._connection, list(rows.values()))
        return len(rows)


def _idempotency_key(url: str, result: CheckResult, alert: Alert) -> str:
    """Equal for the same Change on the same Channel, also after a restored backup has counted its rows anew."""
    identity = "\n".join((url, result.checked_at.isoformat(), alert.change_key, alert.channel))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
