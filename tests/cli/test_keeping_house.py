"""What the service forgets by itself, and what it never does."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

import storage
from monitor.app import App
from monitor.serving import keep_house
from tests.cli.conftest import Installation


def checks_left(here: Installation) -> int:
    """Lines of the check log after the service has kept house a year later."""
    app = App.from_environ(here.environ)

    class NextYear:
        def now(self) -> object:
            return app.clock.now() + timedelta(days=365)

        async def sleep(self, seconds: float) -> None: ...

    later = App(settings=app.settings, environ=app.environ, clock=NextYear())  # type: ignore[arg-type]

    async def keep() -> int:
        with later.store() as store:
            async with later.parts(store) as parts:
                await keep_house(later, parts, store)
            return len(store.checks(1, limit=1000))

    return asyncio.run(keep())


@pytest.mark.parametrize(
    ("policy", "left"),
    [
        ("", 2),
        ("keep: 300d of unchanged checks\n", 2),
        ("keep: 366d of unchanged checks\n", 4),
        ("keep: everything\n", 4),
    ],
)
def test_old_checks_that_found_nothing_are_forgotten_as_the_policy_says(
    here: Installation, policy: str, left: int
) -> None:
    sources = here.directory / "sources.yaml"
    sources.write_text(policy + sources.read_text(encoding="utf-8"), encoding="utf-8")
    for _ in range(4):
        assert here.type("crawl", "plan").code == 0
    # The first found the page, the last is the last.
    assert checks_left(here) == left
    store = storage.open_store(App.from_environ(here.environ).settings.database_url)
    assert len(store.history(1)) == 1
    assert list(storage.verify(store)) == []
    store.close()
