"""What the header Retry-After comes to in seconds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.types.retry_after import retry_after_s

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("99999999999", 999_999_999.0),
        ("Sat, 21 Nov 2026 08:10:00 GMT", 600.0),
        ("Sat, 21 Nov 2026 16:10:00 +0800", 600.0),
        ("Sat, 21 Nov 2026 08:10:00 -0000", 600.0),
        ("Sat, 21 Nov 2026 07:00:00 GMT", 0.0),
        ("Sat, 21 Nov 2026 08:10:00 +99999999999999999", None),
        ("soon", None),
        ("१२", None),
        ("", None),
        (None, None),
    ],
)
def test_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@given(st.text(max_size=60) | st.from_regex(r"\w{3}, \d+ Nov \d+ \d+:\d+:\d+ [+-]\d+", fullmatch=True))
def test_whatever_a_server_writes_is_an_answer(value: str) -> None:
    said = retry_after_s(value, NOW)
    assert said is None or said >= 0
