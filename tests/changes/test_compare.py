"""From two Versions to Changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.changes import compare, headline, page_change
from monitor.types import Attachment, ChangeKind, EditKind, EquipmentMention, Recipe, Version
from tests.changes.cases import a_version
from tests.making import a_page

NOTICE = """# 关于推进医疗装备产业发展的通知
到2027年，全市医疗装备产业规模达到500亿元，培育国家级创新中心3家。
重点突破磁共振成像系统核心部件。
本通知自印发之日起施行。"""
LINES = st.lists(
    st.sampled_from(
        [*NOTICE.splitlines(), "浏览次数：12", "By 2030, the region aims to have 40 smart factories.", "- 首台套"]
    ),
    max_size=8,
).map("\n".join)


def kinds(before: Version | None, after: Version) -> list[ChangeKind]:
    return [change.kind for change in compare(before, after)]


@given(LINES)
def test_a_version_does_not_differ_from_itself(text: str) -> None:
    version = a_version(text)
    assert compare(version, version) == ()


@given(LINES, LINES)
def test_equal_input_gives_equal_output_with_keys_of_their_own(before: str, after: str) -> None:
    changes = compare(a_version(before), a_version(after))
    assert changes == compare(a_version(before), a_version(after))
    assert len({change.key for change in changes}) == len(changes)
    assert all(0 <= change.significance <= 1 and change.summary and "\n" not in change.summary for change in changes)


@given(LINES, LINES)
def test_the_order_in_which_equipment_was_read_does_not_matter(before: str, after: str) -> None:
    old, new = a_version(before), a_version(after)
    turned = replace(new, equipment=new.equipment[::-1])
    assert {change.key for change in compare(old, new)} == {change.key for change in compare(old, turned)}


def test_versions_read_by_different_recipes_are_not_compared() -> None:
    version = a_version(NOTICE)
    with pytest.raises(ValueError, match="recipes"):
        compare(version, replace(version, recipe=Recipe(extractor="2", rules="none")))


def test_a_new_page_tells_its_targets_and_the_equipment_it_wants() -> None:
    changes = compare(None, a_version(NOTICE))
    assert [change.kind for change in changes].count(ChangeKind.TARGET_NEW) == 2
    page = next(change for change in changes if change.kind is ChangeKind.PAGE_NEW)
    assert page.summary.startswith("New page: 关于推进医疗装备产业发展的通知 (2 targets, ")
    assert page.significance >= 0.9
    assert ChangeKind.TEXT_CHANGED not in [change.kind for change in changes]


def test_a_new_page_without_targets_is_still_worth_an_alert_and_weighs_less() -> None:
    (page,) = compare(None, a_version("# 关于召开座谈会的通知\n请各单位准时参加。"))
    assert page.kind is ChangeKind.PAGE_NEW
    assert 0.3 <= page.significance < 0.9


def test_the_starting_stock_is_marked() -> None:
    assert all(change.initial for change in compare(None, a_version(NOTICE), initial=True))
    assert not any(change.initial for change in compare(None, a_version(NOTICE)))


def test_a_text_change_knows_the_targets_it_touches() -> None:
    changes = compare(a_version(NOTICE), a_version(NOTICE.replace("500亿元", "650亿元")))
    assert [change.kind for change in changes] == [ChangeKind.TARGET_RAISED, ChangeKind.TEXT_CHANGED]
    text = changes[1]
    assert text.significance >= 0.95
    assert text.why[0] == "1 target touched"
    assert [pair for pair in text.edits[0].words if pair[0] != "="] == [("-", "500亿元"), ("+", "650亿元")]


def test_a_target_raised_says_so_in_one_line() -> None:
    before = "By 2025, the output of the Shanghai high-end equipment industry will exceed 700 billion yuan."
    (change, _) = compare(a_version(before), a_version(before.replace("700", "750")))
    assert change.kind is ChangeKind.TARGET_RAISED
    assert change.summary.startswith("Target raised: ")
    assert change.summary.endswith(">700 → >750 bn CNY by 2025")


def with_equipment(text: str, *surfaces: str) -> Version:
    version = a_version(text)
    found = [
        EquipmentMention(
            term=surface,
            surface=surface,
            start=version.document.text.index(surface),
            end=version.document.text.index(surface) + len(surface),
            stance="break_through",
        )
        for surface in surfaces
    ]
    return replace(version, equipment=tuple(found))


def test_equipment_named_and_dropped() -> None:
    before = with_equipment("# 通知\n重点突破磁共振成像系统核心部件。", "磁共振成像系统")
    after = with_equipment("# 通知\n重点突破体外膜肺氧合机核心部件。", "体外膜肺氧合机")
    assert {ChangeKind.EQUIPMENT_NAMED, ChangeKind.EQUIPMENT_DROPPED} <= set(kinds(before, after))


def test_a_long_passage_is_carried_as_what_changed_in_it() -> None:
    text = "医疗装备产业发展的有关规定条款内容" * 2_000
    before, after = f"{text}，奖励200万元。{text}", f"{text}，奖励300万元。{text}"
    (change,) = compare(a_version(f"# 通知\n{before}"), a_version(f"# 通知\n{after}"))
    (edit,) = change.edits
    assert len(edit.before) < 1_000
    assert [pair for pair in edit.words if pair[0] != "="] == [("-", "200万元"), ("+", "300万元")]
    assert change.why == ("a figure changed",)


def test_equipment_that_stood_there_before_is_not_new() -> None:
    before = a_version("# 通知\n磁共振成像系统已经配备。")
    seen = EquipmentMention(term="磁共振成像系统", surface="磁共振成像系统", start=5, end=12, stance="promote")
    assert compare(before, replace(before, equipment=(seen,))) == ()


def test_attachments_come_change_and_go() -> None:
    page = a_version(NOTICE)

    def with_files(*files: tuple[str, str]) -> Version:
        listed = tuple(Attachment(url=f"https://city.example/{url}", title=title) for url, title in files)
        return replace(page, document=replace(page.document, attachments=listed))

    before = with_files(("a1.pdf", "附件1：指标表"), ("b.pdf", "附件2：名单"))
    after = with_files(("a2.pdf", "附件1：指标表"), ("c.pdf", "附件3：解读"))
    changes = compare(before, after)
    assert {change.kind for change in changes} == {
        ChangeKind.ATTACHMENT_REPLACED,
        ChangeKind.ATTACHMENT_ADDED,
        ChangeKind.ATTACHMENT_REMOVED,
    }
    assert all(change.attachment is not None for change in changes)


def test_a_page_that_answers_elsewhere_has_moved() -> None:
    page = a_version(NOTICE)
    elsewhere = replace(page, document=replace(page.document, url="https://city.example/new/notice.html"))
    secure = replace(page, document=replace(page.document, url="http://city.example/notice.html?from=mail"))
    assert kinds(page, elsewhere) == [ChangeKind.PAGE_MOVED]
    assert kinds(page, secure) == []


def test_a_changed_title_is_an_edit_without_a_place() -> None:
    page = a_version(NOTICE)
    (change,) = compare(page, replace(page, document=replace(page.document, title="通知（已废止）")))
    assert change.significance >= 0.7
    (edit,) = change.edits
    assert (edit.kind, edit.before_at, edit.after_at) == (EditKind.REPLACED, None, None)


def test_an_endless_change_is_kept_in_bounds() -> None:
    before = a_version("\n".join(f"第{number}条 旧的规定内容{'甲' * 300}。" for number in range(400)))
    after = a_version("\n".join(f"Clause {number} has been written anew {'word ' * 60}." for number in range(400)))
    change = next(change for change in compare(before, after) if change.kind is ChangeKind.TEXT_CHANGED)
    assert sum(len(edit.before) + len(edit.after) for edit in change.edits) <= 40_000
    assert any("left out" in reason for reason in change.why)


def test_state_changes_say_why() -> None:
    change = page_change(ChangeKind.PAGE_BLOCKED, a_page(title="Notice"), "a captcha")
    assert (change.summary, change.why) == ("Page blocked: Notice", ("a captcha",))
    assert 0.3 <= change.significance <= 1


def test_a_headline_names_what_is_counted_once() -> None:
    before, after = (a_version(f"By 2027, at least {count} smart factories will be built.") for count in (30, 40))
    assert compare(before, after)[0].summary == "Target raised: smart factories ≥30 → ≥40 by 2027"
    old, new = (a_version(f"到2027年，建成智能工厂{count}家以上。") for count in (30, 40))
    assert compare(old, new)[0].summary == "Target raised: 智能工厂 ≥30 → ≥40 家 by 2027"
    [english], [chinese] = after.statements, new.statements
    change = replace(compare(before, after)[0], kind=ChangeKind.SOURCES_DISAGREE, before=chinese, after=english)
    assert headline(change) == "Sources disagree: smart factories ≥40 against ≥40 家 by 2027"
