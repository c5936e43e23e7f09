"""Dataclasses as compact JSON bytes and back, and bytes compressed.

The same data always gives the same bytes, so that content addresses are stable and differences stay small. What is
None is left out: every field that may be None has that as its default, or is written by its owner.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import zstandard

from storage.columns import UNKEEPABLE

#: On pages of some 60 KB level 19 takes three to ten times as long for 1 to 10 % fewer bytes.
LEVEL = 9
#: Least that zstd takes, and most that its decoder takes without being asked to: 128 MiB.
WINDOW_LOG_LEAST, WINDOW_LOG_MOST = 10, 27
LARGE_BASE = 1024 * 1024
#: A frame's header is no longer than that.
HEADER_BYTES = 18


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def plain(value: Any) -> Any:
    """A dataclass, or anything inside one, as dicts, lists, strings and numbers; Decimals as text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if is_dataclass(value):
        kind: type = type(value)
        pairs = ((name, getattr(value, name)) for name in _names(kind))
        return {name: plain(item) for name, item in pairs if item is not None}
    raise TypeError(f"{type(value).__name__} cannot be packed")


def to_bytes(data: Any) -> bytes:
    """Plain data as JSON in UTF-8; a lone surrogate, which UTF-8 has no bytes for, becomes U+FFFD."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return UNKEEPABLE.sub("\ufffd", text).encode()


def from_bytes(content: bytes) -> Any:
    """The inverse of `to_bytes`."""
    return json.loads(content)


def compress(content: bytes, base: bytes | None = None, *, checksum: bool = False) -> bytes:
    """One zstd frame; with a base, it can be read only beside the same base.

    Without a checksum (4 bytes), another base may give other content: for content that is checked by its hash.
    """
    return compress_all((content,), base, checksum=checksum)[0]


def compress_all(contents: Sequence[bytes], base: bytes | None = None, *, checksum: bool = False) -> list[bytes]:
    """A frame for each content, all with the same base: making that ready costs more than the frames."""
    if not contents:
        return []
    size = max(map(len, contents))
    # zstd remembers only the end of a base that its tables are too small for (seen from 4 MB on).
    tables = {"hash_log": 22, "chain_log": 22} if len(base or b"") > LARGE_BASE else {}
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL,
        source_size=size,
        dict_size=len(base or b""),
        # It must reach from the end of the content back to the start of the base.
        window_log=min(max((size + len(base or b"")).bit_length(), WINDOW_LOG_LEAST), WINDOW_LOG_MOST),
        write_content_size=False,
        write_checksum=checksum,
        write_dict_id=False,
        **tables,
    )
    compressor = zstandard.ZstdCompressor(dict_data=_dictionary(base), compression_params=parameters)
    return [compressor.compress(content) for content in contents]


def decompress(frame: bytes, size: int, base: bytes | None = None) -> bytes:
    """The content of a frame, of `size` bytes at most.

    Raises:
        zstandard.ZstdError: the frame is damaged, larger than `size`, or (with a checksum) belongs to another base.
    """
    claimed = claimed_size(frame)
    if claimed is not None and claimed > size:
        # zstd would make room for what the frame says, whatever it is told.
        raise zstandard.ZstdError(f"it claims to have {claimed} bytes instead of {size}")
    # zstd takes an output size of 0 for "unknown".
    return zstandard.ZstdDecompressor(dict_data=_dictionary(base)).decompress(frame, max_output_size=max(size, 1))


def claimed_size(frame: bytes) -> int | None:
    """How large a frame says its content is; its first bytes (`HEADER_BYTES`) suffice. Ours do not say it.

    Raises:
        zstandard.ZstdError: it is no frame.
    """
    size = zstandard.frame_content_size(frame)
    return size if size >= 0 else None


def _dictionary(base: bytes | None) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if base else None
