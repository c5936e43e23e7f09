"""A listing's markup as a tree, with the rows that sites hide from a parser brought to light."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

from monitor.text.decode import decode
from monitor.types import Body

#: Hanweb puts its rows in `<script type="text/xml"><recordset><record><![CDATA[<li>…</li>]]></record>`: a parser sees
#: script text, or a comment, and the list looks empty.
_RECORD = re.compile(r"<record\b[^>]*>\s*<!\[CDATA\[(.*?)\]\]>\s*</record\s*>", re.I | re.S)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
#: An index of more rows than this is read in part.
MAX_RECORDS = 2000

_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")


def plain(markup: str) -> str:
    """A piece of markup without tags, entities and superfluous white space."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip()


def text_of(body: Body) -> str:
    """The body decoded."""
    return decode(body.content, content_type=body.header("content-type")).text


def tree_of(markup: str) -> LexborHTMLParser:
    """The markup parsed, CDATA records as a list at its end."""
    records = _RECORD.findall(markup)[:MAX_RECORDS]
    if not records and "<![CDATA[" in markup and markup.lstrip()[:5] == "<?xml":
        records = _CDATA.findall(markup)[:MAX_RECORDS]
    if records:
        rows = "".join(f"<div class='record'>{record}</div>" for record in records)
        return LexborHTMLParser(f"{_RECORD.sub('', markup)}<div class='records'>{rows}</div>")
    return LexborHTMLParser(markup)
