"""`python -m benchmarks.changes`: milliseconds for a difference, on texts made here; best of several runs, one core."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import fast_diff_match_patch  # type: ignore[import-not-found]
from diff_match_patch import diff_match_patch

from monitor.changes import compare, diff_blocks
from monitor.types import Block, Document, Recipe, Version
from tests.making import NOON

BYTES = 200_000
#: Seconds after which the plain libraries give up.
LIMIT_S = 2.0
_CHINESE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
)
_ENGLISH = (
    "the", "of", "and", "to", "in", "a", "policy", "device", "hospital", "equipment", "plan", "target", "by", "shall",
    "output", "industry", "for", "is", "on", "with", "as", "national", "support", "imaging", "grants", "clinical",
    "development", "that", "from", "are", "region",
)  # fmt: skip


def chinese(seed: int, paragraphs: int | None = None) -> list[str]:
    """About 200 KB of Chinese (UTF-8) in paragraphs, each with a figure."""
    chance = random.Random(seed)
    found: list[str] = []
    size = 0
    while size < BYTES:
        words = "".join(chance.choices(_CHINESE, k=chance.randrange(30, 160)))
        text = f"{words}，到2025年产值突破{chance.randrange(1000, 9000)}亿元。"
        found.append(text)
        size += 3 * len(text)
    return found if paragraphs is None else ["".join(found)]


def english(seed: int) -> list[str]:
    """About 200 KB of English in paragraphs."""
    chance = random.Random(seed)
    found: list[str] = []
    size = 0
    while size < BYTES:
        text = f"By {chance.randrange(2025, 2040)}, {' '.join(chance.choices(_ENGLISH, k=chance.randrange(20, 90)))}."
        found.append(text)
        size += len(text)
    return found


def blocks(texts: list[str]) -> list[Block]:
    return [Block(text=text) for text in texts]


def version(texts: list[str]) -> Version:
    return Version(
        document=Document(url=None, title="t", blocks=tuple(blocks(texts))),
        recipe=Recipe(extractor="1", rules="none"),
        snapshot_sha256="0" * 64,
        fetched_at=NOON,
    )


def best_ms(work: Callable[[], object], runs: int = 7) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def pairs() -> dict[str, tuple[list[str], list[str]]]:
    """What is compared: texts before and after, by name."""
    old = chinese(1)
    one = list(old)
    one[len(one) // 2] = one[len(one) // 2].replace("亿元", "5亿元")
    third = [text.replace("亿元", "5亿元") if at % 3 == 0 else text for at, text in enumerate(old)]
    shuffled = list(old)
    random.Random(3).shuffle(shuffled)
    whole = "".join(old)
    words = english(1)
    changed = list(words)
    changed[99] = changed[99].replace("By 20", "By 21")
    return {
        "Chinese, one figure changed": (old, one),
        "Chinese in one block, one figure changed": ([whole], ["".join(one)]),
        "Chinese, every third paragraph changed": (old, third),
        "Chinese, paragraphs in another order": (old, shuffled),
        "Chinese, unrelated": (old, chinese(2)),
        "Chinese in one block, unrelated": ([whole], chinese(2, paragraphs=1)),
        "English, one year changed": (words, changed),
        "English, unrelated": (words, english(2)),
    }


def main() -> None:
    """Print a table."""
    print(f"{'200 KB of':44} {'diff_blocks':>12} {'compare':>9} {'C++ dmp':>9} {'Python dmp':>11}   (ms)")
    slow = diff_match_patch()
    slow.Diff_Timeout = LIMIT_S
    for name, (before, after) in pairs().items():
        old, new = blocks(before), blocks(after)
        left, right = "\n".join(before), "\n".join(after)
        versions = version(before), version(after)

        def plain(one: str = left, other: str = right) -> object:
            diffs = slow.diff_main(one, other, False)
            slow.diff_cleanupSemantic(diffs)
            return diffs

        figures = [
            best_ms(lambda a=old, b=new: diff_blocks(a, b)),  # type: ignore[misc]
            best_ms(lambda a=versions[0], b=versions[1]: compare(a, b)),  # type: ignore[misc]
            best_ms(
                lambda a=left, b=right: fast_diff_match_patch.diff(a, b, timelimit=LIMIT_S, checklines=False), runs=1
            ),  # type: ignore[misc]
            best_ms(plain, runs=1),
        ]
        print(f"{name:44} {figures[0]:12.1f} {figures[1]:9.1f} {figures[2]:9.1f} {figures[3]:11.1f}", flush=True)


if __name__ == "__main__":
    main()
