"""Checks across fields and an admin's own words for errors."""

import pytest

from definitions import DefinitionError

BACKWARDS = {"name": "a", "starts_on": "2026-11-24", "ends_on": "2026-11-20"}


@pytest.fixture
def trip(desk):
    return desk("cross_checks")


def test_values_that_do_not_go_together_are_refused(trip):
    (error,) = trip.clean(BACKWARDS).errors
    assert (error.field, error.code) == ("ends_on", "check")
    assert error.message("zh") == error.beside("zh") == "结束不能早于开始"
    assert error.as_dict("en")["message"] == "It cannot end before it starts"


def test_all_errors_come_at_once(trip):
    assert trip.codes({**BACKWARDS, "name": "", "people": "x"}) == {
        "name": "required", "ends_on": "check", "people": "not_a_number",
    }  # fmt: skip


def test_a_message_stands_at_the_field_that_was_filled(trip):
    assert trip.codes({"name": "a", "people": 9}) == {"people": "check"}


def test_an_old_quarrel_does_not_stop_an_edit_elsewhere(trip):
    before = {"f_name": "a", "f_starts_on": None, "f_ends_on": None, "f_people": 9}
    assert trip.codes({"name": "b"}, before=before) == {}
    assert trip.codes({"people": 8}, before=before) == {"people": "check"}


def test_own_words_take_the_place_of_ours(trip):
    errors = {error.code: error for error in trip.clean({"name": "toolong"}).errors}
    assert errors["too_long"].message("zh") == "名字最多 5 个字"
    assert trip.clean({}).errors[0].beside("en") == "Name the trip"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('checks: [{when: "a", message: x}]', "yes/no"),
        ('checks: [{when: "b > 1", message: x}]', "no field “b”"),
        ('checks: [{when: "a > 1", message: x, at: [c]}]', "“c”"),
        ('checks: [{when: "a > 1"}]', "“message” is missing"),
    ],
)
def test_checks_that_cannot_work_are_told(catalog_of, more, told):
    form = f"kind: form\nid: x\ntitle: t\nfields: [{{id: t, type: text}}, {{id: a, type: integer}}]\n{more}\n"
    with pytest.raises(DefinitionError) as wrong:
        catalog_of(**{"forms/x": form})
    assert told in str(wrong.value)
