"""Equipment that a Document says is to be developed, promoted, bought or renewed.

    text -> names of the lexicon (one Aho-Corasick pass)      CT, 体外膜肺氧合机, radiotherapy equipment
         -> each widened by its qualifiers                    国产光子计数CT, high-end diagnostic imaging equipment
         -> what the lexicon lacks (`unlisted`): neighbours in an enumeration, what is counted or made like a device
         -> the verb of policy that governs each              发展, 突破, 更新, develop, procure ...
         -> kept when it is likely to be wanted (`wanted`)

A device that is only described, sold, imported or fined over is no mention.
"""

from __future__ import annotations

from monitor.targets.equipment.evidence import evidence
from monitor.targets.equipment.named import Named, Spans
from monitor.targets.equipment.walk import Walk
from monitor.targets.equipment.wanted import Judge, Page, is_wanted
from monitor.targets.reader import statements_of
from monitor.targets.whole import Whole
from monitor.text.views import View, look
from monitor.types import Document, EquipmentMention, Statement, StatementKind


def read_equipment(document: Document) -> tuple[EquipmentMention, ...]:
    """Equipment that a Document's policy supports, plans or buys; each wording once, in the order of the text."""
    view = look(document.text)
    whole = Whole(view, document.title)
    return equipment_of(view, statements_of(view, published=document.published, plans=(), whole=whole), whole)


def equipment_of(
    view: View, statements: tuple[Statement, ...], whole: Whole | None = None, judge: Judge = is_wanted
) -> tuple[EquipmentMention, ...]:
    """As `read_equipment`, from a text as it was scraped and the Statements read in it.

    `whole` is what is known of the text already, `judge` decides on each name.
    """
    goals, facts = (Spans(statements, kind) for kind in (StatementKind.TARGET, StatementKind.BASELINE))
    walk = Walk(whole or Whole(view), goals, facts)
    page = Page(view.text)
    seen: set[str] = set()
    terms: set[str] = set()
    mentions = []
    for named in walk.names():
        folded = view.text[named.hit.start : named.hit.end].lower()
        if folded in seen or not judge(named, evidence(walk, named), page):
            continue
        seen.add(folded)
        name = named.hit.name
        if name is not None and name.exact and " " not in folded and name.entry.term in terms:
            continue
        if name is not None:
            terms.add(name.entry.term)
        mentions.append(_mention(view, named))
    return tuple(mentions)


def _mention(view: View, named: Named) -> EquipmentMention:
    start, end = view.span(named.hit.start, named.hit.end)
    entry = named.hit.name.entry if named.hit.name else None
    return EquipmentMention(
        term=entry.term if entry else view.source[start:end],
        surface=view.source[start:end],
        start=start,
        end=end,
        nmpa_class=entry.nmpa_class if entry else None,
        stance=named.stance or "promote",
        unlisted=entry is None,
        rule=_rule(named),
    )


def _rule(named: Named) -> str:
    """How it was found, and what wants it: `en:listed/verb`, `zh:beside/lead`, `en:noun/learned`."""
    by = named.by if named.stance else "goal" if named.in_goal or named.wanted else ""
    learned = "" if named.ruled else "learned"
    return f"{'zh' if named.chinese else 'en'}:{named.hit.found}/{':'.join(filter(None, (by, learned)))}"
