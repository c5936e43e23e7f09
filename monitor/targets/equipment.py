"""Equipment that a Document says is to be developed, promoted, bought or renewed.

    text -> names of the lexicon (one Aho-Corasick pass)      CT, 体外膜肺氧合机, radiotherapy equipment
         -> each widened by its qualifiers                    国产光子计数CT, high-end diagnostic imaging equipment
         -> kept when a verb of policy governs it             发展, 突破, 更新, develop, procure ...
         -> their neighbours in the same enumeration, when the lexicon lacks them (`unlisted`)

A device that is only described, sold, imported or fined over is no mention.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.targets import en_equipment as english
from monitor.targets import equipment_cues as cues
from monitor.targets.en_outlook import is_public
from monitor.targets.equipment_names import Hit, hits_of, widen, with_neighbours
from monitor.targets.noise import is_noise
from monitor.targets.reader import is_chinese, lines, statements_of
from monitor.targets.tables import is_row
from monitor.targets.whole import Whole
from monitor.text import late as re
from monitor.text.views import View, look
from monitor.types import Document, EquipmentMention, Statement, StatementKind

_STOP_ZH = re.compile(r"[。!?;]")
_STOP_EN = re.compile(r"[.!?;](?=[\s\"')\]]|$)")
#: How a line of a list begins.
_ITEM = re.compile(
    r"\s*(?:[-*·▶▷◆●■□✓◇•–—]|[一二三四五六七八九十]{1,2}[是、.]|\d{1,2}[.、)]|\([一二三四五六七八九十a-z\d]{1,3}\)|[①-⑳])"
)
#: Between two names of one enumeration.
_JOINT_EN = re.compile(r",? (?:and |or )?(?:the |an? |\d[\d,]* )?(?:[\w-]+ ){0,3}")
#: Mentions that a later sentence may take up: 智能辅具包括….
_REMEMBERED = 40
#: Characters of a sentence that are looked at together.
_LONGEST = 1200


class _Spans:
    """The quotes of the statements of a kind, as offsets in the faithful text."""

    def __init__(self, statements: tuple[Statement, ...], kind: StatementKind) -> None:
        self._spans = sorted((one.start, one.end) for one in statements if one.kind is kind)
        self._starts = [start for start, _ in self._spans]

    def __bool__(self) -> bool:
        return bool(self._spans)

    def hold(self, at: int) -> bool:
        """Whether one of the last three that begin up to `at` goes beyond it."""
        index = bisect_right(self._starts, at)
        return any(at < end for _, end in self._spans[max(0, index - 3) : index])

    def begin_in(self, low: int, high: int) -> bool:
        """Whether one begins in `[low, high)`."""
        index = bisect_left(self._starts, low)
        return index < len(self._starts) and self._starts[index] < high


def read_equipment(document: Document) -> tuple[EquipmentMention, ...]:
    """Equipment that a Document's policy supports, plans or buys; each wording once, in the order of the text."""
    view = look(document.text)
    return equipment_of(view, statements_of(view, published=document.published, plans=()))


def equipment_of(
    view: View, statements: tuple[Statement, ...], whole: Whole | None = None
) -> tuple[EquipmentMention, ...]:
    """As `read_equipment`, from a text as it was scraped and the Statements read in it.

    `whole` is what is known of the text already.
    """
    if not any(s.kind is StatementKind.TARGET for s in statements) and not cues.POLICY.search(view.text):
        return ()
    goals, facts = (_Spans(statements, kind) for kind in (StatementKind.TARGET, StatementKind.BASELINE))
    seen: set[str] = set()
    terms: set[str] = set()
    mentions = []
    for hit, stance in _governed(whole or Whole(view), goals, facts):
        start, end = view.span(hit.start, hit.end)
        surface = view.source[start:end]
        folded = view.text[hit.start : hit.end].lower()
        if folded in seen:
            continue
        seen.add(folded)
        entry = hit.name.entry if hit.name else None
        if hit.name is not None and hit.name.exact and " " not in folded and hit.name.entry.term in terms:
            continue
        if entry is not None:
            terms.add(entry.term)
        mentions.append(
            EquipmentMention(
                term=entry.term if entry else surface,
                surface=surface,
                start=start,
                end=end,
                nmpa_class=entry.nmpa_class if entry else None,
                stance=stance,
                unlisted=entry is None,
            )
        )
    return tuple(mentions)


@dataclass(slots=True)
class _Walk:
    """Goes through the lines of a text; what one says of equipment may hold for those that follow."""

    whole: Whole
    goals: _Spans
    facts: _Spans
    #: What the line before wants of what follows it, and what the head of a list does.
    carried: str = ""
    listed: str = ""
    #: Names that were wanted, the last ones, with their stance.
    given: dict[str, str] = field(default_factory=dict)
    #: The line before a table, and which of its columns names equipment: -1 for none, None outside tables.
    caption: str = ""
    column: int | None = None
    #: Whether the text has come to more than headlines.
    body: bool = False
    #: Where the last name of the line ends.
    taken: int = -1

    def line(self, first: int, line: str, hits: list[Hit]) -> Iterator[tuple[Hit, str]]:
        """Hits of a line that a verb of policy governs, with its stance; the line begins at `first`."""
        chinese = is_chinese(line)
        bare = line.strip()
        self.body = self.body or len(bare) >= 100 or bare.endswith(("。", ".", ";", ":", ","))
        if is_row(line):
            yield from self._row(first, line, hits, chinese=chinese)
            return
        self.column = None
        if hits:
            yield from self._sentences(first, line, hits, chinese=chinese)
        if bare:
            self.caption = bare
            self.carried = _lead_stance(line, chinese=chinese)
            if self.carried or not (hits or _ITEM.match(line)):
                self.listed = self.carried

    def _row(self, first: int, line: str, hits: list[Hit], *, chinese: bool) -> Iterator[tuple[Hit, str]]:
        """Names in a row of a table; what a catalogue lists is wanted."""
        if self.column is None:
            self.column = cues.name_column(line, self.caption)
        if self.column < 0:
            if hits:
                yield from self._sentences(first, line, hits, chinese=chinese)
            return
        cells = line.split(" | ")
        low = first + sum(len(cell) + 3 for cell in cells[: self.column])
        high = low + len(cells[self.column]) if self.column < len(cells) else low
        self.carried = self.carried or "promote"
        inside = [hit for hit in hits if low <= hit.start < high]
        if inside:
            yield from self._sentences(low, line[low - first : high - first], inside, chinese=chinese)

    def _sentences(self, first: int, line: str, hits: list[Hit], *, chinese: bool) -> Iterator[tuple[Hit, str]]:
        before = self.carried or (self.listed if ":" in line[:40] or _ITEM.match(line) else "")
        self.taken = -1
        begin = 0
        for start, end in _sentences(line, chinese=chinese):
            low, high = first + start, first + end
            index = begin
            while begin < len(hits) and hits[begin].start < high:
                begin += 1
            inside = hits[index:begin]
            if not inside:
                # Chinese neighbours stand in an enumeration with a hit; there is none.
                if chinese:
                    before = cues.lead_stance(line[start:end]) or before
                continue
            if chinese and self._is_of_others(low, high):
                continue
            if chinese:
                before = _of_the_whole(self.whole.text, low, high, self.given) or before
            elif not self._is_policy(low, high):
                continue
            last = ""
            for hit, last in self._sentence(low, high, inside, before, chinese=chinese):
                yield hit, last
            before = _lead_stance(line[start:end], chinese=chinese) or (before if chinese else "")
            if not chinese and line[end - 1] == ";":
                # shall have: one X-ray unit; two defibrillators
                before = before or last

    def _is_of_others(self, low: int, high: int) -> bool:
        """Whether a Chinese sentence without a goal stands on a page on which nobody who governs has the word."""
        whole = self.whole
        catalogue = self.column is not None and self.column >= 0
        others = (whole.idle_zh and not catalogue) or whole.trade_zh or not whole.voiced_zh
        return others and not self.goals.begin_in(whole.view.at(low), whole.view.at(high))

    def _is_policy(self, low: int, high: int) -> bool:
        """Whether an English sentence may speak of policy, by whose words the text is."""
        whole = self.whole
        return not whole.trade and (not whole.private or is_public(whole.text, low, high))

    def _sentence(
        self, low: int, high: int, inside: list[Hit], before: str, *, chinese: bool
    ) -> Iterator[tuple[Hit, str]]:
        """Names of a sentence that it wants, with its stance; what is joined to a name is wanted as that is."""
        text = self.whole.text
        spoken = None if chinese else english.Sentence(text[low:high], self.whole.cues(low, high))
        wanted = self.goals.begin_in(self.whole.view.at(low), self.whole.view.at(high))
        off = chinese and cues.OFF_ZH.search(text, low, high) is not None
        told = not chinese or cues.is_told(text, low, high)
        reported = chinese and told and not wanted and self._reports(low, high)
        default = "promote" if self.body and self.goals and not (chinese and told) else ""
        found: list[tuple[Hit, str]] = []
        for hit in with_neighbours(text, inside, low, high, chinese=chinese):
            if hit.start < self.taken or cues.is_part_of_name(text, hit.start, hit.end, wanted=wanted):
                continue
            widen(text, hit, max(low, self.taken), high, chinese=chinese)
            self.taken = hit.end
            at = self.whole.view.at(hit.start)
            in_goal = self.goals.hold(at)
            if (chinese and cues.is_bare(text[hit.start : hit.end])) or (off and not in_goal):
                continue
            if spoken is None:
                stance = cues.stance_zh(text, low, high, hit.start, hit.end, before=before or default, wanted=in_goal)
            else:
                stance = english.stance(spoken, hit.start - low, hit.end - low, before=before, default=default)
            if in_goal or wanted:
                stance = stance or "promote"
            elif reported or (told and self.facts.hold(at)):
                continue
            found.append((hit, stance))
        for hit, stance in found if chinese else _joined(text, found):
            if stance:
                self._keep(text[hit.start : hit.end], stance)
                yield hit, stance

    def _reports(self, low: int, high: int) -> bool:
        """Whether a sentence tells a fact with a figure."""
        return self.facts.begin_in(self.whole.view.at(low), self.whole.view.at(high))

    def _keep(self, name: str, stance: str) -> None:
        """Remember a name that was wanted."""
        self.given[name] = stance
        if len(self.given) > _REMEMBERED:
            del self.given[next(iter(self.given))]


def _joined(text: str, found: list[tuple[Hit, str]]) -> list[tuple[Hit, str]]:
    """Names with their stances; one without takes that of the name it is joined to: A, B and C shall be listed."""
    joined: list[tuple[Hit, str]] = []
    behind: tuple[Hit, str] | None = None
    for hit, stance in reversed(found):
        if not stance and behind is not None and _JOINT_EN.fullmatch(text, hit.end, behind[0].start):
            stance = behind[1]
        behind = hit, stance
        joined.append(behind)
    return joined[::-1]


def _governed(whole: Whole, goals: _Spans, facts: _Spans) -> Iterator[tuple[Hit, str]]:
    """Hits that a verb of policy governs, with its stance."""
    hits = hits_of(whole)
    if not hits:
        return
    walk = _Walk(whole, goals, facts)
    index = 0
    for first, line in lines(whole.text):
        begin = index
        while index < len(hits) and hits[index].start < first + len(line):
            index += 1
        if not is_noise(line):
            yield from walk.line(first, line, hits[begin:index])


def _of_the_whole(text: str, low: int, high: int, given: dict[str, str]) -> str:
    """The stance of the class whose members a sentence lists: 智能辅具包括…, when it has been wanted before."""
    verb = cues.INCLUDES_ZH.search(text, low, high)
    if verb is None:
        return ""
    head = text[low : verb.start()]
    return next((stance for name, stance in given.items() if name in head), "")


def _lead_stance(text: str, *, chinese: bool) -> str:
    return cues.lead_stance(text) if chinese else english.lead_stance(text)


def _sentences(line: str, *, chinese: bool) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a line, none longer than `_LONGEST`."""
    begin = 0
    for stop in (_STOP_ZH if chinese else _STOP_EN).finditer(line):
        while stop.end() - begin > _LONGEST:
            yield begin, begin + _LONGEST
            begin += _LONGEST
        yield begin, stop.end()
        begin = stop.end()
    while begin < len(line):
        yield begin, min(len(line), begin + _LONGEST)
        begin += _LONGEST
