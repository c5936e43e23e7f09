"""Weights that were learned (`benchmarks/targets`), as they are shipped beside the rooms that weigh with them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def weights_of(what: str, language: str) -> dict[str, Any]:
    """What `WHAT.LANGUAGE.json` holds; a language's is read when it is first needed.

    Raises FileNotFoundError where none are shipped.
    """
    text = files(__package__).joinpath(f"{what}.{language}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
