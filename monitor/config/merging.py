"""One Source from its layers: what `defaults`, its group and its own entry give.

defaults < group < entry ──> given keys ──> Source
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.config import schema
from monitor.config.secret import filled
from monitor.types import ExtractRules, LinkRule, Schedule, Source, SourceKind

#: Seconds between checks when neither `every` nor `cron` is given.
DEFAULT_EVERY_S = 6 * 3600
#: Shortest time between checks of one address, in seconds; a source on one's own network may go down to a second.
MIN_EVERY_S = 60
#: Longest time for one request, in seconds: a slower answer would hold up its host's other pages.
MAX_TIMEOUT_S = 600
#: Longest rest of a host between two requests, in seconds: with an hour, a listing of twenty takes a day.
MAX_DELAY_S = 3600
#: Most pages of a listing that each check may look through: the rest of an archive is what a backfill is for.
MAX_DEPTH = 50

#: Keys that are fields of a Source as they are.
_PLAIN = (
    "id", "name", "url", "kind", "depth", "group", "jurisdiction", "language", "family", "allow_private", "insecure",
    "render", "enabled",
)  # fmt: skip
_HEADER_VALUE = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?\Z")

#: Key and message.
Doubt = tuple[str, str]


def given_by(entry: schema.Defaults, folder: Path) -> dict[str, Any]:
    """The keys that an entry really gives. `folder` is where its file is: a relative `ca_file` counts from there."""
    given = {key: getattr(entry, key) for key in entry.model_fields_set if getattr(entry, key) is not None}
    if "ca_file" in given:
        given["ca_file"] = folder / given["ca_file"]
    return given


def layered(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """`inner` over `outer`; a schedule replaces the other kind of schedule too."""
    kept = dict(outer)
    if "every" in inner or "cron" in inner:
        kept.pop("every", None)
        kept.pop("cron", None)
    return {**kept, **inner}


def source_of(
    given: Mapping[str, Any], own: Mapping[str, Any], environ: Mapping[str, str]
) -> tuple[Source, list[Doubt]]:
    """The Source of merged keys, and what is wrong with it although each key is right by itself.

    What is not given takes the default of `monitor.types.source`. `own` are the keys of the entry alone; `environ`
    holds the secrets that headers and proxy name.
    """
    doubts: list[Doubt] = []
    facts = _facts(given)
    headers = []
    for name, text in given.get("headers", {}).items():
        value, trouble = _filled(text, environ, _header_trouble)
        headers.append((name.lower(), value))
        doubts += [(f"headers.{name}", trouble)] if trouble else []
    if headers:
        facts["headers"] = tuple(headers)
    if "proxy" in given:
        facts["proxy"], trouble = _filled(given["proxy"], environ, _proxy_trouble)
        doubts += [("proxy", trouble)] if trouble else []
    if "ca_file" in given:
        facts["ca_file"] = str(given["ca_file"].absolute())
        doubts += [] if given["ca_file"].is_file() else [("ca_file", f"there is no file {given['ca_file']}")]
    source = Source(**facts)
    return source, doubts + _doubts(source, own)


def _filled(text: str, environ: Mapping[str, str], trouble_of: Callable[[str], str]) -> tuple[str, str]:
    """The text with its secrets, and what is wrong with it; secrets are not repeated there."""
    try:
        value = filled(text, environ)
    except ValueError as error:
        return "", str(error)
    return value, trouble_of(value)


def _header_trouble(value: str) -> str:
    return "" if _HEADER_VALUE.match(value) else "must be printable ASCII, without a blank at the ends"


def _proxy_trouble(value: str) -> str:
    try:
        parts = urlsplit(value)
        fits = parts.scheme == "http" and bool(parts.hostname) and parts.port is not None
    except ValueError:
        fits = False
    return "" if fits and parts.path in ("", "/") else "must be http://HOST:PORT"


def _facts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a Source, but for those that hold secrets."""
    schedule: dict[str, Any] = {"every_s": None if "cron" in given else given.get("every", DEFAULT_EVERY_S)}
    for key, name in (("cron", "cron"), ("timezone", "timezone"), ("jitter", "jitter_s")):
        if key in given:
            schedule[name] = given[key]
    rules: dict[str, Any] = {key: tuple(given[key]) for key in ("keep", "drop", "ignore") if key in given}
    if "replies" in given:
        rules["replies"] = given["replies"]
    facts: dict[str, Any] = {"schedule": Schedule(**schedule), "rules": ExtractRules(**rules)}
    if "links" in given:
        facts["links"] = LinkRule(**given["links"].model_dump())
    for key in ("keywords", "exclude", "must_contain"):
        if key in given:
            facts[key] = tuple(given[key])
    seconds = {"recheck": "recheck_s", "retire": "retire_s", "timeout": "timeout_s", "delay": "min_delay_s"}
    for key, name in seconds.items():
        if key in given:
            facts[name] = given[key]
    facts.update((key, given[key]) for key in _PLAIN if key in given)
    return facts


def _doubts(source: Source, own: Mapping[str, Any]) -> list[Doubt]:
    """Values that go against each other or against good manners."""
    doubts = []
    every_s = source.schedule.every_s
    shortest_s = 1 if source.allow_private else MIN_EVERY_S
    for key, value_s in (("every", every_s), ("recheck", source.recheck_s)):
        if value_s is not None and value_s < shortest_s:
            doubts.append((key, f"must be at least {shortest_s}s"))
    if 0 < source.retire_s < source.recheck_s:
        doubts.append(("retire", "must not be shorter than recheck; 0s stands for never"))
    if every_s is not None and source.schedule.jitter_s >= every_s > 0:
        doubts.append(("jitter", "must be shorter than the time between checks"))
    if not (0 if source.allow_private else 1) <= source.min_delay_s <= MAX_DELAY_S:
        doubts.append(("delay", f"must be from {'0s' if source.allow_private else '1s'} to {MAX_DELAY_S}s"))
    if not 1 <= source.timeout_s <= MAX_TIMEOUT_S:
        doubts.append(("timeout", f"must be from 1s to {MAX_TIMEOUT_S}s"))
    if not 1 <= source.depth <= MAX_DEPTH:
        doubts.append(("depth", f"must be from 1 to {MAX_DEPTH}"))
    if own.get("depth", 1) != 1 and source.kind not in (SourceKind.LISTING, SourceKind.JSON):
        doubts.append(("depth", f"goes with kind listing or json; a {source.kind.value} has one page"))
    if "links" in own and source.kind not in (SourceKind.LISTING, SourceKind.JSON):
        doubts.append(("links", f"goes with kind listing or json; a {source.kind.value} needs none"))
    elif "links" in own and source.kind is SourceKind.LISTING:
        foreign = sorted(own["links"].model_fields_set - {"selector", "pattern"})
        doubts.extend((f"links.{key}", "goes with kind json") for key in foreign)
    return doubts
