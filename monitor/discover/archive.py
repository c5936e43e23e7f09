"""What an archive holds, unpacked in memory under caps: an archive in place of an attachment is read, a bomb is not.

unpack(body) -> Unpacked(files: the members as Bodies, skipped: the others, and why)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.discover.members import ClosedArchiveError, Member, TooMuchError, is_packed, members_of
from monitor.types import Body

#: Files of one archive, bytes of all of them together, bytes unpacked for each byte packed (above the floor), archives
#: within archives.
MAX_FILES = 200
MAX_TOTAL_BYTES = 60 * 1024 * 1024
MAX_RATIO = 150
RATIO_FLOOR_BYTES = 1024 * 1024
MAX_DEPTH = 2
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
    """The files of a ZIP or RAR archive and of those in it. Never raises; other archives are skipped whole."""
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
    try:
        members = members_of(body.content, most_bytes=purse.bytes)
    except ClosedArchiveError as error:
        yield where, str(error)
        return
    for member in members:
        if any(part in member.name for part in _LITTER):
            continue
        content = _content(member, purse)
        if isinstance(content, str):
            yield member.name, content
            if not purse.files or not purse.bytes:
                return
            continue
        inner = replace(
            body,
            final_url=f"{body.final_url}{'/' if where else '#'}{member.name}",
            headers=(),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        if not is_packed(content, member.name):
            yield inner
        elif depth < MAX_DEPTH:
            yield from _walk(inner, purse, depth + 1)
        else:
            yield member.name, "an archive too deep within archives"


def _content(member: Member, purse: _Purse) -> bytes | str:
    """The member's bytes, or why it stays packed."""
    if member.trouble:
        return member.trouble
    if not purse.files:
        return f"more than {MAX_FILES} files"
    allowed = min(purse.bytes, max(RATIO_FLOOR_BYTES, member.packed_bytes * MAX_RATIO))
    try:
        content = member.read(allowed)
    except ClosedArchiveError as error:
        return str(error)
    except TooMuchError:
        if allowed == purse.bytes:
            purse.bytes = 0
            return f"more than {MAX_TOTAL_BYTES} bytes in all"
        return "unpacks to too much for its size"
    purse.files -= 1
    purse.bytes -= len(content)
    return content
