"""`python -m benchmarks.verdict [PAGES_DIR]`: precision and recall of `judge` on recorded and generated answers.

Recorded: `tests/cases/verdict`. Generated: each of them in other encodings, in capitals, behind comments, with status
200 (a wall that lies), with a site's menu and footer around it, with a firewall's beacon on a good page. PAGES_DIR: a
folder of `*.html.gz` that are all good pages, to count false alarms on.

The rules were set on these cases, so the figures say that nothing was lost, not how the next unknown wall fares. The
cases named `unseen-*` were written without a look at the rules and met them once before the rules learnt of them: of
the walls in them, 18 of 34 (unseen-a), 18 of 28 (-b), 2 of 16 (-c, worded as oddly as possible), 27 of 30 (-d) and 25
of 30 (-e) were recognised; of the 32 pages in -a to -c, 30 passed. The 60 pages in -d and -e were made to look like
walls (notices about maintenance, articles about captchas): 22 of 30 and 29 of 30 passed, the rules having learnt of -d
before they met -e.
"""

from __future__ import annotations

import collections
import dataclasses
import gzip
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from monitor.judge import judge
from monitor.types import Body, VerdictKind
from tests.judge.conftest import Case, all_cases

_NAMES = ("首页", "政务公开", "政策法规", "办事服务", "互动交流", "数据开放", "Home", "News", "Devices", "About us")
_MENU = "<div class='nav'>" + "".join(f"<a href='/{i}/'>{name}</a> " for i, name in enumerate(_NAMES)) + "</div>"
_FOOTER = "<div class='footer'>主办单位：临江市卫生健康委员会 备案号：临ICP备00000012号 © 2026 Contact Privacy</div>"
_BEACONS = (
    "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
    "<script r='m'>$_ts=window['$_ts'];</script>",
    "<script src='https://static.geetest.com/v4/gt4.js'></script>",
)
_BODY = re.compile(r"(<body[^>]*>)(.*?)(</body>)", re.I | re.S)


def variants(case: Case) -> Iterator[tuple[str, Case]]:
    """The case, and what else the same answer might look like."""
    yield "recorded", case
    content_type = case.body.header("content-type") or ""
    try:
        text = case.body.content.decode("utf-8")
    except UnicodeDecodeError:
        return
    if "html" not in content_type or not text.strip() or "<" not in text:
        return

    def made(name: str, content: bytes, **facts: object) -> tuple[str, Case]:
        body = dataclasses.replace(case.body, content=content, **facts)  # type: ignore[arg-type]
        return name, dataclasses.replace(case, body=body)

    bare = re.sub(r"<meta charset=[^>]*>", "", text)
    for encoding in ("gb18030", "big5"):
        try:
            encoded = bare.encode(encoding)
        except UnicodeEncodeError:
            continue
        headers = (("content-type", f"text/html; charset={encoding}"), *case.body.headers[1:])
        yield made(encoding, encoded, headers=headers)
    yield made("utf-16", b"\xff\xfe" + text.encode("utf-16-le"))
    yield made("tags in capitals", re.sub(r"</?\w+", lambda tag: tag.group(0).upper(), text).encode())
    yield made("after a comment", ("<!-- " + "x" * 3000 + " -->\n").encode() + text.encode())
    if case.verdict in ("blocked", "error-page") and case.body.status >= 400 and len(text) > 60:
        yield made("status 200", text.encode(), status=200)
    if _BODY.search(text) and "nav" not in text and case.verdict in ("blocked", "error-page", "usable"):
        framed = _BODY.sub(lambda found: found[1] + _MENU + found[2] + _FOOTER + found[3], text, count=1)
        if "<h" in text or "<title></title>" not in text:
            yield made("menu and footer", framed.encode())
    if case.verdict == "usable" and len(text) > 1500:
        for beacon in _BEACONS:
            yield made("firewall's beacon", (text + beacon).encode())


def main(pages: Path | None) -> None:
    """Print a table by kind of variant, one by verdict, and the misses."""
    by_variant: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    confusion: collections.Counter[tuple[str, str]] = collections.Counter()
    misses = []
    count, spent_s = 0, 0.0
    for recorded in all_cases():
        for name, case in variants(recorded):
            start = time.perf_counter()
            said = judge(case.body, must_contain=case.must_contain)
            spent_s += time.perf_counter() - start
            count += 1
            wall, called = case.verdict != "usable", said.kind is not VerdictKind.USABLE
            by_variant[name][("hit" if called else "missed") if wall else ("false" if called else "right")] += 1
            confusion[case.verdict, said.kind.value] += 1
            if said.kind.value != case.verdict:
                misses.append(f"  {name}: {case.verdict}/{case.name} -> {said.kind.value} {said.reason}")
    print(f"{count} answers, {spent_s / count * 1e6:.0f} µs each")
    print(f"{'unusable or not':22} {'walls':>6} {'pages':>6} {'precision':>10} {'recall':>8}")
    total: collections.Counter[str] = collections.Counter()
    for name, score in by_variant.items():
        total.update(score)
        print(_line(name, score))
    print(_line("all", total))
    print(f"\n{'verdict':22} {'cases':>6} {'precision':>10} {'recall':>8}")
    for kind in VerdictKind:
        right = confusion[kind.value, kind.value]
        cases = sum(number for (wanted, _), number in confusion.items() if wanted == kind.value)
        given = sum(number for (_, said), number in confusion.items() if said == kind.value)
        print(f"{kind.value:22} {cases:6} {right / max(1, given):10.3f} {right / max(1, cases):8.3f}")
    print("\nnot as recorded:", *misses or ["  none"], sep="\n")
    if pages is not None:
        _good_pages(pages)


def _line(name: str, score: collections.Counter[str]) -> str:
    called = score["hit"] + score["false"]
    walls = score["hit"] + score["missed"]
    pages = score["right"] + score["false"]
    return f"{name:22} {walls:6} {pages:6} {score['hit'] / max(1, called):10.3f} {score['hit'] / max(1, walls):8.3f}"


def _good_pages(folder: Path) -> None:
    """False alarms on pages that are all good."""
    sample = all_cases()[0].body
    count, alarms = 0, []
    for path in sorted(folder.rglob("*.html.gz")):
        content = gzip.decompress(path.read_bytes())
        body: Body = dataclasses.replace(
            sample, status=200, headers=(("content-type", "text/html"),), content=content, final_url=sample.url
        )
        said = judge(body)
        count += 1
        if said.kind is not VerdictKind.USABLE:
            alarms.append(f"  {path.name} -> {said.kind.value} {said.reason}")
    print(f"\n{count} good pages, {len(alarms)} false alarms", *alarms, sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
