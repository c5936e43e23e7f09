"""Which runs of an Outline are the document."""

from __future__ import annotations

import re
from itertools import accumulate

from monitor.extract.names import is_furniture
from monitor.extract.tree import Element, Outline, Run

_SENTENCE = re.compile(r"[。！？；]|[.!?;:：,，、](?:[\s\"'”’)]|$)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
DEAD_ELEMENTS = frozenset({"nav", "footer", "aside", "menu", "form", "dialog"})


def weigh(run: Run) -> float:
    """How much a run speaks for being part of the document: characters of prose; negative for links and labels."""
    text = run.text
    length = len(text)
    if not text.isascii():
        length += 2 * len(_WIDE.findall(text))
    share = run.link_chars / len(run.text)
    if share > 0.5:
        return -15.0 - 0.15 * length
    prose = len(_SENTENCE.findall(text))
    if run.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return 5.0
    if length > 80 and prose:
        return min(length, 600) * (1 - share)
    if prose and length > 25:
        return 0.7 * length * (1 - share)
    if length > 60:
        return 0.3 * length * (1 - share)
    return -8.0


def choose(page: Outline) -> list[Run]:
    """The runs of the document, in order."""
    if not page.runs:
        return []
    weights = [weigh(run) for run in page.runs]
    prose = [0.0, *accumulate(max(0.0, weight) for weight in weights)]
    total = prose[-1]
    alive = [True] * len(weights)
    for element in page.elements[1:]:
        if element.first == element.last or not alive[element.first]:
            continue
        if (prose[element.last] - prose[element.first]) > 0.5 * total:
            continue
        if element.tag in DEAD_ELEMENTS or "display:none" in element.attrs or is_furniture(element.hint):
            for at in range(element.first, element.last):
                alive[at] = False
    sums = [0.0, *accumulate(weight if lives else 0.0 for weight, lives in zip(weights, alive, strict=True))]
    best: Element = page.elements[0]
    value = sums[best.last] - sums[best.first]
    for element in page.elements:
        gain = sums[element.last] - sums[element.first]
        if gain >= value:
            best, value = element, gain
    dropped = [not lives for lives in alive]
    for element in page.elements:
        if (
            best.first <= element.first < element.last <= best.last
            and element is not best
            and sums[element.last] - sums[element.first] < -20
            and element.tag not in ("table", "tr", "td", "tbody", "p")
        ):
            for at in range(element.first, element.last):
                dropped[at] = True
    return [run for at, run in enumerate(page.runs[best.first : best.last], best.first) if not dropped[at]]
