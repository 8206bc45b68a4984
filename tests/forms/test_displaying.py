"""Values in words and as JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal

from forms import display, display_values, json_values, values_from_json
from forms.fields import field_types

VALUES = {"text": "润扬 {{ money }}", "money": Decimal(800000), "choice": "fair", "date": date(2026, 11, 21)}


def test_prose_says_values_in_the_readers_words(desk):
    said = display_values(desk("every_type").work, "sample", VALUES)
    assert [said[name] for name in ("money", "choice", "date")] == ["80 万", "展会", "11月21日"]


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


def test_days_of_other_years_carry_their_year(desk):
    sample = desk("every_type")  # it is 24 November 2026
    said = [display_values(sample.work, "sample", {"date": date(year, 1, 2)})["date"] for year in (2026, 2027)]
    assert said == ["1月2日", "2027年1月2日"]


def test_pages_say_days_in_words_in_tables_too(desk):
    sample = desk("every_type")
    assert display_values(sample.work, "sample", VALUES, prose=False)["date"] == "11月21日"
