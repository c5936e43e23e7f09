"""The service's processes, and somebody who kills and restarts them."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: No file can be written beyond this while the disk is full: not a page of a database.
FULL_BYTES = 1024
#: Of so many kills one befalls any process, which may be one that still starts; the others those that have begun.
ANY_OF = 4


@dataclass
class Role:
    """One process of the service, started again whenever it ends."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self.process is not None and self.process.poll() is None

    @property
    def has_begun(self) -> bool:
        """Whether the process has come as far as its event loop: before, it loads its program and opens no socket."""
        if self.process is None or not self.is_running:
            return False
        with suppress(OSError):  # it has ended meanwhile
            files = Path(f"/proc/{self.process.pid}/fd")
            return any(os.readlink(file).startswith("socket:") for file in files.iterdir())
        return False


@dataclass
class Supervisor:
    """Keeps roles alive, as systemd or Docker does, and does them harm."""

    roles: Sequence[Role]
    environ: Mapping[str, str]
    log: Path
    chance: random.Random
    kills: int = 0
    #: Those of processes that had begun.
    kills_at_work: int = 0
    #: By role and how it ended: exit codes, and signals as negative numbers.
    ends: Counter[tuple[str, int]] = field(default_factory=Counter)
    #: While set, no file of the service can grow.
    full_until: float = 0.0

    def tend(self) -> None:
        """Start what does not run."""
        for role in self.roles:
            if role.process is not None and role.process.poll() is not None:
                self.ends[role.name, role.process.returncode] += 1
                role.process = None
            if role.process is None:
                with self.log.open("ab") as log:
                    role.process = subprocess.Popen(
                        [sys.executable, "-m", "monitor", "run", *role.arguments],
                        env={**os.environ, **self.environ, "MONITOR_LOG_FORMAT": "json"},
                        cwd=ROOT,
                        stdout=log,
                        stderr=log,
                    )
                role.started = time.monotonic()
                if self.is_full:
                    _limit(role.process, FULL_BYTES)

    def kill(self) -> None:
        """End one process as a power cut does: on a busy machine most would only ever be killed while they start."""
        begun = [role for role in self.roles if role.has_begun]
        role = self.chance.choice(begun if begun and self.chance.randrange(ANY_OF) else self.roles)
        if role.process is not None and role.is_running:
            self.kills_at_work += role in begun
            role.process.kill()
            role.process.wait()
            self.kills += 1

    @property
    def is_full(self) -> bool:
        """Whether the disk is full."""
        return time.monotonic() < self.full_until

    def fill_disk(self, for_s: float) -> None:
        """Let no write of a running process succeed; those that start meanwhile have no room either."""
        self.full_until = time.monotonic() + for_s
        for role in self.roles:
            if role.process is not None and role.process.poll() is None:
                _limit(role.process, FULL_BYTES)

    def free_disk(self) -> None:
        """There is room again."""
        self.full_until = 0.0
        for role in self.roles:
            if role.process is not None and role.process.poll() is None:
                _limit(role.process, resource.RLIM_INFINITY)

    def stop(self, patience_s: float = 60.0) -> None:
        """End all as an operator does."""
        for role in self.roles:
            if role.process is not None and role.process.poll() is None:
                role.process.terminate()
        for role in self.roles:
            if role.process is not None:
                try:
                    self.ends[role.name, role.process.wait(patience_s)] += 1
                finally:
                    role.process.kill()
                    role.process.wait()
                    role.process = None


def _limit(process: subprocess.Popen[bytes], file_bytes: int) -> None:
    try:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (file_bytes, resource.RLIM_INFINITY))
    except ProcessLookupError:
        """It has ended meanwhile."""
