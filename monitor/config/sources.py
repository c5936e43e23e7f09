"""sources.yaml and the files it includes, read into Sources, AlertRules and Channels.

file ──> Marked (plain data + lines) ──> schema ──> layers: defaults < group < source ──> Source
                   │                        │                        │
                   └── Problem <────────────┴────────────────────────┘   all of them, with file and line
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from monitor.config import schema
from monitor.config.channels import read_channel
from monitor.config.marked import MarkedError, read_marked
from monitor.config.merging import given_by, layered, source_of
from monitor.config.periods import parse_keep, parse_send
from monitor.config.problem import Problem, suggestion
from monitor.config.reading import Place, Reading
from monitor.config.wording import Loc, worded
from monitor.types import AlertRule, Channel, RuleFilter, Source

#: Files, all includes counted.
MAX_FILES = 100
#: What is kept when the file says nothing of it.
KEEP = "90d of unchanged checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFile:
    """All that sources.yaml says."""

    #: In the order of the file, disabled ones included; those of included files first.
    sources: tuple[Source, ...]
    rules: tuple[AlertRule, ...]
    #: By name.
    channels: Mapping[str, Channel]
    #: Seconds after which a check that found nothing new is forgotten; None: never.
    keep_unchanged_s: int | None


def load_sources(path: Path, environ: Mapping[str, str]) -> SourcesFile:
    """Read sources.yaml. `environ` holds the secrets that channels name.

    Raises:
        ConfigError: the first problem, with its line, and how many more there are.
    """
    reading = _read(path, environ)
    if reading.problems:
        raise reading.problems[0].error(others=len(reading.problems) - 1)
    return SourcesFile(
        sources=tuple(reading.sources),
        rules=tuple(reading.rules),
        channels=MappingProxyType(dict(reading.channels)),
        keep_unchanged_s=parse_keep(reading.keep or KEEP),
    )


def check_sources(path: Path, environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """All that keeps sources.yaml from being used, in the order of the lines; empty when nothing does."""
    return tuple(_read(path, environ).problems)


def _read(path: Path, environ: Mapping[str, str]) -> Reading:
    reading = Reading(environ=environ)
    _read_file(reading, path, {})
    if not reading.problems and not reading.sources:
        reading.problems.append(Problem(path=str(path), message="names no sources"))
    for place, loc, entry in reading.waiting:
        _read_rule(reading, place, loc, entry)
    order = {str(file): number for number, file in enumerate(reading.shown)}
    reading.problems.sort(key=lambda problem: (order[problem.path], problem.line or 0))
    return reading


def _read_file(reading: Reading, path: Path, inherited: Mapping[str, Any]) -> None:
    """Read one file; the files that it includes come before its own sources."""
    reading.shown.append(path)
    place = _parse(reading, path)
    if place is None:
        return
    reading.open.append(path.resolve())
    reading.files.add(path.resolve())
    top = _top(reading, place)
    if top.keep is not None and len(reading.open) > 1:
        reading.problems.append(place.problem(("keep",), "stands in the first file only: it holds for all"))
    reading.keep = reading.keep or top.keep
    own = reading.validate(schema.Defaults, top.defaults, place, ("defaults",))
    defaults = layered(inherited, _given(reading, place, ("defaults",), own))
    for name, data in top.groups.items():
        loc: Loc = ("groups", name)
        reading.claim("group", name, place, loc)
        group = reading.validate(schema.Defaults, data or {}, place, loc)
        reading.groups[name] = _given(reading, place, loc, group)
        if "group" in reading.groups[name]:
            reading.problems.append(place.problem((*loc, "group"), "a group cannot be part of another"))
    for index, name in enumerate(top.include):
        _include(reading, place, ("include", index), name, defaults)
    for index, data in enumerate(top.sources):
        _read_source(reading, place, ("sources", index), data, defaults)
    for name, data in top.channels.items():
        _read_channel(reading, place, ("channels", name), name, data)
    for index, data in enumerate(top.alerts):
        loc = ("alerts", index)
        rule = reading.validate(schema.AlertEntry, data, place, loc)
        if rule is not None:
            reading.claim("rule", rule.name, place, (*loc, "name"))
            reading.waiting.append((place, loc, rule))
    reading.open.pop()


def _parse(reading: Reading, path: Path) -> Place | None:
    try:
        return Place(path, read_marked(path.read_text(encoding="utf-8-sig")))
    except MarkedError as error:
        problem = Problem(path=str(path), line=error.line, message=str(error))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path=str(path), line=line, message="is not UTF-8; save it as UTF-8")
    except OSError as error:
        hint = (
            "; set MONITOR_SOURCES to where it is" if isinstance(error, FileNotFoundError) and not reading.open else ""
        )
        problem = Problem(path=str(path), message=f"cannot be read: {error.strerror}{hint}")
    reading.problems.append(problem)
    return None


def _top(reading: Reading, place: Place) -> schema.File:
    """The parts of a file. A part that cannot be used is reported and counts as absent."""
    data = place.text.data if place.text.data is not None else {}
    if not isinstance(data, dict):
        reading.problems.append(place.problem((), 'must hold keys and values; a list of sources goes under "sources:"'))
        return schema.File()
    data = {key: value for key, value in data.items() if value is not None}
    try:
        return schema.File.model_validate(data)
    except ValidationError as error:
        flaws = list(worded(error, schema.File))
    for flaw in flaws:
        reading.problems.append(place.problem(flaw.loc, flaw.message, about_key=flaw.about_key))
        top, *inner = flaw.loc
        if inner and isinstance(data.get(top), dict):
            data[top] = {key: value for key, value in data[top].items() if key != inner[0]}
        else:
            data.pop(top, None)
    return schema.File.model_validate(data)


def _given(reading: Reading, place: Place, loc: Loc, entry: schema.Defaults | None) -> dict[str, Any]:
    """The keys that an entry gives; none, when it is broken."""
    given = given_by(entry, place.path.parent) if entry is not None else {}
    if "every" in given and "cron" in given:
        reading.problems.append(place.problem((*loc, "cron"), "give every or cron, not both"))
    return given


def _include(reading: Reading, place: Place, loc: Loc, name: str, defaults: Mapping[str, Any]) -> None:
    path = place.path.parent / name
    if Path(name).is_absolute():
        reading.problems.append(place.problem(loc, "name the file relative to this one"))
    elif path.resolve() in reading.open:
        reading.problems.append(place.problem(loc, f'"{name}" includes itself'))
    elif path.resolve() in reading.files:
        reading.problems.append(place.problem(loc, f'"{name}" is included a second time'))
    elif len(reading.files) >= MAX_FILES:
        reading.problems.append(place.problem(loc, f"more than {MAX_FILES} files"))
    elif not path.is_file():
        reading.problems.append(place.problem(loc, f'there is no file "{name}"'))
    else:
        _read_file(reading, path, defaults)


def _read_source(reading: Reading, place: Place, loc: Loc, data: Any, defaults: Mapping[str, Any]) -> None:
    if isinstance(data, dict):
        reading.claim("source", data.get("id"), place, (*loc, "id"))
    entry = reading.validate(schema.SourceEntry, data, place, loc)
    if entry is None:
        return
    own = _given(reading, place, loc, entry)
    group = own.get("group", defaults.get("group"))
    if group is not None and reading.groups and group not in reading.groups:
        message = f'there is no group "{group}"{suggestion(group, reading.groups)}'
        reading.problems.append(place.problem((*loc, "group"), message))
    merged = layered(layered(defaults, reading.groups.get(group, {}) if group else {}), own)
    source, doubts = source_of(merged, own, reading.environ)
    reading.claim("address", source.url, place, (*loc, "url"))
    reading.problems.extend(place.problem((*loc, *key.split(".")), message) for key, message in doubts)
    reading.sources.append(source)


def _read_channel(reading: Reading, place: Place, loc: Loc, name: str, data: Any) -> None:
    reading.claim("channel", name, place, loc)
    entry = reading.validate(schema.ChannelEntry, data, place, loc)
    if entry is None:
        return
    try:
        reading.channels[name] = read_channel(name, entry, place.path.parent, reading.environ)
    except ValueError as error:
        reading.problems.append(place.problem(loc, str(error)))


def _read_rule(reading: Reading, place: Place, loc: Loc, entry: schema.AlertEntry) -> None:
    for index, name in enumerate(entry.to):
        reading.expect("channel", name, place, (*loc, "to", index))
    for index, name in enumerate(entry.when.sources):
        reading.expect("source", name, place, (*loc, "when", "sources", index))
    groups = set(reading.groups) | {source.group for source in reading.sources if source.group}
    for index, name in enumerate(entry.when.groups):
        if name not in groups:
            message = f'there is no group "{name}"{suggestion(name, groups)}'
            reading.problems.append(place.problem((*loc, "when", "groups", index), message))
    try:
        send = parse_send(entry.send, entry.quiet)
    except ValueError as error:
        reading.problems.append(place.problem((*loc, "send"), str(error)))
        return
    when: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.when}
    reading.rules.append(
        AlertRule(name=entry.name, when=RuleFilter(**when), to=tuple(entry.to), send=send, language=entry.language)
    )
