"""Labelled facts near a title and the signature at the end of a notice.

    发布时间：2026-01-06 来源：… | 发文字号 ⏎ 临政办发〔2026〕3号 | Published 6 January 2026 | 机关 ⏎ 2026年1月6日

A label is followed by a colon, or stands alone on its line (a cell of a table) with its value on the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.extract.dating import first_date
from monitor.text import late as re

_PUBLISHED = """
发布时间 发布日期 发布于 公布日期 公布时间 公开日期 公开时间 发表时间 发表日期 发表于 发稿时间 发稿日期 刊发时间
登载日期 上网日期 上传时间 录入时间 添加时间 信息时间 公告日期 颁布日期 发文时间 發布日期 發佈日期 發布時間 發佈時間
發表於 公布於 張貼日期 上版日期
"""
_WRITTEN = "成文日期 成文时间 生成日期 制发日期 签发日期 印发日期 发文日期 發文日期 文件日期"
_MODIFIED = "更新时间 更新日期 更新于 最后更新 最近更新 修改时间 修改日期 最后修改 最後更新 更新時間 更新於"
_ISSUER = """
发文机关 发布机构 发文单位 发文机构 发布机关 发布单位 发布部门 制定机关 制发机关 制定单位 公开机构 公开主体 信息提供单位
颁布单位 颁布机构 印发单位 印发机关 成文单位 发文部门 發文機關 發布單位 發布機關
"""
_SOURCE = "来源 信息来源 文章来源 稿件来源 新闻来源 稿源 出处 來源 資料來源"
_NUMBER = "发文字号 文号 发文文号 文件编号 公文编号 文件号 发布文号 公告编号 公告号 發文字號 文號"
_WEAK = "日期 时间 時間"
_OTHER = """
索引号 主题分类 主题词 分类 信息分类 信息名称 名称 标题 文件名称 有效性 时效性 效力状态 生效日期 施行日期 实施日期
废止日期 有效期 失效日期 体裁 组配分类 关键词 关键字 作者 编辑 责任编辑 点击数 点击量 浏览次数 浏览量 阅读 阅读量
访问量 字体 字号 公开方式 公开范围 公开属性 信息类别 载体类型 服务对象 审核 记者 分享到 发布人 索引號 主題分類
"""
_EN_PUBLISHED = (
    r"(?:first |originally |date )?(?:published|posted|released|issued)(?: (?:on|at|date|time|@))?"
    r"|(?:publication|release|issue|publish|posting) (?:date|time)|date (?:published|posted|issued|of issue)"
)
_EN_MODIFIED = r"(?:page |content )?(?:last |date )?(?:updated?|modified|revised|reviewed)(?: (?:on|at|date|time))?"
_EN_ISSUER = r"issued by|issuing (?:body|authority|agency|department)|publisher|from"
_EN_NUMBER = r"(?:document|reference|docket|notice|circular|order) (?:number|no\.?|id)|ref(?:erence)?\.?(?: no\.?)?"
_EN_OTHER = r"author|by|views|category|categories|tags|topics?|language|share|effective date|comments?|reading time"


def _spaced(words: str) -> str:
    """Any of some Chinese labels; templates space them out: 文　号."""
    return "|".join(" ?".join(word) for word in sorted(words.split(), key=len, reverse=True))


_LABEL = re.compile(
    r"(?<![^\s|｜\[【\]】(（,，;；•·])(?:"
    rf"(?P<published>{_spaced(_PUBLISHED)}|{_EN_PUBLISHED})|(?P<modified>{_spaced(_MODIFIED)}|{_EN_MODIFIED})"
    rf"|(?P<written>{_spaced(_WRITTEN)})|(?P<issuer>{_spaced(_ISSUER)}|{_EN_ISSUER})"
    rf"|(?P<source>{_spaced(_SOURCE)}|source)|(?P<number>{_spaced(_NUMBER)}|{_EN_NUMBER})"
    rf"|(?P<weak>{_spaced(_WEAK)}|date)|(?P<other>{_spaced(_OTHER)}|{_EN_OTHER})"
    r")(?: ?[】\]]? ?[:：][ \n]?|】|\n|$"
    # Published 6 January 2026, 发布于2026-01-06: a date needs no colon.
    r"|(?= ?(?:on )?(?:\d|[A-Z][a-z]{2,8}\.? \d)))",
    re.IGNORECASE | re.MULTILINE,
)
_DATES = frozenset({"published", "modified", "written", "weak"})
#: A value on a line with others ends before the next word with a colon.
_NEXT_LABEL = re.compile(
    r"\s+(?=[^\s\d:：]{1,12}\s?[:：])|\s*[|｜【\[]"
    r"|\s*(?:作者|责任编辑|编辑|责编|选稿|记者|通讯员|摄影|发布|更新|时间|日期|点击|阅读|浏览|字体|字号|分享|打印|收藏|审核|來源|来源)"
    r"(?:到|次数|时间|日期|量|数)?\s?[:：]|分享到|\+?关注|我要评论"
)
#: 临政办发〔2026〕3号 in the brackets that pages use for 〔〕, 2026年第3号 of announcements, No. 12 of 2026.
_CODE = re.compile(
    r"(?P<body>[\u3400-\u9fffA-Za-z]{0,24}?) ?[〔\[（(【［﹝{] ?(?P<year>(?:19|20)\d\d) ?(?:年)? ?[〕\]）)】］﹞}] ?"
    r"(?P<serial>第? ?\d{1,5} ?[号號])"
)
_ANNOUNCED = re.compile(r"[\u3400-\u9fff]{0,20}?(?:(?:19|20)\d\d) ?年? ?第 ?\d{1,4} ?[号號]|第 ?\d{1,4} ?[号號]")
_BRACKETED = re.compile(r"[(（](?P<inside>[^()（）]{4,40}[号號])[)）]$")
_NOT_PUBLISHED = re.compile(
    r"施行|实施|生效|有效|截止|截至|届满|止|deadline|until|effective|expires?|closing|before", re.I
)
_GENERIC = re.compile(
    r"(?:本站|本网|本网站|互联网|網絡|网络|网络转载|转载|原创|本站原创|网友|网站|未知|佚名|管理员|互聯網|internet|user|admin|unknown|web"
    r"|website|original|network|online|here|n/?a|-+|(?:follow|share|click|read|view|see|subscribe|sign|join|this) .*)"
    r"(?:整理|转载|编辑|收集)?",
    re.I,
)
_BODY = re.compile(
    r"(?:部|委员会|委員會|委|局|厅|廳|署|院|处|處|办|办公室|办公厅|辦公室|政府|中心|协会|協會|学会|公司|集团|大学|联盟|法院|银行|组|人大常委会)"
    r"(?:[(（][^()（）]{1,12}[)）])?$"
    r"|^(?:the )?(?:ministry|department|office|bureau|commission|administration|agency|council|secretariat"
    r"|food and drug|national|general|centers? for)\b.{3,80}$"
    r"|\b(?:administration|commission|agency|authority|ministry|department)$",
    re.I,
)
_NO_BODY = re.compile(r"[。，；：:;!?！？、《》]|关于|^各|^第")
#: Characters between a label and its date: Fri 6:45 PM,
MAX_BEFORE_DATE = 20
#: Longer lines are prose.
MAX_LINE_CHARS = 200
MAX_BODY_CHARS = 60
MAX_NUMBER_CHARS = 40
#: A date stands by the title when this many lines or fewer are between them, before and after.
BARE_BEFORE = 3
BARE_AFTER = 8
#: A label in a line of its own is no longer.
MAX_LABEL_CHARS = 16
#: Characters beside the date in such a line.
BARE_CHARS = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the lines around a title say; dates as `dating` gives them."""

    published: str | None = None
    modified: str | None = None
    #: The day a document was signed, from its table; it is published later.
    written: str | None = None
    #: A date by the title that nothing labels.
    bare: str | None = None
    issuer: str | None = None
    source: str | None = None
    number: str | None = None


def labels_in(lines: Sequence[str], *, title: str) -> Labels:
    """Read the lines around a title. Never raises."""
    text = "\n".join([line if len(line) <= MAX_LINE_CHARS else "" for line in lines])
    found: dict[str, str | None] = {}
    matches = list(_LABEL.finditer(text))
    for at, match in enumerate(matches):
        name = match.lastgroup or "other"
        start = match.end()
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if at + 1 < len(matches):
            end = min(end, max(start, matches[at + 1].start()))
        value = text[start:end].strip()
        if name in _DATES:
            date = first_date(value[:60])
            read = date[0] if date is not None and date[1] <= MAX_BEFORE_DATE else None
        elif name == "number":
            read = number_of(value)
        else:
            read = body_of(value)
            if match[name][:1] in "fF" and (read is None or not _BODY.search(read)):
                continue
        if found.get(name) is None and (read is not None or name not in found):
            found[name] = read
    return Labels(
        published=found.get("published"),
        modified=found.get("modified"),
        written=found.get("written"),
        bare=found.get("weak") or _bare_date(lines, title),
        issuer=found.get("issuer"),
        source=found.get("source"),
        number=found["number"] if "number" in found else _standing_number(lines, title),
    )


def number_of(value: str) -> str | None:
    """The document number that a value is, in one form: without spaces, the year in 〔〕; None when it is none."""
    value = _NEXT_LABEL.split(value, maxsplit=1)[0] if "号" not in value and "號" not in value else value
    match = _CODE.search(value)
    if match is not None:
        return f"{match['body']}〔{match['year']}〕{match['serial']}".replace(" ", "")
    match = _ANNOUNCED.search(value)
    if match is not None:
        return match[0].replace(" ", "")
    value = value.strip(" .;；,，")
    if len(value) > MAX_NUMBER_CHARS or not any(char.isdigit() for char in value) or first_date(value) is not None:
        return None
    return value


def body_of(value: str) -> str | None:
    """The name of a body that a value is, or None for an address, a web-wide 'Internet' and the like."""
    value = _NEXT_LABEL.split(value, maxsplit=1)[0].strip(' ,，;；.。[]【】()（）"“”《》') if value else ""
    if not 2 <= len(value) <= MAX_BODY_CHARS or _GENERIC.fullmatch(value):
        return None
    if "://" in value or value.startswith("www.") or not any(char.isalpha() for char in value):
        return None
    return value if first_date(value) is None else None


def _standing_number(lines: Sequence[str], title: str) -> str | None:
    """A number that is a line of its own, or stands in brackets at the end of the title."""
    for line in lines:
        if line and len(line) <= MAX_NUMBER_CHARS and line[-1] in "号號)）":
            bare = line.strip("()（） ") if line[0] in "(（" and line[1:2] not in "12" else line
            if _CODE.fullmatch(bare) or _ANNOUNCED.fullmatch(bare):
                return number_of(bare)
    match = _BRACKETED.search(title)
    return number_of(match["inside"]) if match is not None else None


def _bare_date(lines: Sequence[str], title: str) -> str | None:
    """The date of a short line right under the title, or else right above it; none when lines there disagree.

    Rows of a listing each have a date of their own.
    """
    places = [at for at, line in enumerate(lines) if len(line) > 3 and (line in title or (title and title in line))]
    near_title = [lines[at + 1 : at + 1 + BARE_AFTER] for at in places]
    for near in (*near_title, *(lines[max(0, at - BARE_BEFORE) : at] for at in places)):
        dates = [date for date in map(_lone_date, near, ["", *near]) if date is not None]
        if dates:
            return dates[0] if len({date[:10] for date in dates}) == 1 else None
    return None


def _lone_date(line: str, before: str) -> str | None:
    """The date of a line that says little else, and neither it nor the label before says until when something holds."""
    if len(before) <= MAX_LABEL_CHARS and _NOT_PUBLISHED.search(before):
        return None
    found = first_date(line) if len(line) <= 2 * BARE_CHARS else None
    if found is None or len(line) - (found[2] - found[1]) > BARE_CHARS or _NOT_PUBLISHED.search(line):
        return None
    return found[0]


def signature_in(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """(who signed, the day) from a document's last lines; (None, None) when it is not signed."""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at].strip()
        found = first_date(line) if len(line) <= MAX_BODY_CHARS else None
        if found is None or line[found[2] :].strip(" )）。"):
            continue
        before = line[: found[1]].strip(" (（")
        if before:
            return (before, found[0]) if is_signature(before) else (None, None)
        signed = lines[at - 1].strip() if at else ""
        return (signed, found[0]) if is_signature(signed) else (None, found[0] if "年" in line else None)
    return None, None


def is_signature(line: str) -> bool:
    """Whether a short line is the name of a public body."""
    return 3 <= len(line) <= MAX_BODY_CHARS and bool(_BODY.search(line)) and not _NO_BODY.search(line)
