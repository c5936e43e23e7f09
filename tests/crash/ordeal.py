"""The crash test: a service that is harmed at random moments while its site is edited.

    edit pages, one after the other ──> wait until it is a version ──> edit again
    meanwhile: kill -9, a full disk, a restarted database, a network that loses things
    in the end: calm, until everything has arrived or patience runs out ──> proof

An edit is made only when the one before it is recorded: what nobody could have seen is not asked for.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import storage
from monitor.errors import StorageError
from storage import SqlStore
from tests.crash.proof import is_complete, wrong
from tests.crash.roles import Role, Supervisor
from tests.crash.site import STOCK, Network, Site, serving

SOURCES = """\
defaults: {{allow_private: true, every: {every}, recheck: {every}, delay: 0s, timeout: 5s}}
channels:
{channels}alerts:
{alerts}sources:
{sources}"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How hard it is."""

    seed: int
    pages: int
    #: Of each page, at most ten: more messages within the hour would be gathered in a digest.
    edits: int
    #: Added to the listing one by one.
    documents: int
    kills: int
    #: Seconds between two kills, from and to.
    pause_s: tuple[float, float]
    #: How often the disk is full, and the database restarted.
    full_disks: int = 0
    restarts: int = 0
    every: str = "2s"
    network: dict[str, float] = field(default_factory=lambda: {"drop": 0.04, "cut": 0.04, "delay": 0.04, "error": 0.02})
    #: Seconds that the end may take.
    patience_s: float = 120.0
    roles: Sequence[tuple[str, Sequence[str]]] = (("service", ()),)


@dataclass(kw_only=True)
class Outcome:
    """What came of it."""

    wrong: list[str]
    kills: int = 0
    #: Those of processes that had come further than their start.
    kills_at_work: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    network: dict[str, int] = field(default_factory=dict)
    versions: int = 0
    requests: int = 0
    messages: int = 0
    #: Messages that came more than once.
    repeated: int = 0
    took_s: float = 0.0
    #: From an edit to its version, in seconds: median and longest.
    noticed_s: tuple[float, float] = (0.0, 0.0)
    tracebacks: list[str] = field(default_factory=list)


def suffer(
    plan: Plan,
    url: str,
    directory: Path,
    *,
    restart: Callable[[], None] = lambda: None,
    fill_disk: Callable[[], None] = lambda: None,
    say: Callable[[str], None] = lambda _line: None,
) -> Outcome:
    """Run it on the database at `url`; `restart` and `fill_disk` are what befalls that database's server."""
    site = Site(plan.pages, Network(seed=plan.seed, **plan.network))
    with serving(site):
        return _Ordeal(plan, site, url, directory, restart, fill_disk, say).run()


class _Ordeal:
    def __init__(
        self,
        plan: Plan,
        site: Site,
        url: str,
        directory: Path,
        restart: Callable[[], None],
        fill_disk: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self.plan, self.site, self.url, self.say = plan, site, url, say
        self.restart, self.fill_disk = restart, fill_disk
        self.chance = random.Random(plan.seed)
        #: Never set: what is waited for is time itself.
        self.beat = threading.Event()
        self.log = directory / "service.log"
        self.environ = configured(site, url, directory, every=plan.every)
        roles = [Role(name, ["--role", name, *extra] if len(plan.roles) > 1 else extra) for name, extra in plan.roles]
        self.supervisor = Supervisor(roles=roles, environ=self.environ, log=self.log, chance=self.chance)
        self.edited_at: dict[int, float] = {}
        self.looked_at = time.monotonic()
        self.is_calm = False
        self.noticed_s: list[float] = []
        self.store: SqlStore | None = None

    def run(self) -> Outcome:
        began = time.monotonic()
        storage.upgrade(self.url)
        self.store = storage.open_store(self.url)
        try:
            self._harm()
            self._calm()
        finally:
            self.supervisor.free_disk()
            self.supervisor.stop()
            self.store.close()
        found = wrong(self.site, self.url, self.environ)
        received = self.site.received
        noticed = sorted(self.noticed_s) or [0.0]
        return Outcome(
            wrong=found,
            kills=self.supervisor.kills,
            kills_at_work=self.supervisor.kills_at_work,
            ends={f"{name} {code}": count for (name, code), count in sorted(self.supervisor.ends.items())},
            network=dict(self.site.network.happened),
            versions=sum(self.site.edits.values()) + self.site.pages + self.site.listed,
            requests=self.site.requests,
            messages=len(received.messages),
            repeated=sum(count > 1 for count in received.messages.values()),
            took_s=time.monotonic() - began,
            noticed_s=(noticed[len(noticed) // 2], noticed[-1]),
            tracebacks=[line for line in self.log.read_text("utf-8", "replace").splitlines() if "Traceback" in line],
        )

    # -- the bad time

    def _harm(self) -> None:
        plan = self.plan
        harms = ["kill"] * plan.kills + ["disk"] * plan.full_disks + ["restart"] * plan.restarts
        self.chance.shuffle(harms)
        while harms:
            self._wait(self.chance.uniform(*plan.pause_s))
            harm = harms.pop()
            if harm == "kill":
                before = self.supervisor.kills
                self.supervisor.kill()
                if self.supervisor.kills == before:
                    harms.insert(0, harm)
                elif before % 10 == 9:
                    self.say(f"{before + 1} kills, {sum(self.site.edits.values())} edits")
            elif harm == "disk":
                self.say("the disk is full")
                self.supervisor.fill_disk(for_s=3)
                self.fill_disk()
                self._wait(3)
                self.supervisor.free_disk()
            else:
                self.say("the database is restarted")
                self.restart()

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.supervisor.tend()
            self._edit()
            self.beat.wait(0.05)

    # -- and the time after it

    def _calm(self) -> None:
        self.say("calm")
        self.is_calm = True
        self.site.network.calm()
        until = time.monotonic() + self.plan.patience_s
        while time.monotonic() < until:
            self._wait(0.5)
            try:
                assert self.store is not None
                if is_complete(self.site, self.store, self.plan.edits, STOCK + self.plan.documents):
                    return
            except StorageError:
                """Restarted a moment ago."""

    def _edit(self) -> None:
        """Edit pages whose last edit is a version, as fast as the plan's pace allows."""
        try:
            assert self.store is not None
            versions = {page.url: page.version for page in self.store.pages()}
        except StorageError:
            return
        now = time.monotonic()
        pace = self._pace(now)
        for number, edits in self.site.edits.items():
            if versions.get(self.site.address(number), 0) < edits + 1:
                continue
            if number in self.edited_at:
                self.noticed_s.append(now - self.edited_at.pop(number))
            if edits < self.plan.edits and self.chance.random() < pace:
                self.site.edits[number] = edits + 1
                self.edited_at[number] = now
        stocked = all(versions.get(self.site.document(number)) for number in range(1, self.site.listed + 1))
        if stocked and self.site.listed < STOCK + self.plan.documents and self.chance.random() < pace:
            self.site.listed += 1

    def _pace(self, now: float) -> float:
        """The chance that a page is edited now, so that edits last as long as the harm does; then at once."""
        if self.is_calm:
            return 1.0
        harms = self.plan.kills + self.plan.full_disks + self.plan.restarts
        lasts_s = max(sum(self.plan.pause_s) / 2 * harms, 1.0)
        since_s, self.looked_at = now - self.looked_at, now
        return 1.5 * self.plan.edits * since_s / lasts_s


def configured(site: Site, url: str, directory: Path, *, every: str) -> dict[str, str]:
    """Write sources.yaml; gives the settings of the service."""
    sources = directory / "sources.yaml"
    sources.write_text(_sources(site, every), encoding="utf-8")
    return {
        "MONITOR_DATA_DIR": str(directory / "data"),
        "MONITOR_DATABASE_URL": url,
        "MONITOR_SOURCES": str(sources),
        "MONITOR_GRACE_S": "10",
    }


def _sources(site: Site, every: str) -> str:
    names = [f"p{number}" for number in site.edits]
    urls = {f"p{number}": site.address(number) for number in site.edits}
    channels = "".join(
        f"  {name}: {{webhook: '{site.hook(name)}', allow_private: true}}\n" for name in [*names, "list"]
    )
    alerts = "".join(
        f"  - {{name: {name}, when: {{sources: [{name}], kinds: {kinds}}}, to: [{name}]}}\n"
        for name, kinds in [*((name, "['target_*']") for name in names), ("list", "[page_new]")]
    )
    sources = "".join(f"  - {{id: {name}, name: {name}, url: '{urls[name]}'}}\n" for name in names)
    sources += (
        f"  - {{id: list, name: list, kind: listing, url: '{site.listing}', links: {{pattern: '/t[0-9]+[.]html'}}}}\n"
    )
    return SOURCES.format(every=every, channels=channels, alerts=alerts, sources=sources)
