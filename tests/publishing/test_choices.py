"""Choices that leave a form's list take their records along: mapped, split, told, and brought back."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from accounts import SYSTEM, Work
from definitions import DefinitionError
from flows import intake, look, perform, timeline
from forms import Filter, ListQuery, matching_ids, stored_table_of, table_of
from publishing import plan, publish, rollback
from records import events, outbox, store

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


def ready(workspace, files, now, written=""):
    files = {**files, "shop/forms/ticket.yaml": written or form(OLD)}
    publish(workspace, files, author=None, message="", now=now)
    with workspace.database.transaction() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        for number, (site, signs, state) in enumerate(ROWS):
            values = {"f_machine": f"m{number}", "f_site": site, "f_signs": signs, "f_state": state}
            store.insert(connection, table, {"number": str(number), "created_at": now, "updated_at": now, **values})
    return files


def change(workspace, files, now, written):
    return publish(workspace, {**files, "shop/forms/ticket.yaml": form(written)}, author=None, message="", now=now)


def held(workspace, table_of=stored_table_of):
    """States and signs as they are stored."""
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


@pytest.fixture
def many(monkeypatch):
    """As if four records were too many to be done while the publisher waits."""
    monkeypatch.setattr("flows.taking_over.portions.AT_ONCE", 0)
    monkeypatch.setattr("flows.taking_over.portions.PORTION", 1)
    monkeypatch.setattr("records.form_tables.stretches.SPAN", 2)


def portions(workspace, now, most=100):
    """Does what is left, each in a transaction of its own, as workers do; how much that was."""
    done = 0
    while done < most:
        with workspace.database.transaction() as connection:
            rows = outbox.claim(connection, now, limit=1)
            for row in rows:
                perform(workspace.work(connection, None, now), row)
                outbox.finish(connection, row, now)
        if not rows:
            return done
        done += 1
    return done


def test_many_records_are_mapped_in_portions_afterwards(workspace, files, now, many):
    files = ready(workspace, files, now)
    words = plan(workspace, {**files, "shop/forms/ticket.yaml": form(MERGED)}).words("en")
    change(workspace, files, now, MERGED)
    assert held(workspace)[0] == ["open", "waiting", "open", "done"]
    assert portions(workspace, now) > 4
    assert held(workspace) == (["active", "active", "active", "done"], [("noise", "danger"), ("danger",), None, None])
    assert "this is done in portions after publishing" in words


def test_old_word_is_called_by_who_takes_it_over(workspace, files, now, many):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    with workspace.database.reading() as connection:
        state = workspace.catalog(connection).get("form", "ticket").field("state").type
    assert state.label_of("open", "en") == "Active"


def test_killed_in_the_middle_goes_on_and_tells_it_once(workspace, files, now, many, monkeypatch):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    portions(workspace, now, most=2)

    def dies(*_):
        raise SystemExit("kill -9")

    with monkeypatch.context() as dying, pytest.raises(SystemExit):
        dying.setattr("flows.taking_over.mapping.choice_moves.keep", dies)
        portions(workspace, now)
    later = now + outbox.LEASE
    portions(workspace, later)
    assert held(workspace)[0] == ["active", "active", "active", "done"]
    with workspace.database.reading() as connection:
        told = [
            event.data["changes"] for number in (1, 2, 3) for event in events.timeline(connection, "ticket", number)
        ]
    assert sorted(next(iter(one)) for one in told) == ["signs", "signs", "state", "state", "state"]


def test_what_is_saved_with_the_old_word_meanwhile_is_mapped(workspace, files, now, many):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    portions(workspace, now, most=4)
    with workspace.database.transaction() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        store.update_where(connection, table, table.c.id == 1, {"f_state": "open"})
    portions(workspace, now)
    assert held(workspace)[0][0] == "active"


def test_rollback_in_the_middle_brings_back_what_was_mapped(workspace, files, now, many):
    files = ready(workspace, files, now)
    before = held(workspace)
    change(workspace, files, now, MERGED)
    portions(workspace, now, most=3)
    rollback(workspace, 1, author=None, now=now)
    portions(workspace, now)
    assert held(workspace) == before


def test_takers_stand_until_all_are_moved(workspace, files, now, many):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    live = (MERGED[0], ["{id: live, from: [active]}", "done"])
    with pytest.raises(DefinitionError) as refused:
        change(workspace, files, now, live)
    assert [problem.key for problem in refused.value.problems if problem.is_error] == ["publishing.choices_underway"]
    portions(workspace, now)
    change(workspace, files, now, live)
    portions(workspace, now)
    assert held(workspace)[0] == ["live", "live", "live", "done"]


def test_two_mappings_one_after_the_other_are_both_undone(workspace, files, now):
    files = ready(workspace, files, now)
    before = held(workspace)
    change(workspace, files, now, MERGED)
    change(workspace, files, now, (MERGED[0], ["{id: live, from: [active]}", "done"]))
    assert held(workspace)[0] == ["live", "live", "live", "done"]
    rollback(workspace, 1, author=None, now=now)
    assert held(workspace) == before


INTO = ("[noise, {id: smoke, from: [leak]}]", ["{id: open, from: [waiting]}", "done"])


def test_what_went_into_a_choice_that_stays_comes_back(workspace, files, now):
    files = ready(workspace, files, now)
    before = held(workspace)
    change(workspace, files, now, INTO)
    assert held(workspace) == (["open", "open", "open", "done"], [("noise", "smoke"), ("smoke",), None, None])
    words = plan(workspace, {**files, "shop/forms/ticket.yaml": form(OLD)}).words("en")
    assert "State of “Ticket”: waiting is a choice again, and 1 record" in words
    rollback(workspace, 1, author=None, now=now)
    assert held(workspace) == before


def test_who_waits_to_leave_a_choice_that_stays_is_read_as_before(workspace, files, now, many):
    files = ready(workspace, files, now)
    before = held(workspace)
    change(workspace, files, now, INTO)
    portions(workspace, now)
    rollback(workspace, 1, author=None, now=now)
    assert held(workspace)[0] == ["open", "open", "open", "done"] and seen(workspace) == before
    assert asked(workspace, now, "state:is:waiting") == (2,) and asked(workspace, now, "state:is:open") == (3, 1)
    portions(workspace, now)
    assert held(workspace) == before


def test_what_somebody_chose_since_stays(workspace, files, now):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    with workspace.database.transaction() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        store.update_where(connection, table, table.c.id == 1, {"f_state": "done"})
    rollback(workspace, 1, author=None, now=now)
    assert held(workspace)[0] == ["done", "waiting", "open", "done"]


def asked(workspace, now, *filters, search=""):
    """Which records a list shows under these filters."""
    with workspace.database.reading() as connection:
        query = ListQuery("ticket", view="", filters=tuple(map(Filter.parse, filters)), search=search)
        return matching_ids(workspace.work(connection, None, now), query, limit=10)


def seen(workspace):
    """States and signs as pages, rules and the API read them."""
    return held(workspace, table_of)


@pytest.mark.parametrize("turns", [0, 1, 2, 3, 4])
def test_record_that_waits_is_found_under_its_new_word_only(workspace, files, now, many, turns):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    portions(workspace, now, most=turns)
    assert held(workspace)[0] != ["active", "active", "active", "done"]
    assert seen(workspace) == (["active", "active", "active", "done"], [("noise", "danger"), ("danger",), None, None])
    assert asked(workspace, now, "state:is:active") == asked(workspace, now, "state:is_not:done") != ()
    assert sorted(asked(workspace, now, "state:is:active")) == [1, 2, 3]
    assert sorted(asked(workspace, now, "signs:any_of:danger")) == [1, 2]
    with workspace.database.reading() as connection:
        pairs = workspace.catalog(connection)
        table = table_of(pairs, "ticket")
        counted = select(table.c.f_state, func.count()).group_by(table.c.f_state).order_by(table.c.f_state)
        assert list(map(tuple, connection.execute(counted))) == [("active", 3), ("done", 1)]


def test_record_that_waits_is_split_for_whoever_asks(workspace, files, now, many):
    files = ready(workspace, files, now)
    change(workspace, files, now, SPLIT)
    assert held(workspace)[0] == ["open", "waiting", "open", "done"]
    assert seen(workspace)[0] == ["east", "waiting", "west", "done"]
    assert asked(workspace, now, "state:is:west") == (3,)


def test_record_that_waits_to_have_its_old_word_back_is_found_under_it(workspace, files, now, many):
    files = ready(workspace, files, now)
    before = held(workspace)
    change(workspace, files, now, MERGED)
    portions(workspace, now)
    rollback(workspace, 1, author=None, now=now)
    assert held(workspace)[0] == ["active", "active", "active", "done"]
    assert seen(workspace) == before and asked(workspace, now, "state:is:waiting") == (2,)
    portions(workspace, now, most=2)
    assert seen(workspace) == before


def searched(written):
    """The form whose choices the search box finds."""
    text = form(written).replace("multi_choice, ", "multi_choice, search: true, ")
    return text.replace("type: choice\n", "type: choice\n    search: true\n")


@pytest.mark.parametrize("turns", [0, 2])
def test_record_that_waits_to_have_its_old_word_back_is_searched_by_it(workspace, files, now, many, turns):
    files = ready(workspace, files, now, searched(OLD))
    merged = {**files, "shop/forms/ticket.yaml": searched(MERGED)}
    publish(workspace, merged, author=None, message="", now=now)
    portions(workspace, now)
    rollback(workspace, 1, author=None, now=now)
    portions(workspace, now, most=turns)
    found = {word: sorted(asked(workspace, now, search=word)) for word in ("open", "waiting", "smoke", "leak")}
    assert found == {"open": [1, 3], "waiting": [2], "smoke": [1, 2], "leak": [2]}


def test_nothing_is_read_otherwise_once_all_have_moved(workspace, files, now, many):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    with workspace.database.reading() as connection:
        assert "CASE" in str(select(table_of(workspace.catalog(connection), "ticket").c.f_state))
    portions(workspace, now)
    with workspace.database.reading() as connection:
        assert "CASE" not in str(select(table_of(workspace.catalog(connection), "ticket").c.f_state))


def test_nothing_goes_into_a_retired_choice(workspace, files, now):
    files = ready(workspace, files, now)
    retired = ("[noise, smoke, leak]", ["{id: active, retired: true, from: [open]}", "waiting", "done"])
    with pytest.raises(DefinitionError) as refused:
        change(workspace, files, now, retired)
    [problem] = refused.value.problems
    assert (problem.key, problem.path) == ("publishing.choice_into_retired", "fields.state")
    assert held(workspace)[0][0] == "open"


def test_what_took_others_over_may_retire_later(workspace, files, now):
    files = ready(workspace, files, now)
    change(workspace, files, now, MERGED)
    retired = (MERGED[0], ["{id: active, label: Active, retired: true, from: [open, waiting]}", "done"])
    assert not change(workspace, files, now, retired).plan.problems


def story(workspace, now, record):
    """The changes that the record's page tells, newest first."""
    with workspace.database.transaction() as connection:
        catalog = workspace.catalog(connection)
        work = Work(connection, catalog, replace(SYSTEM, catalog=catalog), now)
        told = timeline.timeline(work, look(work, "ticket", record))
        return [(one.field, one.before, one.after) for entry in told for one in entry.changes]


def test_history_says_what_a_choice_was_called_then(workspace, files, now):
    old = ("[noise, {id: smoke, label: 冒烟}, leak]", ["{id: open, label: 待办}", "waiting", "done"])
    files = ready(workspace, files, now, form(old))
    change(workspace, files, now, MERGED)
    assert set(story(workspace, now, 1)) == {("signs", "noise、冒烟", "noise、danger"), ("state", "待办", "Active")}


def test_history_says_it_of_what_people_changed_before(workspace, files, now):
    old = (OLD[0], ["{id: open, label: 待办}", "{id: waiting, label: 等件}", "done"])
    files = ready(workspace, files, now, form(old))
    with workspace.database.transaction() as connection:
        catalog = workspace.catalog(connection)
        work = Work(connection, catalog, replace(SYSTEM, catalog=catalog), now)
        intake.edit(work, "ticket", 1, None, {"state": "waiting"})
    change(workspace, files, now, (OLD[0], ["{id: active, label: 处理中, from: [open, waiting]}", "done"]))
    assert ("state", "待办", "等件") in story(workspace, now, 1)
