"""The seams between the middle and the world: what adapters must offer.

world.py     Clock (`monitor.clock`), Fetcher (`monitor.fetch`), Notifier (`monitor.notify`)
store.py     Store (`storage`), and its parts for those who need no more
entries.py   what a Store answers with
"""

from monitor.ports.entries import (
    ChangeEntry,
    CheckEntry,
    EquipmentEntry,
    Recorded,
    StartPage,
    StoodEntry,
    StoreFigures,
    StoreHealth,
    TargetEntry,
    ToldEntry,
    VersionEntry,
    Waiting,
)
from monitor.ports.store import Archive, Learned, Outbox, Pages, Registers, Secrets, Store
from monitor.ports.world import Clock, Fetcher, Notifier

__all__ = [
    "Archive",
    "ChangeEntry",
    "CheckEntry",
    "Clock",
    "EquipmentEntry",
    "Fetcher",
    "Learned",
    "Notifier",
    "Outbox",
    "Pages",
    "Recorded",
    "Registers",
    "Secrets",
    "StartPage",
    "StoodEntry",
    "Store",
    "StoreFigures",
    "StoreHealth",
    "TargetEntry",
    "ToldEntry",
    "VersionEntry",
    "Waiting",
]
