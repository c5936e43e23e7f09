"""English names of equipment beyond the lexicon, and what a sentence wants of them.

a head of the lexicon (devices, equipment, systems, kits)
    -> its qualifiers, walked backwards          implantable electronic devices, AI stroke-diagnosis technology
    -> none that makes it a class                new equipment, medical devices: no name
a name -> the nearest verb of policy             install, procure, promote, develop, replace, phase out
    -> not in a sentence about the past, a trade, an offence, or what an association asks for
"""

from __future__ import annotations

from functools import cache, cached_property

from monitor.targets.cues import Cues, cues_of, listed
from monitor.targets.lexicon import STRONG_HEADS
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
#: One of them stands in every match of `_JOINT`.
_JOINTS = (";", ":", "adding", "noting", "while", "but", "although", "whereas", "and that")
_FUTURE = re.compile(r"\b(?:be|being|been|is|are|to|shall|will|must|should|would|may|can)\s(?:\w+ly\s)?$")


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


def ruled(sentence: Sentence, start: int, end: int, *, before: str, default: str = "") -> tuple[str, str]:
    """What a sentence wants of the equipment at `[start, end)` of it, and why it wants nothing ("" when it does).

    `before` is what leads here wants, `default` what the whole text does.
    """
    text, words = sentence.text, sentence.words
    length = len(text)
    found = words.nearest(_STANCES, 0, start) or words.first(_STANCES, end, min(length, end + 140))
    stance = found.removeprefix("stance_") or before or default
    if words.has("idle", max(0, start - 60), min(length, end + 40)) or sentence.asked_for:
        return stance, "idle"
    if _POLICY_FOR.search(text, max(0, start - 50), start):
        return "promote", ""
    if sentence.achieved or (_COVERS.match(text, end) and not words.has("goal", 0, start)):
        return stance, "achieved"
    low, high = _clause(text, start, end)
    if not before and not words.has("goal", low, high):
        if _is_past(words, text, start):
            return stance, "past"
        if words.nearest(_STANCES, low, start) == "" and any(
            words.has(kind, low, high) for kind in ("has", "fact", "past")
        ):
            return stance, "told"
    return stance, "" if stance else "no verb"


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause a name stands in: what another clause wants is not wanted of it."""
    low = 0
    if not any(joint in text for joint in _JOINTS):
        return low, len(text)
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


_LEADING = re.compile(
    r"\b(?:main lines|key (?:areas?|directions?|tasks?|products?|fields?)|priorit\w+|package|list|catalogue|"
    r"objectives|targets?|commitments|equipment|devices|items|purchases|procurement|directions|products|technologies)\b",
    re.IGNORECASE,
)
#: By the end of 2027; Priorities for 2025-26.
_DUE = re.compile(
    r"\W*(?:by|before|until|priorit(?:y|ies) for|targets? for|goals? for)\b[^.!?;]{0,30}\b20\d\d\S{0,6}:?",
    re.IGNORECASE,
)
#: What ends a sentence is no heading.
_SENTENCE = re.compile(r"[.!?;,]$")


def lead_stance(text: str) -> str:
    """What a heading or a sentence that ends in a colon wants of the equipment that follows; "" for nothing."""
    tail = text.rstrip()
    opens = tail.endswith(":")
    if _DUE.fullmatch(tail):
        return "promote"
    if not opens and (len(tail) > 70 or _SENTENCE.search(tail) or not _LEADING.search(tail)):
        return ""
    stance = cues_of(tail.lower()).nearest(_STANCES, 0, len(tail)).removeprefix("stance_")
    return stance or ("promote" if opens and _LEADING.search(tail) else "")
