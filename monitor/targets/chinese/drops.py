"""Chinese figures that are no statements: prices, fines, parameters, structure, thresholds, forecasts, durations."""

from __future__ import annotations

from bisect import bisect_left

from monitor.targets.chinese.abandoned import is_abandoned
from monitor.targets.chinese.clauses import Clause
from monitor.targets.chinese.parts import of_parts
from monitor.targets.chinese.spans import UNITS, is_promised
from monitor.text import late as re
from monitor.types import Comparator

#: The reason that leaves no doubt.
ABANDONED = "abandoned"
#: A sum that is no price, and one that is hardly anything else; an average may be as small.
_LARGE = 50_000_000
_SMALL = 3_000_000
#: More than anybody pays at once: what a month's tenders or a fair come to.
_TOTAL = 500_000_000
_AVERAGE = re.compile(r"均|百元|每[万千百]|筹资|可支配")
#: However little, what the treasury gives is no price: 县财政每年拿出120万元.
_OF_TREASURY = re.compile(r"(?:财政|[省市县区镇州]里)[^,。;]{0,8}(?:拿出|安排|列支|预算|投入)[^,。;]{0,6}$")
_OF_NUMBER = re.compile(r"的\s?\d")
_THRESHOLD = re.compile(
    r"(?:\([^)]{0,8}\))?(?:级)?的?[^,;。、]{0,6}?(?:企业|公司|集群|园区|产业|项目|单位|产品|医院|品种|单品|产业链|龙头|平台|机构|工厂|基地|人群|人口|老年人|城市|设备)"
)


_OF_FIRMS = re.compile(r"\d(?:余|多)?[家个户][^,。;、]{0,8}(?:产值|营收|收入|规模|销售额?)[^,。;]{0,4}$")
_PER_ONE = re.compile(r"每(?![年季])[^,。;]{0,4}$")
#: What one applicant gets, however much.
_OF_ONE = re.compile(r"最高|单个|每[个家项]|封顶|上限|给予|奖励")
_PER_BATCH = re.compile(r"每[批次](?:不|最|可|限|约)?")
_RANKED = re.compile(r"强|名之内|甲")
_RANKS = re.compile(r"(?:(?<![底年月日之以末])前|位列|位居|排名|排在|名列)第?$")
#: What was said for or against a draft.
_SAID = re.compile(r"意见|建议|采纳|反馈|留言|赞成票|得票|提案")
#: What counts digits: 编号为14位.
_DIGITS = re.compile(r"(?:编号|号码|代码|编码|密码|数字|证号)[^,。;]{0,4}$")


_IN_OTHER_MONEY = re.compile(r"(?:约?合|折合|相当于|\()约?$")
#: 常住人口1万人以上的乡镇: a size, when another figure follows.
_SIZED = frozenset(("人", "张", "床", "户", "平方米", "亩"))
_AND_UP = re.compile(r"(?:及|或)?以[上下]的[^,。;、\d]{2,12}")


def dropped(clause: Clause, *, governed: bool, past: bool, behind: bool) -> str:
    """Why a quantity is no statement; "" when it may be one.

    `governed` by a deadline; `past` and `behind`, by a date that has come in its clause or before it.
    """
    quantity = clause.quantity
    if is_abandoned(clause):
        return ABANDONED
    if _IN_OTHER_MONEY.search(clause.lead(6)) and quantity.unit.isupper():
        return "converted"
    if quantity.counted in _SIZED and _AND_UP.match(clause.line, quantity.figure_end) and _is_threshold(clause):
        return "threshold"
    # the sums of a year that a report looks back on
    reported = behind and (quantity.unit in ("percentage_points", "percent", "count") or quantity.value >= _LARGE)
    if quantity.unit in UNITS and not is_promised(clause):
        return "duration"
    reason = of_parts(clause) or (_sum(clause, reported=reported) if quantity.unit.isupper() else "")
    return reason or _parameter(clause, reported=reported) or _of_the_sentence(clause, governed, past, reported)


def _sum(clause: Clause, *, reported: bool) -> str:
    """Of sums of money: what they are a condition or a price of."""
    line, quantity = clause.line, clause.quantity
    if _OF_NUMBER.match(line, quantity.end) or (_THRESHOLD.match(line, quantity.end) and _is_threshold(clause)):
        return "threshold"
    priced = not reported and quantity.value < _TOTAL
    if priced and clause.words.has("price", max(clause.low, clause.begin), clause.high):
        return "price"
    if _OF_FIRMS.search(clause.lead(26)) or _sizes_next(clause):
        return "threshold"
    if quantity.value < _SMALL and not is_average(clause) and not _OF_TREASURY.search(clause.lead(20)):
        return "price"
    each = _PER_ONE.search(clause.lead(6)) is not None and not is_average(clause)
    return "ratio" if quantity.value < 10 or each else ""


def is_average(clause: Clause) -> bool:
    """Whether a sum is one per head or per unit, which may be small."""
    return _AVERAGE.search(clause.lead(24)) is not None


def _parameter(clause: Clause, *, reported: bool) -> str:
    """Of what describes a thing, or says who is granted something."""
    line, quantity = clause.line, clause.quantity
    low, high = max(clause.low, clause.begin), clause.high
    if "财政补助标准" in clause.lead(20):
        # what the treasury pays for each inhabitant
        return ""
    if _is_condition(clause) or (quantity.unit != "count" and _GRANTED_AT.search(clause.lead(12))):
        return "parameter"
    if quantity.counted == "点" and _PER_ONE.search(clause.lead(6)):
        return "parameter"
    if quantity.counted == "分" and _SCORED.search(clause.lead(10)):
        return "parameter"
    if quantity.counted == "位" and _DIGITS.search(clause.lead(10)):
        return "parameter"
    if quantity.unit == "percent" and _PAID_BY.search(clause.lead(20)):
        return "parameter"
    if _PER_BATCH.search(line[max(0, quantity.start - 6) : quantity.start + 2]):
        return "parameter"
    words = clause.words
    if quantity.unit.isupper() and quantity.value >= _LARGE and not _OF_ONE.search(line, low, high):
        return ""
    if not reported and words.has("parameter", low, high) and (quantity.unit != "count" or "处方" in line[low:high]):
        return "parameter"
    earlier = max(clause.begin, line.rfind(",", clause.begin, low - 1)) if low else low
    goes_on = quantity.unit.isupper() and (line.startswith("其中", low) or quantity.comparator is Comparator.LE)
    return "parameter" if goes_on and words.has("parameter", earlier, low) else ""


def _of_the_sentence(clause: Clause, governed: bool, past: bool, reported: bool) -> str:
    """What the words around any figure make of it."""
    line, quantity, words = clause.line, clause.quantity, clause.words
    begin, end = clause.begin, clause.end
    if _TENDERED.search(line, begin, end) or (line.startswith("关于", begin) and _TOPIC.match(line, begin)):
        return "price"
    if _OF_A_FIRM.search(line, begin, quantity.start):
        return "firm"
    low = max(clause.low, begin)
    if quantity.unit in ("count", "times") and not reported and words.has("price", low, clause.high):
        return "price"
    if not past and _is_forecast(clause) and not (governed and "规划" in line[begin:end]):
        return "forecast"
    promised = governed and quantity.unit != "count" and "率" in clause.lead(8)
    if not governed and (words.has("property", max(clause.low, begin), clause.high) or words.has("trial", begin, end)):
        return "property"
    if not promised and words.has("inspection", low if governed else begin, clause.high if governed else end):
        return "inspection"
    if quantity.counted in ("条", "件", "票", "张") and _SAID.search(line, low, clause.high):
        return "inspection"
    if _ONE_OF.match(line, quantity.end):
        return "structure"
    if quantity.unit == "count" and _WHO_SAY.match(line, quantity.end):
        return "inspection"
    ranked = _RANKED.match(line, quantity.end) or (
        quantity.unit == "count" and _RANKS.search(line, quantity.figure_start - 4, quantity.figure_start)
    )
    return "rank" if ranked else ""


#: Points that a rule gives or takes: 权重3分, 年终扣5分.
_SCORED = re.compile(r"(?:权重|分值|[扣加计赋记]|满分)[^,。;\d]{0,4}$")
#: Who were asked: 11家希望再延长三年.
_WHO_SAY = re.compile(
    r"(?:企业|医院|单位|机构|患者|业者|医[生师])?(?:都|还|均)?(?:希望|表示|认为|说(?!明)|反映|打算|盼(?!望))"
)
#: What is told of one of several: 购置的3台巡回车之一.
_ONE_OF = re.compile(r"[^,。;、\d]{0,10}之一")
_GRANTS = re.compile(r"给予|奖励|补助|资助|补贴|贴息|奖补|扶持|兑现|减免|返还|处以?|罚")


#: A share or a sum that one applicant gets: 补贴一半, 户均补助5000元.
_GRANTED_AT = re.compile(
    r"(?:(?<!共)(?<!累计)(?<!合计)(?<!总计)(?<!上级)(?<!中央)(?<!省级)(?<!市级)(?<!区级)(?<!财政)(?<!计划)补[贴助]|报销|减免|返还|奖励|贴息|资助)(?:标准|额度)?(?:为|约|的|不超过|最高|至多)?$"
)


#: A share by which something is paid: 按保费的80%.
_PAID_BY = re.compile(r"按(?!计划|期|时|[^,。;]{0,6}(?:口径|可比价))照?[^,。;]{1,14}的(?:约|近|不超过|不低于)?$|按照?$")


#: The head of an answer, which repeats what was proposed: 关于设立20亿元产业基金。
_TOPIC = re.compile(r"关于(?!印发|下达)[^,。;:《]{4,40}[。:]")
#: A firm or a hospital that speaks of its own aims.
_OF_A_FIRM = re.compile(
    r"(?:(?<![个家户批引导支持鼓励推动组织力])(?:该|本|我)?(?:公司|集团|企业|股份|管理层)|院方)(?:方面|管理层|负责人|董事长|总经理)?(?:在[^,。]{2,12}上)?"
    r"(?:[^,。;]{0,6}|[^。;]{0,4}(?:称|表示|透露),?[^,。;\d]{0,4})(?:宣称|承诺|将力争|力争|计划|目标|拟|的五年愿景|20\d\d年(?:[^,。;]{0,8})(?:目标|将力争|力争|计划))"
)
#: A sentence about what is bought for how much.
_TENDERED = re.compile(r"预算金额|最高限价|中标价|成交价")
#: 首次达到1亿元、5亿元的企业,分别给予….
_GRANTED = re.compile(
    r"[^,。;]{0,40}?的(?:企业|单位|机构|项目|产品|个人|平台|园区|医院)?,(?:再|另|可|分别|按|一次性|最高|由|市|省|财政){0,4}[^,。;]{0,8}?"
    r"(?:给予|奖励|奖补|补助|资助|补贴|扶持)"
)


#: 未达到90%的,扣减次年经费.
_FAILED = re.compile(
    r"的[^,。;]{0,12}(?:,[^,。;]{0,10}|开展|予以|进行)(?:扣|罚|取消|约谈|通报|问责|核减|收回|不予|暂停)"
)


def _is_condition(clause: Clause) -> bool:
    """Whether a figure says who is granted something: 对面积达到5000平方米以上的项目,给予…."""
    line, quantity, sentence = clause.line, clause.quantity, (clause.begin, clause.end)
    if _GRANTED.match(line, quantity.end, sentence[1]) or _FAILED.match(line, quantity.end, sentence[1]):
        return True
    first = line.rfind("对", sentence[0], quantity.start)
    if first < 0 or (first > sentence[0] and line[first - 1] in "应针相绝面反核"):
        return False
    between = line[first : quantity.start]
    if "。" in between or len(between) > 60:
        return False
    behind = line[quantity.end : sentence[1]]
    end = re.search(r"的[^,。;]{0,24},|(?:^|的)(?:企业|单位|机构|项目|个人|产品)", behind)
    return end is not None and _GRANTS.search(behind, end.start()) is not None


def _is_forecast(clause: Clause) -> bool:
    """Whether a sentence tells what others expect or wish; what a budget or its speaker proposes is no wish."""
    line, quantity, words, sentence = clause.line, clause.quantity, clause.words, (clause.begin, clause.end)
    at = words.last("forecast", *sentence)
    if at < 0:
        return False
    if at >= quantity.end and line.startswith(("预计", "预估", "有望", "可望", "达产", "满产"), at):
        # what is expected stands behind the word
        at = words.last("forecast", sentence[0], quantity.end)
        if at < 0:
            return False
    if not line.startswith("建议", at) or words.has("forecast", sentence[0], at):
        return True
    return (
        re.search(r"预算案|施政报告|[司局厅]长|政府|行政长官|国务院|委员会", line[max(0, sentence[0] - 60) : at])
        is None
    )


def _is_threshold(clause: Clause) -> bool:
    """`产值超100亿元的龙头企业2家`: another figure follows, or a counted noun, before the clause ends."""
    line, quantity, every = clause.line, clause.quantity, clause.every
    following = line[quantity.end : quantity.end + 2]
    if re.match(r".{0,10}(?:基金|资金|贷款|专项|融资)", line[quantity.end : quantity.end + 14]):
        return False
    return following.startswith(("的", "以", "级")) or any(
        quantity.end <= q.start < clause.high and q.start - quantity.end < 16
        for q in every[bisect_left(every, quantity.end, key=lambda q: q.start) :][:2]
    )


#: Between a size and the number of those that have it: 其中10亿元以上不少于9个.
_OF_SIZE = re.compile(r"的?(?:仅|只|已|共)?(?:有|要有|达到?|各)?")
_SIZES = re.compile(r"(?:其中|[超过于逾]|[,、和与及]|企业|项目|产值|营收|收入|规模|市值|投资)$")


def _sizes_next(clause: Clause) -> bool:
    """Whether a sum says which ones the next figure counts."""
    every, quantity = clause.every, clause.quantity
    index = bisect_left(every, quantity.end, key=lambda other: other.start)
    if not quantity.bounded or index == len(every) or every[index].unit != "count":
        return False
    between = _OF_SIZE.fullmatch(clause.line, quantity.end, every[index].start)
    return between is not None and _SIZES.search(clause.lead(4)) is not None
