"""Every file in tests/cases/config/accepted, with what it comes to, where it is no default, as JSON beside it."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from monitor.config import SourcesFile, check_sources, load_sources
from monitor.config.schema import LinksEntry, SourceEntry, WhenEntry
from monitor.types import AlertRule, LinkRule, RuleFilter, Schedule, Source, WebhookChannel
from monitor.types.codec import dump

CASES = Path(__file__).parents[1] / "cases" / "config" / "accepted"
ENVIRON = {
    "HOOK_SECRETS": "whsec_Zmlyc3Q=  whsec_c2Vjb25k",
    "CHAT": "json://chat.example",
    "SITE_KEY": "hunter2",
    "OUR_PROXY": "http://me:hunter3@proxy.example:3128",
}


#: What a source or rule is of which the file says nothing.
SILENT_SOURCE = dump(Source(id="", name="", url="", schedule=Schedule()))
SILENT_RULE = dump(AlertRule(name="", to=()))


def in_this_folder(source: Any) -> Any:
    """`ca_file` as it is in every checkout."""
    path = source["ca_file"]
    return source | {"ca_file": str(Path(path).relative_to(CASES))} if path else source


def said(data: Any, silent: Any) -> Any:
    """The values that are not what silence would give."""
    if not isinstance(data, dict) or not isinstance(silent, dict):
        return data
    return {key: said(value, silent.get(key)) for key, value in data.items() if value != silent.get(key)}


def given(channel: Any) -> Any:
    return {key: value for key, value in channel.items() if value is not None}


def as_data(file: SourcesFile) -> dict[str, Any]:
    return {
        "sources": [said(in_this_folder(dump(source)), SILENT_SOURCE) for source in file.sources],
        "rules": [said(dump(rule), SILENT_RULE) for rule in file.rules],
        "channels": {name: given(dump(channel)) for name, channel in file.channels.items()},
    }


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_file_is_read(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    assert as_data(load_sources(case, ENVIRON)) == expected


def test_secrets_are_not_shown() -> None:
    file = load_sources(CASES / "alerts.yaml", ENVIRON)
    hook = file.channels["hook"]
    assert isinstance(hook, WebhookChannel)
    assert hook.secrets == ("whsec_Zmlyc3Q=", "whsec_c2Vjb25k")
    assert "Zmlyc3Q" not in repr(file)
    assert "chat.example" not in repr(file)
    source = load_sources(CASES / "layers.yaml", ENVIRON).sources[-1]
    assert ("x-key", "key hunter2") in source.headers
    assert "hunter" not in repr(source)


def test_every_field_of_a_source_can_be_set() -> None:
    """A field that is added to `Source` needs a key here, and a line in docs/sources.md."""
    sources = load_sources(CASES / "layers.yaml", ENVIRON).sources
    for field in fields(Source):
        assert len({repr(getattr(source, field.name)) for source in sources}) > 1, field.name
    renamed = {"every": "schedule", "cron": "schedule", "timezone": "schedule", "jitter": "schedule"}
    renamed |= {"keep": "rules", "drop": "rules", "ignore": "rules", "replies": "rules"}
    renamed |= {"recheck": "recheck_s", "retire": "retire_s", "timeout": "timeout_s", "delay": "min_delay_s"}
    assert {renamed.get(key, key) for key in SourceEntry.model_fields} == {field.name for field in fields(Source)}


def test_links_and_when_mirror_the_types() -> None:
    assert set(LinksEntry.model_fields) == {field.name for field in fields(LinkRule)}
    assert set(WhenEntry.model_fields) == {field.name for field in fields(RuleFilter)}


def test_defaults_are_those_of_the_types(tmp_path: Path) -> None:
    """What a rule or link entry leaves out is what the dataclass says."""
    path = tmp_path / "sources.yaml"
    path.write_text(
        "sources: [{id: a, name: A, url: 'https://a.example/', kind: listing, links: {}}]\n"
        "channels: {desk: {email: [a@example.org]}}\nalerts: [{name: one, to: [desk]}]\n",
        encoding="utf-8",
    )
    file = load_sources(path, {})
    assert file.sources[0].links == LinkRule()
    assert file.rules[0].when == RuleFilter()


@pytest.mark.parametrize(
    ("key", "taken", "refused"),
    [
        ("every", ["60s", "1w"], ["59s", "0s"]),
        ("recheck", ["60s"], ["59s"]),
        ("delay", ["1s", "3600s"], ["0s", "3601s"]),
        ("timeout", ["1s", "600s"], ["0s", "601s"]),
        ("jitter", ["0s", "21599s"], ["6h"]),
    ],
)
def test_limits_of_public_sources(key: str, taken: list[str], refused: list[str], tmp_path: Path) -> None:
    check_limits({key: (taken, refused)}, "url: https://one.example/", tmp_path)


def test_limits_on_a_private_network(tmp_path: Path) -> None:
    limits = {"every": (["1s"], ["0s"]), "recheck": (["1s"], ["0s"]), "delay": (["0s"], ["3601s"])}
    check_limits(limits, "url: http://10.0.0.1/, allow_private: true", tmp_path)


def test_a_document_is_checked_before_it_retires(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    for retire, is_refused in (("0s", False), ("1d", False), ("23h", True)):
        path.write_text(f"sources: [{{id: one, name: One, url: 'https://one.example/', retire: {retire}}}]\n")
        told = [str(problem) for problem in check_sources(path, {})]
        assert any("retire: must not be shorter than recheck" in line for line in told) == is_refused


def test_limits_of_a_depth(tmp_path: Path) -> None:
    check_limits({"depth": (["1", "50"], ["0", "51"])}, "url: https://one.example/, kind: listing", tmp_path)
    path = tmp_path / "sources.yaml"
    path.write_text("sources: [{id: one, name: One, url: 'https://one.example/', kind: feed, depth: 2}]\n")
    [problem] = check_sources(path, {})
    assert "(one): depth: goes with kind listing or json; a feed has one page" in str(problem)


def check_limits(limits: dict[str, tuple[list[str], list[str]]], rest: str, folder: Path) -> None:
    path = folder / "sources.yaml"
    for key, (taken, refused) in limits.items():
        for value in (*taken, *refused):
            path.write_text(f"sources: [{{id: one, name: One, {rest}, {key}: {value}}}]\n", encoding="utf-8")
            told = [str(problem) for problem in check_sources(path, {})]
            if value in taken:
                assert told == []
            else:
                assert len(told) == 1
                assert f"(one): {key}: must be" in told[0]
