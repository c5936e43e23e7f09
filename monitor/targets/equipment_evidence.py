"""Evidence of whether equipment that an English text names is wanted, for what was learned (`wanted`).

By 2027 the trust | will buy | two | MRI scanners | for its northern sites.
       L1=buy L2=will  head=scanners  R1=for  LW=trust  verb=procure  why=  goal

Figures are `#`, years `#Y`: what stands around a name says whether it is wanted, not how many are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from monitor.targets.en_loose import known_words
from monitor.targets.equipment_named import Named
from monitor.targets.equipment_walk import Walk
from monitor.text import late as re

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d,.]*|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LETTERS = re.compile(r"[a-z]+")
#: Characters of a page whose words tell what it is about.
_HEAD = 2500
#: So many words on each side stand for themselves with their place, and so many without it.
_PLACED, _NEAR = 3, 12
#: Characters on each side that are looked at.
_FAR = 160
_KINDS = ("goal", "fact", "past", "has", "given", "granted", "idle", "price")
_STANCES = tuple(f"stance_{name}" for name in ("restrict", "update", "break_through", "procure", "develop", "promote"))


def evidence(walk: Walk, named: Named) -> Iterator[str]:
    """Names of all that speaks for or against a name's being wanted."""
    yield f"why={'loose' if named.hit.loose else named.why}"
    yield f"why-verb={named.why}{named.stance}"
    if named.hit.loose:
        yield f"loose={named.why}"
    yield f"verb={named.stance}"
    yield f"led={named.led}"
    for name in ("in_goal", "in_fact", "wanted", "told", "row", "item"):
        if getattr(named, name):
            yield name
    yield f"place={min(named.place, 3)}"
    yield f"beside={min(named.beside, 5)}"
    yield f"goal-gap={named.goal_gap}"
    yield f"fact-gap={named.fact_gap}"
    yield f"gaps={named.goal_gap}{named.fact_gap}"
    yield f"same={min(named.same, 4)}{named.first}"
    yield f"same-wanted={min(named.same_wanted, 2)}"
    yield f"others-wanted={min(named.others_wanted, 4)}"
    yield f"share={4 * named.others_wanted // max(1, named.others)}"
    yield from _name(walk, named)
    yield from _stands(walk, named)
    yield from _words(walk, named)


def _name(walk: Walk, named: Named) -> Iterator[str]:
    """How it is named."""
    name = named.hit.name
    surface = walk.whole.text[named.hit.start : named.hit.end].lower()
    yield f"listed={name is not None}"
    if name is not None:
        yield f"class={name.entry.nmpa_class}"
        yield f"exact={name.exact}"
    words = surface.replace("\n", " ").split(" ")
    yield f"head={words[-1].rstrip('s')}"
    yield f"plural={words[-1].endswith('s')}"
    yield f"first={words[0] if len(words) > 1 else ''}"
    yield f"size={min(len(words), 5)}"
    if name is None:
        yield f"known={min(known_words(surface), 2)}{len(words) > 2}"
        yield from (f"M={word}" for word in words[:-1])


def _stands(walk: Walk, named: Named) -> Iterator[str]:
    """What is known of its page, and where it stands on it."""
    yield f"goals={min(len(walk.goals), 4)}"
    yield f"facts={min(len(walk.facts), 4)}"
    yield f"goals>facts={len(walk.goals) > len(walk.facts)}"
    yield f"public={walk.public}"
    yield f"body={walk.body}"
    whole = walk.whole
    yield f"part={named.hit.start * 4 // max(len(whole.text), 1)}"
    if whole.text.find("\n", 0, named.low) < 0:
        yield "title"
    yield f"kind={whole.kind}"
    for name, is_so in (("private", whole.private), ("translated", whole.translated)):
        if is_so:
            yield name


def page_evidence(text: str) -> Iterator[str]:
    """Names of what speaks for or against all names of a page: its words."""
    yield from (f"D={word}" for word in set(_LETTERS.findall(text[:_HEAD].lower())))


def _words(walk: Walk, named: Named) -> Iterator[str]:
    text, low, high = walk.whole.text, named.low, named.high
    start, end = named.hit.start, named.hit.end
    left = [_named(w) for w in _WORD.findall(text, max(low, start - _FAR), start)][: -_NEAR - 1 : -1]
    right = [_named(w[0]) for w in islice(_WORD.finditer(text, end, min(high, end + _FAR)), _NEAR)]
    for side, words in (("L", left), ("R", right)):
        yield from (f"{side}{place}={word}" for place, word in enumerate(words[:_PLACED]))
        yield from (f"{side}B={one}_{other}" for one, other in pairwise(words[:3]))
        yield from (f"{side}W={word}" for word in dict.fromkeys(words))
    cues = named.words or walk.whole.cues(low, high)
    at, to = start - low, end - low
    for kind in _KINDS:
        if cues.has(kind, 0, at):
            yield f"all<{kind}"
        if cues.has(kind, to, high - low):
            yield f"all>{kind}"
    yield f"last={cues.nearest(('goal', 'fact', 'past', 'has'), 0, at)}"
    yield f"next={cues.first(('goal', 'fact', 'past', 'has'), to, high - low)}"
    yield f"next-verb={cues.first(_STANCES, to, high - low)}"
    yield from (f"H={word.lower()}" for word in dict.fromkeys(_WORD.findall(named.heading[:80])))


def _named(word: str) -> str:
    if not word[0].isdigit():
        return word.lower()
    return "#Y" if _YEAR.match(word) else "#"
