"""Names of plans: in titles, headings and text; what is none; which figures belong to which."""

from time import perf_counter

import pytest

from monitor.targets.plans.country import country_of
from monitor.targets.plans.key import kindred_keys, place_in, plan_key, plan_likeness, plan_period
from monitor.targets.plans.mentions import plans_of
from monitor.targets.reader import statements_of
from monitor.text.views import look


def _names(text: str, title: str = "") -> list[str]:
    return [plan.name for plan in plans_of(look(text), title=title)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("某省医疗装备行动方案（2025-2027年）", "某省医疗装备行动方案（2025-2027年）"),
        ("关于印发某省医疗装备行动方案（2025-2027年）的通知", "某省医疗装备行动方案（2025-2027年）"),
        ("省工信厅关于公开征求某省手术机器人产业发展规划意见的公告", "某省手术机器人产业发展规划"),
        (
            "一图读懂｜广东省医疗器械产业高质量发展行动计划（2026—2030年）",
            "广东省医疗器械产业高质量发展行动计划（2026—2030年）",
        ),
        ("某省“十四五”大型医用设备配置规划解读", "某省“十四五”大型医用设备配置规划"),
        ("「智慧醫療器材產業推動方案」", "智慧醫療器材產業推動方案"),
        ("上海高端装备产业五年规划出炉", "上海高端装备产业五年规划"),
        ("江蘇省印發醫療裝備產業集群行動方案", "醫療裝備產業集群行動方案"),
        (
            "Shanghai’s action plan for high-end medical equipment (2025–2027)",
            "Shanghai’s action plan for high-end medical equipment (2025–2027)",
        ),
        (
            "Medical equipment industry development plan of a certain province (2026-2030)",
            "Medical equipment industry development plan of a certain province (2026-2030)",
        ),
        ("National Medical Devices Policy 2023", "National Medical Devices Policy 2023"),
    ],
)
def test_a_title_names_the_plan(title: str, name: str) -> None:
    (plan,) = plans_of(look("到2027年,产业规模突破500亿元。"), title=title)
    assert (plan.name, plan.titled, plan.start, plan.end) == (name, True, 0, 0)
    (scraped,) = plans_of(look(f"{title}\n到2027年,产业规模突破500亿元。"))
    assert (scraped.name, scraped.titled) == (name, True)
    assert f"{title}\n"[scraped.start : scraped.end] == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("根据上海市高端装备产业发展“十四五”规划，到2025年，产值7000亿元。", ["上海市高端装备产业发展“十四五”规划"]),
        ("省政府印发医疗装备产业发展规划(2026-2030年)，提出目标。", ["医疗装备产业发展规划(2026-2030年)"]),
        (
            'the "Notice on Printing the "14th Five-Year Plan" for the Development of Suzhou\'s Equipment Industry\n.',
            ['"14th Five-Year Plan" for the Development of Suzhou\'s Equipment Industry'],
        ),
        (
            "Suzhou's three-year action plan for medical devices (2025-2027) sets a goal of 60 bn yuan by 2027.",
            ["Suzhou's three-year action plan for medical devices (2025-2027)"],
        ),
        ("据报道，上海发布了高端装备产业五年规划，干货满满。", ["高端装备产业五年规划"]),
        # no plans
        ("工信部发布了一系列医疗装备产业规划。省里公布了规划编制情况。", []),
        ("某市代表团赴外地考察高端装备产业发展规划工作。", []),
        ("“十四五”期间全国规划配置大型设备3645台。", []),
        ("The envoys of a Trade Mission met the Health Policy Institute. Read our Privacy Policy.", []),
        ('He said: "The Plan is a good thing, and we follow it. It costs 3 billion.', []),
        ("The shop's Cancellation Policy; Suzhou's plan to grow was a success.", []),
        ("《医疗装备周刊》报道，展会吸引了300家企业。", []),
    ],
)
def test_names_in_running_text(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        (
            "The office of Anxi province has printed and issued an action plan for medical robots for 2026 to 2028.",
            "action plan for medical robots for 2026 to 2028",
            "2026-2028|anxi|robot",
        ),
        (
            "Hubei has released an action plan to develop its high-end medical device industry from 2024 to 2027.",
            "action plan to develop its high-end medical device industry from 2024 to 2027",
            "2024-2027|hubei|highend+medical-equipment",
        ),
        (
            "Guangdong issues action plan for diagnostics (2023-25)",
            "action plan for diagnostics (2023-25)",
            "2023-2025|guangdong|diagnostics",
        ),
        ("Suzhou in Jiangsu rolled out its biomedicine plan last week.", "biomedicine plan", "|suzhou|biomedicine"),
        ("Suzhou rolled out its biomedicine plan last week.", "biomedicine plan", "||biomedicine"),
        (
            "Suzhou's action plan for medical devices (2025-2027) is the third in Anhui.",
            "Suzhou's action plan for medical devices (2025-2027)",
            "2025-2027|suzhou-anhui|medical-equipment",
        ),
        (
            "The Taizhou government in Zhejiang issued its Plan for Medical Devices (2026-2028).",
            "Plan for Medical Devices (2026-2028)",
            "2026-2028|taizhou-zhejiang|medical-equipment",
        ),
        (
            "The Taizhou government issued its Plan for Medical Devices (2026-2028).",
            "Plan for Medical Devices (2026-2028)",
            "2026-2028||medical-equipment",
        ),
        (
            "Jiangxi province's new three-year plan for medical imaging runs until 2027.",
            "Jiangxi province's new three-year plan for medical imaging",
            "|jiangxi|imaging",
        ),
        (
            "An action plan for surgical robots was published on Friday by the Wuhan city government.",
            "action plan for surgical robots",
            "|wuhan|robot",
        ),
        (
            "The Ningbo Municipal Government on Tuesday issued several measures to support medical device makers.",
            "several measures to support medical device makers",
            "|ningbo|medical-equipment",
        ),
        (
            "State Council rolls out plan for large-scale equipment renewal",
            "plan for large-scale equipment renewal",
            "|national|equipment+large+renewal",
        ),
        (
            "Under Scotland's 10 Year Plan for Medical Imaging, waits fall.",
            "Scotland's 10 Year Plan for Medical Imaging",
            "|scotland|imaging",
        ),
    ],
)
def test_a_plan_may_be_described_instead_of_named(text: str, name: str, key: str) -> None:
    (plan,) = plans_of(look(text))
    assert (plan.name, plan.key) == (name, key)


@pytest.mark.parametrize(
    "text",
    [
        "Wuhan's device makers plan to build plants for medical robots.",
        "Hospitals in Hubei will plan for medical imaging between 2025 and 2027.",
        "Measures for medical robots in Wuhan are many.",
        "A plan for medical robots was drawn up.",
        "The company announced its strategy for growth in Shanghai.",
    ],
)
def test_what_describes_no_plan(text: str) -> None:
    assert plans_of(look(text)) == ()


def test_a_title_that_is_about_something_else_names_none() -> None:
    assert _names("", "市领导赴邻市考察医疗装备产业发展规划") == []
    assert _names("", "医疗装备产业规划研讨会议在京召开") == []


def test_a_short_title_is_the_plan_of_the_text() -> None:
    text = "某省近日印发《某省医疗机器人产业创新发展行动方案（2026-2030年）》。到2030年，产业规模达到300亿元。"
    (plan,) = plans_of(look(text), title="某省医疗机器人“十五五”行动方案亮相")
    assert (plan.name, plan.titled) == ("某省医疗机器人产业创新发展行动方案（2026-2030年）", True)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("上海市经信委近日印发《高端装备产业发展“十四五”规划》。", "上海市高端装备产业发展“十四五”规划"),
        ("上海发布了高端装备产业发展规划(2021-2025年)。", "上海市高端装备产业发展规划（2021-2025年）"),
        ("工信部等部门联合印发《医疗装备产业发展规划（2021-2025年）》。", "全国医疗装备产业发展规划（2021-2025年）"),
        (
            'In February, the Ministry of Industry issued the "Medical Equipment Development Plan (2021-2025)".',
            "全国医疗装备发展规划（2021-2025年）",
        ),
        (
            'Suzhou Municipal Government in Jiangsu issued its "Medical Equipment Development Plan (2021-2025)".',
            "苏州市医疗装备发展规划（2021-2025年）",
        ),
    ],
)
def test_the_place_of_the_issuer_completes_a_name(text: str, whole: str) -> None:
    (plan,) = plans_of(look(text))
    assert plan.key == plan_key(whole)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("上海市高端装备产业发展“十四五”规划", "上海高端装备产业规划", True),
        ("苏州市医疗器械产业行动计划(2025-2027年)", "Suzhou's action plan for medical equipment (2025-2027)", True),
        ("苏州市医疗器械产业行动计划(2025-2027年)", "action plan for medical devices (2025-2027)", True),
        ("苏州市医疗器械产业行动计划(2025-2027年)", "常州市医疗器械产业行动计划(2025-2027年)", False),
        ("苏州市医疗器械产业行动计划(2025-2027年)", "苏州市医疗器械产业行动计划(2022-2024年)", False),
        ("苏州市医疗器械产业行动计划", "苏州市养老机器人行动计划", False),
        ("全国医疗装备产业发展规划（2026-2030年）", "济南市医疗装备产业发展规划（2026-2030年）", False),
        # places that no table has are places all the same
        ("安溪市医疗装备规划", "长溪市医疗装备规划", False),
    ],
)
def test_likeness_of_keys(one: str, other: str, alike: bool) -> None:
    assert (plan_likeness(plan_key(one), plan_key(other)) >= 0.6) is alike


def test_kindred_keys_find_a_name_that_leaves_the_years_out() -> None:
    full = plan_key("苏州市医疗器械产业行动计划(2025-2027年)")
    bare = plan_key("苏州市医疗器械产业行动计划")
    assert bare in kindred_keys(full, 2026)
    assert full in kindred_keys(bare, 2026)
    assert plan_key("常州市医疗器械产业行动计划") not in kindred_keys(full, 2026)


def _owners(text: str, title: str = "") -> dict[int, str | None]:
    view = look(text)
    found = statements_of(view, published="2025-03-01", plans=plans_of(view, title=title))
    return {int(statement.value): statement.plan for statement in found}


OWN = "苏州市医疗装备产业发展规划（2025-2030年）"


def test_the_title_governs_the_page() -> None:
    assert _owners("到2030年，产业规模突破500亿元。\n建成创新中心12家。", OWN) == {50_000_000_000: OWN, 12: OWN}


def test_another_plan_governs_what_it_introduces() -> None:
    text = (
        "到2030年，产业规模突破500亿元。\n"
        "省里印发的《江苏省医疗器械行动计划（2025-2027年）》提出，到2027年，全省产值达到3000亿元；培育龙头企业7家。\n"
        "全市将新建创新中心12家。"
    )
    other = "江苏省医疗器械行动计划（2025-2027年）"
    assert _owners(text, OWN) == {50_000_000_000: OWN, 300_000_000_000: other, 7: other, 12: OWN}


def test_what_a_plan_draws_on_governs_nothing() -> None:
    text = "根据《江苏省医疗器械行动计划（2025-2027年）》要求，结合我市实际，制定本规划。到2030年，建成创新中心12家。"
    assert _owners(text, OWN) == {12: OWN}


def test_a_short_name_is_the_plan_that_was_given_it() -> None:
    text = (
        "日前，省政府印发《江苏省医疗器械行动计划（2025-2027年）》（以下简称《计划》）。\n"
        "苏州市也印发《苏州市医疗装备产业发展规划（2025-2030年）》（以下简称《规划》）。\n"
        "《计划》提出，到2027年，培育龙头企业7家。《规划》明确，到2030年，建成创新中心12家。"
    )
    assert _owners(text) == {7: "江苏省医疗器械行动计划（2025-2027年）", 12: OWN}


def test_national_figures_in_the_plan_of_a_place_are_not_its_own() -> None:
    text = "到2030年，全国配置质子治疗系统60台。我市将建成创新中心12家。"
    assert _owners(text, OWN) == {60: None, 12: OWN}
    assert _owners(text, "医疗装备产业发展规划（2025-2030年）")[60] == "医疗装备产业发展规划（2025-2030年）"


def test_a_plan_that_is_named_late_in_passing_does_not_own_the_page() -> None:
    text = (
        "By 2025, the city's equipment industry is to reach 700 billion yuan. "
        * 1
        + "Smart factories should total 40 by the same year. The commission spoke of steady progress in all districts. "
        "Earlier this year it had published a 14th Five-Year Plan for advanced manufacturing as a whole."
    )
    assert set(_owners(text).values()) == {None}


def test_a_short_name_of_an_unknown_plan_owns_nothing() -> None:
    assert _owners("《规划》提出，到2027年，培育龙头企业7家。") == {7: None}


def test_undated_goals_are_due_with_the_plan_of_the_title() -> None:
    text = "建成市级以上企业技术中心45家，培育龙头企业8家。"
    view = look(text)
    (own,) = plans_of(view, title=OWN)
    assert [one.deadline for one in statements_of(view, published="2025-03-01", plans=(own,))] == ["2030", "2030"]
    assert all(one.deadline is None for one in statements_of(view, published="2025-03-01", plans=()))


def test_a_page_without_a_date_is_written_when_its_plan_begins() -> None:
    view = look("到2027年，产业规模突破500亿元。2024年，产业规模为330亿元。")
    plans = plans_of(view, title=OWN)
    found = {one.deadline or one.as_of: one.kind.value for one in statements_of(view, published=None, plans=plans)}
    assert found == {"2027": "target", "2024": "baseline"}


@pytest.mark.parametrize(
    ("title", "text", "draft"),
    [
        ("关于印发《{}》的通知", "2月，我市就《{}（征求意见稿）》公开征求意见。现将规划印发给你们。", False),
        ("《{}》政策解读", "《{}》征求意见稿于2月公布，经修改后出台。", False),
        ("{}", "现将《{}》印发给你们，此前的征求意见稿停止使用。", False),
        ("关于《{}》公开征求意见的公告", "到2030年，产业规模达到80亿元。", True),
        ("关于印发《{}（征求意见稿）》的函", "到2030年，产业规模达到80亿元。", True),
        ("青原市就医用机器人产业规划征求意见", "青原市发布《{}（征求意见稿）》。", True),
    ],
)
def test_a_final_plan_that_speaks_of_its_draft_is_none(title: str, text: str, draft: bool) -> None:
    name = "青原市医用机器人产业规划（2026—2030年）"
    text = text.format(name)
    (own,) = plans_of(look(text), title=title.format(name))
    assert own.draft is draft
    assert (own.name == name) or draft
    assert own.end == 0 or text[own.start : own.end] == own.name


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("临江市医疗装备产业规划（2026—2030年）", "linjiang"),
        ("长溪市医疗装备产业规划（2026—2030年）", "changxi"),
        ("云溪县医疗设备更新实施方案", "yunxi"),
        ("县域医疗设备更新实施方案", ""),
        ("行政院「生醫產業推動方案」", "taiwan"),
        ("印度国家医疗器械政策", "india"),
        ("India's National Medical Devices Policy", "india"),
        ("Linjiang City Medical Equipment Industry Plan (2026-2030)", "linjiang"),
        ("Linjiang Medical Equipment Industry Plan (2026-2030)", "linjiang"),
        ("Medical Equipment Industry Plan of Linjiang (2026-2030)", "linjiang"),
        ("Linjiang's Plan for Medical Equipment (2026-2030)", "linjiang"),
        ("Guiding Opinions on Medical Equipment (2026-2030)", ""),
        ("Medical Equipment Industry Plan (2026-2030)", ""),
        ("Suzhou's Plan for Medical Equipment (2026-2030)", "suzhou"),
        ("National Plan for Medical Equipment (2026-2030)", "national"),
    ],
)
def test_places_that_no_table_has_are_known_by_what_stands_around_them(name: str, place: str) -> None:
    assert place_in(plan_key(name)) == place


def test_a_place_has_one_key_in_both_scripts() -> None:
    for chinese, latin in (("临江", "Linjiang"), ("安溪", "Anxi"), ("青原", "Qingyuan"), ("长乐", "Changle")):
        one = plan_key(f"{chinese}市手术机器人产业规划（2026—2030年）")
        assert one == plan_key(f"{latin} City Surgical Robot Industry Plan (2026-2030)")
        assert plan_likeness(one, plan_key("Xihe City Surgical Robot Industry Plan (2026-2030)")) == 0


def test_pages_of_any_place_are_looked_at_for_a_plan_that_names_none() -> None:
    assert "2026-2030|*|robot" in kindred_keys("2026-2030||robot", 2026)
    for key in ("2026-2030|suzhou|robot", "2026-2030|national|robot", "2026-2030|linjiang|robot", "||robot"):
        assert not any("*" in kin for kin in kindred_keys(key, 2026))


@pytest.mark.parametrize(
    "piece",
    ["《", "《规划", "“", '"', "关于印发", "The Plan of ", "十四五", "计划(2025-2027年)", "Plan for the ", "发布了规"],
)
def test_long_hostile_texts_are_read_in_no_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    begun = perf_counter()
    plans_of(look(text), title=text[:3000])
    plans_of(look(text.replace(piece, piece + "\n")))
    assert perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("title", "text", "key"),
    [
        # a title that says no more than whose it is
        (
            "安徽三年行动方案落地",
            "《安徽省康复辅具产业发展三年行动方案（2025—2027年）》印发。",
            "2025-2027|anhui|rehabilitation",
        ),
        # a notice that issues what begins like a notice
        ("榆林市人民政府办公室印发关于加快医用机器人产业发展的若干措施的通知", "", "|yulin|robot"),
        # years of the Republic of China
        ("精準健康醫療器材推動計畫（114年至117年）", "行政院核定。", "2025-2028||health+medical-equipment"),
        # where it was written is not who issues it
        (
            "Imaging plan out",
            "BEIJING -- The Ministry of Health has issued an action plan for medical imaging for 2026 to 2028.",
            "2026-2028|national|imaging",
        ),
        (
            "Robots wanted",
            "WUHAN (Xinhua) -- Hubei Province has drawn up a plan for medical robots for 2026 to 2028.",
            "2026-2028|hubei|robot",
        ),
        (
            "Aids",
            "China's Anhui province has issued an action plan for rehabilitation for 2026 to 2028.",
            "2026-2028|anhui|rehabilitation",
        ),
        # the noun comes first
        (
            "Cluster push",
            "The Union Cabinet approved the Scheme for Medical Device Parks.",
            "|india|medical-equipment+park+scheme",
        ),
        # schemes, with their acronyms, in small letters, quoted beside what they are
        (
            "Makers of devices to be paid",
            "The Production Linked Incentive (PLI) Scheme for Manufacturing of Medical Devices has Rs 900 crore.",
            "|india|incentive+manufacturing+medical-equipment+scheme",
        ),
        (
            "Makers of devices to be paid",
            "The Union Cabinet, chaired by the Prime Minister, has approved the production linked incentive scheme for "
            "medical devices with an outlay of Rs 900 crore for 2026-27 to 2030-31.",
            "|india|incentive+medical-equipment+scheme",
        ),
        (
            "Parks wanted",
            'Rs 80 crore will be given under the scheme "Promotion of Medical Device Parks" of the Union government.',
            "|india|medical-equipment+park",
        ),
        (
            "Device policy",
            "India has approved the National Medical Device Policy, 2027, the Indian health minister said.",
            "2027|india|medical-equipment+policy",
        ),
        (
            "Labs",
            "Kenya's National Diagnostics Initiative 2027-2031 will pay for laboratories, the Kenyan ministry said.",
            "2027-2031|kenya|diagnostics",
        ),
        (
            "Kit for hospitals",
            "The NHS has published its medical equipment strategy, and will put £2 million into it.",
            "|uk|medical-equipment+strategy",
        ),
        (
            "Rehabilitation fund",
            "The Rehabilitation Equipment Fund pays for aids. British clinics have £3 million.",
            "|uk|equipment+fund+rehabilitation",
        ),
        # China's are the rule
        (
            "Robots",
            "The Medical Robot Development Plan is China's first. Chinese makers will sell for 9 billion yuan.",
            "||robot",
        ),
    ],
)
def test_keys_of_names_that_leave_something_to_what_stands_around_them(title: str, text: str, key: str) -> None:
    assert [plan.key for plan in plans_of(look(text), title=title)] == [key]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Scheme for Strengthening of Medical Device Industry",
            "Production Linked Incentive Scheme for Medical Devices",
        ),
        ("Scheme for Strengthening of Medical Device Industry", "National Medical Devices Policy, 2023"),
        ("Scheme for Medical Device Parks", "Scheme for Medical Devices"),
        ("Medical Technology Strategy", "Medical Technology Fund"),
    ],
)
def test_schemes_of_one_country_are_two_plans(one: str, other: str) -> None:
    keys = [plan_key(name, place="india") for name in (one, other)]
    assert plan_likeness(*keys) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("医疗装备产业发展规划", "医疗设备更新实施方案"),
        ("医疗装备产业行动计划", "医疗装备园区行动计划"),
        ("医疗器械规划", "手术机器人医疗器械规划"),
    ],
)
def test_two_plans_of_one_place_and_years_are_told_by_what_they_are_for(one: str, other: str) -> None:
    keys = [plan_key(f"临江市{name}（2026—2028年）") for name in (one, other)]
    assert plan_likeness(*keys) == 0


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("scheme for devices for 2026-27 to 2030-31", (2026, 2031)),
        ("scheme for devices until 2030-31", None),
        ("PLI scheme in FY 2026-27", None),
        ("Medical Robot Plan 2026-28", (2026, 2028)),
        ("plan for medical robots for 2026-28", (2026, 2028)),
    ],
)
def test_fiscal_years_are_no_period_by_themselves(name: str, period: tuple[int, int] | None) -> None:
    assert plan_period(name.lower()) == period


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Rs 5 crore was given.", "india"),
        ("Kenya's ministry of health met. The Kenyan government agreed.", "kenya"),
        ("China and Kenya met, and Kenyan makers were glad to see Chinese makers.", ""),
        ("India and Kenya met.", ""),
        ("Hospitals in Hunan. Chinese makers, China's plans, yuan.", ""),
        ("Poland's hospitals will get scanners, says Poland.", "poland"),
        ("Karnataka approves device policy. Rs 90 crore is set aside.", "karnataka"),
        ("The Union Minister spoke in Karnataka. Rs 90 crore is set aside.", "india"),
        ("Parks in Karnataka and Tamil Nadu get Rs 90 crore.", "india"),
    ],
)
def test_the_country_of_a_text_is_told_by_its_words(text: str, country: str) -> None:
    assert country_of(text) == country


@pytest.mark.parametrize("text", ["Officials discussed the Policy for Health on Monday.", "the Program for Nurses"])
def test_a_noun_that_comes_first_names_a_plan_only_of_equipment(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("宜都市医疗器械规划", "yidu"),
        ("于都县医疗器械规划", "yudu"),
        ("荆门市医疗器械规划", "jingmen"),
        ("晋城市医疗器械规划", "jincheng"),
        ("《宣城市医疗器械规划》", "xuancheng"),
        ("试点城市医疗器械规划", ""),
        ("国际大都市医疗器械规划", ""),
        ("连锁超市医疗器械规划", ""),
        ("部门市场医疗器械规划", ""),
    ],
)
def test_places_whose_names_end_like_common_words(name: str, place: str) -> None:
    assert place_in(plan_key(name)) == place


def test_a_plan_that_speaks_is_named_with_its_place() -> None:
    text = "据介绍，绍兴市医疗影像设备产业行动计划提出，到2028年，产值达到85亿元。产业行动计划还明确，推广应用。"
    assert _names(text) == ["绍兴市医疗影像设备产业行动计划"]
    assert _names("医疗影像设备产业行动计划提出，到2028年，产值达到85亿元。") == []


def test_a_plan_spoken_of_again_without_its_years_is_no_second_plan() -> None:
    text = "《绍兴市影像设备行动计划（2026—2028年）》印发。绍兴市影像设备行动计划提出，到2028年，产值达到85亿元。"
    assert [plan.key for plan in plans_of(look(text))] == ["2026-2028|shaoxing|equipment+imaging"]


def test_what_a_headline_says_of_a_plan_is_no_part_of_its_name() -> None:
    assert _names("到2028年，产值达到85亿元。", title="绍兴影像设备产业有了路线图") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("影像设备行动计划", "imaging action plan"),
        ("精准影像医材发展计划", "Precision Imaging Device Development Plan"),
    ],
)
def test_other_words_for_equipment_make_no_other_plan(one: str, other: str) -> None:
    keys = [plan_key(f"{name} (2026-2029)", place="taiwan") for name in (one, other)]
    assert plan_likeness(*keys) >= 0.6
    assert keys[0] in kindred_keys(keys[1], 2026)
    assert keys[1] in kindred_keys(keys[0], 2026)


def test_the_plans_of_two_states_are_two() -> None:
    name = "{} Medical Devices Policy 2026-2030"
    keys = [plan_key(name.format(state), place="india") for state in ("Karnataka", "Tamil Nadu", "National")]
    assert [place_in(key) for key in keys] == ["karnataka", "tamilnadu", "india"]
    assert plan_likeness(keys[0], keys[1]) == plan_likeness(keys[0], keys[2]) == 0


@pytest.mark.parametrize(
    ("one", "other"), [("泰州", "台州"), ("苏州", "宿州"), ("福州", "抚州"), ("宜春", "伊春"), ("榆林", "玉林")]
)
def test_cities_of_one_sound_are_two(one: str, other: str) -> None:
    keys = [plan_key(f"{name}市医疗器械产业规划（2026—2030年）") for name in (one, other)]
    assert plan_likeness(*keys) == 0


@pytest.mark.parametrize(
    "text",
    [
        "德阳市印发《医疗装备规划（2026—2030年）》，到2030年，产业规模达到180亿元。\n"
        "自贡市印发《医疗装备规划（2026—2030年）》，到2030年，产业规模达到150亿元。",
        "Deyang has issued a medical equipment plan for 2026 to 2030, under which output is to reach 18 billion yuan "
        "by 2030. Zigong has issued a medical equipment plan for 2026 to 2030, under which output is to reach "
        "15 billion yuan by 2030.",
    ],
)
def test_plans_of_two_places_that_go_by_one_name_are_two(text: str) -> None:
    view = look(text)
    plans = plans_of(view)
    assert [place_in(plan.key) for plan in plans] == ["deyang", "zigong"]
    assert len({plan.name for plan in plans}) == 2
    assert all(view.source[plan.start : plan.end] == plan.name for plan in plans)
    keys = {plan.name: plan.key for plan in plans}
    said = statements_of(view, published="2026-01-15", plans=plans)
    assert [(int(one.value / 10**9), place_in(keys[one.plan or ""])) for one in said] == [
        (18, "deyang"),
        (15, "zigong"),
    ]


def test_who_puts_a_plan_into_effect_sets_figures_of_his_own() -> None:
    text = "为落实《南充市医疗器械规划（2026—2030年）》，2027年，全市医疗器械产值达到60亿元。"
    view, title = look(text), "关于印发《南充市2027年医疗器械行动方案》的通知"
    plans = plans_of(view, title=title)
    [said] = statements_of(view, published="2026-12-15", plans=plans)
    assert said.plan == "南充市2027年医疗器械行动方案"


def test_an_edition_in_brackets_is_no_part_of_an_english_name() -> None:
    (plan,) = plans_of(look("Kenya published the National Medical Devices Strategy 2030 (2027 revision) on Monday."))
    assert (plan.name, plan.edition) == ("National Medical Devices Strategy 2030", 2027)


def test_undated_goals_are_due_with_the_plan_of_the_title_not_with_one_it_draws_on() -> None:
    title = "临沂县医疗装备行动计划（2024—2026年）"
    view = look("根据《“十四五”医疗装备产业发展规划》，制定本计划。\n一、主要目标\n培育骨干企业20家。")
    found = statements_of(view, published="2024-03-01", plans=plans_of(view, title=title))
    assert [statement.deadline for statement in found] == ["2026"]
