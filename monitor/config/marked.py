"""YAML read into plain data that remembers its lines.

    text ──> parser events ──> Marked(data, lines)

A small, safe part of YAML: one document of mappings, lists and scalars by the YAML 1.2 core schema (`yes`, `22:00` and
`01` are text), aliases within a budget; no tags, no merge keys, no duplicate keys. The tree is built from events with
a stack of our own, so that depth costs no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: Bytes of one file. Ten thousand sources are about 3 MB.
MAX_BYTES = 8_000_000
#: Levels of nesting; the schema needs six.
MAX_DEPTH = 20
#: Values of one file once aliases are replaced by what they stand for ("billion laughs").
MAX_VALUES = 500_000

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


class MarkedError(Exception):
    """The text is not YAML of the part that is read here; `line` is 1-based."""

    def __init__(self, message: str, line: int | None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain data with the line of each value."""

    data: Any
    #: 1-based line of each key or list item, by its path from the root.
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Line of the value, or of the nearest value around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    value: Any
    anchor: str | None
    path: Path
    key: str | None = None
    #: Values in it so far, itself included.
    size: int = 1


@dataclass(slots=True)
class _Builder:
    stack: list[_Open] = field(default_factory=list)
    #: Finished values by anchor, with their size.
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    values: int = 0
    root: Any = None

    def child_path(self) -> Path:
        """Where the next value goes."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.path, top.key if isinstance(top.value, dict) else len(top.value))  # type: ignore[arg-type]

    def take_key(self, text: str, line: int) -> bool:
        """Use a scalar as a key when a mapping waits for one."""
        if not self.stack or not isinstance(self.stack[-1].value, dict) or self.stack[-1].key is not None:
            return False
        top = self.stack[-1]
        if text in top.value:
            first = self.lines[(*top.path, text)]
            raise MarkedError(f'key "{text}" stands here a second time; the first is on line {first}', line)
        if text == "<<":
            raise MarkedError('merge keys ("<<") are not supported; use "defaults" or "groups"', line)
        top.key = text
        self.lines[(*top.path, text)] = line
        return True

    def put(self, value: Any, size: int, line: int) -> None:
        """Place a finished or just opened value in what is open."""
        self.values += size
        if self.values > MAX_VALUES:
            raise MarkedError(f"more than {MAX_VALUES} values (aliases count as what they stand for)", line)
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, dict):
            if top.key is None:
                raise MarkedError("a key must be plain text", line)
            top.value[top.key] = value
            top.key = None
        else:
            self.lines[(*top.path, len(top.value))] = line
            top.value.append(value)

    def open(self, value: Any, anchor: str | None, line: int) -> None:
        """Begin a mapping or list."""
        if len(self.stack) >= MAX_DEPTH:
            raise MarkedError(f"nested more than {MAX_DEPTH} deep", line)
        path = self.child_path()
        self.put(value, 1, line)
        if anchor is not None:
            self.anchors.pop(anchor, None)
        self.stack.append(_Open(value, anchor, path))

    def close(self) -> None:
        """End the innermost mapping or list."""
        done = self.stack.pop()
        if done.anchor is not None:
            self.anchors[done.anchor] = (done.value, done.size)
        if self.stack:
            self.stack[-1].size += done.size


def read_marked(text: str) -> Marked:
    """Read one YAML document.

    Raises:
        MarkedError: not YAML, or not of the part described above.
    """
    if len(text) > MAX_BYTES:
        raise MarkedError(f"larger than {MAX_BYTES} bytes", None)
    builder = _Builder()
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise MarkedError('a second document ("---") begins here; one file holds one', _line(event))
            _HANDLERS.get(type(event), _ignore)(builder, event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "cannot be read"
        raise MarkedError(f"not valid YAML: {problem}", mark.line + 1 if mark else None) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise MarkedError(f"not valid YAML: {error.reason}", line) from error
    except yaml.YAMLError as error:
        raise MarkedError(f"not valid YAML: {' '.join(str(error).split())}", None) from error
    return Marked(builder.root, builder.lines)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _refuse_tag(event: Any) -> None:
    if event.tag not in (None, "!"):
        raise MarkedError(f'tags are not supported: "{event.tag}"', _line(event))


def _ignore(builder: _Builder, event: Any) -> None:
    pass


def _on_scalar(builder: _Builder, event: Any) -> None:
    _refuse_tag(event)
    line = _line(event)
    if builder.take_key(event.value, line):
        return
    value = _scalar(event.value) if event.implicit[0] else event.value
    if event.anchor is not None:
        builder.anchors[event.anchor] = (value, 1)
    builder.put(value, 1, line)
    if builder.stack:
        builder.stack[-1].size += 1


def _on_alias(builder: _Builder, event: Any) -> None:
    line = _line(event)
    if event.anchor not in builder.anchors:
        raise MarkedError(f'alias "*{event.anchor}" stands for nothing before it', line)
    value, size = builder.anchors[event.anchor]
    builder.put(value, size, line)
    builder.stack[-1].size += size


def _on_mapping(builder: _Builder, event: Any) -> None:
    _refuse_tag(event)
    builder.open({}, event.anchor, _line(event))


def _on_sequence(builder: _Builder, event: Any) -> None:
    _refuse_tag(event)
    builder.open([], event.anchor, _line(event))


def _on_end(builder: _Builder, event: Any) -> None:
    builder.close()


_HANDLERS: dict[type, Callable[[_Builder, Any], None]] = {
    yaml.ScalarEvent: _on_scalar,
    yaml.AliasEvent: _on_alias,
    yaml.MappingStartEvent: _on_mapping,
    yaml.SequenceStartEvent: _on_sequence,
    yaml.MappingEndEvent: _on_end,
    yaml.SequenceEndEvent: _on_end,
}


def _scalar(text: str) -> Any:
    """A plain scalar by the YAML 1.2 core schema, without octal, hex, infinity and not-a-number."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text) and len(text) < 20:
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
