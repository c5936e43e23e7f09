"""Which country's plans an English text speaks of when it does not say: by its names of countries, offices and money.

Rs 500 crore, the Union Minister, India's        -> india
China's, Hunan, yuan                             -> "", as the plans of China are the rule and say whose they are
"""

from __future__ import annotations

from collections import Counter
from string import ascii_lowercase, digits

from monitor.targets.plans.places import COUNTRIES, STATES
from monitor.text import late as re
from monitor.text.finder import Finder
from monitor.text.spaced import Spaced

#: Of a text: its title and first paragraphs say where it is.
HEAD_CHARS = 3000
#: A state that the title or the first sentence names is whose plans a text speaks of, unless an office of the whole
#: country is named.
_NEAR_CHARS = 700
_OFFICES = (
    "union cabinet",
    "union minister",
    "union government",
    "union budget",
    "niti aayog",
    "congress",
    "nhs england",
)
#: So many words of one country, and so many times as many as of any other, make a text that country's.
_LEAST, _TIMES = 2, 2


def _spaced(words: str) -> str:
    return f" {words.replace(' ', '  ')} "


#: Of these one is enough: country to words, as they stand between single spaces.
_SURE = {
    "india": "crore, crores, lakh, lakhs, ₹, union cabinet, union minister, union budget, union government, niti aayog",
    "uk": "nhs, whitehall",
    "ireland": "hse",
}
#: People, offices, seats and money of a country, beside its names.
_CUES = {
    "india": "indian, rs, inr, union health, department of pharmaceuticals, new delhi, pib",
    "uk": "british, department of health and social care, £",
    "us": "american, u s, washington, fda, congress, medicare",
    "eu": "brussels, european parliament",
    "australia": "australian, canberra, therapeutic goods administration",
    "canada": "canadian, ottawa",
    "japan": "japanese, yen, tokyo",
    "korea": "korean, seoul",
    "kenya": "kenyan, ksh, nairobi",
    "nigeria": "nigerian, naira, abuja",
    "southafrica": "south african, pretoria",
    "indonesia": "indonesian, rupiah, jakarta",
    "malaysia": "malaysian, ringgit, putrajaya",
    "philippines": "philippine, filipino, manila",
    "thailand": "thai, baht, bangkok",
    "vietnam": "vietnamese, hanoi",
    "saudiarabia": "saudi, riyadh, riyal, riyals",
    "brazil": "brazilian, brasilia",
    "pakistan": "pakistani, islamabad",
    "bangladesh": "bangladeshi, taka, dhaka",
    "ireland": "irish, dublin",
    "china": "china, chinese, yuan, rmb, beijing, shanghai, provincial government",
}
#: A word between spaces, with its country and how much it says; within a text two spaces part two words, as each needs
#: its own.
_WORDS = (
    *((_spaced(word), country, _LEAST) for country, words in _SURE.items() for word in words.split(", ")),
    *((_spaced(word), country, 1) for country, words in _CUES.items() for word in words.split(", ")),
    *(
        (_spaced(name), country, 1)
        for country, names in COUNTRIES.items()
        for name in names
        if name.isascii() and name.replace(" ", "").isalpha() and len(name) > 2
    ),
    *((_spaced(name), country, 1) for country, names in STATES.items() for name in names),
)
_FINDER = Finder([word for word, _, _ in _WORDS])
_BETWEEN = re.compile(r"[^a-z0-9£₹]+|(?<=[£₹])|(?<![a-z ])(?=[£₹])")
#: The same of a text without rupees, but for how many spaces there are.
_PLAIN = Spaced(ascii_lowercase + digits + "£")
_POUNDS = re.compile(r"(?<![a-z])£")


def country_of(head: str) -> str:
    """The country of a text by its beginning, folded; "" for China and where the text does not tell clearly.

    The one state of the country that a beginning names, when it names no office of the country itself.
    """
    lower = head[:HEAD_CHARS].lower()
    text = _parted(lower)
    found = Counter(dict.fromkeys(_CUES, 0))
    for number, _, _ in _FINDER.find(text):
        _, country, weight = _WORDS[number]
        found[country] += weight
    (first, most), (_, next_most) = found.most_common(2)
    if most < _LEAST or most < _TIMES * next_most or first == "china":
        return ""
    states = [name for name in STATES.get(first, ()) if _spaced(name) in text]
    if states:
        near = _between(lower)[:_NEAR_CHARS]
        states = [name for name in states if _spaced(name) in near]
    is_states = len(states) == 1 and not any(_spaced(office) in text for office in _OFFICES)
    return states[0].replace(" ", "") if is_states else first


def _parted(lower: str) -> str:
    """The words of a text in lower case, each between two spaces."""
    if "₹" in lower:
        return _between(lower)
    plain = _PLAIN.text(lower)
    if "£" in plain:
        plain = _POUNDS.sub(" £", plain.replace("£", "£ "))
    return f"  {'  '.join(plain.split())}  "


def _between(lower: str) -> str:
    """The same, with more spaces where more stands between two words."""
    return f" {_BETWEEN.sub(' ', lower)} ".replace(" ", "  ")
