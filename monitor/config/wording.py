"""What pydantic says of a value, in words for the author of sources.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.config.problem import suggestion
from monitor.config.schema import LinksEntry, WhenEntry

Loc = tuple[str | int, ...]

#: Which model stands behind a key; others belong to the entry itself.
_INNER: Mapping[str, type[BaseModel]] = {"links": LinksEntry, "when": WhenEntry}


def worded(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[Loc, str]]:
    """Place (within the validated value) and wording of each thing that `model` found wrong."""
    for detail in error.errors(include_url=False):
        loc = tuple(part for part in detail["loc"] if part != "[key]")
        yield loc, _wording(detail, loc, model)


def _wording(detail: ErrorDetails, loc: Loc, model: type[BaseModel]) -> str:
    kind, value = detail["type"], detail["input"]
    key = loc[-1] if loc else ""
    if kind == "extra_forbidden":
        inner = next((_INNER[part] for part in loc[:-1] if part in _INNER), model)  # type: ignore[index]
        return f'unknown key "{key}"{suggestion(str(key), inner.model_fields)}'
    if kind == "missing":
        return f'key "{key}" is missing'
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if value is None:
        return "has no value; leave the key out or give it one"
    if kind == "bool_type":
        return f"must be true or false, not {_show(value)}"
    if kind == "list_type":
        return f"must be a list, not {_show(value)}; write [{value}]" if isinstance(value, str) else "must be a list"
    if kind in ("string_type", "float_type", "int_type"):
        return f"must be {'text' if kind == 'string_type' else 'a number'}, not {_show(value)}"
    if kind in ("model_type", "dict_type"):
        return f"must hold keys and values, not {_show(value)}"
    if kind == "too_short":
        return "must not be empty"
    message = detail["msg"]
    return message[:1].lower() + message[1:]


def _show(value: Any) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
