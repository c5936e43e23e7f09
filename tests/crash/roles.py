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
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: No file can be written beyond this while the disk is full: not a page of a database.
FULL_BYTES = 1024


@dataclass
class Role:
    """One process of the service, started again whenever it ends."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0


@dataclass
class Supervisor:
    """Keeps roles alive, as systemd or Docker does, and does them harm."""

    roles: Sequence[Role]
    environ: Mapping[str, str]
    log: Path
    chance: random.Random
    kills: int = 0
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
        """End one process as a power cut does."""
        role = self.chance.choice(self.roles)
        if role.process is not None and role.process.poll() is None:
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
