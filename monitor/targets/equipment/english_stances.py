"""What an English sentence wants of the equipment it names.

the ministry will | restrict purchases of | MRI scanners        restrict: of the nouns of doing, their verb tells
will | replace | CT scanners, life support systems, X-ray units update: a word within a name is no verb
| CT scanners | will be phased out                              restrict: what is done to the subject
    -> nothing in a sentence about the past, a trade, an offence, or what an association asks for
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from monitor.targets.cues import Cues, cues_of
from monitor.targets.equipment.stances import CUES, Ruling
from monitor.text import late as re

#: What was achieved, what a home industry cannot make, and what already reaches everyone.
_ACHIEVED = re.compile(
    r"\b(?:has|have) achieved (?:full |complete |universal )?(?:coverage|localis|localiz|domestic)|"
    r"\bbreaking (?:the )?(?:foreign|overseas|import) monopol|"
    r"\b(?:do|does|did) not (?:yet )?(?:manufacture|produce|make)\b|"
    r"\b(?:was|were) (?!set|due|planned|expected|told|ordered|meant|supposed)(?:\w+ ){1,4}"
    r"to (?:supply|buy|procure|provide)\b",
    re.IGNORECASE,
)
#: What happened, in a sentence without a verb of policy: a thief stole, fire destroyed, were auctioned.
_HAPPENED = re.compile(
    r"\b(?:stole|stolen|took|caught|broke|lost|fell|hit|burnt|burned|damaged|destroyed|seized|sank|went|left|came|began|"
    r"sold|auctioned|robbed|raided|smuggled|hid|found|saw|became|got|kept|ran|struck|tore|threw|died|injured|collapsed|"
    r"disappeared|vanished|exploded|arrested|accused|convicted|jailed|fined|smashed|flooded|crashed|failed)\b",
    re.IGNORECASE,
)
_COVERS = re.compile(r"(?: services?)? (?:now )?(?:covers?|reach(?:es)?)\b")
#: A policy for a class supports it, whatever became of the policy.
_POLICY_FOR = re.compile(
    r"\b(?:polic(?:y|ies)|incentives?|scheme|fast[- ]track|green channel|pathway) (?:for|to support) (?:\w+ )?$"
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
#: A noun of doing, whose verb says what becomes of it: restrict purchases of, ban hospitals from buying.
_DOING = re.compile(
    r"(?:purchas(?:e|es|ing)|procurement|procuring|acquisitions?|acquiring|imports?|importing|buying|leas(?:e|es|ing)|"
    r"installations?|installing|deployment|deploying|use|using|production|producing|manufacturing?|provision|supply|"
    r"distribution|orders|spending|investment|funding|expansion|access|approvals?|adoption|"
    r"(?:to )?(?:buy|purchase|procure|import|acquire|install|order)\b)",
    re.IGNORECASE,
)
#: What parts a verb from a noun of doing that is not its object.
_PARTED = re.compile(r"[,;:]|\b(?:and|but|or|while|to)\b", re.IGNORECASE)
#: Before a name in its clause: it is not had, or left out.
_REFUSED = re.compile(
    r"\b(?:(?:will|may|must|can|shall|should|do|does|is|are|would|could|to) (?:not|no longer) (?:\w+ ){0,4}?"
    r"(?:buy|purchase|procure|order|fund|finance|replace|renew|cover|include|pay for|support|get|receive|extend to|"
    r"apply to|bought|purchased|funded|spent on)|"
    r"no (?:new |further |extra |more )?(?:money|funds?|funding|plans?|provision|support|budget|prospects?|case) "
    r"(?:for|of|to)|"
    r"not (?:chosen|included|funded|covered|selected|eligible|supported|approved|on the list)|"
    r"excluding|except(?: for)?|other than|rather than|instead of|neither|left out|ruled out|rejected|turned down|"
    r"excluded|out of scope|outside the scope)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_BE = r"(?:is|are|was|were|be|been|remains?|stays?) (?:still |also |all |both )?"
#: Behind a name, what says the same of the subject.
_IS_REFUSED = re.compile(
    r"(?:(?!\b(?:will|shall|must|is|are|was|were|has|have|get|gets|to)\b)[^.;:]){0,50}\b"
    rf"(?:(?:will |must |shall |can )?{_BE}(?:not (?:on|in|part|included|covered|eligible|funded|supported|reimbursed|"
    r"among|chosen|affected|needed|yet)|outside|excluded|left out|ineligible|out of scope|deferred|postponed|rejected|"
    r"dropped|shelved|ruled out|under review|enough|sufficient|on hold)|"
    r"(?:will )?(?:gets?|receives?) no(?:thing)?|"
    r"(?:do|does|will|would) not (?:qualify|count|get|receive|fall|belong))\b",
    re.IGNORECASE,
)
#: One of them stands in every match of the two.
_REFUSALS = (
    *("not", "no ", "no longer", "nothing", "exclu", "except", " than", "instead", "neither", " out", "reject"),
    *("turned down", "outside", "ineligible", "deferred", "postponed", "dropped", "shelved", "under review", "enough"),
    *("sufficient", "on hold"),
)
#: The heading of what is left out.
_LEFT_OUT = re.compile(
    r"\W*(?:not (?!later|less|fewer|more|only|just)|excluded|exclusions|rejected|out of scope|outside)", re.IGNORECASE
)
#: What is done to the subject: will be gradually phased out.
_PASSIVE = re.compile(r"\b(?:be|being) (?:\w+ly )?(?P<done>\w+(?: out)?)")
_DONE = {
    "restrict": "phased out|banned|restricted|prohibited|retired|decommissioned|scrapped|withdrawn|capped|suspended",
    "update": "replaced|upgraded|renewed|modernised|modernized|updated|refurbished",
}
_STANCE_OF = {word: stance for stance, words in _DONE.items() for word in words.split("|")}
#: Characters behind a name in which its verb stands.
_NEAR_BEHIND, _VERB_BEHIND = 100, 140


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
    def refuses(self) -> bool:
        """Whether anything in it may be left out."""
        lower = self.text.lower()
        return any(word in lower for word in _REFUSALS)

    @cached_property
    def passive(self) -> bool:
        """Whether anything in it may be done to its subject."""
        return "be " in self.text or "being " in self.text

    @cached_property
    def achieved(self) -> bool:
        """Whether it says what was achieved, or cannot be made at home."""
        return _ACHIEVED.search(self.text) is not None


def ruled(
    sentence: Sentence, start: int, end: int, names: Sequence[tuple[int, int]] = (), *, before: str, default: str = ""
) -> Ruling:
    """What a sentence wants of the equipment at `[start, end)` of it.

    `names` are those before it in the sentence, `before` is what leads here wants, `default` what the whole text does.
    """
    text, words = sentence.text, sentence.words
    length = len(text)
    verb = _verb(sentence, start, end, names)
    stance = verb or before or default
    by = "verb" if verb else "lead" if before else "page"
    if words.has("idle", max(0, start - 60), min(length, end + 40)) or sentence.asked_for:
        return Ruling(stance, "idle", by)
    low, high = _clause(text, start, end)
    if (
        sentence.refuses
        and stance != "restrict"
        and (_REFUSED.search(text, max(low, start - 140), start) or _IS_REFUSED.match(text, end, high))
    ):
        return Ruling(stance, "refused", by)
    if _POLICY_FOR.search(text, max(0, start - 50), start):
        return Ruling("promote", "", "plan")
    if sentence.achieved or (_COVERS.match(text, end) and not words.has("goal", 0, start)):
        return Ruling(stance, "achieved", by)
    if not before and not words.has("goal", low, high):
        if _is_past(words, text, start):
            return Ruling(stance, "past", by)
        if by == "page" and _HAPPENED.search(text, low, high):
            return Ruling(stance, "past", by)
        if words.nearest(CUES, low, start) == "" and any(
            words.has(kind, low, high) for kind in ("has", "fact", "past")
        ):
            return Ruling(stance, "told", by)
    return Ruling(stance, "" if stance else "no verb", by)


def _verb(sentence: Sentence, start: int, end: int, names: Sequence[tuple[int, int]]) -> str:
    """The stance of the verb that governs `[start, end)`: before it, else of what is done to it; "" for none."""
    text, words = sentence.text, sentence.words
    found = _before(sentence, start, names)
    if sentence.passive and found in ("", "promote", "procure"):
        passive = _PASSIVE.search(text, end, min(len(text), end + _NEAR_BEHIND))
        done = _STANCE_OF.get(passive["done"].lower(), "") if passive is not None else ""
        if done and (found != "procure" or _DOING.match(text, _cue(sentence, start, names)[0])):
            return done
    return found or words.first(CUES, end, min(len(text), end + _VERB_BEHIND)).removeprefix("stance_")


def _before(sentence: Sentence, start: int, names: Sequence[tuple[int, int]]) -> str:
    """The stance of the last verb of policy before `start`, "" for none."""
    text, words = sentence.text, sentence.words
    at, kind = _cue(sentence, start, names)
    if at < 0 or kind in ("restrict", "update", "break_through"):
        return kind
    if _DOING.match(text, at):
        last = words.last("stance_restrict", max(0, at - 60), at)
        if last >= 0 and _PARTED.search(text, last, at) is None:
            return "restrict"
    return kind


def _cue(sentence: Sentence, start: int, names: Sequence[tuple[int, int]]) -> tuple[int, str]:
    """Where the last verb of policy before `start` begins and its stance; -1 for none. Words of names are no verbs."""
    words, high = sentence.words, start
    while True:
        at, kind = max((words.last(kind, 0, high), kind) for kind in CUES)
        if at < 0:
            return -1, ""
        inside = next((low for low, end in names if low <= at < end), -1)
        if inside < 0:
            return at, kind.removeprefix("stance_")
        high = inside


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
    kinds = (*CUES, "past")
    at = max(words.last(kind, 0, start) for kind in kinds)
    while at >= 0 and (_NOUN.match(text, at) or _ARTICLE.search(text, max(0, at - 8), at)):
        # the production of kits: what became of it, the verb before says
        at = max(words.last(kind, 0, at) for kind in kinds)
    if at < 0:
        return False
    told = words.last("past", 0, at + 1) == at or _PAST_FORM.match(text, at) is not None
    return told and _FUTURE.search(text, max(0, at - 16), at) is None


def leaves_out(heading: str) -> bool:
    """Whether a heading stands over what is not had."""
    return _LEFT_OUT.match(heading) is not None


def lead_stance(text: str) -> str:
    """What a heading or a sentence that ends in a colon wants of the equipment that follows; "" for nothing."""
    tail = text.rstrip()
    opens = tail.endswith(":")
    if _DUE.fullmatch(tail):
        return "promote"
    if not opens and (len(tail) > 70 or _SENTENCE.search(tail) or not _LEADING.search(tail)):
        return ""
    stance = _before(Sentence(tail, cues_of(tail.lower())), len(tail), ())
    return stance or ("promote" if opens and _LEADING.search(tail) else "")
