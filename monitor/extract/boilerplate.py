"""What a host's pages share: learned from many pages, taken off each.

Two rules, both of which want evidence from several *different* documents (see `learn`):

- shared: a block that stands on most pages of a host is the host's, not the document's;
- volatile: a block of a page whose figures change from check to check while the rest of the page stands still is a
  counter or a clock.

A block is known by its `comparable` text, a volatile one by that text with its figures blanked. The value is frozen and
has a revision, which is part of a Recipe: two Versions are only compared under the same one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from monitor.text.normal import comparable

#: A block has to stand on this many different documents …
MIN_DOCUMENTS = 5
#: … and on this share of all different documents of the host that were seen.
MIN_SHARE = 0.6
#: Pages with this share of blocks in common (of the shorter one) say the same: a republished notice, one plan reported
#: twice, two versions of a page. They count as one document.
SAME_SHARE = 0.5
#: A volatile block has to have changed this often on one page …
MIN_CHANGES = 3
#: … with this share of the page's other blocks unchanged each time, …
STILL_SHARE = 0.9
#: … and is short: prose with a figure in it is what this program is there to watch.
VOLATILE_CHARS = 40

_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The text of one Version of a page, as it is without any mask."""

    #: Address of the page.
    page: str
    #: Texts of its blocks, in order.
    blocks: tuple[str, ...]
    #: Blocks that cannot be furniture whatever their number: those that hold a Statement.
    protected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedBlock:
    """One block that was learned, with its evidence."""

    #: As it was seen first.
    text: str
    #: What it is recognised by.
    key: str
    #: `shared` or `volatile`.
    kind: str
    #: Different documents it stands on, or changes seen.
    seen: int
    #: Different documents of the host, or checks of the page.
    of: int

    @property
    def reason(self) -> str:
        """What `Document.removed` says of it."""
        what = "pages" if self.kind == "shared" else "checks"
        return f"learned: {'seen on' if self.kind == 'shared' else 'changed in'} {self.seen} of {self.of} {what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """Learned boilerplate of one host, as one frozen value: what a Recipe's `boilerplate` revision stands for."""

    #: 0 when nothing is learned.
    revision: int = 0
    blocks: tuple[LearnedBlock, ...] = ()
    _shared: dict[str, LearnedBlock] = field(init=False, repr=False, compare=False, default_factory=dict)
    _volatile: dict[str, LearnedBlock] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for block in self.blocks:
            (self._shared if block.kind == "shared" else self._volatile)[block.key] = block

    def __bool__(self) -> bool:
        return bool(self.blocks)

    def block_for(self, text: str) -> LearnedBlock | None:
        """The learned block that a text is, or None."""
        key = comparable(text)
        found = self._shared.get(key)
        if found is None and self._volatile and len(text) <= VOLATILE_CHARS:
            found = self._volatile.get(_blanked(key))
        return found

    def without(self, keys: Iterable[str], *, revision: int) -> Boilerplate:
        """The same without some blocks: what a person told the program to forget."""
        forgotten = set(keys)
        return Boilerplate(
            revision=revision, blocks=tuple(block for block in self.blocks if block.key not in forgotten)
        )


NOTHING_LEARNED = Boilerplate()


def masked(texts: Sequence[str], mask: Boilerplate) -> list[str | None]:
    """For each text, why the mask takes it out, or None.

    A mask never takes out everything: a page of which nothing would be left is kept whole.
    """
    if not mask:
        return [None] * len(texts)
    found = [mask.block_for(text) for text in texts]
    if all(block is not None for block in found):
        return [None] * len(texts)
    return [block.reason if block is not None else None for block in found]


def learn(observations: Sequence[Observation], *, revision: int = 1) -> Boilerplate:
    """What the pages of one host share, or keep changing.

    `observations` are the latest Versions of the host's pages and, for volatile blocks, earlier ones of the same pages,
    oldest first. Nothing is learned from fewer than MIN_DOCUMENTS different documents, nor of a protected block.
    """
    latest = {one.page: one for one in observations}
    shared = _shared_blocks(list(latest.values()))
    known = {block.key for block in shared}
    volatile = [block for block in _volatile_blocks(observations) if block.key not in known]
    blocks = (*shared, *volatile)
    return Boilerplate(revision=revision if blocks else 0, blocks=blocks)


def _shared_blocks(observations: list[Observation]) -> list[LearnedBlock]:
    pages = [{comparable(text): text for text in one.blocks} for one in observations]
    counts = Counter(key for page in pages for key in page)
    # What everybody says does not make two documents the same one.
    common = {key for key, count in counts.items() if count >= max(MIN_DOCUMENTS, MIN_SHARE * len(pages))}
    groups = _different([page.keys() - common for page in pages])
    protected = {comparable(text) for one in observations for text in one.protected}
    documents: Counter[str] = Counter()
    for group in groups:
        documents.update({key for at in group for key in pages[at]})
    needed = max(MIN_DOCUMENTS, MIN_SHARE * len(groups))
    first: dict[str, str] = {}
    for page in pages:
        for key, text in page.items():
            first.setdefault(key, text)
    return [
        LearnedBlock(text=text, key=key, kind="shared", seen=documents[key], of=len(groups))
        for key, text in first.items()
        if documents[key] >= needed and key not in protected
    ]


def _different(pages: Sequence[set[str]]) -> list[list[int]]:
    """Pages grouped into different documents: those that share half of their blocks are one.

    A page with nothing of its own cannot be told from others; all such count as one.
    """
    groups: list[list[int]] = []
    empty: list[int] = []
    holders: dict[str, list[int]] = {}
    for at, page in enumerate(pages):
        if not page:
            empty.append(at)
            continue
        overlaps: Counter[int] = Counter()
        for key in page:
            overlaps.update(set(holders.get(key, ())))
        same = next(
            (
                group
                for group, count in overlaps.most_common()
                if any(
                    len(page & pages[other]) >= SAME_SHARE * min(len(page), len(pages[other]))
                    for other in groups[group]
                )
            ),
            None,
        )
        if same is None:
            groups.append([])
            same = len(groups) - 1
        groups[same].append(at)
        for key in page:
            holders.setdefault(key, []).append(same)
    return [*groups, empty] if empty else groups


def _volatile_blocks(observations: Sequence[Observation]) -> list[LearnedBlock]:
    by_page: dict[str, list[Observation]] = {}
    for one in observations:
        by_page.setdefault(one.page, []).append(one)
    learned: dict[str, LearnedBlock] = {}
    for versions in by_page.values():
        changes: Counter[str] = Counter()
        texts: dict[str, str] = {}
        for before, after in pairwise(versions):
            old, new = set(map(comparable, before.blocks)), set(map(comparable, after.blocks))
            protected = {comparable(text) for text in (*before.protected, *after.protected)}
            if len(old & new) < STILL_SHARE * len(old | new) - 2:
                continue
            gone = {_blanked(key) for key in old - new if len(key) <= VOLATILE_CHARS and key not in protected}
            for key in new - old:
                blanked = _blanked(key)
                if blanked in gone and blanked != key:
                    changes[blanked] += 1
                    texts.setdefault(blanked, key)
        for blanked, count in changes.items():
            if count >= MIN_CHANGES:
                learned.setdefault(
                    blanked,
                    LearnedBlock(text=texts[blanked], key=blanked, kind="volatile", seen=count, of=len(versions) - 1),
                )
    return list(learned.values())


def _blanked(key: str) -> str:
    return _FIGURES.sub("#", key)
