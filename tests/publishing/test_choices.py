"""Choices that leave a form's list take their records along: mapped, split, told, and brought back."""

from sqlalchemy import select

from forms import table_of
from publishing import plan, publish, rollback
from records import events, store

HEAD = """kind: form
id: ticket
label: {zh: 报修单, en: Ticket}
title: machine
fields:
  - {id: machine, type: text, label: {zh: 设备, en: Machine}}
  - {id: site, type: text}
  - {id: signs, type: multi_choice, choices: SIGNS}
  - id: state
    type: choice
    label: {zh: 状态, en: State}
    choices:
"""
OLD = ("[noise, smoke, leak]", ["open", "waiting", "done"])
MERGED = ("[noise, {id: danger, from: [smoke, leak]}]", ["{id: active, label: Active, from: [open, waiting]}", "done"])
EAST = "{id: east, when: \"site == 'east'\", from: [open]}"
SPLIT = ("[noise, smoke, leak]", [EAST, "{id: west, from: [open]}", "waiting", "done"])
ROWS = [
    ("east", ("noise", "smoke"), "open"),
    ("west", ("smoke", "leak"), "waiting"),
    ("west", None, "open"),
    (None, None, "done"),
]


def form(written):
    signs, states = written
    return HEAD.replace("SIGNS", signs) + "".join(f"      - {state}\n" for state in states)


def ready(workspace, files, now):
    files = {**files, "shop/forms/ticket.yaml": form(OLD)}
    publish(workspace, files, author=None, message="", now=now)
    with workspace.database.transaction() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        for number, (site, signs, state) in enumerate(ROWS):
            values = {"f_machine": f"m{number}", "f_site": site, "f_signs": signs, "f_state": state}
            store.insert(connection, table, {"number": str(number), "created_at": now, "updated_at": now, **values})
    return files


def change(workspace, files, now, written):
    return publish(workspace, {**files, "shop/forms/ticket.yaml": form(written)}, author=None, message="", now=now)


def held(workspace):
    with workspace.database.transaction() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        rows = connection.execute(select(table.c.f_state, table.c.f_signs).order_by(table.c.id)).all()
        return [row[0] for row in rows], [row[1] for row in rows]


def test_plan_says_which_values_become_what(workspace, files, now):
    files = ready(workspace, files, now)
    words = plan(workspace, {**files, "shop/forms/ticket.yaml": form(MERGED)}).words("en")
    assert "State of “Ticket”: 2 records with “open” get Active" in words
    assert "1 record with “waiting” gets Active" in words
    assert held(workspace)[0] == ["open", "waiting", "open", "done"]


def test_choices_are_merged_and_come_back_with_the_old_list(workspace, files, now):
    files = ready(workspace, files, now)
    before = held(workspace)
    change(workspace, files, now, MERGED)
    assert held(workspace) == (["active", "active", "active", "done"], [("noise", "danger"), ("danger",), None, None])
    with workspace.database.transaction() as connection:
        told = [event.data["changes"] for event in events.timeline(connection, "ticket", 1)]
    assert {"state": ["open", "active"]} in told
    rollback(workspace, 1, author=None, now=now)
    assert held(workspace) == before


def test_choice_is_split_by_the_conditions_of_its_takers(workspace, files, now):
    files = ready(workspace, files, now)
    change(workspace, files, now, SPLIT)
    assert held(workspace)[0] == ["east", "waiting", "west", "done"]


def test_choice_nobody_takes_over_is_told_and_left(workspace, files, now):
    files = ready(workspace, files, now)
    done = change(workspace, files, now, ("[noise, smoke, leak]", ["open", "done"]))
    assert [problem.key for problem in done.plan.problems] == ["publishing.choice_left"]
    assert held(workspace)[0][1] == "waiting"


def test_type_change_shows_what_will_not_convert(workspace, files, now):
    files = ready(workspace, files, now)
    changed = form(OLD).replace("{id: site, type: text}", "{id: site, type: integer}")
    words = plan(workspace, {**files, "shop/forms/ticket.yaml": changed}).words("en")
    assert "3 of them cannot be converted" in words and "such as west, east" in words
