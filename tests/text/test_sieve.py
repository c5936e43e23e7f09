"""A sieved expression finds what the plain one finds; the test fails when the sieve leaves a character out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.targets import setting
from monitor.targets.chinese import cues as zh_cues
from monitor.targets.chinese import dates as zh_dates
from monitor.targets.chinese import quantities as zh_quantities
from monitor.targets.chinese import shares as zh_shares
from monitor.targets.equipment import chinese as equipment_cues
from monitor.targets.equipment import chinese_stances as zh_stances
from monitor.text import sieve
from monitor.text.sieve import sieved

PATTERNS = (
    r"(?<!即)(?<!接)将(?!近|来)|拟(?!合)|目标|[要须]点?",
    r"(?P<lead>从|由)?(?:(?:19|20)\d\d年|十[一二]五|(?P<n>\d{1,3})个月)(?P<by>前)?",
    r"(?:a|b?c)+?x|\s+$|(?=y)y\d",
    r"[^a]b",
    r"a*",
    r"(?i:A)b|(?:)",
    r"[\u4e00-\u9fff]年",
    r"^\s*[-·]\d|\bab",
    r"\b(?:by|at|is|kept) ?(?!x)",
    r"(?<!a)(?i:[a-c]+|é|[à-é]x?)|B(?-i:A)",
    r"\W|\D+y",
)
TEXTS = st.text(alphabet="abcxykistABISKſıİKéÉ将近来拟合目标要须点即接从由19202年十一二五个月前 \n-·3", max_size=60)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXTS)
def test_finds_the_same(pattern: str, text: str) -> None:
    for flags in (0, re.MULTILINE, re.IGNORECASE):
        plain = [(match.span(), match.groups()) for match in re.compile(pattern, flags).finditer(text)]
        assert [(match.span(), match.groups()) for match in sieved(pattern, flags).finditer(text)] == plain


@pytest.mark.parametrize(
    "pattern",
    [
        zh_dates._DATE,
        zh_quantities._NUMBER,
        zh_shares.SHARE,
        zh_cues.GOAL,
        zh_cues.FACT,
        zh_cues.FORECAST,
        zh_stances._STANCE_ZH,
        equipment_cues.POLICY,
        setting._PERIOD_ZH,
        setting._COME,
    ],
)
def test_the_patterns_that_every_line_pays_for_are_sieved(pattern: re.Pattern[str]) -> None:
    """One alternative that may begin with anything takes the sieve off, and reading costs five times as much."""
    chars, may_be_empty = sieve._first(sieve.parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    assert chars
    assert not may_be_empty


def test_the_compiler_of_this_python_takes_the_sieve() -> None:
    head = sieve.compiler._code(sieve.parser.parse("[ab]c"), 0)[:3]
    assert head[2] == sieve.codes.SRE_INFO_CHARSET
    assert sieve._sieved(r"\b(?:by|at)", re.IGNORECASE).findall("By bat at") == ["By", "at"]


def test_an_expression_stays_one_where_the_compiler_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sieve, "compiler", object())
    assert sieved(r"\b(?:by|at)").findall("by bat at") == ["by", "at"]
    with pytest.raises(re.error):
        sieved("(")
