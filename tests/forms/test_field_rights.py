"""Rights of roles and stages on fields: what nobody may see is nowhere, what nobody may change stays."""

from importlib import import_module

import pytest

from accounts import EVERYWHERE, SOMEWHERE, Actor, field_rights
from definitions import DefinitionError, load_files
from forms import (
    Extent,
    Filter,
    ListQuery,
    bind,
    clean,
    display_values,
    every_column,
    export_csv,
    run,
    table_of,
)
from records import store

FORM = """
kind: form
id: deal
title: name
fields:
  - {id: name, type: text, search: true}
  - {id: cost, type: integer, search: true, rights: [{roles: [rep], be: hidden}]}
  - {id: price, type: integer, search: true, rights: [{roles: [rep], stages: [closed], be: hidden}]}
  - {id: terms, type: text, rights: [{roles: [rep], stages: [closed], be: read_only}, {stages: [offer], be: required}]}
  - {id: margin, type: integer, formula: "price - cost"}
  - {id: tax, type: integer, formula: "price * 2"}
  - {id: band, type: yes_no, formula: "margin > 10", reveals: [margin]}
"""
ROLE = "kind: role\nid: {id}\nforms: {{deal: {{see: all, do: all}}}}\n"
PIPELINE = """
kind: pipeline
id: deal_path
form: deal
start: offer
stages: [{id: offer, next: [closed]}, {id: closed, outcome: won}]
"""
LINKED = """
kind: form
id: bill
title: name
fields:
  - {id: name, type: text}
  - {id: deal, type: record_link, form: deal}
  - {id: paid, type: integer, formula: "deal.cost", reveals: [deal.cost]}
"""
FILES = {"forms/deal": FORM, "roles/rep": ROLE.format(id="rep"), "roles/boss": ROLE.format(id="boss"),
         "pipelines/p": PIPELINE}  # fmt: skip


@pytest.fixture
def deals(shop):
    import_module("flows")  # which keeps the stages of records
    opened = shop(**FILES)
    opened.add({"name": "open", "cost": 1, "price": 31}, {"name": "shut", "cost": 2, "price": 42})
    with opened.at() as work:
        table = table_of(opened.catalog, "deal")
        for record, stage in ((1, "offer"), (2, "closed")):
            store.update_unversioned(work.connection, table, record, {"stage": stage})
    return opened


def as_role(deals, role):
    return deals.at(Actor(1, role, deals.catalog.get("role", role), catalog=deals.catalog))


def rights(deals, role):
    return field_rights(Actor(1, role, deals.catalog.get("role", role), catalog=deals.catalog), deals.form)


def test_a_field_is_hidden_from_its_roles(deals):
    assert "cost" in rights(deals, "boss").readable()
    assert "cost" not in rights(deals, "rep").readable()
    assert rights(deals, "rep").readable("offer") - rights(deals, "rep").readable("closed") == {"price", "tax"}


def test_what_tells_a_hidden_field_is_hidden_too(deals):
    seen = rights(deals, "rep")
    assert "margin" not in seen.readable(SOMEWHERE)
    assert {"tax", "price"} <= seen.readable(SOMEWHERE) and not {"tax", "price"} & seen.readable(EVERYWHERE)
    assert "band" in seen.readable(EVERYWHERE)


def test_lists_show_nothing_of_a_hidden_stage(deals):
    with as_role(deals, "rep") as work:
        rows = run(work, ListQuery("deal", sort=("name",))).rows
        written = "".join(export_csv(work, ListQuery("deal"), Extent(columns=every_column(work, "deal"))))
    assert [row.values.get("price") for row in rows] == [None, None]  # not carried unless a column asks
    assert "31" in written and "42" not in written and "84" not in written and "40" not in written


@pytest.mark.parametrize("where", ["price = 42", "price > 0 and name = 'shut'", "tax = 84"])
def test_conditions_find_nothing_hidden(deals, where):
    with as_role(deals, "rep") as work:
        assert run(work, ListQuery("deal", where=where)).rows == ()
    with as_role(deals, "boss") as work:
        assert len(run(work, ListQuery("deal", where=where)).rows) == 1


def test_search_filters_groups_and_order_tell_nothing(deals):
    with as_role(deals, "rep") as work:
        assert run(work, ListQuery("deal", search="42")).rows == ()
        assert len(run(work, ListQuery("deal", search="31")).rows) == 1
        assert run(work, ListQuery("deal", filters=(Filter.parse("price:at_least:40"),))).rows == ()
        groups = run(work, ListQuery("deal", group="price")).groups
        assert {group.key for group in groups} == {"", "31"}
        assert [row.title for row in run(work, ListQuery("deal", sort=("-price",))).rows] == ["open", "shut"]


def test_a_bound_record_holds_no_hidden_value(deals):
    with as_role(deals, "rep") as work:
        rows = store.fetch_many(work.connection, table_of(work.catalog, "deal"), [1, 2])
        assert "price" in bind(deals.form, work, rows[1]).fields
        assert not {"price", "tax", "cost", "margin"} & set(bind(deals.form, work, rows[2]).fields)
        assert "price" not in display_values(work, "deal", {"price": 42})
        assert "price" in display_values(work, "deal", {"price": 31, "stage": "offer"})


def test_what_is_hidden_cannot_be_sent(deals):
    with as_role(deals, "rep") as work:
        row = store.fetch(work.connection, table_of(work.catalog, "deal"), 2)
        errors = clean(deals.form, {"price": 1, "terms": "x", "cost": 1}, work, before=row).errors
    assert {error.field: error.code for error in errors} == {
        "price": "unknown_field", "cost": "unknown_field", "terms": "not_writable",
    }  # fmt: skip


def test_a_stage_asks_for_its_fields(deals):
    with as_role(deals, "rep") as work:
        row = store.fetch(work.connection, table_of(work.catalog, "deal"), 1)
        assert bind(deals.form, work, row)["terms"].required
        assert [e.code for e in clean(deals.form, {"terms": ""}, work, before=row).errors] == ["required"]
        assert clean(deals.form, {"name": "other"}, work, before=row).errors == ()


BROKEN = [
    ("cost", "{roles: [repp], be: hidden}", "there is no role “repp”"),
    ("cost", "{stages: [offered], be: hidden}", "there is no stage “offered”"),
    ("name", "{roles: [rep], be: hidden}", "names the records on every page"),
    ("margin", "{be: required}", "can be hidden, but neither"),
]


@pytest.mark.parametrize(("field", "right", "told"), BROKEN)
def test_rights_that_make_no_sense_are_told(catalog_of, field, right, told):
    with pytest.raises(DefinitionError) as wrong:
        catalog_of(**{**FILES, "forms/deal": with_rights(field, right)})
    assert told in str(wrong.value)


def with_rights(field, right):
    """The form with other rights on one field."""
    lines = FORM.splitlines()
    at = next(n for n, line in enumerate(lines) if f"{{id: {field}," in line)
    lines[at] = lines[at].split(", rights:")[0].rstrip("}") + f", rights: [{right}]}}"
    return "\n".join(lines)


def test_computed_fields_over_hidden_ones_are_warned_of():
    loaded = load_files({f"{name}.yaml": text for name, text in FILES.items()})
    told = [problem.text("en") for problem in loaded.problems if problem.location.file == "forms/deal.yaml"]
    assert [line.split(" ")[0] for line in told] == ["forms/deal.yaml:10:42"]
    assert "“margin” is computed from cost, price, of which rep may not see something" in told[0]


def test_what_stands_behind_a_link_may_be_told_by_name():
    role = ROLE.format(id="rep").replace("{deal:", "{bill: {see: all}, deal:")
    loaded = load_files({**{f"{path}.yaml": text for path, text in FILES.items()}, "forms/bill.yaml": LINKED,
                         "roles/rep.yaml": role})  # fmt: skip
    assert loaded.catalog is not None, loaded.problems
    actor = Actor(1, "x", loaded.catalog.get("role", "rep"), catalog=loaded.catalog)
    assert "paid" in field_rights(actor, loaded.catalog.get("form", "bill")).readable()
