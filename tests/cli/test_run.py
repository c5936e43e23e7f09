"""`monitor run` as a process: served, stopped, killed, started again."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from monitor.app import App
from tests.cli.conftest import Installation
from tests.making import a_notice
from tests.waiting import PATIENCE_S, wait_for


@contextmanager
def running(here: Installation, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    log = (here.directory / "run.log").open("a", encoding="utf-8")
    environ = {**os.environ, **here.environ, "MONITOR_LOG_FORMAT": "json"}
    command = [sys.executable, "-m", "monitor", "run", *arguments]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, env=environ, stdout=log, stderr=log, text=True, cwd=root) as process:
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            log.close()


def log_of(here: Installation) -> str:
    return (here.directory / "run.log").read_text(encoding="utf-8")


def every_two_seconds(here: Installation) -> None:
    path = here.directory / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("every: 1d", "every: 1m").replace("{id: plan,", "{id: plan, every: 2s,"), encoding="utf-8"
    )


def test_it_checks_by_schedule_alerts_and_ends_with_0_on_sigterm(here: Installation) -> None:
    every_two_seconds(here)
    with running(here) as service:
        wait_for(lambda: here.site.asked.count("/plan.html") >= 2, "the second check of a source")
        wait_for(lambda: "/t2.html" in here.site.asked, "documents of the listing")
        here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
        wait_for(lambda: len(here.mailbox.mails) == 1, "the alert")
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE_S) == 0
    assert "Traceback" not in log_of(here)
    assert "stopped" in log_of(here)


def test_checks_in_hand_are_finished_before_it_ends(here: Installation) -> None:
    here.site.open.clear()
    with running(here) as service:
        wait_for(lambda: bool(here.site.asked), "the first request")
        service.send_signal(signal.SIGTERM)
        wait_for(lambda: "stopping" in log_of(here), "the end to begin")
        here.site.open.set()
        assert service.wait(PATIENCE_S) == 0
    states = {row["url"]: row["state"] for row in here.type("pages", "--json").rows}
    assert states[here.site.address + here.site.asked[0]] == "active"


def test_a_check_that_hangs_is_cut_off_after_the_grace_period(here: Installation) -> None:
    here.environ["MONITOR_GRACE_S"] = "1"
    here.site.open.clear()
    with running(here) as service:
        wait_for(lambda: bool(here.site.asked), "the first request")
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE_S) == 0
    here.site.open.set()
    assert {row["state"] for row in here.type("pages", "--json").rows} == {"found"}


def test_a_kill_loses_nothing_recorded_and_the_next_start_carries_on(here: Installation) -> None:
    with running(here) as service:
        wait_for(lambda: '"outcome": "new", "source": "plan"' in log_of(here), "the first version")
        service.kill()
        service.wait()
    here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到800亿元。"))
    every_two_seconds(here)
    with running(here) as service:
        wait_for(lambda: len(here.mailbox.mails) == 1, "the alert after the kill")
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE_S) == 0
    assert [row["number"] for row in here.type("history", f"{here.site.address}/plan.html", "--json").rows] == [1, 2]


def test_what_is_longest_overdue_is_checked_first(here: Installation) -> None:
    """Else a service that is killed again and again would never come to the sources at the end of its file."""
    assert here.type("crawl", "--all").code == 0
    overdue = [f"{here.site.address}{path}" for path in ("/t2.html", "/plan.html", "/list.html", "/t1.html")]
    with sqlite3.connect(here.directory / "data" / "monitor.db") as connection:
        for place, url in enumerate(overdue):
            connection.execute("UPDATE pages SET next_check_at = ? WHERE url = ?", (1000 + place, url))
    connection.close()
    here.site.asked.clear()
    here.environ["MONITOR_CONCURRENCY"] = "1"
    with running(here) as service:
        wait_for(lambda: len(here.site.asked) >= len(overdue), "all pages")
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE_S) == 0
    assert [here.site.address + path for path in here.site.asked] == overdue, "in this order, and each once"


def test_a_second_service_on_the_same_database_is_refused_in_one_line(here: Installation) -> None:
    with running(here) as service:
        wait_for(lambda: "/plan.html" in here.site.asked, "the first service")
        second = subprocess.run(
            [sys.executable, "-m", "monitor", "run"],
            env={**os.environ, **here.environ},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        assert second.returncode == 1
        assert second.stderr.count("\n") == 1
        assert str(service.pid) in second.stderr
        assert here.type("crawl", "plan").code == 0, "a manual crawl is safe beside the service"


def test_it_says_how_it_does_on_a_port(here: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running(here, "--metrics-port", str(port)) as service:
        wait_for(lambda: "metrics served" in log_of(here), "the port")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE_S) as client:
            assert client.get("/readyz").json() == {"status": "ready", "trouble": {}}
            made = 'monitor_checks_total{outcome="new",source="plan"} 1.0'
            wait_for(lambda: made in client.get("/metrics").text, "the first check to be counted")
            health = client.get("/healthz")
            assert (health.status_code, set(health.json()["loops"])) == (200, {"sweep", "delivery"})
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE_S) == 0
    for line in log_of(here).splitlines():
        assert json.loads(line)["event"]


@pytest.mark.parametrize(
    ("name", "value", "code", "said"),
    [
        ("MONITOR_SOURCES", "nowhere.yaml", 2, "nowhere.yaml"),
        ("MONITOR_DATA_DIR", "/proc/none", 1, "MONITOR_DATA_DIR"),
        ("MONITOR_DATABASE_URL", "mysql://x/y", 2, "MONITOR_DATABASE_URL"),
        ("MONITOR_CONCURENCY", "3", 2, "MONITOR_CONCURRENCY"),
    ],
)
def test_what_is_set_up_wrong_is_one_line(here: Installation, name: str, value: str, code: int, said: str) -> None:
    here.environ[name] = value
    typed = here.type("run")
    assert typed.code == code
    assert said in typed.err
    assert typed.err.count("\n") == 1


def answers_of_plan(here: Installation) -> list[int | None]:
    """The statuses of the checks of a source's own page, the latest first."""
    with App.from_environ(here.environ).store() as store:
        pages = store.pages(url=f"{here.site.address}/plan.html", limit=1)
        return [check.status for check in store.checks(pages[0].id, limit=50)] if pages else []


def test_service_and_manual_crawl_ask_by_the_validators_that_either_was_given(here: Installation) -> None:
    here.site.put("/plan.html", a_notice(), headers={"ETag": '"1"'})
    assert here.type("crawl", "plan").code == 0
    every_two_seconds(here)
    with running(here):
        wait_for(lambda: len(answers_of_plan(here)) > 1, "a check by the service")
        here.site.put("/plan.html", a_notice("到2027年，全省建成影像中心30个。"), headers={"ETag": '"2"'})
        wait_for(lambda: answers_of_plan(here).count(200) == 2, "the change")
        crawled = here.type("crawl", "plan", "--json").rows[0]
    assert crawled["outcome"] in ("unchanged", "stale")
    assert crawled["status"] == 304
    statuses = answers_of_plan(here)[::-1]
    assert statuses[0] == 200
    assert statuses[1] == 304
    assert statuses.count(200) == 2
