"""Every kind of index over real HTTP: fetched, judged usable, and read."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlsplit

import pytest

from monitor.discover import discover
from monitor.fetch import HttpFetcher
from monitor.judge import judge
from monitor.types import Body, VerdictKind
from tests.discover.conftest import Case, all_cases

from .conftest import Site, ask

CASES = [case for case in all_cases() if case.links]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_index(fetcher: HttpFetcher, site: Site, case: Case) -> None:
    parts = urlsplit(case.body.url)
    site.serve(parts.path, case.body.content, headers=dict(case.body.headers))
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    body = await fetcher.fetch(ask(site.url(address), source="index"))
    assert isinstance(body, Body)
    verdict = judge(body)
    assert verdict.kind is VerdictKind.USABLE, verdict.reason
    # Read as if it had come from its own host: some cases hold absolute addresses.
    found = discover(dataclasses.replace(body, final_url=case.body.url), case.source)
    assert [(link.published, link.url, link.title) for link in found] == case.links
