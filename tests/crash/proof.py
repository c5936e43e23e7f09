"""What has to be true in the end."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping

import storage
from monitor.types import PageState
from storage import SqlStore
from tests.crash.roles import ROOT
from tests.crash.site import STOCK, Site, figure_of


def wrong(site: Site, url: str, environ: Mapping[str, str]) -> list[str]:
    """All that is not as it should be; empty when nothing was lost."""
    store = storage.open_store(url)
    try:
        return [*_versions(site, store), *_documents(site, store), *_alerts(site), *_verified(environ)]
    finally:
        store.close()


def is_complete(site: Site, store: SqlStore, edits: int, documents: int) -> bool:
    """Whether every edit is a version, and every message has come."""
    versions = {page.url: page.version for page in store.pages()}
    return (
        all(versions.get(site.address(number)) == edits + 1 for number in site.edits)
        and all(versions.get(site.document(number), 0) for number in range(1, documents + 1))
        and not _alerts(site)
    )


def _versions(site: Site, store: SqlStore) -> list[str]:
    """Every edit exactly once, in order, with the bytes that were served."""
    found = []
    for number, edits in site.edits.items():
        pages = store.pages(url=site.address(number))
        if not pages:
            found.append(f"page {number} is not in the register")
            continue
        page = pages[0]
        expected = [hashlib.sha256(site.content(number, edit)).hexdigest() for edit in range(edits + 1)]
        kept = [entry.snapshot_sha256 for entry in store.history(page.id) if not entry.technical]
        if kept != expected:
            names = {sha256: edit for edit, sha256 in enumerate(expected)}
            found.append(f"page {number}: edits 0 to {edits} are versions {[names.get(one, '?') for one in kept]}")
            continue
        for edit in range(edits + 1):
            version = store.version(page.id, edit + 1)
            if version is None or f"达到{figure_of(edit)}亿元" not in version.document.text:
                found.append(f"page {number}: version {edit + 1} does not say {figure_of(edit)}")
        if page.state is not PageState.ACTIVE or page.failures:
            found.append(f"page {number} is stuck: {page.state}, {page.failures} failures, due {page.next_check_at}")
        targets = [int(entry.statement.value) // 10**8 for entry in store.targets(page_id=page.id)]
        if targets != [figure_of(edits)]:
            found.append(f"page {number}: the register of targets has {targets}")
    return found


def _documents(site: Site, store: SqlStore) -> list[str]:
    found = []
    for number in range(1, site.listed + 1):
        pages = store.pages(url=site.document(number))
        if not pages:
            found.append(f"document {number} is not in the register")
        elif len(store.history(pages[0].id)) != 1 or pages[0].version != 1:
            found.append(f"document {number} has {len(store.history(pages[0].id))} versions")
    urls = Counter(page.url for page in store.pages())
    return [*found, *(f"{url} is {count} pages" for url, count in urls.items() if count > 1)]


def _alerts(site: Site) -> list[str]:
    """Every edit and every new document told, each under one id."""
    found = []
    told = site.received.told
    for number, edits in site.edits.items():
        for edit in range(1, edits + 1):
            ids = told.get((site.address(number), figure_of(edit)), set())
            if len(ids) != 1:
                found.append(f"page {number}, edit {edit}: told under {len(ids)} ids")
    expected = {
        (site.address(number), figure_of(edit)) for number, edits in site.edits.items() for edit in range(1, edits + 1)
    }
    found += [f"told though it never was: {url} {figure}" for url, figure in told.keys() - expected]
    for number in range(STOCK + 1, site.listed + 1):
        ids = site.received.new.get(site.document(number), set())
        if len(ids) != 1:
            found.append(f"document {number}: told under {len(ids)} ids")
    found += [f"message {number} came again with another content" for number in site.received.different]
    return found


def _verified(environ: Mapping[str, str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "verify"],
        env={**os.environ, **environ},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [] if done.returncode == 0 else [f"monitor verify: {done.stdout}{done.stderr}"]
