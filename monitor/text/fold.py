"""One character for one: scripts, widths and quotes folded so that rules need one spelling of everything.

    faithful   產業規模達到７００億元，佔“全市”比重
    folded     产业规模达到700亿元,占"全市"比重

Folding never changes the length, so an offset in the folded text is an offset in the faithful one. It is for matching
only: what is stored and shown is the faithful text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from zhconv_rs import zhconv

from monitor.text import late as re

#: CJK Extension A, the Unified Ideographs and the compatibility block.
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))

#: Widths: full-width ASCII and its Chinese and typographic look-alikes.
_PUNCTUATION = {
    "，": ",",
    "：": ":",
    "；": ";",
    "！": "!",
    "？": "?",
    "（": "(",
    "）": ")",
    "〔": "(",
    "〕": ")",
    "﹪": "%",
    "﹝": "(",
    "﹞": ")",
    "〜": "~",
    "～": "~",
    "∼": "~",
    "∶": ":",
    "．": ".",
    "｡": "。",
    "､": "、",
    "﹐": ",",
    "﹑": "、",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "−": "-",
    "－": "-",
    "―": "—",
    "─": "—",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "＂": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "＇": "'",
    "′": "'",
    "〈": "《",
    "〉": "》",
    "￥": "¥",
    "￡": "£",
    "＄": "$",
    "﹥": ">",
    "﹤": "<",
    "≧": "≥",
    "≦": "≤",
    "⩾": "≥",
    "⩽": "≤",
    "•": "·",
    "・": "·",
    "●": "·",
    "‧": "·",
    #: The ideographic space separates, an ordinary space in Chinese does not (see views.py): keep them apart.
    "\u3000": "\t",
    "\r": " ",
}

#: Characters that zhconv leaves alone but that stand for the same word in numbers and units.
_VARIANTS = {"両": "两", "箇": "个", "卋": "世", "兩": "两", "佔": "占", "臺": "台", "颱": "台", "裏": "里", "裡": "里"}


@cache
def script_table() -> dict[int, str]:
    """Traditional to Simplified, character by character, from zhconv-rs's own tables.

    Characters that zhconv would turn into several are left alone; there are none today.
    """
    characters = [chr(code) for low, high in _IDEOGRAPHS for code in range(low, high + 1)]
    folded = zhconv("\n".join(characters), "zh-hans").split("\n")
    table = {ord(a): b for a, b in zip(characters, folded, strict=True) if a != b and len(b) == 1}
    table.update({ord(a): b for a, b in _VARIANTS.items()})
    return table


@cache
def width_table() -> dict[int, str]:
    """Full-width forms, typographic quotes, dashes and spaces to one plain form each."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table.update({ord(a): b for a, b in _PUNCTUATION.items()})
    table.update(dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F), " "))
    return table


@cache
def _row(table: Callable[[], dict[int, str]]) -> list[int]:
    """A table as a row of the basic plane: `str.translate` takes a third of the time it takes with a dict.

    What a dict lacks costs it an exception a character; beyond the plane nothing is folded.
    """
    row = list(range(0x10000))
    for code, folded in table().items():
        row[code] = ord(folded)
    return row


@cache
def _both() -> dict[int, str]:
    return {**script_table(), **width_table()}


@cache
def _left(table: Callable[[], dict[int, str]]) -> re.Pattern[str]:
    """Any character that a table folds, but for the commonest marks: most lines of today have none of these."""
    return re.compile("[" + "".join(re.escape(chr(code)) for code in table() if chr(code) not in _MARKS) + "]")


_OTHER = re.compile(r"[^\x00-\x7f]")
_OTHER_OR_RETURN = re.compile(r"[^\x00-\x0c\x0e-\x7f]")
#: The commonest marks of Chinese, replaced first: one look at a text for each of them, in C.
_MARKS = {mark: _PUNCTUATION[mark] for mark in "，：；！？（）“”\u3000"}


def fold(text: str) -> str:
    """Scripts, widths, quotes, dashes and spaces folded; same length as `text`."""
    if text.isascii():
        return text
    if _is_latin(text):
        table = _both()
        return _OTHER.sub(lambda match: table.get(ord(match[0]), match[0]), text)
    return _translated(_without_marks(text), _both)


def fold_width(text: str) -> str:
    """Widths, quotes, dashes and spaces folded, the script kept; same length as `text`."""
    if text.isascii():
        return text
    if _is_latin(text):
        table = width_table()
        return _OTHER_OR_RETURN.sub(lambda match: table.get(ord(match[0]), match[0]), text)
    return _translated(_without_marks(text), width_table)


def fold_script(text: str) -> str:
    """Traditional characters as Simplified ones; same length as `text`."""
    return text if text.isascii() else _translated(text, script_table)


def is_western(text: str) -> bool:
    """Whether no character of a text lies beyond Latin-1: none is Chinese. Told in a tenth of a search's time."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _is_latin(text: str) -> bool:
    """Whether there are only a few typographic marks in it: touching only them is six times as fast."""
    return len(text.encode("utf-8", "surrogatepass")) < 1.2 * len(text)


def _without_marks(text: str) -> str:
    for mark, plain in _MARKS.items():
        text = text.replace(mark, plain)
    return text


def _translated(text: str, table: Callable[[], dict[int, str]]) -> str:
    """A text from the first character on that the table folds: nothing is written anew where there is none."""
    found = _left(table).search(text)
    if found is None:
        return text
    at = found.start()
    return text[:at] + text[at:].translate(_row(table))
