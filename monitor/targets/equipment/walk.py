"""Every place at which a text names equipment, what its sentence wants of it, and what surrounds it.

line -> sentences -> names and their neighbours, widened -> what the grammar says: a stance, or why it wants nothing

What a line leads to holds for those that follow: a heading, a sentence that ends in a colon, a table's caption.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.targets.english.outlook import is_public
from monitor.targets.equipment import chinese as cues
from monitor.targets.equipment import english_stances as english
from monitor.targets.equipment.chinese_stances import Sentence, lead_stance, ruled_zh
from monitor.targets.equipment.named import Named, Spans
from monitor.targets.equipment.names import Hit, hits_of, widen, with_neighbours
from monitor.targets.equipment.stances import Ruling
from monitor.targets.noise import is_noise
from monitor.targets.reader import is_chinese, lines
from monitor.targets.tables.indicators import is_row
from monitor.targets.whole import Whole
from monitor.text import late as re

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
#: So many names before one are looked at for words that are no verbs.
_LOOKED_BACK = 8
#: Why a name is none: it is part of another, or says no more than that it is medical.
_NO_NAME = ("part", "bare")
#: Why a sentence is nobody's who governs.
_OF_OTHERS = ("nobody", "others")
#: A line without a full stop up to so long may be a heading.
_HEADING = 70


@dataclass(slots=True)
class Walk:
    """Goes through the lines of a text; what one says of equipment may hold for those that follow."""

    whole: Whole
    goals: Spans
    facts: Spans
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
    #: The last line that may be a heading, and how the line at hand is made.
    heading: str = ""
    row: bool = False
    item: bool = False
    #: Whether it may be about policy at all.
    public: bool = True
    #: Where the last name of the line ends.
    taken: int = -1

    def names(self) -> list[Named]:
        """All names of equipment in the text outside page furniture, each knowing of the others."""
        names = list(self._names())
        groups: dict[str, list[Named]] = {}
        for named in names:
            name = named.hit.name
            key = name.entry.term if name is not None else self.whole.text[named.hit.start : named.hit.end].lower()
            groups.setdefault(key, []).append(named)
        wanted = sum(named.ruled for named in names)
        for group in groups.values():
            supported = sum(named.ruled for named in group)
            for number, named in enumerate(group):
                named.same, named.first, named.same_wanted = len(group), number == 0, supported - named.ruled
                named.others, named.others_wanted = len(names) - len(group), wanted - supported
        return names

    def _names(self) -> Iterator[Named]:
        hits = hits_of(self.whole)
        self.public = bool(self.goals) or bool(hits and cues.POLICY.search(self.whole.text))
        index = 0
        for first, line in lines(self.whole.text) if hits else ():
            begin = index
            while index < len(hits) and hits[index].start < first + len(line):
                index += 1
            if not is_noise(line):
                yield from self._line(first, line, hits[begin:index])

    def _keep(self, named: Named) -> None:
        """Remember a name that is wanted."""
        self.given[self.whole.text[named.hit.start : named.hit.end]] = named.stance
        if len(self.given) > _REMEMBERED:
            del self.given[next(iter(self.given))]

    def _line(self, first: int, line: str, hits: list[Hit]) -> Iterator[Named]:
        """What a line names; it begins at `first`."""
        chinese = is_chinese(line)
        bare = line.strip()
        self.body = self.body or len(bare) >= 100 or bare.endswith(("。", ".", ";", ":", ","))
        self.row, self.item = is_row(line), _ITEM.match(line) is not None
        if self.row:
            yield from self._row(first, line, hits, chinese=chinese)
            return
        self.column = None
        if hits:
            yield from self._sentences(first, line, hits, chinese=chinese)
        if bare:
            self.caption = bare
            if len(bare) <= _HEADING and not bare.endswith(("。", ".", ",", ";")) and not self.item:
                self.heading = bare
            self.carried = _lead_stance(line, chinese=chinese)
            if self.carried or not (self.item or any(not hit.loose for hit in hits)):
                self.listed = self.carried

    def _row(self, first: int, line: str, hits: list[Hit], *, chinese: bool) -> Iterator[Named]:
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

    def _sentences(self, first: int, line: str, hits: list[Hit], *, chinese: bool) -> Iterator[Named]:
        before = self.carried or (self.listed if ":" in line[:40] or self.item else "")
        self.taken = -1
        begin = 0
        for start, end in _sentences(line, chinese=chinese):
            low, high = first + start, first + end
            index = begin
            while begin < len(hits) and hits[begin].start < high:
                begin += 1
            firm = [hit for hit in hits[index:begin] if not hit.loose]
            loose = [hit for hit in hits[index:begin] if hit.loose]
            if not firm:
                yield from self._sentence(low, high, firm, loose, before, chinese=chinese) if loose else ()
                # Chinese neighbours stand in an enumeration with a hit; there is none.
                if chinese:
                    before = lead_stance(line[start:end]) or before
                continue
            if chinese:
                before = _of_the_whole(self.whole.text, low, high, self.given) or before
            last = ""
            for named in self._sentence(low, high, firm, loose, before, chinese=chinese):
                last = named.stance if named.ruled else ""
                yield named
            before = _lead_stance(line[start:end], chinese=chinese) or (before if chinese else "")
            if not chinese and line[end - 1] == ";":
                # shall have: one X-ray unit; two defibrillators
                before = before or last

    def _is_of_others(self, low: int, high: int, *, chinese: bool) -> bool:
        """Whether a sentence stands on a page on which nobody who governs has the word, and has no goal of theirs."""
        whole = self.whole
        if not chinese:
            return whole.trade or (whole.private and not is_public(whole.text, low, high))
        listed = (self.column is not None and self.column >= 0) or cues.TOPIC_ZH.match(whole.text, low) is not None
        others = (whole.idle_zh and not listed) or whole.trade_zh or not whole.voiced_zh
        return others and not self.goals.begin_in(whole.view.at(low), whole.view.at(high))

    def _sentence(
        self, low: int, high: int, firm: list[Hit], loose: list[Hit], before: str, *, chinese: bool
    ) -> Iterator[Named]:
        """Names of a sentence; what is joined to a name is wanted as that is."""
        text, view = self.whole.text, self.whole.view
        spoken: english.Sentence | Sentence = (
            Sentence(text, low, high) if chinese else english.Sentence(text[low:high], self.whole.cues(low, high))
        )
        wanted = self.goals.begin_in(view.at(low), view.at(high))
        told = not chinese or cues.is_told(text, low, high)
        default = "promote" if self.body and self.goals and not (chinese and told) else ""
        reason = self._reason(low, high, chinese=chinese, wanted=wanted, told=told)
        found: list[Named] = []
        for hit in _together(text, firm, loose, low, high, chinese=chinese):
            if hit.start < self.taken:
                continue
            part = cues.is_part_of_name(text, hit.start, hit.end, wanted=wanted)
            widen(text, hit, max(low, self.taken), high, chinese=chinese)
            self.taken = hit.end
            bare = chinese and cues.is_bare(text[hit.start : hit.end])
            named = self._named(hit, low, high, before, chinese=chinese)
            named.place, named.wanted, named.told = len(found), wanted, told
            named.stance, named.why, named.by = self._ruling(named, spoken, found[-_LOOKED_BACK:], default)
            named.why = _over_the_verb(named, "part" if part else "bare" if bare else reason)
            found.append(named)
        if not chinese and reason not in _OF_OTHERS:
            _join(text, found)
        for named in found:
            named.beside = len(found)
            if named.ruled:
                self._keep(named)
        yield from found

    def _ruling(self, named: Named, spoken: english.Sentence | Sentence, earlier: list[Named], default: str) -> Ruling:
        """What its sentence wants of a name; `earlier` are names before it."""
        low, start, end = named.low, named.hit.start, named.hit.end
        if isinstance(spoken, Sentence):
            names = [(one.hit.start, one.hit.end) for one in earlier]
            return ruled_zh(spoken, start, end, names, before=named.led, default=default, wanted=named.in_goal)
        named.words = spoken.words
        names = [(one.hit.start - low, one.hit.end - low) for one in earlier]
        return english.ruled(spoken, start - low, end - low, names, before=named.led, default=default)

    def _named(self, hit: Hit, low: int, high: int, before: str, *, chinese: bool) -> Named:
        """A name with what is known of its place."""
        at = self.whole.view.at(hit.start)
        return Named(
            hit,
            low,
            high,
            chinese,
            led=before,
            row=self.row,
            item=self.item,
            heading=self.heading,
            in_goal=self.goals.hold(at),
            in_fact=self.facts.hold(at),
            goal_gap=self.goals.gap(at),
            fact_gap=self.facts.gap(at),
        )

    def _reason(self, low: int, high: int, *, chinese: bool, wanted: bool, told: bool) -> str:
        """Why the rules take nothing of a sentence for wanted, whatever its verbs say; "" for nothing."""
        whole, view = self.whole, self.whole.view
        if not self.public:
            return "nobody"
        if self._is_of_others(low, high, chinese=chinese):
            return "others"
        if not chinese and self.item and english.leaves_out(self.heading):
            return "off"
        if chinese and cues.OFF_ZH.search(whole.text, low, high):
            return "off"
        if chinese and told and not wanted and self.facts.begin_in(view.at(low), view.at(high)):
            return "reports"
        return ""


def _together(text: str, firm: list[Hit], loose: list[Hit], low: int, high: int, *, chinese: bool) -> list[Hit]:
    """Names of a sentence with their neighbours, and the loose ones that none of them covers."""
    near = with_neighbours(text, firm, low, high, chinese=chinese)
    near += [hit for hit in loose if not any(hit.start < one.end and one.start < hit.end for one in near)]
    return sorted(near, key=lambda hit: hit.start)


def _over_the_verb(named: Named, reason: str) -> str:
    """Why a name is wanted by nobody: what its sentence and page say over what the verb says."""
    if reason in _NO_NAME or reason in _OF_OTHERS or (reason == "off" and not named.in_goal):
        return reason
    if named.in_goal or named.wanted:
        return ""
    if reason == "reports" or (named.told and named.in_fact):
        return "reports"
    return named.why


def _join(text: str, found: list[Named]) -> None:
    """What is not wanted is wanted as the name it is joined to: A, B and C shall be listed."""
    behind: Named | None = None
    for named in reversed(found):
        joins = behind is not None and behind.ruled and named.why not in ("", "reports", "refused", *_NO_NAME)
        if joins and behind is not None and _JOINT_EN.fullmatch(text, named.hit.end, behind.hit.start):
            named.stance, named.why, named.by = behind.stance, "", "joined"
        behind = named


def _of_the_whole(text: str, low: int, high: int, given: dict[str, str]) -> str:
    """The stance of the class whose members a sentence lists: 智能辅具包括…, when it has been wanted before."""
    verb = cues.INCLUDES_ZH.search(text, low, high)
    if verb is None:
        return ""
    head = text[low : verb.start()]
    return next((stance for name, stance in given.items() if name in head), "")


def _lead_stance(text: str, *, chinese: bool) -> str:
    return lead_stance(text) if chinese else english.lead_stance(text)


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
