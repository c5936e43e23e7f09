"""UTF-16, which all other encodings of the web are unlike: half of the bytes of its markup are NUL."""

from __future__ import annotations

import codecs

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Bytes that are looked at; an even number.
_HEAD_BYTES = 4096
_FEWEST_BYTES = 32
#: Of the high bytes of markup and Western text nearly all are NUL, of a Chinese page with markup some; of the low
#: bytes those of 一 and few others.
_NUL_SHARE = 0.02
_FEW_SHARE = 0.25
#: Characters that are read, of those in the head: a table of numbers reads as private use and controls.
_WRITING_SHARE = 0.98


def utf16_of(content: bytes) -> str | None:
    """Python's name of the UTF-16 that the bytes are in, by their mark or by where their NULs stand; else None."""
    for bom, name in _BOMS:
        if content.startswith(bom):
            return name
    head = content[:_HEAD_BYTES]
    if b"\x00" not in head or len(head) < _FEWEST_BYTES:
        return None
    head = head[: len(head) // 2 * 2]
    first, second = head[::2].count(0), head[1::2].count(0)
    few, many, name = (first, second, "utf-16-le") if first < second else (second, first, "utf-16-be")
    if few > _FEW_SHARE * many or many < _NUL_SHARE * len(head) / 2:
        return None
    text = head.decode(name, "ignore")
    read = sum(char.isprintable() or char in "\t\r\n" for char in text)
    ascii_words = sum(char.isascii() and (char.isalnum() or char in " <>\r\n") for char in text)
    return name if text and read >= _WRITING_SHARE * len(head) / 2 and 3 * ascii_words >= many else None
