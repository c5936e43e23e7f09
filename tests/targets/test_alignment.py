"""Following: two Versions of a page, target by target."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.targets import align
from monitor.targets.reader import statements_of
from monitor.text.views import look
from monitor.types import ChangeKind, Comparator, Statement, StatementKind

BEFORE = """某市医疗装备行动方案(2025-2027年)
到2027年,产业规模突破500亿元,年均增长10%左右;全市建成县域影像中心18个;乡镇卫生院DR配备率达到95%以上;新增第三类医疗器械注册证60件;
市属医院设备完好率不低于98%。2026年底前,彩色超声配备率达到100%。
2024年,产业规模为330亿元。"""


def _read(text: str) -> tuple[Statement, ...]:
    return statements_of(look(text), published="2025-03-01", plans=())


def _kinds(now: str) -> list[ChangeKind]:
    return [change.kind for change in align(_read(BEFORE), _read(now))]


def test_nothing_changed() -> None:
    assert align(_read(BEFORE), _read(BEFORE)) == ()


def test_a_counter_that_fits_anything_is_no_other_counter() -> None:
    assert _kinds(BEFORE.replace("影像中心18个", "影像中心18家")) == []
    assert _kinds(BEFORE.replace("注册证60件", "注册证60家")) == [ChangeKind.TARGET_RESTATED]
    assert _kinds(BEFORE.replace("影像中心18个", "影像中心20家")) == [ChangeKind.TARGET_RAISED]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("突破500亿元", "突破600亿元", ChangeKind.TARGET_RAISED),
        ("影像中心18个", "影像中心16个", ChangeKind.TARGET_LOWERED),
        ("2026年底前", "2027年6月底前", ChangeKind.TARGET_POSTPONED),
        ("2026年底前", "2025年底前", ChangeKind.TARGET_BROUGHT_FORWARD),
        ("注册证60件", "注册证60件以上", ChangeKind.TARGET_TIGHTENED),
        ("突破500亿元", "达到500亿元", ChangeKind.TARGET_LOOSENED),
        ("注册证60件", "注册证60项", ChangeKind.TARGET_RESTATED),
        # the bound goes with the value, and is told only by itself
        ("突破500亿元", "达到450亿元左右", ChangeKind.TARGET_LOWERED),
        ("注册证60件", "注册证70件以上", ChangeKind.TARGET_RAISED),
        ("不低于98%", "不超过98%", ChangeKind.TARGET_RESTATED),
        ("新增第三类医疗器械注册证60件;", "", ChangeKind.TARGET_REMOVED),
        ("注册证60件;", "注册证60件;三级医院手术机器人配备率达到40%;", ChangeKind.TARGET_NEW),
    ],
)
def test_one_change(old: str, new: str, kind: ChangeKind) -> None:
    assert old in BEFORE
    assert _kinds(BEFORE.replace(old, new)) == [kind]


def _pair(before: str, now: str) -> list[ChangeKind]:
    return [change.kind for change in align(_read(before), _read(now))]


@pytest.mark.parametrize(
    ("before", "now", "kinds"),
    [
        # both truly differ: what is promised, and until when
        (
            "到2027年,建成影像中心18个。",
            "到2028年,建成影像中心20个。",
            [ChangeKind.TARGET_RAISED, ChangeKind.TARGET_POSTPONED],
        ),
        ("到2027年,建成影像中心6-8个。", "到2027年,建成影像中心6个以上。", [ChangeKind.TARGET_RESTATED]),
        ("到2027年,国产化率提高15%。", "到2027年,国产化率提高15%以上。", [ChangeKind.TARGET_TIGHTENED]),
        ("到2027年,国产化率提高15%。", "到2027年,国产化率达到15%。", [ChangeKind.TARGET_RESTATED]),
        # what is left of a metric when the sentence says the rest
        (
            "政府投资的医院项目预留首台(套)采购份额不低于10%。",
            "政府投资的医院项目应当预留首台(套)采购份额,预留比例不低于10%。",
            [],
        ),
        # a step on the way to a goal that stands
        ("到2030年,产业规模突破95亿元。", "到2028年,产业规模突破60亿元,到2030年突破95亿元。", [ChangeKind.TARGET_NEW]),
        # bounds of two languages are the translator's
        ("到2030年,培育专精特新企业26家以上。", "By 2030, more than 26 innovative enterprises will be cultivated.", []),
        # a figure announced, then said in full
        ('方案提出"三年翻番":到2028年,产业规模比2025年翻一番。', "到2028年,产业规模比2025年翻一番。", []),
    ],
)
def test_kinds_of_a_pair(before: str, now: str, kinds: list[ChangeKind]) -> None:
    assert _pair(before, now) == kinds


def test_wording_and_order_are_no_change() -> None:
    now = """某市医疗装备行动方案(2025-2027年)
2024年,产业规模为330亿元。方案有五个数:到2027年,乡镇卫生院的DR配备率要达到95%以上;县域影像中心全市建成18个;第三类医疗器械注册证新增60件;
市属医院的设备完好率不低于98%;产业规模要突破500亿元,年均增长10%左右。2026年底前,彩色超声的配备率要达到100%。"""
    assert align(_read(BEFORE), _read(now)) == ()


PROMISE_ZH = "临江省影像设备行动方案（2026—2028年）\n到2028年，{}，建成检测中心4个。"
PROMISE_EN = "Medical Technology Roadmap 2026 to 2029\nBy 2029, {}. The ministry reports every year."


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("创建省级工程实验室14家", "创建省级中试平台14家"),
        ("培育年产值超20亿元的链主企业6家", "培育年产值超10亿元的链主企业6家"),
        ("每千人口康复床位达到0.6张", "每万人口康复床位达到0.6张"),
        ("二级医院国产设备配备率达到70%", "三级医院国产设备配备率达到70%"),
        ("新增第三类医疗器械注册证45个", "新增第二类医疗器械注册证45个"),
        ("整机出口额达到90亿元", "整机进口额达到90亿元"),
        ("县级医院磁共振设备覆盖率达到85%", "乡镇卫生院磁共振设备覆盖率达到85%"),
        ("器械产业总产值突破400亿元", "器械产业增加值突破400亿元"),
        ("we will open 25 regional test laboratories", "we will open 25 regional training centres"),
        ("we will train 900 radiographers", "we will train 900 midwives"),
        ("at least 80% of hospitals will use digital pathology", "at least 80% of clinics will use digital pathology"),
    ],
)
def test_equal_figures_of_something_else_are_reworded(before: str, now: str) -> None:
    promise = PROMISE_EN if before.isascii() else PROMISE_ZH
    assert _pair(promise.format(before), promise.format(now)) == [ChangeKind.TARGET_REWORDED]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("整机产业营业收入突破300亿元", "整机产业营收规模超过300亿元"),
        ("培育龙头企业7家", "打造行业领军企业7家"),
        ("县域医共体远程心电覆盖率达到95%", "远程心电在县域医共体的覆盖率达到95%"),
        ("国产设备占比达到65%", "国产设备所占比重达到65%"),
        ("培训临床工程人员800名", "培养临床工程技术人才800名"),
        ("规模以上企业达到120家", "规上企业数量增至120家"),
        ("国产磁共振设备配备率达到85%", "MRI配备率达到85%"),
        ("we will set up 25 test laboratories", "we will establish 25 new test laboratories"),
        ("we will train 900 radiographers", "900 radiographers will be trained"),
        ("we will support 40 device companies", "we will support 40 device manufacturers"),
    ],
)
def test_the_same_in_other_words_is_no_change(before: str, now: str) -> None:
    promise = PROMISE_EN if before.isascii() else PROMISE_ZH
    assert _pair(promise.format(before), promise.format(now)) == []


def test_a_figure_whose_own_words_stay_is_not_reworded_by_what_goes_before_it() -> None:
    [one] = [said for said in _read("到2027年，县级医院更新超声设备600台。") if said.value == 600]
    assert align([one], [replace(one, metric="乡镇卫生院更新心电设备")]) == ()


def test_equal_figures_of_another_device_are_reworded() -> None:
    before, now = "2027年底前，完成县级医院CT更新300台。", "2027年底前，完成县级医院磁共振设备更新300台。"
    assert _pair(before, now) == [ChangeKind.TARGET_REWORDED]
    assert _pair(before, "2027年底前，完成县级医院的计算机断层扫描设备更新300台。") == []


def test_facts_and_repeats_are_not_followed() -> None:
    assert _kinds(BEFORE.replace("330亿元", "340亿元")) == []
    repeated = tuple(replace(s, repeat=True) for s in _read(BEFORE))
    assert align(repeated, ()) == ()


METRICS = [
    "产业规模",
    "研发投入强度",
    "县域影像中心",
    "三类注册证",
    "设备完好率",
    "配备率",
    "领军人才",
    "创新平台",
    "出口额",
    "床位数",
]


@st.composite
def _statements(draw: st.DrawFn) -> list[Statement]:
    metrics = draw(st.lists(st.sampled_from(METRICS), unique=True, max_size=8))
    found = []
    for number, metric in enumerate(metrics):
        value = draw(st.integers(1, 5000))
        quote = f"{metric}达到{value}"
        found.append(
            Statement(
                kind=StatementKind.TARGET,
                metric=metric,
                value=Decimal(value),
                unit=draw(st.sampled_from(["CNY", "percent", "count"])),
                comparator=draw(st.sampled_from([Comparator.EQ, Comparator.GE, Comparator.GT])),
                deadline=draw(st.sampled_from([None, "2025", "2027-06"])),
                quote=quote,
                start=number * 100,
                end=number * 100 + len(quote),
                rule="test",
            )
        )
    return found


@given(_statements())
def test_a_version_against_itself_is_empty(statements: list[Statement]) -> None:
    assert align(statements, statements) == ()


@given(_statements(), st.randoms())
def test_order_does_not_matter(statements: list[Statement], random: object) -> None:
    shuffled = list(statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert align(statements, shuffled) == ()


@settings(max_examples=200)
@given(_statements(), st.data())
def test_leaving_one_out_is_one_removal(statements: list[Statement], data: st.DataObject) -> None:
    if not statements:
        return
    index = data.draw(st.integers(0, len(statements) - 1))
    left = statements[:index] + statements[index + 1 :]
    (gone,) = align(statements, left)
    assert (gone.kind, gone.before, gone.after) == (ChangeKind.TARGET_REMOVED, statements[index], None)
    (new,) = align(left, statements)
    assert (new.kind, new.before, new.after) == (ChangeKind.TARGET_NEW, None, statements[index])


@given(_statements(), _statements())
def test_keys_are_unique_and_sides_are_there(before: list[Statement], now: list[Statement]) -> None:
    changes = align(before, now)
    assert len({(change.kind, change.key) for change in changes}) == len(changes)
    for change in changes:
        assert (change.before is None) == (change.kind is ChangeKind.TARGET_NEW)
        assert (change.after is None) == (change.kind is ChangeKind.TARGET_REMOVED)


#: Metric and unit words of sentences that can stand alone.
PHRASES = (
    ("产业规模", "亿元"),
    ("研发投入强度", "%"),
    ("县域影像中心数量", "个"),
    ("三级医院设备完好率", "%"),
    ("领军企业", "家"),
    ("专业人才", "人"),
    ("首台套产品", "项"),
    ("国产化率", "%"),
    ("智能工厂", "家"),
    ("公共服务平台", "个"),
)


@st.composite
def _sentences(draw: st.DrawFn) -> list[str]:
    chosen = draw(st.lists(st.sampled_from(PHRASES), unique=True, min_size=1, max_size=8))
    years = st.sampled_from(["2027年", "2028年底", "2030年"])
    return [f"到{draw(years)},{metric}达到{draw(st.integers(11, 90))}{unit}。" for metric, unit in chosen]


def _page(sentences: list[str]) -> tuple[Statement, ...]:
    return _read("\n".join(sentences))


@settings(max_examples=60, deadline=None)
@given(_sentences(), st.data())
def test_laws_of_texts(sentences: list[str], data: st.DataObject) -> None:
    page = _page(sentences)
    assert len(page) == len(sentences)
    assert align(page, page) == ()
    shuffled = data.draw(st.permutations(sentences))
    assert align(page, _page(shuffled)) == ()
    index = data.draw(st.integers(0, len(sentences) - 1))
    (gone,) = align(page, _page(sentences[:index] + sentences[index + 1 :]))
    assert (gone.kind, gone.before) == (ChangeKind.TARGET_REMOVED, page[index])
    factor = data.draw(st.sampled_from([Decimal("0.5"), Decimal(2), Decimal(10)]))
    figure = page[index].quote[-4:]
    low = int("".join(c for c in figure if c.isdigit())[-2:])
    edited = list(sentences)
    edited[index] = f"{int(low * factor) or 1}".join(edited[index].rsplit(str(low), 1))
    now = data.draw(st.permutations(edited))
    (moved,) = align(page, _page(now))
    assert moved.kind is (ChangeKind.TARGET_RAISED if factor > 1 else ChangeKind.TARGET_LOWERED)
    assert moved.before == page[index]
