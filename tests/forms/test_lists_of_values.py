"""Choices from maintained lists: trees, fields that narrow others, and the pieces of a value."""

import pytest

from definitions import DefinitionError
from forms import Filter, ListQuery, bind, run


@pytest.fixture
def place(shop):
    return shop("places", "area")


@pytest.fixture
def cleaned(place):
    def clean_it(raw, **more):
        from forms import clean

        with place.at() as work:
            return clean(place.form, raw, work, **more)

    return clean_it


def codes(cleaned):
    return {error.field: error.code for error in cleaned.errors}


def test_a_city_of_another_province_is_refused(cleaned):
    assert codes(cleaned({"province": "jiangsu", "city": "ningbo"})) == {"city": "not_offered"}
    assert codes(cleaned({"province": "jiangsu", "city": "suzhou"})) == {}
    assert codes(cleaned({"city": "suzhou"})) == {"city": "not_offered"}


def test_moving_the_province_asks_for_the_city_again(cleaned):
    before = {"province": "jiangsu", "city": "suzhou"}
    assert codes(cleaned({"province": "zhejiang"}, before=before)) == {"city": "not_offered"}
    assert codes(cleaned({"name": "x"}, before={**before, "province": "zhejiang"})) == {}


def test_a_choice_with_a_condition_is_offered_while_it_holds(cleaned):
    assert codes(cleaned({"weight": 30, "delivery": "express"})) == {"delivery": "not_offered"}
    assert codes(cleaned({"delivery": "express"})) == {"delivery": "not_offered"}
    assert codes(cleaned({"weight": 3, "delivery": "express"})) == {}


def test_rules_see_the_pieces_of_a_value(cleaned):
    assert cleaned({"region": "suzhou", "note": "x"}).values["note"] == "x"
    assert cleaned({"region": "ningbo", "note": "x"}).hidden == {"note"}
    assert cleaned({"address.city": "苏州", "address.province": "江苏"}).values["near"] is True


def test_a_browser_sends_an_address_in_pieces(cleaned):
    sent = {"address.province": "jiangsu", "address.city": "suzhou", "address.street": " "}
    assert cleaned(sent).values["address"] == {"province": "jiangsu", "city": "suzhou"}
    assert cleaned({"address.street": "", "address.city": ""}).values["address"] is None
    assert codes(cleaned({"address.planet": "Mars"})) == {"address": "no_such_piece"}
    assert codes(cleaned({"name.first": "x"})) == {"name.first": "unknown_field"}


def test_pieces_are_columns_of_lists(place):
    place.add({"name": "a", "region": "suzhou"}, {"name": "b", "region": "ningbo"}, {"name": "c"})
    with place.at() as work:
        jiangsu = Filter.parse("region.province:is:jiangsu")
        query = ListQuery("place", filters=(jiangsu,), where="region.city = 'suzhou'")
        assert [row.title for row in run(work, query).rows] == ["a"]
        grouped = run(work, ListQuery("place", group="region.province"))
    assert [(group.label, group.n) for group in grouped.groups] == [("江苏", 1), ("浙江", 1), ("没填", 1)]


def test_choices_below_another_are_told_apart(place):
    with place.at() as work:
        cities = bind(place.form, work, None, {"province": "jiangsu"})["city"].choices
    assert [(c.value, c.group, c.offered) for c in cities] == [
        ("nanjing", "江苏", True), ("suzhou", "江苏", True), ("ningbo", "浙江", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("{id: a, type: cascade, list: areas}", "did you mean area"),
        ("{id: a, type: choice, list: area, level: town}", "no level called “town”"),
        ("{id: a, type: choice, list: area, parent: nowhere}", "nowhere"),
        ("{id: a, type: choice, list: area, level: province, parent: b}, {id: b, type: choice, list: area}",
         "No choice of this field lies below"),
        ("{id: a, type: address}]\nduplicates: [{id: d, match: [a]}", "cannot be compared as one"),
        ("{id: a, type: choice, list: area, choices: [x]}", "Write either choices or list"),
        ("{id: a, type: choice, choices: [x], level: city}", "level goes with list only"),
        ("{id: a, type: choice, choices: [{id: x, when: \"b > 1\"}]}", "there is no field “b”"),
        ("{id: a, type: choice}", "choices"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(catalog_of, broken, told):
    form = f"kind: form\nid: x\ntitle: t\nfields: [{{id: t, type: text}}, {broken}]\n"
    with pytest.raises(DefinitionError) as wrong:
        catalog_of("area", **{"forms/x": form})
    assert told in str(wrong.value)


def test_an_id_stands_once_in_a_whole_list(catalog_of):
    twice = "kind: list\nid: twice\nvalues: [{id: a, values: [b]}, {id: c, values: [b]}]\n"
    with pytest.raises(DefinitionError) as wrong:
        catalog_of(**{"lists/twice": twice})
    assert "lists/twice.yaml:3:49" in str(wrong.value)
