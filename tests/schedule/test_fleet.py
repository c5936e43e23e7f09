"""Many processes on one PostgreSQL database: each page once, hosts treated politely, nothing lost with a process."""

from __future__ import annotations

import signal

from monitor.clock import SystemClock
from storage import SqlStore
from tests.making import a_notice
from tests.schedule.conftest import Site
from tests.waiting import wait_for

CHANGED = a_notice("到2027年，全市医疗装备产业规模达到800亿元。")


def is_all_checked(store: SqlStore, pages: int) -> bool:
    return sum(page.revision > 0 for page in store.pages()) == pages


def test_workers_share_the_pages_and_check_each_once(site: Site, store_of: SqlStore) -> None:
    site.watch(hosts=4, pages=12)
    for host in site.hosts:
        host.pause_s = 0.05
    # Work comes when both are there to take it, and more of it than one takes at a time.
    site.environ["MONITOR_CONCURRENCY"] = "2"
    one, two, alerts = site.start("worker", "worker", "alerts")
    (scheduler,) = site.start("scheduler")
    wait_for(lambda: is_all_checked(store_of, 48), "all pages")
    site.hosts[2].pages["/5.html"] = CHANGED
    page = next(page for page in store_of.pages() if page.url == f"{site.hosts[2].address}/5.html")
    hasten(store_of, page.id)
    wait_for(lambda: len(site.mailbox.mails) == 1, "the alert")
    site.stop(alerts, one, two, scheduler)
    for number, host in enumerate(site.hosts):
        expected = dict.fromkeys((f"/{page}.html" for page in range(12)), 1)
        assert host.asked == (expected | {"/5.html": 2} if number == 2 else expected)
        assert [visit.path for visit in host.visits].count("/robots.txt") == 1, "what one worker read, the other knows"
        assert host.crowds == []
    assert all(len(store_of.checks(page.id)) == page.revision for page in store_of.pages())
    assert site.said(one, "checked"), "both had work"
    assert site.said(two, "checked"), "both had work"
    assert jobs(store_of) == []


def test_the_rest_between_requests_holds_over_all_workers(site: Site, store_of: SqlStore) -> None:
    site.watch(hosts=2, pages=4, delay="1s")
    processes = site.start("scheduler", "worker", "worker", "worker")
    wait_for(lambda: is_all_checked(store_of, 8), "all pages")
    site.stop(*processes)
    for host in site.hosts:
        assert len(host.rests_s) == 4
        assert min(host.rests_s) >= 0.99


def test_the_pages_of_a_killed_worker_are_checked_by_another(site: Site, store_of: SqlStore) -> None:
    site.watch(hosts=1, pages=3)
    (host,) = site.hosts
    host.open.clear()
    site.start("scheduler")
    (victim,) = site.start("worker")
    wait_for(lambda: bool(+host.in_hand), "the first request")
    victim.send_signal(signal.SIGKILL)
    host.open.set()
    site.start("worker")
    wait_for(lambda: is_all_checked(store_of, 3), "the pages that the dead worker had")
    assert {len(store_of.history(page.id)) for page in store_of.pages()} == {1}
    scheduler = site.processes[0]
    assert site.said(scheduler, "jobs of dead workers taken up")


def test_another_scheduler_takes_over(site: Site, store_of: SqlStore) -> None:
    site.watch(hosts=1, pages=2)
    one, two, _ = site.start("scheduler", "scheduler", "worker")
    wait_for(lambda: is_all_checked(store_of, 2), "the first checks")
    active, waiting = (one, two) if site.said(one, "scheduling") else (two, one)
    assert site.said(waiting, "scheduling") == []
    assert site.said(waiting, "another scheduler is active; waiting to take over")
    active.send_signal(signal.SIGKILL)
    for page in store_of.pages():
        hasten(store_of, page.id)
    wait_for(lambda: all(page.revision == 2 for page in store_of.pages()), "checks that the other one scheduled")
    assert site.said(waiting, "scheduling")


def test_a_stopped_scheduler_hands_over_at_once(site: Site) -> None:
    site.watch()
    one, two = site.start("scheduler", "scheduler")
    wait_for(lambda: bool(site.said(one, "scheduling") or site.said(two, "scheduling")), "one to be active")
    active, waiting = (one, two) if site.said(one, "scheduling") else (two, one)
    site.stop(active)
    wait_for(lambda: bool(site.said(waiting, "scheduling")), "the other one")


def test_a_worker_that_is_stopped_finishes_the_check_in_hand(site: Site, store_of: SqlStore) -> None:
    site.watch(hosts=1, pages=1)
    (host,) = site.hosts
    host.open.clear()
    _, worker = site.start("scheduler", "worker")
    wait_for(lambda: bool(+host.in_hand), "the request")
    worker.send_signal(signal.SIGTERM)
    wait_for(lambda: bool(site.said(worker, "stopping")), "the end to begin")
    host.open.set()
    assert worker.wait(60) == 0
    (page,) = store_of.pages()
    assert page.revision == 1


def test_one_process_may_have_all_roles(site: Site, store_of: SqlStore) -> None:
    site.watch(hosts=1, pages=2)
    one, two = site.start("all", "all")
    wait_for(lambda: is_all_checked(store_of, 2), "all pages")
    site.hosts[0].pages["/1.html"] = CHANGED
    for page in store_of.pages():
        hasten(store_of, page.id)
    wait_for(lambda: len(site.mailbox.mails) == 1, "the alert")
    site.stop(one, two)
    assert site.hosts[0].asked == {"/0.html": 2, "/1.html": 2}


def test_alerts_of_a_killed_process_are_sent_by_another(site: Site, store_of: SqlStore) -> None:
    site.watch(hosts=1, pages=1)
    site.start("scheduler", "worker")
    wait_for(lambda: is_all_checked(store_of, 1), "the page")
    site.mailbox.open.clear()
    (victim,) = site.start("alerts")
    site.hosts[0].pages["/0.html"] = CHANGED
    hasten(store_of, 1)
    wait_for(lambda: site.mailbox.knocks == 1, "the message to be on its way")
    victim.send_signal(signal.SIGKILL)
    site.mailbox.open.set()
    site.start("alerts", "alerts")
    wait_for(lambda: not store_of.due_alerts(SystemClock().now()), "the alert to be settled")
    keys = {str(mail["Message-ID"]) for mail in site.mailbox.mails}
    assert len(keys) == 1, "sent again under the same id, by one of the two"
    assert len(site.mailbox.mails) <= 2


def hasten(store: SqlStore, page_id: int) -> None:
    """Let a page be due now."""
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE pages SET next_check_at = now() WHERE id = %s", (page_id,))


def jobs(store: SqlStore) -> list[object]:
    with store.database.reading() as connection:
        return list(connection.exec_driver_sql("SELECT * FROM procrastinate.procrastinate_jobs").all())
