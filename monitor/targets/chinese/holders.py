"""Whom a Chinese rate holds for: an elliptic clause that names no more than that has its metric from the clause before.

三级医院 手术机器人配备率 不低于50%,二级医院不低于15%        15%: 手术机器人配备率
"""

from __future__ import annotations

from monitor.targets.marks import Quantity
from monitor.text import late as re
from monitor.types import Comparator

_Span = tuple[int, int]

_LEVEL = (
    r"(?:[一二三]级(?:甲等|乙等|及?以上)?|国家级|[省市州县区乡镇村]{1,2}级?|[东中西南北]{1,2}部|公立|公办|民营|民办|社会办|国有|规模以[上下]|规[上下]|"
    r"大中型|[大中小]型|中小微?|小微|重点|骨干|龙头|其[他余]|一般|普通|边远|偏远|欠?发达|山区|农村|城市|城区|沿海|内陆|基层|社区|县域|"
    r"专科|综合|中医|妇幼|非?试点)"
)
_PLACE = (
    r"(?:医院|卫生院|卫生室|卫生服务中心|医疗(?:卫生)?机构|机构|企业|公司|园区|开发区|地区|市县|县城|乡镇|学校|高校|院校|单位|"
    r"诊所|疾控中心|急救中心|血站)"
)
_MEMBERS = rf"(?:{_LEVEL}[、和及与]?){{1,3}}"
#: A level alone (县级) says too little to be sure.
_ONLY_HOLDER = re.compile(
    rf"(?!.{{1,3}}级(?:$|[的则也]$))(?:{_MEMBERS}(?:{_PLACE}|[县市区镇])?|{_PLACE}|[县市区镇])(?:的|则|也)?"
)
#: The same at the head of a rate; 市场占有率 and 县域内就诊率 have none.
_HOLDER = re.compile(
    rf"{_MEMBERS}(?:{_PLACE}|(?<![省市州县区乡镇村])[县市区](?![域场内外间政民]))的?(?![内外中])(?=[^,。;]{{3}})"
)
#: How a metric ends that is a rate.
_RATE = re.compile(r"(?:率|比例|占比|比重|覆盖面|覆盖度|覆盖)$")
_NEW_SENTENCE = re.compile(r"[。!?\t|]")
#: Characters between a rate and the clause that leaves it out.
_FAR = 40
_CHANGES = (Comparator.INCREASE_BY, Comparator.DECREASE_BY)


def rate_before(line: str, quantity: Quantity, own: _Span, previous: _Span | None) -> _Span | None:
    """The rate that a share is of, when its words `own` say only whom it holds for; `previous` is the metric before."""
    if previous is None or quantity.unit != "percent" or quantity.comparator in _CHANGES:
        return None
    if not previous[1] <= own[0] <= previous[1] + _FAR or _ONLY_HOLDER.fullmatch(line, *own) is None:
        return None
    if _RATE.search(line, *previous) is None or _NEW_SENTENCE.search(line, previous[1], own[0]) is not None:
        return None
    holder = _HOLDER.match(line, *previous)
    return (holder.end(), previous[1]) if holder is not None else previous
