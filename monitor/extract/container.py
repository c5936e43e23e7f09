"""The element that holds a text: what stands behind it is of the site, what stands in it may be of the document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from monitor.extract.tree import Element, Outline

#: The container is the smallest element that holds this share of what was kept.
CONTAINER_SHARE = 0.75
LISTS = frozenset({"ul", "ol", "dl"})


def container_of(page: Outline, held: Sequence[float]) -> Element:
    """The smallest element of several runs that holds most of what is held in each run.

    One long paragraph is no container, and no list is: paragraphs stand beside it.
    """
    sums = [0.0, *accumulate(held)]
    wanted = CONTAINER_SHARE * sums[-1]
    best = page.elements[0]
    for element in page.elements:
        # Two elements that hold so much are one in the other: what begins behind the best is in none.
        if element.first >= best.last:
            break
        if (
            element.last - element.first > 1
            and element.tag not in LISTS
            and sums[element.last] - sums[element.first] >= wanted
        ):
            best = element
    return best
