"""Evidence of whether equipment that an English text names is wanted, for what was learned (`wanted`).

By 2027 the trust | will buy | two | MRI scanners | for its northern sites.
       L1=buy L2=will  head=scanners  R0=for  gov=buy  gov-before=goal  verb=procure  why=

Figures are `#`, years `#Y`: what stands around a name says whether it is wanted, not how many are.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from monitor.targets.english.near import WORD, words_before, words_behind
from monitor.targets.equipment.loose import known_words
from monitor.targets.equipment.named import Named
from monitor.targets.equipment.stances import CUES
from monitor.targets.equipment.walk import Walk
from monitor.targets.learned.weights import Evidence, Group
from monitor.text.spaced import Spaced

_LETTERS = Spaced(ascii_lowercase)
#: Characters of a page whose words tell what it is about.
_HEAD = 2500
#: So many words on each side stand for themselves with their place, in so many characters.
_PLACED, _FAR = 3, 60
#: Families of the words of a side in their places, outwards, and that of the words of a page.
_FAMILIES = {side: [f"{side}{place}=" for place in range(_PLACED)] for side in "LR"}
PAGE = "D="
_TENSES = ("goal", "fact", "past", "has")
_KINDS = ("goal", "fact", "past", "has", "given", "granted", "idle", "price")


def evidence(walk: Walk, named: Named) -> Evidence:
    """All that speaks for or against a name's being wanted."""
    return Evidence(_groups(walk, named))


def _groups(walk: Walk, named: Named) -> Iterator[Group]:
    yield "why=", ("loose" if named.hit.loose else named.why,)
    yield "why-verb=", (f"{named.why}{named.stance}",)
    if named.hit.loose:
        yield "loose=", (named.why,)
    yield "verb=", (named.stance,)
    yield "led=", (named.led,)
    yield "", [name for name in ("in_goal", "in_fact", "wanted", "told", "row", "item") if getattr(named, name)]
    yield "place=", (f"{min(named.place, 3)}",)
    yield "beside=", (f"{min(named.beside, 5)}",)
    yield "goal-gap=", (f"{named.goal_gap}",)
    yield "fact-gap=", (f"{named.fact_gap}",)
    yield "gaps=", (f"{named.goal_gap}{named.fact_gap}",)
    yield "same=", (f"{min(named.same, 4)}{named.first}",)
    yield "same-wanted=", (f"{min(named.same_wanted, 2)}",)
    yield "others-wanted=", (f"{min(named.others_wanted, 4)}",)
    yield "share=", (f"{4 * named.others_wanted // max(1, named.others)}",)
    yield from _name(walk, named)
    yield from _stands(walk, named)
    yield from _words(walk, named)


def _name(walk: Walk, named: Named) -> Iterator[Group]:
    """How it is named."""
    name = named.hit.name
    surface = walk.whole.text[named.hit.start : named.hit.end].lower()
    yield "listed=", (f"{name is not None}",)
    if name is not None:
        yield "class=", (f"{name.entry.nmpa_class}",)
        yield "exact=", (f"{name.exact}",)
    words = surface.replace("\n", " ").split(" ")
    yield "head=", (words[-1].rstrip("s"),)
    yield "plural=", (f"{words[-1].endswith('s')}",)
    yield "first=", (words[0] if len(words) > 1 else "",)
    yield "size=", (f"{min(len(words), 5)}",)
    if name is None:
        yield "known=", (f"{min(known_words(surface), 2)}{len(words) > 2}",)
        yield "M=", words[:-1]


def _stands(walk: Walk, named: Named) -> Iterator[Group]:
    """What is known of its page, and where it stands on it."""
    yield "goals=", (f"{min(len(walk.goals), 4)}",)
    yield "facts=", (f"{min(len(walk.facts), 4)}",)
    yield "goals>facts=", (f"{len(walk.goals) > len(walk.facts)}",)
    yield "public=", (f"{walk.public}",)
    yield "body=", (f"{walk.body}",)
    whole = walk.whole
    yield "part=", (f"{named.hit.start * 4 // max(len(whole.text), 1)}",)
    if whole.text.find("\n", 0, named.low) < 0:
        yield "", ("title",)
    yield "kind=", (whole.kind,)
    surface = whole.lower[named.hit.start : named.hit.end]
    first = whole.lower.find(surface)
    yield "headed=", (f"{min(first * 4 // _HEAD, 4)}{surface in named.heading.lower()}",)
    yield "long=", (f"{min(len(whole.text) // 600, 6)}",)
    yield "crowd=", (f"{min(named.others + named.same, 12) // 3}",)
    yield "", [name for name, is_so in (("private", whole.private), ("translated", whole.translated)) if is_so]


def words_of_page(text: str) -> set[str]:
    """The words of a page, which speak for or against all its names."""
    return set(_LETTERS.words(text[:_HEAD].lower()))


def _words(walk: Walk, named: Named) -> Iterator[Group]:
    """The words next to it, the cue words of its sentence, and the last heading."""
    text, low, high = walk.whole.text, named.low, named.high
    start, end = named.hit.start, named.hit.end
    left = words_before(text, max(low, start - _FAR), start, _PLACED)
    right = words_behind(text, end, min(high, end + _FAR), _PLACED)
    for side, words in (("L", left), ("R", right)):
        yield from zip(_FAMILIES[side], zip(words, strict=False), strict=False)
    cues = named.words or walk.whole.cues(low, high)
    at, to = start - low, end - low
    yield "", [f"all<{kind}" for kind in _KINDS if cues.has(kind, 0, at)]
    yield "", [f"all>{kind}" for kind in _KINDS if cues.has(kind, to, high - low)]
    yield "last=", (cues.nearest(_TENSES, 0, at),)
    yield "next=", (cues.first(_TENSES, to, high - low),)
    yield "next-verb=", (cues.first(CUES, to, high - low),)
    yield "H=", [word.lower() for word in dict.fromkeys(WORD.findall(named.heading[:80]))]
    verb = max(cues.last(kind, 0, at) for kind in CUES)
    if verb >= 0:
        yield "gov=", (_word_at(text, low + verb),)
        yield "gov-far=", (f"{min((at - verb) // 30, 4)}",)
        yield "gov-before=", (cues.nearest(_TENSES, max(0, verb - 40), verb),)
    tense = max(cues.last(kind, 0, at) for kind in _TENSES)
    if tense >= 0:
        yield "tense=", (_word_at(text, low + tense),)


def _word_at(text: str, at: int) -> str:
    """The word that begins at a place, in lower case."""
    word = WORD.match(text, at)
    return word[0].lower() if word is not None else ""
