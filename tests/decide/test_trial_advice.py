"""A trial of a source says which of its rules do nothing."""

from __future__ import annotations

from monitor.trial import try_out
from monitor.types import ExtractRules
from tests.making import a_body, a_notice, a_source


def advice(rules: ExtractRules) -> tuple[str, ...]:
    return try_out(a_body(a_notice()), a_source(rules=rules)).advice


def test_selectors_that_match_nothing_are_named() -> None:
    told = advice(ExtractRules(drop=(".no-such-part", "h1")))
    assert [line for line in told if line.startswith("drop")] == ["drop: '.no-such-part' is nowhere on this page"]
    told = advice(ExtractRules(keep=(".no-such-part",)))
    assert told[-1] == "keep: none of its selectors is on this page, so what is kept is told by content"


def test_one_selector_under_keep_is_enough() -> None:
    assert not any("none of" in line for line in advice(ExtractRules(keep=(".no-such-part", "body"))))


def test_selectors_are_not_looked_for_in_plain_text() -> None:
    text = a_body("关于印发规划的通知\n".encode() * 20, headers=(("content-type", "text/plain"),))
    assert try_out(text, a_source(rules=ExtractRules(keep=(".no-such-part",)))).advice == ()
