"""English names of equipment beyond the lexicon, and what makes a name none.

a head of the lexicon (devices, equipment, systems, kits)
    -> its qualifiers, walked backwards          implantable electronic devices, AI stroke-diagnosis technology
    -> none that makes it a class                new equipment, medical devices: no name
a name -> what stands next to it                 an endoscope maker, a CT room, Hartford, CT 06103: no name
"""

from __future__ import annotations

from functools import cache

from monitor.targets.cues import listed
from monitor.targets.lexicon import STRONG_HEADS
from monitor.text import late as re

QUALIFIER = re.compile(
    r"(?:\b(?:high-end|advanced|domestic(?:ally (?:produced|made|manufactured))?|locally (?:made|produced)|mobile|"
    r"portable|large|innovative|intelligent|smart|digital|AI|AI-enabled|AI-powered|medical|wearable|implantable|active|"
    r"biodegradable|fully degradable|diagnostic|key|core|flat-panel|high-energy|next-generation|remote|home|low-cost|"
    r"essential|CT and|MRI and|orthopedic|orthopaedic|strategic|mobile,|easy-to-use) )+$",
    re.IGNORECASE,
)
#: Their last words, one of which stands before a name that has any, and how long they are at most.
_LAST = (
    "high-end advanced domestic produced made manufactured mobile portable large innovative intelligent smart digital "
    "ai ai-enabled ai-powered medical wearable implantable active biodegradable degradable diagnostic key core "
    "flat-panel high-energy next-generation remote home low-cost essential and orthopedic orthopaedic strategic "
    "mobile, easy-to-use"
)
QUALIFIERS = tuple(f"{word} " for word in _LAST.split())
LONGEST = max(map(len, QUALIFIERS))
SUFFIX = re.compile(
    r"(?: \([A-Z][A-Za-z0-9/-]{1,11}\))?(?: (?:and (?:CT|MRI|PET) )?(?:systems?|equipment|devices?|machines?|scanners?|"
    r"units?|scan(?!\w)|and equipment))?(?: \([A-Z][A-Za-z0-9/-]{1,11}\))?"
)


@cache
def _words() -> dict[str, frozenset[str]]:
    """Kinds of words: those that make a class, and those that do not."""
    found = {kind: frozenset(words) for kind, words in listed("equipment.yaml").items()}
    found["strong"] = ((found["class"] | found["firm"]) - found["loose"]) | found["ward"]
    return found


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
_INDUSTRY = re.compile(r" (?:industr(?:y|ies)|sectors?|markets?(?! share)|clusters?)\b", re.IGNORECASE)
_EXAMINATION = re.compile(
    r" (?:examinations?|exams?|scans|rooms?|studies|reports?|results?|appointments?|waits?|waiting|procedures?|"
    r"patients?|volumes?|slots|images?|requests?|referrals?|technicians?|radiographers?|operators?|operations?|services?|"
    r"cent(?:er|re)s?|stocks?|departments?|specialists?|students?|courses?|standards?|guidelines?)\b",
    re.IGNORECASE,
)
_WAIT = re.compile(r"\b(?:waits? (?:for|time)|waiting for|centers? for|cent(?:er|re)s? for) (?:an? |the )?(?:\w+ )?$")
_MAKERS = re.compile(
    r" (?:makers?|manufacturers?|producers?|vendors?|suppliers?|startups?|firms?|companies)\b", re.IGNORECASE
)
#: Abbreviations that are something else in other company: a currency, a state, a country, a month, a law.
_SHORT = {"AED", "CT", "DR", "DRS", "DSA", "ICD", "ICDS", "MR", "OCT", "PET", "TMS", "VR"}
#: They need no company, only no bad one.
_ALONE = {"AED", "CT"}
_ELSEWHERE = re.compile(
    r"(?<=AED) ?\d| \d{5}\b|\. |\.?'s\b| (?:Congo|bottles?|plastics?|preforms?|codes?)\b|"
    r"(?<=DR) [A-Z][a-z]|(?<=CT) [—-] |-1\d\b"
)
_COMPANY = re.compile(
    r"(?:\b(?:machines?|systems?|equipment|scanners?|devices?|units?|scans?|imaging|detectors?|tubes?|coils?|suites?)\b|MRI|X-ray|ultrasound"
    r"|defibrillat|angiograph|laborator|diagnos|\bCT\b)",
    re.IGNORECASE,
)


def qualified(text: str, start: int, end: int) -> int:
    """Where the name begins whose head stands at `text[start:end]`; -1 when nothing makes it a class.

    Walks back over at most six words, in time that does not depend on the text.
    """
    head = text[start:end].lower()
    if _TRADE.match(text, end):
        return -1
    firm = head.endswith(_FIRM_HEADS) or (head == "systems" and text[max(0, start - 8) : start].lower() == "medical ")
    words = _words()
    wanted = words["class"] if firm else words["firm"] | words["strong"] if head in STRONG_HEADS else words["firm"]
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
    """Whether a name only says who makes it, which industry is meant or what is done with it: an endoscope maker."""
    if _EXAMINATION.match(text, end) is not None or _WAIT.search(text, max(0, start - 24), start) is not None:
        return True
    behind = _INDUSTRY if text[start:end].lower().endswith(_FIRM_HEADS) else _MAKERS
    return behind.match(text, end) is not None


def in_sense(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation is the device: CT and MRI, not Hartford, CT 06103; AEDs, not AED 5 million."""
    if text[start:end].upper() not in _SHORT or not (text[start - 1 : start] + text[end : end + 1]).isascii():
        return True
    if _ELSEWHERE.match(text, end):
        return False
    if text[start:end] in _ALONE:
        return True
    near = text[max(0, start - 120) : start] + " " + text[end : end + 120]
    return _COMPANY.search(near) is not None or not near.isascii()


def purpose(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name of equipment that is told by what it is for: modern equipment to treat cancer and diabetes."""
    if not text[start:end].lower().endswith(("devices", "equipment", "machines", "instruments")):
        return None
    behind = _FOR.match(text, end)
    if behind is None:
        return None
    before = _MODERN.search(text, max(0, start - 30), start)
    return before.start() if before is not None else start, behind.end()


def _is_adjective(word: str, *, firm: bool) -> bool:
    """Whether a word is an adjective that names a kind of devices, listed or not."""
    if word in _words()["no_class"] or _ADJECTIVE.fullmatch(word) is None:
        return False
    return firm or word.endswith(("-assisted", "-enabled", "-guided", "-powered", "-driven"))
