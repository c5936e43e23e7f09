"""The same pages by other tools, with settings as near to ours as they have; see `--peers`.

They fetch and strip tags (Scrapy: keep nothing); none reads targets, keeps the raw page or tells walls from pages.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.crawl.timing import Timed, timed

_SPIDER = """
import scrapy

class Pages(scrapy.Spider):
    name = "pages"
    custom_settings = {{
        "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": False,
        "CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0,
        "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7",
    }}

    async def start(self):
        for url in open({urls!r}).read().split():
            yield scrapy.Request(url)

    def parse(self, response):
        {work}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool of the environment `bin`, in a directory of its own that keeps its state from phase to phase."""

    name: str
    settings: str
    bin: Path
    #: Names of phases that mean something to it.
    phases: tuple[str, ...]

    def prepare(self, directory: Path, urls: Sequence[str]) -> None:
        """Write its files."""
        directory.mkdir()
        (directory / "urls.txt").write_text("\n".join(urls))
        if self.name == "changedetection.io":
            return
        if self.name.startswith("Scrapy"):
            work = "response.text" if "raw" in self.name else "''.join(response.xpath('//body//text()').getall())"
            spider = _SPIDER.format(urls=str(directory / "urls.txt"), work=work)
            (directory / "spider.py").write_text(spider)
            return
        jobs: list[dict[str, Any]]
        if self.name == "webchanges":
            strip = {"html2text": {"method": "strip_tags"}}
            jobs = [{"url": url, "http_client": "requests", "filters": [strip]} for url in urls]
        else:
            strip = {"re.sub": {"pattern": "<[^>]*>", "repl": ""}}
            jobs = [{"url": url, "filter": [strip]} for url in urls]
        # JSON is YAML.
        (directory / "jobs.yaml").write_text("\n---\n".join(json.dumps(job) for job in jobs))
        report = {"stdout": {"enabled": False}, "browser": {"enabled": False}}
        (directory / "config.yaml").write_text(json.dumps({"display": {}, "report": report, "job_defaults": {}}))

    def run(self, directory: Path) -> Timed:
        """One check of all pages."""
        if self.name == "changedetection.io":
            return self._run_service(directory)
        if self.name == "webchanges":
            arguments = ["--jobs", "jobs.yaml", "--config", "config.yaml", "--database", "pages.db"]
            arguments += ["--max-workers", "16"]
        elif self.name == "urlwatch":
            arguments = ["--urls", "jobs.yaml", "--config", "config.yaml", "--cache", "pages.db"]
        else:
            arguments = ["runspider", "spider.py"]
        tool = self.name.split()[0].lower()
        return timed([str(self.bin / tool), *arguments], directory=directory, environ=_environ(directory))

    def _run_service(self, directory: Path) -> Timed:
        script = Path(__file__).with_name("changedetection.py")
        command = [sys.executable, str(script), str(self.bin / self.name), "urls.txt"]
        run = timed(command, directory=directory, environ=_environ(directory))
        return replace(run, wall_s=float(run.out)) if run.out.strip() else run


def _environ(directory: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(directory), "LANG": "C.UTF-8"}


def peers_in(environment: Path) -> list[Peer]:
    """The tools that are installed there."""
    place = environment / "bin"
    watching = ("first crawl", "unchanged, 304", "unchanged, same bytes", "all changed", "all changed again")
    known = [
        Peer("urlwatch", "tags stripped by a regular expression", place, watching),
        Peer("webchanges", "strip_tags, requests, 16 workers", place, watching),
        Peer("changedetection.io", "20 workers, addresses and rechecks by its API", place, watching),
        Peer("Scrapy raw", "64 requests, one a host; nothing kept", place, watching[:1]),
        Peer("Scrapy text", "the same, text of the body by XPath", place, watching[:1]),
    ]
    return [one for one in known if (place / one.name.split()[0].lower()).exists()]
