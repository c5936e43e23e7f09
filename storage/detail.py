"""A Change, and the headers of a Snapshot, as few bytes as they can be, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.types import Change, ChangeKind, Snapshot
from monitor.types.codec import load
from storage.packing import compress, compress_all, decompress, from_bytes, plain, to_bytes

#: Kept in columns of `changes`.
COLUMNS = ("kind", "significance", "initial")
#: No Change is larger, nor the headers of a response: guards the reading of a damaged row.
MAX_BYTES = 64 * 1024 * 1024

#: What the headers of responses have in common. Frames can be read only beside the very same bytes: never edit it.
HEADER_WORDS = (
    b'"set-cookie","JSESSIONID=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=31536000"],["x-powered-by","ASP.NET"],'
    b'["strict-transport-security","max-age=31536000; includeSubDomains; preload"],["content-security-policy",'
    b'"default-src \'self\'; frame-ancestors \'self\'"],["referrer-policy","strict-origin-when-cross-origin"],'
    b'["x-xss-protection","1; mode=block"],["x-frame-options","SAMEORIGIN"],["x-content-type-options","nosniff"],'
    b'["cf-cache-status","DYNAMIC"],["x-cache","MISS from HIT"],["via","1.1 varnish"],["age","0"],["pragma",'
    b'"no-cache"],'
    b'["expires","Thu, 01 Jan 1970 00:00:00 GMT"],["cache-control","public, private, no-cache, no-store, '
    b'must-revalidate, max-age=0"],["accept-ranges","bytes"],["vary","Accept-Encoding, User-Agent, Cookie"],'
    b'["transfer-encoding","chunked"],["connection","keep-alive"],["keep-alive","timeout=5"],'
    b'["content-encoding","gzip"],["content-language","zh-CN"],["etag","W/\\"-gzip\\""],'
    b'["last-modified","Mon, Tue, Wed, Thu, Fri, Sat, Sun, Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 2025 2026 '
    b'GMT"],["content-length","1"],["content-type","application/pdf"],["content-type","application/json"],'
    b'["server","nginx"],["server","Apache"],["server","openresty"],["date","Mon, 01 Jan 2026 00:00:00 GMT"],'
    b'{"status":404,{"status":403,{"status":200,"headers":[["content-type","text/html; charset=UTF-8"],'
    b'["content-type","text/html; charset=utf-8"],["content-type","text/html"],["server","nginx"],["date",'
)

#: The same for Changes: the names of their parts.
CHANGE_WORDS = (
    b'{"key":"equipment_named:","why":["equipment"],"summary":"Equipment named: ","equipment":{"term":"","surface":"",'
    b'"start":1,"end":1,"nmpa_class":"06","stance":"promote","unlisted":false},"edits":[],"also":[]}'
    b'{"key":"page_new:","why":["a new page"],"summary":"New page: ","edits":[],"also":[]}'
    b'{"key":"target_raised:","why":["a figure of a target changed"],"summary":"Target raised: ","before":{"kind":'
    b'"baseline","metric":"","value":"","value_high":"","unit":"percent","counted":"","comparator":"range","deadline":"",'
    b'"as_of":"","plan":"","quote":"","start":1,"end":1,"rule":"","repeat":false},"after":{"kind":"target","metric":"",'
    b'"value":"","unit":"CNY","counted":"","comparator":"ge","deadline":"2025","plan":"","quote":"","start":1,"end":1,'
    b'"rule":"","repeat":false},"edits":[],"also":[]}'
    b'{"key":"text_changed","why":["1 paragraph changed"],"summary":"Text changed: 1 paragraph changed","edits":[{'
    b'"kind":"added","before":"","after":"","words":[]},{"kind":"removed","before":"","after":"","words":[]},{"kind":"replaced",'
    b'"before":"","after":"","words":[["=",""],["-",""],["+",""],["=",""]],"before_at":1,"after_at":1,"section":"",'
    b'"weight":1.0}],"also":[]}'
)


def pack_changes(changes: Sequence[Change], readings: bytes) -> list[bytes]:
    """What is not in columns; beside the readings of the Versions before and after, whose words Changes repeat."""
    details = []
    for change in changes:
        data = plain(change)
        for name in COLUMNS:
            data.pop(name)
        details.append(to_bytes(data))
    return compress_all(details, CHANGE_WORDS + readings, checksum=True)


def unpack_change(detail: bytes, readings: bytes, *, kind: str, significance: float, initial: bool) -> Change:
    """The inverse of `pack_changes`.

    Raises:
        zstandard.ZstdError: damaged, or not the readings it was packed beside.
    """
    data = from_bytes(decompress(detail, MAX_BYTES, CHANGE_WORDS + readings))
    return load(Change, data | {"kind": kind, "significance": significance, "initial": initial})


def bare_change(*, kind: str, significance: float, initial: bool) -> Change:
    """What is known of a Change whose detail cannot be read."""
    words = kind.replace("_", " ").capitalize()
    return Change(
        kind=ChangeKind(kind),
        key=kind,
        significance=significance,
        why=("stored content is damaged: run `monitor verify`",),
        summary=f"{words}; its details cannot be read",
        initial=initial,
    )


def meta_bytes(snapshot: Snapshot, page_url: str) -> bytes:
    """Addresses, status and headers of a Snapshot; the Page's own address is not repeated."""
    data: dict[str, Any] = {"status": snapshot.status, "headers": plain(snapshot.headers)}
    if snapshot.url != page_url:
        data["url"] = snapshot.url
    if snapshot.final_url != snapshot.url:
        data["final_url"] = snapshot.final_url
    return to_bytes(data)


def pack_meta(meta: bytes, first: bytes) -> bytes:
    """`meta_bytes` as a row has them; beside those of the Page's first Snapshot, b"" for that one itself."""
    return compress(meta, HEADER_WORDS + first, checksum=True)


def unpack_meta(packed: bytes, first: bytes) -> bytes:
    """The inverse of `pack_meta`.

    Raises:
        zstandard.ZstdError: damaged, or not the first Snapshot it was packed beside.
    """
    return decompress(packed, MAX_BYTES, HEADER_WORDS + first)


def read_meta(meta: bytes, page_url: str) -> dict[str, Any]:
    """`url`, `final_url`, `status` and `headers` of a Snapshot."""
    data = from_bytes(meta)
    url = data.get("url", page_url)
    return {
        "url": url,
        "final_url": data.get("final_url", url),
        "status": data["status"],
        "headers": tuple((name, value) for name, value in data["headers"]),
    }
