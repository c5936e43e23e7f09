"""How close extracted text is to the wanted one.

Pages with a wanted text: 4-token shingles as multisets, a CJK character is a token; precision is averaged over pages
where anything was extracted, recall over all, F1 is their harmonic mean (as scrapinghub's article-extraction-benchmark
does it); pF1 is the plain mean of each page's F1. Pages with segments: found or not, over all segments of a data set
(as trafilatura's evaluation does it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_CJK = (
    r"\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3041-\u3096\u30a1-\u30fa\u3105-\u312f\u3400-\u9fff\uf900-\ufaff"
    r"\uac00-\ud7af"
)
#: A CJK character, or a run of other word characters.
TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_CJK_CHAR = re.compile(f"[{_CJK}]")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """4-token shingles with their counts."""
    tokens = TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3))) if tokens else Counter()


def is_cjk(text: str) -> bool:
    """Whether more than 30 % of a text's characters are CJK."""
    chars = len(re.findall(r"\S", text))
    return bool(chars) and len(_CJK_CHAR.findall(text)) > 0.3 * chars


def matched(gold: Counter[tuple[str, ...]], text: str) -> tuple[float, float, float]:
    """(hits, false, missed) of one page, scaled to sum up to 1."""
    found = shingles(text)
    hits = sum((gold & found).values())
    false, missed = sum(found.values()) - hits, sum(gold.values()) - hits
    total = hits + false + missed
    return (hits / total, false / total, missed / total) if total else (0.0, 0.0, 0.0)


def of_pages(rows: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """(F1, pF1) over pages with a wanted text."""
    precisions = [hits / (hits + false) for hits, false, _ in rows if hits + false > 0]
    recalls = [hits / (hits + missed) for hits, _, missed in rows if hits + missed > 0]
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    each = [2 * hits / (2 * hits + false + missed) if hits + false + missed else 1.0 for hits, false, missed in rows]
    return _harmonic(precision, recall), sum(each) / len(each)


def segments_found(wanted: Sequence[str], unwanted: Sequence[str], text: str) -> tuple[int, int, int]:
    """(hits, false, missed) segments of one page; white space does not count."""
    plain = " ".join(text.split())
    hits = sum(" ".join(part.split()) in plain for part in wanted)
    return hits, sum(" ".join(part.split()) in plain for part in unwanted) if text else 0, len(wanted) - hits


def of_segments(rows: Sequence[tuple[int, int, int]]) -> float:
    """F1 over all segments."""
    hits, false, missed = (sum(row[at] for row in rows) for at in range(3))
    return _harmonic(hits / (hits + false) if hits + false else 0.0, hits / (hits + missed) if hits + missed else 0.0)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
