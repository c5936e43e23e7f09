"""`monitor extract`: what is kept of one file or address, and why the rest is not; stores nothing."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from monitor.api import read_document
from monitor.cli.context import app as make_app
from monitor.cli.output import clean, console, emit, say, short
from monitor.cli.pages import JsonOption
from monitor.discover import unpack
from monitor.errors import ExtractError, UsageError
from monitor.extract import NOTHING_LEARNED, extract_bytes
from monitor.targets import describe
from monitor.targets.promises import read_promises
from monitor.text.sniff import ContentKind, sniff
from monitor.types import Body, Document, FetchFailure, NotModified


def extract(
    what: Annotated[str, typer.Argument(metavar="FILE|URL", help="A file, an address, or - for standard input.")],
    url: Annotated[str | None, typer.Option(help="The address a file was fetched from.")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="The address may be internal.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read one page, or each file of an archive: what is kept, what is stripped and why, statements, equipment."""
    content, content_type, address = _content(what, url, allow_private)
    mask = make_app().mask(address) if address else NOTHING_LEARNED
    kind = sniff(content, content_type=content_type, url=address)
    if kind is ContentKind.ARCHIVE:
        documents = _of_archive(what, content, address)
    else:
        documents = [extract_bytes(content, content_type=content_type, url=address, mask=mask, explain=True)]
    documents = [document for document in documents if document.blocks or document.removed]
    if not documents:
        found = "empty" if kind.is_readable or not content else f"of the kind {kind.value}, which is not supported"
        raise ExtractError(f"{what}: nothing to read: it is {found} (HTML, text, PDF, DOCX, XLSX, ZIP and RAR are)")
    for number, document in enumerate(documents):
        if as_json:
            emit(read_document(document))
            continue
        if len(documents) > 1:
            say(("\n" if number else "") + f"== {clean(document.url or what)}")
        _tell(document)


def _of_archive(what: str, content: bytes, address: str | None) -> list[Document]:
    """The Documents of the files in an archive; what is not unpacked or not read is told."""
    where = address or Path(what).name
    found = unpack(
        Body(
            url=where,
            final_url=where,
            status=200,
            headers=(),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            fetched_at=make_app().clock.now(),
            took_s=0.0,
        )
    )
    for name, reason in found.skipped:
        _warn(f"{clean(name) or what}: {reason}")
    documents = []
    for file in found.files:
        document = extract_bytes(file.content, url=file.final_url, explain=True)
        if document.blocks:
            documents.append(document)
        else:
            _warn(
                f"{clean(file.final_url.partition('#')[2])}: not read: neither HTML, text, PDF, DOCX nor XLSX, or empty"
            )
    return documents


def _warn(text: str) -> None:
    console(stderr=True).print(Text(text), soft_wrap=True)


def _content(what: str, url: str | None, allow_private: bool) -> tuple[bytes, str | None, str | None]:
    """Bytes, content type and address of what a person named."""
    if what == "-":
        return sys.stdin.buffer.read(), None, url
    if "://" not in what:
        try:
            return Path(what).read_bytes(), None, url
        except OSError as error:
            raise UsageError(f"cannot read {what}: {error.strerror}") from error
    fetched = asyncio.run(make_app().fetch(what, allow_private=allow_private))
    if isinstance(fetched, FetchFailure):
        raise ExtractError(fetched.message)
    if isinstance(fetched, NotModified):
        raise ExtractError(f"{what} answered 304 to a request without validators")
    return _answer(fetched, url)


def _answer(body: Body, url: str | None) -> tuple[bytes, str | None, str | None]:
    if body.status >= 400:
        say(f"(the server answered {body.status}; this is what its page says)")
    return body.content, body.header("content-type"), url or body.final_url


def _tell(document: Document) -> None:
    for name, value in (
        ("title", document.title),
        ("published", document.published),
        ("modified", document.modified),
        ("issuer", document.issuer),
        ("number", document.number),
        ("language", document.language),
    ):
        if value:
            say(f"{name:<10} {clean(value)}")
    say()
    for block in document.blocks:
        say(clean(block.text))
    found = read_promises(document)
    if found.statements:
        say()
        say("Statements")
        for one in found.statements:
            say(f"  {one.kind.value:<8} {clean(describe(one))}    “{short(one.quote, 80)}”  [{one.rule}]")
    if found.equipment:
        say()
        say("Equipment")
        for mention in found.equipment:
            say(f"  {mention.nmpa_class or '--'} {clean(mention.term)}  ({mention.stance})  [{mention.rule}]")
    if document.removed:
        say()
        say("Stripped")
        for removed in document.removed:
            say(f"  {short(removed.text, 90)}  [{clean(removed.reason)}]")
