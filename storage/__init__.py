"""All that is remembered: pages, versions, evidence, registers and the outbox, in SQLite or PostgreSQL.

open_store(url)      -> SqlStore      what `monitor.ports.Store` promises
upgrade(url)         -> SchemaState   creates the database, or brings it up to date
schema_state(url)    -> SchemaState   where it stands
service_lock(url)    -> context       one service at a time on SQLite
SharedState(url)     what many processes share on PostgreSQL: hosts, leases, the queue
HostTurns(url, now)  what a service and a crawl beside it share on SQLite: whose turn it is to ask a host

store.py       the promise of the port: archive.py, outbox.py, listing.py (registers), boilerplate.py, secrets.py
record.py      what one batch of checks writes, in one transaction
registers.py   which Statements, EquipmentMentions and PlanMentions go on, end or begin with a Version
reading.py     Version <-> bytes; detail.py: Change <-> bytes; packing.py: dataclasses <-> compact JSON
blobs.py       content-addressed, compressed, difference to difference
outgoing.py    the jobs that enter the queue with a batch; queue_schema.py: Procrastinate's tables
models.py      the tables; shared_models.py those of shared.py; columns.py their types; declaring.py how they are said
queries/       all SQL; migrations/ how the tables came to be
engine.py      connections and transactions; faults.py: what a database error means to a person
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.loading import on_demand
from storage.schema import SchemaState, Upgraded, is_missing, schema_state, upgrade
from storage.store import SqlStore, open_store

if TYPE_CHECKING:
    from storage.backups import BackedUp, backup, restore
    from storage.host_turns import HostTurns
    from storage.lock import ServiceLock, service_lock
    from storage.readiness import unready
    from storage.retention import prune
    from storage.shared import SharedState
    from storage.verification import Finding, verify
else:
    __getattr__ = on_demand(
        __name__,
        backups=("BackedUp", "backup", "restore"),
        host_turns=("HostTurns",),
        lock=("ServiceLock", "service_lock"),
        readiness=("unready",),
        retention=("prune",),
        shared=("SharedState",),
        verification=("Finding", "verify"),
    )

__all__ = [
    "BackedUp",
    "Finding",
    "HostTurns",
    "SchemaState",
    "ServiceLock",
    "SharedState",
    "SqlStore",
    "Upgraded",
    "backup",
    "is_missing",
    "open_store",
    "prune",
    "restore",
    "schema_state",
    "service_lock",
    "unready",
    "upgrade",
    "verify",
]
