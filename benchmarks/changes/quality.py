"""`python -m benchmarks.changes.quality`: how well significance tells news from noise, on pairs written for it.

pairs/LANGUAGE-VERDICT.txt --every other pair--> calibrate (the rules were tuned on it) | held back (only measured)

A pair is `@ name` and its lines: `-` before, `+` after, `=` both, in a page of a few paragraphs. A line may begin with
`#1` (the page's title), `##` (a heading), `*` (a list item) or `|` (a table row).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.changes import NOISE, compare
from monitor.types import RuleFilter, Version
from tests.changes.cases import a_version

PAIRS = Path(__file__).parent / "pairs"
HALVES = ("calibrate", "held back")
#: What the default rule sends.
HEARD = RuleFilter().min_significance
#: The page around a pair: title, what stands before, what stands after.
_PAGES = {
    "zh": (
        "关于开展医疗设备更新工作的通知",
        "各区卫生健康局，各医疗机构：\n为提升诊疗能力，现就设备更新有关事项通知如下。",
        "请各单位加强组织领导，明确责任人员，按时报送进展情况。\n市卫生健康委员会",
    ),
    "en": (
        "Replacing medical equipment: notice to providers",
        "To all providers in the region,\nthis notice explains how the replacement scheme is run.",
        "Providers are asked to name a responsible person and to report on progress.\nDepartment of Health Services",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One pair, and what the program makes of it."""

    name: str
    half: str
    language: str
    is_news: bool
    #: The highest significance of its changes; 0 for none.
    score: float
    why: str


def judged() -> Iterator[Judged]:
    """All pairs, file by file."""
    for path in sorted(PAIRS.glob("*.txt")):
        language, _, verdict = path.stem.partition("-")
        for at, (name, before, after) in enumerate(_pairs(path, language)):
            changes = compare(before, after)
            top = max(changes, key=lambda change: change.significance, default=None)
            yield Judged(
                name=name,
                half=HALVES[at % 2],
                language=language,
                is_news=verdict == "news",
                score=top.significance if top is not None else 0.0,
                why=f"{top.kind.value}: {'; '.join(top.why)}" if top is not None else "no change",
            )


def _pairs(path: Path, language: str) -> Iterator[tuple[str, Version, Version]]:
    for part in path.read_text(encoding="utf-8").split("@ ")[1:]:
        name, *lines = part.strip().split("\n")
        yield name, _version(lines, "-", language), _version(lines, "+", language)


def _version(lines: list[str], side: str, language: str) -> Version:
    """The page with the lines of one side; `*` is written as a list item, the title's line takes the title's place."""
    title, head, tail = _PAGES[language]
    body: list[str] = []
    for line in lines:
        mark, _, text = line.partition(" ")
        if mark not in ("=", side):
            continue
        if text.startswith("#1 "):
            title = text.removeprefix("#1 ")
        else:
            body.append(f"- {text.removeprefix('* ')}" if text.startswith("* ") else text)
    return a_version("\n".join([f"# {title}", head, *body, tail]))


def main(arguments: list[str]) -> None:
    """Precision and recall of each half; with `--all` or a half's name the pairs that went wrong."""
    found = list(judged())
    print(f"{'':11} {'lang':4} {'news':>5} {'heard':>6} {'noise':>6} {'heard':>6} {'quiet':>6}  precision  recall")
    for half in HALVES:
        for language in (*_PAGES, "all"):
            some = [one for one in found if one.half == half and language in (one.language, "all")]
            news, noise = [one for one in some if one.is_news], [one for one in some if not one.is_news]
            right, wrong = (sum(one.score >= HEARD for one in side) for side in (news, noise))
            quiet = sum(one.score < NOISE for one in noise)
            precision = right / (right + wrong) if right + wrong else 1.0
            print(
                f"{half:11} {language:4} {len(news):5} {right:6} {len(noise):6} {wrong:6} {quiet:6}"
                f"  {precision:9.3f}  {right / len(news):6.3f}"
            )
    for one in found:
        is_wrong = one.score < HEARD if one.is_news else one.score >= NOISE
        if is_wrong and (one.half in arguments or "--all" in arguments):
            print(
                f"{one.half}: {one.language} {'news' if one.is_news else 'noise'} {one.score:.2f} {one.name}: {one.why}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
