"""The keys of plans under which the register is searched for others who tell a page's targets.

page that names plans         those, as other pages may name them
page that names none          any plan of the place and the subjects that its title and first lines speak of:
                              Hunan to boost medical equipment -> |hunan|medical-equipment, of any years near
"""

from __future__ import annotations

from monitor.targets.plans.key import (
    ANY_PLACE,
    NATIONAL,
    kindred_keys,
    parts_of,
    place_in,
    place_of,
    plan_key,
    subjects_of,
)
from monitor.targets.plans.namesakes import told_apart
from monitor.targets.plans.places import PLACES
from monitor.text.fold import fold
from monitor.types import StatementKind, Version

#: How much of a text is its first lines, and how many subjects it may speak of.
_HEAD_CHARS, _SUBJECTS = 300, 4


def sought_keys(version: Version, year: int) -> frozenset[str]:
    """Keys that plans of a Version's targets may have on other pages; empty when nothing tells.

    Of a page that names no plan they only say where to look: it takes targets in common to belong to a plan. `year` is
    one near which plans that name no years are looked for.
    """
    named = frozenset(kin for plan in version.plans if plan.key for kin in kindred_keys(plan.key, year))
    if named or not any(one.kind is StatementKind.TARGET for one in version.statements):
        return named
    title, lead = fold(version.document.title), fold(version.document.text[:_HEAD_CHARS])
    place = told_apart(place_of(title) or place_of(lead), f"{title}\n{lead}")
    if not place:
        return frozenset()
    spoken = [subjects_of(title), subjects_of(lead)]
    spoken += [(tag,) for tag in dict.fromkeys([*spoken[0], *spoken[1]])][:_SUBJECTS]
    keys = {"|".join(("", place, "+".join(tags))) for tags in spoken if tags}
    return frozenset(kin for key in keys for kin in kindred_keys(key, year) if place_in(kin) == place)


def names_sought(version: Version, keys: frozenset[str]) -> bool:
    """Whether a Version names a plan that has one of these keys, as the register finds them."""
    for plan in version.plans:
        years, place, subject = parts_of(plan.key)
        if plan.key in keys or (place and f"{years}|{ANY_PLACE}|{subject}" in keys):
            return True
    return False


#: What a person types for plans of the whole country; who names a ministry wants its plans, not all of them.
_WHOLE_COUNTRY = frozenset({"全国", "国家", "中国", "china", "national"})


def typed(words: str) -> tuple[tuple[str, ...], str]:
    """What a person means who asks for plans by words: names to look for, and the parts that a plan's key has to have.

    A place is named both ways (Fujian, 福建), and its plans are found whatever they are called: `|fujian|`; with a
    subject or years they narrow them, `2026-2030|fujian|robot`. The key is "" when the words name no place.
    """
    folded = fold(words).strip()
    if not folded:
        return (), ""
    key = plan_key(folded[:1].upper() + folded[1:])
    if not place_in(key) and not folded.isascii():
        key = plan_key(f"{folded}市")
    place = place_in(key)
    if not place or (place == NATIONAL and folded.lower() not in _WHOLE_COUNTRY):
        return (words,), ""
    is_place = key == f"|{place}|" and place in PLACES
    return ((words, place, PLACES[place]) if is_place else (words,)), key
