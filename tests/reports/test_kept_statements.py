"""A statement that is kept answers as one that is built anew: for that moment, that day, that reader, those rows."""

from dataclasses import fields, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts import Actor, people
from forms import table_of
from reports import SHAPES, reports_for, run
from reports.sql.kept import reader_of, sliding
from reports.sql.question import ask
from reports.sql.statement import statement_of
from tests.reports.by_hand import plain
from tests.web.conftest import office, office_store, postgresql_offices, sqlite_offices  # noqa: F401  the leads pack
from tests.web.office import choose_databases

COUNT = "measures: [{id: n, count: all}]"
DAY = timedelta(days=1)


def pytest_generate_tests(metafunc):
    if "office" in metafunc.fixturenames:
        choose_databases(metafunc)


def written(work, statement):
    """As the database gets it."""
    return str(statement.compile(dialect=work.connection.dialect, compile_kwargs={"literal_binds": True}))


def build(report):
    return SHAPES.get(report.shape.name).statement if report.shape else statement_of


@pytest.mark.both_databases
@pytest.mark.parametrize("login", ["xu.lan", "chen.liqun", "lin.xiaowen"])
def test_every_report_of_the_pack_is_kept_as_it_would_be_built(office, login):  # noqa: F811
    with office.work(login) as work:
        began = work.now.replace(hour=3, minute=0)
        for report in reports_for(work):
            statement, clock = sliding(ask(work.at(began), report), build(report))
            later = ask(work.at(began + timedelta(hours=5, seconds=7)), report)
            kept = statement.params(**clock.filled(later.env))
            assert written(work, kept) == written(work, build(report)(later)), report.id


def counts(company, report, times=3, login=None):
    """What it counts, asked so often: from the third time on by the kept statement."""
    definition = company.asking(report)
    with company.at(login) as work:
        return [plain(run(work, definition).rows[0].cells[0].value) for _ in range(times)]


def test_the_kept_statement_goes_with_the_clock(company):
    company.happen(41)
    report = f'where: "created_at >= now - 100d"\n{COUNT}'
    for hours in (0, 1, 12, 24 * 30):
        company.now += timedelta(hours=hours)
        since = company.now - 100 * DAY
        assert set(counts(company, report)) == {sum(order["created_at"] >= since for order in company.live)}


def test_a_rule_that_asks_whether_it_is_late_is_asked_anew(company):
    company.happen(42)
    opens = company.now + timedelta(hours=2)
    report = f'where: "now >= {opens.astimezone(ZoneInfo("Asia/Shanghai")):%Y-%m-%dT%H:%M}"\n{COUNT}'
    assert set(counts(company, report)) == {0}
    company.now = opens
    assert set(counts(company, report)) == {len(company.live)}


def test_the_kept_statement_sees_new_rows(company):
    company.happen(43)
    assert set(counts(company, COUNT)) == {len(company.live)}
    gone = company.live[0]
    with company.at() as work:
        table = table_of(company.catalog, "order")
        work.connection.execute(table.update().where(table.c.id == gone["id"]).values(trashed_at=company.now))
    assert set(counts(company, COUNT)) == {len(company.live) - 1}


def test_each_reader_has_a_statement_of_their_own(company):
    company.happen(45)
    mine = {login: sum(order["owner"] == company.staff[login] for order in company.live) for login in ("lin", "zhao")}
    for _ in range(4):
        for login, owned in mine.items():
            assert counts(company, COUNT, 1, login) == [owned]
        assert counts(company, COUNT, 1, "xu") == [len(company.live)]


def test_somebody_who_changes_team_counts_no_more_what_was(company):
    company.happen(46)
    before = counts(company, COUNT, 4, "wang")
    with company.at() as work:
        people.move(work, company.staff["lin"], people.get(work.connection, company.staff["zhao"]).team)
    assert set(counts(company, COUNT, 4, "wang")) != set(before)


OTHER = {
    "person_id": 8,
    "name": "Zhao",
    "role": object(),
    "team": 8,
    "people": frozenset({8}),
    "teams": frozenset({8}),
    "above": frozenset({8}),
    "language": "en",
    "timezone": "Europe/Berlin",
    "kind": "visitor",
    "login": "zhao",
    "attributes": {"regions": ["north", "west"]},  # a pool may ask for it
    "catalog": object(),
}


@pytest.mark.parametrize("what", [each.name for each in fields(Actor) if each.init])
def test_no_two_readers_who_differ_share_a_statement(what):
    lin = Actor(7, "Lin", team=7, login="lin", attributes={"regions": ["north"]})
    assert reader_of(lin) == reader_of(replace(lin))
    assert reader_of(lin) != reader_of(replace(lin, **{what: OTHER[what]}))


def test_what_was_chosen_is_not_mixed_up(company):
    company.happen(47)
    definition = company.asking(f'params: [{{id: least, type: number}}]\nwhere: "amount >= least"\n{COUNT}')
    with company.at() as work:
        for least in (100, 3000, 5000) * 3:
            expected = sum(order["amount"] is not None and order["amount"] >= least for order in company.live)
            assert run(work, definition, {"least": least}).rows[0].cells[0].value == expected


def test_measures_of_two_tiles_of_one_report_are_not_mixed_up(company):
    company.happen(48)
    definition = company.asking("measures: [{id: n, count: all}, {id: won, count: \"outcome = 'won'\"}]")
    parts = [replace(definition, measures=(each,)) for each in definition.measures]
    won = sum(order["outcome"] == "won" for order in company.live)
    with company.at() as work:
        for _ in range(4):
            assert [run(work, part).rows[0].cells[0].value for part in parts] == [len(company.live), won]
