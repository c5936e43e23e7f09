"""How an English text is laid out: items of lists, and the lines that open them.

2. What we have agreed to deliver        a heading of goals: what is listed below are goals
Other objectives for 2030:               the same, with their date
+ at least two parks                     an item
"""

from __future__ import annotations

from monitor.targets.marks import DateMark
from monitor.text import late as re

#: The mark of an item: a bullet, a letter, a number, 2.1.
ITEM = re.compile(
    r"\s*(?:[-*•·●○◦▪■‣►▶✓✔→–—]|\+(?=\s)|[(]?(?:[a-z]|[ivx]{1,5}|\d{1,2})(?:\)|[.](?!\d))|"
    r"\d{1,2}\.\d{1,2}[.)]?(?=\s[A-Z]))\s?"
)
#: The mark of an item that no wrapped line begins with.
NEW_ITEM = re.compile(r"\s{0,8}[(]?(?:[a-z]|[ivx]{2,5})\)\s")
#: What goals are headed with.
_GOALS = re.compile(
    r"\b(?:targets?|objectives?|goals?|commitments?|milestones?|deliverables?|ambitions?|aims?|outcomes sought|"
    r"expected results|to deliver|we will|will do|will be done|agreed|promises?|pledges?|planned|plans|next steps|"
    r"agenda|priorities|road ?map|action plan|what changes|what will change|main points|key points|"
    r"main contents?|highlights|salient features|key measures|main indicators|by 20\d\d)\b",
    re.IGNORECASE,
)
#: What facts are headed with.
_FACTS = re.compile(
    r"\b(?:achievements?|achieved|results so far|progress|where we are|current|today|background|baseline|in figures|"
    r"at a glance|last year|performance|status|to date|missed)\b",
    re.IGNORECASE,
)
#: A heading that begins with them: Progress in 2023, Results for 2024, 2024 results.
_FACTS_HEAD = re.compile(
    r"(?:\d[\d.]*\s)?(?:20\d\d\s)?(?:key|main|our|the|interim|first)?\s?"
    r"(?:results|achievements?|progress|background|baselines?|status|"
    r"performance|where we (?:are|stand)|current|to date|what has been|about|introduction|overview|"
    r"what (?:we|was|the [a-z]+|[a-z]+) (?:has |have )?(?:already )?"
    r"(?:achieved|delivered|done|accomplished|completed|built)|"
    r"context|history|contacts?)\b",
    re.IGNORECASE,
)
#: What was done, and what is still wanted: Expected results.
_DONE = re.compile(
    r"\b(?:results|achieve(?:ments?|d)|progress|delivered|done|accomplished|completed|built|"
    r"where we (?:are|stand))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:expected|planned|targets?|goals?|will|to be|by (?:the end of )?20\d\d)\b", re.IGNORECASE)
#: A line of a translated page that heads a list of figures: The following is specific index.
_INDEX = re.compile(
    r"\b(?:specific|main|concrete|detailed|key|quantitative|the following)\s(?:\w+\s){0,3}?"
    r"(?:index(?:es)?|indices|indicators?|goals?|targets?|tasks?|contents?|measures|numbers|figures|points)\b"
    r"(?:\s(?:is|are)(?:\s(?:as\s)?(?:follows?|following|below))?|\sfor you)?\s?[:.]?$",
    re.IGNORECASE,
)
#: What a heading calls a period or what is wanted in it.
_OF_PERIOD = re.compile(
    r"\b(?:by|before|until|from|in|for|priorit(?:y|ies)|targets?|objectives?|goals?|commitments?|milestones?|deliverables?|"
    r"plans?|work|tasks?|phase|stage|year|period)\b",
    re.IGNORECASE,
)
#: What is wanted by a date, when a heading says nothing else: Targets to 2028, 2029 goals, What we will do by 2028.
_WANTED = r"(?:targets?|goals?|objectives?|aims?|milestones?|commitments?|deliverables?|priorities|ambitions?|pledges?)"
_DATED_GOALS = re.compile(
    rf"(?:(?!(?:on|of|to|against|towards|from|than|met|missed|reached|past|old)\b)[a-z][\w’'-]*,?\s){{0,5}}?"
    rf"{_WANTED}(?:,?\s(?:and|&)\s[a-z]+)?"
    r"(?:\s(?:of|under)\s(?:the|our|this)\s[a-z]+(?:\s[a-z]+)?)?"
    r"(?:\s(?:set|to be (?:met|reached|achieved|delivered)))?|"
    r"what (?:we|the [a-z]+|[a-z]+)(?:\s(?:will|shall|are to|is to|are going to|want to|wants to|aim to|aims to|"
    r"plan to|plans to|intend to|intends to|must))"
    r"\s(?:do|deliver|achieve|reach|provide|have (?:done|delivered|achieved)|build)",
    re.IGNORECASE,
)
#: What joins the date of such a heading to its words.
_JOINS = re.compile(r"[\s:,()–—-]|\b(?:to|for|by|in|until|up|the|year|end|of)\b", re.IGNORECASE)
#: The number of a heading: 3. 2.1 IV.
_NUMBER = re.compile(r"\s*(?:#{1,4}\s+)?(?:[(]?(?:\d{1,2}(?:[.]\d{1,2}){0,2}|[IVXivx]{1,5}|[A-Za-z])[.)]?\s+)?")
#: An item that has lost its mark: it begins with its figure.
_BARE_ITEM = re.compile(
    r"\s*(?:(?:more|less|fewer|no (?:less|fewer|more)) than|at least|at most|up to|over|under|about|around|some)?\s*"
    r"[$€£¥]?\d[\d.,]*(?:%|\s[a-z%])",
    re.IGNORECASE,
)
_OPEN = re.compile(r"(?:\b(?:that|to|shall|will|must|should|include|including|namely|following|are))$")


def opens_list(line: str) -> bool:
    """Whether a line only leads to those below it: it ends in a colon, or in the middle of a sentence."""
    line = line.rstrip()
    return line.endswith(":") or (len(line) > 20 and _OPEN.search(line, max(0, len(line) - 12)) is not None)


def heads_figures(line: str) -> bool:
    """Whether a line of a translated page only says that the goals of its plan follow one by one."""
    return _INDEX.search(line.strip(), max(0, len(line.strip()) - 90)) is not None


def heads_goals(line: str) -> bool:
    """Whether a line is a heading of goals: short, no sentence, with a word for goals and none for facts."""
    bare = line.strip()
    if not 4 < len(bare) <= 90 or bare.endswith((".", ";", ",", "!", "?")) or "|" in bare:
        return False
    return _GOALS.search(bare) is not None and _FACTS.search(bare) is None


def heads_with_date(line: str, mark: DateMark) -> bool:
    """Whether a line is a heading that says by when what is listed below it is due: By the end of 2025."""
    bare = line.strip()
    if len(bare) > 70 or bare.endswith((".", ";", ",", "!", "?")) or "|" in bare or ITEM.match(line) is not None:
        return False
    return _FACTS.search(bare) is None and (
        mark.end - mark.start > 0.5 * len(bare) or _OF_PERIOD.search(bare) is not None
    )


def heads_dated_goals(line: str, mark: DateMark) -> bool:
    """Whether a line says only that goals of a date follow: 2.1 Targets to 2028, 2029 milestones:, Our aims (2028)."""
    if not 4 < len(line.strip()) <= 70 or mark.past or mark.starts or mark.period:
        return False
    number = _NUMBER.match(line, 0, mark.start)
    begin = number.end() if number is not None else 0
    rest = f"{line[begin : mark.start]} {line[mark.end :]}".split()
    while rest and not _JOINS.sub("", rest[-1]):
        rest.pop()
    while rest and not _JOINS.sub("", rest[0]):
        rest.pop(0)
    return _DATED_GOALS.fullmatch(" ".join(rest).strip(" :,()–—-")) is not None and _FACTS.search(line) is None


def heads_facts(line: str) -> bool:
    """Whether a line is a heading of what has been done: it ends a list of goals."""
    bare = line.strip()
    return 4 < len(bare) <= 70 and not bare.endswith((".", ";", ",")) and _FACTS_HEAD.match(bare) is not None


def heads_results(line: str) -> bool:
    """Whether what a heading of facts heads was done: Achievements, Results for 2024, What we delivered."""
    return heads_facts(line) and _DONE.search(line) is not None and _AHEAD.search(line) is None


def is_heading(line: str) -> bool:
    """Whether a line without a mark may head what follows: it is short and no sentence."""
    bare = line.strip()
    return 2 < len(bare) <= 70 and not bare.endswith((".", ";", ",")) and not is_bare_item(line)


def heads_year(line: str, mark: DateMark) -> bool:
    """Whether a line says nothing but a date: In 2028:, By the end of 2030."""
    return not _JOINS.sub("", f"{line[: mark.start]}{line[mark.end :]}")


def is_bare_item(line: str) -> bool:
    """Whether a line below a heading is an item without a mark: 120 trained engineers."""
    bare = line.strip()
    return len(bare) <= 90 and not bare.endswith((".", "!", "?", ":")) and _BARE_ITEM.match(bare) is not None


def opening_date(line: str, marks: list[DateMark]) -> DateMark | None:
    """The date before the colon that a line begins with: Work of 2026: ...; ...; ..."""
    colon = line.find(":", 0, 60)
    return next((mark for mark in marks if mark.end <= colon), None) if colon >= 0 and ";" in line else None
