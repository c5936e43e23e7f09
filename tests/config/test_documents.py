"""docs/settings.md and docs/sources.md against the code, both ways: every key, every variable, every default."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel
from typer.main import get_command

from monitor import __version__
from monitor.cli.root import whole
from monitor.config import Settings, check_sources, load_settings, load_sources
from monitor.config.periods import parse_duration
from monitor.config.schema import AlertEntry, ChannelEntry, Defaults, File, LinksEntry, SourceEntry, WhenEntry
from monitor.config.settings import SECRET_VARIABLES, VARIABLES
from monitor.discover.families import families
from monitor.errors import ConfigError
from monitor.types import AlertRule, ChangeKind, Replies, SendPolicy, Source, SourceKind

DOCS = Path(__file__).parents[2] / "docs"
MODELS: dict[str, type[BaseModel]] = {
    "The file": File,
    "Sources": SourceEntry,
    "Links": LinksEntry,
    "Channels": ChannelEntry,
    "Alerts": AlertEntry,
    "When": WhenEntry,
}


def tables(document: str) -> dict[str, dict[str, tuple[str, str]]]:
    """First table of each section: {section: {key: (default, meaning)}}."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for section in re.split(r"^#{2,3} ", (DOCS / document).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", section, re.MULTILINE)
        if rows:
            found[section.splitlines()[0]] = {key: (default, meaning) for key, default, meaning in rows}
    return found


def code_blocks(document: str) -> Iterator[str]:
    yield from re.findall(
        r"^```yaml\n(.*?)^```", (DOCS / document).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.mark.parametrize("section", MODELS)
def test_every_key_is_described_and_exists(section: str) -> None:
    assert set(tables("sources.md")[section]) == set(MODELS[section].model_fields)


def test_required_keys_are_marked() -> None:
    for section, model in MODELS.items():
        for key, (default, _) in tables("sources.md")[section].items():
            assert (default == "required") == model.model_fields[key].is_required(), f"{section}: {key}"


def load(tmp_path: Path, content: dict[str, Any]) -> Any:
    path = tmp_path / "sources.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert [str(problem) for problem in check_sources(path, {})] == []
    return load_sources(path, {})


def minimal(tmp_path: Path) -> tuple[Source, AlertRule]:
    """A source and a rule that give nothing they need not give."""
    source = {"id": "one", "name": "One", "url": "https://one.example/"}
    channels = {"desk": {"email": ["desk@example.org"]}}
    file = load(tmp_path, {"sources": [source], "channels": channels, "alerts": [{"name": "all", "to": ["desk"]}]})
    return file.sources[0], file.rules[0]


def test_defaults_of_sources_are_true(tmp_path: Path) -> None:
    source, _ = minimal(tmp_path)
    described = {key: default.strip("`") for key, (default, _) in tables("sources.md")["Sources"].items()}
    assert described.pop("kind") == source.kind.value
    assert parse_duration(described.pop("every")) == source.schedule.every_s
    assert described.pop("timezone") == source.schedule.timezone
    assert parse_duration(described.pop("jitter")) == source.schedule.jitter_s
    assert parse_duration(described.pop("recheck")) == source.recheck_s
    assert parse_duration(described.pop("timeout")) == source.timeout_s
    assert parse_duration(described.pop("delay")) == source.min_delay_s
    assert parse_duration(described.pop("retire")) == source.retire_s
    assert int(described.pop("depth")) == source.depth
    assert described.pop("replies") == source.rules.replies.value
    assert described.pop("enabled") == str(source.enabled).lower()
    assert described.pop("render") == source.render.value
    assert described.pop("insecure") == str(source.insecure).lower()
    assert described.pop("allow_private") == str(source.allow_private).lower()
    # What is left has no default value: required, or found out by the program.
    assert set(described.values()) == {"required", "none", "by structure", "recognised", "by content"}


def test_what_is_kept_when_nothing_is_said(tmp_path: Path) -> None:
    default = tables("sources.md")["The file"]["keep"][0].strip("`")
    source = {"id": "one", "name": "One", "url": "https://one.example/"}
    silent, said = load(tmp_path, {"sources": [source]}), load(tmp_path, {"sources": [source], "keep": default})
    assert silent.keep_unchanged_s == said.keep_unchanged_s == 90 * 86_400
    assert load(tmp_path, {"sources": [source], "keep": "everything"}).keep_unchanged_s is None


def test_defaults_of_rules_and_links_are_true(tmp_path: Path) -> None:
    _, rule = minimal(tmp_path)
    alerts, when, links = (tables("sources.md")[section] for section in ("Alerts", "When", "Links"))
    assert alerts["send"][0] == f"`{rule.send.when}`"
    assert alerts["language"][0] == f"`{rule.language}`"
    assert rule.send == SendPolicy()
    assert when["min_significance"][0] == f"`{rule.when.min_significance}`"
    assert {default for key, (default, _) in when.items() if key != "min_significance"} == {"all"}
    entry = LinksEntry()
    assert links["url_field"][0] == f"`{entry.url_field}`"
    assert links["title_field"][0] == f"`{entry.title_field}`"


def test_words_that_may_be_given_are_all_named() -> None:
    sources = tables("sources.md")["Sources"]
    assert all(f"`{kind.value}`" in sources["kind"][1] for kind in SourceKind)
    assert all(f"`{replies.value}`" in sources["replies"][1] for replies in Replies)
    assert re.findall(r"`([\w-]+)`", sources["family"][1]) == [family.name for family in families()]
    text = (DOCS / "sources.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| [A-Z].*\. \|$", text[text.index("Kinds of change:") :], re.MULTILINE) == [
        kind.value for kind in ChangeKind
    ]


def test_groups_may_give_what_the_document_says() -> None:
    text = (DOCS / "sources.md").read_text(encoding="utf-8")
    sentence = re.search(r"every key of a source but (.+?)\.", text)
    assert sentence is not None
    refused = set(re.findall(r"`(\w+)`", sentence[1]))
    assert set(SourceEntry.model_fields) - refused == set(Defaults.model_fields) - {"group"}


def test_examples_can_be_used(tmp_path: Path) -> None:
    """The document's examples make one file together."""
    content: dict[str, Any] = {"sources": []}
    for block in code_blocks("sources.md"):
        part = yaml.safe_load(block)
        content["sources"] += part.pop("sources", [])
        assert not set(part) & set(content)
        content |= part
    content["sources"][0]["group"] = "east"
    path = tmp_path / "sources.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    environ = {"INTAKE_SECRET": "whsec_c2VjcmV0", "TEAM_CHAT_ADDRESS": "json://chat.example"}
    assert [str(problem) for problem in check_sources(path, environ)] == []
    assert set(content) == set(MODELS["The file"].model_fields) - {"include"}


def described_settings() -> dict[str, str]:
    return {key: default for table in tables("settings.md").values() for key, (default, _) in table.items()}


def test_every_setting_is_described_and_exists() -> None:
    assert set(described_settings()) == set(VARIABLES)
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(MONITOR_\w+[A-Z])`", text))
    assert named == set(VARIABLES) | {f"{name}_FILE" for name in SECRET_VARIABLES}


def test_defaults_of_settings_are_true() -> None:
    settings: Settings = load_settings({"MONITOR_DATA_DIR": "/DATA_DIR", "MONITOR_CONTACT": "https://CONTACT"})
    mail = load_settings({"MONITOR_SMTP_HOST": "h.example", "MONITOR_SMTP_FROM": "a@b.example"}).smtp
    assert mail is not None
    described = described_settings()
    true = {
        "MONITOR_DATABASE_URL": settings.database_url.replace("////", "///"),
        "MONITOR_SOURCES": str(settings.sources_path),
        "MONITOR_LOG_FORMAT": settings.log_format,
        "MONITOR_LOG_LEVEL": settings.log_level,
        "MONITOR_USER_AGENT": settings.user_agent.replace(__version__, "VERSION").replace("https://", ""),
        "MONITOR_CONCURRENCY": str(settings.concurrency),
        "MONITOR_MAX_BODY_BYTES": str(settings.max_body_bytes),
        "MONITOR_GRACE_S": f"{settings.grace_s:g}",
        "MONITOR_METRICS_HOST": settings.metrics_host,
        "MONITOR_SMTP_SECURITY": mail.security,
    }
    assert {name: described[name] for name in true} == {name: f"`{value}`" for name, value in true.items()}
    nothing = {name for name, default in described.items() if default == "none"}
    assert nothing == {
        "MONITOR_CONTACT",
        "MONITOR_METRICS_PORT",
        "MONITOR_SMTP_HOST",
        "MONITOR_SMTP_USER",
        "MONITOR_SMTP_PASSWORD",
        "MONITOR_SMTP_CA_FILE",
    }


def test_limits_of_settings_are_true() -> None:
    """`1 to 256` and the like, as the error says it."""
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    for name in ("MONITOR_CONCURRENCY", "MONITOR_MAX_BODY_BYTES", "MONITOR_GRACE_S"):
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}`"))
        limits = re.search(r"([\d,]+) to ([\d,]+)", row)
        assert limits is not None
        low, high = (int(limit.replace(",", "")) for limit in limits.groups())
        for value, taken in ((low, True), (high, True), (low - 1, False), (high + 1, False)):
            with nullcontext() if taken else pytest.raises(ConfigError, match=name):
                load_settings({name: str(value)})


@pytest.mark.parametrize("path", ["docs/sources.md", "docs/settings.md", "sources.yaml", "docker-compose.yml"])
def test_commands_that_are_named_exist(path: str) -> None:
    tree: Any = get_command(whole())
    text = (DOCS.parent / path).read_text(encoding="utf-8")
    named = re.findall(r"(?:^[ #]+|`|exec monitor )monitor ([a-z][a-z ]*)", text, re.MULTILINE)
    assert named
    for words in named:
        command = tree
        for word in words.split():
            if not getattr(command, "commands", None):
                break
            assert word in command.commands, f"monitor {words}"
            command = command.commands[word]
        assert not getattr(command, "commands", None), f"monitor {words}"
