"""A new field's id follows its name: until it is published, and unless somebody typed an id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing import designing, know_all_kinds

know_all_kinds()
NAMES = st.sampled_from(
    ["", "Delivery date", "交付日期", "owner", "2nd", "Date", "日期", "Привет", "x" * 60, "a" * 39 + " b"]
)
LABELS = st.one_of(NAMES, st.fixed_dictionaries({"zh": NAMES, "en": NAMES}), st.none())
NEW = {"id": "date", "type": "date", "label": {"zh": "日期", "en": "Date"}}


def after(label, field=NEW, taken=()):
    return designing.id_after(field, label, taken)


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ({"zh": "日期", "en": "Delivery date"}, "delivery_date"),
        ({"zh": "交付日期", "en": "Date"}, "jiaofu_riqi"),
        ({"zh": "交付日期", "en": "Delivery date"}, "delivery_date"),
        ("交付日期", "jiaofu_riqi"),
        ({"zh": "日期", "en": "Date"}, "date"),
        (None, "date"),
        ("Привет", "date"),
        ("owner", "owner_field"),
    ],
)
def test_the_id_is_made_of_what_somebody_called_the_field(label, id):
    assert after(label) == id


def test_what_is_taken_gets_a_number():
    assert after("Delivery date", taken=["delivery_date"]) == "delivery_date_2"


def test_an_id_that_somebody_typed_stays():
    assert after("Delivery date", {**NEW, "id": "due"}) == "due"
    assert after("Delivery date", {"id": "fax", "type": "text", "label": "Telefax"}) == "fax"


def test_a_doubled_field_follows_its_own_name():
    assert after("Mobile", {"id": "phone_2", "type": "phone", "label": {"zh": "手机号", "en": "Phone"}}) == "mobile"


@given(LABELS, LABELS, st.lists(st.sampled_from(["date", "delivery_date", "jiaofu_riqi", "owner_field", "date_2"])))
def test_whatever_it_is_called_its_id_is_free_and_follows_on(first, second, taken):
    id = after(first, taken=taken)
    assert id == "date" or (id not in taken and designing.is_allowed(id))
    again = after(second, {**NEW, "id": id, "label": first}, taken)
    assert again == after(second, {**NEW, "id": id}, taken) or designing.id_of(designing.name_of(second, "date"))
