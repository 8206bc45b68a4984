"""A file comes in from a page: sorted, looked at, imported in portions that outlive a crash, reported, taken back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import func, select

from accounts import NewPerson, people
from definitions import NotAllowed, NotFound, Refused
from flows import importing
from flows.importing import running
from forms import read_source, table_of
from records import imports
from tests.world import catalog_in

TEXT = "客户,单号,金额,备注\n甲,A1,1000,x\n乙,A2,much,x\n丙,A1,5,x\n丁,,7,x\n"
COLUMNS = {"客户": "customer", "单号": "code", "金额": "amount"}
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("store", ["postgresql"], indirect=True)


@pytest.fixture
def send(world, tmp_path):
    """Sends a text as the manager and says which import it is."""

    def send(text=TEXT, person=None):
        path = tmp_path / "orders.csv"
        path.write_text(text, "utf-8")
        source = read_source(path)
        with world.work(person or world.manager) as work:
            return importing.receive(work, "order", source, list(source.rows))

    return send


def at(world, number):
    with world.work(world.manager) as work:
        return imports.get(work.connection, number)


def choose(world, number, mode="create", key=("code",), columns=COLUMNS):
    with world.work(world.manager) as work:
        importing.choose(work, imports.get(work.connection, number), importing.Mapping(columns, mode, tuple(key)))


def settle(world):
    """Let the outbox run dry."""
    for _ in range(12):
        world.deliver()


def run_through(world, number, **chosen):
    choose(world, number, **chosen)
    settle(world)
    with world.work(world.manager) as work:
        importing.begin(work, imports.get(work.connection, number))
    settle(world)
    return at(world, number)


def count(world):
    with world.work() as work:
        table = table_of(work.catalog, "order")
        alive = select(func.count()).select_from(table).where(table.c.trashed_at.is_(None))
        return work.connection.execute(alive).scalar_one()


@on_sqlite
def test_mapping_is_remembered_for_files_with_such_columns(world, send):
    choose(world, send())
    again = send("单号,备注,金额,客户\nB1,x,1,戊\n")
    with world.work(world.manager) as work:
        found = importing.suggested(work, imports.get(work.connection, again))
    assert (found.mapping.columns, found.mapping.key) == (COLUMNS, ("code",))
    assert set(found.why.values()) == {"remembered"}


@on_sqlite
def test_preview_says_what_importing_then_does(world, send):
    number = send()
    choose(world, number)
    settle(world)
    foreseen = at(world, number)
    assert (foreseen.state, foreseen.counts, count(world)) == ("checked", {"created": 2, "refused": 2}, 0)
    assert run_through(world, number).counts == {"created": 2, "refused": 2}
    assert count(world) == 2


@on_sqlite
def test_later_line_of_one_key_changes_what_the_first_made(world, send, monkeypatch):
    for portion in (250, 1):
        monkeypatch.setattr("flows.importing.checking.PORTION", portion)
        monkeypatch.setattr(running, "PORTION", portion)
        number = send(f"客户,单号,金额\n甲,P{portion},1\n甲,P{portion},2\n")
        choose(world, number, mode="upsert")
        settle(world)
        assert at(world, number).counts == {"created": 1, "updated": 1}
        assert run_through(world, number, mode="upsert").counts == {"created": 1, "updated": 1}


def test_killed_in_the_middle_goes_on_where_it_was(world, send, monkeypatch):
    monkeypatch.setattr(running, "PORTION", 2)
    number = send("客户,单号,金额\n" + "".join(f"客户{n},C{n},1\n" for n in range(7)))
    choose(world, number)
    settle(world)
    with world.work(world.manager) as work:
        importing.begin(work, imports.get(work.connection, number))
    world.deliver()
    real = running.imports.add_rows

    def dies(*args):
        real(*args)
        raise SystemExit("kill -9")

    monkeypatch.setattr(running.imports, "add_rows", dies)
    with pytest.raises(SystemExit):
        world.deliver()
    assert count(world) == 2
    monkeypatch.setattr(running.imports, "add_rows", real)
    settle(world)
    assert (at(world, number).state, count(world)) == ("done", 7)


@on_sqlite
def test_right_lost_on_the_way_stops_it_with_the_reason(world, send):
    number = send()
    choose(world, number)
    settle(world)
    with world.work(world.manager) as work:
        importing.begin(work, imports.get(work.connection, number))
    with world.work() as work:
        imports.change(work.connection, number, actor=world.lin)
    settle(world)
    stopped = at(world, number)
    assert (stopped.state, count(world)) == ("failed", 0)
    assert stopped.problem["errors"][0]["en"]


@on_sqlite
def test_undo_brings_back_what_stood_before(world, send):
    number = send()
    run_through(world, number)
    with world.work(world.manager) as work:
        done = importing.take_back(work, imports.get(work.connection, number))
    assert (done.trashed, count(world), at(world, number).state) == (2, 0, "undone")


@on_sqlite
def test_large_undo_is_an_errand_in_the_askers_name(world, send, monkeypatch):
    number = send()
    run_through(world, number)
    monkeypatch.setattr("flows.importing.undoing.AT_ONCE", 1)
    with world.work(world.manager) as work:
        assert importing.take_back(work, imports.get(work.connection, number)) is None
    assert (at(world, number).state, count(world)) == ("undoing", 2)
    settle(world)
    assert (at(world, number).state, count(world)) == ("undone", 0)


@on_sqlite
def test_report_has_every_line_with_its_fate(world, send):
    number = send(TEXT.replace("甲", "=1+1"))
    run_through(world, number)
    with world.work(world.manager) as work:
        lines = list(importing.report_lines(work, imports.get(work.connection, number)))
    assert [line[0] for line in lines[1:]] == ["2", "3", "4", "5"]
    assert lines[1][4] == "'=1+1"
    assert (lines[2][2], bool(lines[2][3])) == ("", True)


@on_sqlite
@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"mode": "update", "key": ()}, "import_no_key"),
        ({"columns": {"客户": "customer"}}, "import_key_unread"),
        ({"columns": {"客户": "customer", "单号": "customer"}}, "import_field_twice"),
        ({"columns": {"客户": "grade"}}, "import_unknown"),
        ({"columns": {}, "key": ()}, "import_no_column"),
    ],
)
def test_mapping_that_cannot_work_is_refused(world, send, chosen, code):
    with pytest.raises(Refused) as refused:
        choose(world, send(), **chosen)
    assert refused.value.code == code


@on_sqlite
def test_who_may_not_import_cannot_even_send(world, send):
    with pytest.raises(NotAllowed):
        send(person=world.lin)


def begun(world, send, monkeypatch, **chosen):
    """An import of seven lines, two of which are in."""
    monkeypatch.setattr(running, "PORTION", 2)
    number = send("客户,单号,金额\n" + "".join(f"客户{n},C{n},1\n" for n in range(7)))
    with world.work(world.manager) as work:
        mapping = importing.Mapping(COLUMNS, "create", ("code",), **chosen)
        importing.choose(work, imports.get(work.connection, number), mapping)
    settle(world)
    with world.work(world.manager) as work:
        importing.begin(work, imports.get(work.connection, number))
    world.deliver()
    return number


def another_manager(world):
    with world.work() as work:
        return people.add(work, NewPerson("qian", "钱", "manager", team=world.team)).id


def leaves(world, person):
    with world.work() as work:
        people.deactivate(work, person)


def goes_on(world, number, person):
    with world.work(person) as work:
        importing.go_on(work, imports.get(work.connection, number))
    settle(world)
    return at(world, number)


@on_sqlite
def test_whose_starter_leaves_stops_and_another_goes_on(world, send, monkeypatch):
    number, other = begun(world, send, monkeypatch), another_manager(world)
    leaves(world, world.manager)
    settle(world)
    with world.work(other) as work:
        stopped = imports.get(work.connection, number)
    assert (stopped.state, count(world)) == ("failed", 2)
    assert "王主管已经离职" in stopped.problem["errors"][0]["zh"]
    world.manager = other
    assert (goes_on(world, number, other).state, count(world)) == ("done", 7)


@on_sqlite
def test_whose_owner_leaves_stops_and_goes_on_by_the_rules(world, send, monkeypatch):
    number = begun(world, send, monkeypatch, owner=str(world.lin))
    leaves(world, world.lin)
    settle(world)
    stopped = at(world, number)
    assert (stopped.state, count(world)) == ("failed", 2)
    assert "林晓雯已经离职" in stopped.problem["errors"][0]["zh"]
    assert (goes_on(world, number, world.manager).state, count(world)) == ("done", 7)
    assert world.row(7).owner == world.zhao


@on_sqlite
def test_undo_is_done_though_its_asker_has_left(world, send, monkeypatch):
    number = run_through(world, send()).id
    monkeypatch.setattr("flows.importing.undoing.AT_ONCE", 0)
    with world.work(world.manager) as work:
        importing.take_back(work, imports.get(work.connection, number))
    another_manager(world)
    leaves(world, world.manager)
    settle(world)
    with world.work() as work:
        assert imports.get(work.connection, number).state == "undone"


@on_sqlite
@pytest.mark.parametrize("name", ["lin", "林晓雯"])
def test_a_published_map_whose_owner_leaves_goes_on_by_the_rules(world, send, monkeypatch, name):
    map = f"kind: import_map\nid: in\nform: order\ncolumns: {{客户: customer, 单号: code}}\nowner: {name}\n"
    world.catalog = catalog_in("orders", **{"imports/in.yaml": map})
    monkeypatch.setattr(running, "PORTION", 2)
    number = send()
    with world.work(world.manager) as work:
        importing.choose_published(work, imports.get(work.connection, number), "in")
    settle(world)
    with world.work(world.manager) as work:
        importing.begin(work, imports.get(work.connection, number))
    world.deliver()
    assert world.row(1).owner == world.lin
    leaves(world, world.lin)
    settle(world)
    assert at(world, number).state == "failed"
    assert (goes_on(world, number, world.manager).state, world.row(3).owner) == ("done", world.zhao)


def together(world, number, *verbs):
    """Two people at one moment: the second begins before the first is through. What each was told."""

    def run(verb, before):
        try:
            with world.work(world.manager) as work:
                before()
                verb(work, imports.get(work.connection, number))
                sleep(0.3)
        except (Refused, NotFound) as refused:
            return refused.code
        return ""

    meeting = Barrier(len(verbs))
    with ThreadPoolExecutor(len(verbs)) as pool:
        return [each.result() for each in [pool.submit(run, verb, meeting.wait) for verb in verbs]]


def choose_customer(work, run):
    importing.choose(work, run, importing.Mapping({"客户": "customer"}))


@on_postgresql
@pytest.mark.parametrize("other", [importing.begin, choose_customer, importing.drop])
def test_of_two_at_one_moment_the_second_sees_what_the_first_did(world, send, other):
    number = send("客户,单号,金额\n甲,A1,1000\n")
    choose(world, number)
    settle(world)
    told = together(world, number, importing.begin, other)
    assert sorted(map(bool, told)) == [False, True], told


@on_postgresql
def test_taken_back_twice_at_one_moment_is_taken_back_once(world, send):
    number = send("客户,单号,金额\n甲,A1,1000\n")
    assert run_through(world, number).counts == {"created": 1}
    assert sorted(map(bool, together(world, number, importing.take_back, importing.take_back))) == [False, True]
