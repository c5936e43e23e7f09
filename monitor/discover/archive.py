"""What a ZIP archive holds, unpacked in memory under caps: an archive in place of an attachment is read, a bomb is not.

unpack(body) -> Unpacked(files: the members as Bodies, skipped: the others, and why)
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.types import Body

#: Files of one archive, bytes of all of them together, bytes unpacked for each byte packed (above the floor), archives
#: within archives.
MAX_FILES = 200
MAX_TOTAL_BYTES = 60 * 1024 * 1024
MAX_RATIO = 150
RATIO_FLOOR_BYTES = 1024 * 1024
MAX_DEPTH = 2
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: What operating systems put in by themselves.
_LITTER = ("__MACOSX/", "Thumbs.db", ".DS_Store", "desktop.ini")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """The contents of an archive."""

    #: One Body for each file: its address is the archive's, "#" and the name within.
    files: tuple[Body, ...] = ()
    #: Name and reason of what was left packed; the name is "" for the archive as a whole.
    skipped: tuple[tuple[str, str], ...] = ()


class _Purse:
    """What may still be unpacked, over all depths."""

    def __init__(self) -> None:
        self.files = MAX_FILES
        self.bytes = MAX_TOTAL_BYTES


def unpack(body: Body) -> Unpacked:
    """The files of a ZIP archive and of ZIP archives in it. Pure; never raises; other archives are skipped whole."""
    files: list[Body] = []
    skipped: list[tuple[str, str]] = []
    for entry in _walk(body, _Purse(), 1):
        if isinstance(entry, Body):
            files.append(entry)
        else:
            skipped.append(entry)
    return Unpacked(files=tuple(files), skipped=tuple(skipped))


def _walk(body: Body, purse: _Purse, depth: int) -> Iterator[Body | tuple[str, str]]:
    where = body.final_url.partition("#")[2]
    if not body.content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield where, "an archive of a kind that is not unpacked here (RAR, 7z …)"
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(body.content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, OverflowError):
        yield where, "a damaged archive"
        return
    for member in members:
        name = _name(member)
        if member.filename.endswith("/") or any(part in name for part in _LITTER):
            continue
        content = _content(archive, member, purse)
        if isinstance(content, str):
            yield name, content
            if not purse.files or not purse.bytes:
                return
            continue
        address = f"{body.final_url}{'/' if where else '#'}{name}"
        inner = replace(
            body,
            final_url=address,
            headers=(),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        if content.startswith(b"PK\x03\x04") and name.lower().endswith(".zip"):
            if depth < MAX_DEPTH:
                yield from _walk(inner, purse, depth + 1)
            else:
                yield name, "an archive too deep within archives"
        else:
            yield inner


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, purse: _Purse) -> bytes | str:
    """The member's bytes, or why it stays packed. The sizes that the archive claims are not believed."""
    if member.flag_bits & 1:
        return "locked by a password"
    if not purse.files:
        return f"more than {MAX_FILES} files"
    allowed = min(purse.bytes, max(RATIO_FLOOR_BYTES, member.compress_size * MAX_RATIO))
    try:
        with archive.open(member) as packed:
            content = packed.read(allowed + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        return "damaged, or packed in a way that is not known here"
    if len(content) > allowed:
        if allowed == purse.bytes:
            purse.bytes = 0
            return f"more than {MAX_TOTAL_BYTES} bytes in all"
        return "unpacks to too much for its size"
    purse.files -= 1
    purse.bytes -= len(content)
    return content


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag, Chinese packers write GBK where the standard says code page 437."""
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Short GBK names are valid UTF-8 now and then, but then they come out as anything but Chinese.
        if _HAN.search(name):
            return name
    return member.filename
