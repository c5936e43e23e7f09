"""Bound words around a Chinese figure, and growth over a base: 不低于8%, 20家以上, 比上年增长7%, 增加一倍."""

from __future__ import annotations

from decimal import Decimal

from monitor.targets.marks import Quantity
from monitor.text import late as re
from monitor.types import Comparator

_BOUND_BEFORE = re.compile(
    r"(?:(?P<ge>不得?低于|不能低于|不得?少于|不能少于|不应少于|不应低于|不小于|不下于|不下|至少(?!年)[\u4e00-\u9fff]{0,4}|最低|最少|≥|>=|≮|大于等于|大于或等于)"
    r"|(?P<le>不得?超过|不能超过|不应超过|不超|不得?多于|不得?高于|不得?大于|不大于|不晚于|≤|<=|至多|最多|最高|最长(?:不超过)?|控制在|小于等于|小于或等于)"
    r"|(?P<gt>超过了?|超出|(?<![彩Bb])超|突破|逾|高于|大于|多于|高过|(?<![-=])>|不止|(?<![通不])过|(?<!突)破|跨越)"
    r"|(?P<lt>低于|少于|小于|不足|不到|不满|未达|<)"
    r"|(?P<approx>大约|约为|约占?|近|将近|接近|大概|左右|趋近))"
    r"(?P<gap>[到为达至有了]?\"?\s?|(?<=于|过)[^,。;、\d]{1,10}的)$"
)
_BOUND_AFTER = re.compile(
    r"\"?\s?(?:(?P<ge>(?:及|或|和)?以上|之上|起步|开外)|(?P<gt>还多|有余|出头|多一[点些]|多(?=[,。;)]|$))"
    r"|(?P<le>(?:及|或|和)?以内|之内|以下|(?:及|或)以下|(?:及|或)更短|内(?!部|镜|科|外|容|涵|蒙|地|需|置))|(?P<approx>左右|上下|前后))"
)
_RISE = (
    r"年增(?!值)|成长(?!率)|增长(?!率|极|点)|增幅|提高|提升|增加|上升|上涨|涨幅|多了|增多|扩大|递增|新增加|增速|升高|拉动"
    r"|[上大]?涨(?=了)|升(?=了)|攀升|走高|回升|跃升|扩增|加快|高出|拉高|拉升|抬升|上浮|上调|上扬"
)
_FALL = (
    r"年减|衰退|下降|降低|减少|缩短|压缩|压减|缩减|下滑|降幅|节约|节省|下调|减轻|少了|回落"
    r"|跌(?=了)|降(?=了)|减(?=了)|收窄|收缩|萎缩|下跌|下挫|下探|走低|减亏|锐减|骤降|放缓|下浮|砍掉|减幅|缩水|缩减"
)
_GROWTH_BEFORE = re.compile(
    rf"(?:(?P<up>{_RISE})|(?P<down>{_FALL}))(?:了|约|近|超过?|不低于|不少于|力争|将)*(?:(?:幅度|率|幅|速)(?:为|达到?|在|均为|将达)?)?\s?$"
)
_ANNUAL = re.compile(r"(?:年均|年复合|年平均|增长率|成长率|增速|每年|逐年)[^,;。]{0,8}$")
_MORE_THAN = re.compile(
    r"(?:高出|高于|快于)[^,。;\d]{2,12}$|(?:比|较|高出|高于|同比|环比|按年)[^,;。]{0,14}(?:多|高|高出|多出|涨|增)(?:了|出)?$"
)
_LESS_THAN = re.compile(r"低于[^,。;\d]{2,12}$|(?:比|较|同比|环比|按年)[^,;。]{0,14}(?:少|低|跌|减|降)(?:了)?$")
_MULTIPLE_GROWTH = re.compile(r"(?:增长|增加|提高|提升|扩大|高出|多出?|高|多了)(?:了|约|近|超过?)?$")


def bound(quantity: Quantity, text: str) -> Quantity:
    """Adds comparator and bound words on both sides."""
    before = _BOUND_BEFORE.search(text, max(0, quantity.start - 12), quantity.start)
    if before is not None and before["gt"] in ("过", "破") and quantity.value < 10:
        # 要过4个标准
        before = None
    after = _BOUND_AFTER.match(text, quantity.figure_end)
    lead = text[max(0, quantity.start - 24) : quantity.start]
    if after is not None:
        quantity.end = after.end()
    for found in (before, after):
        if found is not None and not quantity.bounded:
            word = found[0]
            if word.startswith("控制在") and (quantity.unit == "count" or after is not None):
                # what is behind the figure says how
                continue
            quantity.comparator = Comparator(
                next(name for name, value in found.groupdict().items() if value and name != "gap")
            )
            quantity.bounded = True
    if before is not None:
        quantity.start = before.start()
        lead = text[max(0, quantity.start - 24) : quantity.start]
    if before is not None and before["gt"] == "突破" and after is not None and after["ge"]:
        quantity.comparator = Comparator.GE
    if quantity.high is not None:
        quantity.comparator, quantity.bounded = Comparator.RANGE, True
    if not quantity.bounded:
        quantity.comparator = _growth(quantity, lead)
        if quantity.comparator is Comparator.INCREASE_BY and _adds(quantity, text, lead):
            quantity.comparator = Comparator.EQ
    return quantity


#: What something grows over.
_OVER = re.compile(r"[比较由从]|同比|环比|基础|原有|现有|其中")
_ADDED_NOUN = re.compile(r"[^\s,。;、:!?()\d到至比]{2}")


def _adds(quantity: Quantity, text: str, lead: str) -> bool:
    """Whether things are added rather than something grown by so many: 增加二千八百张病床, but 比上年增加37家."""
    clause = lead[max(lead.rfind(mark) for mark in ",。;:") + 1 :]
    return (
        quantity.unit == "count"
        and clause.rstrip("了约近").endswith(("增加", "新增加"))
        and _OVER.search(clause) is None
        and _ADDED_NOUN.match(text, quantity.end) is not None
    )


#: 同比+9.3%, ↑1.6个百分点.
_SIGNED = re.compile(r"(?:(?:[同环]比|上年|增减)\s?[+-]|[↑↓])$")


def _growth(quantity: Quantity, lead: str) -> Comparator:
    sign = _SIGNED.search(lead)
    if sign is not None:
        return Comparator.INCREASE_BY if sign[0][-1] in "+↑" else Comparator.DECREASE_BY
    match = _GROWTH_BEFORE.search(lead)
    if match is not None:
        if match["up"] and quantity.unit == "percentage_points":
            return Comparator.INCREASE_BY
        if match["up"]:
            return Comparator.EQ if _ANNUAL.search(lead, 0, match.end()) else Comparator.INCREASE_BY
        return Comparator.DECREASE_BY
    if _MORE_THAN.search(lead):
        return Comparator.INCREASE_BY
    if _LESS_THAN.search(lead):
        return Comparator.DECREASE_BY
    return Comparator.EQ


_AND_MORE = re.compile(r"还?多|余|有余")


def and_more(quantity: Quantity, text: str) -> None:
    """两倍多, 翻一番多."""
    more = _AND_MORE.match(text, quantity.end)
    if more is not None:
        quantity.comparator, quantity.bounded = Comparator.GT, True
        quantity.end = quantity.figure_end = more.end()


def multiple(text: str, start: int, end: int, value: Decimal, high: Decimal | None) -> Quantity:
    """Multiples: 增加一倍 and 翻一番 are 2 times, 增长3倍 is 4 times, 达到3倍 is 3 times."""
    quantity = Quantity.at(start, end, value=value, high=high, unit="times", rule="zh:times")
    and_more(quantity, text)
    lead = text[max(0, start - 6) : start]
    quantity = bound(quantity, text)
    if _MULTIPLE_GROWTH.search(lead) or (value == 1 and not lead.endswith(("到", "至", "的", "为"))):
        quantity.value += 1
        if quantity.high is not None:
            quantity.high += 1
    if quantity.comparator in (Comparator.INCREASE_BY, Comparator.DECREASE_BY):
        quantity.comparator = Comparator.EQ
    return quantity
