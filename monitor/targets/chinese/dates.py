"""Dates in Chinese texts: 到2025年, 2025年9月底前, “十四五”期间, 三年内, 今年底, 2026-27年度, 115年底, 前三季度."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from monitor.targets.chinese.calendar import calendar_dates
from monitor.targets.chinese.numbers import DIGITS, numeral, pair
from monitor.targets.five_years import five_years
from monitor.targets.isodates import iso_month, iso_months_on
from monitor.targets.marks import DateMark, Today
from monitor.text import late as re

_CJK_DIGIT = "〇零一二三四五六七八九"
_END = r"年?底|年?末|年末|年终|年中|上半年|下半年|第?[一二三四1234]季度|第[一二三四1234]季|首季|初"
_BY = r"以前|之前|前|止|为止"

#: Alternatives in order; every one is bounded, so the search is linear.
_DATE = re.compile(
    r"(?P<lead>截至到?|截止到?|截止|自从?|从|由|到|至|在|于)?(?:(?P<pre>到|至))?"
    r"(?:"
    # 自明年起四年, 去年开始推动的5年
    rf"(?P<fs>今年|明年|去年|20\d\d年|民国1[0-4]\d年|(?<![\d.])1[0-4]\d年)(?:度|(?P<fm>\d{{1,2}}月))?(?:起|开始)(?:计|推动|推行|实施|执行|实行)?,?(?:的|用|分|为期|历时|一连)?(?P<fn>\d{{1,2}}|[二两三四五六七八九十])年(?:内|间|时间)?"
    # 115年至118年, of Taiwan
    r"|(?<![\d.])(?:民国)?(?P<r1>1[0-4]\d)年?(?:度|\d{1,2}月)?[-—~至到]+(?P<r2>1[0-4]\d)年(?:度|间|(?P<r2m>\d{1,2})月)?"
    # 2021-2025年, 2021年至2025年, 2021年1月至2023年12月 is left to the plain form
    rf"|(?P<y1>(?<!\d)(?:19|20)\d\d)年?(?:度)?[-—~至到]+(?P<y2>20\d\d)(?!\d)(?P<y2y>年)?(?:度|期间)?"
    # 2026-27年度, 2026/27
    r"|(?P<fy1>(?<!\d)20\d\d)[-/至](?P<fy2>\d\d)(?:年度|财年|财政年度)"
    # 二〇二七至二八年度
    rf"|(?P<cf1>二[〇零][{_CJK_DIGIT}]{{2}})年?[-/—至到](?P<cf2>[{_CJK_DIGIT}]{{2}})(?:年度|财年|财政年度)"
    # 2025年9月30日
    rf"|(?P<y>(?<!\d)(?:19|20)\d\d)年(?:(?P<mo>\d{{1,2}})(?P<ms>[-—~至到]\d{{1,2}})?月(?:(?P<d>\d{{1,2}})日|(?P<me>底|末|份|"
    rf"中旬|上旬|下旬)?)|(?P<ye>{_END}|度)?)(?!代)"
    rf"|(?P<cy>二[〇零][{_CJK_DIGIT}]{{2}})年(?:(?P<cye>{_END}))?"
    r"|(?P<minguo>民国|(?<![\d.])(?=1[0-4]\d年(?![内期]|以内)))(?P<roc>\d{2,3})年(?:(?P<rocm>\d{1,2})月(?:\d{1,2}日)?|(?P<roce>年?底|年?末|度)|(?!代))"
    # 2025产值目标, in headlines
    r"|(?P<bare>(?<![\d.A-Za-z/—~-])20[1-5]\d(?=目标|产值|产业|规模|营收|出口|力争|拟|将|要|冲|上看|拚|拼|挑战|全国|全省|全市|我国))"
    # 四年投入236亿元
    r"|(?P<span>(?<![\d.第十])\d|(?<![第十几数])[二两三四五六七八九十])年(?=(?:内|共|总|合计|预计|将|拟|约|再|要|需|共需|资金)*(?:投入|投资|编列|斥资|挹注|砸|拿出|筹措|筹资|带动|撬动|经费|总经费|(?:新台币|台币)?\d[\d.,]*[万]?亿))"
    # 今年底, 去年, 明年上半年
    r"|(?:(?<=[到至])|(?:(?<=[,;。:、])|(?<!.))(?=年底(?!的|已|时|结余|余额|人口|总|存|共有|累计|在册|考核|评))|(?<![一二两三四五六七八九十几多\d每今明去当本后前来次历往同])(?=年[底末](?:之?前|以前|力争|将|要|达|实现|建成|完成|突破|全部|可|拟)))(?P<eoy>年[底末])|(?<!年)(?P<half>下半年)(?!度)"
    r"|(?P<both>今明两年|明后两年|今后两年|这两年内)"
    rf"|(?P<rel>今年|全年(?=[^,。;\d]{{0,12}}(?:预计|将|计划|力争|目标|拟|确保|完成|投资|新增|实现))|本年度?|年内|今(?!后|明)|本财年|当年|明年|后年|来年|去年|上年度?|前年|次年)(?P<rele>{_END})?(?:(?P<relm>\d{{1,2}})月(?P<relme>底|末)?)?"
    # “十四五”末
    r"|\"?(?P<fyp>十[一二三四五六])五\"?(?P<fype>规划期末|期末|末|末期|期间|时期|中期|前(?P<fypn>[一二两三四])年|开局之?年|开局|首年|收官之?年|规划期间?|规划)?"
    # 三年内, 未来5年, 用三年左右时间
    r"|(?:(?P<ahead>未来|今后|接下来|再用|(?:力争|争取|计划)(?:通过|经过)|通过(?=[\d两三四五]{1,2}年(?:左右)?的?(?:持续|不懈|时间的)?努力(?![^。;]{0,12}[已了]))|(?<![使应启采沿服享作适选专常])用|分(?=[一二两三四五六七八九]年)|力争用|力争|力争在|争取用|近)(?P<ahn>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:[-—~到至](?P<ahx>\d{1,2}|[二两三四五六七八九十]))?(?P<ahu>年|个?财政年度|"
    r"个月)(?:左右)?(?:的?时间|内|之内)?)"
    r"|(?P<wn>(?<!\d)\d{1,2}|(?<![第十大小下上前后])(?:[一二两三四五六七八九十]{1,2}|半))(?P<wu>年|个月)(?:(?:以|之|时间)?内|后(?!续|期|的今天|的现在))"
    # 9月底前, 6月30日前
    rf"|(?P<om>(?<!\d)1[0-2]|(?<!\d)[1-9])月(?:(?P<od>\d{{1,2}})日|(?P<ome>底|末)?(?={_BY}))"
    r"|(?P<now>目前|当前|现时|现有|现已|如今|迄今|至今|眼下|当下|现阶段|已有的)"
    r")"
    rf"(?P<by>{_BY})?(?P<tail>以来|来|起)?"
)

#: Parts of a year, and years gone by.
_PART = re.compile(
    # 今年前5个月, 2025年上半年, 1-6月, 前三季度
    r"(?<!明年)(?P<py>今年|去年|20\d\d年)?(?:前(?P<pm>\d{1,2}|[二两三四五六七八九十]{1,2})个月|(?P<pq>前三季度|前三季|首三季|首季|一季度(?!末|底))"
    r"|(?<![年\d])(?P<ph>上半年)(?!度)|(?<![\d.])1月?份?[-—~至]+(?P<pe>\d{1,2})月(?!\d))份?"
    # 截至6月底
    r"|截[至止]到?(?P<am>1[0-2]|[1-9])月(?:\d{1,2}日|底|末|份)?"
    # 近五年, 过去十年
    r"|(?:近|过去|最近)(?P<ago>\d{1,2}|[两三四五六七八九十]{1,2})年(?:多)?(?:来|间)?"
)
#: Behind a part of a year that is to come: 上半年投资要过半.
_WANTED = re.compile(r"[^,。;\d]{0,12}(?:要|将|力争|确保|须|拟|计划)")
#: One of them stands in every match of `_PART`.
_PARTS = ("月", "半年", "季", "近", "过去")


def find_dates(text: str, today: Today) -> list[DateMark]:
    """Dates in a view's text, in order. Relative ones need `today.day`; without it they are left out."""
    marks = list(_parts(text, today)) if any(word in text for word in _PARTS) else []
    marks += calendar_dates(text, today.day)
    busy = [(mark.start, mark.end) for mark in marks]
    for match in _DATE.finditer(text):
        if busy and any(match.start() < end and match.end() > start for start, end in busy):
            continue
        if match["fs"] and match["fs"][0] == "1" and not today.minguo:
            continue
        mark = _mark(match, today) if match["roc"] is None or match["minguo"] or today.minguo else None
        if mark is not None:
            marks.append(mark)
    if busy:
        marks.sort(key=lambda mark: mark.start)
    marks = [_of_year_before(text, mark, before) for before, mark in zip([None, *marks], marks, strict=False)]
    return _that_year(text, marks) if "当年" in text else marks


#: A month or the end of a year that leaves its year to the date before it.
_BARE = re.compile(r"(?:到|至|在|于)?(?:年[底末中]|\d{1,2}月)")


def _of_year_before(text: str, mark: DateMark, before: DateMark | None) -> DateMark:
    """年底前 behind 明年3月底前 in one sentence is that of the same year; others stay as they are."""
    if before is None or before.high <= mark.high or len(before.due) == 4 or before.past or before.relative:
        return mark
    if _BARE.match(text, mark.start) is None or any(end in text[before.end : mark.start] for end in "。;"):
        return mark
    year = str(before.high)
    return replace(mark, low=before.high, high=before.high, due=year + mark.due[4:], as_of=year + mark.as_of[4:])


def _that_year(text: str, marks: list[DateMark]) -> list[DateMark]:
    """当年 is the year that was named before it; alone it is a time long past."""
    kept: list[DateMark] = []
    for mark in marks:
        if not text.startswith("当年", mark.start) or text[mark.start - 1 : mark.start] == "按":
            kept.append(mark)
        elif kept:
            named = kept[-1]
            year = str(named.high)
            kept.append(replace(named, start=mark.start, end=mark.end, due=year, as_of=year, starts=False))
    return kept


def _parts(text: str, today: Today) -> Iterator[DateMark]:
    """Parts of a year and years gone by, counted from the day of writing."""
    if today.day is None:
        return
    for match in _PART.finditer(text):
        found = _ago(match["ago"], today.day) if match["ago"] else _part_of_year(match, today.day)
        if found is not None:
            yield DateMark.at(*match.span(), found[:4], past=found[4], period=match["ago"] is not None)


_CHANGED = re.compile(r"[降升减缩压延][短缩长]?$")
_ENDS = ("底", "末", "年底", "年末", "下半年")


#: Before 全年 in a text of a year that is not over: 8月底前招标完成率达到100%;全年投资33亿元.
_OF_THIS_YEAR = re.compile(r"今年|(?<![年\d])\d{1,2}月(?:底|末)?前")


def _mark(match: re.Match[str], today: Today) -> DateMark | None:
    group = match.groupdict()
    lead = group["lead"] or ""
    heads = match.start() == 0 and match.string.startswith(":", match.end())
    by = heads or bool(group["by"]) or lead in ("到", "至") or bool(group["pre"])
    past = lead.startswith("截") or group["tail"] in ("以来", "来")
    if group["wn"] and lead in ("到", "至") and _CHANGED.search(match.string, max(0, match.start() - 2), match.start()):
        # 役龄降至6年以内 is no date
        return None
    found = _years(group, today)
    if found is None or (group["rel"] == "全年" and _OF_THIS_YEAR.search(match.string, 0, match.start()) is None):
        return None
    kind = found[4]
    return DateMark.at(
        *match.span(),
        found[:4],
        by=by or ((group["rele"] or group["ye"] or group["eoy"] or group["half"] or "") in _ENDS and not past),
        past=past or kind == "now" or _is_base_of(match, lead) or group["rel"] in ("去年", "上年", "上年度", "前年"),
        passing=_is_passing(match, lead) if kind == "now" else _of(match, lead),
        starts=group["tail"] == "起" or (lead in ("从", "自") and kind != "period"),
        relative=kind == "relative",
        period=kind in ("period", "named"),
        named=kind == "named",
    )


def _is_base_of(match: re.Match[str], lead: str) -> bool:
    """从“十四五”末的45%提升到“十五五”末的70%: what rises from there has been."""
    return _of(match, lead) and match["fyp"] is not None and _RISES_TO.match(match.string, match.end()) is not None


_RISES_TO = re.compile(r"的[约近]?[\d.]+(?:%|[^,。;、\d]{1,4})[^,。;、\d]{0,8}[到至为]")


def _of(match: re.Match[str], lead: str) -> bool:
    """从2020年的38%…"""
    return lead in ("从", "由") and match.string.startswith("的", match.end())


def _is_passing(match: re.Match[str], lead: str) -> bool:
    """Whether a word for the present governs the next figure only: 由目前的38%, 在现有基础上; not 目前已有58家."""
    text = match.string
    return bool(lead) or text.startswith("的", match.end()) or text[match.start() - 1 : match.start()] in (
        "在", "把", "对", "将", "较", "比", "与", "以", "使", "让",
    )  # fmt: skip


_Found = tuple[int, int, str, str, str]


def _years(group: dict[str, str | None], today: Today) -> _Found | None:
    """(first year, last year, as a deadline, as the date of a fact, kind) of a match."""
    if group["r1"]:
        low, high = 1911 + int(group["r1"]), 1911 + int(group["r2"] or 0)
        due = f"{high}-{int(group['r2m']):02d}" if group["r2m"] and int(group["r2m"]) < 12 else str(high)
        return (low, high, due, f"{low}-{high}", "period") if today.minguo and low < high else None
    if group["y1"]:
        low, high = int(group["y1"]), int(group["y2"] or 0)
        if high < low or high - low > 40:
            return None
        return low, high, str(high), f"{low}-{high}", "period"
    if group["fy1"] or group["cf1"]:
        low, second = _digits(group["fy1"] or group["cf1"] or ""), _digits(group["fy2"] or group["cf2"] or "")
        if second != (low + 1) % 100:
            return None
        return low, low + 1, f"{low + 1}-03", f"{low}-{low + 1}", "point"
    if group["y"]:
        return _absolute(int(group["y"]), group)
    if group["cy"]:
        year = _digits(group["cy"])
        return year, year, _year_end(year, group["cye"]), str(year), "point"
    if group["roc"]:
        year = 1911 + int(group["roc"])
        month = int(group["rocm"] or 0)
        due = f"{year}-{month:02d}" if 1 <= month <= 12 else str(year)
        return year, year, due, due, "point"
    if group["bare"]:
        return int(group["bare"]), int(group["bare"]), group["bare"], group["bare"], "point"
    if group["fyp"]:
        low, high = five_years(group["fyp"])
        part = group["fype"] or ""
        named = part in ("规划", "")
        within = (
            _number(group["fypn"]) if group["fypn"] else 3 if part == "中期" else 1 if part[:1] in ("开", "首") else 0
        )
        if within:
            year = low - 1 + within
            return low, year, str(year), f"{low}-{year}", "period"
        return low, high, str(high), f"{low}-{high}", "named" if named else "period"
    if today.day is None:
        return None
    return _counted(group, today.day) or _relative(group, today.day)


def _year_end(year: int, end: str | None) -> str:
    end = end or ""
    if "中" in end or end == "上半年":
        return f"{year}-06"
    if end == "首季":
        return f"{year}-03"
    if "季" in end:
        quarter = {"一": 1, "二": 2, "三": 3, "四": 4}.get(end.strip("第")[0]) or int(end.strip("第")[0])
        return iso_month(year, 3 * quarter)
    return str(year)


def _absolute(year: int, group: dict[str, str | None]) -> _Found:
    if group["mo"]:
        month = int(group["mo"])
        if not 1 <= month <= 12:
            return year, year, str(year), str(year), "point"
        if group["ms"]:
            return year, year, str(year), str(year), "span"
        if group["d"] and 1 <= int(group["d"]) <= 31:
            day = f"{year}-{month:02d}-{int(group['d']):02d}"
            return year, year, day, day, "point"
        due = iso_month(year, month)
        return year, year, str(year) if month == 12 and group["me"] in ("底", "末") else due, due, "point"
    end = _year_end(year, group["ye"])
    return year, year, end, end, "point"


def _digits(text: str) -> int:
    """2027, 二〇二七."""
    return int(text) if text.isascii() else int("".join(str(DIGITS[c]) for c in text))


def _number(text: str) -> int:
    """A number of years or months; of two (两三年) the larger."""
    if text.isdigit():
        return int(text)
    ends = pair(text)
    return int(ends[1] if ends is not None else numeral(text) or 0)


_STEP = {"今": 0, "明": 1, "去": -1}


def _year_of(text: str, day: date) -> int:
    """今年, 2026年, 民国115年."""
    if text[0] == "2":
        return int(text[:4])
    if text[0] in "民1":
        return 1911 + int(text.removeprefix("民国")[:3])
    return day.year + _STEP[text[0]]


def _counted(group: dict[str, str | None], day: date) -> _Found | None:
    """Spans that are counted from a start or back from the day of writing."""
    if group["fs"]:
        start = _year_of(group["fs"], day)
        end = start + _number(group["fn"] or "") - (group["fm"] is None)
        return start, end, str(end), f"{start}-{end}", "period"
    if group["span"]:
        year = day.year + _number(group["span"])
        return day.year, year, str(year), str(year), "relative"
    return None


#: (first year, last year, as a deadline, as the date of a fact, whether it has come).
_Come = tuple[int, int, str, str, bool]


def _ago(years: str, day: date) -> _Come:
    low = day.year - _number(years)
    return low, day.year, str(day.year), f"{low}-{day.year}", True


def _part_of_year(match: re.Match[str], day: date) -> _Come | None:
    """The first months of a year: come, or still to come."""
    quarter = match["pq"] or ""
    last = 9 if quarter.startswith(("前", "首三")) else 3 if quarter else 6 if match["ph"] else 0
    last = last or _number(match["pm"] or match["pe"] or match["am"] or "")
    of = match["py"] or ""
    if not 1 <= last <= 12:
        return None
    year = _year_of(of, day) if of else day.year
    if not of and last > day.month and not _WANTED.match(match.string, match.end()):
        year -= 1
    come = (year, last) <= (day.year, day.month)
    return year, year, iso_month(year, last), iso_month(year, last), come


def _relative(group: dict[str, str | None], day: date) -> _Found | None:
    if group["both"]:
        year = day.year + (1 if "今明" in (group["both"] or "") else 2)
        return day.year, year, str(year), str(year), "relative"
    if group["rel"]:
        step = {"明": 1, "来": 1, "次": 1, "后": 2, "去": -1, "上": -1, "前": -2}.get(group["rel"][0], 0)
        year = day.year + step
        if group["rel"] == "今" and not group["rele"] and not group["relm"]:
            return None
        if group["relm"]:
            due = f"{year}-{int(group['relm']):02d}"
            return year, year, due, due, "point"
        return year, year, _year_end(year, group["rele"]), str(year), "point"
    if group["eoy"] or group["half"]:
        return day.year, day.year, str(day.year), str(day.year), "point"
    if group["now"]:
        return day.year, day.year, str(day.year), str(day.year), "now"
    if group["om"]:
        month = int(group["om"])
        year = day.year if month >= day.month else day.year + 1
        due = f"{year}-{month:02d}" + (f"-{int(group['od']):02d}" if group["od"] else "")
        return year, year, due, due, "point"
    if group["wn"] == "半":
        return _in_months(day, 6)
    number = _number(group["ahx"] or group["ahn"] or group["wn"] or "")
    if not number or group["ahead"] == "近":
        return None
    if "年" in (group["ahu"] or group["wu"] or ""):
        # the five years that begin with a five-year plan are those of the plan
        year = day.year + number - (number == 5 and day.year % 5 == 1 and group["ahead"] in ("今后", "未来"))
        return day.year, year, str(year), str(year), "relative"
    return _in_months(day, number)


def _in_months(day: date, number: int) -> _Found:
    """So many months from a day on."""
    year, due = iso_months_on(day, number)
    return day.year, year, due, due, "relative"
