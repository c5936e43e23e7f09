"""English names of equipment beyond the lexicon, and what a sentence wants of them.

a head of the lexicon (devices, equipment, systems, kits)
    -> its qualifiers, walked backwards          implantable electronic devices, AI stroke-diagnosis technology
    -> none that makes it a class                new equipment, medical devices: no name
a name -> the nearest verb of policy             install, procure, promote, develop, replace, phase out
    -> not in a sentence about the past, a trade, an offence, or what an association asks for
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from monitor.targets.cues import Cues, cues_of, listed
from monitor.text import late as re

#: Kinds of `cues/english.yaml`.
_STANCES = tuple(f"stance_{name}" for name in ("restrict", "update", "break_through", "procure", "develop", "promote"))
QUALIFIER = re.compile(
    r"(?:\b(?:high-end|advanced|domestic(?:ally (?:produced|made|manufactured))?|locally (?:made|produced)|mobile|"
    r"portable|large|innovative|intelligent|smart|digital|AI|AI-enabled|AI-powered|medical|wearable|implantable|active|"
    r"biodegradable|fully degradable|diagnostic|key|core|flat-panel|high-energy|next-generation|remote|home|low-cost|"
    r"essential|CT and|MRI and|orthopedic|orthopaedic|strategic|mobile,|easy-to-use) )+$",
    re.IGNORECASE,
)
SUFFIX = re.compile(
    r"(?: \([A-Z][A-Za-z0-9/-]{1,11}\))?(?: (?:and (?:CT|MRI|PET) )?(?:systems?|equipment|devices?|machines?|scanners?|"
    r"units?|and equipment))?(?: \([A-Z][A-Za-z0-9/-]{1,11}\))?"
)


@cache
def _words() -> dict[str, frozenset[str]]:
    """Kinds of words: those that make a class, and those that do not."""
    return {kind: frozenset(found) for kind, found in listed("equipment.yaml").items()}


_FIRM_HEADS = ("devices", "device", "equipment", "equipments", "instruments", "instrument")
_WORD = re.compile(r"[\w(][\w'’/().-]*$")
_ADJECTIVE = re.compile(
    r"[a-z-]{4,}(?:al|ic|ary|able|ive|ory|lar)$|[a-z0-9]+-(?:made|assisted|enabled|guided|powered|based|driven|"
    r"printed)$"
)
#: Behind a name: who makes or sells it, or what governs it.
_TRADE = re.compile(
    r"(?: and [\w-]+)? (?:industr(?:y|ies)|sectors?|markets?(?! share)|compan(?:y|ies)|makers?|manufacturers?|firms?|"
    r"exports?|imports?|"
    r"exporters?|importers?|trade|polic(?:y|ies)|act|regulations?|regulators?|parks?|clusters?|association|sales)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r" to (?:treat|diagnose|detect|screen(?: for)?|monitor|image) [\w-]{4,}(?: [\w-]{4,}){0,2}"
    r"(?:(?:, (?:and )?| and )(?!to\b|in\b|at\b|will\b|is\b|are\b)[\w-]{4,}"
    r"(?: (?:disease|failure|injur(?:y|ies)|cancer))?){0,4}"
)
_MODERN = re.compile(r"\b(?:modern|new|advanced|specialised|specialized|state-of-the-art) $", re.IGNORECASE)
_SUCH_AS = re.compile(r"\b(?:such as|including|namely) ")
_COMMA = re.compile(r", (?:and )?")
#: What names of equipment end in; two words at least.
_LIKE_DEVICE = re.compile(
    r"(?!(?:new|other|more|the|medical|all|many|various) \w+$)"
    r"(?!.*\b(?:agricultural|farm\w*|industrial|military|construction|power|household|irrigation|payment|"
    r"transport|weapons?)\b)"
    r"(?:[A-Za-z][\w-]* ){1,4}"
    r"(?:devices|equipment|systems|machines|"
    r"instruments|supplies|consumables|kits|monitoring|monitors|scanners|implants|pumps|sensors|ventilators|"
    r"analy[sz]ers)"
)
#: What was achieved, what a home industry cannot make, and what already reaches everyone.
_ACHIEVED = re.compile(
    r"\b(?:has|have) achieved (?:full |complete |universal )?(?:coverage|localis|localiz|domestic)|"
    r"\bbreaking (?:the )?(?:foreign|overseas|import) monopol|"
    r"\b(?:do|does|did) not (?:yet )?(?:manufacture|produce|make)\b|"
    r"\b(?:was|were) (?!set|due|planned|expected|told|ordered|meant|supposed)(?:\w+ ){1,4}"
    r"to (?:supply|buy|procure|provide)\b",
    re.IGNORECASE,
)
_COVERS = re.compile(r"(?: services?)? (?:now )?(?:covers?|reach(?:es)?)\b")
#: A policy for a class supports it, whatever became of the policy.
_POLICY_FOR = re.compile(
    r"\b(?:polic(?:y|ies)|incentives?|scheme|fast[- ]track|green channel|pathway) (?:for|to support) (?:\w+ )?$"
)
_INDUSTRY = re.compile(r" (?:industr(?:y|ies)|sectors?|markets?(?! share)|clusters?)\b", re.IGNORECASE)
_PAST_FORM = re.compile(r"\w+(?:ed|lt|ught)\b")
#: Cue words that are nouns.
_NOUN = re.compile(
    r"(?:production|manufacturing|manufacture|development|research|factor(?:y|ies)|schemes?|fields?|funding|"
    r"roll-?out|provision|"
    r"areas?|supply|use of|access to|priority|building|deployment|adoption|acquisition)\b",
    re.IGNORECASE,
)
#: A participle behind an article is an adjective: the accelerated adoption of kits.
_ARTICLE = re.compile(r"\b(?:the|an?|its|their)\s$")
_JOINT = re.compile(r"[;:]\s|,\s(?:adding|noting|while|but|although|whereas)\s|\s(?:while|whereas|although|and that)\s")
_FUTURE = re.compile(r"\b(?:be|being|been|is|are|to)\s(?:\w+ly\s)?$")


def qualified(text: str, start: int, end: int) -> int:
    """Where the name begins whose head stands at `text[start:end]`; -1 when nothing makes it a class.

    Walks back over at most six words, in time that does not depend on the text.
    """
    head = text[start:end].lower()
    if _TRADE.match(text, end):
        return -1
    firm = head.endswith(_FIRM_HEADS) or (head == "systems" and text[max(0, start - 8) : start].lower() == "medical ")
    words = _words()
    wanted = words["class"] if firm else words["firm"]
    at, begin, found = start, start, False
    for _ in range(6):
        if at < 2 or text[at - 1] != " ":
            break
        match = _WORD.search(text, max(0, at - 26), at - 1)
        if match is None:
            break
        word = match[0].lower()
        if word in wanted or _is_adjective(word, firm=firm) or (word == "artificial" and found is False and at < start):
            begin, found = match.start(), True
        elif word in ("domestically", "locally", "fully"):
            begin, found = match.start(), found or firm
        elif word not in words["filling"]:
            break
        at = match.start()
    if found and firm and _is_general(text[begin:start].lower()):
        return -1
    return begin if found else -1


def _is_general(qualifiers: str) -> bool:
    """Whether qualifiers leave open whether the equipment is medical: high-end equipment, domestic devices."""
    return all(word in _words()["general"] for word in qualifiers.split())


def of_trade(text: str, start: int, end: int) -> bool:
    """Whether a class of devices only says which industry is meant: the advanced medical equipment industry."""
    return text[start:end].lower().endswith(_FIRM_HEADS) and _INDUSTRY.match(text, end) is not None


def purpose(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name of equipment that is told by what it is for: modern equipment to treat cancer and diabetes."""
    if not text[start:end].lower().endswith(("devices", "equipment", "machines", "instruments")):
        return None
    behind = _FOR.match(text, end)
    if behind is None:
        return None
    before = _MODERN.search(text, max(0, start - 30), start)
    return before.start() if before is not None else start, behind.end()


def enumerated(text: str, low: int, high: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pieces of an enumeration that are named like equipment, beside pieces that hold names known."""
    for match in _SUCH_AS.finditer(text, low, high):
        pieces = []
        begin = match.end()
        for joint in _COMMA.finditer(text, begin, high):
            pieces.append((begin, joint.start()))
            begin = joint.end()
        stop = len(text[low:high].rstrip(" .;")) + low
        last = text.find(" and ", begin, stop)
        pieces += [(begin, last), (last + 5, stop)] if last >= 0 else [(begin, stop)]
        known = [any(a < stop and b > at for a, b in taken) for at, stop in pieces]
        for index, (at, stop) in enumerate(pieces):
            if not known[index] and any(known) and _LIKE_DEVICE.fullmatch(text, at, stop):
                yield at, stop


def _is_adjective(word: str, *, firm: bool) -> bool:
    """Whether a word is an adjective that names a kind of devices, listed or not."""
    if word in _words()["no_class"] or _ADJECTIVE.fullmatch(word) is None:
        return False
    return firm or word.endswith(("-assisted", "-enabled", "-guided", "-powered", "-driven"))


class Sentence:
    """A sentence that names equipment, and its cue words."""

    def __init__(self, text: str, words: Cues) -> None:
        self.text = text
        self.words = words

    @cached_property
    def asked_for(self) -> bool:
        """Whether a firm or an association asks for what it says."""
        words, length = self.words, len(self.text)
        return any(words.has("wish_say", who, min(length, who + 60)) for who, _ in words.all("wish_who"))

    @cached_property
    def achieved(self) -> bool:
        """Whether it says what was achieved, or cannot be made at home."""
        return _ACHIEVED.search(self.text) is not None


def stance(sentence: Sentence, start: int, end: int, *, before: str) -> str:
    """What a sentence wants of the equipment at `[start, end)` of it; "" for nothing."""
    text, words = sentence.text, sentence.words
    length = len(text)
    if words.has("idle", max(0, start - 60), min(length, end + 40)) or sentence.asked_for:
        return ""
    if _POLICY_FOR.search(text, max(0, start - 50), start):
        return "promote"
    if sentence.achieved or (_COVERS.match(text, end) and not words.has("goal", 0, start)):
        return ""
    found = words.nearest(_STANCES, 0, start) or words.first(_STANCES, end, min(length, end + 140))
    low, high = _clause(text, start, end)
    if not words.has("goal", low, high):
        if _is_past(words, text, start):
            return ""
        if words.nearest(_STANCES, low, start) == "" and any(
            words.has(kind, low, high) for kind in ("has", "fact", "past")
        ):
            return ""
    return found.removeprefix("stance_") or before


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause a name stands in: what another clause wants is not wanted of it."""
    low = 0
    for match in _JOINT.finditer(text, max(0, start - 300), start):
        low = match.end()
    joint = _JOINT.search(text, end, end + 300)
    return low, joint.start() if joint is not None else len(text)


def _is_past(words: Cues, text: str, start: int) -> bool:
    """Whether the last verb of policy before a name tells what was done: supported, opened, has delivered."""
    kinds = (*_STANCES, "past")
    at = max(words.last(kind, 0, start) for kind in kinds)
    while at >= 0 and (_NOUN.match(text, at) or _ARTICLE.search(text, max(0, at - 8), at)):
        # the production of kits: what became of it, the verb before says
        at = max(words.last(kind, 0, at) for kind in kinds)
    if at < 0:
        return False
    told = words.last("past", 0, at + 1) == at or _PAST_FORM.match(text, at) is not None
    return told and _FUTURE.search(text, max(0, at - 16), at) is None


def lead_stance(text: str) -> str:
    """What a sentence that ends in a colon wants of the equipment that follows; "" for nothing."""
    tail = text.rstrip()
    return cues_of(tail.lower()).nearest(_STANCES, 0, len(tail)).removeprefix("stance_") if tail.endswith(":") else ""
