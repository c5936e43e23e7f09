"""How much memory the service takes over many checks: the slope, after it has warmed up."""

from __future__ import annotations

import random
import socket
import threading
import time
from pathlib import Path

import httpx

import storage
from tests.crash.ordeal import configured
from tests.crash.roles import Role, Supervisor
from tests.crash.site import Network, Site, serving

#: Part of the run that is left out: caches fill, the first Versions are read.
WARM_UP = 0.25


def grow(url: str, directory: Path, *, checks: int, pages: int) -> float:
    """Let the service check unharmed, one page in a hundred changed each time; gives bytes a thousand checks."""
    site = Site(pages, Network(seed=1))
    storage.upgrade(url)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(site):
        environ = configured(site, url, directory, every="1s")
        role = Role("service", ["--metrics-port", str(port)])
        supervisor = Supervisor(roles=[role], environ=environ, log=directory / "service.log", chance=random.Random(1))
        samples = _sample(supervisor, site, port, checks)
        supervisor.stop()
    done, began = samples[-1], samples[0]
    warm = [sample for sample in samples if sample[1] >= done[1] * WARM_UP]
    slope = _slope([(count, memory) for _, count, memory in warm])
    seconds = done[0] - began[0]
    print(f"checks: {done[1]:.0f} in {seconds:.0f} s, {done[1] / max(seconds, 1):.0f} a second")
    print(f"memory: {warm[0][2] / 1e6:.1f} MB after {warm[0][1]:.0f} checks, {done[2] / 1e6:.1f} MB in the end")
    print(f"slope: {slope * 1000 / 1024:+.1f} KB a thousand checks")
    return slope * 1000


def _sample(supervisor: Supervisor, site: Site, port: int, checks: int) -> list[tuple[float, float, float]]:
    """Seconds, checks, bytes; every two seconds."""
    samples: list[tuple[float, float, float]] = []
    beat = threading.Event()
    chance = random.Random(1)
    with httpx.Client(trust_env=False, timeout=30) as client:
        while not samples or samples[-1][1] < checks:
            supervisor.tend()
            beat.wait(2)
            for number in site.edits:
                if chance.random() < 0.01:
                    site.edits[number] += 1
            try:
                text = client.get(f"http://127.0.0.1:{port}/metrics").text
            except httpx.HTTPError:
                continue  # it starts
            values = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
            done = sum(float(value) for name, value in values if name.startswith("monitor_checks_total"))
            memory = next(float(value) for name, value in values if name == "process_resident_memory_bytes")
            if done:
                samples.append((time.monotonic(), done, memory))
    return samples


def _slope(points: list[tuple[float, float]]) -> float:
    """Of the straight line that fits best (least squares)."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
