"""Megabytes of text read in a second on one core, and the values found, beside other readers of quantities.

    python -m benchmarks.targets                reading only
    python -m benchmarks.targets --peers        also quantulum3 (English) and a scan with cn2an (Chinese), if installed

Texts: `chinese.txt` and `english.txt` beside this file, ordinary articles with a figure every few hundred characters,
and the reading cases of the tests, in which nearly every sentence holds one. Peers find values and units; they know no
targets, dates or metrics.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import yaml

from monitor.api import read_text

HERE = Path(__file__).parent
CASES = HERE.parent.parent / "tests" / "cases" / "targets" / "reading"


def _ordinary(name: str) -> list[str]:
    """The article many times over, each time with other years, so that no cache helps."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [text.replace("2027", str(2026 + number % 30)) for number in range(30)]


def _dense(*, chinese: bool) -> list[str]:
    texts = [yaml.safe_load(path.read_text(encoding="utf-8"))["text"] for path in sorted(CASES.glob("*.yaml"))]
    return [text for text in texts if (re.search(r"[\u3400-\u9fff]", text) is not None) == chinese]


def _speed(read: Callable[[str], int], texts: list[str]) -> tuple[float, int]:
    """(megabytes of UTF-8 a second, best of five; values found)."""
    size = sum(len(text.encode()) for text in texts)
    best, found = float("inf"), 0
    for _ in range(5):
        start = time.process_time()
        found = sum(read(text) for text in texts)
        best = min(best, time.process_time() - start)
    return size / best / 1e6, found


def _ours(text: str) -> int:
    return len(read_text(text, None, "2025-06-19")["statements"])


def _quantulum(text: str) -> int:
    return len(import_module("quantulum3.parser").parse(text))


def _cn2an(text: str) -> int:
    """What a scan with cn2an finds: every run of numeral characters that it can turn into a number."""
    cn2an = import_module("cn2an")
    found = 0
    for match in re.finditer(r"[\d.]*[零一二三四五六七八九十百千万亿]*[\d.零一二三四五六七八九十百千万亿]", text):
        try:
            cn2an.cn2an(match[0], "smart")
            found += 1
        except ValueError:
            continue
    return found


def main() -> None:
    """Print the table."""
    sets = (
        ("Chinese, ordinary", _ordinary("chinese.txt"), "cn2an scan", _cn2an),
        ("Chinese, dense", _dense(chinese=True), "cn2an scan", _cn2an),
        ("English, ordinary", _ordinary("english.txt"), "quantulum3", _quantulum),
        ("English, dense", _dense(chinese=False), "quantulum3", _quantulum),
    )
    _ours("到2025年达到10家。By 2025 ten.")
    print(f"{'':22} {'reader':12} {'MB/s':>7} {'found':>7}")
    for name, texts, peer, read in sets:
        speed, found = _speed(_ours, texts)
        print(f"{name:22} {'read_text':12} {speed:7.2f} {found:7}")
        if "--peers" in sys.argv:
            speed, found = _speed(read, texts[:3])
            print(f"{'':22} {peer:12} {speed:7.3f} {found:7}  (first three texts)")


if __name__ == "__main__":
    main()
