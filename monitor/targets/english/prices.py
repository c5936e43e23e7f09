"""English sums that are no statements: prices, fines and fees, conversions, thresholds that counted things pass.

$3,000 each, pays 9 million in settlement      what somebody pays
700 billion yuan (US$109.5 billion)            the same in another currency
projects exceeding 5 million                   which projects
"""

from __future__ import annotations

from monitor.targets.english.clauses import Clause
from monitor.text import late as re

#: What one of many costs: $3,000 each, Rs 2,500 per dose.
_EACH = re.compile(
    r"\s(?:each(?!\s(?:year|month|day|quarter))|apiece|a (?:piece|unit|dose|session|day|month|licen[cs]e|pair|"
    r"set|box|copy)|"
    r"an hour|"
    r"(?:to|for) (?:each|every) (?!year)|per (?!year|annum|month|capita|head)\w+)\b"
)
#: Fines, costs and settlements: pays $9.5 million for selling uncleared products.
_PAYS = re.compile(
    r"\b(?:pay|pays|paid|paying|costs)\s(?:back )?(?:(?:an?|the|about|more than|nearly|up to|total|of|settlement|"
    r"fine|costs)\s)*$",
    re.IGNORECASE,
)
_INCOME = re.compile(r"\b(?:(?<!business )incomes?|earn(?:s|ing)?|salar(?:y|ies))\b[^,.;]{0,20}$")
#: A threshold that counted things pass: enterprises whose annual output value surpasses 10 billion yuan.
_QUALIFIES = re.compile(
    r"\b(?:each with|(?:enterprises|companies|firms|clusters|businesses|manufacturers|hospitals|products|projects|"
    r"brands|parks) (?:(?:with|of|exceeding|above|over)|whose [^,;.]{0,40}|(?:that|which|who) (?:earn|make|"
    r"have|post|generate|record|sell)\w*)|"
    r"(?:with|having) (?:an? )?(?:annual |yearly )?(?:sales|revenues?|output|turnover|"
    r"income|assets|output value)(?: value)?)\s(?:of |is |are |was |surpass\w*|exceed\w*|over|below|above|under|"
    r"more than|less than|at least|\s)*$",
    re.IGNORECASE,
)
#: Right before a bounded sum: projects exceeding five million.
_QUALIFIED = re.compile(
    r"\b(?:enterprises|companies|firms|projects|contracts|purchases|orders|procurements?|tenders|businesses|"
    r"devices|items)\s$"
)
#: A sum before a bracket: what stands in it is the same in another currency.
_SAID_IN_MONEY = re.compile(r"(?:\d|[mbr]illion|crore|lakh|yuan|dollars|euros|rupees)[^()]{0,40}\([^()]{0,16}$")


def price_of(clause: Clause) -> str:
    """Why a sum is no statement; "" when it may be one."""
    quantity, line = clause.quantity, clause.line
    if (
        _SAID_IN_MONEY.search(line, max(0, quantity.start - 60), quantity.start)
        and re.search(r"\(\s?(?:about |around |approximately,? |some |nearly |or |equivalent to )?$", clause.lead)
        and re.match(r"[^()]{0,12}\)", line[quantity.end :])
    ):
        return "conversion"
    if (
        clause.words.has("fee", clause.low, clause.high)
        or clause.words.has("charge", clause.begin, clause.stop)
        or (_EACH.match(line, quantity.end) and not clause.words.has("granted", clause.low, quantity.start))
        or _PAYS.search(line, max(clause.begin, quantity.start - 40), quantity.start)
    ):
        return "price"
    if _INCOME.search(line, max(clause.begin, quantity.start - 40), quantity.start):
        return "threshold"
    if (
        quantity.bounded
        and quantity.high is None
        and _QUALIFIED.search(line, max(clause.begin, quantity.start - 20), quantity.start)
    ):
        return "threshold"
    if _QUALIFIES.search(line, max(clause.begin, quantity.start - 60), quantity.start):
        return "threshold"
    return ""
