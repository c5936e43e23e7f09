"""What a user types; one file per command."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `monitor` command."""
    raise SystemExit("not built yet")
