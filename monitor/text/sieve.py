r"""Regular expressions that are tried only where one of their first characters stands.

    (?<!即)(?<!接)将|拟(?!合)|目标                is tried at 将, 拟 and 目, and nowhere else
    \b(?:by|before) (?:the )?20\d\d, any case      at b and B

Same matches, same groups: whatever matches begins with one of these characters. `re` skips to them by itself for
patterns that begin with a literal or a class, but not behind a boundary, a lookbehind, an optional part or a group, nor
where case does not count; there every character of a text costs a start of the whole expression, 20 to 40 ns of it.
Here they are found out, and put where `re` puts those that it finds itself: at the head of the compiled expression.

`re` has no public door for that. On a Python whose compiler is another one the expression is compiled as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: A longer range of characters is no sieve, unless it is of a script without case.
_MOST = 300
_NO_CASE = (0x2E80, 0xD7FF)
_CATEGORIES = (codes.CATEGORY_DIGIT, codes.CATEGORY_SPACE)
#: What else is a small letter where case does not count: dotless and dotted i, long s, the sign for kelvin.
_MORE_CASES = {"i": (0x130, 0x131), "s": (0x17F,), "k": (0x212A,)}

#: A class of characters, as the compiler has it: a list of (literal | range | category, which).
_Class = list[tuple[Any, Any]]


@lru_cache(maxsize=512)
def sieved(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, with a look for its first characters before it where those are known to be few."""
    try:
        return _sieved(pattern, flags)
    except (AttributeError, TypeError, ValueError, RuntimeError):
        return re.compile(pattern, flags)


def _sieved(pattern: str, flags: int) -> re.Pattern[str]:
    parsed = parser.parse(pattern, flags)
    flags |= parsed.state.flags
    code = compiler._code(parsed, flags)
    info, skip, known, least, most = code[:5]
    chars, may_be_empty = _first(parsed, flags)
    if chars is not None and not may_be_empty and info == codes.INFO and not known and least:
        head = [info, 0, codes.SRE_INFO_CHARSET, least, most]
        compiler._compile_charset(compiler._optimize_charset(chars)[0], flags, head)
        head[1] = len(head) - 1
        code = head + code[1 + skip :]
    names = parsed.state.groupdict
    groups: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        groups[number] = name
    made: re.Pattern[str] = compiler._sre.compile(pattern, flags, code, parsed.state.groups - 1, names, tuple(groups))
    return made


def _first(items: Any, flags: int) -> tuple[_Class | None, bool]:
    """What the first character of a match may be (None: anything), and whether none is needed."""
    chars: _Class = []
    for code, argument in items:
        found, may_be_empty = _first_of(code, argument, flags)
        if found is None:
            return None, may_be_empty
        chars += found
        if not may_be_empty:
            return chars, False
    return chars, True


def _first_of(code: Any, argument: Any, flags: int) -> tuple[_Class | None, bool]:
    """The same of one part of an expression; whatever is not known here may be anything."""
    if code is codes.LITERAL:
        return _cases(argument, argument, flags), False
    if code is codes.IN:
        return _members(argument, flags), False
    if code is codes.SUBPATTERN:
        _, added, removed, inner = argument
        return _first(inner, (flags | added) & ~removed)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, inner = argument
        found, may_be_empty = _first(inner, flags)
        return found, may_be_empty or least == 0
    if code is codes.BRANCH:
        return _any_of(argument[1], flags)
    if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
        return [], True
    return None, True


def _any_of(branches: Any, flags: int) -> tuple[_Class | None, bool]:
    chars: _Class = []
    is_empty = False
    for branch in branches:
        found, may_be_empty = _first(branch, flags)
        if found is None:
            return None, True
        chars += found
        is_empty = is_empty or may_be_empty
    return chars, is_empty


def _members(argument: Any, flags: int) -> _Class | None:
    """The members of a class; None when they are many, or said by what they are not."""
    chars: _Class = []
    for code, value in argument:
        if code is codes.CATEGORY and value in _CATEGORIES:
            chars.append((code, value))
            continue
        low, high = (value, value) if code is codes.LITERAL else value if code is codes.RANGE else (0, codes.MAXREPEAT)
        found = _cases(low, high, flags)
        if found is None:
            return None
        chars += found
    return chars


def _cases(low: int, high: int, flags: int) -> _Class | None:
    """A range of characters, in either case where case does not count; None when it is too long to say."""
    if _NO_CASE[0] <= low and high <= _NO_CASE[1]:
        return [(codes.RANGE, (low, high))]
    if high - low >= _MOST:
        return None
    if not flags & re.IGNORECASE:
        return [(codes.RANGE, (low, high))]
    chars: _Class = []
    for char in map(chr, range(low, high + 1)):
        if not char.isascii() and char.lower() != char.upper():
            return None
        chars += [(codes.LITERAL, ord(one)) for one in (char, char.lower(), char.upper())]
        chars += [(codes.LITERAL, one) for one in _MORE_CASES.get(char.lower(), ())]
    return chars
