"""What the shape of an English clause says of its figure, whatever its words: habits, infinitives, shares.

600,000 X-rays performed each month           done again and again: a fact
to deploy 2,200 technologists                 what is to be done
62 per cent of them are foreigners            what they are
"""

from __future__ import annotations

from monitor.targets.english.clauses import TIME_UNITS, Clause
from monitor.text import late as re

#: What happens all the time: 600,000 X-rays performed each month.
_HABIT = re.compile(
    r"\s(?:[\w’'/-]+\s){1,6}?(?:(?:are |is )?(?:\w+ed|done|made|sold|spent)\s)(?:[\w,]+\s){0,4}?"
    r"(?:(?:each|every|a|per) (?:day|week|month|year)|annually|daily)\b"
)
#: How long things last: it takes 11 months to get a device registered.
_TAKES = re.compile(
    r"(?<!to )(?<!will )(?<!should )(?<!must )(?<!may )(?<!shall )(?<!can )\b(?:takes?|took|lasts?|"
    r"lasted)\s(?:\w+\s){0,3}$"
)
#: Of a share: of them are foreigners, has been pledged.
_ARE = re.compile(
    r"\s(?:of [^,.;]{3,50}? )?(?:(?:are|is|were|was)(?! (?:to|being|expected|planned|due|set|sought|targeted|required|"
    r"reserved|scheduled|earmarked|envisaged|foreseen|aimed|wanted|needed)\b)|(?:has|have|had) been|do|does|did|lacks?|"
    r"(?:live|work|leave|come|die|wait|own|(?<!in )use|rel)(?:s|ies|y)?)\b"
)
#: A figure is what is to be done: to deploy 2,200, to localise the technology of 13.
_TO_DO = re.compile(
    r"(?<!up )(?<!due )(?<!compared )(?<!according )(?<!equal )(?<!used )(?<!close )(?<!able )(?<!access )"
    r"\bto\s(?:\w+ly\s)?(?!the\b|an?\b|its\b|their\b|be\b|have\b|just\b|some\b|about\b|over\b|at\b|more\b|only\b)"
    r"[a-z]{3,}\s(?:(?!to\b|and\b|but\b|after\b|in\b|from\b)[\w’'-]+\s){0,4}?$"
)
#: What a plan says in the present tense it wants: the agreement provides for 310 pumps.
_PLAN_SAYS = re.compile(
    r"\b(?:[Pp]lan|[Ss]trategy|[Aa]greement|[Cc]ontract|[Dd]eal|[Mm]emorandum|[Pp]ackage|[Bb]ill|[Dd]ecree|[Dd]raft|"
    r"[Pp]roposal|[Tt]ender|[Oo]rder|[Rr]esolution|[Rr]oad ?map|[Bb]udget|[Aa]ction [Pp]lan|[Mm]asterplan|[Ff]und|"
    r"[Ff]acility|[Pp]hase|[Gg]uidelines?|[Bb]lueprint)\s(?:(?:also|further|now|thus)\s)?"
    r"(?:provides?(?: for)?|includes?|comprises?|foresees?|amounts? to|calls? for|contains?|allows?(?: for)?|"
    r"budgets?|envisages?|stipulates?|specif(?:y|ies)|entails?|finances?|funds?|pays? for)\s(?:[\w’'-]+\s){0,4}$"
)
#: A goal by name: against a target of 80 per cent.
_TARGET_OF = re.compile(
    r"\b(?:target|goal|objective|aim|ambition|promise|commitment|pledge|standard|benchmark|guarantee)s? of "
    r"(?:an? |some |about |only |just |"
    r"(?:reach|hav|treat|build|train|cover|achiev|open|deliver)ing )?$"
)
_GOAL_BEHIND = re.compile(r"[\s-](?:[a-z-]+\s){0,2}(?:goal|target|objective|standard|benchmark)\b")
#: At the head of a sentence or an item a verb that tells what to do: Add 20 certificates.
_IMPERATIVE = re.compile(
    r"[\s\"“'(*•·●○◦▪■‣►▶✓✔→–—+-]*(?:[(]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)?(?:[Aa]dd|[Bb]uild|[Cc]ultivate|"
    r"[Ii]ntroduce|[Tt]rain|[Oo]pen|"
    r"[Cc]reate|[Ee]stablish|[Ss]et up|[Ee]xpand|[Ii]ncrease|[Rr]educe|[Cc]ut|[Ii]nstall|[Pp]rocure|[Dd]eliver|"
    r"[Rr]ecruit|"
    r"[Rr]eplace|[Pp]rovide|[Ll]aunch|[Rr]aise|[Aa]chieve|[Ee]nsure|[Cc]omplete|[Ee]quip|[Uu]pgrade|[Dd]evelop|"
    r"[Ss]trive|"
    r"[Ss]upport|[Mm]aintain|[Kk]eep|[Ll]ower|[Hh]alve|[Dd]ouble|[Tt]riple|[Hh]ire|[Ss]horten|[Bb]ring|[Hh]ave|"
    r"[Ii]nvest|"
    r"[Aa]llocate|[Pp]urchase|[Bb]uy|[Aa]ttract|[Ee]xtend|[Cc]onnect|[Ss]creen|[Tt]reat|[Rr]each|[Gg]row|[Dd]igitis?e|"
    r"[Aa]ccredit|[Cc]ertify|[Rr]enew|[Cc]onvert|[Rr]ehabilitate|[Rr]efurbish|[Ii]mprove|[Ff]orm|[Gg]ather|"
    r"[Ll]ocali[sz]e|[Gg]uide)\s"
)
#: A thing with parts, and what is to become of it behind them: the package, which includes 90 machines, will arrive.
_WITH_PARTS = re.compile(
    r",\s(?:which|that)\s(?:includes?|comprises?|consists? of|covers?|contains?|has)\b[^.;]*$|"
    r",\s(?:including|comprising|consisting of|with)\b[^.;]*$"
)
_THEN_WILL = re.compile(
    r"[^.;:]{0,80},\s(?:will|shall|should|must|(?:is|are) (?:to|due|set|scheduled|expected|planned|supposed))\b"
)
_WILL = re.compile(r"\b(?:will|shall|would|to be|should|must|to)\b")
#: A sentence that bids: Raise density to 20; the past of these verbs is another word.
_BIDS = re.compile(
    r"[\s•*–—-]*(?:\(?[a-z\d]{1,3}[.)]\s)?(?:Raise|Increase|Reduce|Train|Buy|Build|Install|Expand|Connect|Equip|Achieve|"
    r"Ensure|Bring|Provide|Deliver|Establish|Create|Double|Replace|Procure|Develop|Launch|Recruit|Halve|Lower|Extend|"
    r"Maintain|Keep|Add|Grow|Upgrade|Introduce)\s(?!of\b|in\b)"
)
#: Before an infinitive: what helped to cut waits did cut them.
HELPED = re.compile(
    r"\b(?:help(?:ed|s|ing)|used|managed|enabled|enabling|allow(?:ed|ing)|able|continued|began|started|failed|led|"
    r"went on)\s(?:\w+\s){0,3}$"
)


def of_shape(clause: Clause, near: tuple[int, int]) -> float:
    """What the shape of a clause weighs: what is done again and again, what to do with it, what a share of them is."""
    line, quantity = clause.line, clause.quantity
    weight = 0.0
    habit = _HABIT.match(line, quantity.end, near[1])
    if habit is not None and not _WILL.search(line, near[0], habit.end()):
        weight -= 3.0
    if quantity.unit in TIME_UNITS and _TAKES.search(line, near[0], quantity.start):
        weight -= 3.0
    if (
        quantity.unit == "percent"
        and _ARE.match(line, quantity.end)
        and not _WILL.search(line, near[0], quantity.start)
    ):
        weight -= 2.0
    if _TO_DO.search(line, max(clause.begin, quantity.start - 60), quantity.start) and not HELPED.search(
        line, max(clause.begin, quantity.start - 80), quantity.start
    ):
        weight += 1.5
    if clause.lead.endswith("an average of ") and not _WILL.search(line, near[0], quantity.start):
        weight -= 3.0
    if _PLAN_SAYS.search(line, max(clause.begin, quantity.start - 90), quantity.start):
        weight += 2.5
    if is_awaited(clause):
        weight += 3.0
    return weight


def is_awaited(clause: Clause) -> bool:
    """Whether a figure is part of what is still to come: the package, which includes 90 pumps, will arrive."""
    line, quantity = clause.line, clause.quantity
    if _THEN_WILL.match(line, quantity.end, clause.stop) is None:
        return False
    return _WITH_PARTS.search(line, clause.begin, quantity.start) is not None


def is_named(clause: Clause) -> bool:
    """Whether a figure is called a goal: against a target of 80 per cent, did not meet the 90 per cent goal."""
    if _GOAL_BEHIND.match(clause.line, clause.quantity.end) and clause.lead.endswith(("the ", " a ", " an ", "its ")):
        return True
    return (
        _TARGET_OF.search(clause.line, max(clause.begin, clause.quantity.start - 40), clause.quantity.start) is not None
    )


def is_told_to_do(clause: Clause) -> bool:
    """Whether the sentence of a figure begins with a verb that tells what to do, and this is its object."""
    match = _IMPERATIVE.match(clause.line, clause.begin, clause.quantity.start)
    return match is not None and not clause.words.has("past", match.end(), clause.quantity.start)


def bids(clause: Clause) -> bool:
    """Whether the sentence of a figure bids: it tells no fact."""
    return _BIDS.match(clause.line, clause.begin) is not None
