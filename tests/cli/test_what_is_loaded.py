"""What a command loads: a crawl that finds nothing new is over before a reader of pages would be loaded."""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.cli.conftest import Installation
from tests.making import a_notice

#: Reads pages, compares texts, words messages, serves: none of it has work when nothing has changed.
NOT_NEEDED = (
    "alembic",
    "apscheduler",
    "charset_normalizer",
    "feedparser",
    "jinja2",
    "openpyxl",
    "prometheus_client",
    "psycopg",
    "pypdfium2",
    "sqlalchemy.orm",
    "aiohttp.web",
    "monitor.alerts",
    "monitor.changes",
    "monitor.decide.judged",
    "monitor.decide.reading",
    "monitor.discover.listing",
    "monitor.extract.read",
    "monitor.judge",
    "monitor.learning",
    "monitor.news",
    "monitor.observe",
    "monitor.schedule.service",
    "monitor.serving",
    "monitor.targets",
)
#: Types `monitor ARGUMENTS` and prints, last, what was loaded for it.
TYPED = """
import atexit, json, sys
from monitor.cli import main
atexit.register(lambda: print(json.dumps(sorted(sys.modules))))
main(sys.argv[1:])
"""


def loaded_for(here: Installation, *arguments: str) -> tuple[list[str], set[str]]:
    """The lines that a command prints in a process of its own, and the modules that were loaded for it."""
    run = subprocess.run(
        [sys.executable, "-c", TYPED, *arguments],
        env={**os.environ, **here.environ},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    *lines, modules = run.stdout.splitlines()
    return lines, set(json.loads(modules))


@pytest.mark.parametrize("etag", ['"1"', None])
def test_a_crawl_that_finds_nothing_new_loads_no_reader(here: Installation, etag: str | None) -> None:
    here.site.put("/plan.html", a_notice(), headers={"ETag": etag} if etag else {})
    lines, modules = loaded_for(here, "crawl", "plan", "--json")
    assert json.loads(lines[0])["outcome"] == "new"
    assert "monitor.extract.read" in modules
    lines, modules = loaded_for(here, "crawl", "plan", "--json")
    assert json.loads(lines[0])["status"] == (304 if etag else 200)
    assert json.loads(lines[0])["outcome"] == "unchanged"
    assert sorted(name for name in NOT_NEEDED if name in modules) == []


@pytest.mark.parametrize(
    "package",
    ["monitor.decide", "monitor.discover", "monitor.extract", "monitor.observe", "monitor.schedule", "storage"],
)
def test_a_package_gives_all_it_offers(package: str) -> None:
    module = import_module(package)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        module.nothing  # noqa: B018


@pytest.mark.parametrize(
    "package", ["monitor.decide", "monitor.discover", "monitor.extract", "monitor.observe", "storage"]
)
def test_no_name_is_that_of_a_module_beside_it(package: str) -> None:
    """The module would stand in place of what is offered under its name, once anybody has loaded it."""
    module = import_module(package)
    beside = {one.name for one in pkgutil.iter_modules(module.__path__)}
    assert beside.isdisjoint(module.__all__)
