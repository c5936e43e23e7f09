"""What a Chinese figure measures, and the shortest clause that says so.

到2025年,全市三级医院合计建成100个     left of the figure, without date, region and verb
培育40家以上的智能工厂                 right of the figure, when the left is only a verb
市级园区,数量要有20家以上              the clause before, when this one is elliptic
其中不低于15%                          the figure before, when nothing else is there
二级医院不低于15%                      the rate before, when this one says only whom it holds for (holders)
"""

from __future__ import annotations

from bisect import bisect_left

from monitor.targets.chinese.holders import rate_before
from monitor.targets.chinese.purpose import purpose_of
from monitor.targets.marks import Quantity, Reading
from monitor.text import late as re

_REACH = 90
#: Who says so, and the verb: 《方案》提出, 并明确到2028年. A verb alone has to have a date or 力争 behind it.
_SAID_HEAD = re.compile(
    r"(?:《[^》]{1,60}》|\"?(?:[该本此原]|上述|上一?轮)?(?:行动|工作|实施)?(?:方案|规划|计划|意见|文件|通知|措施|纲要|政策)\"?)"
    r"(?:[中还也则并]|同时|进一步|明确)*(?:提出|明确|要求|指出|强调|规定|确定|目标为)了?(?!\")|"
    r"(?:其中|[还也则并]|同时|明确)*(?:提出|明确|要求|指出|强调|规定|确定)(?=(?:力争|争取|确保)?(?:[到至在]|截[至止])?"
    r"(?:20\d\d年|\"?十[一二三四五六]五|[今明后]年|未来)|力争|争取|确保|[到至将])"
)

#: Verbs, adverbs and particles between a metric and its figure.
_TAIL = re.compile(
    r"(?:[\s\"“”·:,]|分别|合计|总计|累计|共计|总共|共|一共|平均|年均|每年|全年|届时|同比|环比|均|都|也|则|已|还|再|要|将|应当?|须|必须|需|拟|力争|争取|确保|计划|目标|预计|"
    r"有望|基本|"
    r"实现|达到了?|达成|达|到|至|突破|超过?|超出|为|是|有|占(?!比)到?|保持在?|稳定在?|控制在?|维持在?|不再|大于|小于|高于|低于|约|近|[由从](?:\"?十[一二三四五六]五\"?(?:期?末)?|(?:19|20)\d\d年底?|1[0-4]\d年|目前|现在|现时|现有|当前|去年|上年|原来|原先|原|过去|此前)的?|由|从|被|把|"
    r"(?:创新[高低]|[并且])*(?:[年季月]|按[年季月])[增减升跌降](?!值)长?|微[增降升跌幅]|实际(?!控)|[并且]|建成|建设|新建|新设|设立|成立|形成|组建|打造|培育|培养|引进|引育|发展|完成|取得|获得|增加|增长|提高|提升|上升|下降|降低|减少|缩短|压缩|压减|扩大|优化|"
    r"增至|升至|降至|减至|压到|压至|增到|升到|降到|办到|做到|拿到|安排|下达|出资|拨付|了|过|出|的|在|于|(?<!占)比(?!例|重|率)[^,。;]{0,14}|较[^,。;]{0,14}|"
    r"左右|不|能|得|以|可|只|"
    r"仅|向)+$"
)
_HEAD = re.compile(
    r"(?:\([一二三四五六七八九十]{1,3}\)|的|分别|建设(?!用地)|建成|打造|培育|[\s\"“”·:,、)(\-—*#●■]|\d{1,2}[.、)]\s?|[一二三四五六七八九十]{1,2}(?:是|、)|"
    r"第[一二三四五六七八九十]{1,2}[,、]|[①-⑳]|其中|同时|此外|另外|"
    r"并且?|且|以及|及|而|又|则|"
    r"力争|争取|确保|计划|拟|将|要|推动|推进|促进|使|让|实现|完成|预计|届时|截至|截止|目前|当前|现有|已有的?|现|共|累计|合计|到|在|从|由|至|自|"
    r"努力|进一步|加快|全面|基本(?![公药医建养])|先把|把|对|再|新(?![增建设批购获])|已经?|先后|总共|本报讯)+"
)
_VERB_END = re.compile(
    r"(?:建成|建设|新建|改建|扩建|新设|设立|成立|形成|组建|打造|培育|培养|引进|引育|招引|发展|完成|取得|获得|新增|增加|创建|认定|遴选|评选|支持|推广|布局|布设|配置|配备|购置|采购|更新|"
    r"升级|改造|突破|攻克|研发|制定|制修订|出台|发布|落地|开展|举办|实施|汇聚|集聚|聚集|拥有|具有|有|办|建|设|的|共|现有|已有|累计|推出|批准|支持|吸引|落地|推出|入驻|提供|安排|拿出|做|"
    r"涉及|出资|投入|设置|"
    r"推动|推进|促进|投放|部署|淘汰|替换|更换|汰换|储备|下沉|授牌|命名|派驻|评定|转化|落户|引入|导入|启用|安装|加装|增配|补充|新购|"
    r"添置|增购|购置|完成|招聘|选派|改造|轮训|培训|扶持|孵化|新批|达到|达|投用|"
    r"打响|形成了)\s?$"
)
#: A left side that is no more than a verb: the metric stands elsewhere.
_ONLY_VERB = re.compile(
    r"(?:第[一二三]批|首批|其余|其他|其中|全部|另有|另外|[省市国]级以上的|还|要|再|新|每年|逐年|以后|额外|预计|计划|将|已|共)*"
    r"(?:新增|净增|累计净增|增加|推广|建起|建成|建设|配备|配置|添|增|预算|覆盖|培育|引进|完成|实现|达到|提供|安排|建置|投入|增设|[一二三四五六七八九十两]年)?"
)
_REGION = re.compile(
    r"(?:全市|全省|全国|全区|全县|我市|我省|我国|本市|本省|该市|该省|市里|省里|每个?(?:市|县|区)|各地|各市|国内|中国|上海市?|北京市?|深圳市?)$"
)
_RIGHT = re.compile(
    r"(?:左右|以上|以内)?的?\s?(?P<noun>[^\s,。;:、!?()\d|\"《》]{2,24}?(?:\((?:[A-Za-z]{2,10}|"
    r"[\u3400-\u9fff]{1,4})\))?[^\s,。;:、!?()\d|\"《》]{0,12}?)"
    r"(?=每|配置|配备|建设|提供|将|要|已|在这|建成|达到|达|通过|开展|投|实现|进入|具备|完成|,|。|;|:|、|!|\?|\(|\s|\||$|就|和|与|及(?!以上)|以及)"
)
#: Between an old value and the new one: 由38%提高到60%.
_RISEN_TO = re.compile(
    r"\s?(?:→|->|=>|⇒|➔|➜|⟶)\s?|[以]?[上下内]?(?:逐步|进一步|分别)?[^,。;、\d]{1,6}[到至为](?:约|近|全部)?"
)
#: Characters that may stand between a figure and the enumeration comma that ends its clause.
_REMAINDER = 14
#: Another thing counted in the same breath: 10部扫描机及14部…
_JOINED = re.compile(r"(?:及|和|与|、)(?:约|超过?|近|逾|不少于)?$")
_NO_NOUN = re.compile(
    r"以上|左右|以内|以下|内|的?[,。;、!?:)|]|$|到|至|提高|增加|增长|升|降|,|是|在|通过|左右|和|与|都|也|还|就"
)


_Span = tuple[int, int]


def metrics_and_quotes(
    line: str, sentence: _Span, readings: list[Reading], quantities: list[Quantity], previous: _Span | None
) -> None:
    """Sets `metric` and `quote` of the readings of a sentence; `previous` is the metric of the figure before them."""
    read = {reading.quantity.start for reading in readings}
    for reading in readings:
        unread = _unread_before(reading.quantity, quantities, sentence, read)
        if unread is not None:
            previous = _subject_of(line, sentence, unread, quantities) or previous
        _metric_and_quote(line, sentence, reading, quantities, previous)
        previous = reading.metric


def _unread_before(quantity: Quantity, quantities: list[Quantity], sentence: _Span, read: set[int]) -> Quantity | None:
    """The figure right before another in its sentence, when it was taken for no statement: 营收15亿元,季增6%."""
    index = bisect_left(quantities, quantity.start, key=lambda q: q.start) - 1
    before = quantities[index] if index >= 0 else None
    return before if before is not None and before.start >= sentence[0] and before.start not in read else None


def _subject_of(line: str, sentence: _Span, quantity: Quantity, quantities: list[Quantity]) -> _Span | None:
    """What the words of its own clause say that a figure measures."""
    floor = max(sentence[0], quantity.start - _REACH)
    index = bisect_left(quantities, quantity.start, key=lambda q: q.start)
    clause = _clause_start(line, floor, quantity.start, [q.end for q in quantities[max(0, index - 3) : index]])
    found = _in_clause(line, clause, quantity, None)
    return found[0] if found is not None else None


def _metric_and_quote(
    line: str,
    sentence: _Span,
    reading: Reading,
    quantities: list[Quantity],
    previous: _Span | None,
) -> None:
    """Sets `metric` and `quote` of a reading; offsets are in the line.

    `previous` is the metric of the figure before.
    """
    quantity = reading.quantity
    floor = max(sentence[0], quantity.start - _REACH)
    index = bisect_left(quantities, quantity.start, key=lambda q: q.start)
    ends = [q.end for q in quantities[max(0, index - 3) : index] if q.end <= quantity.start]
    ended = max(ends[-2:], default=-1)
    clause = _clause_start(line, floor, quantity.start, ends)
    if clause <= ended and _JOINED.search(line, ended, quantity.start):
        clause = quantity.start
    if previous is not None and ended >= 0 and _RISEN_TO.fullmatch(line, ended, quantity.start):
        reading.metric = previous
        reading.quote = (_quote_start(line, min(clause, previous[0])), quantity.end)
        return
    purpose = purpose_of(line, quantity, clause)
    if purpose is not None:
        reading.metric, reading.quote = purpose, (_quote_start(line, clause), purpose[1])
        return
    right = None
    if quantity.unit == "count" or line.startswith("的", quantity.end):
        right = _noun_after(line, quantity)
    found = _in_clause(line, clause, quantity, right) or _in_clauses_before(line, floor, clause, quantity, ended)
    reading.metric, reading.quote = found or _elsewhere(line, clause, quantity, right, previous)
    reading.metric = rate_before(line, quantity, reading.metric, previous) or reading.metric


def _in_clause(line: str, clause: int, quantity: Quantity, right: _Span | None) -> tuple[_Span, _Span] | None:
    """Metric and quote from the words of the figure's own clause: left of it, or right when the left is but a verb."""
    start, end = _strip(line, clause, quantity.start)
    begin = _quote_start(line, clause)
    if right is not None and (
        end - start < 2
        or line.startswith("的", quantity.end)
        or _VERB_END.search(line, clause, quantity.start) is not None
    ):
        return right, (begin, right[1])
    return ((start, end), (begin, quantity.end)) if end - start >= 2 else None


def _in_clauses_before(
    line: str, floor: int, clause: int, quantity: Quantity, ended: int
) -> tuple[_Span, _Span] | None:
    """The same from one of the two clauses before, as far as no other figure stands in them."""
    before = clause
    for _ in range(2):
        if before <= floor or ended >= before - 1:
            break
        earlier = _clause_start(line, floor, before - 1, [ended])
        start, end = _strip(line, earlier, before - 1)
        if end - start >= 2:
            return (start, end), (_quote_start(line, earlier), quantity.end)
        before = earlier
    return None


def _elsewhere(
    line: str, clause: int, quantity: Quantity, right: _Span | None, previous: _Span | None
) -> tuple[_Span, _Span]:
    """What is left: the noun behind, what a sentence says of the figure, the metric before."""
    begin = _quote_start(line, clause)
    if right is None and line.startswith(("。这是", ",这是"), quantity.end):
        right = _after_copula(line, quantity.end + 3)
    if right is not None:
        return right, (begin, right[1])
    return previous or (quantity.start, quantity.start), (begin, quantity.end)


def _clause_start(line: str, floor: int, position: int, figures: list[int]) -> int:
    """Where the clause that ends at `position` begins; brackets are skipped whole.

    The enumeration comma ends a clause only behind a figure, one of the ends `figures`: 产值2000亿元、增加值650亿元.
    """
    depth = 0
    index = position - 1
    while index >= floor:
        c = line[index]
        if c == ")":
            depth += 1
        elif c == "(":
            if depth == 0:
                return index + 1
            depth -= 1
        elif depth == 0:
            if c in ",;。!?\t|:":
                return index + 1
            if c == "—" and line[index - 1 : index] == "—":
                return index + 1
            if c == "、" and any(floor < end <= index and index - end <= _REMAINDER for end in figures):
                return index + 1
        index -= 1
    return floor


def _strip(line: str, start: int, end: int) -> tuple[int, int]:
    """A clause without what is not its metric on both ends."""
    changed = True
    while changed and start < end:
        changed = False
        said = _SAID_HEAD.match(line, start, end)
        if said is not None and said.end() < end:
            start, changed = said.end(), True
        head = _HEAD.match(line, start, end)
        if head is not None and head.end() < end:
            start, changed = head.end(), True
        date = _DATE_HEAD.match(line, start, end)
        if date is not None and date.end() > start:
            start, changed = date.end(), True
    tail = _TAIL.search(line, max(start, end - 40), end)
    if tail is not None:
        end = tail.start()
    if _ONLY_VERB.fullmatch(line, start, end):
        return start, start
    region = _REGION.search(line, start, end)
    if region is not None and region.start() == start:
        return start, start
    return start, end


_DATE_HEAD = re.compile(
    r"(?:截至|截止|到|至|在|自)?(?:\"?十[一二三四五六]五\"?(?:末|期末|期间|时期)?|(?:19|"
    r"20)\d\d年?(?:[-—~至](?:20)\d\d年?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|末|年末)?"
    r"|(?:自|民国)*1[0-4]\d年(?:度)?(?:[-—~至到]+1[0-4]\d年)?(?:\d{1,2}月)?(?:底|末)?|20\d\d(?=产值|目标)"
    r"|(?:自|从)?(?:今年|明年|去年)(?:起|开始)(?:推动|实施|执行)?的?[一二三四五六七八九十\d]{1,2}年|(?:今年|去年)?(?:前[一二三四五六七八九十\d]{1,2}个月|前三季度|上半年|1月?[-—至~]\d{1,2}月份?)"
    r"|(?:今|明|去|后|本)年(?:年?底|末)?|[二两三四五六七八九\d]年(?=(?:内|共|总|将|约)*(?:投入|投资|编列|斥资|\d))|(?:未来|今后|用)?[一二三四五六七八九十\d]{1,2}年(?:内|时间|间))(?:前|之前|以前|起|期间)?,?"
)


def _quote_start(line: str, start: int) -> int:
    while start < len(line) and line[start] in ' \t·,、:;)"':
        start += 1
    return start


def _noun_after(line: str, quantity: Quantity) -> tuple[int, int] | None:
    if _NO_NOUN.match(line, quantity.end) and not line.startswith("的", quantity.end):
        return None
    match = _RIGHT.match(line, quantity.end)
    return match.span("noun") if match is not None else None


_UP_TO_MARK = re.compile(r"[^,。;!?]{2,40}")


def _after_copula(line: str, start: int) -> tuple[int, int] | None:
    match = _UP_TO_MARK.match(line, start)
    if match is None:
        return None
    begin, end = _strip(line, *match.span())
    return (begin, end) if end - begin >= 2 else None
