"""Mentions of equipment: lists, coordinations, catalogues, abbreviations, and what is none."""

from time import perf_counter

import pytest

from monitor.api import read_text

PLAN_ZH = "某省印发《医疗装备发展规划》,要求如下。\n"
PLAN_EN = "The Ministry of Health published its Medical Equipment Plan on Monday.\n"


def _found(text: str) -> list[str]:
    return [mention["surface"] for mention in read_text(text, None, "2025-01-01")["equipment"]]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("重点攻关手术导航、可吸收螺钉、智能输注泵等方向。", ["手术导航", "可吸收螺钉", "智能输注泵"]),
        ("支持质谱、流式、测序三类仪器的国产化。", ["质谱", "流式", "测序"]),
        (
            "推广健康监测设备(手环、床垫、跌倒报警器等),覆盖独居老人。",
            ["健康监测设备", "手环", "床垫", "跌倒报警器"],
        ),
        ("更新国产3.0T磁共振、128排CT各2台。", ["国产3.0T磁共振", "128排CT"]),
        (
            "主攻方向\n一是光子计数探测器、超导磁体;\n二是血液透析机、吸附柱;\n三是磁悬浮人工心脏。",
            ["光子计数探测器", "超导磁体", "血液透析机", "吸附柱", "磁悬浮人工心脏"],
        ),
        (
            "二、拟购置清单\n1.彩超 3台\n2.全自动生化分析仪 2台\n3.除颤监护仪 6台",
            ["彩超", "全自动生化分析仪", "除颤监护仪"],
        ),
        (
            "醫院將引入磁力共振掃描機及電腦掃描機,並更換直線加速機。",
            ["磁力共振掃描機", "電腦掃描機", "直線加速機"],
        ),
        ("為偏鄉添置手持式超音波、數位X光機及自動體外去顫器。", ["手持式超音波", "數位X光機", "自動體外去顫器"]),
        (
            "现公布创新医疗装备推广应用目录。\n序号 | 产品名称 | 参数\n1 | 移动式头部CT | 含探测器\n2 | 喉罩 | 硅胶",
            ["移动式头部CT", "喉罩"],
        ),
        ("探索AI眼底篩查、遠距心電圖在基層應用。", ["AI眼底篩查", "遠距心電圖"]),
    ],
)
def test_lists_in_chinese(text: str, surfaces: list[str]) -> None:
    found = _found(PLAN_ZH + text)
    assert [name for name in found if name != "创新医疗装备"] == surfaces


@pytest.mark.parametrize(
    "text",
    [
        "暂缓受理PET/CT配置申请。",
        "该公司生产的输液泵被责令召回。",
        "去年全市医院已更新CT 12台、磁共振5台。",
        "CT、磁共振预约等候时间有所缩短。",
        "远程病理会诊24小时内出具报告。",
        "假肢矫形、听力验配等从业人员参加培训。",
        "医疗装备产业是朝阳产业。",
    ],
)
def test_none_in_chinese(text: str) -> None:
    assert _found(PLAN_ZH + text) == []


@pytest.mark.parametrize(
    ("line", "surfaces"),
    [
        ("话题推送：骨科机器人发布，欢迎参与讨论", []),
        ("热点：超声新品亮相", []),
        ("支持骨科机器人发布和应用。", ["骨科机器人"]),
        ("到2027年，5款骨科机器人获批上市。", ["骨科机器人"]),
    ],
)
def test_news_of_a_product_on_a_page_with_targets_wants_nothing(line: str, surfaces: list[str]) -> None:
    text = f"各市人民政府：现就有关事项通知如下。\n到2027年，全市产业规模达到500亿元。\n{line}"
    assert [one["surface"] for one in read_text(text, None, "2026-03-01")["equipment"]] == surfaces


def test_a_page_on_which_nobody_governs_wants_nothing() -> None:
    text = "这家县城工厂的老板说,订单多起来以后打算加快开发造口袋和医用冷敷贴,明年再上一条生产线。" * 4
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        (
            "The ministry will procure domestically made 3.0T MRI scanners and 128-slice CT scanners.",
            ["domestically made 3.0T MRI scanners", "128-slice CT scanners"],
        ),
        (
            "The province will buy theatre monitors, laryngeal cameras and patient hoists.",
            ["theatre monitors", "laryngeal cameras", "patient hoists"],
        ),
        (
            "The fund supports dry electrodes, wavelength converters and torque motors.",
            ["dry electrodes", "wavelength converters", "torque motors"],
        ),
        (
            "Each health centre shall have: one digital X-ray machine; one ultrasound scanner; and two defibrillators.",
            ["digital X-ray machine", "ultrasound scanner", "defibrillators"],
        ),
        (
            "The project will fund patient monitors, portable ultrasound scanners,\nsterilizers and PSA oxygen plants.",
            ["patient monitors", "portable ultrasound scanners", "sterilizers", "PSA oxygen plants"],
        ),
        (
            "Exoskeletons, bionic hands, cochlear implants, hearing aids, smart canes, braille displays "
            "and rehabilitation robots will be added to the list.",
            [
                *("Exoskeletons", "bionic hands", "cochlear implants", "hearing aids"),
                *("smart canes", "braille displays", "rehabilitation robots"),
            ],
        ),
        (
            "Equipment to be purchased\n- CT scanners\n- infusion pumps\n- anaesthesia machines",
            ["CT scanners", "infusion pumps", "anaesthesia machines"],
        ),
        (
            "Equipment to be replaced by 2026\nType | Note\nMammography units | north\nLinear accelerators | south",
            ["Mammography units", "Linear accelerators"],
        ),
        ("By the end of 2027:\n- tele-ultrasound hub on two islands, now none\n", ["tele-ultrasound"]),
        ("The council backs mammography buses for rural areas.", ["mammography buses"]),
        ("The fund will support surgical robots, doctors and new clinics.", ["surgical robots"]),
    ],
)
def test_lists_in_english(text: str, surfaces: list[str]) -> None:
    assert _found(PLAN_EN + text) == surfaces


@pytest.mark.parametrize(
    "text",
    [
        "A ventilator maker from Ohio will expand its offices.",
        "The average wait for an MRI scan will be cut.",
        "The ministry will spend AED 5 million on training.",
        "The delegation will travel to the DR Congo to support schools.",
        "The offices at Hartford, CT 06103 will be renewed.",
        "The plan will improve the collection of PET bottles.",
        "More radiographers will staff the CT room.",
    ],
)
def test_none_in_english(text: str) -> None:
    assert _found(PLAN_EN + text) == []


def test_abbreviations_in_their_sense() -> None:
    assert _found(PLAN_EN + "Hospitals will get: CT 410 units, DSA 140 units.") == ["CT", "DSA"]
    assert _found(PLAN_EN + "The ministry will buy AEDs, two CT scanners and a DR system.") == [
        *("AEDs", "CT scanners", "DR system"),
    ]


def test_what_a_body_with_targets_names_is_wanted() -> None:
    plan = "By 2027 the ministry will equip 40 hospitals with imaging equipment.\n"
    assert "tele-ultrasound" in _found(PLAN_EN + plan + "For islands it is tele-ultrasound.")
    assert _found(PLAN_EN + "For islands it is tele-ultrasound.") == []


@pytest.mark.parametrize(
    "piece", ["健康监测设备(手环、床垫、", "CT、", "pumps, monitors and ", "wards CT room, ", "名称 | 呼吸机\n", "CT ("]
)
def test_long_enumerations_take_no_longer_a_character(piece: str) -> None:
    def took(times: int) -> float:
        started = perf_counter()
        _found(PLAN_EN + PLAN_ZH + piece * times)
        return perf_counter() - started

    took(50)
    short = min(took(300) for _ in range(3))
    assert took(3000) < 60 * short + 0.5


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (PLAN_EN + "The state will buy ECMO machines.", {"体外膜肺氧合机"}),
        (PLAN_EN + "The state will buy ECMO.", {"体外膜肺氧合机"}),
        (PLAN_ZH + "配备ECMO设备。", {"体外膜肺氧合机"}),
        (PLAN_ZH + "配备体外膜肺氧合机。", {"体外膜肺氧合机"}),
        (PLAN_ZH + "采购叶克膜机。", {"体外膜肺氧合机"}),
        (PLAN_ZH + "推广射频治疗仪。", {"射频治疗仪"}),
        (PLAN_ZH + "推广强脉冲光治疗仪。", {"强脉冲光治疗仪"}),
        (PLAN_EN + "The state will buy cobalt-60 teletherapy machines.", {"钴60治疗机"}),
        (PLAN_EN + "The state will buy cobalt teletherapy units.", {"钴60治疗机"}),
        (PLAN_EN + "The state will replace telecobalt machines.", {"钴60治疗机"}),
    ],
)
def test_one_device_has_one_term(text: str, terms: set[str]) -> None:
    assert {mention["term"] for mention in read_text(text, None, "2025-01-01")["equipment"]} == terms


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("重点攻关探测器、球管等核心技术和部件。", ["探测器", "球管"]),
        ("突破超导磁体、梯度线圈等关键材料和元器件。", ["超导磁体", "梯度线圈"]),
        ("支持高压发生器、X射线管等技术及组件。", ["高压发生器", "X射线管"]),
    ],
)
def test_parts_of_no_kind_are_no_equipment(text: str, surfaces: list[str]) -> None:
    assert _found(PLAN_ZH + text) == surfaces
