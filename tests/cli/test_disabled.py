"""An endpoint that answers 410, as a user comes to know of it."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.cli.conftest import Installation
from tests.making import a_notice
from tests.serving import on_loopback


class Gone(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(410)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def test_doctor_says_that_an_endpoint_is_disabled_until_it_is_another(here: Installation) -> None:
    sources = Path(here.environ["MONITOR_SOURCES"])
    here.environ["HOOK_SECRET"] = "whsec_b2xkLW9sZC1vbGQtb2xkLW9sZA=="
    with on_loopback(Gone) as address:
        entry = f"webhook: '{address}/in', secret_env: HOOK_SECRET, allow_private: true"
        sources.write_text(sources.read_text("utf-8").replace("email: [desk@analysts.example]", entry), "utf-8")
        here.type("crawl", "plan")
        here.site.put("/plan.html", a_notice("到2027年，全市医疗装备产业规模达到600亿元。"))
        here.type("crawl", "plan")
        here.type("alerts", "send")
    examined = here.type("doctor")
    said = " ".join(examined.out.split())
    assert examined.code == 1
    assert re.search(r"fail channel desk: endpoint \w{8} is disabled: it answered 410", said), said
    assert "mend it, then `monitor alerts retry`" in said
    sources.write_text(sources.read_text("utf-8").replace("/in'", "/out'"), "utf-8")
    assert "is disabled" not in here.type("doctor").out
