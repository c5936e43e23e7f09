"""What belongs to a document although it looks like none: facts, figures, signatures, attachments.

The model knows prose. A notice is more: the table with its number and date above, the name of the body and the date
below, the list of attachments; and a table of targets is figures and labels, one cell looks like the next.
"""

from __future__ import annotations

import re

from monitor.extract.blocks import is_data_table
from monitor.extract.labels import is_signature
from monitor.extract.lines import folded
from monitor.extract.tree import Element, Outline, Run

#: A data table of which this share (characters) was kept is kept whole.
TABLE_SHARE = 0.3
#: Lines so far (runs) from the kept text may be its signature or its attachments.
_REACH = 10
_FACTS = re.compile(
    r"索\s*引\s*号|发文字号|文\s*号|发布机构|发文机关|成文日期|发布日期|公开日期|主题分类|公文种类|信息分类"
)
_ATTACHMENT = re.compile(
    r"附\s*(?:件|表|录|注)?\s*[\d一二三四五六七八九十]{0,3}\s*[:：.、].{2,}|(?:annex|attachment|appendix)\b.{0,120}",
    re.I,
)
_DATE = re.compile(r"(?:(?:19|20)\d\d|二[〇○零OＯ0][一二三四五六七八九〇○零]{2})\s*年.{1,3}月.{1,4}日")
_FILE = re.compile(r".{2,120}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)", re.I)
_LONGEST = 120


def complete(page: Outline, keep: list[bool]) -> None:
    """Keep what belongs to the kept text by its place and its form."""
    kept = [at for at, keeps in enumerate(keep) if keeps]
    if not kept:
        return
    for element in page.elements:
        if element.tag == "table":
            _settle_table(page, element, keep)
    last = kept[-1]
    holder = _holder(page, kept)
    for at in range(kept[0] + 1, min(last + _REACH, holder.last)):
        run = page.runs[at]
        if keep[at] or len(run.text) > _LONGEST:
            continue
        if _belongs(run.text) and (at < last or _close(keep, at)):
            keep[at] = True


def _belongs(text: str) -> bool:
    """Whether a line is a signature, its date, or names an attachment."""
    return (
        is_signature(text)
        or _DATE.fullmatch(text) is not None
        or _ATTACHMENT.fullmatch(text) is not None
        or _FILE.fullmatch(text) is not None
    )


def _close(keep: list[bool], at: int) -> bool:
    """Whether kept text, or what completes it, ends a few lines above."""
    return any(keep[max(0, at - 4) : at])


def _holder(page: Outline, kept: list[int]) -> Element:
    """The smallest element that holds all kept runs."""
    here: Element = page.runs[kept[0]].element
    while here.parent is not None and here.last <= kept[-1]:
        here = here.parent
    return here.parent or here


def _settle_table(page: Outline, table: Element, keep: list[bool]) -> None:
    """A data table stays whole when a good part of it was kept, or when it gives the facts of a notice."""
    runs = page.runs[table.first : table.last]
    if not runs or all(keep[table.first : table.last]) or not is_data_table(page, table):
        return
    total = sum(len(run.text) for run in runs)
    held = sum(len(run.text) for run, keeps in zip(runs, keep[table.first : table.last], strict=True) if keeps)
    if held >= TABLE_SHARE * total or _gives_facts(runs):
        keep[table.first : table.last] = [True] * len(runs)


def _gives_facts(runs: list[Run]) -> bool:
    return sum(len(run.text) <= 40 and _FACTS.match(folded(run.text)) is not None for run in runs) >= 2
