"""The contract every field type keeps; a new type is tested here without a line of its own."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

from definitions import LABEL_SCHEMA, LANGUAGES, load_files, say, texts_of
from definitions.kinds import Source
from forms.field_definition import column_schema, read_field
from forms.fields import Context, ValueRefused, field_types
from forms.fields.attachment import ONE, PHOTO
from records.form_tables.columns import TYPES
from rules import Type

DOCS = Path(__file__).parents[2] / "docs" / "field-types.md"
ICONS = (Path(__file__).parents[2] / "static" / "icons.svg").read_text("utf-8")
CONFIGS = Path(__file__).parents[1] / "configs" / "forms"


class SmallWorld:
    """One person, one team and one customer, for the types that point at something."""

    def find_person(self, raw, role):
        return 7 if raw in ("7", "linxw") else None

    def find_team(self, raw):
        return 3 if raw in ("3", "east_1", "华东一组") else None

    def find_file(self, key):
        return {"k1": ONE, "k2": PHOTO}.get(key)

    def find_titled(self, form, raw):
        return None

    def find_record(self, form, raw):
        return 7 if form == "customer" and raw in ("7", "CU-2026-000007") else None

    def person_name(self, person):
        return "林晓雯"

    def record_title(self, form, record):
        return "扬州润扬轴承"

    def team_name(self, team):
        return {"zh": "华东一组", "en": "East 1"}[self.language]

    def __init__(self, language="zh"):
        self.language = language


AREA = load_files({"area.yaml": (CONFIGS / "area.yaml").read_text("utf-8")}).catalog


def made(cls, options):
    """The type as a field of a form has it, with what it takes from other definitions."""
    source = Source(SimpleNamespace(data={"fields": [{"id": "it", "type": cls.name, **options}]}))
    return read_field(source, ("fields", 0)).type.taken_from(AREA.find)


def context(language="zh"):
    return Context(language=language, references=SmallWorld(language))


def examples(refused):
    for name, cls in field_types.items():
        for number, example in enumerate(cls.examples):
            if bool(example.refused) == refused:
                yield pytest.param(made(cls, example.options), example, id=f"{name}-{number}")


every_type = pytest.mark.parametrize("cls", [pytest.param(cls, id=name) for name, cls in field_types.items()])
accepted = pytest.mark.parametrize(("field", "example"), list(examples(refused=False)))
refused = pytest.mark.parametrize(("field", "example"), list(examples(refused=True)))


@accepted
def test_accepted_examples_become_values(field, example):
    assert field.read(example.raw, context()) == example.value
    assert type(field.read(example.raw, context())) is type(example.value)


@refused
def test_refused_examples_give_their_code(field, example):
    with pytest.raises(ValueRefused) as refusal:
        field.read(example.raw, context())
    assert refusal.value.code == example.refused


@refused
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_a_sentence(field, example, language):
    with pytest.raises(ValueRefused) as refusal:
        field.read(example.raw, context())
    sentence = say(f"fields.error.{example.refused}", language, **refusal.value.params)
    assert sentence != f"fields.error.{example.refused}"
    assert "{" not in sentence


@accepted
def test_values_survive_json(field, example):
    stored = json.loads(json.dumps(field.to_json(example.value)))
    assert field.from_json(stored) == example.value


@accepted
def test_what_an_input_holds_reads_back(field, example):
    assert field.read(field.raw(example.value, context()), context()) == example.value


@accepted
def test_reading_a_value_again_changes_nothing(field, example):
    assert field.read(example.value, context()) == example.value


@accepted
def test_json_schema_accepts_stored_values(field, example):
    validator = Draft202012Validator(field.json_schema())
    assert list(validator.iter_errors(field.to_json(example.value))) == []


@accepted
def test_values_are_shown_in_words(field, example):
    for language, shown in example.shown.items():
        assert field.display(example.value, context(language)) == shown


@every_type
def test_every_type_shows_what_it_accepts(cls):
    assert any(example.shown for example in cls.examples)
    assert any(example.refused for example in cls.examples)


@every_type
@pytest.mark.parametrize("empty", [None, "", "  \n", [], [""]])
def test_empty_is_no_value(cls, empty):
    field = made(cls, cls.examples[0].options)
    assert field.read(empty, context()) is None
    assert field.display(None, context()) == ""


@every_type
def test_types_are_known_below(cls):
    kind = made(cls, cls.examples[0].options)
    assert kind.storage in TYPES
    assert kind.rule_type in set(Type)


@every_type
def test_options_are_a_valid_schema(cls):
    definitions = {"$defs": {"label": LABEL_SCHEMA, "column": column_schema()}}
    schema = {"type": "object", "properties": dict(cls.options), "additionalProperties": False, **definitions}
    Draft202012Validator.check_schema(schema)
    for example in cls.examples:
        assert list(Draft202012Validator(schema).iter_errors(example.options)) == []


@every_type
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_a_name(cls, language):
    assert f"fields.type.{cls.name}" in texts_of(language)


@every_type
def test_every_type_is_documented(cls):
    assert f"### {cls.name}\n" in DOCS.read_text("utf-8")


@pytest.mark.parametrize("name", field_types.names())
def test_every_type_is_offered_with_a_sign_and_a_line(name):
    kind = field_types.get(name)
    assert f'<symbol id="{kind.icon}"' in ICONS
    for language in LANGUAGES:
        known = texts_of(language)
        assert f"fields.about.{name}" in known and f"designer.family.{kind.family}" in known
        assert not [
            option for option in kind.options if f"designer.setting.{option}" not in known and option != "choices"
        ]
