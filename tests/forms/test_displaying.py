"""Values in words, and texts with values filled in."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from definitions import Label
from forms import display, display_values, fill, json_values, unknown_places, values_from_json
from forms.fields import field_types

VALUES = {"text": "润扬 {{ money }}", "money": Decimal(800000), "choice": "fair", "date": date(2026, 11, 21)}


def test_text_is_filled_in_the_readers_words(desk):
    sample = desk("every_type")
    said = fill("{{text}}的预算{{ money }}，来自{{ choice }}，{{ date }}", sample.work, "sample", VALUES)
    assert said == "润扬 {{ money }}的预算80 万，来自展会，11月21日"


def test_missing_values_leave_nothing(desk):
    assert fill("[{{ phone }}][{{ nothing }}]", desk("every_type").work, "sample", VALUES) == "[][]"


@pytest.mark.parametrize("text", ["{{ text.upper() }}", "{% if text %}", "{{ 1 + 1 }}", "{{ __class__ }}"])
def test_nothing_else_is_evaluated(desk, text):
    assert fill(text, desk("every_type").work, "sample", VALUES) == text


def test_unknown_names_are_found_when_loading(desk):
    text = Label.of({"zh": "{{ text }} {{ nmae }}", "en": "{{ owner }} {{ txet }}"})
    assert unknown_places(desk("every_type").catalog, "sample", text) == ("nmae", "txet")


def test_tables_show_money_in_full(desk):
    sample = desk("every_type")
    assert display(sample.form, "money", Decimal(800000), "zh") == "¥800,000"
    assert display_values(sample.work, "sample", VALUES, prose=False)["money"] == "¥800,000"


def test_values_survive_json(desk):
    sample = desk("every_type")
    values = {
        name: example.value
        for name, field in sample.form.by_id.items()
        for example in field_types.get(field.type_name).examples[:1]
        if not example.refused
    }
    assert values_from_json(sample.form, json_values(sample.catalog, "sample", values)) == values


def test_system_names_are_json_too(desk):
    sample = desk("every_type")
    stored = json_values(sample.catalog, "sample", {"created_at": datetime(2026, 11, 21, tzinfo=UTC), "owner": 7})
    assert stored == {"created_at": "2026-11-21T00:00:00Z", "owner": 7}
