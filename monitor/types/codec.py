"""The nouns as plain JSON data and back: for rows, `--json` and webhooks."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Building an adapter costs milliseconds, using it microseconds: one is kept for each type."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def dump(value: object) -> Any:
    """A dataclass of `monitor.types` as dicts, lists, strings and numbers (Decimal as text, datetime as ISO 8601)."""
    return _adapter(type(value)).dump_python(value, mode="json")


def load(kind: type[T], data: Any) -> T:
    """The inverse of `dump`.

    Raises:
        pydantic.ValidationError: the data is not of that shape.
    """
    loaded: T = _adapter(kind).validate_python(data)
    return loaded
