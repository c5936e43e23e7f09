"""A response to a Document: what the page says, and nothing that the site wraps around it.

Body ──sniff, decode──> HTML ──> tree ──> outline ──> content ──> blocks ──┐
                        plain text ──> lines ──────────────────────────────┼──> Document
                                                    metadata, attachments ─┘
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.extract.boilerplate import NOTHING_LEARNED, Boilerplate
from monitor.loading import on_demand

if TYPE_CHECKING:
    from monitor.extract.read import EXTRACTOR_VERSION, extract, extract_bytes, text_of
else:
    __getattr__ = on_demand(__name__, read=("EXTRACTOR_VERSION", "extract", "extract_bytes", "text_of"))

__all__ = ["EXTRACTOR_VERSION", "NOTHING_LEARNED", "Boilerplate", "extract", "extract_bytes", "text_of"]
