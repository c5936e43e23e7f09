"""What governs a Chinese figure: dates weighed against the day of writing, words of goal and of fact."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.targets.chinese import cues
from monitor.targets.marks import DateMark
from monitor.targets.setting import Setting
from monitor.text import late as re

_PLAN_NOUN = re.compile(r"(?:规划|计划|方案|行动|意见|纲要|办法|[》\"])\($")


@dataclass(slots=True)
class Mood:
    """What has been said so far that still governs."""

    #: Positive for goals, negative for facts.
    weight: float = 0.0
    due: DateMark | None = None
    fact: DateMark | None = None
    #: Where it comes from: heading, sentence, paragraph.
    source: str = "none"

    def faded(self, factor: float, source: str) -> Mood:
        """As it governs a part of the text further off."""
        return Mood(weight=self.weight * factor, due=self.due, fact=self.fact, source=source)


def date_weight(mark: DateMark, setting: Setting) -> float:
    """How strongly a date speaks for a goal (positive) or a fact (negative), 0 for neither."""
    year = setting.today.year
    if mark.named:
        return 0.0
    if mark.past:
        return -2.5
    if mark.relative:
        return 3.0
    if year is None:
        # without a day of writing: what lies before the plan's period has been
        begun = setting.period is not None and mark.high < setting.period[0] and not mark.by
        return -3.0 if begun else 2.0 if mark.by else 0.0
    if mark.period:
        if mark.high == year and setting.period is not None and setting.period[0] > year:
            # “十四五”期间, in a text on what comes after it
            return -2.5
        if mark.high < year or (mark.low < year and mark.high == year and not mark.by and mark.high - mark.low > 5):
            return -3.0
        return 2.5 if mark.high > year else 0.8
    if mark.low == year and setting.period == (year, year):
        return 2.0
    if mark.low != year:
        return 3.0 if mark.low > year else -3.0
    day = setting.today.day
    if len(mark.due) >= 7 and day is not None:
        if len(mark.due) == 10:
            return 2.5 if mark.due > day.isoformat() else -2.0
        today = f"{day.year}-{day.month:02d}"
        return 2.5 if mark.due[:7] > today or (mark.by and mark.due[:7] == today) else -2.0
    early = day is not None and day.month <= 6
    return 2.5 if mark.by else 0.9 if early else 0.3


#: Of a date that a figure is a multiple or a part of: 是2024年的两倍, 相当于2020年的85%.
_MULTIPLE_OF = re.compile(r"的[约近]?[\d.一二两三四五六七八九十几]{1,5}(?:多|余)?(?:倍|%|成)")
_IS = re.compile(r"(?:是|为|到|至|相当于|等于|达|超过|[约近])$")


#: Behind a date that a figure builds on: 在2025年基础上增长50%.
_FOUNDED_ON = re.compile(r"的?(?:实际|既有|现有)?(?:基础|水平|基数)之?上")


def is_base(line: str, mark: DateMark, year: int | None, *, dated: bool) -> bool:
    """Whether a date is what something is compared with: 较2023年, 以2020年为基期.

    `dated`: another date governs already. `year` is that of writing: what rises to the 70% of a later one does not
    multiply it.
    """
    if (
        dated
        and not (year is not None and mark.high > year and line.startswith(("于", "到", "至"), mark.start))
        and _MULTIPLE_OF.match(line, mark.end)
        and (line.startswith(("于", "到", "至"), mark.start) or _IS.search(line, max(0, mark.start - 4), mark.start))
    ):
        return True
    if _FOUNDED_ON.match(line, mark.end):
        return True
    if mark.by:
        return False
    before, behind = line[max(0, mark.start - 1) : mark.start], line[mark.end : mark.end + 12]
    if before in ("比", "较"):
        # 占比由目前的55%
        return line[max(0, mark.start - 2) : mark.start - 1] not in ("占", "对", "同", "环")
    if line.startswith("于", mark.start):
        return before in ("高", "低", "优", "多", "少", "大", "小", "快")
    if before in ("与", "和", "同", "以"):
        return re.match(r"[^,。;]{0,8}(?:为基|相比|持平|相当|同期)|比", behind) is not None
    return False


#: Before the day until which a text is in force, and behind one on which work begins: nothing is due by them.
_VALID = re.compile(r"有效期(?:限)?(?:为|自|延长|暂定)?$|(?:施行|实施|试行|执行)(?:期|至)$")
_BEGUN = re.compile(r"(?:正式|全面|将|已|可)?(?:开工|动工|开建|奠基|破土)(?:建设|动工)?(?=[,;。、]|$)")


def is_beside(line: str, mark: DateMark) -> bool:
    """Whether nothing is due by a date: a text is in force until then, work begins on it."""
    return (
        _VALID.search(line, max(0, mark.start - 8), mark.start) is not None or _BEGUN.match(line, mark.end) is not None
    )


def governing_dates(line: str, dates: list[DateMark], year: int | None) -> list[DateMark]:
    """Dates that can govern, in a text of a year.

    Not those inside a plan's name, the base of a comparison, the end of what is in force, the beginning of works.
    """
    kept: list[DateMark] = []
    for mark in dates:
        opened, closed = line.rfind("《", 0, mark.start), line.rfind("》", 0, mark.start)
        if opened > closed:
            continue
        if is_base(line, mark, year, dated=bool(kept)):
            continue
        if mark.named or line[mark.end : mark.end + 2] in ("印发", "发布", "出台", "召开"):
            continue
        if is_beside(line, mark):
            continue
        named = _PLAN_NOUN.search(line, max(0, mark.start - 8), mark.start)
        if named is not None and mark.period:
            continue
        kept.append(mark)
    return kept


#: Words of spending, of which the date alone says whether it is to come.
_OUTLAYS = ("安排", "拨款", "下达", "拨出", "涉资", "涉及", "耗资", "支持", "鼓励", "总开", "每年", "增拨")


def advance(
    line: str,
    words: cues.LineCues,
    setting: Setting,
    low: int,
    high: int,
    reach: int,
    marks: list[DateMark],
    mood: Mood,
) -> Mood:
    """The mood after the dates and cue words in `line[low:high]`; the nearest word counts."""
    if high <= low:
        return mood
    dated = [m for m in marks if low <= m.start < reach]
    weight = mood.weight
    due, fact = mood.due, mood.fact
    for mark in dated:
        strength = date_weight(mark, setting)
        if strength > 0.5:
            weight, due = strength, mark
        elif strength < -0.5:
            weight, fact = strength, mark
            if cues.PAST_GOAL.search(line, max(0, mark.start - 30), mark.start):
                weight, due = 4.0, mark
        else:
            due, fact = mark, mark
            weight = strength + weight * 0.3
    goal = words.last("goal", low, high)
    said = words.last("fact", low, high)
    if said >= 0 and weight >= 2 and due is not None and line[said : said + 2] in ("同比", "环比"):
        # 预计2025年达到1600亿元,同比增长12%
        said = -1
    if goal >= 0 and mood.weight <= -2.5 and not dated and line[goal : goal + 2] in _OUTLAYS:
        # 2024年,省财政安排3亿元: the year says more
        goal = -1
    if goal >= 0 or said >= 0:
        dated_weight = date_weight(dated[-1], setting) if dated else 0.0
        if goal > said:
            weight = max(weight, 0.0) + 2.5 if dated_weight > -1 else weight + 1.5
        else:
            weight = min(weight, 0.0) - 2.5 if dated_weight < 1 else weight - 1.0
    return Mood(weight=max(-4.0, min(4.0, weight)), due=due, fact=fact, source="clause")
