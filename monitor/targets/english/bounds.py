"""Words around English figures: bounds on both sides, growth over a base, and labels that make them names."""

from __future__ import annotations

from monitor.targets.marks import Quantity
from monitor.text import late as re
from monitor.types import Comparator

#: Bound words before a figure, by comparator; the longest that ends there counts.
_WORDS = {
    "ge": (
        "at least | no fewer than | not fewer than | no less than | not less than | not below | not lower "
        "than | a minimum of | minimum of | minimum | or more than | no lower than | at a minimum, | as a "
        "minimum, | at minimum, | at the very least | not be less than | not "
        "be lower than | >= | ≥ "
    ),
    "le": (
        "up to | as many as | as much as | at most | no more than | not more than | not exceeding | not exceed |"
        " not to exceed | no "
        "longer than | limited to | restricted to | no greater than | not greater than | not later than | no "
        "later than | no higher than | a maximum of | maximum of | maximum | "
        "within | within the | capped at "
        "| controlled within | controlled at | <= | ≤ "
    ),
    "gt": (
        "longer than | older than | "
        "more than | over | above | greater than | in excess of | higher than | upwards of | upward of | "
        "exceed | exceeds | exceeded | exceeding | surpass | surpasses | surpassed | surpassing | beyond | "
        "tops | topped | top | pass | passes | passing | break | breaks | break through | breaks through | "
        "breaking through | broke "
        "through | larger "
        "than | just over | well over | > "
    ),
    "lt": ("less than | fewer than | below | under | lower than | short of | < "),
    "approx": (
        "about | around | approximately | some | nearly | almost | roughly | close to | near | an estimated | "
        "estimated | circa | approx | approx. | ~ | just under | "
        "in the region of | of the order of | in the order of | an average of about "
    ),
}
_BOUNDS = {word.strip(): kind for kind, words in _WORDS.items() for word in words.split("|")}
#: `adds up to` is no bound.
_NOT_UP_TO = frozenset(
    {
        "adds",
        "add",
        "amounts",
        "sums",
        "added",
        "adding",
        "revised",
        "raised",
        "increased",
        "rose",
        "went",
        "scaled",
        "go",
        "goes",
        "going",
        "gone",
        "climb",
        "climbs",
        "climbed",
        "rising",
        "ramped",
    }
)
_LABELS = frozenset(
    [
        "#",
        "(",
        "age",
        "aged",
        "ages",
        "annex",
        "annexes",
        "appendix",
        "article",
        "articles",
        "categories",
        "category",
        "cfr",
        "chapter",
        "class",
        "clause",
        "covid",
        "decree",
        "directive",
        "docket",
        "chapters",
        "counter",
        "document",
        "documents",
        "id",
        "ext",
        "ext.",
        "fax",
        "figure",
        "fiscal",
        "floor",
        "form",
        "fortune",
        "global",
        "grade",
        "grades",
        "group",
        "h.r.",
        "iec",
        "iso",
        "issue",
        "item",
        "level",
        "lot",
        "mdufa",
        "mission",
        "model",
        "no",
        "no.",
        "nos",
        "nos.",
        "number",
        "ordinance",
        "p.",
        "page",
        "pages",
        "paragraph",
        "paragraphs",
        "paras",
        "package",
        "component",
        "columns",
        "volume",
        "lots",
        "part",
        "phase",
        "phone",
        "pp.",
        "regulation",
        "resolution",
        "room",
        "rule",
        "schedule",
        "section",
        "sections",
        "series",
        "stage",
        "step",
        "suite",
        "table",
        "tel",
        "tel.",
        "tier",
        "title",
        "top",
        "top-",
        "track",
        "type",
        "u.s.c.",
        "usc",
        "version",
        "vol",
        "vol.",
        "zip",
        "§",
        "№",
    ]
)
#: What a page counts of itself: Visitor Counter : 312.
_COUNTERS = frozenset({"", "id", "counter", "volume", "views", "view", "hits", "clicks", "reads", "reply", "with"})
#: Labels when they are written large: Commitment 1.
_TITLES = frozenset(
    [
        *("Action", "Area", "Band", "Chapter", "Column", "Commitment", "Component", "Goal", "Indicator", "Measure"),
        *("Milestone", "Module", "Objective", "Outcome", "Output", "Package", "Pillar", "Priority", "Strand", "Task"),
        "Tranche",
    ]
)
#: Before the verb: scanners number 40, which now number 12.
_COUNTED = re.compile(
    r"(?:[a-z](?<!\bi)(?<!\bthi)(?<!\bwa)s|\b(?:which|that|will|now|currently|already|today|staff|people))$"
)
#: Labels that are verbs when they are small: to form two clusters.
_VERBS = frozenset({"form", "issue", "schedule", "model"})

_QUOTES = str.maketrans('“‘("', "    ")
_AFTER = re.compile(
    r"\s?(?:(?P<ge>or (?:more|above|higher|over|greater|longer)|and (?:above|over|more)|or so or more|\+|plus\b)|"
    r"(?P<le>or (?:less|fewer|below|under|lower)|and below|at (?:the )?most)|(?P<approx>or so))",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"\b(?:increas\w*|rais\w*|r[io]se\w*|rising|gr[eo]w\w*|growth|(?<!set )(?<!setting )(?<!made )up|expand\w*|"
    r"boost\w*|improv\w*|gain\w*|climb\w*|higher|jump\w*|"
    r"(?P<down>reduc\w*|decreas\w*|cut\w*|fall\w*|fell|lower\w*|declin\w*|drop\w*|down|shrink\w*|shorten\w*|sav(?:e|"
    r"es|ed|ing|ings)|trim\w*|slash\w*))\b"
)
_ALONE = re.compile(
    r"(?<!made )(?<!taken )(?<!set )(?<!setting )(?<!open )(?<!put )(?<!puts )"
    r"(?<!putting )(?<!opened )(?<!opening )(?<!scale )(?<!take )(?<!build )"
    r"(?<!makes )(?<!make )(?<!making )"
    r"\b(?:increas(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing)?|growth|rose|up|"
    r"rise|rising|climbed|gained|"
    r"(?P<down>down|lost|slid|slipped|plunged|tumbled|fell|fall|declin(?:e|ed|ing)|decreas(?:e|ed|ing)|"
    r"dropp(?:ed|ing)))\s$"
)
#: Characters in which `_ALONE` stands, with what may not stand before it.
_REACH = 32
_BY = re.compile(r"\b(?:by|of)\s(?:an? )?$")
#: A rise over the year before, not a rate.
_ANNUAL_RISE = re.compile(
    r"\b(?:annual|yearly|year-on-year) (?:increase|rise|jump|decrease|decline|drop|fall|growth)(?: in \w+)? of\s$"
)
_ANNUAL = re.compile(
    r"\b(?:annual|average (?:annual|yearly|growth|rate)|an average|compound|CAGR|growth rate|rate of growth|per year|"
    r"annually)\b",
    re.IGNORECASE,
)
#: What a sum stood at before: to Rs 2,000 crore over Rs 1,000 crore in the previous year.
_YEAR_BEFORE = re.compile(
    r"\s(?:in|of|for|during) (?:the )?(?:previous|preceding|prior|same|corresponding|year-ago|last)\b|"
    r"\sa year (?:ago|earlier)"
)
_CHANGE = re.compile(
    r"[\s-](?:relative |further |annual |overall |average |absolute |year-on-year )?(?P<what>increase|rise|growth|jump|"
    r"reduction|cut|decrease|decline|fall|drop)\b(?P<of>\s(?:in|of|on)\b)?(?!\s(?:rate|target|plan))"
)
#: 20 per cent more than what was.
_COMPARED = re.compile(
    r"\s(more|higher|greater|larger|less|fewer|lower|smaller) than|"
    r"\s(above|below) (?:the |its |last )?(?:[\w/-]+ ){1,3}?(?:level|figure|year|budget|total|average|estimates?)\b"
)
_UP = frozenset({"above", "increase", "rise", "growth", "jump", "more", "higher", "greater", "larger"})
_ONE = re.compile(r"\b(?:an?|of|its|this|further)\s$")
#: Verbs of which `over` is a part: handed over 35 ambulances.
_NOT_OVER = frozenset(
    {"hand", "hands", "handed", "handing", "take", "takes", "took", "taken", "taking", "turned", "turn"}
)
#: Nobody is to have more: should not stay so for more than five days.
_NEVER_MORE = re.compile(
    r"\b(?:(?:must|shall|should|is to|are to|will|may|need|has to|have to)\s(?:not|never)\s(?:\w+\s){0,4}|"
    r"(?:[Nn]o (?:one|\w+)|[Nn]obody|none of \w+)\s(?:\w+\s){1,4})$"
)
_AFTER_NOUN = re.compile(r"\s[a-z]+(?:\s[a-z]+)? (?:(?P<ge>or more)|(?P<le>or (?:fewer|less)))\b")
_NEGATED = re.compile(r"\b(?:no|not|never|none|nor|neither)\b[^,;.]{0,60}$", re.IGNORECASE)


def bound(quantity: Quantity, text: str) -> Quantity:
    """Adds comparator and bound words on both sides."""
    before = bound_before(text, quantity.start)
    if before is not None and _is_no_bound(before, quantity, text):
        before = None
    if before is not None and before[0] == "lt" and _NEGATED.search(text, max(0, before[1] - 70), before[1]):
        before = "ge", before[1]
    if before is not None and before[0] == "gt" and _NEVER_MORE.search(text, max(0, before[1] - 60), before[1]):
        before = "le", before[1]
    right_behind = _AFTER.match(text, quantity.figure_end)
    after = right_behind or _AFTER_NOUN.match(text, quantity.figure_end)
    if before is not None:
        quantity.comparator, quantity.bounded = Comparator(before[0]), True
        quantity.start = before[1]
    elif after is not None and not quantity.bounded:
        quantity.comparator = Comparator(next(n for n, v in after.groupdict().items() if v))
        quantity.bounded = True
    if right_behind is not None:
        quantity.end = right_behind.end()
    if quantity.high is not None:
        quantity.comparator, quantity.bounded = Comparator.RANGE, True
    if not quantity.bounded:
        changed = _changed(quantity, text)
        if changed is not None:
            quantity.comparator, quantity.bounded = changed, True
        else:
            quantity.comparator = _growth(text[max(0, quantity.start - 130) : quantity.start])
    return quantity


def _is_no_bound(before: tuple[str, int], quantity: Quantity, text: str) -> bool:
    """Whether `over` says how long, or what a sum stood at the year before: over two years."""
    if text[before[1] : before[1] + 4].lower() != "over":
        return False
    if quantity.unit in ("years", "months", "weeks", "days"):
        return True
    return quantity.unit.isupper() and _YEAR_BEFORE.match(text, quantity.figure_end) is not None


def _changed(quantity: Quantity, text: str) -> Comparator | None:
    """What the words behind a figure make a change: a 20 per cent increase in, 20 per cent more than."""
    percent = quantity.unit in ("percent", "percentage_points")
    money = quantity.unit.isupper()
    if not percent and quantity.unit != "count" and not money:
        return None
    change = _CHANGE.match(text, quantity.figure_end) if percent or money else None
    if change and not (change["of"] or _ONE.search(text[max(0, quantity.start - 10) : quantity.start])):
        change = None
    found = change["what"] if change else None
    if found is None:
        compared = _COMPARED.match(text, quantity.figure_end)
        found = (compared[1] or compared[2]) if compared else None
    if found is None:
        return None
    return Comparator.INCREASE_BY if found in _UP else Comparator.DECREASE_BY


def _growth(lead: str) -> Comparator:
    lead = lead.lower()
    lead = lead[lead.rfind(". ") + 1 :]
    if lead.endswith(("of ", "of a ", "of an ")):
        # the rise of something else: exports rose to 5 billion, with investments of 2 billion
        lead = lead[max(lead.rfind(", "), lead.rfind(" with "), lead.rfind(" total of ")) + 1 :]
    if _BY.search(lead):
        match = None
        for match in _RISE.finditer(lead):  # noqa: B007
            pass
    else:
        match = _ALONE.search(lead, max(0, len(lead) - _REACH))
    if _ANNUAL_RISE.search(lead):
        return Comparator.DECREASE_BY if match is not None and match["down"] else Comparator.INCREASE_BY
    if match is None or _ANNUAL.search(lead):
        return Comparator.EQ
    return Comparator.DECREASE_BY if match["down"] else Comparator.INCREASE_BY


def bound_before(text: str, end: int) -> tuple[str, int] | None:
    """The bound words that end where a figure begins: (comparator, where they begin)."""
    lead = text[max(0, end - 36) : end].lower().translate(_QUOTES)
    bare = lead.rstrip(' "')
    if bare.endswith("additional"):
        bare = bare[: -len("additional")].rstrip()
    if not bare:
        return None
    if (bare[-1] in ">≥<≤~" or bare[-2:] in (">=", "<=")) and bare[-2:] not in ("->", "=>"):
        word = bare[-2:] if bare[-2:] in _BOUNDS else bare[-1]
        return _BOUNDS[word], end - len(lead) + len(bare) - len(word)
    words = bare.split(" ")
    for count in (4, 3, 2, 1):
        if len(words) >= count:
            phrase = " ".join(words[-count:])
            kind = _BOUNDS.get(phrase)
            if kind is not None and not (phrase == "up to" and words[-3:-2] and words[-3] in _NOT_UP_TO):
                if phrase == "over" and words[-2:-1] and words[-2] in _NOT_OVER:
                    return None
                return kind, end - len(lead) + len(bare) - len(phrase)
    return None


def is_label(text: str, start: int) -> bool:
    """Whether the word before a number makes it a name or an address: Article 5, page 3, Class 2."""
    lead = text[max(0, start - 14) : start].rstrip()
    if not lead:
        return False
    if lead[-1] in "#№§":
        return True
    rest, _, last = lead.rpartition(" ")
    last = last.lstrip("(")
    word = last.lower()
    if last in _VERBS or (last == "number" and _COUNTED.search(rest)):
        return False
    if (lead[-1] == "=" and lead[-2:] not in (">=", "<=")) or (word.endswith(":") and word[:-1] in _COUNTERS):
        return True
    return word in _LABELS or last in _TITLES or f" {lead}".lower().endswith(" age of")
