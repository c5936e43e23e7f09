"""Every file in tests/cases/config/refused, with all that `check_sources` must say of it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.config import check_sources, load_sources
from monitor.config.schema import AlertEntry, ChannelEntry, File, LinksEntry, SourceEntry, WhenEntry
from monitor.errors import ConfigError

CASES = Path(__file__).parents[1] / "cases" / "config" / "refused"
ENVIRON = {"WEAK_SECRET": "not base64!"}


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_problems_are_all_told(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    told = [str(problem) for problem in check_sources(Path(case.name), ENVIRON)]
    assert told == case.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_loading_raises_the_first(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    problems = check_sources(Path(case.name), ENVIRON)
    with pytest.raises(ConfigError) as caught:
        load_sources(Path(case.name), ENVIRON)
    error = caught.value
    assert str(error).startswith(str(problems[0]))
    assert (error.path, error.line) == (problems[0].path, problems[0].line)
    assert "\n" not in str(error)
    if len(problems) > 1:
        assert f"and {len(problems) - 1} more" in str(error)


def test_a_missing_file_says_how_to_name_another(tmp_path: Path) -> None:
    (problem,) = check_sources(tmp_path / "sources.yaml", {})
    assert "No such file" in str(problem)
    assert "MONITOR_SOURCES" in str(problem)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (problem,) = check_sources(tmp_path, {})
    assert "cannot be read" in str(problem)


WORDS = st.sampled_from(
    [
        "6h",
        "0s",
        "now",
        "target_*",
        "https://a.example/",
        "a@b.example",
        "one",
        "a",
        "UTC",
        "0 8 * * 1-5",
        "(",
        "\0",
        "01",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 10**6) | st.floats(0, 1) | WORDS | st.text(max_size=8)
KEYS = sorted(
    {key for model in (AlertEntry, ChannelEntry, LinksEntry, SourceEntry, WhenEntry) for key in model.model_fields}
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
)
ENTRIES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8)
FILES = st.fixed_dictionaries(
    {},
    optional={
        key: st.lists(ENTRIES | VALUES, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "B b"]), ENTRIES)
        | VALUES
        for key in [*File.model_fields, "unknown"]
    },
)


@given(content=FILES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_is_taken_or_told(content: object, tmp_path: Path) -> None:
    """Never another error, and every problem names the file and is one line."""
    path = tmp_path / "sources.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    problems = check_sources(path, {})
    if not problems:
        assert load_sources(path, {}).sources
    for problem in problems:
        assert problem.path == str(path)
        assert "\n" not in str(problem)
