"""What a Chinese sentence wants of the equipment it names.

突破 | 光子计数探测器                      break_through: the verb before it
推动 | 手术机器人 | 研发和产业化           develop: a verb of support leaves it to the noun of doing behind the name
严格控制 | PET/CT | 配置                   restrict: any other verb does not
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from monitor.targets.equipment.chinese import IDLE_ZH
from monitor.targets.equipment.stances import Ruling
from monitor.text import late as re

_STANCES_ZH = (
    (
        "restrict",
        r"(?:限制|严控|禁止|严禁|不得|严格控制|暂停|暂缓|停止|不再|禁用|从严控制|逐步退出|压减|压缩)[^,。;:、]{0,2}"
        r"(?:新增|使用|配置|配备|购置|购买|采购|进口|引进|应用|推广|生产|销售)|限制|严控|禁止|严禁|严格控制|从严控制|取缔|停用|禁用|"
        r"(?:逐步|限期|全面|加快|有序|依法)淘汰(?!更新|更换|换新|[^,。;]{0,4}(?:老旧|落后|超期|超年限|陈旧|低效))",
    ),
    ("update", r"更新|升级|改造|淘汰|替换|换新|以旧换新|更换|汰换|换代|换什么"),
    ("break_through", r"突破(?!了?约?[\d一二三四五六七八九十百千万])|攻克|攻关|主攻|补短板|揭榜挂帅|卡脖子技术"),
    (
        "procure",
        r"采购|购置|配置|配备|添置|购买|租赁|装备率|普及率|全覆盖|配足|配齐|增配|建置|建成|设立|接入|适配|集采|添购|部署|装设|安装|配发|投放|买什么|配什么|建设内容|引入|增购|增设|设置",
    ),
    (
        "develop",
        r"发展|研发|研制|开发|培育|布局|做强|做大|打造|形成|孵化|产业化|国产化(?!率)|新批|取证|注册证|制造|"
        r"生产(?!企业)",
    ),
    (
        "promote",
        r"推广|推进|推动|促进|支持|鼓励|应用|主轴|列为|列入|试用|聚焦(?!超声)|重点|加快|提升|示范|扶持|加强|优先|完善|建设|引导|扩大|保障|普及|纳入|覆盖|关注|瞄准|围绕|统一|加大|资助|补助|补贴|方向|领域|名单|清单|"
        r"目录|留了位置|实施|开展|率先|落地|打通|使用(?!年限|年数|年头|时间|时长|寿命|期限|周期|频率|率|[已超满达近]|多年|\d+[余多]?[个年]|[一二三四五六七八九十]+[余多]?[个年])",
    ),
)
_STANCE_ZH = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _STANCES_ZH))
#: What spreads a device says what is done; other words of support do not.
_DONE = frozenset({"推广", "应用", "示范", "试用", "普及", "使用"})
#: Characters before and behind a name in which its verb stands.
_FAR_BEFORE, _FAR_BEHIND = 160, 60
#: What something is like, right behind its name: who says so wants nothing yet.
_DESCRIBED = re.compile(
    r"[^,。;:]{0,8}?(?:(?:价格|价钱|售价|成本|费用|性能|质量|精度|体积|占比|技术)(?:较|更|很|偏|过|太|十分|非常|普遍)?[高贵低大小好差]|"
    r"昂贵|不菲|居高不下|短缺|紧缺|稀缺|匮乏|老化|陈旧|老旧|落后|垄断|依赖|不足(?![\d一二三四五六七八九十百])|偏少|太少|闲置|故障|损坏|被盗|失窃)"
)
#: A plan that is named after the equipment.
_PLAN_BEHIND = re.compile(r"[^,。;:]{0,14}?(?:规划|计划|方案|行动|措施|办法|意见|目标)")
_LEAD_ZH = re.compile(
    r"什么|采购|配置|内容|分工|布局|定位|主攻|重点|领域|方向|包括|发展|支持|突破|清单|目录|任务|产品|装备|设备"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what becomes of equipment."""

    start: int
    end: int
    stance: str
    #: It only supports what another says: 推动, 加快, 重点.
    light: bool


class Sentence:
    """A sentence `text[low:high]` that names equipment."""

    def __init__(self, text: str, low: int, high: int) -> None:
        self.text, self.low, self.high = text, low, high

    @cached_property
    def cues(self) -> list[Cue]:
        """Its cues, in order."""
        return _cues(self.text, self.low, self.high)


def ruled_zh(
    sentence: Sentence,
    start: int,
    end: int,
    names: Sequence[tuple[int, int]] = (),
    *,
    before: str,
    default: str = "",
    wanted: bool,
) -> Ruling:
    """What a sentence wants of the equipment at `text[start:end]`.

    The verb before it counts, then one behind it, then `before`, what leads here wants, then `default`, what the whole
    text does. `names` are those before it in the sentence. A clause about trade or offences wants nothing, unless a
    goal stands in it (`wanted`).
    """
    text, low, high = sentence.text, sentence.low, sentence.high
    near, far = max(low, start - 80), min(high, end + 80)
    first = max(text.rfind(mark, near, start) for mark in ",。;:") + 1
    ends = [at for mark in ",。;" if (at := text.find(mark, end, far)) >= 0]
    idle = not wanted and IDLE_ZH.search(text, max(near, first), min(ends, default=far)) is not None
    verb = _verb_zh(sentence, start, end, names)
    stance = verb or before or default
    by = "verb" if verb else "lead" if before else "page"
    described = by == "page" and not wanted and _DESCRIBED.match(text, end, high) is not None
    return Ruling(stance, "idle" if idle else "told" if described else "" if stance else "no verb", by)


def _cues(text: str, low: int, high: int) -> list[Cue]:
    found = []
    for match in _STANCE_ZH.finditer(text, low, high):
        stance = match.lastgroup or ""
        found.append(Cue(*match.span(), stance, stance == "promote" and match[0] not in _DONE))
    return found


def _verb_zh(sentence: Sentence, start: int, end: int, names: Sequence[tuple[int, int]]) -> str:
    """The stance of the verb that governs `text[start:end]`; "" for none."""
    text, low, high = sentence.text, sentence.low, sentence.high
    within = [cue for cue in sentence.cues if start - _FAR_BEFORE <= cue.start and cue.end <= start]
    within = [cue for cue in within if not any(first <= cue.start < last for first, last in names)]
    if within:
        clause = max(text.rfind(mark, low, start) for mark in ",。;:")
        found = _weightiest([cue for cue in within if cue.start > clause] or within[-1:])
        return (_doing(sentence, end) or found) if found == "promote" else found
    if _PLAN_BEHIND.match(text, end, high):
        return "promote"
    following = next((cue for cue in sentence.cues if end <= cue.start and cue.end <= end + _FAR_BEHIND), None)
    if following is None:
        return ""
    return (_doing(sentence, end) if following.stance == "promote" else "") or following.stance


def _weightiest(cues: Sequence[Cue]) -> str:
    """The stance of the last cue that says what is done, else of the last; "" without cues."""
    last = ([cue for cue in cues if not cue.light] or cues)[-1:]
    return last[0].stance if last else ""


def _doing(sentence: Sentence, end: int) -> str:
    """The stance of the noun of doing that ends the clause behind a name: 支持…研发和产业化; "" for none."""
    text, high = sentence.text, min(sentence.high, end + _FAR_BEHIND)
    stop = min(at if (at := text.find(mark, end, high)) >= 0 else high for mark in ",。;:")
    return next((cue.stance for cue in sentence.cues if end <= cue.start and cue.end <= stop and not cue.light), "")


def lead_stance(text: str) -> str:
    """What a heading or a sentence that ends in a colon wants of the equipment that follows; "" for nothing."""
    tail = text.rstrip()
    if (tail.endswith((":", "包括", "如下")) or (len(tail) < 24 and not tail.endswith("。"))) and _LEAD_ZH.search(tail):
        return _weightiest(_cues(tail, 0, len(tail))) or "promote"
    return ""
