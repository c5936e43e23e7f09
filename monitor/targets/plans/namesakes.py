"""Cities of China that English spells alike, told apart by the provinces that a page speaks of.

Taizhou ... Zhejiang province          taizhou-zhejiang (台州)
Taizhou ... Jiangsu                    taizhou (泰州)
Taizhou                                "": it may be either
"""

from __future__ import annotations

from monitor.targets.plans.places import PLACES
from monitor.text import late as re
from monitor.text.fold import is_western

#: The province of the city that goes by the bare name; the others have theirs in their keys.
_HOMES = {
    "taizhou": "jiangsu",
    "suzhou": "jiangsu",
    "fuzhou": "fujian",
    "yichun": "jiangxi",
    "yulin": "shaanxi",
    "lishui": "zhejiang",
    "baoshan": "yunnan",
    "linyi": "shandong",
}
#: Name to the key of each city, by its province; and the names.
_CITIES = {
    name: {home: name} | {key.partition("-")[2]: key for key in PLACES if key.startswith(f"{name}-")}
    for name, home in _HOMES.items()
}
SPELT_ALIKE = frozenset(_CITIES)
_PROVINCE = re.compile(rf"\b(?:{'|'.join(sorted({province for cities in _CITIES.values() for province in cities}))})\b")


def told_apart(place: str, words: str) -> str:
    """The place, as keys have it, of a page that begins with these words; "" when it may be one of several."""
    cities = _CITIES.get(place)
    if cities is None or not is_western(words):
        return place
    named = set(_PROVINCE.findall(words.lower())) & cities.keys()
    return cities[named.pop()] if len(named) == 1 else ""
