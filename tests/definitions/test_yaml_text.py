"""YAML 1.2 as values that know where they stand; whatever else comes in is refused at its place."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.yaml_text import MarkedMap, YamlError, read_yaml

SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=20)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("true", True), ("False", False), ("~", None), ("", None),
        ("12", 12), ("-3", -3), ("010", 10), ("0x1F", 31), ("0o17", 15), ("1_000", "1_000"), ("1.50", 1.5),
        ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0), ("12:30", "12:30"), ("2026-10-01", date(2026, 10, 1)),
        ("2026-13-01", "2026-13-01"), ("'12'", "12"), ('"true"', "true"), ("线索", "线索"), ("+86 139", "+86 139"),
        ("v1.2.3", "v1.2.3"), ("=", "="), ("<<", "<<"),
    ],
)  # fmt: skip
def test_plain_words_are_read_as_the_core_schema_has_it(written, value):
    found = read_yaml(f"a: {written}\n")["a"]
    assert found == value and type(found) is type(value)


def test_every_value_knows_its_place():
    found = read_yaml("kind: form\nfields:\n  - {id: a, type: text}\n  - id: b\n    type: date\n")
    assert found.keys_at == {"kind": (0, 0), "fields": (1, 0)}
    assert found["fields"].items_at == [(2, 4), (3, 4)]
    assert found["fields"][0].values_at["type"] == (2, 18)
    assert found["fields"][1].keys_at["type"] == (4, 4)


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        ("a: 1\nb: [\n", "problem.not_yaml", (2, 0)),
        ("a: 1\na: 2\n", "problem.duplicate_key", (1, 0)),
        ("a: &x 1\nb: *x\n", "problem.alias", (1, 3)),
        ("a: 1\n---\nb: 2\n", "problem.not_yaml", (1, 0)),
        ("[1, 2]: 3\n", "problem.not_yaml", (0, 0)),
        ("a: 'open\n", "problem.not_yaml", (1, 0)),
        ("a: \x07\n", "problem.not_yaml", (0, 0)),
        ("a: " + "[" * 60 + "]" * 60, "problem.too_deep", (0, 42)),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, key, place):
    with pytest.raises(YamlError) as refused:
        read_yaml(text)
    assert (refused.value.key, refused.value.place) == (key, place)


@given(VALUES)
def test_json_is_yaml_and_means_the_same(value):
    assert read_yaml(json.dumps({"a": value}))["a"] == value


@given(st.text(alphabet=st.sampled_from("ab:-{}[]&*!|>'\"#%@`\n\t ,?0.~é线\x00\u2028"), max_size=60))
def test_no_text_ends_in_an_accident(text):
    try:
        found = read_yaml(text)
    except YamlError as refused:
        assert refused.key.startswith("problem.")
    else:
        assert not isinstance(found, dict) or isinstance(found, MarkedMap)
