"""What can be measured of a run of text, cheaply: the evidence that `score.py` weighs.

A run is measured by small whole numbers, each an index into a table of weights (made of `model.json`); an element by
the words of its names. Training (benchmarks/extract/train.py) calls these same functions, so what is learned is what is
weighed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from urllib.parse import urlsplit

from monitor.extract.tree import Outline, Run

#: Bucket limits. Sizes are UTF-8 bytes: a Chinese character then counts about what it says.
_SIZES = (8, 16, 30, 50, 80, 120, 200, 350, 600)
_LINKS = (0.01, 0.15, 0.35, 0.6, 0.9)
_PARENT_LINKS = (0.05, 0.2, 0.4, 0.7)
_PROGRESS = (0.001, 0.2, 0.5, 0.8, 0.999)
_NEIGHBOURS = (1, 100, 300, 800)
_GAPS = (1, 3, 10)
_AFTER_TITLE = (3, 8, 20)
#: Only this much of a page's head (without scripts) is searched for marks of its kind.
HEAD_CHARS = 8_000
#: A run of at least this size with a sentence in it is prose.
PROSE_SIZE = 70
#: Smaller runs are not searched for sentences.
MIN_SENTENCE_SIZE = 24
#: Size that more text adds nothing to.
FULL_SIZE = 600
#: Weight of a run by its size: long runs say more, not in proportion.
_WEIGHTS = [float(size**0.6) for size in range(FULL_SIZE + 1)]
#: Steps up to an element with much prose are counted so far.
_MAX_STEPS = 8

#: Several measures are packed into one index, so that a run is scored by a few look-ups:
#: line = ((size * 6 + links) * 4 + sentences) * 2 + end.
_LINE_OF_SIZE = [48 * bisect_right(_SIZES, size) for size in range(FULL_SIZE + 1)]
_LINE_OF_SENTENCES = (0, 2, 4, 6)
_GAP_OF = [bisect_right(_GAPS, gap) for gap in range(_GAPS[-1] + 1)]
#: What stands for the gap behind the last run.
_LAST_GAP = 4


def _line(index: int) -> list[str]:
    size, links, sentences, end = index // 48, index // 8 % 6, index // 2 % 4, index % 2
    coarse = 4 * (size > 1) + 4 * (size > 3) + 4 * (size > 5) + 4 * (size > 7) + (links > 0) + (links > 2) + (links > 4)
    return [f"length*:{size}", f"links:{links}", f"sentences:{sentences}", f"end:{end}", f"shape*:{coarse}"]


def _place(index: int) -> list[str]:
    return [f"place*:{index}"]


def _progress(index: int) -> list[str]:
    return [f"progress:{index}"]


def _near(index: int) -> list[str]:
    before, after = divmod(index, 5)
    return [f"before2:{before}", f"after2:{after}", f"between2:{2 * (before > 1) + (after > 1)}"]


def _wide(index: int) -> list[str]:
    before, after = divmod(index, 5)
    return [f"before6:{before}", f"after6:{after}", f"between6:{2 * (before > 1) + (after > 1)}"]


def _gap(index: int) -> list[str]:
    return [f"gap:{index // 5}", f"nextgap:{index % 5}"]


def _steps(index: int) -> list[str]:
    return [f"climb3:{index // 45}", f"climb6:{index // 5 % 9}", f"parentlinks:{index % 5}"]


#: The tables of weights that `Measures.columns` index, in order: their size, and the measures that make up an index;
#: those marked * are learned apart for threads.
TABLES = ((480, _line), (7, _place), (6, _progress), (25, _near), (25, _wide), (20, _gap))
#: The same for `Element.steps`.
STEPS = (405, _steps)

_ENDS = frozenset(".!?。！？…\"”’'）)")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_THREAD_ADDRESSES = (
    "forum", "thread", "/topic", "viewtopic", "discuss", "/comments/", "question", "/ask", "communit", "/t/", "tieba",
    "board.", "board/", "boards.", "boards/", "/status/", "/answer", "/gallery/", "club", "wenda", "newsgroup",
    "mailing", "bbs.", "bbs/",
)  # fmt: skip
_THREAD_ADDRESS = re.compile(r"/posts?/\d|/[dp]/\d|\bask\.|bbs\b")
_THREAD_SCHEMAS = ("DiscussionForumPosting", "QAPage")
_THREAD_SOFTWARE = re.compile(
    r"discuz|phpbb|vbulletin|xenforo|discourse|mybb|flarum|nodebb|smf|invision|vanilla|kunena|punbb|fluxbb"
)
#: What the software signs its pages with, in the title or at the foot, and what only a post of a thread offers.
_SIGNED = re.compile(rf"owered [Bb]y (?:<[^<>]*>\s*)?(?i:{_THREAD_SOFTWARE.pattern})")
_POST_MARKS = ("只看该作者", "只看該作者", "只看楼主", "只看樓主")
_NEWS_MARKS = ("NewsArticle", 'og:type" content="article', "article:published")


class Kinds:
    """What a page says of its own kind, before any of its text is looked at."""

    __slots__ = ("address", "news", "schema", "software")

    def __init__(self, text: str, descriptions: str, url: str | None) -> None:
        head = text[:HEAD_CHARS]
        self.address = _thread_address(url)
        self.schema = any(schema in descriptions or schema in head for schema in _THREAD_SCHEMAS)
        generator = head.find("enerator")
        near = head[max(0, generator - 120) : generator + 120].lower() if generator >= 0 else ""
        self.software = (
            _THREAD_SOFTWARE.search(near) is not None
            or _SIGNED.search(text) is not None
            or any(mark in text for mark in _POST_MARKS)
        )
        self.news = any(mark in descriptions or mark in head for mark in _NEWS_MARKS)

    @property
    def thread(self) -> bool:
        """Whether it is a thread: a forum topic, a question, a social post."""
        return self.address or self.schema or self.software

    def names(self) -> list[str]:
        """The marks that were found."""
        return [name for name in self.__slots__ if getattr(self, name)]


def _thread_address(url: str | None) -> bool:
    """Whether the address is one that threads live at: /forum/, viewtopic, /t/ and the like."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    address = (parts.netloc + parts.path).lower()
    for mark in _THREAD_ADDRESSES:
        if mark in address:
            return True
    return _THREAD_ADDRESS.search(address) is not None


def sentences_in(text: str, *, wide: bool) -> int:
    """About how many sentences a text holds; `wide`: a text of Chinese, Japanese or Korean."""
    if wide:
        return text.count("。") + text.count("！") + text.count("？")
    return text.count(". ") + text.count("? ") + text.count("! ") + (text[-1] in ".?!")


class Measures:
    """A page's measures: of each run, and the sums they are made of."""

    __slots__ = ("columns", "prose", "sizes", "title_at", "total", "weights")

    def __init__(self, page: Outline, title: str) -> None:
        #: Of each run, in UTF-8 bytes.
        self.sizes: list[int] = []
        #: How much the score of each run counts among others.
        self.weights: list[float] = []
        lines, prose = self._lines(page.runs)
        #: Prefix sums of prose.
        self.prose = [0.0, *accumulate(prose)]
        self.total = self.prose[-1] or 1.0
        #: Index of the run that is the page's title, or -1.
        self.title_at = title_at(page.runs, title)
        #: For each of TABLES, an index for each run.
        self.columns = (lines, self._places(len(lines)), *self._contexts(), _gaps(page.runs))
        _climb(page, self.prose, self.total)

    def _lines(self, runs: list[Run]) -> tuple[list[int], list[float]]:
        """(packed measures, prose) of each run by itself."""
        lines: list[int] = []
        prose: list[float] = []
        sizes, weights = self.sizes, self.weights
        for run in runs:
            text = run.text
            size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
            sizes.append(size)
            full = size if size < FULL_SIZE else FULL_SIZE
            weights.append(_WEIGHTS[full])
            line = _LINE_OF_SIZE[full]
            share = 0.0
            if run.link_chars:
                share = run.link_chars / len(text)
                line += 8 * bisect_right(_LINKS, share)
            if text[-1] in _ENDS:
                line += 1
            worth = 0.0
            if size > MIN_SENTENCE_SIZE:
                count = sentences_in(text, wide=size > 2 * len(text))
                if count:
                    line += _LINE_OF_SENTENCES[count if count < 3 else 3]
                    if size > PROSE_SIZE and share < 0.5:
                        worth = full * (1.0 - share)
            prose.append(worth)
            lines.append(line)
        return lines, prose

    def _places(self, count: int) -> list[int]:
        """Where each run stands towards the title: 0 when there is none, 1 before, 2 it, 3 and up after it."""
        title = self.title_at
        if title < 0:
            return [0] * count
        places = [1] * title + [2]
        for place, (limit, before) in enumerate(zip(_AFTER_TITLE, (1, *_AFTER_TITLE), strict=False), 3):
            places += [place] * (limit - before)
        return (places + [3 + len(_AFTER_TITLE)] * count)[:count]

    def _contexts(self) -> tuple[list[int], list[int], list[int]]:
        """For each run: how much of the prose came before; how much is in the two and in the six runs around."""
        sums = self.prose
        count = len(sums) - 1
        padded = [0.0] * 6 + sums + [sums[-1]] * 6
        limits = [*(limit * self.total for limit in _PROGRESS), float("inf")]
        progress: list[int] = []
        near: list[int] = []
        wide: list[int] = []
        passed = 0
        for at in range(count):
            here, after = sums[at], sums[at + 1]
            while here >= limits[passed]:
                passed += 1
            progress.append(passed)
            before6, after6 = here - padded[at], padded[at + 13] - after
            close = far = 0
            if before6:
                far = 5 * bisect_right(_NEIGHBOURS, before6)
                close = 5 * bisect_right(_NEIGHBOURS, here - padded[at + 4])
            if after6:
                far += bisect_right(_NEIGHBOURS, after6)
                close += bisect_right(_NEIGHBOURS, padded[at + 9] - after)
            near.append(close)
            wide.append(far)
        return progress, near, wide


def _gaps(runs: list[Run]) -> list[int]:
    """How much was left out before and behind each run."""
    gaps = [_GAP_OF[run.gap if run.gap < _GAPS[-1] else _GAPS[-1]] for run in runs]
    return [5 * before + behind for before, behind in zip(gaps, [*gaps[1:], _LAST_GAP], strict=True)]


def _climb(page: Outline, sums: list[float], total: float) -> None:
    """Note in each element its steps up to 30 % and to 60 % of the prose, and how linked its parent is."""
    links = [0, *accumulate([run.link_chars for run in page.runs])]
    chars = [0, *accumulate([len(run.text) for run in page.runs])]
    third_sum, two_thirds_sum = 0.3 * total, 0.6 * total
    for element in page.elements:
        parent = element.parent
        if parent is None:
            parent = element
            third = two_thirds = 0
        else:
            first, last = element.first, element.last
            third, two_thirds = parent.third, parent.two_thirds
            held = sums[last] - sums[first]
            if held > two_thirds_sum:
                third = two_thirds = 0
            else:
                if two_thirds < _MAX_STEPS:
                    two_thirds += 1
                if held > third_sum:
                    third = 0
                elif third < _MAX_STEPS:
                    third += 1
        element.third, element.two_thirds = third, two_thirds
        first, last = parent.first, parent.last
        linked = links[last] - links[first]
        element.steps = 45 * third + 5 * two_thirds
        if linked:
            element.steps += bisect_right(_PARENT_LINKS, linked / (chars[last] - chars[first]))


def title_at(runs: list[Run], title: str) -> int:
    """The heading that most of the <title> is about; else the first <h1>; else -1.

    The longest match counts: the name of the site is a heading too, and stands in the <title> as well.
    """
    wanted = title.lower()
    first = best = -1
    most = 6
    for at, run in enumerate(runs):
        if run.element.tag in _HEADINGS:
            text = run.text.lower()
            if len(text) > most and text[:60] in wanted:
                best, most = at, min(len(text), 60)
            elif len(wanted) > 12 and most < 40 and wanted[:40] in text:
                best, most = at, 40
            if first < 0 and run.element.tag == "h1":
                first = at
    return best if best >= 0 else first
