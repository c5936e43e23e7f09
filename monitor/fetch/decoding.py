"""Content-Encoding undone under a cap: a few kilobytes that unpack to gigabytes are refused, not unpacked."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard

from monitor.fetch.failures import shown

#: What is asked for; each is in `_DECODERS`.
ACCEPT_ENCODING = "gzip, deflate, br, zstd"
#: A server may stack encodings; nobody honest stacks more.
_MAX_LAYERS = 2


class DecodedTooLargeError(Exception):
    """The content would unpack to more than the cap."""


class BadEncodingError(Exception):
    """The content is not what Content-Encoding says. `str()` says what is wrong."""


def decoded(content: bytes, encoding: str | None, *, cap_bytes: int) -> bytes:
    """The content with every layer of Content-Encoding taken off.

    Args:
        content: the body as it came.
        encoding: the header's value; several layers are separated by commas, the outermost last.
        cap_bytes: no layer may unpack to more.

    Raises:
        DecodedTooLargeError: it would.
        BadEncodingError: an unknown encoding, damaged or cut content.
    """
    if not encoding or not content:
        return content
    layers = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    if len(layers) > _MAX_LAYERS:
        raise BadEncodingError(f"{len(layers)} layers of Content-Encoding")
    for layer in reversed(layers):
        if layer == "identity":
            continue
        decoder = _DECODERS.get(layer)
        if decoder is None:
            raise BadEncodingError(f"unknown Content-Encoding “{shown(layer[:40])}”")
        try:
            content = decoder(content, cap_bytes)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise BadEncodingError(f"damaged {layer} content") from error
    return content


def _zlib(content: bytes, cap_bytes: int, wbits: int) -> bytes:
    parts: list[bytes] = []
    left = cap_bytes
    while content:
        unpacker = zlib.decompressobj(wbits)
        part = unpacker.decompress(content, left + 1)
        left -= len(part)
        if left < 0:
            raise DecodedTooLargeError
        parts.append(part)
        if not unpacker.eof:
            raise BadEncodingError("the compressed content ends early")
        # A gzip file may be several members in a row (RFC 1952 §2.2); padding after the last is ignored.
        content = unpacker.unused_data if wbits > zlib.MAX_WBITS and unpacker.unused_data[:2] == b"\x1f\x8b" else b""
    return b"".join(parts)


def _gzip(content: bytes, cap_bytes: int) -> bytes:
    # Some servers say gzip and send the page as it is; browsers show it, and so do we.
    if content[:2] != b"\x1f\x8b":
        raise BadEncodingError("said to be gzip, and is not")
    return _zlib(content, cap_bytes, zlib.MAX_WBITS | 16)


def _deflate(content: bytes, cap_bytes: int) -> bytes:
    """RFC 9110 means zlib's wrapping; old servers send the bare stream, and browsers take both."""
    try:
        return _zlib(content, cap_bytes, zlib.MAX_WBITS)
    except zlib.error:
        return _zlib(content, cap_bytes, -zlib.MAX_WBITS)


def _brotli(content: bytes, cap_bytes: int) -> bytes:
    unpacker = brotli.Decompressor()
    # The limit is a hint, kept to the size of brotli's output block; hence one step at a time.
    parts = [unpacker.process(content, output_buffer_limit=65_536)]
    size = len(parts[0])
    while not unpacker.is_finished():
        if size > cap_bytes:
            raise DecodedTooLargeError
        part = unpacker.process(b"", output_buffer_limit=65_536)
        if not part and unpacker.can_accept_more_data():
            raise BadEncodingError("the compressed content ends early")
        parts.append(part)
        size += len(part)
    if size > cap_bytes:
        raise DecodedTooLargeError
    return b"".join(parts)


def _zstd(content: bytes, cap_bytes: int) -> bytes:
    # RFC 9659: a window of at most 8 MiB over HTTP.
    reader = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024).stream_reader(
        io.BytesIO(content), read_across_frames=True
    )
    unpacked: bytes = reader.read(cap_bytes + 1)
    if len(unpacked) > cap_bytes:
        raise DecodedTooLargeError
    # The reader takes a cut frame for the end. The first frame says its size as a rule; else the frames are walked
    # again, which the cap now bounds.
    if zstandard.get_frame_parameters(content).content_size != len(unpacked):
        while content:
            frame = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024).decompressobj()
            frame.decompress(content)
            if not frame.eof:
                raise BadEncodingError("the compressed content ends early")
            content = frame.unused_data
    return unpacked


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
