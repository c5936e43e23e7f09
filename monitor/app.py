"""Composition root: builds everything from settings; the only place that knows all adapters."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import storage
from monitor.channels import SecretHosts, confirm_host, hosts_of_secrets, notifiers_of
from monitor.check import Checked, Checker
from monitor.clock import SystemClock
from monitor.config import Settings, SourcesFile, load_settings, load_sources
from monitor.decide import Rules
from monitor.deliver import DeliveryReport, deliver
from monitor.errors import StorageBusyError, StorageError, UsageError
from monitor.extract.boilerplate import NOTHING_LEARNED, Boilerplate, mask_of
from monitor.fetch import HostBook, HttpFetcher, Turns
from monitor.notify import Keyring, Notifiers, Secret
from monitor.ports import Clock, Store
from monitor.schedule import (
    Timing,
    crawl,
)
from monitor.serial import Serial
from monitor.types import Fetched, FetchRequest, Page, Source, host_of

if TYPE_CHECKING:  # of single commands, which load what they need
    from monitor.rule_trial import RuleTrial
    from monitor.trial import Trial

#: How soon processes of one installation notice each other.
TIMING = Timing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The running parts on one open Store."""

    store: Store
    serial: Serial
    checker: Checker
    notifier: Notifiers
    sources: Mapping[str, Source]
    files: SourcesFile
    #: Whom to tell of what, as sources.yaml says.
    rules: Rules
    #: What the processes of one installation share; None on SQLite, where one serves.
    shared: Shared | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What all processes see, and the thread it is asked in."""

    state: storage.SharedState
    serial: Serial


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What commands call; opens nothing until it is asked to."""

    settings: Settings
    environ: Mapping[str, str]
    clock: Clock
    #: In [0, 1): spreads checks, so that pages found together drift apart.
    chance: Callable[[], float] = random.random

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> App:
        """Read the settings.

        Raises:
            ConfigError: a setting is unknown or has a value that cannot be used.
        """
        return cls(settings=load_settings(environ), environ=environ, clock=SystemClock())

    def sources_file(self) -> SourcesFile:
        """Read sources.yaml.

        Raises:
            ConfigError: the first problem, with its line.
        """
        return load_sources(self.settings.sources_path, self.environ)

    @property
    def is_new(self) -> bool:
        """Whether there is no database yet."""
        return storage.is_missing(self.settings.database_url)

    def upgrade(self) -> storage.Upgraded:
        """Bring the database to this program's schema, creating it when there is none."""
        self._make_data_dir()
        return storage.upgrade(self.settings.database_url)

    @contextmanager
    def store(self) -> Iterator[storage.SqlStore]:
        """The open Store. A SQLite database that does not exist yet is made; an old one is not touched.

        Raises:
            StorageError: it cannot be opened; SchemaError when it wants `monitor db upgrade`.
        """
        if self.is_new:
            self.upgrade()
        store = storage.open_store(self.settings.database_url)
        try:
            yield store
        finally:
            store.close()

    @asynccontextmanager
    async def parts(
        self,
        store: Store,
        *,
        timing: Timing = TIMING,
        on_checked: Callable[[Checked], None] = lambda _checked: None,
    ) -> AsyncIterator[Parts]:
        """Fetcher, checker and notifiers around an open Store; `on_checked` is told of every check."""
        files = self.sources_file()
        sources = {source.id: source for source in files.sources if source.enabled}
        serial = Serial("store")
        shared = self._shared() if self.is_distributed else None
        book = HostBook(shared.state, shared.serial, turn_s=timing.turn_s) if shared else None
        # Elsewhere a crawl beside the service keeps its own rests.
        takes_turns = shared is None and os.name == "posix"
        turns = storage.HostTurns(self.settings.database_url, self.clock.now) if takes_turns else None
        fetcher = self._fetcher(book, turns)
        notifier = notifiers_of(self.settings, self.clock, Keyring(store=store, serial=serial, clock=self.clock))
        rules = Rules(alerts=files.rules, channels=tuple(files.channels))
        checker = Checker(
            fetcher=fetcher,
            store=store,
            serial=serial,
            clock=self.clock,
            sources=sources,
            rules=rules,
            chance=self.chance,
            on_checked=on_checked,
        )
        try:
            yield Parts(
                store=store,
                serial=serial,
                checker=checker,
                notifier=notifier,
                sources=sources,
                files=files,
                rules=rules,
                shared=shared,
            )
        finally:
            await checker.close()
            await fetcher.close()
            await notifier.close()
            serial.close()
            if shared is not None:
                shared.serial.close()
                shared.state.close()

    async def crawl(
        self,
        parts: Parts,
        pages: Sequence[Page],
        *,
        force: bool = False,
        on_checked: Callable[[Checked], None],
        on_planned: Callable[[int], None] = lambda _count: None,
    ) -> None:
        """Check these pages now, and the documents their indexes newly lead to."""
        await crawl(
            checker=parts.checker,
            store=parts.store,
            serial=parts.serial,
            pages=pages,
            concurrency=self.settings.concurrency,
            force=force,
            on_checked=on_checked,
            on_planned=on_planned,
        )

    async def deliver(self, parts: Parts, only: str | None = None) -> DeliveryReport:
        """Send the alerts that are due, on all channels or on one."""
        return await deliver(
            store=parts.store,
            serial=parts.serial,
            notifier=parts.notifier,
            clock=self.clock,
            channels=parts.files.channels,
            rules=parts.files.rules,
            only=only,
        )

    async def deliver_unless_served(self, parts: Parts) -> DeliveryReport | None:
        """Send the alerts that are due; None when a running service does it."""
        if parts.shared is not None:
            return await self._deliver_alone(parts, parts.shared)
        try:
            with self.service_lock():
                return await self.deliver(parts)
        except StorageBusyError:
            return None

    async def _deliver_alone(self, parts: Parts, shared: Shared) -> DeliveryReport | None:
        """Send on every channel that no other process is sending on; None when others send on all of them."""
        total: DeliveryReport | None = None
        from monitor.schedule import deliver_alone

        for name in parts.files.channels:
            report = await deliver_alone(
                name, deliver=partial(self.deliver, parts), leases=shared.state, shared=shared.serial, timing=TIMING
            )
            if report is not None:
                total = total or DeliveryReport()
                total.add(report)
        return total

    async def fetch(self, url: str, *, allow_private: bool = False) -> Fetched:
        """Fetch one address, without storing anything."""
        fetcher = self._fetcher()
        try:
            return await fetcher.fetch(FetchRequest(url=url, allow_private=allow_private))
        finally:
            await fetcher.close()

    def mask(self, url: str | None) -> Boilerplate:
        """What was learned of the host of an address; nothing where no database can be read. Makes none."""
        host = host_of(url)
        try:
            if not host or not storage.schema_state(self.settings.database_url).is_current:
                return NOTHING_LEARNED
            with self.store() as store:
                return mask_of(store.learned_host(host))
        except StorageError:  # reading one page does not take a database
            return NOTHING_LEARNED

    async def try_source(self, source: Source) -> Trial:
        """Fetch a source once and say what would be kept; nothing is stored."""
        from monitor.trial import try_out

        fetcher = self._fetcher()
        try:
            return try_out(await fetcher.fetch(FetchRequest.of(source, source.url)), source, self.mask(source.url))
        finally:
            await fetcher.close()

    async def try_rule(self, store: Store, name: str, *, last: int) -> RuleTrial:
        """Replay the latest Changes against a rule, and send a sample of what it takes to its channels.

        Raises:
            UsageError: there is no such rule.
        """
        from monitor.rule_trial import try_rule

        async with self.parts(store) as parts:
            rule = next((one for one in parts.files.rules if one.name == name), None)
            if rule is None:
                known = ", ".join(repr(one.name) for one in parts.files.rules) or "none"
                raise UsageError(f"no alert rule {name!r} in sources.yaml; it has {known}")
            return await try_rule(
                rule,
                store,
                parts.notifier,
                self.clock,
                sources=parts.sources,
                channels=parts.files.channels,
                last=last,
            )

    @property
    def is_distributed(self) -> bool:
        """Whether many processes may serve the database together: on PostgreSQL."""
        return not self.settings.database_url.startswith("sqlite")

    @contextmanager
    def shared_state(self) -> Iterator[storage.SharedState]:
        """What the processes of one installation share, on PostgreSQL, to look at."""
        state = self._shared().state
        try:
            yield state
        finally:
            state.close()

    def _shared(self) -> Shared:
        # Unlike any other process, today or after this one has ended; and people see where it runs.
        holder = f"{socket.gethostname()}:{os.getpid()}:{int(self.chance() * 2**32):08x}"
        return Shared(state=storage.SharedState(self.settings.database_url, holder=holder), serial=Serial("shared"))

    def _fetcher(self, book: HostBook | None = None, turns: Turns | None = None) -> HttpFetcher:
        return HttpFetcher(
            clock=self.clock,
            user_agent=self.settings.user_agent,
            max_body_bytes=self.settings.max_body_bytes,
            book=book,
            turns=turns,
        )

    def service_lock(self) -> storage.ServiceLock:
        """Held while a service runs on a SQLite database, or sends its alerts."""
        return storage.service_lock(self.settings.database_url)

    def _make_data_dir(self) -> None:
        path = self.settings.data_dir
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"cannot make the data directory {path}: {error.strerror}; set MONITOR_DATA_DIR to one you can write to"
            ) from error

    def hosts_of_secrets(self, store: Store) -> SecretHosts:
        """For each channel its secrets, with where they are to go, and the host that each belongs to.

        Raises:
            ConfigError: sources.yaml cannot be used.
        """
        return hosts_of_secrets(store, notifiers_of(self.settings, self.clock), self.sources_file().channels)

    def confirm(self, store: Store, name: str) -> Sequence[Secret]:
        """Let the secrets of a channel belong to the host it has today; those that did not before.

        Raises:
            UsageError: there is no such channel.
        """
        return confirm_host(store, self.hosts_of_secrets(store), name, self.clock)
