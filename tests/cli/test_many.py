"""Commands on PostgreSQL, where many processes share a database, and the roles that SQLite has no use for."""

from __future__ import annotations

import pytest

import storage
from monitor.deliver import DeliveryReport
from monitor.types.host import HostState
from tests.cli.conftest import Installation


@pytest.fixture
def there(here: Installation, postgresql_url: str) -> Installation:
    """The installation, on PostgreSQL."""
    here.environ["MONITOR_DATABASE_URL"] = postgresql_url.replace("+psycopg", "")
    return here


@pytest.mark.parametrize("role", ["scheduler", "worker", "alerts"])
def test_on_sqlite_one_process_does_everything(here: Installation, role: str) -> None:
    typed = here.type("run", "--role", role)
    assert typed.code == 2
    assert typed.err.count("\n") == 1
    assert "MONITOR_DATABASE_URL" in typed.err
    assert f"--role {role}" in typed.err


def test_a_role_that_there_is_not_is_one_line(here: Installation) -> None:
    typed = here.type("run", "--role", "boss")
    assert typed.code == 2
    assert typed.err.count("\n") == 1


def test_a_crawl_checks_and_sends_without_a_service(there: Installation) -> None:
    assert there.type("crawl", "--all").code == 0
    there.site.put("/plan.html", there.site.pages["/plan.html"].content.replace(b"500", b"800"))
    typed = there.type("crawl", "plan")
    assert typed.code == 0, typed.err
    assert len(there.mailbox.mails) == 1
    assert there.type("alerts", "send").out == "0 messages sent, 0 failed\n"


@pytest.mark.parametrize(("sent", "said"), [(1, "1 message sent, 0 failed\n"), (2, "2 messages sent, 0 failed\n")])
def test_one_message_is_one(there: Installation, monkeypatch: pytest.MonkeyPatch, sent: int, said: str) -> None:
    async def delivered(*_: object) -> DeliveryReport:
        return DeliveryReport(sent=sent)

    monkeypatch.setattr("monitor.cli.alerts._send", delivered)
    assert there.type("alerts", "send").out == said


def test_alerts_are_not_sent_beside_a_process_that_sends_them(there: Installation, postgresql_url: str) -> None:
    state = storage.SharedState(postgresql_url, holder="elsewhere:1")
    assert state.take_lease("channel:desk", lease_s=60)
    typed = there.type("alerts", "send")
    assert (typed.code, typed.err.count("\n")) == (1, 1)
    assert "a running service sends the alerts" in typed.err
    state.close()


def test_a_crawl_leaves_a_host_alone_that_all_leave_alone(there: Installation, postgresql_url: str) -> None:
    host = there.site.address.removeprefix("http://")
    state = storage.SharedState(postgresql_url, holder="elsewhere:1")
    assert state.take_turns([host], lease_s=60)[0].taken
    state.give_back([(host, HostState(held_s=600, why_held="it asked to be left alone (Retry-After)"))])
    state.close()
    typed = there.type("crawl", "plan")
    assert "left alone" in typed.out
    assert there.site.asked == []


def test_doctor_says_who_serves_and_what_waits(there: Installation, postgresql_url: str) -> None:
    there.type("crawl", "plan")
    typed = there.type("doctor")
    assert "0 checks are queued, 0 workers and senders live, no scheduler is active" in typed.out
    state = storage.SharedState(postgresql_url, holder="box:7:1a2b")
    state.take_lease("scheduler", lease_s=60)
    state.close()
    assert "the scheduler is box:7\n" in there.type("doctor").out


def test_older_tables_for_jobs_are_one_line(there: Installation, postgresql_url: str) -> None:
    database = storage.engine.Database(postgresql_url)
    with database.writing() as connection:
        connection.exec_driver_sql("COMMENT ON SCHEMA procrastinate IS '03.02.00_50_post_batch_defer_jobs'")
    database.close()
    typed = there.type("run")
    assert (typed.code, typed.err.count("\n")) == (1, 1)
    assert "run `monitor db upgrade`" in typed.err
