"""What can be measured of a run of text, cheaply: the evidence that `score.py` weighs.

A run is measured by small whole numbers, each an index into a table of weights (`model.json`); an element by the words
of its names. Training (benchmarks/extract/train.py) calls these same functions, so what is learned is what is weighed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from urllib.parse import urlsplit

from monitor.extract.tree import Element, Outline, Run

#: Bucket limits. Sizes are UTF-8 bytes: a Chinese character then counts about what it says.
_SIZES = (8, 16, 30, 50, 80, 120, 200, 350, 600)
_COARSE_SIZES = (16, 50, 120, 350)
_LINKS = (0.01, 0.15, 0.35, 0.6, 0.9)
_COARSE_LINKS = (0.01, 0.35, 0.8)
_PARENT_LINKS = (0.05, 0.2, 0.4, 0.7)
_PROGRESS = (0.001, 0.2, 0.5, 0.8, 0.999)
_NEIGHBOURS = (1, 100, 300, 800)
_AFTER_TITLE = (3, 8, 20)
#: A run of at least this size with a sentence in it is prose.
PROSE_SIZE = 70
#: Size that more text adds nothing to.
FULL_SIZE = 600

#: Tables of a run's measures, in the order `measure` gives them; those marked are learned apart for threads.
TABLES = (
    "length*", "links", "shape*", "sentences", "end", "place*", "progress", "before2", "after2", "between2", "before6",
    "after6", "between6", "climb3", "climb6", "parentlinks",
)  # fmt: skip

_NAMES = re.compile(r'(?:^| )(?:class|id|role|itemprop)="([^"]*)"')
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_THREAD_ADDRESS = re.compile(
    r"forum|bbs\b|bbs[./]|thread|/topic|viewtopic|discuss|/comments/|question|/ask|\bask\.|communit|/t/|tieba|boards?[./]"
    r"|/status/|/answers?|/posts?/\d|/gallery/|club|/d/\d|wenda|/p/\d|newsgroup|mailing"
)
_THREAD_SCHEMAS = ("DiscussionForumPosting", "QAPage")
_THREAD_SOFTWARE = re.compile(
    r"<meta[^>]{0,80}generator[^>]{0,80}(?:discuz|phpbb|vbulletin|xenforo|discourse|mybb|flarum|nodebb|smf|invision"
    r"|vanilla|kunena|punbb|fluxbb)",
    re.I,
)
_NEWS_MARKS = ("NewsArticle", 'og:type" content="article', "article:published")


class Kinds:
    """What a page says of its own kind, before any of its text is looked at."""

    __slots__ = ("address", "news", "schema", "software")

    def __init__(self, text: str, url: str | None) -> None:
        self.address = _thread_address(url)
        self.schema = any(schema in text for schema in _THREAD_SCHEMAS)
        self.software = _THREAD_SOFTWARE.search(text, 0, 30_000) is not None
        self.news = any(mark in text for mark in _NEWS_MARKS)

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
    return _THREAD_ADDRESS.search((parts.netloc + parts.path).lower()) is not None


def words_of(attrs: str) -> list[str]:
    """The words of an element's class, id, role and itemprop: `postBody-main` is post, body, main."""
    return [word.lower() for names in _NAMES.findall(attrs) for word in _WORD.findall(names) if 1 < len(word) <= 16]


def size_of(text: str) -> int:
    """How much a text says, in UTF-8 bytes."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def sentences_in(text: str) -> int:
    """About how many sentences a text holds."""
    count = text.count(". ") + text.count("? ") + text.count("! ") + text.endswith((".", "?", "!"))
    if not text.isascii():
        count += text.count("。") + text.count("？") + text.count("！") + text.count("；")
    return count


class Measures:
    """A page's measures: per run, and the sums they are made of."""

    __slots__ = ("prose", "rows", "sizes", "title_at", "total")

    def __init__(self, page: Outline, title: str) -> None:
        runs = page.runs
        #: Of each run, in UTF-8 bytes.
        self.sizes = [size_of(run.text) for run in runs]
        counts = [sentences_in(run.text) if size > 24 else 0 for run, size in zip(runs, self.sizes, strict=True)]
        shares = [run.link_chars / len(run.text) for run in runs]
        prose = [
            min(size, FULL_SIZE) * (1 - share) if size > PROSE_SIZE and count and share < 0.5 else 0.0
            for size, count, share in zip(self.sizes, counts, shares, strict=True)
        ]
        #: Prefix sums of prose.
        self.prose = [0.0, *accumulate(prose)]
        self.total = self.prose[-1] or 1.0
        #: Index of the run that is the page's title, or -1.
        self.title_at = _title_at(runs, title)
        self.rows = self._rows(page, counts, shares)

    def _rows(self, page: Outline, counts: list[int], shares: list[float]) -> list[tuple[int, ...]]:
        runs, sums, total = page.runs, self.prose, self.total
        last = len(runs)
        links = [0, *accumulate(run.link_chars for run in runs)]
        chars = [0, *accumulate(len(run.text) for run in runs)]
        climbs: dict[int, tuple[int, int, int]] = {}
        rows: list[tuple[int, ...]] = []
        for at, run in enumerate(runs):
            size = self.sizes[at]
            share = shares[at]
            element = run.element
            climb = climbs.get(id(element))
            if climb is None:
                climb = climbs[id(element)] = (
                    *_climb(element, sums, total),
                    bisect_right(_PARENT_LINKS, _link_share(element, links, chars)),
                )
            here, after = sums[at], sums[at + 1]
            before2 = here - sums[at - 2 if at > 2 else 0]
            after2 = sums[at + 3 if at + 3 < last else last] - after
            before6 = here - sums[at - 6 if at > 6 else 0]
            after6 = sums[at + 7 if at + 7 < last else last] - after
            rows.append(
                (
                    bisect_right(_SIZES, size),
                    bisect_right(_LINKS, share),
                    bisect_right(_COARSE_SIZES, size) * 4 + bisect_right(_COARSE_LINKS, share),
                    counts[at] if counts[at] < 3 else 3,
                    run.text[-1] in ".!?。！？…\"”’'）)",
                    self._place(at),
                    bisect_right(_PROGRESS, here / total),
                    bisect_right(_NEIGHBOURS, before2),
                    bisect_right(_NEIGHBOURS, after2),
                    (before2 > 100) * 2 + (after2 > 100),
                    bisect_right(_NEIGHBOURS, before6),
                    bisect_right(_NEIGHBOURS, after6),
                    (before6 > 100) * 2 + (after6 > 100),
                    *climb,
                )
            )
        return rows

    def _place(self, at: int) -> int:
        """0 on a page without a title, 1 before it, 2 the title itself, then by distance after it."""
        title = self.title_at
        if title < 0:
            return 0
        if at <= title:
            return 1 if at < title else 2
        return 3 + bisect_right(_AFTER_TITLE, at - title)


def _title_at(runs: list[Run], title: str) -> int:
    """The first heading that the <title> begins with or holds; else the first <h1>; else -1."""
    wanted = title.lower()
    first = -1
    for at, run in enumerate(runs):
        if run.element.tag in _HEADINGS:
            text = run.text.lower()
            if len(text) > 6 and (text[:60] in wanted or (len(wanted) > 12 and wanted[:40] in text)):
                return at
            if first < 0 and run.element.tag == "h1":
                first = at
    return first


def _climb(element: Element, sums: list[float], total: float) -> tuple[int, int]:
    """How many elements up from here the first is that holds 30 % and 60 % of the page's prose; 8 is the most."""
    third = two_thirds = 8
    here: Element | None = element
    for steps in range(8):
        if here is None or here.parent is None:
            third = min(third, steps)
            two_thirds = min(two_thirds, steps)
            break
        share = (sums[here.last] - sums[here.first]) / total
        if share > 0.3 and steps < third:
            third = steps
        if share > 0.6:
            two_thirds = steps
            break
        here = here.parent
    return third, two_thirds


def _link_share(element: Element, links: list[int], chars: list[int]) -> float:
    """Share of linked characters in the parent of a run's element."""
    parent = element.parent or element
    return (links[parent.last] - links[parent.first]) / max(1, chars[parent.last] - chars[parent.first])
