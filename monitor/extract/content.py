"""Which runs of an Outline are the document.

first look ──> second look ──> threshold ──> lists stay or go together ──> what follows the container goes
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from itertools import compress
from operator import mul

from monitor.extract.container import LISTS, container_of
from monitor.extract.features import FULL_SIZE, Kinds, Measures
from monitor.extract.score import Model, load
from monitor.extract.tree import FURNITURE_TAGS, Element, Outline, Run

#: Log-odds above which a run stays. Threads are all short posts between names and dates: they need the benefit of the
#: doubt. Source: cross-validation (benchmarks/extract/train.py), flat from 0.2 to 0.6 and from -0.6 to 0.
THRESHOLD = 0.4
THREAD_THRESHOLD = -0.3
#: A list is kept or dropped whole when its mean score is at least this far from the threshold.
LIST_MARGIN = 0.3
#: The same parts of a thread's posts stay or go together, but for runs this far below the threshold. Source:
#: cross-validation, flat from 0.3 to 0.6.
KIN_MARGIN = 0.5
KIN_REACH = 1.5
_FEWEST_KIN = 3
_ITEMS = frozenset({"li", "dd", "dt"})
#: A page on which less was kept (UTF-8 bytes), or less than this share of a little prose, gets lower thresholds.
TOO_LITTLE = 100
LITTLE_SHARE = 0.15
MUCH = 360
#: A run is a link when more than this share of it is linked.
_MOSTLY_LINKS = 0.8

#: What a kept run adds to its container, by its size.
_WORTHS = [float(size**0.8) for size in range(FULL_SIZE + 1)]


@cache
def _model() -> Model:
    return load()


def choose(page: Outline, *, title: str, kinds: Kinds) -> list[bool]:
    """For each run of the page, whether it is part of the document."""
    if not page.runs:
        return []
    measures = Measures(page, title)
    model = _model()
    first = model.first(page, measures, kinds)
    scores = model.second(page, measures, first, thread=kinds.thread)
    keep = settle(page, measures, scores, thread=kinds.thread)
    return [False] * len(keep) if _is_chrome(compress(page.runs, keep)) else keep


def _is_chrome(runs: Iterable[Run]) -> bool:
    """Whether nothing but links of navigation, sidebars and footers would be left: a page without a document."""
    return all(
        run.link_chars > _MOSTLY_LINKS * len(run.text) and _stands_in(run.element, FURNITURE_TAGS) for run in runs
    )


def _stands_in(element: Element | None, tags: Collection[str]) -> bool:
    while element is not None:
        if element.tag in tags:
            return True
        element = element.parent
    return False


def settle(page: Outline, measures: Measures, scores: list[float], *, thread: bool) -> list[bool]:
    """Scores to decisions, with what belongs together decided together."""
    threshold = THREAD_THRESHOLD if thread else THRESHOLD
    keep = [score > threshold for score in scores]
    _settle_lists(page, measures, scores, keep, threshold)
    if thread:
        _settle_kin(page, measures, scores, keep)
    else:
        _settle_quotes(page, keep)
        _drop_tickers(page, measures, keep)
        _fill(page, keep)
    enough = max(TOO_LITTLE, min(MUCH, LITTLE_SHARE * measures.total))
    if sum(compress(measures.sizes, keep)) < enough:
        keep = _lower(measures, scores, enough)
    if thread:
        keep[: max(0, measures.title_at)] = [False] * max(0, measures.title_at)
    else:
        if measures.title_at >= 0:
            # It is `Document.title`.
            keep[measures.title_at] = False
        container = _container(page, measures, scores, keep)
        keep[container.last :] = [False] * (len(keep) - container.last)
    return keep


def _settle_lists(page: Outline, measures: Measures, scores: list[float], keep: list[bool], threshold: float) -> None:
    """Items of a list stay or go together when the list as a whole is clear."""
    weights = measures.weights
    for element in page.elements:
        if element.tag in LISTS:
            first, last = element.first, element.last
            if last - first < 2 or not _is_plain_list(page.runs[first:last]):
                continue
            mean = sum(map(mul, weights[first:last], scores[first:last])) / sum(weights[first:last])
            if abs(mean - threshold) > LIST_MARGIN:
                keep[first:last] = [mean > threshold] * (last - first)


def _settle_kin(page: Outline, measures: Measures, scores: list[float], keep: list[bool]) -> None:
    """What stands in elements named alike, three names up, is the same part of one post after another: text or not."""
    kin: dict[tuple[str, str, str], list[int]] = {}
    for at, run in enumerate(page.runs):
        parent = run.element.parent or run.element
        above = parent.parent or parent
        kin.setdefault((run.element.name.kind, parent.name.kind, above.name.kind), []).append(at)
    for alike in kin.values():
        if len({id(page.runs[at].element) for at in alike}) < _FEWEST_KIN:
            continue
        weight = sum([measures.weights[at] for at in alike])
        mean = sum([measures.weights[at] * scores[at] for at in alike]) / weight
        if mean > THREAD_THRESHOLD + KIN_MARGIN:
            for at in alike:
                keep[at] = keep[at] or scores[at] > THREAD_THRESHOLD - KIN_REACH
        elif mean < THREAD_THRESHOLD - KIN_MARGIN:
            for at in alike:
                keep[at] = False


def _is_plain_list(runs: list[Run]) -> bool:
    """Whether most lines are items themselves; posts and teasers that stand in a list have parts of their own."""
    return 2 * sum([run.element.tag in _ITEMS for run in runs]) >= len(runs)


def _settle_quotes(page: Outline, keep: list[bool]) -> None:
    """A quotation between two paragraphs of the document, or announced by one, is part of it.

    An embedded post has no prose of its own.
    """
    for element in page.elements:
        if element.tag != "blockquote":
            continue
        first, last = element.first, element.last
        before, after = keep[max(0, first - 2) : first], keep[last : last + 2]
        if before and all(before) and (any(after) or page.runs[first - 1].text[-1] in ":："):
            keep[first:last] = [True] * (last - first)


def _fill(page: Outline, keep: list[bool]) -> None:
    """A line between two kept paragraphs, all three side by side, is kept too unless it is a link."""
    runs = page.runs
    for at in range(1, len(runs) - 1):
        run = runs[at]
        if (
            not keep[at]
            and keep[at - 1]
            and keep[at + 1]
            and run.element.parent is runs[at - 1].element.parent is runs[at + 1].element.parent
            and run.link_chars < 0.5 * len(run.text)
        ):
            keep[at] = True


def _drop_tickers(page: Outline, measures: Measures, keep: list[bool]) -> None:
    """Lists above the title are headlines of other pages, however much they say of them."""
    for at in range(max(0, measures.title_at)):
        if keep[at] and page.runs[at].element.tag == "li":
            keep[at] = False


def _lower(measures: Measures, scores: list[float], enough: float) -> list[bool]:
    """What scores best, until it is enough: short documents, and pages unlike all that were learned from."""
    keep = [False] * len(scores)
    for threshold in (0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -5.0):
        keep = [score > threshold for score in scores]
        if sum(compress(measures.sizes, keep)) >= enough:
            break
    return keep


def _container(page: Outline, measures: Measures, scores: list[float], keep: list[bool]) -> Element:
    """The element that holds most of what was kept, by size and score."""
    return container_of(
        page,
        [
            _WORTHS[size if size < FULL_SIZE else FULL_SIZE] * (0.2 if score < 0.2 else score if score < 3.0 else 3.0)
            if kept
            else 0.0
            for size, score, kept in zip(measures.sizes, scores, keep, strict=True)
        ],
    )
