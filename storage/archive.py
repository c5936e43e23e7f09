"""The part of the Store that shows what is kept of a page; see `monitor.ports.Archive`."""

from __future__ import annotations

from collections.abc import Sequence

import zstandard

from monitor.errors import BlobError
from monitor.ports import CheckEntry, VersionEntry
from monitor.types import Snapshot, Version
from storage.blobs import Blobs
from storage.detail import read_meta, unpack_meta
from storage.engine import Database
from storage.queries import checks, versions
from storage.reading import unpack_document, unpack_equipment, unpack_plans, unpack_reading, unpack_statements


class ArchiveStore:
    """Mixed into `SqlStore`: each method is one transaction."""

    database: Database

    def version(self, page_id: int, number: int | None = None) -> Version | None:
        with self.database.reading() as connection:
            facts = versions.one(connection, page_id, number)
            if facts is None:
                return None
            data = unpack_reading(Blobs(connection).get(facts.reading_id))
        return Version(
            number=facts.number,
            document=unpack_document(data),
            statements=unpack_statements(data),
            equipment=unpack_equipment(data),
            plans=unpack_plans(data),
            recipe=facts.recipe,
            snapshot_sha256=facts.snapshot_sha256,
            fetched_at=facts.fetched_at,
            technical=facts.technical,
        )

    def history(self, page_id: int) -> Sequence[VersionEntry]:
        with self.database.reading() as connection:
            return versions.of_page(connection, page_id)

    def checks(self, page_id: int, *, limit: int = 50) -> Sequence[CheckEntry]:
        with self.database.reading() as connection:
            return checks.of_page(connection, page_id, limit)

    def snapshot(self, sha256: str, *, page_id: int | None = None) -> Snapshot | None:
        with self.database.reading() as connection:
            capture = checks.capture(connection, sha256, page_id)
            if capture is None:
                return None
            content = Blobs(connection).get(capture.blob_id)
        try:
            first = unpack_meta(capture.first_meta, b"") if capture.first_meta else b""
            meta = read_meta(unpack_meta(capture.meta, first), capture.page_url)
        except zstandard.ZstdError as error:
            raise BlobError(f"the headers of the snapshot {sha256[:12]} are damaged", sha256=sha256) from error
        return Snapshot(sha256=sha256, fetched_at=capture.fetched_at, content=content, **meta)
