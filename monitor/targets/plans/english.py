"""Where an English text names plans.

"14th Five-Year Plan" for the Development of ...                         a five-year plan
the Medical Equipment Industry Development Plan (2021-2025)              in capitals
"Opinions on the Renewal of Medical Equipment"                           between quotation marks
Shanghai's action plan for high-end medical equipment (2025-2027)        described: whose, for what, for which years
Hubei has drawn up a three-year plan for medical robots                  described, behind the verb that issues it

All patterns run on folded text (`monitor.text.views`). What is no government's (privacy policy, trade mission) is none;
nor is what a sentence quotes at length, nor a plan that is described by neither a place nor years nor by who issues it.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.targets.plans.key import has_subject, place_of, plan_period
from monitor.text import late as re
from monitor.text.months import FULL_NAMES

#: The noun of a plan's name; its capitalised neighbours belong to it.
_NOUN = re.compile(
    r"(?:Plan|Policy|Strategy|Programme|Program|Scheme|Mission|Initiative|Roadmap|Outline|Blueprint|Framework|"
    r"(?P<money>Fund|Act))\b"
)
_WORD = re.compile(r"[\w'&()\-]+")
_SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "s", "from"})
_REACH = 14
#: What a name is called by for short, within it: the Production Linked Incentive (PLI) Scheme.
_ACRONYM = re.compile(r"\([A-Z][A-Za-z]*[A-Z]\)$")
#: 14th, 2030, Five-Year; the 10 of 10 Year Plan.
_NUMBER = re.compile(r"1[1-6]th$|20\d\d|five-year|\d{1,2}(?:-year)?$", re.IGNORECASE)
#: Plans of no government, and nouns that are part of another name: Trade Mission, Privacy Policy, Policy Institute.
_NO_PLAN = re.compile(
    r"\b(?:Trade|Diplomatic|Fact-finding|Privacy|Cookies?|Returns?|Refund|Shipping|Editorial|Affiliate|Loyalty|Partner|"
    r"Membership|Foreign|Monetary|Fiscal|Cancellation|"
    r"Pyramid|Ponzi|Browsing|Data|Pricing|Payment|Meal|Business) (?:Mission|Policy|Program(?:me)?|Scheme|Plan)$"
)
_PART_OF_NAME = re.compile(
    r" (?:Institute|Cent(?:er|re)|Department|Office|Committee|Commission|Council|Unit|Group|Director|Manager|Forum|"
    r"Research|Director\w*|Officer|Minister|Analyst|Adviser|Advisor)\b"
)
_QUOTED = re.compile(
    r"\"(?P<name>[A-Z1][^\"\n.;!?]{7,130}?\b(?:Plan|Policy|Strategy|Program(?:me)?|Scheme|Regulations?|Measures|"
    r"Opinions)\b[^\"\n.;!?]{0,60})\""
)
#: The "14th Five-Year Plan" for the Development of Shanghai's High-end Equipment Industry.
_FIVE_YEAR = re.compile(
    r"(?P<name>\"?(?:1[1-6]th|[Tt]welfth|[Tt]hirteenth|[Ff]ourteenth|[Ff]ifteenth|[Ss]ixteenth) [Ff]ive-[Yy]ear "
    r"[Pp]lan\"?(?: \(20\d\d-20\d\d\))?\"? (?:for|of|on) (?:the )?[^.,;\n\"()]{6,110})"
)
#: A scheme whose name is quoted beside what it is: the scheme "Promotion of Medical Devices Parks".
_QUOTED_BESIDE = re.compile(
    r"\b(?:[Ss]cheme|[Pp]rogram(?:me)?|[Mm]ission|[Ii]nitiative)(?: called| named| titled|,)? "
    r"\"(?P<name>[A-Z][^\"\n.;!?]{7,110})\""
    r"|\"(?P<first>[A-Z][^\"\n.;!?]{7,110})\",? (?:[Ss]cheme|[Pp]rogramme|[Mm]ission|[Ii]nitiative)\b"
)
#: A title in sentence case: Medical equipment industry development plan (2021-2025).
_TITLE = re.compile(
    r"^(?P<name>[A-Z][^.;:!?\"()]{7,110}\b(?:plan|strategy|roadmap|policy|programme)\b[^.;:!?\"()]{0,90}"
    r"\(20\d\d ?- ?20\d\d\))$"
)
#: The noun of a plan that is described; those of the second group only behind what says that they were issued.
_DESCRIBED = re.compile(
    r"\b(?:(?P<plan>plan|strategy|roadmap|policy|programme|program|scheme|blueprint)|(?P<rules>measures|opinions|"
    r"guidelines))\b"
)
#: Verbs of which it is the object, as far as they may stand right before it: issues action plan for ...
_ISSUE = (
    r"(?:issu|releas|publish|unveil|announc|launch|adopt|roll|introduc|approv|pass|draft|print|promulgat|"
    r"formulat|present|revis|amend|updat|"
    r"outlin|distribut|endors|set|lay|map|put)(?:e?s|e?d|ting|ing)?|drew|drawn|draws|laid|puts?|rolled"
)
_ISSUE_WORD = re.compile(rf"(?:{_ISSUE}|out|up|forward)$")
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "our", "his", "her", "this", "that", "another"})
#: Words that no name reaches back over.
_STOPS = re.compile(
    r"(?:of|in|under|to|by|with|from|on|at|for|and|or|as|into|is|are|was|were|be|been|has|have|had|will|would|"
    r"shall|should|"
    r"may|which|who|it|they|we|i|not|also|said|says|told|according|per|via|than|then|while|when|if|but)$"
)
#: Adjectives and nouns of plans: with one of them it is no verb (companies plan to build).
_STRONG = re.compile(
    r"(?:action|development|implementation|work|industr(?:y|ial)|national|provincial|municipal|long-term|"
    r"medium-term|master|"
    r"strategic|strategy|basic|comprehensive|renewal|policy|special|promotion|support|several|guiding|\w+-year|"
    r"20\d\d\S*|incentive|flagship|grant|pilot|reform|mission-mode|central|cent(?:er|re)-sponsored|PLI)$",
    re.IGNORECASE,
)
#: Years behind a name: (2021-2025), 2026-2030; National Medical Devices Policy, 2023.
_OWN_YEARS = re.compile(r"\(?20\d\d(?:-(?:20)?\d\d)?\)?$")
_BACK = 8
#: What a described plan is for, and its years.
_SPAN = r"(?: ?\(20\d\d ?- ?(?:20)?\d\d\))?"
_FOR = re.compile(
    rf"{_SPAN}(?: (?:for|on|to|of|in|covering|regarding|concerning|from|between)(?! \w+day\b)"
    rf" (?:\d\.\d|[^.,;:()\"\n]){{3,140}})?{_SPAN}"
)
#: What stands behind a noun that comes first: Scheme for Promotion of Medical Device Parks.
_OF_EQUIPMENT = re.compile(
    r" (?:for|of|on) (?:the )?(?:[A-Z][\w-]+ (?:of |and |for |the )*){0,5}(?:Devices?|Equipment|Diagnostics?|Robots?|"
    r"Robotics|Imaging|MedTech|Technolog\w+)\b"
)
#: Where a sentence goes on behind a name.
_VERB = re.compile(
    r"\s(?:(?:was|were|is|are|has|have|had|will|would|shall|should|sets?|aims?|says?|said|calls?|which|that|by|issued|"
    r"released|published|pointed|points|clarif\w+|propos\w+|states?|stated|requires?|targets?|announced|unveiled|came|"
    r"comes|puts?|promises|wants|envisages|envisions|foresees|runs?|covers|at|with|as|seeks|expects|commits|"
    rf"(?:on|last|next|this|earlier) (?:\w+day|week|month|year|{FULL_NAMES})|in (?:{FULL_NAMES}))\b).*$",
    re.DOTALL,
)
#: Who issues what is named before: was released by the Wuhan municipal government.
_BY = re.compile(
    r"\W{0,2}(?: ?\([^()]{1,20}\))?,?(?: (?:which|that))?(?: (?:was|were|is|has been|have been|had been))?"
    rf"(?: (?:jointly|recently|officially|formally))* (?:{_ISSUE})(?: out| up)?(?: (?:on|last|this|in) \w+(?: \d\d?)?)?"
    r" by (?P<who>[^.,;\n]{3,90})"
)
#: Who issues what is named next: the Wuhan municipal government on Friday rolled out its ...
_ISSUER = re.compile(
    r"(?P<who>\b(?:[Tt]he )?[A-Z][^.,;\n]{2,90}?)(?:, (?:chaired|led|headed|which|under|in) [^.,;\n]{2,60},)? "
    r"(?:has |have |had |will |jointly |recently |officially |also |on \w+day |this \w+ |last \w+ )*"
    rf"(?:{_ISSUE})(?: out| up| forward)?(?: and (?:{_ISSUE}))?(?: out| up)? "
    r"(?:the |an? |its |their |new |first |revised |amended |updated )*\"?$"
)
#: Right before the plan: has published the medical technology strategy.
_ISSUED_IT = re.compile(
    rf"\b(?:{_ISSUE})(?: out| up| forward)? (?:the |an? |its |their |new |first |revised |national )*\"?$"
)
#: BEIJING -- , TAIPEI (CNA) - : where it was written, not who issues it.
_DATELINE = re.compile(r"^.{0,48}?(?:(?:--|—|–)|(?:[A-Z]{3,}|\)) ?-(?= )) ?")
#: Capitals of the sentence, not of the name.
_LEAD = re.compile(r"(?:(?:Under|In|By|With|For|From|On|According to) )?(?:[Tt]he )?")
#: Companies plan to build: the verb.
_PLURAL = re.compile(r"\b[a-z]+[^\W_s]s $")
#: Words before a described plan in which its issuer is looked for, and behind it.
_AROUND = 110


def english_title(line: str) -> tuple[int, int] | None:
    """The span of a title in sentence case that is the name of a plan, with its years in brackets."""
    match = _TITLE.match(line.strip())
    if match is None:
        return None
    start = line.find(match["name"])
    return (start, start + len(match["name"])) if start >= 0 else None


def english_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names in folded text, those of surer patterns first; they may overlap."""
    for match in _FIVE_YEAR.finditer(text) if "ive-" in text else ():
        yield _cut(text, *match.span("name"))
    for match in _QUOTED.finditer(text) if '"' in text else ():
        words = match["name"].split()
        if len(words) <= 20 and _NO_PLAN.search(match["name"]) is None:
            yield match.span("name")
    for match in _QUOTED_BESIDE.finditer(text) if '"' in text else ():
        if has_subject(match["name"] or match["first"]):
            yield match.span("name" if match["name"] else "first")
    for match in _NOUN.finditer(text):
        if text[match.start() - 1 : match.start()].isalnum() or _PART_OF_NAME.match(text, match.end()):
            continue
        start, end = _in_capitals(text, *match.span())
        particular = start < match.start() or _OF_EQUIPMENT.match(text, match.end(), end) is not None
        is_ours = match["money"] is None or has_subject(text[start:end])
        if particular and is_ours and _NO_PLAN.search(text[start : match.end()]) is None:
            yield start, end
    for match in _DESCRIBED.finditer(text):
        span = _described(text, match)
        if span is not None:
            yield span


def issuing_place(before: str, after: str) -> str:
    """The place of the body that an English text says to issue what stands between two parts; "" for none."""
    issues = _ISSUER.search(before) or _BY.match(after)
    return place_of(_DATELINE.sub("", issues["who"])) if issues is not None else ""


def _described(text: str, noun: re.Match[str]) -> tuple[int, int] | None:
    """A plan by whose it is, what it is for and its years; None for the verb, or when too little is said."""
    if text.startswith(" to ", noun.end()) and _PLURAL.search(text, max(0, noun.start() - 30), noun.start()):
        return None
    start, sure = _modifiers(text, noun.start())
    if not sure:
        return None
    behind = _FOR.match(text, noun.end())
    start, end = _cut(text, start, behind.end() if behind is not None else noun.end())
    name = text[start:end]
    if end < noun.end() or not has_subject(name):
        return None
    near = text[text.rfind("\n", max(0, start - _AROUND), start) + 1 : start][-_AROUND:]
    if noun["rules"] and _ISSUER.search(near) is None:
        return None
    place = place_of(name) or issuing_place(near, text[end : end + _AROUND])
    particular = place or plan_period(name.lower()) is not None or _ISSUED_IT.search(near) is not None
    return (start, end) if particular else None


def _modifiers(text: str, start: int) -> tuple[int, bool]:
    """Where the words before a plan's noun begin that belong to it, and whether they make it a noun."""
    low = max(text.rfind("\n", max(0, start - _AROUND), start) + 1, start - _AROUND, 0)
    begin, strong = start, False
    for word in reversed(list(re.finditer(r"[\w/&'-]+", text[low:start]))[-_BACK:]):
        if text[low + word.end() : begin].strip():
            break
        small = word[0].lower()
        if word[0].endswith("'s") or (word[0].endswith("s'") and word[0][0].isupper()):
            return _owner(text, low, low + word.start()), True
        if small in _DETERMINERS or _ISSUE_WORD.match(small):
            return begin, True
        if _STOPS.match(small):
            return begin, strong
        strong = strong or _STRONG.match(word[0]) is not None
        begin = low + word.start()
    return begin, strong


def _owner(text: str, low: int, start: int) -> int:
    """Where the name begins whose last word, in the possessive, stands at `start`: Hubei province's."""
    words = list(re.finditer(r"[\w&-]+", text[low:start]))
    begin = start
    for word in reversed(words[-4:]):
        if text[low + word.end() : begin].strip() or not (
            word[0][0].isupper()
            or (begin == start and text[start:].startswith(("province", "city", "county", "government")))
        ):
            break
        begin = low + word.start()
    return _without_lead(text, begin)


def _without_lead(text: str, begin: int) -> int:
    lead = _LEAD.match(text, begin)
    return lead.end() if lead is not None else begin


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the sentence that goes on behind it, and with its quotes in pairs."""
    name = _VERB.sub("", text[start:end]).rstrip(" \"'-—")
    if name.count('"') % 2:
        if name.startswith('"'):
            start, name = start + 1, name[1:]
        elif start and text[start - 1] == '"':
            start, name = start - 1, '"' + name
    return start, start + len(name)


def _in_capitals(text: str, start: int, end: int) -> tuple[int, int]:
    """A plan's noun with the capitalised words before it, and those behind it after `for`, `of` or `on`."""
    near = max(0, start - 120)
    low = max(near, text.rfind("\n", near, start) + 1, text.rfind(". ", near, start) + 1)
    begin = start
    for word in reversed(list(_WORD.finditer(text, low, start))[-_REACH:]):
        if text[word.end() : begin].strip():
            break
        if word[0][0].isupper() or _NUMBER.match(word[0]) or _ACRONYM.match(word[0]):
            begin = word.start()
        elif word[0] not in _SMALL:
            break
    begin = _without_lead(text, begin)
    high = min(len(text), end + 160)
    last, gap = end, end
    for number, word in enumerate(_WORD.finditer(text, end, high)):
        between = text[gap : word.start()]
        is_year = _OWN_YEARS.match(word[0]) is not None and between.strip(" ") in ("", ",")
        if (between.strip(" '") and not is_year) or (
            number == 0 and word[0] not in ("for", "of", "on", "to") and not is_year and not _ACRONYM.match(word[0])
        ):
            break
        gap = word.end()
        if word[0][0].isupper() or is_year:
            last = word.end()
        elif word[0] not in _SMALL:
            break
    return begin, last
