"""What belongs to a document although it looks like none: facts, figures, signatures, attachments.

The model knows prose. A notice is more: the table with its number and date above, the name of the body and the date
below, the list of attachments; and a table of targets is figures and labels, one cell looks like the next.
"""

from __future__ import annotations

import re

from monitor.extract.blocks import is_data_table
from monitor.extract.dating import first_date
from monitor.extract.labels import is_signature
from monitor.extract.lines import folded, furniture, opens_other_section
from monitor.extract.listed import is_heading, keep_lists
from monitor.extract.names import FILES_HEADS
from monitor.extract.sentences import keep_sentences
from monitor.extract.tree import Element, Outline, Run

#: A data table of which this share (characters) was kept is kept whole.
TABLE_SHARE = 0.3
#: A table in the text is of figures when this share of its lines has some, and not one of links above this share.
FIGURE_SHARE = 0.2
LINK_SHARE = 0.3
_LISTS = frozenset({"ul", "ol"})
#: A heading of attachments, and the end of a line that a list belongs to.
_FILES_HEAD = re.compile("|".join(FILES_HEADS), re.I)
_ANNOUNCES = re.compile(rf"[:：]$|^(?:{_FILES_HEAD.pattern})$", re.I)
#: A line that files are listed under, and one whose list says where the page is filed.
_ATTACHED = re.compile(r"附\s?(?:件|表)|(?:attachments?|annex(?:es)?|appendi(?:x|ces)|downloads?)\b", re.I)
_LISTED = re.compile(
    r"(?:下列|以下|如下|下述|名单|清单|目录|文件|资料|材料).{0,30}[:：]$|\b(?:following|follows|below|documents|files)\b.{0,60}:$",
    re.I,
)
_TAGGED = re.compile(
    r"标签|关键[词字]|分类|栏目|专题|来源|作者|(?:tags?|keywords?|categor|topics?|filed|posted|source|by)\b", re.I
)
#: Lines so far (runs) from the kept text may be its signature or its attachments.
_REACH = 10
_FACTS = re.compile(
    r"索\s*引\s*号|发文字号|文\s*号|发布机构|发文机关|成文日期|发布日期|公开日期|主题分类|公文种类|信息分类"
)
_ATTACHMENT = re.compile(
    r"(?:相关)?附\s*(?:件|表|录|注)?\s*[\d一二三四五六七八九十]{0,3}\s*[:：.、].{2,}|相关文件\s*[:：].{2,}|(?:annex|attachment|appendix)\b.{0,120}",
    re.I,
)
_DATE = re.compile(
    r"(?:(?:19|20)\d\d|[12１２][\d０-９]{3}|二[〇○零OＯ0][一二三四五六七八九〇○零]{2})\s*年.{1,3}月.{1,4}日(?:\s*[(（]星期.[)）])?"
)
_FILE = re.compile(
    r".{2,120}(?:\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)|[(（\[](?:pdf|docx?|xlsx?|zip|csv)\b.{0,20}[)）\]])", re.I
)
#: A note under a table, a lead above the text.
_NOTE = re.compile(r"(?:注|备注|notes?)\s*\d?\s*[:：].{2,}", re.I)
_LEAD = re.compile(r"(?:核心提示|内容提要|内容摘要|摘\s?要|提\s?要|导\s?读|abstract|summary)\s*[:：].{8,}", re.I)
_LONGEST = 120
_MOST_ATTACHED = 40
#: What the facts of a notice stand in when it is no table, and how many lines they are at most.
_FACTS_HOLDERS = frozenset({"dl", "ul", "ol", "div", "section"})
_MOST_FACTS = 30
_LONGEST_FACT = 80
#: Kept text stands so close above the heading of what follows it.
_NEAR = 4
#: Such headings say who wrote it, not by when; and what may stand beside the date in one that says when it was written.
_SIGNED = re.compile(r"(?:by|von|par)\s(?!\d|the\b|end\b|mid|early\b|late\b|then\b)|作者|文[:：/]", re.I)
_BESIDE_DATE = re.compile(r"(?:\w{1,9}day\b|\d{1,2}[:：]\d\d|at\b|on\b|\W)*", re.I)


def complete(page: Outline, keep: list[bool], *, thread: bool) -> None:
    """Keep what belongs to the kept text by its place and its form."""
    kept = [at for at, keeps in enumerate(keep) if keeps]
    if not kept:
        return
    for element in page.elements:
        if element.tag == "table":
            _settle_table(page, element, keep)
        elif element.tag in _LISTS:
            _settle_list(page, element, keep)
        if (
            element.tag in _FACTS_HOLDERS
            and 2 <= element.last - element.first <= _MOST_FACTS
            and _lists_facts(page.runs[element.first : element.last])
        ):
            keep[element.first : element.last] = [True] * (element.last - element.first)
    if not thread:
        keep_lists(page, keep)
        keep_sentences(page, keep)
        _keep_headings(page, keep, kept[0])
        _keep_first(page, keep, keep.index(True))
    kept = [at for at, keeps in enumerate(keep) if keeps]
    _keep_lead(page, keep, kept[0])
    last = kept[-1]
    holder = _holder(page, kept)
    for at in range(kept[0] + 1, min(last + _REACH, holder.last)):
        run = page.runs[at]
        if keep[at] or len(run.text) > _LONGEST:
            continue
        if (_belongs(run) or _is_attached(page, keep, at)) and (at < last or _close(keep, at)):
            keep[at] = True


def _keep_lead(page: Outline, keep: list[bool], first: int) -> None:
    """Keep the lead that says of itself that it is one: a line or two above the text."""
    for at in range(max(0, first - 2), first):
        run = page.runs[at]
        if not run.link_chars and _LEAD.fullmatch(run.text) is not None:
            keep[at] = True


def _keep_headings(page: Outline, keep: list[bool], first: int) -> None:
    """Keep the headings of kept lists, tables and paragraphs that follow kept text in one element with it.

    Backwards, so that a heading right above a heading is kept with it.
    """
    for at in range(len(keep) - 2, first, -1):
        if not keep[at] and keep[at + 1] and is_heading(page.runs[at]) and _heads(page, at, keep):
            keep[at] = True


def _keep_first(page: Outline, keep: list[bool], first: int) -> None:
    """Keep the headings between the title and the first line of the text."""
    at = first
    while at > 1 and is_heading(page.runs[at - 1]):
        at -= 1
    if at and page.runs[at - 1].element.tag == "h1" and not any(_is_byline(run.text) for run in page.runs[at:first]):
        keep[at:first] = [True] * (first - at)


def _is_byline(heading: str) -> bool:
    """Whether a heading is the name of an author, or a day."""
    day = first_date(heading)
    if day is not None and _BESIDE_DATE.fullmatch(heading[: day[1]] + heading[day[2] :]) is not None:
        return True
    return _SIGNED.match(heading) is not None


def _heads(page: Outline, at: int, keep: list[bool]) -> bool:
    """Whether the element around a heading holds kept text right above it and what is right under it."""
    around = page.runs[at].element.parent
    while around is not None and (around.last == at + 1 or around.first == at):
        around = around.parent
    return around is not None and around.first < at and any(keep[max(around.first, at - _NEAR) : at])


def _belongs(run: Run) -> bool:
    """Whether a line names an attachment, or is a signature, its date or a note and not the link to another page."""
    text = run.text
    if _ATTACHMENT.fullmatch(text) is not None or _FILE.fullmatch(text) is not None:
        return True
    if run.link_chars == len(text):
        return False
    return is_signature(text) or _DATE.fullmatch(text) is not None or _NOTE.fullmatch(text) is not None


def _is_attached(page: Outline, keep: list[bool], at: int) -> bool:
    """Whether a link stands right under a kept line on attachments, or under another such link."""
    if page.runs[at].link_chars < len(page.runs[at].text):
        return False
    for above in range(at - 1, max(-1, at - _MOST_ATTACHED), -1):
        run = page.runs[above]
        if not keep[above]:
            return False
        if _ATTACHED.match(run.text):
            return len(run.text) <= _LONGEST
        if run.link_chars < len(run.text):
            return False
    return False


def _close(keep: list[bool], at: int) -> bool:
    """Whether kept text, or what completes it, ends a few lines above."""
    return any(keep[max(0, at - 4) : at])


def _holder(page: Outline, kept: list[int]) -> Element:
    """The smallest element that holds all kept runs."""
    here: Element = page.runs[kept[0]].element
    while here.parent is not None and here.last <= kept[-1]:
        here = here.parent
    # Rows may be all that is kept: what stands in the same element as their table does.
    while here.parent is not None and here.parent.last == here.last:
        here = here.parent
    return here.parent or here


def _settle_table(page: Outline, table: Element, keep: list[bool]) -> None:
    """A data table stays whole when a good part of it was kept, or when it gives the facts of a notice."""
    runs = page.runs[table.first : table.last]
    if not runs or all(keep[table.first : table.last]) or not is_data_table(page, table):
        return
    total = sum(len(run.text) for run in runs)
    held = sum(len(run.text) for run, keeps in zip(runs, keep[table.first : table.last], strict=True) if keeps)
    if held >= TABLE_SHARE * total or _gives_facts(runs) or _stands_in_text(page, table, runs, keep):
        keep[table.first : table.last] = [True] * len(runs)


def _stands_in_text(page: Outline, table: Element, runs: list[Run], keep: list[bool]) -> bool:
    """Whether a table of figures, not of links, follows kept lines in the element that holds those."""
    figures = sum(any(char.isdigit() for char in run.text) for run in runs)
    if figures < FIGURE_SHARE * len(runs) or sum(run.link_chars for run in runs) > LINK_SHARE * sum(
        len(run.text) for run in runs
    ):
        return False
    return _follows_text(page, table, keep)


def _follows_text(page: Outline, element: Element, keep: list[bool]) -> bool:
    """Whether the line before an element, or before its heading, is kept and stands in the same element as it.

    Wrappers are not counted.
    """
    above = element.first - 1
    if above > 0 and not keep[above] and is_heading(page.runs[above]):
        above -= 1
    if above < 0 or not keep[above] or page.runs[element.first].gap:
        return False
    around = element.parent
    while around is not None and (around.first, around.last) == (element.first, element.last):
        around = around.parent
    return around is not None and around.first <= above


def _settle_list(page: Outline, element: Element, keep: list[bool]) -> None:
    """The items of a list that kept text announces: `附件：`, `下列文件继续有效：`."""
    at = element.first
    if not at or keep[at : element.last].count(False) == 0 or not _ANNOUNCES.search(page.runs[at - 1].text):
        return
    lead = page.runs[at - 1].text
    if _TAGGED.match(lead) is not None or furniture(lead) is not None or opens_other_section(lead):
        return
    if not keep[at - 1] and _opens_list(page, keep, at - 1):
        keep[at - 1] = True
    if not keep[at - 1] and at > 1 and keep[at - 2] and not page.runs[at - 1].gap:
        keep[at - 1] = _FILES_HEAD.fullmatch(lead) is not None
    if _follows_text(page, element, keep):
        keep[at : element.last] = [True] * (element.last - at)


def _opens_list(page: Outline, keep: list[bool], at: int) -> bool:
    """Whether a line that was not kept says, right under kept text, that a list follows: `下列文件继续有效：`."""
    run = page.runs[at]
    return (
        at > 0
        and keep[at - 1]
        and len(run.text) <= _LONGEST
        and not run.link_chars
        and not run.gap
        and run.element.parent is page.runs[at - 1].element.parent
        and _LISTED.search(run.text) is not None
    )


def _gives_facts(runs: list[Run]) -> bool:
    return sum(len(run.text) <= 40 and _FACTS.match(folded(run.text)) is not None for run in runs) >= 2


def _lists_facts(runs: list[Run]) -> bool:
    """Whether lines are the facts of one notice and nothing else; in a listing each label stands again and again."""
    if any(len(run.text) > _LONGEST_FACT or run.link_chars for run in runs):
        return False
    labels = [match[0] for match in (_FACTS.match(folded(run.text)) for run in runs) if match is not None]
    return len(labels) >= 2 and len(set(labels)) == len(labels) and 4 * len(labels) >= len(runs)
