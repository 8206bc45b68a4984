"""Rights at the query: which records and fields somebody sees, the same for every door."""

import gc
import weakref

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, select

from accounts import (
    SYSTEM,
    VISIBILITY,
    VISITOR,
    actor_of,
    allowed,
    people,
    readable_fields,
    reported,
    require,
    visible,
    writable_fields,
)
from definitions import NotAllowed, NotFound

# The system columns that rights look at, whichever engines are loaded.
TABLE = Table(
    "r_ticket",
    MetaData(),
    Column("id", Integer, primary_key=True),
    *(Column(name, Integer) for name in ("owner", "team", "created_by")),
    *(Column(name, String(40)) for name in ("number", "pool", "trashed_at")),
)


def put(house, number, pool=None, trashed_at=None, **who):
    """One record; who stands in which relation to it."""
    ids = {name: each.id for name, each in who.items()}
    row = {"number": number, "pool": pool, "trashed_at": str(trashed_at) if trashed_at else None, **ids}
    house.work.connection.execute(TABLE.insert().values(row))


@pytest.fixture
def records(house):
    """One record for each way in which a record can belong to somebody."""
    TABLE.create(house.work.connection)
    put(house, "of min", owner=house.min, team=house.east)
    put(house, "of bo", owner=house.bo, team=house.west)
    put(house, "made by min", created_by=house.min)
    put(house, "handed on by min", created_by=house.min, owner=house.bo, team=house.west)
    put(house, "of nobody")
    put(house, "of nobody in the east", team=house.east)
    put(house, "of nobody in a pool", pool="open")
    put(house, "thrown away", owner=house.min, trashed_at=house.work.now)
    return house


def test_the_system_keeps_no_table_of_an_older_revision():
    old = TABLE.to_metadata(MetaData())
    gone = weakref.ref(old)
    visible(SYSTEM, None, old)
    del old
    gc.collect()
    assert gone() is None


def test_what_is_kept_of_rights_is_bounded(house, monkeypatch):
    monkeypatch.setattr("accounts.actors.MOST_KNOWN", 2, raising=False)
    first, again = (actor_of(house.work.connection, house.work.catalog, house.min.id) for _ in range(2))
    assert first is again
    kept = weakref.ref(first)
    del first, again
    for person in (house.bo, house.wen, house.min):
        actor_of(house.work.connection, house.work.catalog, person.id)
    gc.collect()
    assert kept() is None


def seen_by(house, person, clause=visible) -> set[str]:
    actor = house.acting(person).actor
    return set(house.work.connection.scalars(select(TABLE.c.number).where(clause(actor, "ticket", TABLE))))


def test_own_means_owned_or_brought_in(records):
    assert seen_by(records, records.min) == {"of min", "made by min"}
    assert seen_by(records, records.bo) == {"of bo", "handed on by min"}


def test_team_means_everybody_below_and_what_nobody_has(records):
    unowned = {"made by min", "of nobody", "of nobody in the east", "of nobody in a pool"}
    assert seen_by(records, records.fang) == {"of min"} | unowned


def test_the_region_sees_both_teams(records):
    assert {"of min", "of bo", "handed on by min"} <= seen_by(records, records.wen)


def test_unowned_records_of_another_team_stay_there(records):
    put(records, "of nobody in the west", team=records.west)
    assert "of nobody in the west" not in seen_by(records, records.fang)
    assert "of nobody in the west" in seen_by(records, records.wen)


def test_all_means_all_but_the_trash(records):
    assert len(seen_by(records, records.admin)) == 7
    assert "thrown away" not in seen_by(records, records.admin)


def test_who_answers_for_a_team_need_not_be_in_it(records):
    people.change(records.work, records.fang.id, team=None)
    assert "of min" in seen_by(records, records.fang)


def test_records_stay_with_the_team_when_somebody_leaves(records):
    people.deactivate(records.work, records.min.id)
    assert "of min" in seen_by(records, records.fang)


def test_none_and_visitors_see_nothing(records):
    clerk = people.change(records.work, records.bo.id, role="clerk")
    assert seen_by(records, clerk) == set()
    nothing = select(TABLE.c.id).where(visible(VISITOR, "ticket", TABLE))
    assert records.work.connection.execute(nothing).all() == []


def test_a_role_that_is_gone_sees_nothing(records, catalog):
    people.change(records.work, records.bo.id, attributes={"k": "v"})
    actor = actor_of(records.work.connection, type(catalog)({}, {}, {}), records.bo.id)
    assert actor.role is None
    assert not allowed(actor, "see", "ticket")


def test_the_system_sees_everything_alive(records):
    actor = records.work.actor
    assert len(records.work.connection.execute(select(TABLE.c.id).where(visible(actor, "ticket", TABLE))).all()) == 7


def test_an_engine_adds_what_else_is_seen(records, monkeypatch):
    monkeypatch.setattr(VISIBILITY, "_items", {})
    VISIBILITY.register("pools")(lambda actor, form, table: table.c.pool == "open" if form == "ticket" else None)
    assert seen_by(records, records.bo) == {"of bo", "handed on by min", "of nobody in a pool"}


def test_contributions_open_nothing_to_those_who_see_none(records, monkeypatch):
    monkeypatch.setattr(VISIBILITY, "_items", {})
    VISIBILITY.register("pools")(lambda actor, form, table: table.c.pool == "open")
    assert seen_by(records, people.change(records.work, records.bo.id, role="clerk")) == set()


def test_reports_reach_as_far_as_the_role_says(records):
    assert seen_by(records, records.fang, reported) == seen_by(records, records.fang)
    assert seen_by(records, records.min, reported) == {"of min", "made by min"}
    assert seen_by(records, people.change(records.work, records.bo.id, role="clerk"), reported) == set()


@pytest.mark.parametrize(
    ("person", "verb", "form", "answer"),
    [
        ("min", "create", "ticket", True),
        ("min", "assign", "ticket", False),
        ("min", "see", "order", False),
        ("min", "report", None, True),
        ("min", "people", None, False),
        ("min", "configure", None, False),
        ("fang", "assign", "ticket", True),
        ("fang", "trash", "order", True),
        ("admin", "people", None, True),
        ("admin", "configure", None, True),
    ],
)
def test_verbs_are_as_the_role_says(house, person, verb, form, answer):
    assert allowed(house.acting(getattr(house, person)).actor, verb, form) is answer


def test_a_visitor_may_do_nothing():
    assert not any(allowed(VISITOR, verb, "ticket") for verb in ("see", "create", "people", "configure", "report"))


def test_refusals_of_a_seen_form_say_the_verb(house):
    with pytest.raises(NotAllowed) as refused:
        require(house.acting(house.min), "assign", "ticket")
    assert "分配" in refused.value.text("zh")


def test_a_form_of_others_is_not_there(house):
    with pytest.raises(NotFound):
        require(house.acting(house.min), "create", "order")


def test_the_system_is_never_refused(house):
    require(house.work, "trash", "order")
    require(house.acting(house.min).as_system(), "trash", "order")


def test_hidden_fields_are_neither_read_nor_written(house, catalog):
    actor, form = house.acting(house.min).actor, catalog.get("form", "ticket")
    assert readable_fields(actor, form) == {"subject", "source"}
    assert writable_fields(actor, form) == {"subject"}


def test_who_sees_all_reads_and_writes_all(house, catalog):
    actor, form = house.acting(house.admin).actor, catalog.get("form", "ticket")
    assert readable_fields(actor, form) == writable_fields(actor, form) == {"subject", "source", "margin"}


def test_visitors_read_and_write_no_field(catalog):
    form = catalog.get("form", "ticket")
    assert readable_fields(VISITOR, form) == writable_fields(VISITOR, form) == frozenset()


def test_who_left_is_no_actor(house):
    people.deactivate(house.work, house.bo.id)
    with pytest.raises(NotFound):
        house.acting(house.bo)


def test_work_as_system_keeps_the_language(house):
    people.change(house.work, house.min.id, language="en")
    work = house.acting(house.min)
    assert (work.as_system().language, work.as_system().actor.is_system) == ("en", True)
