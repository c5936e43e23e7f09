"""What may be forgotten: the log of checks that found nothing new.

Never a Version, a Snapshot, a Change or an Alert; never a check that came to anything; and of each Page its last check
stays. Deleting goes in small batches, each a transaction of its own, so that a running service waits for
milliseconds and an interruption loses nothing but the rest of the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from storage.queries import checks, pages
from storage.store import SqlStore

#: Rows deleted in one transaction.
BATCH = 1000
#: Pages whose log is looked through at a time: a page that is checked every hour has some two thousand lines.
PAGES = 100


def prune(store: SqlStore, *, unchanged_before: datetime) -> Iterator[int]:
    """Forget unchanged checks older than a moment; gives the number of rows after each step, which may be 0.

    Nothing happens until the iterator is asked, and what was not asked for does not happen. A step takes milliseconds
    whether it finds anything or not.

    Raises:
        StorageError: the database cannot do it. Steps already counted stay done.
    """
    last = 0
    while True:
        with store.database.reading() as connection:
            some = pages.ids_after(connection, last, PAGES)
        if not some:
            return
        last = some[-1]
        forgotten = BATCH
        while forgotten == BATCH:
            with store.database.reading() as connection:
                old = checks.unchanged_before(connection, unchanged_before, pages=(some[0], last), limit=BATCH)
            if old:
                with store.database.writing() as connection:
                    checks.forget(connection, old)
            forgotten = len(old)
            yield forgotten
