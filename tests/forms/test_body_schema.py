"""The schema of API bodies: two validators, one verdict, and never stricter than cleaning."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from definitions import load_files
from forms import json_schema_of
from forms.binding.body_schema import body_checker, fast_errors, reference_errors
from forms.fields import field_types
from tests.forms.conftest import CONFIGS

FILES = {"forms/every_type.yaml": (CONFIGS / "every_type.yaml").read_text("utf-8")}
CATALOG = load_files(FILES).catalog
FORM = CATALOG.get("form", "sample")

scalars = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False)
json = st.recursive(scalars | st.text(max_size=5), lambda inside: st.lists(inside, max_size=3), max_leaves=5)
bodies = st.dictionaries(st.sampled_from([*FORM.by_id, "colour"]), json | st.sampled_from(["fair", "hot", ["hot"]]))


@given(body=bodies | json)
@settings(max_examples=300, deadline=None)
def test_both_validators_find_the_same(body):
    schema = json_schema_of(FORM)
    assert fast_errors(schema, body) == reference_errors(schema, body)


def test_every_value_a_type_gives_fits():
    for field in FORM.fields:
        for example in field_types.get(field.type_name).examples:
            if not example.refused and not example.options:
                body = {field.id: field.type.to_json(example.value)}
                assert body_checker(CATALOG, "sample", partial=True)(body) == []


def test_unknown_and_misshapen_fields_are_named():
    found = body_checker(CATALOG, "sample")({"text": 5, "yes_no": "perhaps", "choice": "tv"})
    assert [error.field for error in found] == ["choice", "text", "yes_no"]


@pytest.mark.parametrize("body", [None, [], 3])
def test_body_must_be_an_object(body):
    assert body_checker(CATALOG, "sample")(body)[0].code == "not_an_object"


def test_required_fields_are_required_to_create(desk):
    form = desk("required_when").form
    assert json_schema_of(form)["required"] == ["name"]
    assert "required" not in json_schema_of(form, partial=True)


def test_computed_fields_are_not_sent(desk):
    schema = json_schema_of(desk("computed").form)
    assert "gross" not in schema["properties"]
    Draft202012Validator.check_schema(schema)
