"""Places that the table of places lacks, by how a name speaks of them: 安溪市…规划, Anxi Municipal ..., Anxi's plan ...

A Chinese name and a Latin one cannot be compared letter by letter without a dictionary. They may be of one place when
there is a syllable for each character; that they are takes other evidence (`linking`).
"""

from __future__ import annotations

import re

#: At the head of a name: 安溪市医疗装备规划; 城市, 都市, 超市 and 门市 are none.
_CHINESE = re.compile(
    r"\s*(?!某|全|我|本|关于|\")(?P<place>[\u3400-\u9fff]{2,4}?(?<![城都超门]))(?:省|市(?!场|域|级)|自治区|自治州|新区)"
)
_KIND = r"(?:city|municipal(?:ity)?|provinc(?:e|ial)|prefecture|county|district|new area)"
#: In a name or before its verb: Anxi's, Anxi City, of Anxi; at its head before another capital: Anxi Device Plan.
_LATIN = re.compile(
    rf"\b(?P<place>[A-Z][a-z]{{3,19}})(?:'s\b|\s(?i:{_KIND})\b)|\b(?:of|in)\s(?P<named>[A-Z][a-z]{{3,19}})(?=\s*(?:[(,\"]|$))|"
    r"^\W*(?:[Tt]he\s)?(?P<head>[A-Z][a-z]{4,19})(?=\s[A-Z]|$)"
)
#: One syllable of Hanyu Pinyin, as names of places have them.
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|"
    r"ou|ua|ue|ui|un|uo|a|e|i|o|u)|ang|ai|an|ao|en|er|ou|a|e|o)"
)
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{2,4}}")
#: English words that could be read as pinyin.
_WORDS = frozenset(
    ["arrange", "change", "chinese", "engage", "guidance", "guide", "guiding", "machine", "manage", "range", "senior"]
)


def unknown_place(text: str) -> tuple[str, int, int] | None:
    """A place by its cue, and where it stands with the cue; `text` is folded and has its capitals."""
    chinese = _CHINESE.match(text)
    if chinese is not None:
        return chinese["place"], chinese.start(), chinese.end()
    for match in _LATIN.finditer(text):
        name = (match["place"] or match["named"] or match["head"]).lower()
        if name not in _WORDS and _PINYIN.fullmatch(name) is not None:
            return name, match.start(), match.end()
    return None


def may_be_one(one: str, other: str) -> bool:
    """Whether a Chinese and a Latin name may be of one place: 安溪 and anxi, but not 安溪 and qingyuan."""
    if one.isascii() is other.isascii():
        return False
    chinese, latin = (other, one) if one.isascii() else (one, other)
    return re.fullmatch(rf"(?:{_SYLLABLE}){{{len(chinese)}}}", latin) is not None
