"""The sources.yaml that comes with the program: right, safe on a fresh machine, and explained."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from monitor.config import SourcesFile, check_sources, load_sources
from monitor.types import SourceKind

FILE = Path(__file__).parents[2] / "sources.yaml"


@pytest.fixture(scope="module")
def shipped() -> SourcesFile:
    return load_sources(FILE, {})


def test_has_no_problems_without_any_variable() -> None:
    assert [str(problem) for problem in check_sources(FILE, {})] == []


def test_sends_nothing_until_it_is_told_where_to(shipped: SourcesFile) -> None:
    assert not shipped.rules
    assert not shipped.channels


def test_watches_what_it_promises(shipped: SourcesFile) -> None:
    assert len(shipped.sources) >= 60
    hosts = {(urlsplit(source.url).hostname or "") for source in shipped.sources}
    for host in (
        "www.gov.cn", "www.miit.gov.cn", "www.nmpa.gov.cn", "www.nhc.gov.cn", "www.nhsa.gov.cn", "www.shanghai.gov.cn",
        "www.fda.gov", "www.federalregister.gov", "www.gov.uk", "health.ec.europa.eu", "www.tga.gov.au",
        "topic.echemi.com",
    ):  # fmt: skip
        assert host in hosts
    assert any("/club/" in source.url for source in shipped.sources)
    assert {source.kind for source in shipped.sources} == set(SourceKind)


def test_every_source_says_whose_policy_it_is_and_in_what_language(shipped: SourcesFile) -> None:
    for source in shipped.sources:
        assert source.jurisdiction, source.id
        assert source.language, source.id
        assert source.group, source.id


def test_taking_every_link_is_said_and_not_forgotten(shipped: SourcesFile) -> None:
    """An index without keywords follows all its links: the entry itself says `keywords: []`."""
    entries = {entry["id"]: entry for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))["sources"]}
    for source in shipped.sources:
        if source.kind.is_index and not source.keywords:
            assert entries[source.id].get("keywords") == [], source.id


def test_a_source_that_is_off_says_why() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    off = [number for number, line in enumerate(lines) if line.strip() == "enabled: false"]
    assert off
    for number in off:
        assert lines[number - 1].strip().startswith("# "), f"line {number + 1}"


def test_relays_that_comments_name_exist_and_are_on(shipped: SourcesFile) -> None:
    known = {source.id: source for source in shipped.sources}
    comments = [line.strip() for line in FILE.read_text(encoding="utf-8").splitlines() if line.strip().startswith("# ")]
    named = {word for line in comments for word in re.findall(r"\b(?:cn|us|eu|uk|news)-[a-z-]+[a-z]\b", line)}
    assert "cn-sh-mpa-relay" in named
    for name in named:
        assert known[name].enabled, name


def test_no_host_is_asked_too_often(shipped: SourcesFile) -> None:
    """At most 40 index checks a day go to one host."""
    a_day: Counter[str] = Counter()
    for source in shipped.sources:
        if source.enabled:
            checks = 86_400 // source.schedule.every_s if source.schedule.every_s else 6
            a_day[urlsplit(source.url).hostname or ""] += checks
    assert max(a_day.values()) <= 40, a_day.most_common(3)


def test_the_example_of_alerts_works_once_its_marks_are_taken_away(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    start = text.index("# channels:")
    uncommented = text[:start] + re.sub(r"(?m)^# ?", "", text[start:])
    path = tmp_path / "sources.yaml"
    path.write_text(uncommented, encoding="utf-8")
    environ = {"INTAKE_SECRET": "whsec_c2VjcmV0", "TEAM_CHAT_ADDRESS": "json://chat.example"}
    file = load_sources(path, environ)
    assert set(file.channels) == {"analysts", "intake", "team-chat"}
    assert len(file.rules) == 2
    assert yaml.safe_load(uncommented)["channels"]


def test_patterns_take_articles_and_not_the_listing_itself(shipped: SourcesFile) -> None:
    """Neither the listing's own address nor its further pages look like an article."""
    for source in shipped.sources:
        if source.links.pattern is None:
            continue
        folder = source.url.rsplit("/", 1)[0]
        pages = [source.url, *(f"{folder}/{name}" for name in ("index_1.html", "index_2.html", "list_2.shtml"))]
        for page in pages:
            assert not re.search(source.links.pattern, page), f"{source.id}: {page}"


def test_families_and_patterns_agree(shipped: SourcesFile) -> None:
    """A pattern of a source and the articles of its family speak of the same addresses, as far as names tell."""
    telling = {
        "trs": r"t\d{8}_", "hanweb": "art_", "jpaas": "art_", "gkmlpt": "post_", "stamp17": r"\d{17}",
        "govcn": "content_", "shanghai": "[0-9a-f]{32}", "nhc": "[0-9a-f]{32}", "number-directory": r"/index\.html",
        "xinhua": r"/c\.html", "people": r"/c\d+-", "chinadaily": "/WS", "chinadaily-sub": r"/c_\d+",
    }  # fmt: skip
    for source in shipped.sources:
        if source.family in telling and source.links.pattern:
            assert telling[source.family] in source.links.pattern, source.id
