"""Regular expressions, CSS selectors and addresses that a user wrote: can they be used, and are they safe?"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

#: Characters; the longest link pattern of the CMS families is about 120.
MAX_PATTERN_CHARS = 500

_EMPTY_PAGE = LexborHTMLParser("<p></p>")
_MAILBOX = re.compile(r"[^@\s<>\"(),:;\\\[\]]+@[^@\s<>\"(),:;\\\[\]]*[^@\s<>\"(),:;\\\[\].]\Z")


def parse_pattern(text: str) -> str:
    """The regular expression, when it compiles and does not look as if it could run for ever.

    Raises:
        ValueError: too long, not a regular expression, or a repeated group that is made of repeated parts only, such
            as `(a+)+`, whose time doubles with each character. Overlapping alternatives are not recognised.
    """
    if len(text) > MAX_PATTERN_CHARS:
        raise ValueError(f"a regular expression of {len(text)} characters; at most {MAX_PATTERN_CHARS} are taken")
    try:
        with warnings.catch_warnings():
            # "Possible nested set": a later Python would read the pattern in another way.
            warnings.simplefilter("error")
            re.compile(text)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        raise ValueError(f'not a regular expression: {error} in "{text}"') from error
    if _repeats_repeats(text):
        raise ValueError(f'"{text}" repeats a group of repeats, which can take for ever; give the group a fixed part')
    return text


@dataclass(slots=True)
class _Group:
    """A group while it is read: facts about the alternative being read, and about those before."""

    #: The alternative has a part that must stand exactly once.
    fixed: bool = False
    #: The alternative has a part that may be repeated without bound.
    loops: bool = False
    #: An earlier alternative loops and has nothing fixed.
    risky: bool = False
    #: What the last part was, for the quantifier that may follow: None, or whether it is a risky group.
    last: bool | None = None

    def end_part(self) -> None:
        """No quantifier followed: the last part stands exactly once."""
        if self.last is True:
            self.loops = True
        elif self.last is False:
            self.fixed = True
        self.last = None

    def end_alternative(self) -> None:
        self.end_part()
        self.risky = self.risky or (self.loops and not self.fixed)
        self.fixed = self.loops = False


_QUANTIFIER = re.compile(r"([*+?]|\{([0-9]*)(,?)([0-9]*)\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|#|<[=!]|[:=!>]|[aiLmsux-]*:?|\(\w+\)))?")


def _repeats_much(quantifier: re.Match[str]) -> bool:
    """Whether a quantifier takes ten or more: enough for a repeat inside it to take for ever."""
    symbol, least, comma, most = quantifier.groups()
    if symbol in ("*", "+", "?"):
        return symbol != "?"
    return bool(comma and not most) or int(most or least or 0) >= 10


def _repeats_repeats(pattern: str) -> bool:
    """Whether an unbounded repeat holds a group with an alternative made of repeats only."""
    stack = [_Group()]
    at = 0
    while at < len(pattern):
        top = stack[-1]
        if top.last is not None and (quantifier := _QUANTIFIER.match(pattern, at)):
            if (many := _repeats_much(quantifier)) and top.last:
                return True
            top.loops = top.loops or many
            top.last = None
            at = quantifier.end()
            continue
        top.end_part()
        character = pattern[at]
        length = 1
        if character == "\\":
            top.last, length = False, 2
        elif character == "[" and (found := _CLASS.match(pattern, at)):
            top.last, length = False, len(found[0])
        elif character == "(" and (found := _OPENING.match(pattern, at)):
            stack.append(_Group())
            length = len(found[0])
        elif character == ")" and len(stack) > 1:
            top.end_alternative()
            stack.pop()
            stack[-1].last = top.risky
        elif character == "|":
            top.end_alternative()
        elif character not in "^$":
            top.last = False
        at += length
    return False


def parse_selector(text: str) -> str:
    """The CSS selector, when the HTML parser in use takes it.

    Raises:
        ValueError: it does not.
    """
    try:
        _EMPTY_PAGE.css(text)
    except (SelectolaxError, ValueError) as error:
        raise ValueError(f'not a CSS selector: "{text}"') from error
    return text


def parse_url(text: str) -> str:
    """The address, when it is absolute, http or https, and names a host.

    Raises:
        ValueError: it is not, or it holds blanks or a password.
    """
    if not text.isprintable() or " " in text or "\\" in text:
        raise ValueError(f'"{text}" is not an address: no blanks and no "\\" in it; write a blank as %20')
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port  # raises when it is no number
    except ValueError as error:
        raise ValueError(f'"{text}" is not an address: {error}') from error
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f'"{text}" is not an address; write it whole, as in https://www.example.org/news/')
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address in this file holds no user name or password")
    return text


def parse_mailbox(text: str) -> str:
    """A bare email address.

    Raises:
        ValueError: it is not one.
    """
    if not _MAILBOX.match(text) or not text.isprintable():
        raise ValueError(f'"{text}" is not an email address')
    return text
