"""The months by their English names, long and short."""

from __future__ import annotations

#: Number of each name, in small letters.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
#: The names as alternatives of an expression, the longest first.
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
#: The full names as they are written, as alternatives of an expression.
FULL_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
