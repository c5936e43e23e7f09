"""The two-level difference: blocks, then words; figures are never cut."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.changes import compare, diff_blocks, diff_words
from monitor.changes.words import common_ends, tokens
from monitor.types import Block, BlockKind, Edit, EditKind
from tests.changes.cases import a_version


def apply_edits(before: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """The texts after, from the texts before: edits fill their places, blocks without an edit keep their order.

    Edits without a place (of a title) are left out.
    """
    touched = {edit.before_at for edit in edits if edit.before_at is not None}
    placed = {edit.after_at: edit.after for edit in edits if edit.after_at is not None}
    kept = [text for at, text in enumerate(before) if at not in touched]
    left = iter(kept)
    return [placed[at] if at in placed else next(left) for at in range(len(kept) + len(placed))]


WORDS = st.sampled_from(
    [
        "到2025年",
        "7000亿元",
        "7500亿元",
        "，",
        "。",
        "产值",
        "突破",
        "百分之二十",
        "output",
        " ",
        "700 billion",
        "1,200",
        "0.5%",
        "a",
    ]
)
TEXTS = st.lists(WORDS, max_size=12).map("".join)
PARAGRAPHS = [
    "甲乙丙丁戊己庚辛",
    "子丑寅卯辰巳午未",
    "到2025年产值7000亿元",
    "到2025年产值7500亿元",
    "One two three",
    "Four five",
]


def blocks(*texts: str) -> list[Block]:
    return [Block(text=text) for text in texts]


def test_a_changed_chinese_figure_is_highlighted_whole() -> None:
    words = diff_words("到2025年，产值突破7000亿元，增长20%。", "到2025年，产值突破7500亿元，增长25%。")
    assert [pair for pair in words if pair[0] != "="] == [
        ("-", "7000亿元"),
        ("+", "7500亿元"),
        ("-", "20%"),
        ("+", "25%"),
    ]


def test_a_changed_english_figure_is_highlighted_with_its_scale() -> None:
    words = diff_words("Output of 1,700 billion yuan by 2025.", "Output of 1,750 billion yuan by 2025.")
    assert words[1:3] == (("-", "1,700 billion"), ("+", "1,750 billion"))


def test_chinese_numerals_are_figures() -> None:
    words = diff_words("建设一百家创新中心", "建设一百二十家创新中心")
    assert words[1:3] == (("-", "一百家"), ("+", "一百二十家"))


def test_moved_blocks_are_recognised() -> None:
    edits = diff_blocks(
        blocks("甲乙丙丁戊己", "子丑寅卯辰巳", "ABCDEF"), blocks("ABCDEF", "甲乙丙丁戊己", "子丑寅卯辰巳")
    )
    assert [edit.kind for edit in edits] == [EditKind.MOVED]


def test_a_block_moved_and_rewritten_is_one_replacement() -> None:
    before = blocks("到2025年，上海高端装备产业产值突破7000亿元。", "第一段完全不同的文字", "第二段另外一些内容")
    after = blocks("第一段完全不同的文字", "第二段另外一些内容", "到2025年，上海高端装备产业产值突破7500亿元。")
    (edit,) = diff_blocks(before, after)
    assert edit.kind is EditKind.REPLACED
    assert ("+", "7500亿元") in edit.words


def test_what_a_reader_cannot_see_is_no_difference() -> None:
    assert diff_blocks(blocks("产值 突破７０００亿元", "“A”  b"), blocks("产值突破7000亿元", '"A" b')) == ()


def test_an_edit_names_its_section() -> None:
    heading = Block(text="二、主要目标", kind=BlockKind.HEADING, level=2)
    edits = diff_blocks([heading, Block(text="产值7000亿元")], [heading, Block(text="产值7500亿元")])
    assert [edit.section for edit in edits] == ["二、主要目标"]


def test_texts_with_nothing_in_common_still_give_a_useful_difference() -> None:
    before = blocks(*[f"旧文第{number}段，{'甲乙丙丁' * (number % 7)}" for number in range(300)])
    after = blocks(*[f"New paragraph {number} {'words of no kin ' * (number % 5)}" for number in range(300)])
    edits = diff_blocks(before, after)
    assert {edit.kind for edit in edits} == {EditKind.ADDED, EditKind.REMOVED}
    assert apply_edits([block.text for block in before], edits) == [block.text for block in after]


@given(TEXTS)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(TEXTS, TEXTS)
def test_the_words_hold_both_texts(before: str, after: str) -> None:
    words = diff_words(before, after)
    assert "".join(text for op, text in words if op != "+") == before
    assert "".join(text for op, text in words if op != "-") == after


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_words_hold_any_texts(before: str, after: str) -> None:
    words = diff_words(before, after)
    assert "".join(text for op, text in words if op != "+") == before
    assert "".join(text for op, text in words if op != "-") == after


@given(TEXTS, TEXTS)
def test_no_figure_is_cut(before: str, after: str) -> None:
    whole = {*tokens(before), *tokens(after)}
    for _, text in diff_words(before, after):
        assert all(token in whole or not token[0].isdigit() for token in tokens(text))


@given(st.lists(st.sampled_from(PARAGRAPHS), max_size=9), st.lists(st.sampled_from(PARAGRAPHS), max_size=9))
def test_edits_applied_to_the_old_text_give_the_new(before: list[str], after: list[str]) -> None:
    edits = diff_blocks(blocks(*before), blocks(*after))
    assert apply_edits(before, edits) == after
    assert (edits == ()) == (before == after)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 50_000 + "a",
        "111," * 30_000 + "a",
        "a-" * 50_000,
        "_" * 50_000,
        "1 " * 50_000,
        "一" * 50_000,
        "hundred-" * 20_000,
    ],
    ids=lambda text: f"{text[:8]}…",
)
def test_texts_made_to_be_slow_are_not(text: str) -> None:
    """Patterns that look for figures are easily led to time that grows with the square of the length: hours here."""
    changed = f"{text[:20_000]}目标{text[20_001:]}"
    (edit,) = diff_blocks(blocks("甲", text), blocks("甲", changed))
    assert apply_edits(["甲", text], [edit]) == ["甲", changed]
    version = a_version(f"# 甲\n{text}")
    assert compare(version, version) == ()
    (change,) = [found for found in compare(version, a_version(f"# 甲\n{changed}")) if found.edits]
    assert 0 <= change.significance <= 1


@pytest.mark.parametrize("plain", ["医院应当采购设备并安装使用", "hospitals buy scanners and install them "])
def test_a_long_text_without_marks_is_compared_at_the_figure_that_changed(plain: str) -> None:
    filler = plain * (100_000 // len(plain))
    old, new = (f"{filler}{amount}亿元{filler}" for amount in (7000, 7500))
    assert [word for word in diff_words(old, new) if word[0] != "="] == [("-", "7000亿元"), ("+", "7500亿元")]
    head, tail = common_ends(old, new)
    assert len(old) - head - tail < 100
    (edit,) = diff_blocks([Block(text=old * 2)], [Block(text=new + old)])
    assert [word for word in edit.words if word[0] != "="] == [("-", "7000亿元"), ("+", "7500亿元")]


@given(
    st.lists(
        st.sampled_from(["30", "7000", "亿元", "百", "医", "院", "年", "percentage", "points", "per", " ", "mn", "x"])
    ),
    st.lists(st.sampled_from(["12", "5", "一", "万", " percentage", "三"]), min_size=1, max_size=2),
    st.lists(st.sampled_from(["30", "亿元", "百", "医", "院", "年", " percentage", " points", " ", " billion", "个"])),
)
@example(head=[], other=["12"], tail=[" percentage", " points", "30"])
def test_equal_ends_cut_no_token(head: list[str], other: list[str], tail: list[str]) -> None:
    before, after = "".join([*head, "7", *tail]), "".join([*head, *other, *tail])
    start, end = common_ends(before, after)
    for text in (before, after):
        cut = [*tokens(text[:start]), *tokens(text[start : len(text) - end]), *tokens(text[len(text) - end :])]
        assert cut == tokens(text)
