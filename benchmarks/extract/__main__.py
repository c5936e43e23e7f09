"""`python -m benchmarks.extract CASES_DIR [--texts DIR]`: quality and cost of this extractor and its peers.

CASES_DIR is laid out as for benchmarks.extract.train. A line for each extractor: F1 per data set (pF1 behind it), and
what it costs as a multiple of the bare Lexbor parse of the same bytes, in CPU time on one core, English and Chinese
pages apart. `--texts` scores texts made earlier instead (DIR/DATASET/NAME.txt): those of the cross-validation, whose
model had not seen the page. Peers come with the dependency group `bench`; install it apart from the product.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from benchmarks.extract.quality import is_cjk, matched, of_pages, of_segments, segments_found, shingles
from monitor.api import main_text

Extractor = Callable[[bytes, str | None], str]
#: Each timing is the best of so many passes.
PASSES = 3


@dataclass(frozen=True, slots=True)
class Case:
    """One page with what is wanted of it."""

    dataset: str
    name: str
    url: str | None
    content: bytes
    gold: str | None
    segments: dict[str, list[str]] | None


def cases_in(root: Path) -> list[Case]:
    """All pages under a folder that have a wanted text or segments."""
    cases = []
    for path in sorted(root.rglob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        gold, segments, index = (path.with_name(other) for other in (f"{name}.txt", f"{name}.seg.json", "index.json"))
        urls = {one["id"]: one.get("url") for one in json.loads(index.read_text("utf-8"))} if index.is_file() else {}
        if gold.is_file() or segments.is_file():
            cases.append(
                Case(
                    path.parent.name,
                    name,
                    urls.get(name),
                    gzip.decompress(path.read_bytes()),
                    gold.read_text("utf-8") if gold.is_file() else None,
                    json.loads(segments.read_text("utf-8")) if segments.is_file() else None,
                )
            )
    return cases


def peers() -> dict[str, Extractor]:
    """The peers that are installed, as functions of a page's bytes and address."""
    found: dict[str, Extractor] = {}

    def module(name: str) -> Any:
        try:
            return import_module(name)
        except ImportError:
            return None

    if (trafilatura := module("trafilatura")) is not None:
        found["trafilatura"] = lambda page, url: trafilatura.extract(page, url=url, include_comments=False) or ""
        found["trafilatura, precision"] = lambda page, url: (
            trafilatura.extract(page, url=url, include_comments=False, favor_precision=True) or ""
        )
    if (resiliparse := module("resiliparse.extract.html2text")) is not None:
        found["resiliparse"] = lambda page, _: resiliparse.extract_plain_text(
            page.decode("utf-8", "replace"), main_content=True
        )
    if (readability := module("readability")) is not None:
        found["readability-lxml"] = lambda page, _: LexborHTMLParser(
            readability.Document(page.decode("utf-8", "replace")).summary()
        ).text(separator="\n")
    if (newspaper := module("newspaper")) is not None:
        found["newspaper4k"] = lambda page, url: _newspaper(newspaper, page, url)
    if (justext := module("justext")) is not None:
        found["justext, English"] = lambda page, _: "\n".join(
            part.text for part in justext.justext(page, justext.get_stoplist("English")) if not part.is_boilerplate
        )
    found["whole body, selectolax"] = _body
    return found


def _newspaper(newspaper: Any, page: bytes, url: str | None) -> str:
    article = newspaper.Article(url or "http://page.example/", fetch_images=False)
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def _body(page: bytes, _: str | None) -> str:
    tree = LexborHTMLParser(page.decode("utf-8", "replace"))
    tree.strip_tags(["script", "style", "noscript"], recursive=True)
    return tree.body.text(separator="\n") if tree.body is not None else ""


def quality(cases: list[Case], extract: Extractor) -> dict[str, str]:
    """F1 (and pF1) per data set; `NAME zh` is of its Chinese, Japanese and Korean pages."""
    pages: dict[str, list[tuple[float, float, float]]] = {}
    parts: dict[str, list[tuple[int, int, int]]] = {}
    for case in cases:
        text = extract(case.content, case.url)
        if case.gold is not None:
            row = matched(shingles(case.gold), text)
            pages.setdefault(case.dataset, []).append(row)
            if is_cjk(case.gold):
                pages.setdefault(case.dataset + " zh", []).append(row)
        elif case.segments is not None:
            parts.setdefault(case.dataset, []).append(
                segments_found(case.segments["with"], case.segments["without"], text)
            )
    figures = {name: "{:.3f} ({:.3f})".format(*of_pages(rows)) for name, rows in pages.items() if len(rows) > 4}
    return figures | {name: f"{of_segments(rows):.3f}" for name, rows in parts.items()}


def seconds(cases: list[Case], extract: Callable[[bytes, str | None], object]) -> float:
    """CPU seconds for all cases, best of PASSES."""
    best = float("inf")
    for _ in range(PASSES):
        start = time.process_time()
        for case in cases:
            extract(case.content, case.url)
        best = min(best, time.process_time() - start)
    return best


def _never_raising(extract: Extractor) -> Extractor:
    """A peer that fails on a page has found nothing on it."""

    def guarded(page: bytes, url: str | None) -> str:
        try:
            return extract(page, url)
        except Exception:
            return ""

    return guarded


def _saved(folder: Path, cases: list[Case]) -> Extractor:
    """An extractor that looks up texts made earlier."""
    texts = {}
    for case in cases:
        path = folder / case.dataset / f"{case.name}.txt"
        texts[case.content] = path.read_text("utf-8") if path.is_file() else ""
    return lambda page, _: texts[page]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--texts", type=Path)
    arguments = parser.parse_args()
    cases = cases_in(arguments.cases)
    if arguments.texts is not None:
        print("cross-validated:", quality(cases, _saved(arguments.texts, cases)))
        return
    chinese = [case for case in cases if case.gold is not None and is_cjk(case.gold)]
    english = [case for case in cases if case.gold is not None and not is_cjk(case.gold)]
    for name, peer in {"monitor": main_text, **peers()}.items():
        extract = _never_raising(peer)
        # The floor is measured anew beside each: a machine's speed drifts.
        floors = [seconds(part, lambda page, _: LexborHTMLParser(page).root) for part in (english, chinese)]
        costs = [seconds(part, extract) for part in (english, chinese)]
        multiples = " / ".join(f"{cost / floor:.1f}" for cost, floor in zip(costs, floors, strict=True))
        rate = (len(english) + len(chinese)) / sum(costs)
        print(f"{name:24} x{multiples:12} {rate:7.0f} pages/s  {quality(cases, extract)}", flush=True)


if __name__ == "__main__":
    main()
