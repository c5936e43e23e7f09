"""What pydantic says of a value, in words for the author of sources.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.config.problem import suggestion
from monitor.config.schema import File, LinksEntry, WhenEntry

Loc = tuple[str | int, ...]

#: Which model stands behind a key; others belong to the entry itself.
_INNER: Mapping[str, type[BaseModel]] = {"links": LinksEntry, "when": WhenEntry}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing that a model found wrong."""

    #: Where, from the root of the validated value.
    loc: Loc
    message: str
    #: The message is about the last key of `loc` itself and names it.
    about_key: bool


def worded(error: ValidationError, model: type[BaseModel]) -> Iterator[Flaw]:
    """All that `model` found wrong, in words."""
    for detail in error.errors(include_url=False):
        loc = tuple(part for part in detail["loc"] if part != "[key]")
        about_key = detail["type"] in ("extra_forbidden", "missing") or "[key]" in detail["loc"]
        yield Flaw(loc=loc, message=_wording(detail, loc, model), about_key=about_key)


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
        hint = f"; write [{value}]" if isinstance(value, str) and model is not File else ""
        return f"must be a list, not {_show(value)}{hint}"
    if kind in ("string_type", "float_type", "int_type"):
        return f"must be {'text' if kind == 'string_type' else 'a number'}, not {_show(value)}"
    if kind in ("model_type", "dict_type"):
        return f"must hold keys and values, not {_show(value)}"
    if kind == "too_short":
        return "must not be empty"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{value} is too {'low' if kind == 'greater_than_equal' else 'high'}; it goes from 0 to 1"
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
