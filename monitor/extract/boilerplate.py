"""What a host's pages share: learned from many pages, taken off each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """Learned boilerplate of one host, as one frozen value: what a Recipe's `boilerplate` revision stands for."""

    #: 0 when nothing is learned.
    revision: int = 0


NOTHING_LEARNED = Boilerplate()
