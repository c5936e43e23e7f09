"""Patterns around English figures that are no lists of words (those are in `cues/english.yaml`)."""

from __future__ import annotations

from monitor.targets.cues import Words
from monitor.text import late as re

#: Nouns that count the plan's own parts, with what may stand between them and the number.
STRUCTURE = re.compile(
    r"\s(?:(?:key|priority|main|major|core|strategic|development|new|big|broad|specific|guiding|important|"
    r"overarching|other|policy|focus|cross-cutting|action|thematic|"
    r"structuring|government|central|population|distinct|different|additional|basic|first|more|separate|interlinked|"
    r"flagship)\s(?:\w+\s)?){0,3}"
    r"(?:areas?|fields?|places?|dates?|conditions?|modules?|directions?|tasks?|measures|steps?|pillars?|"
    r"initiatives?|reforms?|proposals?|goals?|"
    r"objectives?|targets?|indicators?|components?|"
    r"sections?|chapters?|phases?|principles?|priorit\w+|aspects?|things?|ways?|questions?|"
    r"recommendations?|actions?|stages?|parts?|themes?|points?|dimensions?|reasons?|options?|criteria|elements?|"
    r"sectors?|missions?|shares|figures|numbers|strands?|tracks?|"
    r"(?:kinds?|types?|categories)(?! of (?:\w+ ){0,3}(?:devices|equipment|products|instruments|robots|machines|"
    r"medicines|"
    r"drugs|reagents|tests|implants)\b)|"
    r"tiers?|rounds?|batches|tranches|instal?ments|waves|parties|ministries|departments|agencies|officials|"
    r"reports?|documents?|demands|requests|questions|observations|objections|weeks? later|"
    r"sides|halves|levels?|regions of|pages|minutes? read|comments?|articles?|years? (?:later|ago|earlier)|"
    r"(?:(?<=structuring )|(?<=flagship ))program(?:me)?s|(?<=population )groups|axes|"
    r"studies|authors|legs|lines|sentences|paragraphs|days (?:later|ago|earlier)|months (?:later|ago|"
    r"earlier)|of (?:them|these|those|the(?!\s\d))|another|main directions|stories|times a)\b",
    re.IGNORECASE,
)
#: Marks of machine-translated Chinese, in which tenses mean little; in lower case.
_TRANSLATED = (
    "hundred million yuan",
    "ten thousand yuan",
    "ten thousand",
    "thousand units (sets)",
    "units (sets)",
    "sets (units)",
    "pieces (sets)",
    "person-times",
    "person times",
    "the reporter learned",
    "reporter learned from",
    "a few days ago",
    "it is clear that",
    "makes it clear that",
    "in the next step",
    "strive for",
    "strives for",
    "will break ",
    "will break through",
    "equipments",
    "the editor",
    "original author",
    "several opinions",
    "some opinions",
    "chain master",
    "specialized and new",
    "specific index",
    "specific indicators",
    "bureau of economy",
    "each person each year",
    "for every person every year",
    "in comparison with that of",
    "special treasury bonds",
    "newly added",
    "(machine translat",
    "[machine translat",
    "machine-translated",
    "(automatic translation",
    "automatically translated",
    "hundred million,",
    "release time:",
    "current location:",
    "editor in charge",
    "automatic translation",
    "strived for",
    "landlord",
    "bid winning",
    "is publicized",
    "stock market has risks",
    "insufficient part",
    "it is necessary to",
    "printing and distributing",
    "strive to",
    "strives to",
    "striven",
    "it is reported that",
    "in the aspect of",
    "relevant person in charge",
    "will be cultivated",
    "are formed ",
    "above designated size",
    "will exert",
    "municipal party",
    "provincial party",
    "first (set)",
    "first set ",
    "newly increase",
    "accumulatively",
    '"plan"',
    '"opinions"',
    '"measures"',
    '"notice"',
    '"program"',
    '"regulations"',
    "hundred million",
    "it is understood that",
    "according to reports,",
    "printed and distributed",
    "printed the",
    "year-on-year",
    "to the year of",
    "break through 2",
    "break through 1",
    "third class",
)
_MARKS = Words(_TRANSLATED)
_LONE_STOP = re.compile(r"\n[^\S\n]*\.\s*(?:\n|$)")


def is_broken(text: str) -> bool:
    """Whether full stops stand on lines of their own, as on pages whose sentences are lines."""
    return len(_LONE_STOP.findall(text[:20_000])) >= 3


def is_translated(text: str) -> bool:
    """Whether a text bears two marks of machine-translated Chinese; reads its first 20,000 characters."""
    head = text[:20_000].lower()
    [marks] = _MARKS.count(head)
    marks += 2 * (head.count(" , ") + head.count(" .\n") >= 5)
    return marks >= 2 or (marks == 1 and _LONE_STOP.search(head) is not None) or len(_LONE_STOP.findall(head)) >= 3
