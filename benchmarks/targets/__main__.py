"""Megabytes of text read in a second on one core, and the values found, beside other readers of quantities.

    python -m benchmarks.targets                reading only
    python -m benchmarks.targets --peers        also those installed of quantulum3 (English), a scan with cn2an
                                                (Chinese) and Microsoft's recognizers (both)

Texts: `chinese.txt` and `english.txt` beside this file, ordinary articles with a figure every few hundred characters,
and the reading cases of the tests, in which nearly every sentence holds one. Peers find values and units; they know no
targets, dates or metrics. Recall is the share of the labelled values (of targets and baselines, a range giving both
its ends) that a reader finds in the same text, each value found counting once; what else it finds costs it nothing.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import yaml

from monitor.api import read_text

HERE = Path(__file__).parent
CASES = HERE.parent.parent / "tests" / "cases" / "targets" / "reading"
#: The values of the targets and baselines of the two articles, labelled by hand; "about a third" is left out, which one
#: reader may call 33.33 and another 0.333.
VALUES = {
    "chinese.txt": (500e8, 60, 6, 8, 330e8, 8.5, 112),
    "english.txt": (95, 6, 120e6, 48),
}

#: The runs that the scan with cn2an hands to it, in Simplified and Traditional characters.
NUMERAL = r"[\d.]*[零〇一二两兩三四五六七八九十百千万萬亿億]*[\d.零〇一二两兩三四五六七八九十百千万萬亿億]"

#: The values found in a text; a percentage is 25, not 0.25.
Reader = Callable[[str], list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text and the values that its targets and baselines have."""

    text: str
    #: Expanded: 7000亿元 is 700,000,000,000. Both ends of a range.
    values: tuple[float, ...]


def _ordinary(name: str) -> list[Labelled]:
    """The article many times over, each time with other years, so that no cache helps."""
    text = (HERE / name).read_text(encoding="utf-8")
    years = [str(2026 + number % 30) for number in range(30)]
    return [Labelled(text=text.replace("2027", year), values=VALUES[name]) for year in years]


def _dense(*, chinese: bool) -> list[Labelled]:
    """The reading cases in that language, with the values of their targets and baselines."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        if (re.search(r"[\u3400-\u9fff]", case["text"]) is not None) == chinese:
            ends = [end for target in case["targets"] for end in target[:2] if end is not None]
            values = (*ends, *(baseline[0] for baseline in case["baselines"]))
            found.append(Labelled(text=case["text"], values=values))
    return found


def _counted(values: Iterable[float]) -> Counter[str]:
    """How often each value stands there, to nine digits: 8.5 read as 8.500000000000001 is 8.5."""
    return Counter(f"{value:.9g}" for value in values)


def _recall(read: Reader, labelled: list[Labelled]) -> tuple[int, int]:
    """(values found; how many of the labelled values are among those found in their own texts)."""
    found = [_counted(read(each.text)) for each in labelled]
    hits = sum((_counted(each.values) & values).total() for each, values in zip(labelled, found, strict=True))
    return sum(values.total() for values in found), hits


def _speed(read: Reader, texts: list[str]) -> float:
    """Megabytes of UTF-8 a second, best of five."""
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - start)
    return size / best / 1e6


def _ours(text: str) -> list[float]:
    statements = read_text(text, None, "2025-06-19")["statements"]
    return [float(end) for each in statements for end in (each["value"], each["value_high"]) if end is not None]


def _quantulum(text: str) -> list[float]:
    """What quantulum3 finds; a range, which it gives as its middle and half its width, as both its ends."""
    found: list[float] = []
    for quantity in import_module("quantulum3.parser").parse(text):
        half = quantity.uncertainty
        found += (quantity.value - half, quantity.value + half) if half else (quantity.value,)
    return found


def _cn2an(text: str) -> list[float]:
    """What a scan with cn2an finds: every run of numeral characters that it can turn into a number."""
    cn2an = import_module("cn2an")
    found: list[float] = []
    for match in re.finditer(NUMERAL, text):
        try:
            found.append(float(cn2an.cn2an(match[0], "smart")))
        except (KeyError, ValueError):  # A KeyError is how it fails on some mixed runs.
            continue
    return found


def _recognizers(text: str, *, culture: str) -> list[float]:
    """What Microsoft's recognizers of numbers, percentages and currencies find between them."""
    numbers, units = import_module("recognizers_number"), import_module("recognizers_number_with_unit")
    between: Counter[float] = Counter()
    for recognize in (numbers.recognize_number, numbers.recognize_percentage, units.recognize_currency):
        found = [each.resolution["value"] for each in recognize(text, culture)]
        # One figure may be found by all three: it counts as often as the one that finds it most often says.
        between |= Counter(float(value.rstrip("%")) for value in found if value)
    return list(between.elements())


def _peers(*, chinese: bool) -> list[tuple[str, Reader]]:
    """The peers for that language that are installed, by name."""
    own = ("cn2an scan", "cn2an", _cn2an) if chinese else ("quantulum3", "quantulum3", _quantulum)
    microsoft = partial(_recognizers, culture="zh-cn" if chinese else "en-us")
    every = (own, ("recognizers", "recognizers_number_with_unit", microsoft))
    return [(name, read) for name, module, read in every if find_spec(module) is not None]


def main() -> None:
    """Print the table."""
    sets = (
        ("Chinese, ordinary", True, _ordinary("chinese.txt")),
        ("Chinese, dense", True, _dense(chinese=True)),
        ("English, ordinary", False, _ordinary("english.txt")),
        ("English, dense", False, _dense(chinese=False)),
    )
    _ours("到2025年达到10家。By 2025 ten.")
    print(f"{'':18} {'reader':12} {'MB/s':>7} {'found':>6} {'recall of values':>18}")
    for name, chinese, labelled in sets:
        texts = [each.text for each in labelled]
        of = sum(len(each.values) for each in labelled)
        readers: list[tuple[str, Reader, list[str]]] = [("read_text", _ours, texts)]
        if "--peers" in sys.argv:
            readers += [(peer, read, texts[:3]) for peer, read in _peers(chinese=chinese)]
        for reader, read, timed in readers:
            speed = _speed(read, timed)
            found, hits = _recall(read, labelled)
            note = "" if timed is texts else "  (speed: first three texts)"
            print(f"{name:18} {reader:12} {speed:7.3f} {found:6} {hits:5} of {of:3} {hits / of:6.1%}{note}")


if __name__ == "__main__":
    main()
