"""Weights that were learned (`benchmarks/targets`), as they are shipped beside the rooms that weigh with them, and the
evidence that they are of.

Evidence goes by names, and names come in families: `LW=trust` and `LW=will` are values of `LW=`, the words left of a
figure; `led` is one of the family "". Names are written out for whoever learns; who weighs looks values up in the
weights of their family, and most have none.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

#: The weights of a family's values, by family.
Families = dict[str, dict[str, Any]]
#: Values of a family.
Group = tuple[str, Collection[str]]


@cache
def weights_of(what: str, language: str) -> dict[str, Any]:
    """What `WHAT.LANGUAGE.json` holds; a language's is read when it is first needed.

    Raises FileNotFoundError where none are shipped.
    """
    return _read(what, language)


def _read(what: str, language: str) -> dict[str, Any]:
    text = files(__package__).joinpath(f"{what}.{language}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def model_of(what: str, language: str) -> dict[str, Any]:
    """The same of a model whose weights, `of`, are those of evidence: they are in families."""
    model = _read(what, language)
    return model | {"of": in_families(model["of"])}


def in_families(weights: dict[str, Any]) -> Families:
    """Weights of names as weights of values, by family."""
    families: Families = {}
    for name, weight in weights.items():
        family, (value,) = _family_of(name)
        families.setdefault(family, {})[value] = weight
    return families


class Evidence:
    """Evidence by family, gathered when it is asked for, once; goes through its names in turn."""

    __slots__ = ("_gathered", "_groups")

    def __init__(self, groups: Iterable[Group]) -> None:
        """The values of each group are to be had again and again."""
        self._groups = groups
        self._gathered: list[Group] | None = None

    @classmethod
    def of(cls, names: Iterable[str]) -> Evidence:
        """Evidence by its names."""
        return cls(map(_family_of, names))

    def __iter__(self) -> Iterator[str]:
        return (family + value for family, values in self.groups() for value in values)

    def groups(self) -> list[Group]:
        """All of it by family, in order; a family may come again."""
        if self._gathered is None:
            self._gathered = list(self._groups)
        return self._gathered

    def says(self, name: str) -> bool:
        """Whether a name is among it."""
        family, (value,) = _family_of(name)
        return any(value in values for its, values in self.groups() if its == family)


def known(evidence: Evidence, families: Families) -> Iterator[Any]:
    """The weight of each evidence that has one, in order."""
    for family, values in evidence.groups():
        weights = families.get(family)
        if weights is not None:
            yield from filter(None, map(weights.get, values))


def _family_of(name: str) -> tuple[str, tuple[str]]:
    """The family of a name, up to its first sign of equality, and its value."""
    family, sign, value = name.partition("=")
    return (family + sign, (value,)) if sign else ("", (name,))
