"""Lines that are document by what they say, whichever pages share them: customs of notices, duties, measures, prose."""

from __future__ import annotations

from monitor.text import late as re
from monitor.types import Block, BlockKind

#: Columns from which a line that ends like a sentence is prose.
PROSE_WIDTH = 32
LETTER = re.compile(r"[^\W\d_]")
#: What documents have in common by custom, matched whole against the folded line.
_FORMAL = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十百\d]+[章节条部]"
    r"|\d+(?:\.\d+)*[.、)])[^。]{0,60}"  # a numbered heading
    r"|[二〇○零\d]{4}[年/.-].{1,12}"  # a date
    r"|[^。]{2,120}:"  # a salutation, a label, 现就有关事项通知如下:
    r"|(?!.{0,6}(?:声明|提示|版权|说明|注|disclaimer|note|notice|copyright))"
    r"(?:[\u4e00-\u9fff]{2,10}|[a-z][a-z ]{1,24}):.{1,60}"  # a fact: 采购方式:公开招标
    r"|(?:根据|依据|按照|为(?:了|贯彻|落实|进一步|规范|加强|推动|促进)).{0,200}"
    r"|(?:pursuant to|in accordance with|under section) .{0,200}"
    r"|(?:特此|此致|敬礼|附件|附:|以上|专此).{0,40}"
    r"|[(（【\[].{2,40}[)）】\]]"  # (此件公开发布)
    r"|[^。,:]{2,30}(?:委员会|局|厅|办公室|政府|部|委|署|院|中心|协会|公司|处|司)"  # a signature
    r"(?:\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发|发布)?)?"
)
#: What has to be done by a day.
_DUTY = re.compile(
    r"\d{1,2}[月日号]\s*(?:之|以)?前|截止|截至|\b(?:by|before|until|no later than)\b.{0,12}\b(?:19|20)\d\d\b"
)
#: A measure, written as one without a full stop.
_MEASURE = re.compile(
    r"(?:支持|鼓励|推动|推进|加快|加强|发展|建设|完善|提升|强化|开展|实施|推广|落实|组织|培育|突破|健全|优化|深化|促进|引导|扩大)"
)
#: Whether a document is in force is news, however many pages say so.
_FORCE = re.compile(
    r"废止|失效|作废|撤回|撤销|终止|暂停|repeal|withdrawn|supersede|revoke|rescind|suspend|no longer in force"
)
#: How a sentence ends, and what may close behind it.
_ENDS_OF_SENTENCES = ("。", "！", "？", "；", ".", "!", "?", ";")
_CLOSING = "\"'”’)）"
#: Sites speak of themselves, of their pages and to those who read them.
_OF_THE_SITE = re.compile(
    r"本[网站刊报页栏号]|网站|网友|读者|转载|版权|著作权|侵权|免责|投稿|稿件|图文|观点|立场|关注|订阅|公众号|客户端|浏览|欢迎|为您|您的"
    r"|copyright|rights reserved|web ?site|\bsite\b|web ?page|this page|portal|readers?\b|visitors?\b|newsletter"
    r"|subscri|cookie|opinion|disclaim|follow us|our (?:team|terms|policy|privacy|news)|https?:|www\."
)


def is_formal(block: Block, line: str) -> bool:
    """Whether a block is document by its form, or says nothing at all; `line` is its folded text."""
    if block.kind in (BlockKind.HEADING, BlockKind.TABLE_ROW) or not LETTER.search(block.text):
        return True
    if _FORCE.search(line) is not None or _DUTY.search(line) is not None:
        return True
    return len(line) <= 240 and _FORMAL.fullmatch(line) is not None


def is_prose(text: str, line: str, columns: int) -> bool:
    """Whether a text is a sentence or a measure that speaks neither of the site nor to its readers."""
    says = columns >= PROSE_WIDTH and text.rstrip(_CLOSING).endswith(_ENDS_OF_SENTENCES)
    return (says or _MEASURE.match(line) is not None) and _OF_THE_SITE.search(line) is None
