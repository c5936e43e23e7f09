"""Pages of other kinds than policy: what they foresee or ask for is no target, what a tender asks is nothing at all."""

from __future__ import annotations

import pytest

from monitor.api import read_text

TENDER = """Invitation to tender for theatre lights
Tenderers shall supply 24 lamps within 9 weeks. Performance security of 5% is due on signature.
Lots 1 and 2 may be awarded apart; liquidated damages are 1% for each week, up to 8% of the sum."""
JOB = """Vacancy: biomedical technician, full-time
The salary is £31,000 per annum. We are looking for somebody with 3 years of experience who will keep 400 pumps."""
STUDY = """Background. Few clinics measure downtime. Methods. The cohort comprised 90 clinics in 2022.
Results. Of all scanners, 41% stood idle. Conclusions. Clinics should spare 7% of their budgets by 2028."""
FIRM = """Ostrava Optics reports third quarter
Earnings per share fell. Sales were €48 million in 2023. Investors were told that the company expects to open 6 plants
by 2027, says its chief financial officer."""
LETTER = """Letters to the editor
I read your report and I laughed. My view: the board should open 5 wards by 2026. Yours sincerely, T. Moss"""

MAGAZINE = """What to watch in theatre technology
Like what you read? Four makers will open 12 showrooms by 2027, we hear. In our reader poll 3 of them came first."""
RULING = """Hospital must repay €48,000
The court ruled that the clinic owes 700 invoices, at 2.5 times the tariff; the judges upheld 80% of the claim."""


@pytest.mark.parametrize("text", [TENDER, JOB, RULING], ids=["tender", "job", "ruling"])
def test_figures_of_tenders_and_jobs_are_neither_goals_nor_facts(text: str) -> None:
    assert read_text(text, "en", "2024-06-12")["statements"] == []


@pytest.mark.parametrize("text", [STUDY, FIRM, LETTER, MAGAZINE], ids=["study", "firm", "letter", "magazine"])
def test_studies_firms_letters_and_magazines_set_no_targets(text: str) -> None:
    assert [s for s in read_text(text, "en", "2024-06-12")["statements"] if s["kind"] == "target"] == []


def test_a_study_still_states_facts() -> None:
    found = read_text(STUDY, "en", "2024-06-12")["statements"]
    assert ("baseline", 41, "percent") in [(s["kind"], s["value"], s["unit"]) for s in found]


def test_policy_that_speaks_of_fines_and_firms_is_policy() -> None:
    text = """The cabinet approved a strategy on Monday, the ministry said. The government will fine late suppliers,
    whose shareholders complained about the penalty, and open 60 clinics by 2027."""
    assert [(s["kind"], s["value"]) for s in read_text(text, "en", "2024-06-12")["statements"]] == [("target", 60)]


@pytest.mark.parametrize(
    "text",
    [
        """Harbour Optics opens its books to pharmacies
        The founders of Harbour Optics have closed a round of €9 million, which will be used to double its team to 40
        people by the end of next year. "We want to be in 700 pharmacies by 2026," one of them said. The company is
        aiming for sales of €3 million in 2027 and will add 12 fitters in Porto.""",
        """The scan of your knee: what to expect
        Please arrive 20 minutes early. The scan will take between 15 and 30 minutes, and results will be sent within
        8 working days. We aim to see 95 per cent of all comers on time. If you weigh more than 160 kg, call us first.
        You should drink 2 glasses of water before you come.""",
    ],
    ids=["founders", "leaflet"],
)
def test_where_nobody_governs_nobody_sets_targets(text: str) -> None:
    assert [s for s in read_text(text, "en", "2024-06-12")["statements"] if s["kind"] == "target"] == []
