"""A command on one core, timed as a whole: start-up, work and end."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What one run of a command took, and what it printed."""

    wall_s: float
    #: Of the process and all that it waited for.
    cpu_s: float
    peak_mb: float
    code: int
    out: str


def timed(command: Sequence[str], *, directory: Path, environ: Mapping[str, str]) -> Timed:
    """Run a command on the first core; what it says on standard error goes to `errors.log` in the directory."""
    out = directory / "out.log"
    with out.open("wb") as to, (directory / "errors.log").open("ab") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            list(command), cwd=directory, env=dict(environ), stdout=to, stderr=errors, preexec_fn=lambda: pin(0)
        )
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    return Timed(
        wall_s=wall_s,
        cpu_s=used.ru_utime + used.ru_stime,
        peak_mb=used.ru_maxrss / 1024,
        code=process.returncode,
        out=out.read_text(encoding="utf-8", errors="replace"),
    )


def pin(core: int) -> None:
    """Stay on one core, where the system can do that and has it."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > core:
        os.sched_setaffinity(0, {core})
