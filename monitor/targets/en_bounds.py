"""Words around English figures: bounds before them, and labels that make them names."""

from __future__ import annotations

#: Bound words before a figure, by comparator; the longest that ends there counts.
_WORDS = {
    "ge": (
        "at least | no fewer than | not fewer than | no less than | not less than | not below | not lower "
        "than | a minimum of | minimum of | minimum | or more than | no lower than | not be less than | not "
        "be lower than | >= | ≥ "
    ),
    "le": (
        "up to | as many as | as much as | at most | no more than | not more than | not exceeding | not exceed |"
        " not to exceed | no "
        "longer than | no higher than | a maximum of | maximum of | maximum | within | within the | capped at "
        "| controlled within | controlled at | <= | ≤ "
    ),
    "gt": (
        "longer than | "
        "more than | over | above | greater than | in excess of | higher than | upwards of | upward of | "
        "exceed | exceeds | exceeded | exceeding | surpass | surpasses | surpassed | surpassing | beyond | "
        "tops | topped | top | break through | breaks through | breaking through | broke through | larger "
        "than | > "
    ),
    "lt": ("less than | fewer than | below | under | lower than | short of | < "),
    "approx": (
        "about | around | approximately | some | nearly | almost | roughly | close to | near | an estimated | "
        "estimated | circa | approx | approx. | ~ | just over | just under | an average of about "
    ),
}
_BOUNDS = {word.strip(): kind for kind, words in _WORDS.items() for word in words.split("|")}
#: `adds up to` is no bound.
_NOT_UP_TO = frozenset(
    {"adds", "add", "amounts", "sums", "added", "adding", "revised", "raised", "increased", "rose", "went", "scaled"}
)
_LABELS = frozenset(
    [
        "#",
        "(",
        "age",
        "aged",
        "ages",
        "annex",
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
        "document",
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
#: Labels that are verbs when they are small: to form two clusters.
_VERBS = frozenset({"form", "issue", "schedule", "model"})


def bound_before(text: str, end: int) -> tuple[str, int] | None:
    """The bound words that end where a figure begins: (comparator, where they begin)."""
    lead = text[max(0, end - 36) : end].lower()
    bare = lead.rstrip(' "')
    if bare.endswith("additional"):
        bare = bare[: -len("additional")].rstrip()
    if not bare:
        return None
    if bare[-1] in ">≥<≤~":
        word = bare[-2:] if bare[-2:] in _BOUNDS else bare[-1]
        return _BOUNDS[word], end - len(lead) + len(bare) - len(word)
    words = bare.split(" ")
    for count in (4, 3, 2, 1):
        if len(words) >= count:
            phrase = " ".join(words[-count:])
            kind = _BOUNDS.get(phrase)
            if kind is not None and not (phrase == "up to" and words[-3:-2] and words[-3] in _NOT_UP_TO):
                return kind, end - len(lead) + len(bare) - len(phrase)
    return None


def is_label(text: str, start: int) -> bool:
    """Whether the word before a number makes it a name or an address: Article 5, page 3, Class 2."""
    lead = text[max(0, start - 14) : start].rstrip()
    if not lead:
        return False
    if lead[-1] in "#№§":
        return True
    last = lead.rpartition(" ")[2].lstrip("(")
    word = last.lower()
    if last in _VERBS:
        return False
    return word in _LABELS or lead.lower().endswith("age of")
