"""`monitor sources boilerplate`: what was learned of a source's hosts, and a person's last word on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from monitor.cli.context import check_sources, opened
from monitor.cli.output import emit, moment, say, short, table
from monitor.cli.pages import JsonOption
from monitor.errors import UsageError
from monitor.extract.boilerplate import key_of, reason_of
from monitor.ports import Store
from monitor.types import LearnedHost, LearnedLine, LineState, Source, Why, host_of
from monitor.types.codec import dump

#: Characters of an id that are shown; as many must be typed at least.
ID_CHARS = 8
_ID = re.compile(r"[0-9a-f]{8,16}")


def boilerplate(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Id of a source.")],
    pin: Annotated[
        list[str] | None, typer.Option(metavar="TEXT|ID", help="Always strip this line; may be repeated.")
    ] = None,
    forget: Annotated[
        list[str] | None, typer.Option(metavar="TEXT|ID", help="Never strip this line; may be repeated.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show which lines were learned to be the site's and not the document's: why, since when; pin or forget them.

    A line is named by its whole text, or by the id that the list shows. What is pinned or forgotten holds for every
    source on the host, whatever is learned later.
    """
    with opened() as (app, store):
        sources = {one.id: one for one in app.sources_file().sources}
        check_sources([source], sources)
        hosts = _hosts(store, sources[source])
        now = app.clock.now()
        for words, state in ((pin or (), LineState.PINNED), (forget or (), LineState.FORGOTTEN)):
            for word in words:
                _settle(store, hosts, word, state, now)
        known = [store.learned_host(host) for host in hosts]
    if as_json:
        for one in known:
            emit(dump(one))
        return
    _tell(known)
    if pin or forget:
        say(f"Pages are read so from now on; `monitor reextract {source}` reads those again that are stored.")


def _hosts(store: Store, source: Source) -> list[str]:
    own = host_of(source.url)
    return [own, *(host for host in store.hosts_of(source.id) if host != own)]


def _settle(store: Store, hosts: Sequence[str], word: str, state: LineState, now: datetime) -> None:
    """Pin or forget one line: where its id is known, or by its text on every host.

    Raises:
        UsageError: no line has that id, or the text is empty.
    """
    lines = [(host, line) for host in hosts for line in store.learned_host(host).lines]
    named = [(host, line) for host, line in lines if _ID.fullmatch(word) and line.key.startswith(word)]
    if not named and _ID.fullmatch(word):
        raise UsageError(f"no learned line has the id {word!r}; `monitor sources boilerplate SOURCE` shows them")
    if not word.strip():
        raise UsageError("give the text of the line, or its id")
    if not named:
        key = key_of(word)
        known = {host: line for host, line in lines if line.key == key}
        fresh = LearnedLine(key=key, text=" ".join(word.split()), why=Why.PERSON, since=now)
        named = [(host, known.get(host, fresh)) for host in hosts]
    for host, line in named:
        store.settle_line(host, replace(line, state=state, since=now))


def _tell(known: Iterable[LearnedHost]) -> None:
    for host in known:
        compared = f"compared {moment(host.learned_at)}" if host.learned_at is not None else "not compared yet"
        say(f"{host.host}: {host.pages} pages seen, {compared}, revision {host.revision}")
        table(
            ("id", "state", "why", "since", "line"),
            (
                (line.key[:ID_CHARS], line.state.value, reason_of(line), moment(line.since), short(line.text, 80))
                for line in host.lines
            ),
            empty="nothing is learned: it takes five documents of the host at least that share a line",
        )
