"""What an archive says of the files in it, whatever packed it; each is unpacked when it is asked for.

    zip_members(content) ──┐
    rar_members(content) ──┴──> Members

ZIP is read by the standard library. RAR is read by `rars`, the extra `archives`: in memory, in Rust, under caps of its
own (docs/decisions/0011).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

#: What a RAR archive may take while it is unpacked: dictionary and all other memory, in bytes; headers.
RAR_DICTIONARY_BYTES = 64 * 1024 * 1024
RAR_WORKSPACE_BYTES = 160 * 1024 * 1024
RAR_HEADERS = 5_000
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_RAR = b"Rar!\x1a\x07"
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError, RuntimeError)


class ClosedArchiveError(Exception):
    """An archive, or a file in it, cannot be opened; the message says why."""


class TooMuchError(Exception):
    """A file unpacks to more than was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive."""

    name: str
    packed_bytes: int
    #: Why it cannot be unpacked, "" when it may be tried.
    trouble: str
    #: Its bytes, when they are no more than so many; raises TooMuchError and ClosedArchiveError.
    read: Callable[[int], bytes]


def members_of(content: bytes, *, most_bytes: int) -> Iterator[Member]:
    """The files of an archive, folders left out. All of them together are never unpacked to more than `most_bytes`.

    Raises:
        ClosedArchiveError: it is damaged, or of a kind that is not unpacked here.
    """
    if content.startswith(_ZIP):
        return _zip_members(content)
    if content.startswith(_RAR):
        return _rar_members(content, most_bytes)
    raise ClosedArchiveError("an archive of a kind that is not unpacked here (7z, tar …)")


def is_packed(content: bytes, name: str) -> bool:
    """Whether a file in an archive is an archive to go into; an office file is none by its name."""
    return name.lower().endswith((".zip", ".rar")) and content.startswith((*_ZIP, _RAR))


def _zip_members(content: bytes) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        found = archive.infolist()
    except (*_ZIP_ERRORS, OverflowError) as error:
        raise ClosedArchiveError("a damaged archive") from error
    return (
        Member(
            name=_zip_name(one),
            packed_bytes=one.compress_size,
            trouble="locked by a password" if one.flag_bits & 1 else "",
            read=partial(_unzip, archive, one),
        )
        for one in found
        if not one.filename.endswith("/")
    )


def _unzip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> bytes:
    """The sizes that the archive claims are not believed."""
    try:
        with archive.open(member) as packed:
            content = packed.read(most_bytes + 1)
    except _ZIP_ERRORS as error:
        raise ClosedArchiveError("damaged, or packed in a way that is not known here") from error
    if len(content) > most_bytes:
        raise TooMuchError
    return content


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag, Chinese packers write GBK where the standard says code page 437."""
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    return _chinese(raw) or member.filename


def _chinese(raw: bytes) -> str:
    """A name in whichever encoding it comes out in Chinese, "" for none."""
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Short GBK names are valid UTF-8 now and then, but then they come out as anything but Chinese.
        if _HAN.search(name):
            return name
    return ""


def _rar_members(content: bytes, most_bytes: int) -> Iterator[Member]:
    try:
        import rars
    except ImportError as error:
        raise ClosedArchiveError("a RAR archive; the extra `archives` unpacks it") from error
    try:
        archive = rars.RarFile.from_bytes(content, options=_rar_caps(most_bytes))
        found = [one for one in archive.infolist() if not one.is_dir()]
    except (rars.Error, MemoryError, ValueError, OSError) as error:
        locked = isinstance(error, (rars.PasswordRequired, rars.BadPassword))
        raise ClosedArchiveError("locked by a password" if locked else "a damaged archive") from error
    read = _rar_reader(archive, found, most_bytes)
    return (
        Member(
            name=_rar_name(one),
            packed_bytes=one.compress_size,
            trouble=_rar_trouble(one),
            read=partial(read, at),
        )
        for at, one in enumerate(found)
    )


def _rar_name(member: Any) -> str:
    """The member's name; old packers without Unicode write GBK and do not say so."""
    name: str = member.filename
    if not name.isascii() and not _HAN.search(name):
        name = _chinese(member.orig_filename_bytes) or name
    return name.replace("\\", "/")


def _rar_trouble(member: Any) -> str:
    if member.is_encrypted:
        return "locked by a password"
    return "only a part of it is here: the archive has several volumes" if _is_part(member) else ""


def _is_part(member: Any) -> bool:
    return bool(member.is_split_before or member.is_split_after)


def _rar_reader(archive: Any, found: list[Any], most_bytes: int) -> Callable[[int, int], bytes]:
    """Reads a member by its place. In a solid archive each begins where the last one ended: all are read in one go."""
    import rars

    @cache
    def solid() -> list[bytes]:
        wanted = [one for one in found if not _rar_trouble(one)]
        contents = archive.read_many(wanted, options=_rar_caps(most_bytes))
        return [contents.pop(0) if not _rar_trouble(one) else b"" for one in found]

    def read(at: int, most: int) -> bytes:
        member = found[at]
        if member.file_size > most:  # what it really unpacks to is capped as well
            raise TooMuchError
        try:
            if any(one.is_solid for one in found):
                return solid()[at]
            content: bytes = archive.read(member, options=_rar_caps(most))
            return content
        except MemoryError as error:
            raise TooMuchError from error
        except (rars.Error, ValueError, KeyError, OSError) as error:
            raise ClosedArchiveError("damaged, or packed in a way that is not known here") from error

    return read


def _rar_caps(most_bytes: int) -> Any:
    import rars

    return rars.ReadOptions(
        max_member_output_bytes=most_bytes,
        max_total_output_bytes=most_bytes,
        rar50_dictionary_size_limit=RAR_DICTIONARY_BYTES,
        max_reader_workspace_bytes=RAR_WORKSPACE_BYTES,
        max_header_count=RAR_HEADERS,
    )
