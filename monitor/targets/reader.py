"""A Document's text to its Statements: lines, languages, boilerplate, repeats.

text -> view (script and width folded, cloaking cut)
        line by line: noise | table row | Chinese | English -> readings
        readings -> statements with exact quotes and offsets of the faithful text
        the same fact twice -> one statement, or a headline marked as repeat
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from monitor.targets.chinese.dates import find_dates
from monitor.targets.chinese.reader import ChineseReader
from monitor.targets.english.dates import find_english_dates
from monitor.targets.english.layout import NEW_ITEM
from monitor.targets.english.reader import EnglishReader
from monitor.targets.learned.dues import Chooser, best, set_deadlines
from monitor.targets.learned.kinds import TARGET, Judge, Likeliest
from monitor.targets.marks import Reading, Today
from monitor.targets.noise import is_noise
from monitor.targets.noted import Noted
from monitor.targets.plans.governing import Governing
from monitor.targets.plans.key import plan_likeness
from monitor.targets.plans.mentions import plans_of
from monitor.targets.setting import Setting, setting
from monitor.targets.tables.indicators import Table, is_row, read_table
from monitor.targets.whole import Whole
from monitor.text import late as re
from monitor.text.fold import is_western
from monitor.text.views import View, look
from monitor.types import Document, PlanMention, Statement, StatementKind

#: Characters of a line that are read at once; sentences of laws and plans are shorter.
_LONGEST = 1200
#: The head of a line that continues the one before.
_GOES_ON = re.compile(r"\s{0,8}(?:[a-z]|\((?![一二三四五六七八九十\d]{1,3}\)))")
_FIGURE = re.compile(r"\s{0,8}(?:[£$€]|\d(?!\d?[.)]\s))")
#: A decimal whose point the scrape took for the end of a line: 1. | 3 trillion.
_BROKEN_HEAD = re.compile(r"(?<!\d)\d{1,3}\.$")
_BROKEN_TAIL = re.compile(r"\s{0,8}\d{1,3}\s(?:[tbm]r?illion|hundred million|per ?cent|%)")
#: A line of Chinese that was cut in the midst of a sentence, and what cannot go on with one.
_ZH_OPEN = frozenset("、,，(（")
_ZH_NEW = re.compile(
    r"\s{4}|\s*$|\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、]|[·•●◆■▲—①-⑳])"
)
#: A line before a figure that goes on is longer, and ends in such words if it is the first of its paragraph.
_NARROW = 24
_ASKS = re.compile(
    r"\b(?:to|by|of|than|at|in|on|into|from|with|for|and|or|about|around|over|under|above|below|least|most|nearly|almost|between|"
    r"until|within|only|another|the|an?|its|all|is|are|be|was|were|has|have|had|reach|reached|exceed|exceeds|total|cost)$"
)
_ENDS = ("。", ".", "!", "?", ":", ";", "|")
#: From here on a bare figure of a headline may be a sum of money.
_SUM = 1_000_000
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")

#: Brackets that translators put around a counter: the first (set).
_NO_BRACKETS = str.maketrans("", "", "()")


def read_statements(document: Document) -> tuple[Statement, ...]:
    """Targets and baselines of a Document, in the order of its text. Never raises for any text."""
    view = look(document.text)
    plans = plans_of(view, title=document.title)
    return statements_of(view, published=document.published, plans=plans, whole=Whole(view, document.title))


def statements_of(
    view: View,
    *,
    published: str | None,
    plans: tuple[PlanMention, ...],
    whole: Whole | None = None,
    judge: Judge | None = None,
    choose: Chooser = best,
) -> tuple[Statement, ...]:
    """As `read_statements`, from a text as it was scraped: lines of page furniture are passed over.

    `whole` is what is known of the text already; `judge` decides what each figure is, `choose` by when a goal without a
    date is due.
    """
    judge = judge if judge is not None else Likeliest()
    readers = _Readers(whole or Whole(view), published, _own(plans), judge)
    governing = Governing(view, plans)
    found = _settled(list(_readings(readers)), judge)
    readings = _apart(view.text, found, plans, governing)
    if readings:
        readers.note_title()
    set_deadlines(readers.whole, readings, readers.noted, readers.setting_of, choose)
    return tuple(_statements(view, readings, governing))


def is_chinese(line: str) -> bool:
    """Whether a line is Chinese: it holds ideographs, and, when it is long, more than a name or two of them."""
    if is_western(line) or _IDEOGRAPH.search(line) is None:
        return False
    # an ideograph is three bytes of UTF-8: two more than characters
    return len(line) < 60 or len(line.encode("utf-8", "surrogatepass")) > 1.4 * len(line)


class _Readers:
    """The Chinese and the English reader of one text, each made when a line first needs it."""

    def __init__(self, whole: Whole, published: str | None, own: PlanMention | None, judge: Judge) -> None:
        self.text = whole.text
        self.whole = whole
        self._published = published
        self._own = own
        self._judge = judge
        self.noted = Noted()
        self._chinese: ChineseReader | None = None
        self._english: EnglishReader | None = None

    @property
    def chinese(self) -> ChineseReader:
        """For lines in which an ideograph stands."""
        if self._chinese is None:
            self._chinese = ChineseReader(
                self.whole, setting=self._setting(chinese=True), judge=self._judge, noted=self.noted
            )
        return self._chinese

    @property
    def english(self) -> EnglishReader:
        """For all other lines."""
        if self._english is None:
            self._english = EnglishReader.of(self.whole, self._setting(chinese=False), self._judge, self.noted)
        return self._english

    def note_title(self) -> None:
        """Notes the dates of the title, as places before the text."""
        title = self.whole.titled[: self.whole.above]
        if is_chinese(title):
            dates = find_dates(title, self.chinese.setting.today)
        else:
            dates = find_english_dates(title, self.english.setting) if title else []
        self.noted.take(-self.whole.above, dates, ())

    def setting_of(self, language: str) -> Setting:
        """What the reader of a language (`en`, `zh`) knows of the whole text."""
        return (self.chinese if language == "zh" else self.english).setting

    def _setting(self, *, chinese: bool) -> Setting:
        """What the text says of itself, and what the plan in its title does: the title is no part of the text."""
        found = setting(self.whole, self._published, chinese=chinese)
        if self._own is None:
            return found
        period, year = self._own.period, found.today.year
        if period is None or (year is not None and period[1] < year):
            return replace(found, plan=True)
        # a plan that the text only draws on says another period: 根据《"十四五"规划》,制定本计划
        # without a day of writing: plans are written about when they begin
        today = found.today if year is not None else Today(day=None, guessed_year=period[0])
        return replace(found, today=today, plan=True, period=period, due=str(period[1]))

    def line(self, start: int, line: str, *, headline: bool) -> Iterator[Reading]:
        """Readings of a line, which begins at `start`, by the reader of its language."""
        reader = self.chinese if is_chinese(line) else self.english
        for first, last in _pieces(self.text, start, start + len(line)):
            yield from reader.line(first, last, headline=headline)


def _own(plans: tuple[PlanMention, ...]) -> PlanMention | None:
    """The plan that the page's title names, when the text does not: there its period is read with all the rest."""
    return next((plan for plan in plans if plan.titled and plan.start == plan.end), None)


def _readings(readers: _Readers) -> Iterator[Reading]:
    """Readings of all lines."""
    text = readers.text
    body = False
    rows: list[tuple[int, str]] = []
    captions: list[str] = []
    for start, line in lines(text):
        if is_row(line):
            rows.append((start, line))
            continue
        if rows:
            yield from _table(rows, captions, readers)
            rows, captions = [], []
        if line.strip():
            captions = [*captions[-2:], line]
        if is_noise(line):
            continue
        bare = line.strip()
        body = body or len(bare) >= 100 or bare.endswith(("。", ".", ";", ":", ","))
        yield from readers.line(start, line, headline=not body)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their offsets, an empty one last; English that was wrapped hard is put together again.

    A line that does not end a sentence and is followed by a small letter goes on.
    """
    start = position = 0
    gathered = ""
    for line in [*text.split("\n"), ""]:
        if gathered and len(gathered) < _LONGEST and _goes_on(gathered, line):
            gathered += "\n" + line
        else:
            if gathered:
                yield start, gathered
            start, gathered = position, line
            if not line:
                yield start, line
        position += len(line) + 1


def _goes_on(before: str, line: str) -> bool:
    """Whether a line continues the one before: a small letter, or a figure behind a long line that ends in one.

    Items of a list begin with figures too: the figure has to be asked for, or the line before has to go on one itself.
    """
    before = before.rstrip()
    if before[-1:] in _ZH_OPEN and not is_row(before):
        return _ZH_NEW.match(line) is None and not is_row(line)
    if before[-1:] == "." and _BROKEN_HEAD.search(before, max(0, len(before) - 5)) and _BROKEN_TAIL.match(line):
        return True
    if before.endswith(_ENDS) or is_row(line):
        return False
    if _GOES_ON.match(line):
        return NEW_ITEM.match(line) is None
    if _FIGURE.match(line) is None or not before[-1:].islower():
        return False
    width = len(before) - before.rfind("\n")
    return width > _NARROW and (width < len(before) or _ASKS.search(before, max(0, len(before) - 12)) is not None)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line in pieces of bounded length, cut behind sentences where there are any: what is read stays linear."""
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ("。", ". ", ";", ","))
        cut = cut + 1 if cut >= 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _table(rows: list[tuple[int, str]], captions: list[str], readers: _Readers) -> Iterator[Reading]:
    """Rows as a table of indicators, else as sentences."""
    in_chinese = _IDEOGRAPH.search(rows[0][1]) is not None
    about = (readers.chinese if in_chinese else readers.english).setting
    if about.idle:
        return
    english = None if in_chinese else readers.english
    table = Table(
        setting=about,
        due=english.recent_due if english is not None else None,
        chinese=in_chinese,
        currency=english.currencies.of if english is not None else _as_it_is,
    )
    found = read_table(rows, captions, table)
    if found is not None:
        yield from found
        return
    for start, line in rows:
        if not is_noise(line):
            yield from readers.line(start, line, headline=False)


def _as_it_is(code: str, _written: str) -> str:
    return code


def _settled(readings: list[Reading], judge: Judge) -> list[Reading]:
    """The readings without targets where the judge finds none on the whole page, and no table sets any."""
    if not isinstance(judge, Likeliest) or not judge.finds_none:
        return readings
    if any(one.kind == TARGET and one.rule.endswith("/table") for one in readings):
        return readings
    return [one for one in readings if one.kind != TARGET]


def _apart(text: str, readings: list[Reading], plans: tuple[PlanMention, ...], governing: Governing) -> list[Reading]:
    """The readings without those of a fact that is said elsewhere of the same plan."""
    keys = {plan.name: plan.key for plan in plans}

    def plan_of(reading: Reading) -> str:
        return keys.get(governing.plan_at(*reading.quote) or "", "")

    return _said_once(text, readings, plan_of if len(plans) > 1 else lambda _: "")


def _statements(view: View, readings: list[Reading], governing: Governing) -> Iterator[Statement]:
    """Readings as Statements; the same fact said again in a headline is marked."""
    bodies = {_fact(r)[1:]: r for r in reversed(readings) if not r.headline}
    money = {r.quantity.value: r.quantity.unit for r in readings if not r.headline and r.quantity.unit.isupper()}
    for reading in readings:
        quantity = reading.quantity
        if reading.headline and quantity.unit == "count" and quantity.value >= _SUM and quantity.value in money:
            # a headline leaves out the currency
            quantity.unit, quantity.counted = money[quantity.value], ""
        body = bodies.get(_fact(reading)[1:]) if reading.headline else None
        if body is not None:
            reading.kind = body.kind
            reading.deadline, reading.as_of = reading.deadline or body.deadline, reading.as_of or body.as_of
        start, end = view.span(*reading.quote)
        yield Statement(
            kind=StatementKind(reading.kind),
            metric=view.source[slice(*view.span(*reading.metric))].strip(),
            value=quantity.value,
            value_high=quantity.high,
            unit=quantity.unit,
            counted=quantity.counted,
            comparator=quantity.comparator,
            deadline=reading.deadline if reading.kind == "target" else None,
            as_of=reading.as_of if reading.kind == "baseline" else None,
            plan=governing.plan_at(*reading.quote),
            quote=view.source[start:end],
            start=start,
            end=end,
            rule=reading.rule,
            repeat=body is not None,
        )


def _said_once(text: str, readings: list[Reading], plan_of: Callable[[Reading], str]) -> list[Reading]:
    """The readings without those of a fact that is said elsewhere in the body; of two the one that says its date.

    What two plans say alike is two facts; `plan_of` gives the key of the plan that a reading belongs to.
    """
    kept: list[Reading] = []
    seen: dict[tuple[object, ...], tuple[tuple[str, str], int]] = {}
    for reading in readings:
        if not reading.headline:
            fact = _fact(reading)
            said = text[slice(*reading.metric)], _subject(text, reading.quote[0])
            earlier = seen.get(fact)
            if earlier is not None and len(said[0]) > 1 and _is_same(earlier[0], said):
                if _in_another_column(reading, kept[earlier[1]]) or _are_two(
                    plan_of(reading), plan_of(kept[earlier[1]])
                ):
                    kept.append(reading)
                    continue
                if _is_dated(reading) and not _is_dated(kept[earlier[1]]):
                    kept[earlier[1]] = reading
                continue
            seen[fact] = said, len(kept)
        kept.append(reading)
    return sorted(kept, key=lambda reading: reading.quote[1])


def _are_two(one: str, other: str) -> bool:
    """Whether two keys are of two plans."""
    return bool(one and other) and plan_likeness(one, other) == 0


def _in_another_column(reading: Reading, other: Reading) -> bool:
    """Whether two readings are of one row of a table."""
    return reading.quote == other.quote and reading.quantity.start != other.quantity.start


def _is_dated(reading: Reading) -> bool:
    return (reading.deadline if reading.kind == "target" else reading.as_of) is not None


def _subject(text: str, at: int) -> str:
    """What a line says it is about before its colon; "" for most."""
    start = max(0, at - _LONGEST)
    first = text.rfind("\n", start, at) + 1
    if not first and start:
        return ""
    colon = text.find(":", first, min(at, first + 40))
    return text[first:colon] if colon >= 0 else ""


def _is_same(said: tuple[str, str], now: tuple[str, str]) -> bool:
    """Whether two (metric, subject) of one figure are one fact: not when each line has a subject of its own."""
    if said[1] and now[1] and said[1] != now[1]:
        return False
    one, other = (metric.translate(_NO_BRACKETS) for metric in (said[0], now[0]))
    return one in other or other in one


def _fact(reading: Reading) -> tuple[object, ...]:
    quantity = reading.quantity
    return reading.kind, quantity.value, quantity.high, quantity.unit
