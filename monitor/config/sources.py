"""sources.yaml and the files it includes, read into Sources, AlertRules and Channels.

file ──> Marked (plain data + lines) ──> schema ──> layers: defaults < group < source ──> Source
                   │                        │                        │
                   └── Problem <────────────┴────────────────────────┘   all of them, with file and line
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.config import schema
from monitor.config.channels import read_channel
from monitor.config.marked import Marked, MarkedError, read_marked
from monitor.config.periods import parse_send
from monitor.config.problem import Problem, suggestion
from monitor.config.wording import Loc, worded
from monitor.types import (
    AlertRule,
    Channel,
    ExtractRules,
    LinkRule,
    RuleFilter,
    Schedule,
    Source,
    SourceKind,
)

#: Seconds between checks when neither `every` nor `cron` is given.
DEFAULT_EVERY_S = 6 * 3600
#: Shortest time between checks of one address, in seconds; a source on one's own network may go down to a second.
MIN_EVERY_S = 60
#: Longest time for one request, in seconds: a slower answer would hold up its host's other pages.
MAX_TIMEOUT_S = 600
#: Longest rest of a host between two requests, in seconds: with an hour, a listing of twenty takes a day.
MAX_DELAY_S = 3600
#: Files, all includes counted.
MAX_FILES = 100

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFile:
    """All that sources.yaml says."""

    #: In the order of the file, disabled ones included; those of included files first.
    sources: tuple[Source, ...]
    rules: tuple[AlertRule, ...]
    #: By name.
    channels: Mapping[str, Channel]


def load_sources(path: Path, environ: Mapping[str, str]) -> SourcesFile:
    """Read sources.yaml. `environ` holds the secrets that channels name.

    Raises:
        ConfigError: the first problem, with its line, and how many more there are.
    """
    reading = _read(path, environ)
    if reading.problems:
        raise reading.problems[0].error(others=len(reading.problems) - 1)
    return SourcesFile(
        sources=tuple(reading.sources), rules=tuple(reading.rules), channels=MappingProxyType(dict(reading.channels))
    )


def check_sources(path: Path, environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """All that keeps sources.yaml from being used, in the order of the lines; empty when nothing does."""
    return tuple(_read(path, environ).problems)


@dataclass(frozen=True, slots=True)
class _Place:
    """One parsed file, to say where its parts stand."""

    path: Path
    text: Marked

    def line(self, loc: Loc) -> int:
        return self.text.line(loc)

    def problem(self, loc: Loc, message: str, *, about_key: bool = False) -> Problem:
        """A problem at `loc`, which counts from the root of the file. `about_key`: the message names the last key."""
        shown = loc[:-1] if about_key else loc
        where, rest = "", shown
        if len(shown) >= 2 and shown[0] in ("sources", "alerts") and isinstance(shown[1], int):
            name = self._name(shown[0], shown[1])
            where, rest = f"{shown[0]}[{shown[1]}]" + (f" ({name})" if name else ""), shown[2:]
        elif len(shown) >= 2 and shown[0] in ("channels", "groups"):
            where, rest = f"{shown[0]}.{shown[1]}", shown[2:]
        inner = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in rest).lstrip(".")
        text = f"{inner}: {message}" if inner else message
        return Problem(path=str(self.path), line=self.line(loc), where=where, message=text)

    def _name(self, part: str, index: int) -> str:
        entry = self.text.data[part][index]
        name = entry.get("id" if part == "sources" else "name") if isinstance(entry, dict) else None
        return name if isinstance(name, str) else ""


@dataclass(slots=True)
class _Reading:
    """What has been read so far, over all files."""

    environ: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    rules: list[AlertRule] = field(default_factory=list)
    channels: dict[str, Channel] = field(default_factory=dict)
    #: What members of a group take from it.
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Rules name what may stand in a later file: they are read last.
    waiting: list[tuple[_Place, Loc, schema.AlertEntry]] = field(default_factory=list)
    #: Where a name was first given: ("source", "cn-miit") -> "sources.yaml:12". Broken entries count, so that one
    #: mistake is told once.
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Resolved paths of the files that are being read, outermost first.
    open: list[Path] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)
    #: The files, as they are named to the user, in the order of reading.
    shown: list[Path] = field(default_factory=list)

    def claim(self, noun: str, name: Any, place: _Place, loc: Loc) -> None:
        """Take a name; it must be new over all files."""
        if not isinstance(name, str):
            return
        here = f"{place.path}:{place.line(loc)}"
        first = self.names.setdefault((noun, name), here)
        if first != here:
            self.problems.append(place.problem(loc, f'{noun} "{name}" exists already, at {first}'))

    def known(self, noun: str) -> list[str]:
        return [name for kind, name in self.names if kind == noun]

    def expect(self, noun: str, name: str, place: _Place, loc: Loc) -> None:
        """A name that is used must have been given."""
        if (noun, name) not in self.names:
            message = f'there is no {noun} "{name}"{suggestion(name, self.known(noun))}'
            self.problems.append(place.problem(loc, message))

    def validate(self, model: type[M], data: Any, place: _Place, loc: Loc) -> M | None:
        """The entry, or None when it has problems."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for flaw in worded(error, model):
                self.problems.append(place.problem((*loc, *flaw.loc), flaw.message, about_key=flaw.about_key))
            return None


def _read(path: Path, environ: Mapping[str, str]) -> _Reading:
    reading = _Reading(environ=environ)
    _read_file(reading, path, {})
    if not reading.problems and not reading.sources:
        reading.problems.append(Problem(path=str(path), message="names no sources"))
    for place, loc, entry in reading.waiting:
        _read_rule(reading, place, loc, entry)
    order = {str(file): number for number, file in enumerate(reading.shown)}
    reading.problems.sort(key=lambda problem: (order[problem.path], problem.line or 0))
    return reading


def _read_file(reading: _Reading, path: Path, inherited: Mapping[str, Any]) -> None:
    """Read one file; the files that it includes come before its own sources."""
    reading.shown.append(path)
    place = _parse(reading, path)
    if place is None:
        return
    reading.open.append(path.resolve())
    reading.files.add(path.resolve())
    top = _top(reading, place)
    own = reading.validate(schema.Defaults, top.defaults, place, ("defaults",))
    defaults = _layer(inherited, _given(reading, place, ("defaults",), own))
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


def _parse(reading: _Reading, path: Path) -> _Place | None:
    try:
        return _Place(path, read_marked(path.read_text(encoding="utf-8-sig")))
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


def _top(reading: _Reading, place: _Place) -> schema.File:
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


def _given(reading: _Reading, place: _Place, loc: Loc, entry: schema.Defaults | None) -> dict[str, Any]:
    """The keys that an entry really gives."""
    if entry is None:
        return {}
    given = {key: getattr(entry, key) for key in entry.model_fields_set if getattr(entry, key) is not None}
    if "every" in given and "cron" in given:
        reading.problems.append(place.problem((*loc, "cron"), "give every or cron, not both"))
    return given


def _layer(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """`inner` over `outer`; a schedule replaces the other kind of schedule too."""
    kept = dict(outer)
    if "every" in inner or "cron" in inner:
        kept.pop("every", None)
        kept.pop("cron", None)
    return {**kept, **inner}


def _include(reading: _Reading, place: _Place, loc: Loc, name: str, defaults: Mapping[str, Any]) -> None:
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


def _read_source(reading: _Reading, place: _Place, loc: Loc, data: Any, defaults: Mapping[str, Any]) -> None:
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
    merged = _layer(_layer(defaults, reading.groups.get(group, {}) if group else {}), own)
    source = _source(merged)
    reading.claim("address", source.url, place, (*loc, "url"))
    reading.problems.extend(place.problem((*loc, *key.split(".")), message) for key, message in _doubts(source, own))
    reading.sources.append(source)


def _source(given: Mapping[str, Any]) -> Source:
    """A Source of the merged keys; what is not given takes the default of `monitor.types.source`."""
    schedule: dict[str, Any] = {"every_s": None if "cron" in given else given.get("every", DEFAULT_EVERY_S)}
    for key, name in (("cron", "cron"), ("timezone", "timezone"), ("jitter", "jitter_s")):
        if key in given:
            schedule[name] = given[key]
    rules: dict[str, Any] = {key: tuple(given[key]) for key in ("keep", "drop", "ignore") if key in given}
    if "replies" in given:
        rules["replies"] = given["replies"]
    facts: dict[str, Any] = {"schedule": Schedule(**schedule), "rules": ExtractRules(**rules)}
    if "links" in given:
        facts["links"] = LinkRule(**given["links"].model_dump())
    for key in ("keywords", "exclude", "must_contain"):
        if key in given:
            facts[key] = tuple(given[key])
    for key, name in (("recheck", "recheck_s"), ("timeout", "timeout_s"), ("delay", "min_delay_s")):
        if key in given:
            facts[name] = given[key]
    plain = ("id", "name", "url", "kind", "group", "jurisdiction", "language", "family", "allow_private", "enabled")
    facts.update((key, given[key]) for key in plain if key in given)
    return Source(**facts)


def _doubts(source: Source, own: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with a source whose keys are each right by themselves, as (key, message)."""
    doubts = []
    every_s = source.schedule.every_s
    shortest_s = 1 if source.allow_private else MIN_EVERY_S
    for key, value_s in (("every", every_s), ("recheck", source.recheck_s)):
        if value_s is not None and value_s < shortest_s:
            doubts.append((key, f"must be at least {shortest_s}s"))
    if every_s is not None and source.schedule.jitter_s >= every_s > 0:
        doubts.append(("jitter", "must be shorter than the time between checks"))
    if not (0 if source.allow_private else 1) <= source.min_delay_s <= MAX_DELAY_S:
        doubts.append(("delay", f"must be from {'0s' if source.allow_private else '1s'} to {MAX_DELAY_S}s"))
    if not 1 <= source.timeout_s <= MAX_TIMEOUT_S:
        doubts.append(("timeout", f"must be from 1s to {MAX_TIMEOUT_S}s"))
    if "links" in own and source.kind not in (SourceKind.LISTING, SourceKind.JSON):
        doubts.append(("links", f"goes with kind listing or json; a {source.kind.value} needs none"))
    elif "links" in own and source.kind is SourceKind.LISTING:
        foreign = sorted(own["links"].model_fields_set - {"selector", "pattern"})
        doubts.extend((f"links.{key}", "goes with kind json") for key in foreign)
    return doubts


def _read_channel(reading: _Reading, place: _Place, loc: Loc, name: str, data: Any) -> None:
    reading.claim("channel", name, place, loc)
    entry = reading.validate(schema.ChannelEntry, data, place, loc)
    if entry is None:
        return
    try:
        reading.channels[name] = read_channel(name, entry, place.path.parent, reading.environ)
    except ValueError as error:
        reading.problems.append(place.problem(loc, str(error)))


def _read_rule(reading: _Reading, place: _Place, loc: Loc, entry: schema.AlertEntry) -> None:
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
