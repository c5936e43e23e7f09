"""Chinese dates that the calendar gives and no year: 下月底前, 第三季度末, 春节前, 未来100天, 本世纪中叶."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from monitor.targets.chinese.numbers import numeral
from monitor.targets.isodates import iso_end, iso_month, iso_months_on
from monitor.targets.marks import DateMark
from monitor.text import late as re

_BY = r"(?:之?前|以前|内)"
_SPOKEN = re.compile(
    rf"(?P<lead>到|至|在|于|力争)?(?:"
    rf"(?P<month>下个?月|本月|当月|这个月)(?:底|末)?(?P<mby>{_BY})?"
    rf"|(?<![年前首\d一二三四五六七八九十])第?(?P<quarter>[一二三四])季度(?:(?:末|底)?(?P<qby>{_BY})|(?:末|底)(?=完成|实现|建成|采购|达))"
    r"|(?P<feast>春节|农历新年|元旦)(?:之?前|以前)"
    r"|(?:未来|今后|接下来|力争用?|争取用?|再用|用)(?P<days>\d{1,3}|[一二三四五六七八九十百]{1,5})(?:天|个?(?P<weeks>周|星期))(?:之?内|时间)?"
    r"|(?P<century>本世纪中叶|二十一世纪中叶|21世纪中叶)"
    r")"
)
#: One of them stands in every match.
_HELD = ("季度", "个月", "本月", "当月", "下月", "春节", "农历新年", "元旦", "天", "周", "星期", "世纪")
#: The middle of the century, by the plans that name it.
_MID_CENTURY = 2050
_LAST_OF_WINTER = 2


def calendar_dates(text: str, day: date | None) -> Iterator[DateMark]:
    """Dates of a view's text that name no year, in order."""
    if day is None or not any(held in text for held in _HELD):
        return
    for match in _SPOKEN.finditer(text):
        due = _due(match, day)
        if due is None:
            continue
        year = int(due[:4])
        yield DateMark.at(
            *match.span(),
            (day.year if match["days"] else year, year, due, due),
            by=bool(match["mby"] or match["qby"] or match["feast"]) or match["lead"] in ("到", "至"),
            relative=bool(match["days"]),
        )


def _due(match: re.Match[str], day: date) -> str | None:
    if match["century"]:
        return str(_MID_CENTURY)
    if match["feast"]:
        # they fall in the first weeks of a year
        return str(day.year + (day.month > _LAST_OF_WINTER or match["feast"] == "元旦"))
    if match["days"]:
        number = int(match["days"]) if match["days"].isdigit() else int(numeral(match["days"]) or 0)
        due = day + timedelta(days=number * (7 if match["weeks"] else 1))
        return iso_month(due.year, due.month) if number else None
    if match["month"]:
        if not (match["mby"] or match["lead"]):
            return None
        return iso_months_on(day, match["month"].startswith("下"))[1]
    last = 3 * ("一二三四".index(match["quarter"]) + 1)
    return iso_end(day.year + (last < day.month), last)
