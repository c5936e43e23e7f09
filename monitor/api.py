"""Stable functions for other programs: a page's text, and what a text promises.

main_text(html, url)                     -> str     what the page says, one block a line
read_text(text, language, published)     -> dict    statements, equipment, plans, as `monitor extract --json` has them
"""
