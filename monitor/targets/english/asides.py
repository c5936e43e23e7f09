"""English figures that are beside the point: what would be a goal or a fact by its verb, and is neither.

no fact      samples of surveys, intervals of tests, capacities, what somebody might do, one of many small anecdotes
no goal      conditions, shares that an aid pays, taxes, what is there already (the 20 clusters), what firms intend
"""

from __future__ import annotations

from monitor.targets.english.clauses import TIME_UNITS, Clause
from monitor.targets.english.numbers import WORD
from monitor.text import late as re
from monitor.types import Comparator

#: Who or what was looked at, not how many there are.
_SAMPLED = re.compile(
    r"\b(?:surveys? of|surveyed|samples? of|sampled|polled|polls? of|interview(?:s with|ed)|examined|inspected|audited|"
    r"(?:[Ww]e|[Rr]esearchers|[Ii]nspectors|[Aa]uditors|[Rr]eporters|[Aa]uthors) (?:\w+ )?(?:visited|tested|checked|"
    r"reviewed|assessed|studied|analy[sz]ed|followed|measured))\s(?:(?:about|some|more than|over|all|nearly)\s)?$"
)
_SAMPLE = re.compile(
    r"\s(?:[\w-]+\s){0,4}(?:surveyed|sampled|polled|interviewed|examined|inspected|audited|followed (?:over|for|up)|"
    r"taken for|respondents|participants|responses)\b"
)
#: Groups at one scene: a team of 12.
_GROUP = re.compile(r"\b(?:team|crew|group|panel|party|delegation|jury|audience|staff|class|family) of\s$")
_STATISTIC = re.compile(
    r"\s(?:CI\b|confidence interval|(?:times )?(?:the |higher |lower |greater )?odds\b|times as likely|decibels)"
)
_INTERVAL = re.compile(r"\b(?:CI|IQR|SD|[Oo]dds ratio|[Hh]azard ratio|ratio of|p ?[<=])[ :,]*$")
#: What might be: it could build two plants, can levy up to 10%.
_MIGHT = re.compile(
    r"\b(?:can|could|may|might|would)\s(?:(?:also|then|now|even|only|still)\s)?(?:not\s)?"
    r"(?!be expected)[a-z]+\s(?:[\w’'-]+\s){0,3}$"
)
_PERHAPS = re.compile(r"\b(?:could|might|may)\s(?:not\s)?[a-z]+\s(?:[\w’'-]+\s){0,3}$")
_WOULD_COST = re.compile(
    r"\b(?:costed at|(?:would|could|may|might) (?:cost|require|need|take)|costs? (?:is |are |was |were )?"
    r"(?:estimated|put)[^.;]{0,40}at|costs? between|priced at|(?:is|are|was|were) (?:put|costed) at|"
    r"puts? (?:the|its|their) (?:funding |financing )?(?:cost|bill|price|need|gap|shortfall)"
    r"[^.;]{0,60}\bat|at (?:its|their|his|her|our) own (?:cost|expense),?)"
    r"\s(?:between |about |around |some )?$"
)
_IS_NEEDED = re.compile(r"\s(?:(?:is|are|will be|would be) (?:needed|required|missing)|short\b)")
_SPEED = re.compile(r"\s(?:[\w-]+\s){0,3}(?:an|per|each|every|a) (?:hour|minute|second)\b")
_THAN_OTHERS = re.compile(
    r"\s(?:less|more|fewer|lower|faster|smaller|quicker|lighter|cheaper)\s(?:[\w-]+\s){0,2}than "
    r"(?:the one|its predecessor|older|conventional|the (?:previous|old|standard) (?:model|system|device|machine))"
)
_PAGES = re.compile(
    r"\s(?:[\w-]+\s)?(?:pages?|words|characters|slides|paragraphs|lines|seconds|journalists|reporters)\b"
)
#: What a small number in letters needs to be a fact of policy: something has it, there are so many, of so many.
_HAS = re.compile(
    r"\b(?:has|have|had|runs?|operates?|there (?:are|were|is)|hosts?|owns?|employs?|home to|lacks?|only|just|in|on|"
    r"at|all|with|of|to|by|from|opened|built|set up|completed|delivered|approved|established|installed|"
    r"trained|licensed)\s(?:(?:now|already|only|just|about|currently|around|nearly|some|so far)\s)*$"
)
_OF_MANY = re.compile(r"\s(?:out )?of (?:the |its |our |their |every |all )?(?:\d|[a-z]+ (?:\w+ )?[a-z]+s\b)")
#: Where a condition or an exception begins a clause.
_IF = re.compile(
    r"(?:^|[,;:(]\s?|\b(?:and|but|or)\s)\s*(?:[Ii]f|Should|[Uu]nless|[Ww]henever|in case|provided that)\s[^,;]*$"
)
_WHEREVER = re.compile(r"\b(?:wherever|whenever|if|unless|provided that|as long as|where)\s(?:\w+\s){0,3}$")
#: What an aid pays of somebody's cost.
_AID = re.compile(
    r"\b(?:assistance|subsid\w+|reimburs\w+|refund\w*|compensat\w+|rewards?|rewarded|bonus|rebate|waive[rd]?|"
    r"guarantee|loans?|"
    r"match|levy|levied|fine[sd]?|deposit|advance|instalments?|premium|co-?fund\w*|covers?|"
    r"duty|excise|tax|tariff|royalt\w+|surcharge|discount|margin|penalt\w+|charged)\b"
)
_OF_COST = re.compile(
    r"\s(?:of|on) (?:the |its |their |such )?(?:[\w-]+ ){0,3}(?:investments?|costs?|expenditures?|loss(?:es)?|"
    r"price|value|premiums?|salary|wages?|interest|turnover|sales|amount|portion|contribution|bills?)\b"
)
_MATCH = re.compile(r"\s(?:[\w-]+\s)?(?:match|co-?financing|co-?payment|own contribution|counterpart)\b")
_TAXED = re.compile(
    r"\b(?:duty|duties|levy|excise|tariffs?|VAT|toll|tax(?:es)?|premiums?)\b[^.;]{0,50}\b(?:to|at|of|by|from|is|"
    r"are|be)\s$"
)
_RISES = re.compile(r"\s(?:sen|cents?|pence|p)\b|\s?(?:a|per) (?:lit(?:re|er)|kilo|packet|bottle)")
#: A number that is known: the 20 clusters. `all 64 districts` is another matter.
_KNOWN = re.compile(
    r"(?<!one )(?<!all )(?<![Ee]ach )\b(?:to|of|in|at|across|from|among|between|by|for|with|on)\s"
    r"(?:the|its|their|these|our|those)\s$"
)
#: How many there are of which some are meant: 12 of our 19 scanners, 70% of its 26,000 clinics.
_TOTAL = re.compile(r"\s(?:out )?of (?:the|its|our|their)\s")
#: Of how many a part is there already, when all of them are still planned: 38 of the 60 planned hubs.
_PLANNED = (
    r"(?:planned|promised|targeted|intended|proposed|pledged|envisaged|budgeted|scheduled|projected|approved|"
    r"sanctioned|funded|foreseen)"
)
_OF_PLANNED = re.compile(
    rf"(?:\d|\b(?:{WORD}))\s(?:out )?of (?:the |its |our |their |an? |all )?(?P<planned>{_PLANNED}\s)?$", re.IGNORECASE
)
_IS_PLANNED = re.compile(rf"\s(?:[\w-]+\s){{0,3}}?{_PLANNED}\b")
_ADVISED = re.compile(r"\b(?:recommends?|recommended|advis(?:es|ed)) (?:that|the|to|at least)\b")
#: Firms, experts and authors with what they intend, think or advise.
_SAYS_OTHER = re.compile(
    r"\b(?:[Aa]nalysts?|[Ee]xperts?|[Aa]cademicians?|[Cc]ritics|[Ee]conomists?|[Cc]ampaigners?|"
    r"[Uu]nions?|[Pp]rofessor \w+|[Aa]cademics|"
    r"[Tt]he (?:authors|study|paper|think tank|opposition|society|association|federation|chamber|charity|lobby)|"
    r"[Rr]esearchers|[Oo]bservers|[Pp]atients|"
    r"[Mm]embers(?! [Ss]tates)|[Dd]elegates|[Aa]ctivists|[Nn]on-[Ss]tate actors|NGOs|[Ii]ndustry|[Ss]uppliers|"
    r"[Mm]anufacturers|"
    r"(?:[Ww]e|[Tt]hey|[Ii]t) (?=suggest|recommend|reckon|project|demand))\b[^.;]{0,80}?"
    r"\b(?:wants?|wanted|proposed|thinks?|thought|believes?|projects?|reckons?|suggests?|recommends?|recommended|"
    r"argues?|argued|demands?|"
    r"demanded|urges?|urged|calls? for|called for|would like|would rather|dreams? of|hopes?|fears?|warns?|warned|"
    r"predicts?)\b"
)
_FIRM_PLANS = re.compile(
    r"\b(?:[Tt]he company|[Tt]he firm|[Mm]anagement|[Tt]he start-?up|[Tt]he manufacturer|"
    r"[A-Z]\w+ (?:Inc|Ltd|Corp|GmbH|plc|LLC|AG|S\.A|Pty)\b\.?|"
    r"[A-Z]\w+ (?:Healthineers|HealthCare|Med[Tt]ech|Pharma(?:ceuticals)?|Biotech|Technologies|Therapeutics|Robotics|"
    r"Instruments|Holdings|Electronics))\s(?:[\w,]+\s){0,3}?"
    r"(?:plans?|expects?|intends?|aims?|wants?|will|would|hopes?|aspires?)\b"
)
#: What a firm does for the state.
_UNDER_CONTRACT = re.compile(
    r"\b(?:[Uu]nder|[Aa]s part of|[Ii]n) (?:the|an?|its|this) (?:[\w-]+ ){0,3}(?:agreement|contract|deal|memorandum|"
    r"order|terms|partnership)\b"
)


#: What grows by itself: the shortage is expected to reach 9,000.
_LACK = re.compile(
    r"\b(?:shortage|shortfall|deficit|gap|demand|population|burden|catchment area|need for [a-z]+)\b"
    r"(?![^.;]{0,80}\b(?:meet|target|goal)\b)[^.;]{0,60}?\b(?:become|reach|grow|rise|climb|swell|widen|hit|exceed|count)\b[^.;]{0,24}$"
)


def no_fact(clause: Clause) -> bool:
    """Whether a figure that would be a fact by its verb is none of policy."""
    quantity, line = clause.quantity, clause.line
    before = line[max(clause.begin, quantity.start - 70) : quantity.start]
    if _ADVISED.search(line, clause.begin, quantity.start):
        return True
    if quantity.unit.isupper():
        return _WOULD_COST.search(before) is not None or _IS_NEEDED.match(line, quantity.end) is not None
    if _MIGHT.search(before) or _STATISTIC.match(line, quantity.end) or _INTERVAL.search(before):
        return True
    if quantity.unit in TIME_UNITS:
        return _is_threshold(clause, before)
    if quantity.unit == "percent":
        return _THAN_OTHERS.match(line, quantity.end) is not None
    if quantity.unit != "count":
        return False
    if _SAMPLED.search(before) or _SAMPLE.match(line, quantity.end) or _GROUP.search(before):
        return True
    if _PAGES.match(line, quantity.end) or _SPEED.match(line, quantity.end):
        return True
    if quantity.weak and not quantity.bounded and quantity.high is None:
        return _HAS.search(before) is None and _OF_MANY.match(line, quantity.end) is None
    return False


def is_total(clause: Clause) -> bool:
    """Whether a figure is that of all, of which the one before is a part: 12 of our 19 scanners."""
    quantity = clause.quantity
    if quantity.unit != "count" or quantity.bounded or quantity.weak or clause.low == clause.begin:
        return False
    return _TOTAL.fullmatch(clause.line, clause.low, quantity.start) is not None


def is_planned(clause: Clause) -> bool:
    """Whether a figure is that of all, and all of them are planned: 38 of the 60 planned hubs, 9 of a planned 15."""
    quantity, line = clause.quantity, clause.line
    if quantity.unit != "count" or quantity.bounded:
        return False
    of = _OF_PLANNED.search(line, max(clause.begin, quantity.start - 50), quantity.start)
    if of is None:
        return False
    return of["planned"] is not None or _IS_PLANNED.match(line, quantity.end, clause.high) is not None


def _is_threshold(clause: Clause, before: str) -> bool:
    """Whether a span of time belongs to a share (seen within six weeks), or says when somebody acted."""
    quantity, line = clause.quantity, clause.line
    if not before.strip(" \"“'(") and line.startswith(("Within", "In", "After", "For"), quantity.start):
        return True
    rest = line[clause.begin : quantity.start]
    return quantity.bounded and ("%" in rest or "per cent" in rest or " percent" in rest)


def no_goal(clause: Clause) -> bool:
    """Whether a figure that would be a goal by its verb is none of policy."""
    quantity, line = clause.quantity, clause.line
    before = line[max(clause.begin, quantity.start - 110) : quantity.start]
    if _IF.search(before) or _WHEREVER.search(before) or _LACK.search(before):
        return True
    if quantity.comparator is not Comparator.LE and _PERHAPS.search(before):
        return True
    if _TAXED.search(before) or (quantity.unit == "count" and _RISES.match(line, quantity.end)):
        return True
    if quantity.unit == "percent":
        aid = _AID.search(line, clause.begin, quantity.start) is not None
        if _MATCH.match(line, quantity.end) or (aid and _OF_COST.match(line, quantity.end)):
            return True
    elif quantity.unit == "count":
        if not quantity.bounded and _KNOWN.search(before):
            return True
        if _PAGES.match(line, quantity.end) or _SPEED.match(line, quantity.end) or _SAMPLE.match(line, quantity.end):
            return True
    elif quantity.unit.isupper() and (_WOULD_COST.search(before) or _IS_NEEDED.match(line, quantity.end)):
        return True
    return _is_of_others(clause)


def _is_of_others(clause: Clause) -> bool:
    """Whether firms, experts or authors intend, think or advise it; what a firm has contracted to do is policy."""
    line, start = clause.line, clause.quantity.start
    low = max(clause.begin, start - 140)
    if _SAYS_OTHER.search(line, low, start):
        return True
    return _FIRM_PLANS.search(line, low, start) is not None and not _UNDER_CONTRACT.search(line, clause.begin, start)
