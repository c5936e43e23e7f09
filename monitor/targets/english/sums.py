"""English sums that leave out their currency, because it has been said: of which 96 million had been spent.

A figure in millions or billions that counts nothing is money where its sentence or one just before it speaks of money,
and where what it is the size of is money: a budget, a subsidy, sales.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.targets.english.purpose import counted_noun
from monitor.targets.marks import Quantity
from monitor.text import late as re

#: What is counted in money even where the sum does not say so.
_WORTH = re.compile(
    r"\b(?:output|scale|value|revenues?|income|sales|exports?|imports?|investments?|invested|turnover|industry|bonds?|"
    r"funds?|funding|finance|budgets?|capital|subsid(?:y|ies)|expenditure|expenses?|spend\w*|spent|costs?|allotment|"
    r"allocation|grants?|loans?|credit|disbursed|paid|arrears|orders|profit|cash|money|premium|worth)\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_LARGE = 100_000_000
_SCALED = re.compile(r"(?:million|billion|trillion|crore|lakh|mln|mn|bn|tn)s?$", re.IGNORECASE)
#: Who or what else is counted in millions.
_OTHERS = re.compile(
    r"\b(?:population|people|persons?|patients?|residents?|inhabitants?|citizens|users?|doses|tests?|visits?|women|men|"
    r"children|households|cases|deaths|families|adults|members|views?|downloads?|beneficiar\w+|births|samples|words|"
    r"units|devices|lists?|stocks?|hand|masks|gloves|gowns|respirators|scans|procedures|consultations|examinations|hours|records|images|volume|number)\b",
    re.IGNORECASE,
)
#: Before a part of a sum, or what it became: of which 2 million; from 3 billion; or 71 million.
_PART = re.compile(r"\b(?:of which|of that|of it|and|to|including|plus|from|against|or|further|another|balance of)\s$")
_OF_IT = re.compile(
    r"(?:[^;.]{0,40}?\b(?:of which|of that|of it)|"
    r"\W*(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]he (?:sum|amount|total))\b[^;.,]{0,30}?\b(?:is|was|been|to|at))\s"
    r"(?:[a-z]+ ){0,2}$"
)
#: For so many sentences a currency is remembered where nothing else says that a figure is money.
_LONG = 3


@dataclass(slots=True)
class Sums:
    """In which currency a text last spoke of money."""

    #: What sums are in before one is named: that of a translated page on China.
    unit: str = ""
    ago: int = _LONG

    def name(self, line: str, begin: int, stop: int, quantities: list[Quantity]) -> None:
        """Gives sums of a sentence without a currency the one it names, or the one that was named before."""
        said = next((q.unit for q in quantities if q.unit.isupper()), "")
        named = said or self.unit
        for quantity in quantities if named else ():
            if quantity.unit != "count" or counted_noun(line, quantity) is not None:
                continue
            worth = _WORTH.search(line, max(begin, quantity.start - 80), quantity.start) is not None
            if worth and quantity.value >= _LARGE:
                quantity.unit = named
            elif (worth or self._goes_on(line, begin, quantity, said)) and _is_sum(line, begin, stop, quantity):
                quantity.unit, quantity.rule = named, "en:money"
        if said:
            self.unit, self.ago = said, 0
        else:
            self.ago += 1

    def _goes_on(self, line: str, begin: int, quantity: Quantity, said: str) -> bool:
        """Whether a figure is a part or the successor of the sum before it."""
        if said:
            return _PART.search(line, max(begin, quantity.start - 30), quantity.start) is not None
        if self.ago >= _LONG:
            return False
        return _OF_IT.match(line, begin, quantity.start) is not None


def _is_sum(line: str, begin: int, stop: int, quantity: Quantity) -> bool:
    """Whether a figure in millions counts nothing that its clause names."""
    if _SCALED.search(line, quantity.figure_start, quantity.figure_end) is None or quantity.value < 1_000_000:
        return False
    low, high = max(begin, quantity.start - 60), min(stop, quantity.end + 30)
    return _OTHERS.search(line, low, high) is None
