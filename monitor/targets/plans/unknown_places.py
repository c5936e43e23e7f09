"""Places that the table of places lacks, by how a name speaks of them: 安溪市…规划, Anxi Municipal ..., Anxi's plan ...

A Chinese name is spelt as its English reports spell it, so that both have one key: 临江 and Linjiang are `linjiang`.
"""

from __future__ import annotations

from monitor.text import late as re

#: At the head of a name: 安溪市医疗装备规划; 县域 is none.
_CHINESE = re.compile(
    r"[\s《\"]*(?!某|全|我|本|各|该|关于|\")(?P<place>[\u3400-\u9fff]{2,4}?)"
    r"(?:省|市(?!场|域|级|值|辖)|自治[区州县旗]|新区|县(?!域|级|乡|医院|医共|区|城|内|属))"
)
#: 大城市, 试点城市, 国际大都市, 超市, 部门市场 are none; 宣城市, 宜都市 and 荆门市 are.
_NO_PLACE = re.compile(r"[大小点心会游际化型慧康范海代个座区内国级][城都]$|超$|[部专热]门$")
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
#: Characters that names of places read otherwise than most words do: 长乐, 成都, 单县, 番禺.
_READ_IN_PLACES = str.maketrans(
    {
        "长": "chang",
        "都": "du",
        "佛": "fo",
        "蚌": "beng",
        "厦": "xia",
        "重": "chong",
        "单": "shan",
        "番": "pan",
        "朝": "chao",
    }
)


def unknown_place(text: str) -> tuple[str, int, int] | None:
    """A place by its cue, in Latin letters, and where it stands with the cue; `text` is folded and has its capitals."""
    chinese = _CHINESE.match(text)
    if chinese is not None and _NO_PLACE.search(chinese["place"]) is None:
        return romanised(chinese["place"]), chinese.start(), chinese.end()
    for match in _LATIN.finditer(text):
        name = (match["place"] or match["named"] or match["head"]).lower()
        if name not in _WORDS and _PINYIN.fullmatch(name) is not None:
            return name, match.start(), match.end()
    return None


def romanised(place: str) -> str:
    """A Chinese name of a place in Hanyu Pinyin without tones, as English texts write it: 临江 -> linjiang."""
    from anyascii import anyascii  # its tables are loaded character by character; most pages need none of them

    return anyascii(place.translate(_READ_IN_PLACES)).lower()
