"""Small numbers in Chinese that are no statements: a plan's own parts, what a text lists or says twice, articles."""

from __future__ import annotations

from monitor.targets.chinese import cues
from monitor.targets.chinese.clauses import Clause
from monitor.targets.marks import Quantity
from monitor.text import late as re

#: A plan has fewer parts.
_MOST = 40
_NAMEABLE = frozenset("类种项个家款")
_EVERY = re.compile(r"每(?:年|季度?|月|周|半年)")
#: Before what a plan calls its goals: “3个100%”.
_NAMED = re.compile(r"[\d一二两三四五六七八九]个\"?$")
#: Chapters before articles: 共五章二十三条.
_OF_ARTICLES = re.compile(r"[章篇节]共?$|[全案划见例法定]文?共?$|^共$")
_HEADS_PARTS = re.compile(r"(?:目标|任务|措施|内容|方面|要求|变化|特点|分)有?(?:为|成)?(?:以下)?$")
#: Who sits on a board.
_SEATS = re.compile(r"(?:理事|监事|委员|组长|主席|主任|秘书长)$")
_EXACTLY = re.compile(r",?(?:为|达到?|即|是)[\d.]+%")
_RESTATED = re.compile(r"[,,](?:做到|达到|增至|即|到)")
#: Nouns of which a text names each before it sums them up.
_LISTED = re.compile(
    r"[个项大类种](?:重点|关键|核心|主要|未来|优势|特色)*(?:技术|领域|产业|赛道|环节|板块|方向|场景|城市|部门)"
)
#: What shares are told of: 在128家上市公司中,71家….
_SAMPLE = re.compile(r"[^,。;、\d]{1,12}(?:中|里|当中),")
#: What asks states nothing.
_ASKS = re.compile(r"怎么|怎样|如何|为什么|为何|凭什么|多少|几[个家台]|[哪吗呢]|是否|能否|何时|有没有")
#: Before a small number in words that counts all the same, and a noun that a number behind it counts: 经营企业两家.
_COUNTED = re.compile(r"[新建设达到有成立购置共增]$|:$")
_BOUGHT = re.compile(r"[购置增添建设配装进供及和与、在向]$")
#: What is counted one by one, in news of Hong Kong and Taiwan: 四部磁力共振掃描機.
_APPARATUS = re.compile(r"[^,。;、]{0,10}(?:机|仪|器|系统|设备|中心|医院|大楼)")
#: 建成生物检测、电磁兼容两个公共平台; 新设服务站三个.
_FACILITY = re.compile(r"[^,。;、\d]{0,10}(?:平台|中心|基地|园区|实验室|医院|院区|分院|站|工厂|产线|生产线)")
_BUILT = re.compile(r"(?:建成|建设|新建|新增|新设|打造|培育|设立|创建|组建|引进|投用|增设)[^,。;]*$")
_PLACE = re.compile(r"[站心台地园点室库院馆区]$")
_THINGS = frozenset("家台套名所座间部辆架张处")
_NUMBERED = re.compile(r"(?<![这那哪每另任各的前后第有如以为此分])[\u3400-\u9fff]$")
_PAUSE = re.compile(r"[,。;、)]|$|(?:已?获|拿|取得|通过|入选|入围|上市|纳入)")


def of_parts(clause: Clause) -> str:
    """Why a small number is no statement; "" when it may be one."""
    line, quantity = clause.line, clause.quantity
    if quantity.counted == "次" and _EVERY.search(line, max(clause.low, clause.begin), quantity.start):
        return "frequency"
    if _is_structure(clause):
        return "structure"
    if clause.lead(1) == "在" and quantity.unit == "count" and _SAMPLE.match(line, quantity.end):
        return "sample"
    if line.startswith(("?", '"?'), quantity.end) or _is_asked(clause):
        return "question"
    if _is_restated(line, quantity):
        return "restated"
    weak = quantity.weak and quantity.unit == "count" and not quantity.bounded and quantity.value <= 10
    if weak and (quantity.value <= 1 or not _is_counted(clause)):
        return "article"
    return "summed up" if _sums_up(line, quantity) else ""


def _is_structure(clause: Clause) -> bool:
    """Whether a number counts what a plan, a law or a board consists of."""
    line, quantity = clause.line, clause.quantity
    lead = clause.lead(5)
    if line.startswith(("为限", "封顶"), quantity.end) or lead.endswith(("以下", "下列", "如下", "上述")):
        return True
    if quantity.unit == "percent":
        return _NAMED.search(line, max(0, quantity.start - 4), quantity.start) is not None
    if quantity.unit != "count" or quantity.bounded or quantity.value >= _MOST:
        return quantity.counted == "条" and _OF_ARTICLES.search(lead) is not None
    if quantity.counted == "条" and _OF_ARTICLES.search(lead):
        return True
    if quantity.counted in ("人", "名") and _SEATS.search(lead):
        return True
    counter = quantity.figure_end - len(quantity.counted)
    if cues.is_structure(line[counter : quantity.figure_end + 10]):
        return True
    return line.startswith((":", "。", ":"), quantity.end) and _HEADS_PARTS.search(lead) is not None


def _is_restated(line: str, quantity: Quantity) -> bool:
    """Whether the figure itself follows what a word says of it: 占比过半,为53.8%."""
    said = line[quantity.start : quantity.end]
    if quantity.unit == "percent" and "%" not in said:
        return _EXACTLY.match(line, quantity.end) is not None
    return "番" in said and _RESTATED.match(line, quantity.end) is not None


def _is_counted(clause: Clause) -> bool:
    """Whether a small number in words counts things rather than stands for an article."""
    line, quantity = clause.line, clause.quantity
    lead, counted = clause.lead(4), quantity.counted
    if _COUNTED.search(lead) or (_BOUGHT.search(lead) and _APPARATUS.match(line, quantity.end)):
        return True
    if counted in ("个", "项") and _FACILITY.match(line, quantity.end) and _BUILT.search(clause.lead(60)):
        return True
    if _PAUSE.match(line, quantity.end) is None:
        return False
    noun = _PLACE if counted == "个" else _NUMBERED if counted in _THINGS else None
    return noun is not None and noun.search(lead) is not None


def _sums_up(line: str, quantity: Quantity) -> bool:
    """Whether a number sums up names that stand before it: A、B等5个, 光子、量子、机器人3个关键技术."""
    if quantity.bounded:
        return False
    if quantity.counted in _NAMEABLE and quantity.value < 10 and line.startswith("等", quantity.start - 1):
        return True
    if _LISTED.match(line, quantity.figure_end - len(quantity.counted)) is None:
        return False
    start = max(line.rfind(mark, 0, quantity.start) for mark in ",。;:!?") + 1
    return line.count("、", start, quantity.start) + 1 == quantity.value


def _is_asked(clause: Clause) -> bool:
    """Whether the sentence of a figure is a question."""
    asked = clause.line.endswith("?", clause.begin, clause.end)
    return asked and _ASKS.search(clause.line, clause.begin, clause.end) is not None
