"""Pages of other kinds than policy: what they foresee or ask for is no target, what a tender asks is nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from monitor.api import read_text

SENTENCES = Path(__file__).parent.parent / "cases" / "targets" / "sentences"
NO_TARGETS: dict[str, str] = yaml.safe_load((SENTENCES / "english-no-targets.yaml").read_text(encoding="utf-8"))

TENDER = """Invitation to tender for theatre lights
Tenderers shall supply 24 lamps within 9 weeks. Performance security of 5% is due on signature.
Lots 1 and 2 may be awarded apart; liquidated damages are 1% for each week, up to 8% of the sum."""
JOB = """Vacancy: biomedical technician, full-time
The salary is £31,000 per annum. We are looking for somebody with 3 years of experience who will keep 400 pumps."""
RULING = """Hospital must repay €48,000
The court ruled that the clinic owes 700 invoices, at 2.5 times the tariff; the judges upheld 80% of the claim."""


@pytest.mark.parametrize("text", [TENDER, JOB, RULING], ids=["tender", "job", "ruling"])
def test_figures_of_tenders_and_jobs_are_neither_goals_nor_facts(text: str) -> None:
    assert read_text(text, "en", "2024-06-12")["statements"] == []


@pytest.mark.parametrize("text", NO_TARGETS.values(), ids=NO_TARGETS)
def test_studies_firms_letters_and_advice_set_no_targets(text: str) -> None:
    assert [s for s in read_text(text, "en", "2024-06-12")["statements"] if s["kind"] == "target"] == []


def test_a_study_still_states_facts() -> None:
    found = read_text(NO_TARGETS["study"], "en", "2024-06-12")["statements"]
    assert ("baseline", 41, "percent") in [(s["kind"], s["value"], s["unit"]) for s in found]


def test_policy_that_speaks_of_fines_and_firms_is_policy() -> None:
    text = """The cabinet approved a strategy on Monday, the ministry said. The government will fine late suppliers,
    whose shareholders complained about the penalty, and will open 60 rural clinics by 2027."""
    assert [(s["kind"], s["value"]) for s in read_text(text, "en", "2024-06-12")["statements"]] == [("target", 60)]
