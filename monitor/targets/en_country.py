"""Which country's plans an English text speaks of when it does not say: by its names of countries, offices and money.

Rs 500 crore, the Union Minister, India's        -> india
China's, Hunan, yuan                             -> "", as the plans of China are the rule and say whose they are
"""

from __future__ import annotations

from collections import Counter

from monitor.targets.places import COUNTRIES
from monitor.text import late as re

#: Of a text: its title and first paragraphs say where it is.
HEAD_CHARS = 3000
#: So many words of one country, and so many times as many as of any other, make a text that country's.
_LEAST, _TIMES = 2, 2
#: People and things of a country, its offices, its money.
_CUES = {
    "india": r"indian?\b|crores?\b|lakhs?\b|rs\.? ?\d|₹|inr\b|union (?:cabinet|minister|budget|government|health)|"
    r"niti aayog|department of pharmaceuticals|new delhi|pib delhi",
    "uk": r"british\b|nhs\b|whitehall\b|department of health and social care|£",
    "us": r"american\b|u\.s\.|washington\b|fda\b|congress\b|medicare\b",
    "eu": r"european (?:commission|parliament|union)|brussels\b",
    "australia": r"australian?\b|canberra\b|therapeutic goods administration",
    "canada": r"canadian?\b|ottawa\b|ontario\b",
    "japan": r"japan(?:ese)?\b|yen\b|tokyo\b",
    "korea": r"korean?\b|won\b(?= by| in)|seoul\b",
    "kenya": r"kenyan?\b|ksh\b|nairobi\b",
    "nigeria": r"nigerian?\b|naira\b|abuja\b",
    "southafrica": r"south african?\b|pretoria\b",
    "indonesia": r"indonesian?\b|rupiah\b|jakarta\b",
    "malaysia": r"malaysian?\b|ringgit\b|putrajaya\b",
    "philippines": r"philippines?\b|filipino\b|manila\b",
    "thailand": r"thailand\b|thai\b|baht\b|bangkok\b",
    "vietnam": r"viet ?nam(?:ese)?\b|hanoi\b",
    "saudiarabia": r"saudi\b|riyadh\b|riyals?\b",
    "brazil": r"brazil(?:ian)?\b|brasilia\b",
    "pakistan": r"pakistani?\b|islamabad\b",
    "bangladesh": r"bangladeshi?\b|taka\b|dhaka\b",
    "ireland": r"irish\b|ireland\b|hse\b|dublin\b",
    "china": r"chin(?:a|ese)\b|yuan\b|rmb\b|beijing\b|shanghai\b|provincial government",
}
#: Of these one is enough.
_SURE = re.compile(r"crores?|lakhs?|₹|union (?:cabinet|minister|budget|government)|niti aayog|nhs|whitehall|hse")
_ALL = {
    **_CUES,
    **{
        country: "|".join(rf"{re.escape(name)}\b" for name in names if name.isascii() and len(name) > 2)
        for country, names in COUNTRIES.items()
        if country not in _CUES
    },
}
_COUNTRY = re.compile("|".join(rf"(?P<{country}>(?<!\w)(?:{cues}))" for country, cues in _ALL.items()))


def country_of(head: str) -> str:
    """The country of a text by its beginning, folded; "" for China and where the text does not tell clearly."""
    found: Counter[str] = Counter()
    for match in _COUNTRY.finditer(head[:HEAD_CHARS].lower()):
        found[match.lastgroup or ""] += _LEAST if _SURE.fullmatch(match[0]) else 1
    ranked = [*found.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[0], ranked[1]
    return first if most >= _LEAST and most >= _TIMES * next_most and first != "china" else ""
