"""An archive in place of a document: the files in it that can be read, as one Document.

a.zip ── 通知.docx, 附表.xlsx, 图.jpg  ->  heading 通知.docx, its Blocks, heading 附表.xlsx, its Blocks
                                         removed: 图.jpg, and why
"""

from __future__ import annotations

import io
import zipfile
from urllib.parse import unquote, urlsplit

from monitor.discover import unpack
from monitor.extract import extract
from monitor.judge import judge
from monitor.text.sniff import ContentKind, sniff
from monitor.types import Block, BlockKind, Body, Document, ExtractRules, Removed, VerdictKind

#: Files of one archive that are read; the others are named as left out. An archive of a notice holds a handful.
MAX_READ = 40
_PACKAGES = (ContentKind.DOCX, ContentKind.XLSX, ContentKind.OFFICE_OTHER, ContentKind.OFD)
#: What the directory of an office file has: ECMA-376 part 2, OpenDocument 1.2 part 3, GB/T 33190.
_PACKAGE_NAMES = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml"))


def is_archive(body: Body) -> bool:
    """Whether the answer is files in a package rather than a file.

    An office file packed without compression shows its own names in the archive's bytes: the directory has to tell.
    """
    kind = sniff(body.content, content_type=body.header("content-type"), url=body.final_url)
    if kind not in _PACKAGES:
        return kind is ContentKind.ARCHIVE
    try:
        names = zipfile.ZipFile(io.BytesIO(body.content)).namelist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, OverflowError):
        return False
    return bool(names) and not any(name in _PACKAGE_NAMES for name in names)


def document_of_archive(body: Body, rules: ExtractRules) -> Document:
    """What the readable files of an archive say, each under its name; without Blocks when there is none.

    Title, dates and the other facts are those of the only file that is read; of several, the name of the archive is
    the title, and the first file that has a fact gives it. Never raises on any bytes.
    """
    unpacked = unpack(body)
    left_out = [Removed(text=name or _name(body), reason=f"archive: {reason}") for name, reason in unpacked.skipped]
    read: list[tuple[str, Document]] = []
    for file in unpacked.files:
        name = file.final_url.partition("#")[2]
        if len(read) == MAX_READ:
            left_out.append(Removed(text=name, reason=f"archive: more than {MAX_READ} files to read"))
            continue
        verdict = judge(file)
        document = extract(file, rules=rules) if verdict.kind is VerdictKind.USABLE else Document(url=None, title="")
        if document.blocks:
            read.append((name, document))
        else:
            left_out.append(Removed(text=name, reason=f"archive: {verdict.reason or 'no text of a document'}"))
    blocks: list[Block] = []
    for name, document in read:
        blocks += [Block(text=" ".join(name.split()), kind=BlockKind.HEADING, level=1), *document.blocks]
    documents = [document for _, document in read]
    return Document(
        url=body.final_url,
        title=documents[0].title if len(documents) == 1 and documents[0].title else _name(body),
        published=next((one.published for one in documents if one.published), None),
        modified=next((one.modified for one in documents if one.modified), None),
        issuer=next((one.issuer for one in documents if one.issuer), None),
        number=next((one.number for one in documents if one.number), None),
        language=next((one.language for one in documents if one.language), None),
        blocks=tuple(blocks),
        removed=tuple(left_out),
    )


def _name(body: Body) -> str:
    return unquote(urlsplit(body.url).path).rpartition("/")[2] or body.url
