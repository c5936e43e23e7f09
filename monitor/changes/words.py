"""The second level of a difference: words and figures inside one changed block.

    text --tokens--> words, figures, Chinese characters, spaces --one code point each--> diff-match-patch --> (op, text)

A figure is one token with its multiplier, counter and sign (7000亿元, 1,200 billion, 25.5%), so that a changed figure
is shown as that figure. Chinese is compared by character: without a dictionary that is never wrong, and the semantic
clean-up of diff-match-patch joins crumbs.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.changes.engine import diff_points
from monitor.text import late as re
from monitor.text.months import FULL_NAMES

#: Seconds after which diff-match-patch settles for a valid, not minimal, difference of one block.
TIME_LIMIT_S = 0.25

_COUNTER = (
    "(?:个百分点|個百分點|百分点|百分點|美元|欧元|歐元|日元|港元|人民币|人民幣|平方米|公里|年代|以上|"
    "[元个個項项家台臺套张張件条條人名所座年月日号號时時分秒岁歲次倍成床例种種款批辆輛吨噸米度])"
)
_NUMERALS = "〇零一二三四五六七八九十百千万萬亿億两兩壹贰叁肆伍陆柒捌玖拾佰仟"
_SCALE = "[十百千万萬亿億兆]*"
#: Blanks that set groups of three digits apart: plain, no-break, of a figure's width, thin, narrow no-break.
_GROUP_BLANK = "[ \\u00a0\\u2007\\u2009\\u202f]"
#: Digits that are one number: in groups (1,200,000 · 1 200 000 · 1.200.000), with decimals, or a fraction (1/3, 2½).
_DIGITS = (
    rf"(?:\d{{1,3}}(?:{_GROUP_BLANK}\d{{3}})+(?!\d)(?:[.,]\d{{1,20}})?"
    r"|\d+(?:(?:，\d{3})+(?!\d)|(?:[.,．'’/⁄]\d{1,20})+)?(?:\s?[½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞])?"
    r"|[½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞])"
)
#: A figure in digits, with what belongs to it.
FIGURE = re.compile(
    rf"(?<!\d)[¥￥$€£]?{_DIGITS}"
    r"(?:\s?(?:%|％|‰|percentage points?|per ?cent)"
    r"|\s?(?:trillion|billion|million|thousand|crore|lakh|bn|mn|tn)(?![A-Za-z])"
    rf"|\s?{_SCALE}{_COUNTER}|\s?[十百千万萬亿億兆]+|[A-Za-zµ]{{1,3}}(?![A-Za-z0-9])|(?![A-Za-z0-9]))"
)
#: A figure in Chinese numerals: two or more of them, or one with a counter.
NUMERAL = re.compile(
    rf"[{_NUMERALS}]{{1,9}}(?:分之|点|點)[{_NUMERALS}]{{1,9}}{_COUNTER}?"
    rf"|(?:百分之)?[〇零一二三四五六七八九十百千万萬亿億两兩壹贰叁肆伍陆柒捌玖拾佰仟]{{2,}}{_COUNTER}?"
    rf"|[一二三四五六七八九十两兩]{_COUNTER}"
)
#: A figure in English words, alone or before a hyphen: two, twenty-five, ten-week.
NUMBER_WORD = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|half|twice|double|third|quarter)(?:-\w+)*",
    re.IGNORECASE,
)
_ANY_FIGURE = re.compile(rf"{FIGURE.pattern}|{NUMERAL.pattern}|\b(?:{NUMBER_WORD.pattern})\b", re.IGNORECASE)
#: A date is one figure: 2025年4月1日, 2025-04-01, 30 June 2025.
_MONTH = f"(?:{FULL_NAMES})"
DATE = re.compile(
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2}(?!\d)"
    rf"|\d{{1,2}} {_MONTH}(?: \d{{4}})?(?!\d)"
)
_TOKEN = re.compile(
    rf"{DATE.pattern}|{FIGURE.pattern}|{NUMERAL.pattern}"
    r"|[A-Za-zÀ-ɏͰ-ԯ]+(?:['’\-][A-Za-zÀ-ɏ]+)*(?![A-Za-z0-9])"
    r"|[A-Za-z0-9À-ɏ]+|\s+|.",
    re.DOTALL,
)
#: A place where no token of either text can straddle: after the end of a sentence or clause, before no digit.
_SEAM = re.compile(r"[，、。；！？：\n](?=\D)|[.,;] (?=[^\W\d])")
#: Such a place in a text without marks: before a Han character that no figure and no date holds, or between words.
_IN_FIGURES = "".join(sorted({one for one in _NUMERALS + _SCALE + _COUNTER + "分之点點年月日百" if one > "㐀"}))
_BARE_SEAM = re.compile(rf"(?=[㐀-鿿])(?![{_IN_FIGURES}])|[A-Za-z]{{2}} (?=[A-Za-z])(?!point|cent)")
#: How far back from the first difference a seam is looked for, in characters.
_SEAM_REACH = 400
#: Code points that stand for tokens: from the first Han character up, around the surrogates.
_FIRST, _SURROGATES = 0x4E00, range(0xD800, 0xE000)

Words = tuple[tuple[str, str], ...]


def tokens(text: str) -> list[str]:
    """The text cut into words, figures, Chinese characters, spaces and marks; joined they are the text again."""
    return [match[0] for match in _TOKEN.finditer(text)]


def is_figure(token: str) -> bool:
    """Whether a token is a figure, in digits or Chinese numerals."""
    return (
        (token[:1].isnumeric() and token[:1] not in _NUMERALS)
        or token[:1] in "¥￥$€£"
        or NUMERAL.fullmatch(token) is not None
        or NUMBER_WORD.fullmatch(token) is not None
    )


def has_figure(text: str) -> bool:
    """Whether a figure stands anywhere in the text."""
    return _ANY_FIGURE.search(text) is not None


def diff_items(old: Sequence[str], new: Sequence[str], *, cleanup: str = "Semantic") -> list[tuple[str, int]]:
    """The difference between two sequences as (op, number of items) with op "=", "-" or "+", in order.

    Each distinct item is one code point for diff-match-patch, which settles for a valid, not minimal, difference after
    `TIME_LIMIT_S`. `cleanup` is "Semantic" (joins crumbs) or "No".
    """
    codes: dict[str, str] = {}
    left, right = _coded(old, codes), _coded(new, codes)
    return diff_points(left, right, time_limit_s=TIME_LIMIT_S, cleanup=cleanup)


def _coded(items: Sequence[str], codes: dict[str, str]) -> str:
    for item in items:
        if item not in codes:
            point = _FIRST + len(codes)
            codes[item] = chr(point if point < _SURROGATES.start else point + len(_SURROGATES))
    return "".join([codes[item] for item in items])


def diff_words(before: str, after: str) -> Words:
    """What became of the words of a block, as (op, text) with op "=", "-" or "+", in order.

    The texts of "=" and "-" joined are `before`, those of "=" and "+" are `after`. Equal texts give one "=", empty
    texts nothing. Bounded by `TIME_LIMIT_S` for texts that have little in common.
    """
    if before == after:
        return (("=", before),) if before else ()
    head, tail = common_ends(before, after)
    old = tokens(before[head : len(before) - tail])
    new = tokens(after[head : len(after) - tail])
    found: list[tuple[str, str]] = [("=", before[:head])]
    found += _diff_tokens(old, new)
    found.append(("=", before[len(before) - tail :]))
    return _merged(found)


def common_ends(before: str, after: str) -> tuple[int, int]:
    """Lengths of the head and tail that are equal and can be left out without cutting a token."""
    head, tail = equal_ends(before, after)
    start = len(before) - tail
    return _last_seam(before, head), len(before) - _first_seam(before, start)


def _last_seam(text: str, head: int) -> int:
    """Where the equal head can end; 0 when nowhere near."""
    for seam in (_SEAM, _BARE_SEAM):
        ends = [match.end() for match in seam.finditer(text, max(0, head - _SEAM_REACH), head)]
        if ends:
            return ends[-1]
    return 0


def _first_seam(text: str, start: int) -> int:
    """Where the equal tail can begin; the end when nowhere near."""
    for seam in (_SEAM, _BARE_SEAM):
        match = seam.search(text, start, min(len(text), start + _SEAM_REACH))
        if match is not None:
            return match.end()
    return len(text)


def equal_ends(before: str, after: str) -> tuple[int, int]:
    """Lengths of the head, and of the tail of what is left, that are equal."""
    shorter = min(len(before), len(after))
    head = _common_length(before, after, shorter)
    return head, _common_length(before[::-1], after[::-1], shorter - head)


def equal_items(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items are equal at the start, and at the end of what is left."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _common_length(one: str, other: str, most: int) -> int:
    """How many characters at the start are equal, at most `most`; by halving, so that each step is one memcmp."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _diff_tokens(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """The difference in whole tokens."""
    found: list[tuple[str, str]] = []
    at_old = at_new = 0
    for op, count in diff_items(old, new):
        if op == "+":
            found.append((op, "".join(new[at_new : at_new + count])))
            at_new += count
        else:
            found.append((op, "".join(old[at_old : at_old + count])))
            at_old += count
            at_new += count if op == "=" else 0
    return found


def _merged(found: list[tuple[str, str]]) -> Words:
    """Runs of one op joined; between two equal stretches first what went, then what came."""
    merged: list[tuple[str, str]] = []
    kept = went = came = ""
    for op, text in found:
        if op == "=" and text:
            if went or came:
                merged += [("=", kept), ("-", went), ("+", came)]
                kept = went = came = ""
            kept += text
        elif op == "-":
            went += text
        elif op == "+":
            came += text
    merged += [("=", kept), ("-", went), ("+", came)]
    return tuple((op, text) for op, text in merged if text)
