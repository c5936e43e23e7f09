"""Chinese figures that are no statements: prices, fines, parameters, structure, thresholds, forecasts, durations."""

from __future__ import annotations

import re
from bisect import bisect_left

from monitor.targets import zh_cues as cues
from monitor.targets.marks import Quantity
from monitor.types import Comparator

_THRESHOLD = re.compile(
    r"(?:\([^)]{0,8}\))?(?:级)?的?[^,;。、]{0,6}?(?:企业|公司|集群|园区|产业|项目|单位|产品|医院|品种|单品|产业链|龙头|平台|机构|工厂|基地|人群|人口|老年人|城市|设备)"
)


def dropped(
    line: str,
    sentence: tuple[int, int],
    clause: tuple[int, int],
    quantity: Quantity,
    every: list[Quantity],
    words: cues.LineCues,
    *,
    governed: bool,
) -> str:
    """Why a quantity is no statement; "" when it may be one."""
    begin, end = sentence
    after = line[quantity.end : quantity.end + 12]
    low, high = max(clause[0], begin), clause[1]
    if quantity.counted == "次" and re.search(r"每(?:年|季度?|月|周|半年)", line[low : quantity.start]):
        return "frequency"
    if (
        quantity.counted in ("类", "种", "项", "个", "家", "款")
        and not quantity.bounded
        and quantity.value < 10
        and line.startswith("等", quantity.start - 1)
    ):
        return "summed up"
    small = quantity.unit == "count" and not quantity.bounded and quantity.value < 40
    if small and cues.is_structure(line[quantity.figure_end - len(quantity.counted) : quantity.figure_end + 10]):
        return "structure"
    if line.startswith("?", quantity.end) or (
        line.startswith((":", "。", ":"), quantity.end)
        and small
        and re.search(
            r"(?:目标|任务|措施|内容|方面|要求|变化|特点|分)有?(?:为|成)?(?:以下)?$",
            line[max(0, quantity.start - 5) : quantity.start],
        )
    ):
        return "structure"
    if "番" in line[quantity.start : quantity.end] and re.match(
        r"[,,](?:做到|达到|增至|即|到)", line[quantity.end : quantity.end + 3]
    ):
        return "restated"
    if quantity.weak and quantity.unit == "count" and not quantity.bounded and quantity.value <= 10:
        lead = line[max(0, quantity.start - 4) : quantity.start]
        if quantity.value <= 1 or not re.search(r"[新建设达到有成立]$|:$", lead):
            return "article"
    if quantity.unit in ("years", "hours", "minutes", "days", "weeks", "months") and not _is_obligation(
        line, sentence, clause, quantity
    ):
        return "duration"
    if quantity.unit not in (
        "count",
        "percent",
        "percentage_points",
        "times",
        "years",
        "hours",
        "minutes",
        "days",
        "weeks",
        "months",
    ):
        if _THRESHOLD.match(line, quantity.end) and _is_threshold(line, quantity, every, clause):
            return "threshold"
        if words.has("price", low, high):
            return "price"
        lead = line[max(0, quantity.start - 26) : quantity.start]
        if re.search(r"\d(?:余|多)?[家个户][^,。;]{0,8}(?:产值|营收|收入|规模|销售额?)[^,。;]{0,4}$", lead):
            return "threshold"
        if (
            re.search(r"每(?![年季])[^,。;]{0,4}$", line[max(0, quantity.start - 6) : quantity.start])
            or quantity.value < 10
        ):
            return "ratio"
    if re.search(r"每[批次](?:不|最|可|限|约)?", line[max(0, quantity.start - 6) : quantity.start + 2]):
        return "parameter"
    if words.has("parameter", low, high) and quantity.unit != "count":
        return "parameter"
    if words.has("price", low, high) and quantity.unit == "count":
        return "price"
    if words.has("forecast", begin, end) and not (governed and "规划" in line[begin:end]):
        return "forecast"
    if words.has("inspection", begin, end):
        return "inspection"
    return "rank" if re.match(r"强|名之内|甲", after) else ""


def _is_threshold(line: str, quantity: Quantity, every: list[Quantity], clause: tuple[int, int]) -> bool:
    """`产值超100亿元的龙头企业2家`: another figure follows, or a counted noun, before the clause ends."""
    following = line[quantity.end : quantity.end + 2]
    if re.match(r".{0,10}(?:基金|资金|贷款|专项|融资)", line[quantity.end : quantity.end + 14]):
        return False
    return following.startswith(("的", "以", "级")) or any(
        quantity.end <= q.start < clause[1] and q.start - quantity.end < 16
        for q in every[bisect_left(every, quantity.end, key=lambda q: q.start) :][:2]
    )


def _is_obligation(line: str, sentence: tuple[int, int], clause: tuple[int, int], quantity: Quantity) -> bool:
    """Whether a span of time is what is promised, rather than when or how long something runs."""
    here = line[sentence[0] : clause[1]]
    near = line[clause[0] : clause[1]]
    if re.search(
        r"有效期|不再|不得从事|任期|试行|实施期|为期|历时|经验|以上学历|工龄|年龄|岁|公示期|期限(?!内)|保修|质保",
        near,
    ):
        return False
    if "之日起" in near and not re.search(r"不予|不得|施行|异议|质疑|投诉|公示|实施|生效", near):
        return True
    if re.search(r"时间|时限|用时|周期|等候|候诊|轮候|寿命|住院日|响应|时长|耗时|办结|等待", here):
        return True
    if quantity.unit == "years":
        return False
    after = line[quantity.figure_end : quantity.figure_end + 2]
    if quantity.comparator is Comparator.LE and (after.startswith(("内", "以内", "之内")) or quantity.bounded):
        if re.search(r"要|应|须|必须|不超过|原则上", here):
            return True
        return bool(
            re.search(
                r"兑付|完成|办结|发出|出具|送达|答复|审批|审评|受理|反馈|报告|到达|拨付|公布|作出|支付|结算|响应|上报|回款",
                here,
            )
        )
    return bool(re.search(r"压缩|缩短|减至|降至|审评|审批", here))
