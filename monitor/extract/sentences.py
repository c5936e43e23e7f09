"""Short paragraphs beside the text that say something: the last goal of a plan, the first line of a notice.

    <p> kept ──> <p>三、保障目标</p> <p>到2027年，建成检测平台8个。</p> ──> kept, the label with it
             ──> <p>责任编辑：…</p>, <p>Call 555 0177 for details.</p> ──> left out

The model learned from pages whose last short lines are nearly all furniture. What tells a sentence of the text from it
is that it stands side by side with the text, ends as a sentence, has a figure that is no date, no link, and speaks
neither to the reader nor of the page.
"""

from __future__ import annotations

from monitor.extract.container import LISTS
from monitor.extract.dating import first_date
from monitor.extract.lines import disclaimer
from monitor.extract.listed import is_label, stands_aside
from monitor.extract.names import FURNITURE_WORDS
from monitor.extract.tree import FURNITURE_TAGS, Element, Outline, Run
from monitor.text import late as re

#: So many lines may stand between the kept text and such a sentence, and stay with it: a label, a shorter sentence.
_BETWEEN = 2
#: Longer paragraphs are left to the model, and shorter ones are labels (characters).
_LONGEST, _SHORTEST = 300, 8
_ENDS = ("。", "！", "；", ".", "!", ";", "”", "」", ")", "）")
_PARAGRAPHS = frozenset({"p", "div"})
#: A sentence of Latin letters has so many words in lower case; an address and a name have fewer.
_FEWEST_WORDS = 3
_WORD = re.compile(r"(?<![\w@./])[a-zà-ÿ]{2,}(?![\w@])")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
#: Who is to be reached and how, what the reader is to do, who wrote it, when the page was made, what else there is.
_ASIDE = re.compile(
    r"\S@\S|www\.|https?:|(?<!\d)(?:\d{3}[-– ]\d{4}|\d{3,4}[-–]\d{5,})(?!\d)|\d{1,2}[:：]\d\d|\d ?[ap]\.?m\b"
    r"|[电電][话話]\s?[:：为為是]|(?:联系|聯繫|聯絡|咨询|諮詢|服务|服務|举报|監督|监督)(?:[电電][话話]|热线|熱線|方式|人)"
    r"|(?:热线|熱線|传真|傳真|地址|邮[编箱]|郵[編箱]|[编編][辑輯]|[记記]者|作者|通[讯訊][员員]|[摄攝]影|[图圖]|[来來]源|审核|校对)\s?[:：]"
    r"|垂[询詢]|扫码|掃碼|二[维維][码碼]|公众号|公眾號|客户端|[订訂][阅閱]|点击|點擊|[请請]登[录錄入]|登[录錄入]后|[关關][注註]我[们們]"
    r"|欢迎(?:转发|关注|投稿|来稿|下载)|歡迎(?:轉發|追蹤|投稿)|本文(?!件|本)|本[页頁站]|本[网網](?:站|讯|訊|消息)"
    r"|(?:原载|原載|刊[发發登]|[发發][布佈表]|更新|上[传傳])[于於]|[转轉][载載]|[浏瀏][览覽](?:次|量|\d)|[阅閱][读讀]量"
    r"|版[权權](?:所有|归|歸|声明|属)|[责責]任[编編][辑輯]|供稿|相关(?:阅读|链接|新闻)|相關(?:閱讀|連結|新聞)|延伸[阅閱][读讀]"
    r"|\b(?:you|your|i|my|me|(?:follow|call|join|contact|reach) us)\b|\b(?:click|subscri\w+|newsletter|cookies?)\b"
    r"|\b(?:hotline|e-?mail|fax|tel)\b"
    r"|^(?:please )?(?:call|contact|phone|visit|follow|register|download|sign up|log in|join)\b"
    r"|\bfor (?:more |further |full )?(?:information|details|(?:media |press )?(?:inquiries|enquiries|queries))\b"
    r"|\b(?:reporter|journalist|correspondent|columnist|editor|writer|photos?|photograph\w*)\b|\bcontributed to\b"
    r"|\b(?:copyright|rights reserved|trademarks?|creative commons)\b|\bregistered (?:charity|office|company|in)\b"
    r"|\b(?:charity|company|licen[cs]e) n(?:o|umber)\b|\bthis (?:article|story|page|post|piece|website|site|column)\b"
    r"|^(?:page |date )?(?:first |originally |last )?(?:published|updated|posted|modified|reviewed|printed)\b"
    r"|\b(?:first|originally|last) (?:published|updated|posted|modified|reviewed|appeared)\b"
    r"|^(?:read|see|watch|listen|source|via|with files|reporting by|editing by|also (?:read|see)"
    r"|more (?:on|from|about|stories|news)|related(?: \w+)?:)\b",
    re.IGNORECASE,
)


def keep_sentences(page: Outline, keep: list[bool]) -> None:
    """Keep the short sentences with figures that stand side by side with kept lines, downwards and then upwards."""
    last = len(keep) - 1
    for at in range(last):
        if keep[at] and not keep[at + 1]:
            _reach(page, keep, at, 1)
    for at in range(last, 0, -1):
        if keep[at] and not keep[at - 1]:
            _reach(page, keep, at, -1)


def _reach(page: Outline, keep: list[bool], at: int, step: int) -> None:
    """Keep what is between a kept line and a sentence beside it, and the sentence."""
    beside = page.runs[at]
    if stands_aside(beside):
        return
    for far in range(1, _BETWEEN + 2):
        here = at + far * step
        if not 0 <= here < len(keep) or keep[here] or not _is_beside(page, beside, here, step):
            return
        run = page.runs[here]
        if says_figure(run):
            for between in range(at, here, step):
                keep[between + step] = True
            return
        if not (is_label(run) or _is_sentence(run)):
            return


def _is_beside(page: Outline, kept: Run, here: int, step: int) -> bool:
    """Whether a line is a paragraph in the element a kept one stands in, and nothing was left out between them."""
    run, under = page.runs[here], page.runs[here if step > 0 else here + 1]
    if under.gap or run.link_chars or stands_aside(run) or not FURNITURE_WORDS.isdisjoint(run.element.words()):
        return False
    if run.element is kept.element:
        return run.element.tag not in LISTS
    return run.element.tag in _PARAGRAPHS and run.element.parent is kept.element.parent and not _in_furniture(run)


def _in_furniture(run: Run) -> bool:
    here: Element | None = run.element
    while here is not None:
        if here.tag in FURNITURE_TAGS:
            return True
        here = here.parent
    return False


def says_figure(run: Run) -> bool:
    """Whether a line is a sentence with a figure or a year, and more than a day is said."""
    if not any(char.isdigit() for char in run.text) or not _is_sentence(run):
        return False
    day = first_date(run.text)
    rest = run.text if day is None else run.text[: day[1]] + run.text[day[2] :]
    return any(char.isdigit() for char in rest)


def _is_sentence(run: Run) -> bool:
    """Whether a line is a whole sentence, not spoken to the reader and not about the page."""
    text = run.text
    if not _SHORTEST <= len(text) <= _LONGEST or not text.endswith(_ENDS):
        return False
    if len(_WORD.findall(text)) < _FEWEST_WORDS and _CHINESE.search(text) is None:
        return False
    return _ASIDE.search(text) is None and not disclaimer(text)
