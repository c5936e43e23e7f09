"""What may be forgotten: the log of checks that found nothing new.

Never a Version, a Snapshot, a Change or an Alert; never a check that came to anything; and of each Page its last check
stays. Deleting goes in small batches, each a transaction of its own, so that a running service waits for
milliseconds and an interruption loses nothing but the rest of the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from storage.queries import checks
from storage.store import SqlStore

#: Rows deleted in one transaction.
BATCH = 1000


def prune(store: SqlStore, *, unchanged_before: datetime) -> Iterator[int]:
    """Forget unchanged checks older than a moment; gives the number of rows after each batch.

    Nothing happens until the iterator is asked, and what was not asked for does not happen.

    Raises:
        StorageError: the database cannot do it. Batches already counted stay deleted.
    """
    after = (0, 0)
    while True:
        with store.database.reading() as connection:
            old = checks.unchanged_before(connection, unchanged_before, after=after, limit=BATCH)
        if not old:
            return
        with store.database.writing() as connection:
            checks.forget(connection, old)
        yield len(old)
        after = old[-1]
