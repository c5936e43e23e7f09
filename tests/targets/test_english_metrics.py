"""What an English figure measures: one noun phrase, found by the grammar of its sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.api import read_text

#: Sentences with the metrics that are read in them, in order.
MONEY = [
    ("The ministry has set aside Rs 900 crore for mobile dialysis vans by 2028.", ["mobile dialysis vans"]),
    ("By 2027, a budget of €45 million for the renewal of incubators will be spent.", ["renewal of incubators"]),
    ("The new oncology tower will cost RM310 million by 2028.", ["new oncology tower"]),
    ("By 2029, $64 million will be invested in rural ultrasound.", ["rural ultrasound"]),
    (
        "The state will provide £80 million for imaging by 2027, of which £12 million for dental scanners.",
        ["imaging", "dental scanners"],
    ),
    ("The council approved a plan to spend €9 million on hearing aids by 2027.", ["hearing aids"]),
    ("Parliament endorsed ₦14 billion for oxygen cylinders in 2027.", ["oxygen cylinders"]),
    ("The regional fund will make 30 million euros available to rural clinics by 2027.", ["rural clinics"]),
    (
        "Output value of the implant industry will exceed 90 billion yuan by 2027.",
        ["Output value of the implant industry"],
    ),
    ("By 2028 a €60 million screening programme will be rolled out.", ["screening programme"]),
    ("A sum of $15 million has been reserved for neonatal units by 2027.", ["neonatal units"]),
    ("The governor announced that $7 million would go to ambulance telemetry by 2027.", ["ambulance telemetry"]),
    ("By 2027, 2.4 billion pesos will be used to replace old mammographs.", ["old mammographs"]),
    ("In 2027 the ministry will allocate $11 million to train radiographers.", ["radiographers"]),
]
COUNTS = [
    ("By 2027, 45 district hospitals will receive portable ultrasound units.", ["portable ultrasound units"]),
    ("Fifteen regional clinics are to be equipped with digital mammographs by 2028.", ["digital mammographs"]),
    ("The network will extend remote dialysis to 60 counties by 2028.", ["remote dialysis"]),
    ("By 2028 cath labs will be opened in all 34 provincial hospitals.", ["cath labs"]),
    ("Surgical robot: no fewer than 70 units by 2027.", ["Surgical robot"]),
    ("By 2027, PET-CT 95 units will be configured.", ["PET-CT"]),
    ("Training for 4,000 persons by 2027.", ["Training"]),
    (
        "At least 12 suppliers from different countries will be under contract by 2028.",
        ["suppliers from different countries"],
    ),
    ("No province should have fewer than 3 burn units by 2029.", ["burn units"]),
    ("The plan calls for 800 technicians by 2027.", ["technicians"]),
]
SHARES = [
    (
        "By 2027 the share of clinics with a working autoclave is to reach 90%.",
        ["share of clinics with a working autoclave"],
    ),
    (
        "The government wants the share of home-made stents in public tenders to climb to 60 per cent by 2028.",
        ["share of home-made stents in public tenders"],
    ),
    ("By 2028, 80% of newborns will be screened for hearing loss.", ["newborns"]),
    ("Local content must come to at least 45 per cent of contract value by 2028.", ["Local content"]),
    ("Domestic firms are to account for 50% of purchases by 2027.", ["Domestic firms"]),
    (
        "The ministry plans to bring private spending down to 40 per cent of health expenditure by 2029.",
        ["private spending"],
    ),
    ("Seven patients in ten should be treated close to home by 2028.", ["patients"]),
    ("By 2027, one in three village clinics will have a defibrillator.", ["village clinics"]),
    (
        "We intend to halve the waiting list for cataract surgery by 2028.",
        ["waiting list for cataract surgery"],
    ),
    ("By 2028 exports of dental implants should double.", ["exports of dental implants"]),
]
TIMES = [
    ("By 2027 a decision on class II devices will be taken within 90 days.", ["decision on class II devices"]),
    (
        "The average waiting time for an MRI scan is to be cut to 20 days by 2028.",
        ["average waiting time for an MRI scan"],
    ),
    (
        "The density of MRI scanners, 12 per million inhabitants in 2023, is to reach 20 by 2028.",
        ["density of MRI scanners", "density of MRI scanners"],
    ),
    ("De Novo files: 80% decided within 150 days by 2027.", ["De Novo files", "De Novo files"]),
    ("Repairs of ventilators shall be completed within 10 days by 2027.", ["Repairs of ventilators"]),
]
EARLIER = [
    ("The country has 60 stroke units. By 2028 there should be 110.", ["stroke units", "stroke units"]),
    ("Hospitals must digitise their images. The ambition for 2028 is 95%.", ["Hospitals"]),
    (
        "The ministry trains 300 biomedical engineers a year. By 2029 it should be 900.",
        ["biomedical engineers", "biomedical engineers"],
    ),
    ("The endoscopy programme has begun. By 2028, SAR 4bn will be invested.", ["endoscopy programme"]),
    ("The registry holds 2,000 implants. It will grow to 50,000 by 2028.", ["implants", "implants"]),
]
ITEMS = [
    ("(iii) Not less than 60 laboratories will be accredited by 2027.", ["laboratories"]),
    ("- coverage of newborn screening 98% by 2027", ["coverage of newborn screening"]),
    ("● Waiting time for hip surgery: 90 days by 2027", ["Waiting time for hip surgery"]),
    ("b) raise the adoption rate of smart pumps to 70% by 2028", ["adoption rate of smart pumps"]),
    ("2) 40 burn units by 2027", ["burn units"]),
    ("Total cost: €1.2 billion by 2030", ["Total cost"]),
]
TRANSLATED = [
    (
        "By 2027, the conversion rate of innovative devices strives to break through 30%.",
        ["conversion rate of innovative devices"],
    ),
    ("The local employment will be increased by 8,000 people by 2027.", ["local employment"]),
    ("By 2028, the medical parks above the city level totally reach 12.", ["medical parks above the city level"]),
    ("The beds that are renewed will reach 9,000 by 2027.", ["beds that are renewed"]),
]


def metrics(text: str) -> list[str]:
    return [one["metric"] for one in read_text(text, "en", "2024-06-01")["statements"]]


@pytest.mark.parametrize(("sentence", "expected"), MONEY)
def test_money_is_for_something_or_somebody_has_it(sentence: str, expected: list[str]) -> None:
    assert metrics(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), COUNTS)
def test_counts_are_of_things_and_bodies_that_are_counted_get_them(sentence: str, expected: list[str]) -> None:
    assert metrics(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), SHARES)
def test_a_share_is_that_of_its_subject_or_of_what_it_is_taken_from(sentence: str, expected: list[str]) -> None:
    assert metrics(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), TIMES)
def test_a_limit_or_rate_is_that_of_what_stands_before_its_verb(sentence: str, expected: list[str]) -> None:
    assert metrics(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), EARLIER)
def test_what_only_points_back_takes_what_was_said_before(sentence: str, expected: list[str]) -> None:
    assert metrics(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), ITEMS)
def test_an_item_of_a_list_has_its_label_and_no_number(sentence: str, expected: list[str]) -> None:
    assert metrics(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), TRANSLATED)
def test_a_translated_subject_leaves_its_verbs_behind(sentence: str, expected: list[str]) -> None:
    assert metrics(sentence) == expected


_ALL = [sentence for group in (MONEY, COUNTS, SHARES, TIMES, EARLIER, ITEMS, TRANSLATED) for sentence, _ in group]
#: No phrase begins or ends with one of these.
_NEVER_FIRST = re.compile(
    r"(?:the|a|an|its|their|our|of|to|by|in|on|at|for|from|with|and|or|but|is|are|was|were|will|would|should|shall|must|"
    r"has|have|had|which|that|who|announced|approved|endorsed|wants|said)\b|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})[.)]\s",
    re.IGNORECASE,
)
_NEVER_LAST = re.compile(r"\b(?:the|a|an|of|to|by|in|on|at|for|from|with|and|or|is|are|was|were|will|has|have|had)$")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(_ALL), min_size=1, max_size=4),
    st.sampled_from(["", "• ", "1. ", "(a) ", "By mid-2028, ", "Under the plan, ", "The minister said that "]),
    st.sampled_from([" ", "\n", "  ", " \n"]),
    st.integers(0, 12),
)
def test_a_metric_is_a_phrase_of_the_text_without_what_leads_to_it(
    sentences: list[str], lead: str, blank: str, break_at: int
) -> None:
    words = f"{lead}{' '.join(sentences)}".split(" ")
    at = min(break_at, len(words) - 1)
    text = " ".join(words[:at]) + (blank if at else "") + " ".join(words[at:])
    for statement in read_text(text, "en", "2024-06-01")["statements"]:
        metric = statement["metric"]
        assert metric in text
        assert metric == metric.strip()
        assert 1 <= len(metric) <= 160
        # a line break may leave a figure alone with its verb: then it stands for itself
        assert re.search(r"[A-Za-z]", metric) or "\n" in text
        assert not _NEVER_FIRST.match(metric), (metric, text)
        assert not _NEVER_LAST.search(metric), (metric, text)


def test_the_row_of_a_table_that_is_none_has_its_first_cell() -> None:
    assert metrics("4 | Dialysis chairs (number) | 310 in 2023 | 500 or more by 2028") == ["Dialysis chairs"] * 2


def test_a_sum_that_is_for_something_is_measured_by_it() -> None:
    assert metrics("Rs 96 crore is for the purchase of MRI machines and Rs 40 crore for cath labs.") == [
        "purchase of MRI machines",
        "cath labs",
    ]
    assert metrics("The state will set aside €50 million, of which €30 million is for diagnostic equipment.")[1:] == [
        "diagnostic equipment"
    ]
    assert metrics("Of this, $60 million will be for dialysis units.") == ["dialysis units"]
