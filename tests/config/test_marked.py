"""YAML with lines: data as YAML 1.2 has it, and where each value stands."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.marked import MAX_DEPTH, MarkedError, read_marked

# Control characters and line separators are not the same in JSON and YAML, and stand in no configuration.
TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=20
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXTS
KEYS = TEXTS.filter(lambda text: text != "<<")
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


@given(TREES)
def test_json_is_read_as_json_reads_it(tree: object) -> None:
    """JSON is a part of YAML 1.2."""
    assert read_marked(json.dumps(tree, ensure_ascii=False)).data == tree


@given(TREES)
def test_what_pyyaml_writes_comes_back(tree: object) -> None:
    assert read_marked(yaml.safe_dump(tree, allow_unicode=True)).data == tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("22:00", "22:00"),
        ("01", "01"),
        ("0", 0),
        ("-12", -12),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("2025-12-31", "2025-12-31"),
        ("0.3", 0.3),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("=", "="),
    ],
)
def test_plain_scalars(text: str, value: object) -> None:
    read = read_marked(f"key: {text}\n").data["key"]
    assert read == value
    assert type(read) is type(value)


def test_lines_of_keys_items_and_what_is_inside() -> None:
    marked = read_marked("a: 1\nb:\n  - x\n\n  - y: 1\n    z: {k: v}\n# end\nc: >\n  long\n")
    assert marked.line(("a",)) == 1
    assert marked.line(("b",)) == 2
    assert marked.line(("b", 0)) == 3
    assert marked.line(("b", 1)) == 5
    assert marked.line(("b", 1, "z", "k")) == 6
    assert marked.line(("b", 1, "z", "unknown", 3)) == 6
    assert marked.line(("c",)) == 8
    assert marked.line(("nowhere",)) == 1


def test_aliases_stand_for_values() -> None:
    assert read_marked("a: &x [1, {b: 2}]\nc: *x\nd: [*x, *x]\n").data == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": [[1, {"b": 2}], [1, {"b": 2}]],
    }


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "second time"),
        ("x:\n  a: 1\n  a: 3\n", 3, "first is on line 2"),
        ("a: *b\n", 1, "stands for nothing"),
        ("a: &b {c: *b}\n", 1, "stands for nothing"),
        ("a: &b 1\nc: &b [*b]\n", 2, "stands for nothing"),
        ("? [a]\n: 1\n", 1, "key must be plain text"),
        ("? {a: 1}\n: 1\n", 1, "key must be plain text"),
        ("a: &x 1\n*x : 2\n", 2, "key must be plain text"),
        ("a: !!binary aGk=\n", 1, "tags are not supported"),
        ("a: !!python/name:os.system\n", 1, "tags are not supported"),
        ("!!set {a: 1}\n", 1, "tags are not supported"),
        ("<<: {a: 1}\n", 1, "merge keys"),
        ("a: 1\n...\n---\nb: 1\n", 3, "second document"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), 1, "deep"),
        ("a: b: c\n", 1, "not valid YAML"),
        ("a:\n- 'x\n", 3, "not valid YAML"),
        ("a: \x00\n", 1, "not valid YAML"),
        ("%YAML 9.0\n---\na: 1\n", 1, "not valid YAML"),
        ("a\nb: 1\n", 2, "not valid YAML"),
    ],
)
def test_what_is_refused(text: str, line: int, says: str) -> None:
    with pytest.raises(MarkedError) as caught:
        read_marked(text)
    assert says in str(caught.value)
    assert caught.value.line == line


def test_depth_costs_no_stack() -> None:
    with pytest.raises(MarkedError):
        read_marked("[" * 200_000)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never another error."""
    try:
        marked = read_marked(text)
    except MarkedError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert marked.line(()) == 1
