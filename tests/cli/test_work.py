"""People, tokens, grades, reports and the clock from a terminal."""

import json
from datetime import UTC, datetime

import pytest

from accounts import people, tokens
from flows import HANDLERS
from publishing import Settings, Workspace
from records import outbox

CARD = "kind: scorecard\nid: order_card\nform: order\nlabel: Card\n"


@pytest.fixture
def lin(shop):
    """Somebody who signs in as lin."""
    said = shop("people", "add", "lin", "--name", "林晓雯", "--role", "rep", "--password", "seven-blue-lathes")
    assert said.last == "Added 林晓雯, who signs in as lin."
    return "lin"


def test_attributes_are_texts_and_lists(shop, lin):
    assert shop("people", "change", lin, "--attribute", "regions=east,north", "--attribute", "level=new").code == 0
    with Workspace(Settings.read()).database.reading() as connection:
        attributes = people.find_by_login(connection, lin).attributes
    assert attributes == {"regions": ["east", "north"], "level": "new"}


def test_what_is_no_attribute_says_how_to_write_one(shop, lin):
    said = shop("people", "change", lin, "--attribute", "regions")
    assert said.code == 1 and "write NAME=VALUE" in said.err


def test_people_are_listed_with_their_roles(shop, lin):
    said = shop("people", "list")
    assert said.last == "1 person." and "rep" in said.out


def test_a_person_can_be_changed_and_leave(shop, lin):
    assert shop("people", "change", lin, "--name", "林雯").code == 0
    assert shop("people", "deactivate", lin).last == "林雯 can no longer sign in."
    assert "inactive" in shop("people", "list").out


def test_two_people_never_share_a_name_to_sign_in(shop, lin):
    said = shop("people", "add", lin, "--name", "x", "--role", "rep", "--password", "seven-blue-lathes")
    assert said.code == 1 and said.err.strip()


def test_a_token_stands_alone_on_its_line(shop, lin, tmp_path):
    said = shop("token", "create", "--for", lin, "--label", "CRM")
    secret = said.out.strip()
    workspace = Workspace(Settings.read(tmp_path / "var"))
    with workspace.database.reading() as connection:
        assert tokens.find(connection, secret).label == "CRM"
    assert secret not in said.err and "shown once" in said.err


def test_a_revoked_token_is_marked(shop, lin):
    shop("token", "create", "--for", lin)
    assert shop("token", "revoke", "1").code == 0
    assert "revoked" in shop("token", "list", "--for", lin).out


@pytest.fixture
def two_orders(shop, tmp_path):
    """Two records that came in by a file."""
    (tmp_path / "map.yaml").write_text(
        "kind: import_map\nid: m\nform: order\ncolumns: {name: customer, sum: amount}\n", "utf-8"
    )
    (tmp_path / "rows.csv").write_text("name,sum\n润扬轴承,100\n海晟注塑,200000\n", "utf-8")
    assert shop("import", "order", tmp_path / "rows.csv", "--map", tmp_path / "map.yaml").code == 0
    return shop


def test_grading_anew_changes_nothing_that_is_right(two_orders):
    assert "0 of 2 records" in two_orders("regrade", "order").last


def test_a_new_card_grades_what_is_there(two_orders, pack):
    card = next((pack / "grading").iterdir())
    card.write_text(card.read_text("utf-8").replace("points: ", "points: 1"), "utf-8")
    assert two_orders("publish", pack).code == 0
    assert "2 records changed" in two_orders("regrade", "order").last


def test_a_form_without_a_card_has_nothing_to_grade(leadwright):
    leadwright("pack", "install", "olist")
    said = leadwright("regrade", "olist_lead")
    assert said.code == 1 and "no scorecard" in said.err


def test_a_report_as_json_has_its_shape(leadwright):
    leadwright("pack", "install", "olist")
    told = json.loads(leadwright("report", "source_conversion", "--format", "json").out)
    assert (told["report"], told["revision"], told["rows"], told["total"]) == ("source_conversion", 1, [], 0)
    assert told["columns"][0] == {"id": "origin", "label": "Origin", "type": "text"}


def test_the_clock_can_be_looked_at_from_another_time(two_orders):
    said = two_orders("tick", "--at", "2099-01-01T00:00:00Z")
    assert said.code == 0 and not said.last.startswith("Fired 0")


def test_a_timer_that_keeps_failing_is_named(two_orders, monkeypatch):
    HANDLERS.names()  # loads what there is, before one of them is replaced
    monkeypatch.setitem(HANDLERS._items, "first_response", lambda *_: 1 / 0)
    said = two_orders("tick", "--at", "2099-01-01T00:00:00Z")
    assert "2 timers keep failing" in said.out
    assert "first_response  order 1  ZeroDivisionError" in said.out and said.last.startswith("Fired")


def test_work_that_was_given_up_is_named(two_orders):
    with Workspace(Settings.read()).database.transaction() as connection:
        outbox.put(connection, "ring_a_bell", {}, datetime(2026, 1, 1, tzinfo=UTC))
        for day in range(1, 11):
            at = datetime(2026, 1, day, tzinfo=UTC)
            outbox.fail(connection, outbox.claim(connection, at)[0], "no bell", at)
    said = two_orders("tick")
    assert "1 job failed every time" in said.out and "no bell" in said.out and "ring_a_bell" in said.out
