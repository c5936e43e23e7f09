"""Take back the pinyin that scraper sites put after characters: 產(chǎn)業(yè) is 產業.

Source: pages of instrument and chemistry forums, whose copies of news articles carry `字(pinyin)` on every fifth
character or so, to defeat search for copies. Real brackets stay: (套), (ECMO), (以下简称《规划》), (a), (2021-2025年).
"""

from __future__ import annotations

import unicodedata

from monitor.text import late as re

#: Pinyin syllables, without tone: initials and finals of Hanyu Pinyin. A superset of the ~410 real ones.
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|vn|a|e|i|o|u|v)"
)
#: Without a tone mark these are the syllables of particles, which dictionaries give no tone.
_NEUTRAL = frozenset({"de", "le", "zhe", "ma", "ne", "ba", "men", "zi", "la", "a", "li", "tou", "me", "ge", "shang"})
_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ"
_LETTERS = rf"[a-z{_MARKED}\u0300-\u030c]{{1,8}}"
#: A run of bracketed small letters right after an ideograph; each bracket is bounded, so the search is linear.
_RUN = re.compile(rf"(?<=[\u3400-\u9fff])(?: ?[(（] ?{_LETTERS} ?[)）])+")
_ONE = re.compile(rf" ?[(（] ?({_LETTERS}) ?[)）]")
#: What every such bracket begins with, looked for first: hardly any text has it.
_OPENED = re.compile(rf"[(（] ?[a-z{_MARKED}\u0300-\u030c]")


def _is_pinyin(letters: str) -> bool:
    plain = unicodedata.normalize("NFD", letters.replace("ü", "v"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    if bare == letters:
        return letters in _NEUTRAL
    return _SYLLABLE.fullmatch(bare) is not None or bare in {"n", "ng", "m", "hm", "hng", "e"}


def cloak_spans(text: str) -> list[tuple[int, int]]:
    """Where the brackets with pinyin stand, in order: (start, end) offsets into `text`."""
    spans: list[tuple[int, int]] = []
    if _OPENED.search(text) is None:
        return spans
    for run in _RUN.finditer(text):
        spans.extend(one.span() for one in _ONE.finditer(text, *run.span()) if _is_pinyin(one[1]))
    return spans


def decloak(text: str) -> str:
    """`text` without the brackets with pinyin."""
    if _OPENED.search(text) is None:
        return text
    return _RUN.sub(lambda run: _ONE.sub(lambda one: "" if _is_pinyin(one[1]) else one[0], run[0]), text)
