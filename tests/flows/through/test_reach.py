"""How far sight through links reaches: whose records a role sees, and what may act or watch by it."""

import pytest

from accounts import sight_of
from definitions import load_files
from flows import board
from tests.flows.through.conftest import FILES, Bureau, catalog_of

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.mark.parametrize(("role", "levels"), [("rep", {"own"}), ("manager", {"team"}), ("desk", {"all"})])
@pytest.mark.parametrize("form", ["firm", "contact", "note"])
def test_sight_comes_down_to_that_at_the_end_of_the_links(role, levels, form):
    catalog = catalog_of()
    assert sight_of(catalog, catalog.get("role", role), form) == levels


@pytest.mark.parametrize(("role", "problems"), [("desk", []), ("rep", ["automation.problem.sees_nothing"])])
def test_automation_acts_by_what_its_role_sees_through_links(role, problems):
    written = f"kind: automation\nid: one\nlabel: One\nform: contact\non: submitted\nrights: {role}\n"
    loaded = load_files({**FILES, "automations/one.yaml": written + "do: [{set: {phone: '1'}}]\n"})
    assert [problem.key for problem in loaded.errors] == problems


@on_sqlite
def test_who_hands_out_what_a_team_sees_through_links_has_a_board(database, now):
    pipeline = "kind: pipeline\nid: deals\nform: contact\nstart: one\nstages:\n  - {id: one, next: [two]}\n"
    loaded = load_files({**FILES, "pipelines/deals.yaml": pipeline + "  - {id: two, outcome: won}\n"})
    bureau = Bureau(database, now, loaded.catalog)
    found = []
    for person in (bureau.wang, bureau.lin):
        with bureau.work(person) as work:
            found.append(board.watches_team(work))
    assert found == [True, False]
