"""The shape of sources.yaml: every key, its type, and what is checked in its value.

    File ── include, defaults: Defaults, groups: {name: Defaults}, sources: [SourceEntry ── links: LinksEntry],
            channels: {name: ChannelEntry}, alerts: [AlertEntry ── when: WhenEntry]

`docs/sources.md` describes the same keys; a test holds the two against each other. What needs more than one value to
be judged (names that must be known, keys that exclude each other) is in `monitor.config.sources`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from monitor.config.patterns import parse_mailbox, parse_pattern, parse_selector, parse_url
from monitor.config.periods import parse_cron, parse_duration, parse_keep, parse_timezone
from monitor.config.problem import suggestion
from monitor.config.secret import parse_template, parse_variable
from monitor.types import ChangeKind, Render, Replies, SourceKind

E = TypeVar("E", bound=StrEnum)

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
_JURISDICTION = re.compile(r"[A-Z]{2,3}(-[A-Z0-9]{1,3}){0,2}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
#: Headers that decide how an answer is framed, compressed or compared with the last one.
_OWN_HEADERS = (
    "accept-encoding", "connection", "content-length", "host", "if-modified-since", "if-none-match", "range",
    "transfer-encoding",
)  # fmt: skip
_EQUIPMENT_CLASS = re.compile(r"(0[1-9]|1[0-9]|2[0-2])\Z")


def _matching(pattern: re.Pattern[str], message: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not pattern.match(text):
            raise ValueError(f'"{text}" {message}')
        return text

    return check


def _choice(kind: type[E]) -> Callable[[Any], E]:
    """A member of the enumeration by its value; the error names the nearest."""

    def parse(value: Any) -> E:
        values = [member.value for member in kind]
        if value not in values:
            raise ValueError(f"{_show(value)} is not one of {', '.join(values)}{suggestion(str(value), values)}")
        return kind(value)

    return parse


def _word(values: Iterable[str]) -> Callable[[str], str]:
    known = tuple(values)

    def check(text: str) -> str:
        if text not in known:
            raise ValueError(f'"{text}" is not one of {", ".join(known)}{suggestion(text, known)}')
        return text

    return check


def _show(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _text(value: Any) -> Any:
    """Numbers and truth values are refused where text is wanted, with the cure."""
    if value is None:
        raise ValueError("has no value; leave the key out or give it one")
    if isinstance(value, (int, float, bool)):
        raise ValueError(f'must be text; put it in quotes: "{value}"')
    return value


def _length_of_time(value: Any) -> int:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise ValueError(f'"{value}" needs a unit; write {value}s, {value}m, {value}h or {value}d')
    return parse_duration(str(value))


def _one_line(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    if not text.isprintable() and any(unicodedata.category(character) == "Cc" for character in text):
        raise ValueError("must be one line, without control characters")
    return text


def _change_kind(text: str) -> str:
    kinds = [kind.value for kind in ChangeKind]
    if text.endswith("*"):
        if not any(kind.startswith(text[:-1]) for kind in kinds):
            raise ValueError(
                f'"{text}" matches no kind of change{suggestion(text, ("page_*", "target_*", "equipment_*"))}'
            )
    elif text not in kinds:
        raise ValueError(f'"{text}" is no kind of change{suggestion(text, kinds)}')
    return text


def _equipment_class(value: Any) -> Any:
    """Classes are written 01 to 22, with or without quotes."""
    return f"{value:02}" if isinstance(value, int) and not isinstance(value, bool) else value


def _header_name(text: str) -> str:
    if not _HEADER_NAME.match(text):
        raise ValueError(f'"{text}" is not the name of a request header')
    if text.lower() in _OWN_HEADERS:
        raise ValueError(f'"{text}" is written by the program itself')
    return text


def _policy(text: str) -> str:
    parse_keep(text)
    return text


def _family(text: str) -> str:
    from monitor.discover.families import families  # a file of its own, and most sources are recognised

    known = [family.name for family in families()]
    return _word(known)(text)


Text = Annotated[str, BeforeValidator(_text), AfterValidator(_one_line)]
Id = Annotated[Text, AfterValidator(_matching(_ID, "is not an id: small letters, digits and hyphens, at most 64"))]
Url = Annotated[Text, AfterValidator(parse_url)]
Pattern = Annotated[Text, AfterValidator(parse_pattern)]
Selector = Annotated[Text, AfterValidator(parse_selector)]
Duration = Annotated[int, BeforeValidator(_length_of_time)]
Jurisdiction = Annotated[Text, AfterValidator(_matching(_JURISDICTION, 'is not a code such as "CN", "CN-SH" or "US"'))]
LanguageTag = Annotated[Text, AfterValidator(_matching(_LANGUAGE, 'is not a language tag such as "zh-Hans" or "en"'))]
Mailbox = Annotated[Text, AfterValidator(parse_mailbox)]
EquipmentClass = Annotated[
    Text,
    AfterValidator(_matching(_EQUIPMENT_CLASS, "is no class of the NMPA catalogue: 01 to 22")),
    BeforeValidator(_equipment_class),
]
Variable = Annotated[Text, AfterValidator(parse_variable)]
Template = Annotated[Text, AfterValidator(parse_template)]
HeaderName = Annotated[Text, AfterValidator(_header_name)]


class Entry(BaseModel):
    """Base of all: unknown keys are errors, nothing is converted by guess."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LinksEntry(Entry):
    """Which links of an index lead to documents."""

    selector: Selector | None = None
    pattern: Pattern | None = None
    items: Text | None = None
    url_field: Text = "url"
    title_field: Text = "title"
    date_field: Text | None = None


class Defaults(Entry):
    """The keys that a source may take from its group or from `defaults`. None: not given."""

    kind: Annotated[SourceKind, BeforeValidator(_choice(SourceKind))] | None = None
    every: Duration | None = None
    cron: Annotated[Text, AfterValidator(parse_cron)] | None = None
    timezone: Annotated[Text, AfterValidator(parse_timezone)] | None = None
    jitter: Duration | None = None
    recheck: Duration | None = None
    retire: Duration | None = None
    depth: int | None = None
    group: Id | None = None
    jurisdiction: Jurisdiction | None = None
    language: LanguageTag | None = None
    keywords: list[Text] | None = None
    exclude: list[Text] | None = None
    links: LinksEntry | None = None
    family: Annotated[Text, AfterValidator(_family)] | None = None
    keep: list[Selector] | None = None
    drop: list[Selector] | None = None
    ignore: list[Pattern] | None = None
    replies: Annotated[Replies, BeforeValidator(_choice(Replies))] | None = None
    must_contain: list[Text] | None = None
    allow_private: bool | None = None
    timeout: Duration | None = None
    delay: Duration | None = None
    headers: dict[HeaderName, Template] | None = None
    proxy: Template | None = None
    ca_file: Text | None = None
    insecure: bool | None = None
    render: Annotated[Render, BeforeValidator(_choice(Render))] | None = None
    enabled: bool | None = None


class SourceEntry(Defaults):
    """One source as it is written."""

    id: Id
    name: Text
    url: Url


class ChannelEntry(Entry):
    """One channel; exactly one of `email`, `webhook` and `chat_env` is given."""

    email: Annotated[list[Mailbox], Field(min_length=1)] | None = None
    webhook: Url | None = None
    secret_env: Variable | None = None
    secret_file: Text | None = None
    allow_private: bool = False
    ca_file: Text | None = None
    chat_env: Variable | None = None
    template: Text | None = None


class WhenEntry(Entry):
    """Which changes a rule takes; a key that is not given takes all."""

    kinds: list[Annotated[Text, AfterValidator(_change_kind)]] = []
    sources: list[Text] = []
    groups: list[Text] = []
    jurisdictions: list[Jurisdiction] = []
    languages: list[LanguageTag] = []
    keywords: list[Text] = []
    equipment_classes: list[EquipmentClass] = []
    units: list[Text] = []
    min_significance: Annotated[float, Field(ge=0, le=1, strict=False)] = 0.3


class AlertEntry(Entry):
    """One rule; `send` and `quiet` are read together by `monitor.config.sources`."""

    name: Text
    when: WhenEntry = WhenEntry()
    to: Annotated[list[Text], Field(min_length=1)]
    send: Text = "now"
    quiet: Text | None = None
    language: Annotated[Text, AfterValidator(_word(("en", "zh")))] = "en"


class File(Entry):
    """The top of one file. Its parts are checked one by one, so that one mistake does not hide another."""

    include: list[Text] = []
    defaults: dict[str, Any] = {}
    groups: dict[Id, Any] = {}
    sources: list[Any] = []
    channels: dict[Id, Any] = {}
    alerts: list[Any] = []
    keep: Annotated[Text, AfterValidator(_policy)] | None = None
