"""Spans of time in Chinese: what is to be done in 40个工作日 is promised; 为期三年 and 有效期5年 say how long."""

from __future__ import annotations

from monitor.targets.chinese.clauses import Clause, is_old_value
from monitor.text import late as re
from monitor.types import Comparator

UNITS = ("years", "hours", "minutes", "days", "weeks", "months")

#: The new value of 由7天拉高到14天, and stocks that are measured in days.
_RAISED = re.compile(
    r"[由从][约近不到]{0,2}[\d.]+(?:个?月|天|日|小时|分钟|周|年|个工作日)[^,。;\d]{1,8}$|(?:库存|储备|存量)[^,。;\d]{0,6}$"
)


#: What is measured in time.
_OF_TIME = re.compile(
    r"时间|时限|用时|半径|周期|等候|候诊|轮候|寿命|住院日|响应|时长|耗时|办结|等待|可达|满足|储备|约?花(?=约?\d)"
)


#: How long something runs, who may apply, what the law grants.
_RUNS = re.compile(
    r"有效期|不再|不得从事|任期|试行|实施期|为期|历时|经验|以上学历|工龄|年龄|岁|公示期|期限(?!内)|保修|质保|保养期|交货|供货|提货|法定的?[^,。;]{0,6}时限|周期为"
)
#: Years that are measured rather than those of a plan or of somebody's past.
_OF_YEARS = re.compile(r"年数|役龄|寿命|[余馀]命|平均年限|平均使用年限|[机车船]龄|平均[^,。;\d]{0,8}(?:周期|时间|年限)")
#: An average of time is measured: 平均审查天数为139天, 每次平均停机23天, 排队平均34天, 平均每趟117分钟.
_AVERAGE = re.compile(r"平均[^,。;\d]{0,12}$")
#: What is done in time.
_IN_TIME = re.compile(
    r"要|应|须|必须|不超过|原则上|承诺|压缩|压减|缩短|减至|降至|兑付|完成|办[结完好妥]|发出|出具|送达|答复|审批|审评|受理|反馈|报告|到达|拨付|公布|作出|支付|结算|响应|上报|回款"
)
#: Behind the span, what is done by its end: 环评15天出结果, 水电3天接通.
_DONE = re.compile(
    r"(?:内|就|可|即可|能|必须?|全部)*(?:出(?:结果|报告|证|具)|办[结完好妥]|拿[证照]|领[证照]|接通|到账|送达|答复)"
)
_SHORTER = re.compile(r"压缩|压减|缩短|减至|降至|减少|审评|审批")
#: A day of each month: 每月10日前.
_EACH_MONTH = re.compile(r"每(?:个?月|季度?|年\d{1,2}月)[^,。;\d]{0,4}$")


#: Those who sell or apply are bound by contracts and rules.
_OF_OTHERS = re.compile(r"中选企业|供应商|投标人|申请人|当事人|用户应|买[方受]|卖方|乙方|甲方")


def is_promised(clause: Clause) -> bool:
    """Whether a span of time is what is promised, rather than when or how long something runs."""
    line, quantity = clause.line, clause.quantity
    here = line[clause.begin : clause.high]
    near = line[clause.low : clause.high]
    if line.startswith(("的", "之"), quantity.end) and "内" in line[quantity.figure_end : quantity.end]:
        # 3个月内的检查报告
        return False
    if _OF_OTHERS.search(here) or _RUNS.search(near) or _EACH_MONTH.search(clause.lead(8)):
        return False
    if quantity.unit == "years":
        return _OF_YEARS.search(near) is not None
    if _AVERAGE.search(clause.lead(14)) or _DONE.match(line, quantity.end):
        return True
    if is_old_value(clause) or _RAISED.search(clause.lead(24)):
        return True
    if "之日起" in near and not re.search(r"不予|不得|施行|异议|质疑|投诉|公示|实施|生效", near):
        return True
    if _OF_TIME.search(here) or "闲置" in clause.lead(10):
        return True
    after = line[quantity.figure_end : quantity.figure_end + 2]
    if quantity.comparator is Comparator.LE and (after.startswith(("内", "以内", "之内")) or quantity.bounded):
        return _IN_TIME.search(here) is not None
    return _SHORTER.search(here) is not None
