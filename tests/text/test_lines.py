"""Lines changed at once are the lines changed one by one."""

from monitor.text.lines import at_once


def test_one_call_for_all_lines() -> None:
    seen: list[str] = []

    def upper(text: str) -> str:
        seen.append(text)
        return text.upper()

    assert at_once(["a", "", "b"], upper) == ["A", "", "B"]
    assert seen == ["a\n\nb"]


def test_one_by_one_where_line_breaks_come_or_are() -> None:
    assert at_once(["a|b", "c"], lambda text: text.replace("|", "\n")) == ["a\nb", "c"]
    assert at_once(["a\nb", "c"], str.upper) == ["A\nB", "C"]
    assert at_once([], str.upper) == []
