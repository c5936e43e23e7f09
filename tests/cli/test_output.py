"""The log: one form for the program and for the libraries it works with."""

from __future__ import annotations

import json
import logging
import warnings

import pytest
import structlog

from monitor.cli.output import set_up_logging


def test_json_is_one_object_a_line_whoever_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "json")
    structlog.get_logger("monitor.check").info("checked", page="https://city.example/计划", took_s=0.2)
    logging.getLogger("some.library").warning("cannot %s", "connect")
    logging.getLogger("some.library").info("chatter")
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("some.library").exception("failed")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
    rows = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(row["level"], row["event"]) for row in rows[:3]] == [
        ("info", "checked"),
        ("warning", "cannot connect"),
        ("error", "failed"),
    ]
    assert rows[0]["page"] == "https://city.example/计划"
    assert rows[1]["logger"] == "some.library"
    assert "ValueError: two\nlines" in rows[2]["exception"]
    assert "old ways" in rows[3]["event"]
    assert all(row["timestamp"].endswith("Z") for row in rows)


def test_console_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "console")
    structlog.get_logger("monitor.check").info("checked", page="https://city.example/")
    logging.getLogger("some.library").error("cannot connect")
    said = capsys.readouterr().err
    assert "checked" in said
    assert "page=https://city.example/" in said
    assert "cannot connect" in said


def test_the_level_holds_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("error", "console")
    structlog.get_logger("monitor.check").warning("checked")
    logging.getLogger("some.library").warning("cannot connect")
    assert capsys.readouterr().err == ""


class Full:
    """A file on a disk without room."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")

    def flush(self) -> None:
        raise OSError(28, "No space left on device")

    def isatty(self) -> bool:
        return False


def test_a_line_that_cannot_be_written_stops_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Full())
    set_up_logging("info", "json")
    log = structlog.get_logger("monitor.check")
    log.info("checked")
    try:
        raise ValueError
    except ValueError:
        log.exception("check failed")
    logging.getLogger("some.library").error("cannot connect")
