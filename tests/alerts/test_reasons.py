"""The reasons that mails tell: every sentence of the code that can become one has its words in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.alerts.reasons import worded
from monitor.judge import marks

MONITOR = Path(__file__).parents[2] / "monitor"
#: Names and arguments that hold what a failure or a verdict says, in the rooms that say it.
SAYING = ("message", "advice", "told", "hint", "reason", "what")
#: English that is left: three words in a row.
ENGLISH = re.compile(r"[A-Za-z']+ [A-Za-z']+ [A-Za-z']+")


def said(node: ast.expr) -> Iterator[str]:
    """The sentences of an expression, with a 7 in each hole."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in values)
        case ast.IfExp(body=first, orelse=second) | ast.BinOp(left=first, right=second):
            yield from (*said(first), *said(second))
        case ast.Tuple(elts=several) | ast.BoolOp(values=several):
            for one in several:
                yield from said(one)
        case ast.Dict(values=several):
            for one in several:
                yield from said(one)


def sentences() -> Iterator[str]:
    """What fetch and judge can say of a page, and what the decision adds."""
    files = (*(MONITOR / "fetch").glob("*.py"), MONITOR / "judge" / "verdict.py", MONITOR / "decide" / "shrink.py")
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in SAYING or name in (
                    "_GONE",
                    "_DENIED",
                    "_UNREADABLE",
                    "_CERTIFICATE_HINTS",
                    "_IF_MEANT",
                ):
                    yield from said(value)
                case ast.keyword(arg=name, value=value) if name in ("message", "reason"):
                    yield from said(value)
                case ast.Call(func=ast.Name(id="_say"), args=[_, value]):
                    yield from said(value)
                case ast.Raise(exc=ast.Call(func=ast.Name(id="BadEncodingError"), args=[value])):
                    yield from said(value)
                case ast.Return(value=ast.expr() as value) if path.name in ("guard.py", "shrink.py"):
                    yield from said(value)
    for _, _, what in marks.HEADERS:
        yield what
    for _, what in (*marks.SCRIPTS, *marks.WALL_WORDS):
        yield what


SENTENCES = sorted({text for text in sentences() if " " in text.strip("7 ;:")})


def test_the_sentences_are_found() -> None:
    assert len(SENTENCES) > 100
    assert "the server is in trouble" in SENTENCES
    assert "not found (404)" in SENTENCES


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_reason_has_its_words_in_chinese(sentence: str) -> None:
    chinese = worded(sentence, "zh")
    assert re.search("[一-鿿]", chinese), chinese
    assert not ENGLISH.search(re.sub("`[^`]*`", "", chinese)), chinese
    assert worded(sentence, "en") == sentence


def test_a_reason_is_worded_to_its_end() -> None:
    told = worded("3 checks in a row: a Cloudflare challenge (503); version 4 stands as it was, and checks go on", "zh")
    assert told == "连续 3 次检查均未成功：Cloudflare 验证（503）；第 4 版保持不变，检查照常继续"


def test_what_nobody_worded_stays_as_it_is() -> None:
    assert worded("something else", "zh") == "something else"
