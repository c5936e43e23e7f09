"""In which month the fiscal years of an English text end: what it says itself, its country, the signs of its money.

the fiscal year begins July 1; 2026/27 (July to June); the year ended 31 March 2025
India, Rs: March; Kenya, the United States' own states: June; the FDA: September
"""

from __future__ import annotations

from monitor.text import late as re
from monitor.text.months import FULL_NAMES, MONTHS

#: Characters of a text that are looked at.
_HEAD = 20_000
_IS_FISCAL = ("FY", "Fiscal", "Financial", "fiscal", "financial")
_MINISTERS = re.compile(r"\b(?:Minist(?:er|ry|ers)|Parliament|Cabinet|Assembly)\b")
#: The fiscal year begins July 1.
_BEGINS = re.compile(
    r"\b(?:fiscal|financial|budget) year (?:which |that )?(?:begins?|starts?|beginning|starting) (?:on |in )?(?:the )?"
    rf"(?:\d{{1,2}}(?:st)? )?(?P<month>{FULL_NAMES})\b"
)
_TWO_YEARS = re.compile(r"20\d\d ?[-/—] ?\d\d(?!\d|-\d)")
#: Where a text says it: years run from 1 July to 30 June, the fiscal year ending 31 March.
_SAID = re.compile(
    r"\b[Yy]ears? (?:(?:runs?|running|ends?|ending|ended)\b[^.\n]{0,30}?(?:\bto|\bon|\bin|ends?|ending|ended)|ended|"
    r"ending) (?:\d{1,2} )?"
    rf"(?P<month>{FULL_NAMES})\b"
)
#: Where a text gives the months of twelve: 2026/27 (July to June), FY 2027 (July 1, 2026 - June 30, 2027).
_TWELVE = re.compile(
    rf"\((?:from )?(?:\d{{1,2}} )?(?P<first>{FULL_NAMES})(?: \d{{1,2}})?(?:,? 20\d\d)? ?(?:to|-|through) ?"
    rf"(?:\d{{1,2}} )?(?P<last>{FULL_NAMES})\b"
)
#: The same by its last day: 2025/26 (to 30 June 2026).
_TO_DAY = re.compile(rf"20\d\d[-/]\d\d,? \(?(?:year )?(?:to|ending|ends) (?:\d{{1,2}} )?(?P<last>{FULL_NAMES})\b")
#: Last month of a fiscal year, and the places that have it.
_PLACES = (
    (3, r"India|Delhi|\bNHS\b|Hong Kong| UK\b|Brit(?:ain|ish)|England|Scot(?:land|tish)|Wales|Northern Ireland|Japan|"
        "South Africa|Gauteng|KwaZulu|Canad|Ontario|Quebec|Singapore|Botswana|Namibia|Kuwait|Brunei|Malawi|Jamaica"),
    (6, "Australia|TGA|New Zealand|Kenya|Uganda|Tanzania|Rwanda|Egypt|Pakistan|LAHORE|Lahore|ISLAMABAD|Islamabad|"
        "Karachi|Bangladesh|Dhaka|Mauritius|Bhutan|"
        "[Bb]ienni|[Ss]tatehouse|Governor['’]s (?:Executive |Recommended |Proposed )?Budget"),
    (7, "Ethiopia|Nepal|Kathmandu|Addis Ababa"),
    (9, r"\bFDA\b|MDUFA|CDRH|U\.S\.|United States|Congress|\bHHS\b|Medicare|Thai(?:land)?|Bangkok"),
    (12, "Philippine|Manila|Malaysia|Indonesia|Viet ?[Nn]am|China|Chinese|Nigeria|Ghana|Saudi|Brazil|Mexic|European|"
         "German|France|French|Irish|Ireland|Korea|Taiwan|Sri Lanka|Zambia|Chile|Colombia|Argentin|Emirat"),
)  # fmt: skip
#: The same by what sums are counted in, where no place is named.
_SIGNS = (
    (3, (" crore", " lakh", "Rs ", "Rs.", "INR", "₹", "£", " S$", " yen")),
    (6, ("KSh", "Sh1", "RWF", "UGX", "Tk ", "A$")),
    (12, ("PhP", " yuan", "RM", "€", "naira")),
    (9, ("US$", "$")),
)
#: The same by whose dollar a bare $ is.
_OF_DOLLAR = {"HKD": 3, "SGD": 3, "CAD": 3, "AUD": 6, "NZD": 6}


def fiscal_month(text: str, dollar: str = "") -> int:
    """The month in which the fiscal years of an English text end, as far as it speaks of any: 3 in India, else 12.

    `dollar` is the currency that a bare $ stands for in it, "" for the American one.
    """
    head = text[:_HEAD]
    if not (any(word in head for word in _IS_FISCAL) or _TWO_YEARS.search(head)):
        return 12
    told = _told_month(head)
    if told:
        return told
    best, most = 0, 0
    for month, names in _PLACES:
        count = len(re.findall(names, head))
        if count > most:
            best, most = month, count
    best = best or _OF_DOLLAR.get(dollar, 0)
    if best:
        return best
    # where ministers write 2025/26 in dollars, it is not America
    abroad = _TWO_YEARS.search(head) is not None and _MINISTERS.search(head) is not None
    known = _SIGNS[:-1] if abroad else _SIGNS
    return next((month for month, signs in known if any(sign in head for sign in signs)), 3 if abroad else 12)


def _told_month(head: str) -> int:
    """The last month of a fiscal year where a text says it; 0 where it does not."""
    for twelve in _TWELVE.finditer(head):
        first, last = MONTHS[twelve["first"].lower()], MONTHS[twelve["last"].lower()]
        if last % 12 + 1 == first:
            return last
    to_day = _TO_DAY.search(head)
    if to_day is not None:
        return MONTHS[to_day["last"].lower()]
    said = _SAID.search(head)
    if said is not None:
        return MONTHS[said["month"].lower()]
    begins = _BEGINS.search(head)
    return (MONTHS[begins["month"].lower()] - 2) % 12 + 1 if begins is not None else 0


def split_month(month: int) -> int:
    """The last month of a year that bears two numbers (2026-27), where fiscal years end in `month`.

    No calendar year does: where no other month is known it is March.
    """
    return 3 if month == 12 else month
