"""python -m benchmarks.soak [--postgresql] [--kills N] [--seed N] [--checks N] [--roles …]

First the crash test of tests/crash, with at least a hundred kills; then the same service left alone, its memory sampled
over so many checks, and the slope. Ends with 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.soak.memory import grow
from tests.crash.ordeal import Plan, suffer
from tests.databases import PostgresServer

#: On PostgreSQL: two schedulers of which one is active, three workers, two that send.
MANY = ("scheduler", "scheduler", "worker", "worker", "worker", "alerts", "alerts")


@contextmanager
def directory() -> Iterator[Path]:
    """Where one run keeps its files; they stay, for whoever wants to read its log."""
    path = Path(tempfile.mkdtemp(prefix="soak-"))
    print(f"files in {path}", flush=True)
    yield path


def crash(options: argparse.Namespace, roles: Sequence[str], server: PostgresServer | None) -> bool:
    """The crash test; whether nothing was lost."""
    plan = Plan(
        seed=options.seed,
        pages=options.pages,
        edits=options.edits,
        documents=8,
        kills=options.kills,
        pause_s=(0.5, 8.0),
        full_disks=max(1, options.kills // 20),
        restarts=max(1, options.kills // 20) if server else 0,
        network={"drop": 0.03, "cut": 0.03, "delay": 0.03, "error": 0.01, "unsaid": 0.02},
        patience_s=900,
        roles=[(name, ()) for name in roles],
    )
    print(f"seed {options.seed}: {plan.pages} pages, {plan.edits} edits each, {plan.kills} kills, roles {roles}")
    with directory() as path:
        url = server.create() if server else f"sqlite:///{path}/monitor.db"
        harm = {"restart": server.restart, "fill_disk": server.fill_disk} if server else {}
        outcome = suffer(plan, url, path, say=lambda line: print(line, flush=True), **harm)
    for name, value in dataclasses.asdict(outcome).items():
        print(f"{name}: {json.dumps(value, ensure_ascii=False)[:2000]}")
    return not outcome.wrong and not outcome.tracebacks


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--roles", nargs="*", help="roles of `monitor run`, one process each")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--edits", type=int, default=8)
    parser.add_argument("--checks", type=int, default=20_000, help="over which memory is measured; 0: not")
    options = parser.parse_args()
    server = PostgresServer(durable=True) if options.postgresql else None
    roles = options.roles or (MANY if server else ("service",))
    try:
        is_well = crash(options, roles, server) if options.kills else True
        if options.checks:
            with directory() as path:
                url = server.create() if server else f"sqlite:///{path}/monitor.db"
                grow(url, path, checks=options.checks, pages=options.pages)
    finally:
        if server is not None:
            server.stop()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
