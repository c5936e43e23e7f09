"""Stable functions for other programs: a page's text, and what a text promises.

main_text(html, url)                     -> str     what the page says, one block a line
read_text(text, language, published)     -> dict    statements, equipment, plans, as `monitor extract --json` has them
"""

from __future__ import annotations

from monitor.extract import extract_bytes


def main_text(html: bytes, url: str | None) -> str:
    """What a page says, one block a line; "" when it says nothing. Never raises. Other kinds of file work as well."""
    return extract_bytes(html, url=url).text
