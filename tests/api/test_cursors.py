"""Going through a whole list with cursors: everything once, in order, whatever happens in between."""

import base64
import json

import pytest

from tests.api.conftest import LEADS, codes

pytestmark = pytest.mark.both_databases

MIXED = [
    {"budget": 300_000, "industry": "machining"},
    {"budget": None, "industry": "electronics"},
    {"budget": 300_000, "industry": None},
    {"budget": 50_000.5, "industry": "machining"},
    {"budget": None, "industry": None},
    {"budget": 900_000, "industry": "finance"},
    {"budget": 50_000.5, "industry": "other"},
]


@pytest.fixture
def seven(create):
    """Seven records, some alike, some with gaps."""
    return [
        create(company=f"公司{n}", phone=f"1390000{2046 + n}", **{k: v for k, v in values.items() if v})["id"]
        for n, values in enumerate(MIXED)
    ]


def through(caller, per_page=2, **arguments):
    """Every id that the cursors lead to."""
    found, after = [], {}
    while True:
        page = caller.get(LEADS, per_page=per_page, **arguments, **after).json
        assert "records" in page, page
        found += [record["id"] for record in page["records"]]
        if page["next"] is None:
            return found
        after = {"after": page["next"]}


@pytest.mark.parametrize(
    "sort", ["budget", "-budget", "industry,-budget", "-created_at", "owner,-number", "-company", "-urgent,budget"]
)
def test_cursors_lead_through_all_in_order(admin, seven, sort):
    whole = [record["id"] for record in admin.get(LEADS, sort=sort, per_page=100).json["records"]]
    assert through(admin, sort=sort) == whole
    assert sorted(whole) == seven


def test_the_last_page_has_no_next(admin, seven):
    page = admin.get(LEADS, per_page=7).json
    assert page["next"] is None and not page["more"]


def test_records_that_come_in_between_shift_nothing(admin, seven, create):
    first = admin.get(LEADS, sort="-created_at", per_page=3).json
    create(company="新来的", phone="13900003333")
    second = admin.get(LEADS, sort="-created_at", per_page=3, after=first["next"]).json
    assert not {one["id"] for one in first["records"]} & {one["id"] for one in second["records"]}


def test_a_record_that_goes_takes_no_other_along(admin, seven):
    first = admin.get(LEADS, sort="number", per_page=3).json
    admin.call("DELETE", f"{LEADS}/{seven[1]}")
    second = admin.get(LEADS, sort="number", per_page=3, after=first["next"]).json
    assert [one["id"] for one in second["records"]] == seven[3:6]


def test_conditions_hold_behind_a_cursor(admin, seven):
    assert through(admin, where="budget > 100000", sort="budget") == [seven[0], seven[2], seven[5]]


def test_only_the_first_page_counts(admin, seven):
    first = admin.get(LEADS, per_page=3).json
    assert first["total"] == 7
    assert "total" not in admin.get(LEADS, per_page=3, after=first["next"]).json


def test_a_cursor_holds_for_its_order_only(admin, seven):
    cursor = admin.get(LEADS, sort="budget", per_page=3).json["next"]
    assert codes(admin.get(LEADS, sort="-budget", after=cursor)) == {"after": "bad_cursor"}


def test_a_page_and_a_cursor_are_too_much(admin, seven):
    cursor = admin.get(LEADS, per_page=3).json["next"]
    assert codes(admin.get(LEADS, after=cursor, page=2)) == {"after": "page_or_after"}


def forged(order, values):
    return base64.urlsafe_b64encode(json.dumps([order, values]).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "!", "A", "é", "eyJ9", "W" * 3999, forged(["budget"], [{}, 1]), forged(["budget"], ["x", 1]),
        forged(["budget"], ["NaN", 1]), forged(["budget"], ["1e99", 1]), forged(["budget"], ["1", 2**70]),
        forged(["budget"], ["1", "1"]), forged(["budget"], [1, 1]), forged(["budget"], ["1"]), forged([], []),
        forged(["budget"], ["1", True]),
    ],
)  # fmt: skip
def test_a_forged_cursor_is_refused_in_words(admin, seven, cursor):
    assert codes(admin.get(LEADS, sort="budget", after=cursor)) == {"after": "bad_cursor"}
