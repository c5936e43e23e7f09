"""Every file in tests/cases/config/refused, with all that `check_sources` must say of it."""

from pathlib import Path

import pytest

from monitor.config import check_sources, load_sources
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
