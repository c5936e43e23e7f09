"""What an English figure measures, and the shortest clause that says so.

at least 40 smart factories                  the noun behind a count, with what narrows it
13 medical colleges will get cath labs       what bodies get that are counted
95% of patients who need a test              what a share is of
output value exceeded 700 billion            the phrase before the verb
Sh4.6 billion was set aside for dialysis     what money is for, when nothing else is measured by it
it should be 1,500 a year                    what the sentence before was about
"""

from __future__ import annotations

from monitor.targets.english import words
from monitor.targets.english.clauses import TIME_UNITS
from monitor.targets.english.phrases import Phrases, Subject
from monitor.targets.english.purpose import MONEY, counted_noun, got, named, of_them, purpose, qualified, whole
from monitor.targets.english.quotes import Figure, Span, quote
from monitor.targets.marks import Quantity, Reading
from monitor.text import late as re

#: How far back a phrase may stand from its figure.
_FAR = 400
#: Bodies counted behind one of these are where something is.
_WHERE = re.compile(
    r"\b(?:in|at|across|throughout|for|to|into|covers?|covering|reach(?:es|ing)?)\s(?:all\s|the\s|all the\s)?$"
)
_ENUMERATOR = re.compile(r"\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)]\)?\s+", re.IGNORECASE)
_OF = re.compile(r"\s{0,3}(?:\([^)]{1,30}\)\s)?of\s")
_OF_THIS = re.compile(r"\s(?:of|for) (?:it|this|these|them|that|which|whom)\b")
_MULTIPLIED = re.compile(
    r"\s(?:the|its|their|our)\s(?P<np>[^,;.:()|\d]{3,80}?)(?=[,;.:()|\d]|\s(?:by|to|in|within|before|from|over|with|at)\b|$)"
)
_COMPARED = re.compile(
    r"[,(]\s?(?:up|down|compared (?:with|to)|as against|against|versus|from)\s(?:from\s)?(?:\w+\s)?$"
)
_INSIDE = re.compile(r"[a-z]+\s(?P<np>[a-z]+)\s(?:in|out of)\s", re.IGNORECASE)
_BEHIND = re.compile(r"\s(?:for|among)\s(?=[A-Za-z])")
_GOES = re.compile(
    r"\s(?:(?:is|are|will|would|should|has|have|to|been|be)\s){0,4}(?:comes?|came|goes|go|went|spent|paid|"
    r"earmarked|reserved|set aside|allocated)\s(?:from|to|on|for|into|in)\s"
)
_TIMES_VERB = re.compile(r"(?:halv|doubl|tripl|trebl|quadrupl)\w*$", re.IGNORECASE)
_BARE = re.compile(r"(?:the |this |that )?(?:share|rate|proportion|percentage|figure|average|level)", re.IGNORECASE)
_WITH = re.compile(r",?\s(?:with|of|has|have|had)\s(?:an?|the|its)\s$")
_CELL = re.compile(r"[^|(]+")
_PLACED = re.compile(r"\s(?:for|in|at|on|with|from)\s")
_NO_NAMES = (
    (words.FINITE - words.NOUNY)
    | words.DETERMINERS
    | words.PREPOSITIONS
    | words.CONJUNCTIONS
    | words.AUXILIARIES
    | words.ADVERBS
    | words.HOLLOW
    | words.PRONOUNS
    | words.TIMES_END
)
_COSTS = re.compile(r"\b(?:costs?|total|amount)$", re.IGNORECASE)
_APART = re.compile(r"[\d.;:]")
_WORDS = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?:[a-z]{2,3})?[\d.,]+|[a-z]")
_FIRST = re.compile(r"(?:[^\W\d_]+|[\d.,]+)(?=\s)")
_FINAL = re.compile(r"(?<=\s)[^\W_]+$")
_IDLE = words.DETERMINERS | words.PREPOSITIONS - {"per"} | {"and", "or", "such", "which", "but", "will", "is", "are"}
_EDGES = " \t\n,.;:|\"'“”‘’()[]*•●·-–—>≥<≤~?!/"


def metric_and_quote(line: str, sentence: Span, reading: Reading, floor: int, previous: Span | None) -> None:
    """Sets `metric`, `quote` and the counted noun of a reading; offsets are in the line.

    `floor` is where the figure before ended; `previous` is its metric.
    """
    quantity = reading.quantity
    noun = counted_noun(line, quantity) if quantity.unit == "count" else None
    if noun is not None:
        quantity.counted = line[slice(*noun)]
    subject = Phrases(line, max(sentence[0], quantity.start - _FAR), quantity.start, floor).subject()
    if subject is not None and (subject.joined == "told" or _points_back(line, subject)):
        subject = None
    figure = Figure(line, sentence[1], floor, quantity, subject, noun, previous)
    reading.metric = _measured(figure) or previous or _fallback(line, sentence, quantity)
    reading.quote = quote(figure, sentence[0], reading.metric)


def _measured(figure: Figure) -> Span | None:
    """What the words around a figure say that it measures; None when they point to what was said before."""
    line, quantity, subject = figure.line, figure.quantity, figure.subject
    row = _label_of_row(line, quantity.start)
    if row is not None:
        return cleaned(line, row)
    compared = _COMPARED.search(line, max(0, quantity.start - 40), quantity.start)
    if subject is None and figure.previous is not None and compared is not None:
        return figure.previous
    found: Span | None
    if figure.noun is not None:
        found = _of_count(figure, figure.noun)
    elif quantity.unit.isupper():
        found = _of_money(figure)
    elif quantity.unit == "count":
        found = _of_bare_count(figure)
    elif quantity.unit in (*TIME_UNITS, "years"):
        found = subject.span if subject is not None else None
    else:
        found = _of_share(figure)
    return cleaned(line, found) if found is not None else None


def _of_count(figure: Figure, noun: Span) -> Span:
    """The noun; what is placed in, or given to, bodies that are counted; what so many units are of."""
    line, stop, quantity, subject, previous = figure.line, figure.stop, figure.quantity, figure.subject, figure.previous
    counted = quantity.counted.lower().split()
    beside = subject is not None and subject.joined not in ("act", "have")
    if all(word.strip("()") in words.COUNTERS for word in counted) and subject is not None and beside:
        return subject.span
    if words.PLACES.search(counted[-1]):
        thing = got(line, noun[1], stop)
        if thing is not None:
            return thing
        where = _WHERE.search(line, max(0, quantity.start - 20), quantity.start)
        if where is not None and subject is not None and beside:
            return subject.span
        if where is not None and previous is not None and line[previous[1] : where.start()] in (" ", ""):
            return previous
        joint = line[figure.floor : quantity.start].strip(" ,") == "and"
        if joint and previous is not None and any(char.isdigit() for char in line[previous[1] : figure.floor]):
            return previous
    return qualified(line, noun, stop)


def _of_bare_count(figure: Figure) -> Span | None:
    """A count without a noun: 47 will be fitted with theatre sets; 21 of the 45 plants; 22 for endoscopy."""
    end, subject = figure.quantity.end, figure.subject
    behind = got(figure.line, end, figure.stop) or of_them(figure.line, end, figure.stop)
    if behind is not None or subject is None:
        return behind
    if figure.previous is not None and not subject.joined and _PLACED.match(figure.line, figure.floor):
        return figure.previous
    return subject.span


def _of_money(figure: Figure) -> Span | None:
    """What a sum measures, or else what it is for, or what has it."""
    line, stop, subject, end = figure.line, figure.stop, figure.subject, figure.quantity.end
    general = subject is not None and MONEY.search(line[slice(*subject.span)]) is not None
    held = _holder(line, subject) if subject is not None and general and subject.joined == "of" else None
    if held is not None:
        return held
    long = subject is not None and subject.joined == "measure" and " " in line[slice(*subject.span)]
    if subject is not None and subject.joined in ("measure", "of") and (long or not general):
        return subject.span
    if subject is not None and general and line.startswith(" from ", end):
        return subject.span
    behind = named(line, end, stop)
    if behind is not None and not MONEY.search(line[slice(*behind)]):
        return behind
    aim = purpose(line, behind[1] if behind is not None else end, stop)
    if aim is not None:
        return aim
    if subject is not None and (general or behind is None or subject.joined == "label"):
        return subject.span
    return behind


def _holder(line: str, subject: Subject) -> Span | None:
    """A scheme with an outlay: both together."""
    start, end = subject.span
    joint = _WITH.search(line, max(0, start - 12), start)
    holder = Phrases(line, max(0, joint.start() - _FAR), joint.start(), 0).subject() if joint is not None else None
    if holder is None or holder.joined or end - holder.span[0] > 110 or _APART.search(line, holder.span[0], end):
        return None
    return holder.span[0], end


def _label_of_row(line: str, at: int) -> Span | None:
    """The first cell with words of a row that a figure stands in."""
    if "|" not in line[:at]:
        return None
    for cell in _CELL.finditer(line, 0, line.rfind("|", 0, at)):
        if sum(map(str.isalpha, cell[0])) > 2:
            return cell.span()
    return None


def _of_share(figure: Figure) -> Span | None:
    """Whose share it is: the subject of its verb, else what it is of."""
    line, stop, quantity, subject = figure.line, figure.stop, figure.quantity, figure.subject
    end = quantity.end
    measured = subject is not None and subject.joined in ("measure", "label", "of")
    inside = _INSIDE.match(line, quantity.figure_start, quantity.figure_end)
    if inside is not None:
        return inside.span("np")
    if _OF_THIS.match(line, end):
        return subject.span if subject is not None and subject.joined == "measure" else purpose(line, end, stop)
    if _OF.match(line, end):
        base = whole(line, end, stop)
        if base is not None and not (subject is not None and (subject.joined == "measure" or _is_hollow(line, base))):
            return base
    thing = _MULTIPLIED.match(line, end, stop) if _TIMES_VERB.search(line, quantity.figure_start, end) else None
    if thing is not None:
        return thing.span("np")
    if _GOES.match(line, end) if subject is None else _BARE.fullmatch(line, *subject.span) and _BEHIND.match(line, end):
        return purpose(line, end, stop) or (subject.span if subject is not None else None)
    if subject is None and _BEHIND.match(line, end):
        return purpose(line, end, stop)
    if subject is not None and measured:
        return subject.span
    behind = named(line, end, stop)
    if behind is None and subject is not None and not (subject.joined == "act" and figure.previous is not None):
        return subject.span
    return behind


def _points_back(line: str, subject: Subject) -> bool:
    """Whether a subject is no more than `this figure`; a label of costs is one."""
    label = subject.joined == "label" and _COSTS.search(line, *subject.span) is not None
    return not label and _is_hollow(line, subject.span)


def _is_hollow(line: str, span: Span) -> bool:
    """Whether a phrase only points to what was said before: this figure, the ambition."""
    said = _WORDS.findall(line[slice(*span)].lower())
    return all(word in words.HOLLOW or word in words.DETERMINERS or _YEAR.fullmatch(word) is not None for word in said)


def cleaned(line: str, span: Span) -> Span | None:
    """A phrase without blanks, marks, articles and enumerators at its edges; None when nothing is left."""
    start, end = span
    while start < end:
        item = _ENUMERATOR.match(line, start, end)
        if item is not None:
            start = item.end()
        elif line[start] in _EDGES and not (line[start] == "(" and ")" in line[start:end]):
            start += 1
        elif line[end - 1] in _EDGES and not (line[end - 1] == ")" and "(" in line[start:end]):
            end -= 1
        else:
            first = _FIRST.match(line, start, end)
            last = _FINAL.search(line, max(start, end - 20), end)
            if first is not None and (first[0].lower() in _IDLE or first[0][0].isdigit()):
                start = first.end()
            elif last is not None and (last[0].lower() in _IDLE or last[0].isdigit()):
                end = last.start()
            else:
                break
    return (start, end) if end - start >= 2 and _LETTERS.search(line, start, end) else None


def _fallback(line: str, sentence: Span, quantity: Quantity) -> Span:
    """The first phrase of the sentence, or of those before; else what stands behind the figure; else the figure."""
    low, high = sentence[0], quantity.start
    for _ in range(4):
        found = _first_phrase(line, low, high)
        if found is not None:
            return found
        if low == 0:
            break
        high = low
        low = max(0, high - _FAR, line.rfind(". ", 0, max(0, high - 2)) + 1)
    behind = purpose(line, quantity.end, sentence[1]) or named(line, quantity.end, sentence[1])
    found = cleaned(line, behind) if behind is not None else None
    return found or _nearest_words(line, quantity.start) or (quantity.start, quantity.end)


def _nearest_words(line: str, at: int) -> Span | None:
    """The last words before a figure that name something, else the first behind it."""
    before = list(_LETTERS.finditer(line, max(0, at - _FAR), at))
    for matches in (reversed(before), _LETTERS.finditer(line, at, at + _FAR)):
        found: Span | None = None
        for match in matches:
            names = match[0].lower() not in _NO_NAMES and len(match[0]) > 2
            start, end = match.span()
            if found is None and names:
                found = start, end
            elif found is not None and names and not line[min(end, found[1]) : max(start, found[0])].strip():
                found = min(start, found[0]), max(end, found[1])
            elif found is not None:
                break
        if found is not None:
            return found
    return None


def _first_phrase(line: str, low: int, high: int) -> Span | None:
    """The phrase in front of the first verb."""
    for match in _LETTERS.finditer(line, low, high):
        word = match[0].lower()
        if match.start() > low and (
            word in words.COPULAS or word in words.MODALS or word in words.FINITE - words.NOUNY
        ):
            found = Phrases(line, low, match.start(), low).subject()
            span = cleaned(line, found.span) if found is not None else None
            if (
                span is not None
                and not _is_hollow(line, span)
                and not any(char.isdigit() for char in line[slice(*span)])
            ):
                return span
    return None
