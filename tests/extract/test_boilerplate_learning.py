"""What is learned from many pages of a host, and above all what is not.

Every scenario is a site in the likeness of real ones: its pages are Documents as the extractor leaves them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.boilerplate import Boilerplate, key_of, mask_of, masked, restless_key, strip
from monitor.extract.formal import is_formal
from monitor.extract.learn import (
    ENDS,
    Found,
    learn,
    observe,
    restless_lines,
    widths,
)
from monitor.targets.equipment.mentions import equipment_of
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.text.fold import fold
from monitor.text.views import look
from monitor.types import (
    Block,
    BlockKind,
    Document,
    LearnedHost,
    LearnedLine,
    LineState,
    Recipe,
    Removed,
    SeenPage,
    Version,
    Why,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOST = "news.example"

DISCLAIMER = "本网转载此文只为传递更多信息，转载的图文与本网的观点无关，读者请自行判断其真实性并承担后果。"
BANNER = "临江医药网每个工作日为您送上行业要闻，欢迎投稿与合作洽谈"
ENGLISH = "Readers who rely on this information do so at their own risk and should consult the original publication."


def version(lines: Sequence[str | Block], title: str = "", mask: Boilerplate | None = None) -> Version:
    """A page with these lines, read as the decision reads it."""
    blocks = tuple(line if isinstance(line, Block) else Block(text=line) for line in lines)
    document = Document(url=f"https://{HOST}/1.html", title=title, blocks=blocks)
    document = strip(document, mask) if mask is not None else document
    view = look(document.text)
    plans = plans_of(view, title=title, issuer=None)
    statements = statements_of(view, published=None, plans=plans)
    return Version(
        document=document,
        statements=statements,
        equipment=equipment_of(view, statements),
        plans=plans,
        recipe=Recipe(extractor="1", rules=""),
        snapshot_sha256="00" * 32,
        fetched_at=NOON,
    )


def seen(pages: Sequence[Sequence[str | Block]]) -> list[SeenPage]:
    return [observe(version(lines), page_id=number, host=HOST) for number, lines in enumerate(pages, 1)]


def learned(pages: Sequence[Sequence[str | Block]]) -> set[str]:
    """Texts that are learned from these pages."""
    texts = {key_of(line.text if isinstance(line, Block) else line): line for page in pages for line in page}
    found = {texts[found.key] for found in learn(seen(pages))}
    return {line.text if isinstance(line, Block) else line for line in found}


def story(number: int) -> list[str]:
    """A news item of its own."""
    places = ("临江", "南山", "北原", "东湖", "西岭", "海宁", "平川", "安远", "长丰", "永泰")
    place = f"{places[number % 10]}{number}号"
    return [
        f"{place}医院引进新的检查设备",
        f"2026年3月{number % 28 + 1}日 记者 {place}报道",
        f"{place}医院日前举行了新院区的启用仪式，院方介绍了门诊楼的布局与就诊流程，并邀请居民代表参观。",
        f"{place}的居民表示，过去看病要走很远的路，现在家门口就能得到诊治，十分方便。",
        f"院长在{place}的会上说，下一步要把人才培养放在首位，让更多年轻医生到基层来。",
    ]


def test_a_disclaimer_and_a_banner_around_ten_stories_are_learned() -> None:
    pages = [[BANNER, *story(number), DISCLAIMER] for number in range(10)]
    assert learned(pages) == {BANNER, DISCLAIMER}
    one = next(found for found in learn(seen(pages)) if found.key == key_of(DISCLAIMER))
    assert (one.why, one.seen, one.looked_at) == (Why.RECURS, 10, 10)


def test_spaces_and_widths_make_no_other_line() -> None:
    pages = [[*story(number), DISCLAIMER.replace("，", "， " * (number % 2) or "，")] for number in range(10)]
    assert len(learn(seen(pages))) == 1


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_site_with_few_pages_teaches_nothing(count: int) -> None:
    assert learned([[BANNER, *story(number), DISCLAIMER] for number in range(count)]) == set()


def test_a_line_on_half_of_the_pages_is_not_learned() -> None:
    pages = [[*story(number), *([DISCLAIMER] if number % 2 else [])] for number in range(40)]
    assert learned(pages) == set()


def test_most_pages_are_enough_when_there_are_many() -> None:
    pages = [[*story(number), *([DISCLAIMER] if number % 10 < 7 else [])] for number in range(40)]
    assert learned(pages) == {DISCLAIMER}


def test_a_notice_that_is_republished_stays_whole() -> None:
    notice = [
        "关于做好社区诊疗服务工作的通知",
        "各县区要把社区诊疗服务摆上重要议事日程，明确责任分工，细化工作举措，确保取得实效。",
        "各单位要加强宣传引导，及时总结经验做法，营造良好氛围。",
        "通知执行中遇到的问题，请及时与主管部门联系。",
    ]
    copies = [[*notice, f"阅读第{number}次转发"] for number in range(12)]
    assert learned(copies) == set()
    assert learned([*copies, *([*story(number), DISCLAIMER] for number in range(8))]) == {DISCLAIMER}


def test_reports_of_one_plan_keep_what_they_share() -> None:
    shared = [
        "《临江市医疗装备产业发展行动计划》近日印发，提出了今后三年的工作安排。",
        "行动计划要求各部门形成合力，打通从研发到应用的堵点，让企业敢投愿投。",
        "行动计划还提出建立跨部门的会商机制，定期研究解决企业反映的困难。",
    ]
    pages = [[*story(number), *shared] for number in range(12)]
    assert learned(pages) == set()


def test_a_target_that_every_page_repeats_stays() -> None:
    target = "到2027年，全市医疗装备产业规模达到500亿元。"
    pages = [[target, *story(number), DISCLAIMER] for number in range(15)]
    assert learned(pages) == {DISCLAIMER}


def test_a_line_with_a_target_goes_only_when_nearly_all_of_many_pages_have_it() -> None:
    slogan = "奋战三年，到2027年全市医疗装备产业规模达到500亿元！"
    assert version([slogan]).statements
    assert learned([[slogan, *story(number)] for number in range(45)]) == {slogan}
    assert learned([[slogan, *story(number)] for number in range(30)]) == set()
    assert learned([[*([slogan] if number % 10 else []), *story(number)] for number in range(45)]) == set()


def test_custom_of_notices_is_document() -> None:
    pages = [
        [
            "索引号：00000",
            "采购方式：公开招标",
            "Procedure: open tender",
            "发布机构：临江市卫生健康委员会",
            "各县区卫生健康局：",
            "根据有关管理规定，经研究，现将有关事项公布。",
            *story(number),
            "一、总体要求",
            "特此通知。",
            "附件：申报表",
            "临江市卫生健康委员会",
            "（此件公开发布）",
        ]
        for number in range(20)
    ]
    assert learned(pages) == set()


@pytest.mark.parametrize(
    "line", ["本栏目所载文件自2026年1月1日起一律废止", "All guidance on this site has been withdrawn"]
)
def test_whether_documents_are_in_force_is_document(line: str) -> None:
    assert learned([[line, *story(number)] for number in range(20)]) == set()


def test_headings_and_table_rows_are_document() -> None:
    pages = [
        [
            Block(text="Background", kind=BlockKind.HEADING, level=2),
            *story(number),
            Block(text="Unit | Value | Deadline", kind=BlockKind.TABLE_ROW),
        ]
        for number in range(20)
    ]
    assert learned(pages) == set()


def test_what_documents_say_in_their_middle_stays() -> None:
    middle = "根据有关管理办法的规定，经专家评审和社会公示，现将结果予以公布，自公布之日起执行"
    pages = [[*story(number), middle, *story(number + 100)] for number in range(20)]
    assert learned(pages) == set()


def test_a_long_passage_is_not_furniture() -> None:
    passage = "本中心多年来坚持公益性，开展了大量的科普与培训工作，积累了丰富的经验。" * 10
    assert widths([passage])[0] > 600
    assert learned([[*story(number), passage] for number in range(20)]) == set()


def test_a_block_page_at_many_addresses_teaches_nothing() -> None:
    wall = ["You do not have access to this page", "Please contact the administrator of the site for help", ENGLISH]
    assert learned([wall] * 20) == set()


def test_pages_with_little_of_their_own_teach_nothing() -> None:
    assert learned([[BANNER, f"第{number}号", DISCLAIMER] for number in range(20)]) == set()


def test_what_was_learned_stays_until_most_pages_have_lost_it() -> None:
    mask = Boilerplate(revision=1, lines={key_of(DISCLAIMER): "learned: seen on 10 of 10 pages"})
    with_it = [observe(version([*story(n), DISCLAIMER], mask=mask), page_id=n, host=HOST) for n in range(3)]
    without = [observe(version(story(n)), page_id=n, host=HOST) for n in range(3, 10)]
    standing = {key_of(DISCLAIMER)}
    assert [found.key for found in learn([*with_it, *without], standing=standing)] == [key_of(DISCLAIMER)]
    assert learn([*with_it, *without]) == ()
    rare = [*with_it[:1], *without]
    assert learn(rare, standing=standing) == ()


def test_learning_again_under_the_mask_learns_the_same() -> None:
    pages = [[BANNER, *story(number), DISCLAIMER] for number in range(10)]
    first = learn(seen(pages))
    mask = Boilerplate(revision=1, lines={found.key: "learned: seen on 10 of 10 pages" for found in first})
    again = [observe(version(lines, mask=mask), page_id=number, host=HOST) for number, lines in enumerate(pages, 1)]
    assert {found.key for found in learn(again, standing=set(mask.lines))} == {found.key for found in first}


def test_long_pages_are_seen_at_both_ends() -> None:
    lines = [f"这是第{number}段，它只在这一页上出现。" for number in range(500)]
    page = observe(version([BANNER, *lines, DISCLAIMER]), page_id=1, host=HOST)
    assert len(page.blocks) == 2 * ENDS
    assert page.blocks[0].key == key_of(BANNER)
    assert page.blocks[-1].key == key_of(DISCLAIMER)


@given(st.lists(st.lists(st.sampled_from([BANNER, DISCLAIMER, ENGLISH, *story(1), *story(2), "", "."]), max_size=8)))
def test_learning_never_fails_and_never_names_what_few_have(pages: list[list[str]]) -> None:
    for found in learn(seen(pages)):
        assert sum(found.key in {key_of(line) for line in page} for page in pages) >= 5


# -- lines that change at every check


def steps(*texts: Sequence[str | Block]) -> list[tuple[tuple[str, int], ...]]:
    """What each check after the first finds restless."""
    found: list[tuple[tuple[str, int], ...]] = []
    versions = [version(lines) for lines in texts]
    for before, now in pairwise(versions):
        found.append(restless_lines(before, now, known=found[-1] if found else ()))
    return found


def test_a_view_counter_is_restless_after_three_checks() -> None:
    counts = steps(*([*story(1), f"点击 {views}"] for views in ("98", "120", "1,031", "1,055")))
    assert [checks for ((_, checks),) in counts] == [1, 2, 3]
    page = observe(version(story(1)), page_id=4, host=HOST, restless=counts[-1])
    key = restless_key("点击 7")
    assert learn([page]) == (Found(key=key or "", why=Why.RESTLESS, seen=3, looked_at=3, page_id=4),)
    early = observe(version(story(1)), page_id=4, host=HOST, restless=counts[1])
    assert learn([early]) == ()


def test_a_change_of_words_beside_it_starts_the_count_anew() -> None:
    other = story(1)
    other[3] = "居民们对新的院区有褒有贬，也有人提出了意见。"
    found = steps([*story(1), "浏览 1 次"], [*story(1), "浏览 2 次"], [*other, "浏览 3 次"], [*other, "浏览 4 次"])
    assert [len(one) for one in found] == [1, 0, 1]
    assert found[2][0][1] == 1


@pytest.mark.parametrize(
    "line",
    [
        "到2027年，全市医疗装备产业规模达到{}00亿元",
        "Output will exceed {} billion yuan by 2027",
        "报名截止时间：3月{}日17时",
        "Applications close on {} March",
        "受理编号为{}号的申请，经审查符合要求，予以登记。",
        "项目预算 {} 万元",
        "全市现有床位 {} 张",
    ],
)
def test_what_is_set_is_never_restless(line: str) -> None:
    assert steps(*([*story(1), line.format(figure)] for figure in range(2, 7))) == [()] * 4


def test_table_rows_and_headings_are_never_restless() -> None:
    for kind in (BlockKind.TABLE_ROW, BlockKind.HEADING):
        rows = [[*story(1), Block(text=f"Beds in use | {beds}", kind=kind)] for beds in range(4)]
        assert steps(*rows) == [()] * 3


# -- the mask


def a_line(text: str, **facts: object) -> LearnedLine:
    values = {"key": key_of(text), "text": text, "why": Why.RECURS, "seen": 12, "looked_at": 12, "since": NOON}
    return LearnedLine(**(values | facts))  # type: ignore[arg-type]


def test_the_mask_says_why() -> None:
    counter = "浏览 12 次"
    lines = (
        a_line(DISCLAIMER),
        a_line(BANNER, state=LineState.FORGOTTEN),
        a_line(ENGLISH, state=LineState.PINNED, why=Why.PERSON),
        a_line(counter, key=restless_key(counter), why=Why.RESTLESS, seen=3),
    )
    mask = mask_of(LearnedHost(host=HOST, revision=4, lines=lines))
    assert mask.revision == 4
    document = Document(
        url=None, title="", blocks=tuple(Block(text=t) for t in (BANNER, "正文。", "浏览 99 次", DISCLAIMER, ENGLISH))
    )
    stripped = strip(document, mask)
    assert [block.text for block in stripped.blocks] == [BANNER, "正文。"]
    assert stripped.removed == (
        Removed(text="浏览 99 次", reason="learned: changed at 3 checks in a row while the page stood still"),
        Removed(text=DISCLAIMER, reason="learned: seen on 12 of 12 pages"),
        Removed(text=ENGLISH, reason="learned: pinned by hand"),
    )


def test_a_page_about_the_line_keeps_it() -> None:
    mask = mask_of(LearnedHost(host=HOST, revision=1, lines=(a_line(DISCLAIMER),)))
    assert masked([DISCLAIMER, " "], mask) == [None, None]
    document = Document(url=None, title="", blocks=(Block(text=DISCLAIMER),))
    assert strip(document, mask) == document


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=3))
def test_a_mask_takes_whole_lines_or_nothing(texts: list[str], gone: list[str]) -> None:
    mask = Boilerplate(revision=1, lines={key_of(text): "learned: x" for text in gone})
    document = Document(url=None, title="", blocks=tuple(Block(text=text) for text in texts))
    stripped = strip(document, mask)
    kept = [block.text for block in stripped.blocks]
    assert sorted([*kept, *(removed.text for removed in stripped.removed)]) == sorted(texts)
    assert strip(stripped, mask).blocks == stripped.blocks


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求",
        "第二章 主要任务",
        "各有关单位：",
        "2026年3月5日",
        "特此公告。",
        "* * *",
        "In accordance with the Act, the following applies.",
    ],
)
def test_formal_lines(text: str) -> None:
    assert is_formal(Block(text=text), fold(text).lower())


@pytest.mark.parametrize(
    "text",
    [DISCLAIMER, BANNER, ENGLISH, "免责声明：转载内容与本网无关", "Disclaimer: no advice is given", "24小时为您服务"],
)
def test_lines_that_are_not_formal(text: str) -> None:
    assert not is_formal(Block(text=text), fold(text).lower())
