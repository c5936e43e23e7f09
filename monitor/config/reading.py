"""What has been read of sources.yaml so far, and how its problems are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.config import schema
from monitor.config.marked import Marked
from monitor.config.problem import Problem, suggestion
from monitor.config.wording import Loc, worded
from monitor.types import AlertRule, Channel, Source

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Place:
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
class Reading:
    """What has been read so far, over all files."""

    environ: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    rules: list[AlertRule] = field(default_factory=list)
    channels: dict[str, Channel] = field(default_factory=dict)
    #: What members of a group take from it.
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Rules name what may stand in a later file: they are read last.
    waiting: list[tuple[Place, Loc, schema.AlertEntry]] = field(default_factory=list)
    #: Where a name was first given: ("source", "cn-miit") -> "sources.yaml:12". Broken entries count, so that one
    #: mistake is told once.
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Resolved paths of the files that are being read, outermost first.
    open: list[Path] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)
    #: What the first file says of keeping.
    keep: str | None = None
    #: The files, as they are named to the user, in the order of reading.
    shown: list[Path] = field(default_factory=list)

    def claim(self, noun: str, name: Any, place: Place, loc: Loc) -> None:
        """Take a name; it must be new over all files."""
        if not isinstance(name, str):
            return
        here = f"{place.path}:{place.line(loc)}"
        first = self.names.setdefault((noun, name), here)
        if first != here:
            self.problems.append(place.problem(loc, f'{noun} "{name}" exists already, at {first}'))

    def known(self, noun: str) -> list[str]:
        return [name for kind, name in self.names if kind == noun]

    def expect(self, noun: str, name: str, place: Place, loc: Loc) -> None:
        """A name that is used must have been given."""
        if (noun, name) not in self.names:
            message = f'there is no {noun} "{name}"{suggestion(name, self.known(noun))}'
            self.problems.append(place.problem(loc, message))

    def validate(self, model: type[M], data: Any, place: Place, loc: Loc) -> M | None:
        """The entry, or None when it has problems."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for flaw in worded(error, model):
                self.problems.append(place.problem((*loc, *flaw.loc), flaw.message, about_key=flaw.about_key))
            return None
