"""What a text wants of equipment, and the rule that is named for it."""

import pytest

from monitor.api import read_text

PLAN_ZH = "某省印发《医疗装备发展规划》,要求如下。\n"
PLAN_EN = "The Ministry of Health published its Medical Equipment Plan on Monday.\n"


def _stances(text: str) -> dict[str, str]:
    return {one["surface"]: one["stance"] for one in read_text(text, None, "2026-01-01")["equipment"]}


def _rules(text: str) -> dict[str, str]:
    return {one["surface"]: one["rule"] for one in read_text(text, None, "2026-01-01")["equipment"]}


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("The ministry will restrict purchases of PET-CT scanners.", {"PET-CT scanners": "restrict"}),
        ("The cabinet will ban clinics from buying gamma cameras.", {"gamma cameras": "restrict"}),
        ("The government will ban imports of refurbished MRI scanners.", {"MRI scanners": "restrict"}),
        ("The state will suspend the purchase of surgical robots.", {"surgical robots": "restrict"}),
        ("The ministry will not buy new PET-CT scanners until 2028.", {}),
        ("The trust will retire 14 gamma cameras by 2027.", {"gamma cameras": "restrict"}),
        ("Under the plan, mercury thermometers will be gradually phased out.", {"mercury thermometers": "restrict"}),
        ("The scheme says that ventilators will be replaced.", {"ventilators": "update"}),
        (
            "The ministry will buy CT scanners and retire gamma cameras.",
            {"CT scanners": "procure", "gamma cameras": "restrict"},
        ),
        (
            "The ministry will restrict imports and buy infusion pumps.",
            {"infusion pumps": "procure"},
        ),
        (
            "Hospitals must replace X-ray machines, life support systems, oxygen supply systems and gamma cameras.",
            dict.fromkeys(
                ["X-ray machines", "life support systems", "oxygen supply systems", "gamma cameras"], "update"
            ),
        ),
        (
            "Restrict purchases of:\n- CT scanners\n- infusion pumps",
            {"CT scanners": "restrict", "infusion pumps": "restrict"},
        ),
        ("The agency will fast-track approval of infusion pumps.", {"infusion pumps": "promote"}),
        ("The state will subsidise hearing aids for the over-70s.", {"hearing aids": "promote"}),
        ("The programme will start trial production of surgical robots.", {"surgical robots": "develop"}),
    ],
)
def test_in_english(text: str, stances: dict[str, str]) -> None:
    assert _stances(PLAN_EN + text) == stances


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("推动手术机器人、高端彩超的研发和产业化。", {"手术机器人": "develop", "高端彩超": "develop"}),
        ("加快质子治疗系统国产化。", {"质子治疗系统": "develop"}),
        ("开展碳离子治疗系统联合攻关。", {"碳离子治疗系统": "break_through"}),
        ("加强手术机器人关键技术突破。", {"手术机器人": "break_through"}),
        ("加快内镜更新换代。", {"内镜": "update"}),
        ("推进县级医院CT配置。", {"CT": "procure"}),
        ("开展冠脉支架、人工关节集采。", {"冠脉支架": "procure", "人工关节": "procure"}),
        ("将人工晶体纳入集采。", {"人工晶体": "procure"}),
        ("开展手术机器人应用示范。", {"手术机器人": "promote"}),
        ("支持ECMO首台套推广应用。", {"ECMO": "promote"}),
        ("严格控制PET/CT配置。", {"PET/CT": "restrict"}),
        ("暂停采购手术机器人。", {"手术机器人": "restrict"}),
        ("停止使用水银血压计。", {"水银血压计": "restrict"}),
        ("逐步淘汰含汞体温计。", {"含汞体温计": "restrict"}),
        ("淘汰更新老旧CT、磁共振。", {"CT": "update", "磁共振": "update"}),
        ("更新生命支持设备、内镜。", {"生命支持设备": "update", "内镜": "update"}),
        ("重点研发方向:\n1.脑机接口\n2.人工心脏", {"脑机接口": "develop", "人工心脏": "develop"}),
    ],
)
def test_in_chinese(text: str, stances: dict[str, str]) -> None:
    assert _stances(PLAN_ZH + text) == stances


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (PLAN_EN + "The ministry will buy CT scanners.", {"CT scanners": "en:listed/verb"}),
        (PLAN_EN + "Equipment to be purchased\n- CT scanners", {"CT scanners": "en:listed/lead"}),
        (
            PLAN_EN + "The fund will support patient hoists and theatre monitors.",
            {"patient hoists": "en:listed/verb", "theatre monitors": "en:listed/verb"},
        ),
        (PLAN_EN + "There is a fast track for endoscopes.", {"endoscopes": "en:listed/plan"}),
        (PLAN_ZH + "发展手术机器人。", {"手术机器人": "zh:listed/verb"}),
        (
            PLAN_ZH + "支持质谱、毛细管电泳、测序三类仪器的国产化。",
            {"质谱": "zh:listed/verb", "毛细管电泳": "zh:beside/verb", "测序": "zh:beside/verb"},
        ),
        (PLAN_ZH + "主攻方向\n一是超导磁体;", {"超导磁体": "zh:listed/lead"}),
        (PLAN_ZH + "到2027年,全市手术机器人达到40台。", {"手术机器人": "zh:listed/goal"}),
    ],
)
def test_each_mention_names_its_rule(text: str, rules: dict[str, str]) -> None:
    assert _rules(text) == rules


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我市鼓励医疗机构使用国产手术机器人。", ["国产手术机器人"]),
        ("县卫健局将为乡镇卫生院配备便携式彩超和心电图机。", ["便携式彩超", "心电图机"]),
        ("各医院要优先采购国产监护仪、呼吸机。", ["国产监护仪", "呼吸机"]),
        ("关于支持高端医疗装备发展的若干措施", ["高端医疗装备"]),
        ("鼓励企业研发可穿戴心电监测设备。", ["可穿戴心电监测设备"]),
        ("某公司推出新款手术机器人,售价200万元。", []),
        ("本院新进一台CT,欢迎患者前来检查。", []),
        ("公司研发的手术机器人已获批上市。", []),
    ],
)
def test_a_short_page_without_a_target_wants_what_it_says(text: str, names: list[str]) -> None:
    assert list(_stances(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The fund will pay for CT scanners; infusion pumps are outside the scope.", ["CT scanners"]),
        ("The fund may not be used to replace patient monitors or infusion pumps.", []),
        ("The scheme covers hearing aids, but wheelchairs are not included.", ["hearing aids"]),
        ("The board will buy ventilators rather than anaesthesia machines.", ["ventilators"]),
        ("The programme supports endoscopes. There is no money for surgical robots.", ["endoscopes"]),
        ("The ministry will buy CT scanners and ultrasound machines.", ["CT scanners", "ultrasound machines"]),
        ("Equipment to be purchased\n- CT scanners\nNot funded\n- infusion pumps", ["CT scanners"]),
    ],
)
def test_what_is_left_out_is_not_wanted(text: str, names: list[str]) -> None:
    assert list(_stances(PLAN_EN + text)) == names


def test_a_word_for_many_devices_is_no_device_before_another() -> None:
    assert list(_stances(PLAN_EN + "The ministry will buy wearable glucose monitors.")) == ["wearable glucose monitors"]


GOAL_ZH = "到2028年,全市医疗装备产业规模达到90亿元。\n"
GOAL_EN = "By 2029, the government will open 30 hospitals.\n"


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("淘汰使用超过12年的血透机。", {"血透机": "update"}),
        ("更新使用年限满8年的CT。", {"CT": "update"}),
        ("更换已使用十余年的麻醉机。", {"麻醉机": "update"}),
        ("逐步淘汰投入使用满15年的X光机。", {"X光机": "restrict"}),
        ("改造已经使用9年的直线加速器。", {"直线加速器": "update"}),
        ("推广使用国产呼吸机。", {"国产呼吸机": "promote"}),
        ("引导基层使用便携式彩超。", {"便携式彩超": "promote"}),
    ],
)
def test_how_long_a_device_was_in_use_says_nothing_of_what_is_to_become_of_it(
    text: str, stances: dict[str, str]
) -> None:
    assert _stances(PLAN_ZH + text) == stances


@pytest.mark.parametrize(
    "text",
    [
        "进口内窥镜价格昂贵。",
        "高端CT成本偏高。",
        "乡镇卫生院的彩超普遍老化。",
        "直线加速器严重短缺。",
        "质谱仪长期依赖国外。",
    ],
)
def test_what_a_device_is_like_is_no_wish_for_it(text: str) -> None:
    assert _stances(PLAN_ZH + GOAL_ZH + text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "A thief stole two endoscopes.",
        "Burglars took three ventilators.",
        "Two ultrasound scanners caught fire.",
        "The flood destroyed a CT scanner.",
        "Two CT scanners were stolen.",
    ],
)
def test_what_befell_a_device_is_no_wish_for_it(text: str) -> None:
    assert _stances(PLAN_EN + GOAL_EN + text) == {}
    assert _stances(PLAN_EN + GOAL_EN + "For islands it is endoscopes.") == {"endoscopes": "promote"}
