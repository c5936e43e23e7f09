"""Bytes of European languages in Latin letters that no label explains: which code page they are in.

Each language is tried with its own alphabet: Czech bytes read as Western ones give letters that no single language has.
"""

from __future__ import annotations

import re

#: Above this share of all letters the high bytes are another script.
_MOST_FOREIGN = 0.25
#: High bytes that stand alone or in twos, and alone; of two-byte encodings half of the characters are longer.
_SHORT_SHARE = 0.85
_ALONE_SHARE = 0.6
#: Letters of which a smaller share belongs to one alphabet are not told; texts have words of other languages.
_OF_ALPHABET = 0.7
_HIGH = re.compile(rb"[\x80-\xff]+")
_LETTERS = re.compile(rb"[A-Za-z]")
_TAGS = re.compile(rb"<[^<>]*>")
#: By code page, the letters beyond ASCII of its languages, the most widespread first.
_ALPHABETS = {
    "cp1252": (
        "éèêëàâçîïôùûüÿœæ",
        "äöüß",
        "áéíóúñüºª",
        "ãõçáéíóúâêôàü",
        "åäöé",
        "æøåé",
        "àèéìòùî",
        "ëéïöüáóí",
        "áðéíóúýþæö",
    ),
    "cp1250": (
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áéíóöőúüű",
        "áäčďéíĺľňóôŕšťúýž",
        "ăâîşţ",
        "čćđšž",
    ),
    "cp1254": ("çğıöşüâî",),
}


def western(content: bytes) -> str | None:
    """The code page of bytes that are words in Latin letters; None when they are something else, or it is not told."""
    text = _TAGS.sub(b" ", content)
    runs = _HIGH.findall(text)
    high = sum(map(len, runs))
    if not high or high > _MOST_FOREIGN * (high + len(_LETTERS.findall(text))):
        return None
    alone = sum(len(run) == 1 for run in runs)
    if alone < _ALONE_SHARE * high or alone + sum(2 for run in runs if len(run) == 2) < _SHORT_SHARE * high:
        return None
    best = (0.0, "")
    for name, alphabets in _ALPHABETS.items():
        letters = [
            char for char in b"".join(runs).decode(name, "replace").lower() if char.isalpha() or char == "\ufffd"
        ]
        if not letters:
            return "cp1252" if name == "cp1252" and "\ufffd" not in b"".join(runs).decode(name, "replace") else None
        share = max(sum(char in alphabet for char in letters) for alphabet in alphabets) / len(letters)
        if share > best[0]:
            best = (share, name)
    return best[1] if best[0] >= _OF_ALPHABET else None
