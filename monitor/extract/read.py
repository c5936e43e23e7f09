"""Any response to a Document: the door of this room."""

from __future__ import annotations

from monitor.extract.boilerplate import NOTHING_LEARNED, Boilerplate
from monitor.extract.html import read_html, text_of_html
from monitor.extract.plain import read_plain
from monitor.text.decode import decode
from monitor.text.sniff import ContentKind, sniff
from monitor.types import Body, Document, ExtractRules

#: Raised when a release reads pages differently: Versions are only compared under equal Recipes.
EXTRACTOR_VERSION = "1"
NO_RULES = ExtractRules()


def extract(
    body: Body,
    *,
    rules: ExtractRules | None = None,
    mask: Boilerplate = NOTHING_LEARNED,
    explain: bool = False,
) -> Document:
    """What a response says: its own text in order, and the facts about it. Never raises, whatever the bytes.

    `mask` is the learned boilerplate of the host; it must be equal on both sides of a comparison. `explain` also fills
    `Document.removed`, which costs about as much again. A kind that is not read gives no blocks.
    """
    return extract_bytes(
        body.content,
        content_type=body.header("content-type"),
        url=body.final_url,
        rules=rules or ExtractRules(),
        mask=mask,
        explain=explain,
    )


def extract_bytes(
    content: bytes,
    *,
    content_type: str | None = None,
    url: str | None = None,
    rules: ExtractRules = NO_RULES,
    mask: Boilerplate = NOTHING_LEARNED,
    explain: bool = False,
) -> Document:
    """`extract` for content that came without a response: a file."""
    kind = sniff(content, content_type=content_type, url=url)
    if kind is ContentKind.HTML:
        return read_html(content, content_type=content_type, url=url, rules=rules, mask=mask, explain=explain)
    if kind is ContentKind.TEXT:
        text = decode(content, content_type=content_type).text
        return read_plain(text, url=url, rules=rules, mask=mask, explain=explain)
    return Document(url=url, title="")


def text_of(content: bytes, *, url: str | None = None) -> str:
    """`extract_bytes(content, url=url).text`, without looking for dates and names."""
    if sniff(content, content_type=None, url=url) is ContentKind.HTML:
        return text_of_html(content, url=url)
    return extract_bytes(content, url=url).text
