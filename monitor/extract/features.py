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

_SIZE_BUCKETS = [bisect_right(_SIZES, size) for size in range(FULL_SIZE + 1)]
_COARSE_BUCKETS = [4 * bisect_right(_COARSE_SIZES, size) for size in range(FULL_SIZE + 1)]

#: Tables of a run's measures, in the order `measure` gives them; those marked are learned apart for threads.
TABLES = (
    "length*", "links", "shape*", "sentences", "end", "place*", "progress", "before2", "after2", "between2", "before6",
    "after6", "between6", "climb3", "climb6", "parentlinks",
    "gap", "nextgap",
)  # fmt: skip

_ENDS = frozenset(".!?。！？…\"”’'）)")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_THREAD_ADDRESS = re.compile(
    r"forum|bbs\b|bbs[./]|thread|/topic|viewtopic|discuss|/comments/|question|/ask|\bask\.|communit|/t/|tieba|boards?[./]"
    r"|/status/|/answers?|/posts?/\d|/gallery/|club|/d/\d|wenda|/p/\d|newsgroup|mailing"
)
_THREAD_SCHEMAS = ("DiscussionForumPosting", "QAPage")
_THREAD_SOFTWARE = re.compile(
    r"discuz|phpbb|vbulletin|xenforo|discourse|mybb|flarum|nodebb|smf|invision|vanilla|kunena|punbb|fluxbb"
)
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
        self.software = _THREAD_SOFTWARE.search(near) is not None
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
    return _THREAD_ADDRESS.search((parts.netloc + parts.path).lower()) is not None


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
        self.sizes = sizes = [
            len(run.text) if run.text.isascii() else len(run.text.encode("utf-8", "replace")) for run in runs
        ]
        counts: list[int] = []
        shares: list[float] = []
        prose: list[float] = []
        for run, size in zip(runs, sizes, strict=True):
            text = run.text
            share = run.link_chars / len(text) if run.link_chars else 0.0
            count = sentences_in(text) if size > MIN_SENTENCE_SIZE else 0
            shares.append(share)
            counts.append(count)
            if size > PROSE_SIZE and count and share < 0.5:
                prose.append((size if size < FULL_SIZE else FULL_SIZE) * (1.0 - share))
            else:
                prose.append(0.0)
        #: Prefix sums of prose.
        self.prose = [0.0, *accumulate(prose)]
        self.total = self.prose[-1] or 1.0
        #: Index of the run that is the page's title, or -1.
        self.title_at = title_at(runs, title)
        self.rows = self._rows(page, counts, shares)

    def _rows(self, page: Outline, counts: list[int], shares: list[float]) -> list[tuple[int, ...]]:
        runs, sums, total, sizes = page.runs, self.prose, self.total, self.sizes
        links = [0, *accumulate([run.link_chars for run in runs])]
        chars = [0, *accumulate([len(run.text) for run in runs])]
        climbs = _climbs(page, sums, total)
        padded = [0.0] * 6 + sums + [sums[-1]] * 6
        title = self.title_at
        rows: list[tuple[int, ...]] = []
        element: Element | None = None
        third = two_thirds = parent_links = 0
        gaps = [bisect_right(_GAPS, run.gap) for run in runs]
        gap = gaps[0]
        for at, run in enumerate(runs):
            if run.element is not element:
                element = run.element
                third, two_thirds = climbs[id(element)]
                parent = element.parent or element
                parent_links = bisect_right(
                    _PARENT_LINKS,
                    (links[parent.last] - links[parent.first]) / (chars[parent.last] - chars[parent.first]),
                )
            size, share = sizes[at], shares[at]
            next_gap = gaps[at + 1] if at + 1 < len(gaps) else 4
            here, after = sums[at], sums[at + 1]
            before2, before6 = here - padded[at + 4], here - padded[at]
            after2, after6 = padded[at + 9] - after, padded[at + 13] - after
            if title < 0:
                place = 0
            elif at <= title:
                place = 1 if at < title else 2
            else:
                place = 3 + bisect_right(_AFTER_TITLE, at - title)
            rows.append(
                (
                    _SIZE_BUCKETS[size if size < FULL_SIZE else FULL_SIZE],
                    bisect_right(_LINKS, share) if share else 0,
                    _COARSE_BUCKETS[size if size < FULL_SIZE else FULL_SIZE]
                    + (bisect_right(_COARSE_LINKS, share) if share else 0),
                    counts[at] if counts[at] < 3 else 3,
                    run.text[-1] in _ENDS,
                    place,
                    bisect_right(_PROGRESS, here / total),
                    bisect_right(_NEIGHBOURS, before2),
                    bisect_right(_NEIGHBOURS, after2),
                    (before2 > 100) * 2 + (after2 > 100),
                    bisect_right(_NEIGHBOURS, before6),
                    bisect_right(_NEIGHBOURS, after6),
                    (before6 > 100) * 2 + (after6 > 100),
                    third,
                    two_thirds,
                    parent_links,
                    gap,
                    next_gap,
                )
            )
            gap = next_gap
        return rows


def _climbs(page: Outline, sums: list[float], total: float) -> dict[int, tuple[int, int]]:
    """For each element with text: how many steps up the first is that holds 30 % and 60 % of the prose; at most 8."""
    climbs: dict[int, tuple[int, int]] = {}
    third_sum, two_thirds_sum = 0.3 * total, 0.6 * total
    for element in page.elements:
        if element.first == element.last:
            continue
        parent = element.parent
        if parent is None:
            climbs[id(element)] = (0, 0)
            continue
        held = sums[element.last] - sums[element.first]
        if held > two_thirds_sum:
            climbs[id(element)] = (0, 0)
        else:
            third, two_thirds = climbs[id(parent)]
            climbs[id(element)] = (
                0 if held > third_sum else third + 1 if third < 8 else 8,
                two_thirds + 1 if two_thirds < 8 else 8,
            )
    return climbs


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
