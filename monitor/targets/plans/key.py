"""A key for a plan's name that is the same in Chinese and in English.

上海市高端装备产业发展“十四五”规划                                  -> 2021-2025|shanghai|highend+equipment
"14th Five-Year Plan" for the Development of Shanghai's High-end Equipment Industry   -> the same
"""

from __future__ import annotations

from functools import lru_cache

from monitor.targets.five_years import ENGLISH, five_years
from monitor.targets.plans.places import COUNTRIES, PLACES, STATES
from monitor.targets.plans.unknown_places import unknown_place
from monitor.text import late as re
from monitor.text.fold import fold

#: From this likeness of keys on, two names are those of one plan.
SAME_PLAN = 0.6
#: What a name that leaves out the years, the place, or a part of the subject keeps of its likeness.
_LEFT_OUT = 0.8
#: Subjects: tag, Chinese words, English words. The first match of each takes its words away.
_SUBJECTS = (
    # translators use one English name for both, and either for each
    (
        "medical-equipment",
        ("医疗器械", "医疗装备", "医疗设备", "医用设备", "医疗仪器", "医疗器材", "医材"),
        (
            "medical devices",
            "medical device",
            "medical equipment",
            "medical instruments",
            "medical technolog",
            "medtech",
            "device",
        ),
    ),
    ("large", ("大型",), ("large-scale", "large")),
    ("highend", ("高端",), ("high-end", "highend", "high end", "advanced")),
    ("equipment", ("装备", "设备"), ("equipment",)),
    ("biomedicine", ("生物医药", "生医"), ("biomedicine", "biopharmaceutical", "biomedical")),
    ("pharma", ("医药", "药品"), ("pharmaceutical", "medicines", "drugs")),
    ("health", ("卫生健康", "健康", "卫生"), ("healthcare", "health", "nhs")),
    ("bci", ("脑机接口",), ("brain-computer interface", "brain computer interface")),
    ("robot", ("机器人",), ("robots", "robot", "robotics")),
    ("renewal", ("更新",), ("renewal", "upgrading", "updating", "renewals")),
    ("cluster", ("集群",), ("clusters", "cluster")),
    ("insurance", ("医疗保障", "医保"), ("medical security", "healthcare security", "medical insurance")),
    ("hospital", ("医院",), ("hospitals", "hospital")),
    ("diagnostics", ("体外诊断", "诊断"), ("diagnostics", "diagnosis", "ivd")),
    ("rehabilitation", ("康复",), ("rehabilitation",)),
    ("procurement", ("采购",), ("procurement",)),
    ("configuration", ("配置",), ("configuration", "allocation")),
    ("innovation", ("创新",), ("innovation", "innovative")),
    ("manufacturing", ("制造",), ("manufacturing",)),
    ("elderly", ("养老",), ("elderly", "aged care")),
    ("ai", ("人工智能",), ("artificial intelligence",)),
    ("imaging", ("影像",), ("imaging",)),
    ("county", ("县域", "县"), ("county",)),
    ("incentive", (), ("production linked incentive", "production-linked incentive", "pli scheme", "incentive")),
    ("park", ("园区",), ("parks", "device park", "drug park", "equipment park")),
    ("regulation", ("监督管理", "监管"), ("supervision and administration", "supervision")),
    ("national-economy", ("国民经济",), ("national economic",)),
)
#: Subjects that make a plan another: who leaves one out speaks of another plan of that place (装备产业, 设备更新).
_TELLING = frozenset(
    {
        "renewal",
        "procurement",
        "configuration",
        "insurance",
        "incentive",
        "park",
        "robot",
        "bci",
        "diagnostics",
        "imaging",
    }
)
#: Subjects that a name with another one may leave out, or say otherwise: 影像设备, imaging.
_GENERIC = frozenset({"equipment", "medical-equipment"})
#: What a foreign plan calls itself tells it from the others; what translators call a Chinese one tells nothing.
_INSTRUMENTS = frozenset({"scheme", "policy", "strategy", "fund", "act", "mission"})
_INSTRUMENT = re.compile(rf"\b({'|'.join(sorted(_INSTRUMENTS))})\b")
_TAGS = frozenset(tag for tag, _, _ in _SUBJECTS) | _INSTRUMENTS
_SPACED = {
    "innermongolia": "inner mongolia",
    "hongkong": "hong kong",
    "greaterbayarea": "greater bay area",
    "yangtzeriverdelta": "yangtze river delta",
}
#: How a folded name in small letters writes a place, to the place.
_PLACES = {
    **{chinese: latin for latin, chinese in PLACES.items()},
    **{_SPACED.get(latin, latin): latin for latin in PLACES},
    **{name: country for country, names in COUNTRIES.items() for name in names},
    **{name: name.replace(" ", "") for names in STATES.values() for name in names},
}
#: Places that are not China's.
_ABROAD = frozenset(COUNTRIES) | {name.replace(" ", "") for names in STATES.values() for name in names}
_PLACES |= dict.fromkeys(("行政院", "卫福部", "国科会", "executive yuan"), "taiwan")
_PLACES |= dict.fromkeys(("union cabinet", "union government", "niti aayog"), "india")
_BY_LENGTH = sorted(_PLACES, key=len, reverse=True)
_PLACE = re.compile(
    "|".join(name for name in _BY_LENGTH if not name.isascii())
    + rf"|\b(?P<latin>{'|'.join(re.escape(name) for name in _BY_LENGTH if name.isascii())})s?(?!\w)"
)
#: The place of a whole country's plan, and how such a name begins, or the name of the body that issues it.
NATIONAL = "national"
_NATIONAL = re.compile(
    r"\s*\"?(?:全国|国家|中国|中华人民共和国|国务院|工业和信息化部|工信部|财政部|科技部|科学技术部|教育部|民政部|商务部|发展改革委|"
    r"national\b(?! economic)|chinas?\b|(?:the )?state council|(?:the )?ministry of)"
)
_FIVE_ZH = re.compile(r"(十[一二三四五六])五|第(十[一二三四五六])个五年")
_FIVE_EN = re.compile(rf"\b({ENGLISH}) five[- ]year", re.IGNORECASE)
#: 2025年至2027年, 2025-2027, 2025-27, from 2025 to 2027, between 2025 and 2027.
_YEARS = re.compile(r"(20\d\d)(?:年?\s?[-—~至到]+\s?|\s(?:to|through|until|and)\s)(20\d\d|\d\d(?!\d))")
#: From the first fiscal year to the last: 2020-21 to 2027-28; and one alone, which is no period.
_FISCAL_YEARS = re.compile(r"(20\d\d)[-/]\d\d\s?(?:to|through|until|[-—–])\s?(?:fy ?)?(20\d\d)[-/](\d\d)(?!\d)")
_FISCAL_YEAR = re.compile(r"\b(?:until|till|by|in|to|from|for|fy|year)\s?(20\d\d)[-/](\d\d)(?!\d)")
#: 115年至118年: years of the Republic of China.
_MINGUO = re.compile(r"(?<!\d)(1[0-4]\d)年?(?:度)?\s?[-—~至到]+\s?(1[0-4]\d)年(?:度)?")
#: A year that is part of the name (Vision 2030), not the day of a goal (by 2030).
_YEAR = re.compile(r"(?<!\d)(?<!\bby )(20[2-6]\d)(?!\d)")
_IDLE = re.compile(
    r"征求意见稿|试行|修订|关于|印发|发布|的|通知|实施|工作|产业|发展|建设|加快|推动|促进|高质量|市|省|年|[\s\"'“”()《》,.、:;·-]+|"
    r"\b(?:the|of|for|and|on|to|a|an|industry|development|industrial|plan|promoting|promotion|notice|printing|"
    r"distributing|s|draft|comments)\b"
)


def plan_period(name: str) -> tuple[int, int] | None:
    """First and last year, when the name or its five-year plan gives them. `name` is folded."""
    fiscal = _FISCAL_YEARS.search(name)
    if fiscal is not None:
        return int(fiscal[1]), 2000 + int(fiscal[3])
    match = _YEARS.search(_FISCAL_YEAR.sub(_without_single, name))
    if match is not None:
        first, last = int(match[1]), int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2])
        if first < last <= first + 30:
            return first, last
    match = _MINGUO.search(name)
    if match is not None and match[1] < match[2]:
        return 1911 + int(match[1]), 1911 + int(match[2])
    match = _FIVE_ZH.search(name)
    if match is not None:
        return five_years(match[1] or match[2])
    match = _FIVE_EN.search(name)
    return five_years(match[1].lower()) if match is not None else None


def _without_single(match: re.Match[str]) -> str:
    """Nothing for a fiscal year (until 2027-28), the years themselves for a period (for 2025-28)."""
    return "" if int(match[2]) == int(match[1]) % 100 + 1 else match[0]


def plan_key(name: str, *, place: str = "") -> str:
    """Equal for the same plan in any script or language, as far as the name tells; "" for no plan's name.

    `place` is that of the body that issues it, for a name that says none.
    """
    folded = fold(name)
    text = folded.lower().replace("'", "")
    period = plan_period(text)
    years = f"{period[0]}-{period[1]}" if period else ""
    rest = text
    for pattern in (_FISCAL_YEARS, _YEARS, _MINGUO, _FIVE_ZH, _FIVE_EN):
        rest = pattern.sub(" ", rest)
    if not years and (single := _YEAR.search(rest)):
        years = single[1]
    rest = _YEAR.sub(" ", rest)
    named, rest = _place(rest)
    if not named and (unknown := unknown_place(folded)) is not None:
        named, rest = unknown[0], rest.replace(folded[unknown[1] : unknown[2]].lower().replace("'", ""), " ", 1)
    place = place if named == NATIONAL and place in _ABROAD else named or place
    subjects, rest = _subjects(rest)
    if place in _ABROAD and (instrument := _INSTRUMENT.search(rest)) is not None:
        subjects.append(instrument[1])
    if subjects:
        return "|".join((years, place, "+".join(sorted(subjects))))
    words = "".join(_IDLE.sub(" ", rest).split())
    return "|".join((years, place, words)) if words or place else ""


@lru_cache(maxsize=2048)
def has_subject(name: str) -> bool:
    """Whether a name, folded, speaks of a subject that the table has: a plan for whatever else is none of ours."""
    return bool(_subjects(name.lower())[0])


def subjects_of(words: str) -> tuple[str, ...]:
    """Tags of the subjects that folded words speak of, as keys have them."""
    return tuple(sorted(_subjects(words.lower())[0]))


def is_subject_of(words: str, key: str) -> bool:
    """Whether folded words name no more than what a plan is for: rehabilitation devices, in one for rehabilitation."""
    subjects, rest = _subjects(words.lower())
    own = {*parts_of(key)[2].split("+"), "medical-equipment", "equipment"}
    return bool(subjects) and own >= set(subjects) and not "".join(_IDLE.sub(" ", rest).split())


def _subjects(rest: str) -> tuple[list[str], str]:
    """Tags of the subjects that a name speaks of, and what is left of it."""
    subjects = []
    for tag, chinese_words, english_words in _SUBJECTS:
        for word in (*chinese_words, *english_words):
            if word in rest:
                subjects.append(tag)
                rest = rest.replace(word, " ")
                break
    return subjects, rest


def place_of(words: str) -> str:
    """The place that folded words name, as keys have it; "" for none: 上海市经济和信息化委员会 -> shanghai."""
    place, _ = _place(words.lower().replace("'", ""))
    unknown = None if place else unknown_place(words)
    return unknown[0] if unknown is not None else place


def _place(text: str) -> tuple[str, str]:
    """The place a name begins with or holds, the narrower of two in a row, and the name without it."""
    whole, match = _NATIONAL.match(text), _PLACE.search(text)
    # China's Hunan is a province; a national policy of India is India's
    inside = match is not None and whole is not None and match.start() - whole.end() in (0, 1)
    if whole is not None and not inside and (match is None or _PLACES[match["latin"] or match[0]] not in COUNTRIES):
        return NATIONAL, text[whole.end() :]
    if match is None:
        return "", text
    begin = match.start()
    while (inner := _PLACE.match(text, match.end())) or (inner := _PLACE.match(text, match.end() + 1)):
        match = inner
    return _PLACES[match["latin"] or match[0]], f"{text[:begin]} {text[match.end() :]}"


def plan_likeness(one: str, other: str) -> float:
    """0 to 1 by two keys: the same plan, as one name may leave out the years, the place, or a part of the subject.

    Years, places or subjects that contradict each other give 0.
    """
    if one == other:
        return 1.0 if one else 0.0
    a, b = one.split("|", 2), other.split("|", 2)
    if len(a) != 3 or len(b) != 3:
        return 0.0
    score = 1.0
    if a[0] != b[0]:
        score *= _LEFT_OUT if not a[0] or not b[0] else 0.0
    if a[1] != b[1]:
        score *= _LEFT_OUT if not a[1] or not b[1] else 0.0
    mine, theirs = set(a[2].split("+")) - {""}, set(b[2].split("+")) - {""}
    if mine != theirs:
        shared = mine & theirs
        if mine - _GENERIC == theirs - _GENERIC != set():
            return score * _LEFT_OUT
        if (mine ^ theirs) & _TELLING or len({*mine, *theirs} & _INSTRUMENTS) > 1:
            return 0.0
        score *= _LEFT_OUT if shared and shared in (mine, theirs) else 0.0
    return score


def parts_of(key: str) -> tuple[str, str, str]:
    """Years, place and subject of a key, "" for what it has none of."""
    years, place, subject = (*key.split("|", 2), "", "")[:3]
    return years, place, subject


def years_in(key: str) -> str:
    """The years that a key has: `2021-2025`, `2030`; "" for none."""
    return parts_of(key)[0]


def place_in(key: str) -> str:
    """The place that a key has; "" for none."""
    return parts_of(key)[1]


#: Stands for any place in what `kindred_keys` gives.
ANY_PLACE = "*"


def kindred_keys(key: str, year: int) -> frozenset[str]:
    """Keys that the same plan may have on other pages: without years or place; with them, when this name has none.

    A name without a place may be that of the whole country's plan, or of any place's: `2026-2030|*|medical-equipment`,
    when its years are known. One for imaging may be called one for imaging devices elsewhere.
    The years of a plan that names none are looked for among periods of up to six years that begin near `year`.
    """
    parts = key.split("|", 2)
    if len(parts) != 3:
        return frozenset({key})
    years, place, subject = parts
    periods = {years, ""}
    if not years:
        periods |= {f"{first}-{first + length}" for first in range(year - 5, year + 3) for length in range(1, 6)}
    subjects = _spoken_otherwise(subject)
    keys = {"|".join((period, where, of)) for period in periods for where in {place or NATIONAL, ""} for of in subjects}
    if years and not place:
        keys |= {"|".join((years, ANY_PLACE, of)) for of in subjects}
    return frozenset(keys)


def _spoken_otherwise(subject: str) -> set[str]:
    """The subject of a key with other words for equipment, when it has a tag besides."""
    tags = set(subject.split("+"))
    own = tags - _GENERIC
    if not own or not tags <= _TAGS:
        return {subject}
    return {
        "+".join(sorted(own | generic)) for generic in (set(), {"equipment"}, {"medical-equipment"}, tags & _GENERIC)
    }
