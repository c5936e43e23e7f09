"""The equipment lexicon: names of devices, components and technologies, with their class of the NMPA catalogue.

`*.yaml` beside this file: a mapping from class (`01` to `22`, `-` for none) to a block of entries, one a line, going on
in lines further in: `Chinese name | variant | ... ; English name | variant | ...`. The first name is the term. Folding
takes care of Traditional characters and width, the loader of English plurals, hyphens and British and American
spellings; nothing else is derived. No name stands in two entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from monitor.targets.cues import listed
from monitor.text import late as re
from monitor.text.finder import Finder
from monitor.text.fold import fold

#: A class is one block of text: as a list of lines the whole takes libyaml forty times as long.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Entry:
    """One device, component or technology."""

    #: The lexicon's name for it.
    term: str
    #: `01` to `22`, or None.
    nmpa_class: str | None
    #: All names, the term included, as the file has them.
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One name as it is searched for."""

    entry: Entry
    #: Folded; lower case unless `exact`.
    text: str
    #: An abbreviation: only found in capitals (OCT is not Oct).
    exact: bool
    #: Begins with a letter or figure: needs a word boundary.
    latin: bool


#: What general nouns belong to: they name equipment only with a qualifier (see `monitor.targets.equipment.english`).
HEAD = Entry("", None, ())
_HEADS = (
    "devices device equipment equipments instruments instrument systems machines machine technologies technology "
    "tools tool kits kit software platforms products components consumables implants reagents materials analyzers "
    "analysers monitors sensors"
)
_STRONG = (
    "monitor monitors analyzer analyser analyzers analysers sensor sensors scanner scanners robot robots probe probes "
    "chip chips catheter catheters electrode electrodes detector detectors stimulator stimulators pump pumps laser "
    "lasers lamp lamps camera cameras prosthesis prostheses bus buses van vans vehicle vehicles suite suites hoist "
    "hoists chair chairs trolley trolleys exoskeleton exoskeletons tomographs tomograph apparatus tables"
)
#: Heads that name equipment with any qualifier of medicine.
STRONG_HEADS = frozenset(_STRONG.split())
#: Heads that name equipment with a qualifier; others are for what was learned to judge (`equipment.loose`).
FIRM_HEADS = frozenset(f"{_HEADS} {_STRONG}".split())


@cache
def entries() -> tuple[Entry, ...]:
    """All entries of the lexicon, in the order of the files' names."""
    return tuple(_entries())


@cache
def _english() -> dict[str, str]:
    """The first English name by term."""
    found: dict[str, str] = {}
    for entry in entries():
        name = next((name for name in entry.names if name.isascii() and " " in name), None)
        name = name or next((name for name in entry.names if name.isascii()), None)
        if name is not None:
            found.setdefault(entry.term, name)
    return found


def english_name(term: str) -> str:
    """The lexicon's English name for a term; the term itself when it has none."""
    return _english().get(term, term)


def _entries() -> Iterator[Entry]:
    folder = files(__package__)
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".yaml"):
            continue
        for nmpa_class, block in yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader).items():  # noqa: S506
            for line in block.replace("\n  ", " ").splitlines():
                names = tuple(name.strip() for part in line.split(" ; ") for name in part.split(" | "))
                yield Entry(names[0], None if nmpa_class == "-" else nmpa_class, names)


def names_in(text: str) -> list[tuple[Name, int, int]]:
    """Names in a folded text in lower case, with where they begin and end: the leftmost, and there the longest."""
    finder, names = _names()
    return [(names[number], start, end) for number, start, end in finder.find(text)]


@cache
def _names() -> tuple[Finder, list[Name]]:
    """All names as they are looked for, and by number what each names."""
    found: dict[str, Name] = {}
    for entry in entries():
        for text in entry.names:
            folded = fold(text)
            latin = folded[0].isascii() and folded[0].isalnum()
            exact = folded.isascii() and folded.replace("/", "").replace("-", "").isalnum() and folded.upper() == folded
            for variant in _variants(folded, exact=exact) if latin and folded.isascii() else (folded,):
                key = variant.lower()
                if key not in found:
                    found[key] = Name(entry, variant, exact, latin)
    for head in f"{_HEADS} {_STRONG}".split() + listed("equipment.yaml")["loose_heads"]:
        if head not in found:
            found[head] = Name(HEAD, head, exact=False, latin=True)
    return Finder(list(found), longest=True), list(found.values())


def _variants(name: str, *, exact: bool) -> Iterator[str]:
    """An English name in singular and plural, in both spellings, with and without hyphens; an abbreviation's plural."""
    if exact:
        yield name
        yield name + "s"
        return
    for form in _numbers(name):
        for spelling in _spellings(form.lower()):
            yield spelling
            if "-" in spelling:
                yield spelling.replace("-", " ")


def _numbers(name: str) -> tuple[str, ...]:
    """An English name in singular and plural."""
    if name.endswith(("ss", "sis", "graphy", "scopy")):
        return (name,)
    if name.endswith((" parts", " components", "ables")):
        # a key part of the plan is no part of a machine, wearable is a word for many
        return (name,)
    if name.endswith("ies"):
        return name, name[:-3] + "y"
    if name.endswith("theses"):
        return name, name[:-2] + "is"
    if name.endswith("s"):
        return name, name[:-1]
    return name, name + "s"


#: British and American, as they begin a word or stand in it.
_SPELLINGS = (
    *((" anaesth", " anesth"), (" haemo", " hemo"), (" haemat", " hemat"), (" orthopaed", " orthoped")),
    *((" paediatr", " pediatr"), (" foetal", " fetal"), (" gynaec", " gynec"), (" faec", " fec")),
    *((" ageing", " aging"), ("tumour", "tumor"), ("analyser", "analyzer"), ("dialyser", "dialyzer")),
    *(("oesoph", "esoph"), ("centre", "center"), ("fibre", "fiber"), ("x-ray", "xray")),
    *((f"{verb}is", f"{verb}iz") for verb in ("catheter", "steril", "nebul", "embol", "computer", "motor", "synthes")),
    *((f"{verb}is", f"{verb}iz") for verb in ("vapor", "immobil", "personal")),
)
_SPELT = re.compile("|".join(part for pair in _SPELLINGS for part in pair))


def _spellings(name: str) -> list[str]:
    """A name in lower case as both sides of the Atlantic write it."""
    found = [f" {name}"]
    if _SPELT.search(found[0]) is None:
        return [name]
    for british, american in _SPELLINGS:
        for form in tuple(found):
            if british in form:
                found.append(form.replace(british, american))
            elif american in form:
                found.append(form.replace(american, british))
    return [form[1:] for form in found]
