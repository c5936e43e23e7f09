"""The README says what is so: its commands exist, its alert is one that is sent, its files are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from monitor.cli.root import call, whole
from monitor.config import load_sources
from monitor.demo import tour

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [line.split("#")[0].strip() for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
INLINE = re.findall(r"`(monitor [^`]+)`", README)


def typed(prefix: str) -> list[list[str]]:
    lines = [*COMMANDS, *INLINE]
    return [shlex.split(line)[1:] for line in lines if shlex.split(line)[:1] == [prefix]]


@pytest.mark.parametrize("arguments", typed("monitor") + typed(".venv/bin/monitor"), ids=" ".join)
def test_every_command_of_the_readme_can_be_parsed(arguments: list[str]) -> None:
    command = typer.main.get_command(whole())
    context = command.make_context("monitor", ["--help"] if not arguments else [], resilient_parsing=True)
    for position, word in enumerate(arguments):
        found = getattr(command, "commands", {}).get(word)
        if found is None:
            found_options = {option for parameter in command.params for option in parameter.opts}
            given = [one for one in arguments[position:] if one.startswith("--")]
            assert not getattr(command, "commands", {}), f"no command {word}"
            assert set(given) <= found_options, arguments
            break
        command = found
    assert context is not None


@pytest.mark.parametrize("target", [arguments[0] for arguments in typed("make")])
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_make_does_what_the_readme_says_it_does() -> None:
    makefile = (
        (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(BIN)", ".venv/bin").replace("$(PYTHON)", "python3")
    )
    for line in COMMANDS:
        if line.startswith((".venv/bin/", "python3 ")):
            assert line in makefile.replace("--quiet ", ""), line


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_the_source_that_the_readme_crawls_is_watched() -> None:
    watched = {source.id for source in load_sources(ROOT / "sources.yaml", {}).sources if source.enabled}
    [name] = [arguments[1] for arguments in typed("monitor") if arguments[0] == "crawl"]
    assert name in watched


def test_the_demo_prints_what_the_readme_shows(capsys: pytest.CaptureFixture[str]) -> None:
    [shown] = [text for kind, text in BLOCKS if kind == "console"]
    assert call(["demo"], {}) == 0
    printed = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", capsys.readouterr().out)
    lines = {line.rstrip() for line in printed.splitlines()}
    assert [line for line in shown.splitlines() if line.rstrip() not in lines] == []


async def test_the_alert_of_the_readme_is_the_one_that_the_demo_sends(tmp_path: Path) -> None:
    [shown] = [text for kind, text in BLOCKS if kind == "text"]
    report = await tour(tmp_path, on_day=lambda *_: None)
    sent = []
    for mail in report.mails[2]:
        body = mail.get_body(("plain",))
        assert body is not None
        sent.append(f"Subject: {mail['Subject']}\n{body.get_content()}")
    assert any(all(line in mail for line in shown.splitlines()) for mail in sent), sent
