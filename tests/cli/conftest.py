"""One installation: data directory, sources.yaml, a site and a mailbox on loopback, and a way to type commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.root import call
from tests.making import a_notice
from tests.serving import Mailbox, Site, mailbox, serving

SOURCES = """
defaults: {{allow_private: true, every: 1d, delay: 0s}}
channels:
  desk: {{email: [desk@analysts.example]}}
alerts:
  - {{name: all, to: [desk]}}
sources:
  - {{id: plan, name: City plan, url: {site}/plan.html}}
  - {{id: notices, name: City notices, kind: listing, url: {site}/list.html, links: {{pattern: '/t\\d+[.]html'}}}}
  - {{id: resting, name: Not watched, url: {site}/resting.html, enabled: false}}
"""


@dataclass
class Typed:
    """What one command came to."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Any]:
        """The JSON Lines of `--json`."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Installation:
    """Where commands are typed."""

    directory: Path
    site: Site
    mailbox: Mailbox
    capture: pytest.CaptureFixture[str]
    environ: dict[str, str] = field(default_factory=dict)

    def type(self, *arguments: str) -> Typed:
        """Type `monitor ARGUMENTS`."""
        self.capture.readouterr()
        code = call(list(arguments), self.environ)
        out, err = self.capture.readouterr()
        return Typed(code, out, err)


def listing(*numbers: int) -> str:
    rows = "".join(
        f'<li><a href="/t{n}.html">关于医疗设备的第{n}号通知</a><span>2026-03-0{n}</span></li>' for n in numbers
    )
    return f'<html><head><meta charset="utf-8"><title>通知</title></head><body><ul>{rows}</ul></body></html>'


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Installation]:
    with serving() as site, mailbox() as box:
        site.put("/plan.html", a_notice())
        site.put("/list.html", listing(1, 2))
        site.put("/t1.html", a_notice("支持县级医院更新磁共振设备。", title="关于医疗设备的第1号通知"))
        site.put("/t2.html", a_notice("到2026年底，建成示范医院10家。", title="关于医疗设备的第2号通知"))
        site.put("/t3.html", a_notice("到2027年底，建成示范医院30家。", title="关于医疗设备的第3号通知"))
        sources = tmp_path / "sources.yaml"
        sources.write_text(SOURCES.format(site=site.address), encoding="utf-8")
        installation = Installation(tmp_path, site, box, capsys)
        installation.environ = {
            "MONITOR_DATA_DIR": str(tmp_path / "data"),
            "MONITOR_SOURCES": str(sources),
            "MONITOR_SMTP_HOST": "127.0.0.1",
            "MONITOR_SMTP_PORT": str(box.port),
            "MONITOR_SMTP_SECURITY": "none",
            "MONITOR_SMTP_FROM": "monitor@installation.example",
        }
        yield installation
