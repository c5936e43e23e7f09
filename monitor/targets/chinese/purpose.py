"""What money is for, in Chinese: the words behind the sum, where those before it say no more than who spends it.

县财政拿出80万元 用于 影像云租赁        what it is used for
编列6800万元 汰换救护车                what is done with it
设立总规模30亿元的 产业母基金           what it makes up
"""

from __future__ import annotations

from monitor.targets.marks import Quantity
from monitor.text import late as re

_Span = tuple[int, int]

#: Ends the words before a sum that is spent or set up.
_SPENT = re.compile(
    r"(?:拿出|出资|投入|投|编列|匡列|预留|拨出|拨备|拨款|[再增]拨|动用|统筹|耗资|斥资|安排|设立|设一?支|组建|成立|首期|规模|争取|砸下?|花|预算|[再先]采|[其当]中|[二两三四五六七八九\d]年)"
    r"(?:约|近|超过?|逾|不[低少]于|共|合计|为|达)*$"
)
#: What has a name of its own before the verb keeps it: 市科技重大专项每年安排4000万元用于….
_NAMED = re.compile(r"(?:专项|资金|基金|国债|债券|预算|经费|计划)(?:[将拟]|每年|今年|明年|首期|总|共|合计)*$")
#: Behind a sum, what it is used for, and what is done with it.
_PURPOSE = re.compile(
    r"(?:(?:主要|专门|全部)?(?:用于|用作|投向|作为?)|予(?!以)|设立|组建|的(?=[^,。;、]{0,16}(?:基金|专项)))(?P<noun>[^\s,。;:、!?()|\"]{2,24})"
    r"|(?P<deed>(?:投资|发展|推[动进]|打造|汰换|更新|购[置买]|采购|添置|补[贴助](?!标准)|建(?!成)|升级|改[善造建]|充实|支持|扶持|培[育训]|拚|为[^,。;、]{1,8}(?:购|建|配))[^\s,。;:!?()|\"]{2,28})"
    r"|(?P<fund>[^\s,。;:、!?()|\"的在]{0,12}(?:基金|专项|资金|预算))(?=[,。;、)\s]|$)"
)


def purpose_of(line: str, quantity: Quantity, low: int) -> _Span | None:
    """What a sum is for, when the words of its clause, from `low`, say only that it is spent; offsets in the line."""
    if not quantity.unit.isupper():
        return None
    match = _PURPOSE.match(line, quantity.end)
    if match is None:
        return None
    verb = _SPENT.search(line, max(low, quantity.start - 14), quantity.start)
    if verb is None or _NAMED.search(line, low, verb.start()) is not None:
        return None
    return next(match.span(name) for name in ("noun", "deed", "fund") if match[name])
