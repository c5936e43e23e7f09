"""Where others who tell a page's targets are looked for."""

from dataclasses import replace

import pytest

from monitor.targets.linking.sought import sought_keys
from monitor.types import Version
from tests.changes.cases import a_version

PROMISE = "到2029年，规模以上企业达到130家。"


def _version(title: str, text: str = PROMISE) -> Version:
    version = a_version(text)
    return replace(version, document=replace(version.document, title=title), plans=())


@pytest.mark.parametrize(
    ("title", "text", "key"),
    [
        ("山西康复辅具产业要过百亿", PROMISE, "2026-2029|shanxi|rehabilitation"),
        ("China's Hunan to boost medical equipment", PROMISE, "2026-2030|hunan|medical-equipment"),
        (
            "A billion for scanners",
            "Hubei will install 300 machines for medical imaging by 2028.",
            "|hubei|imaging",
        ),
    ],
)
def test_a_page_that_names_no_plan_is_looked_for_by_place_and_subject(title: str, text: str, key: str) -> None:
    assert key in sought_keys(_version(title, text), 2026)


def test_without_a_place_or_a_target_nothing_is_looked_for() -> None:
    assert sought_keys(_version("医疗设备产业要过百亿"), 2026) == frozenset()
    assert sought_keys(_version("山西康复辅具产业", "各单位要高度重视。"), 2026) == frozenset()
