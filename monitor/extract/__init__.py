"""A response to a Document: what the page says, and nothing that the site wraps around it.

Body ──sniff, decode──> HTML ──> tree ──> outline ──> content ──> blocks ──┐
                        plain text ──> lines ──────────────────────────────┼──> Document
                                                    metadata, attachments ─┘
"""

from monitor.extract.boilerplate import NOTHING_LEARNED, Boilerplate
from monitor.extract.read import EXTRACTOR_VERSION, extract, extract_bytes, text_of

__all__ = ["EXTRACTOR_VERSION", "NOTHING_LEARNED", "Boilerplate", "extract", "extract_bytes", "text_of"]
