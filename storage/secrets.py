"""The part of the Store that remembers to which hosts secrets belong; see `monitor.ports.Store`."""

from __future__ import annotations

from datetime import datetime

from storage.engine import Database
from storage.queries import secrets as queries


class SecretStore:
    """Mixed into `SqlStore`: each method is one transaction."""

    database: Database

    def secret_host(self, key: str) -> str | None:
        with self.database.reading() as connection:
            return queries.host_of(connection, key)

    def bind_secret(self, key: str, host: str, now: datetime) -> None:
        with self.database.writing() as connection:
            queries.put(connection, key, host, now)
