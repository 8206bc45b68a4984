"""Sight through links: who sees a record sees what points at it, wherever the record goes."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from accounts import people, reported, seen, teams, visible
from definitions import NotFound, load_files
from flows import intake, look, uploading
from flows.day import queries
from flows.trash import linked_in_trash, restore, trash
from forms import Invalid, ListQuery, matching_ids, table_of
from records import StoredFile, store
from tests.flows.through.conftest import FILES, Bureau


def ids(bureau, person, form, clause=visible):
    with bureau.work() as work:
        table = table_of(bureau.catalog, form)
        return set(work.connection.scalars(select(table.c.id).where(clause(bureau.actor(work, person), form, table))))


def held(bureau, owner, **more):
    """A firm that somebody has, made by the system."""
    firm = bureau.make("firm")
    give(bureau, firm, owner)
    return firm


def give(bureau, record, owner, form="firm"):
    with bureau.work() as work:
        store.update_unversioned(work.connection, table_of(bureau.catalog, form), record, {"owner": owner})


def test_contact_is_seen_by_whoever_sees_its_firm(bureau):
    firm = held(bureau, bureau.lin)
    contact = bureau.make("contact", firm=firm)
    assert [contact in ids(bureau, person, "contact") for person in bureau.everybody] == [
        True, True, False, False, False, True,
    ]  # fmt: skip


def test_hand_over_of_the_firm_hands_its_contacts_over(bureau):
    firm = held(bureau, bureau.lin)
    contact = bureau.make("contact", bureau.lin, firm=firm)
    give(bureau, firm, bureau.sun)
    assert ids(bureau, bureau.lin, "contact") == set()
    assert ids(bureau, bureau.sun, "contact") == {contact}


def test_trash_of_the_firm_takes_contacts_out_of_sight_and_back(bureau):
    firm = held(bureau, bureau.lin)
    contact = bureau.make("contact", firm=firm)
    with bureau.work(bureau.lin) as work:
        trash(work, "firm", firm)
    assert not any(ids(bureau, person, "contact") for person in bureau.everybody)
    with bureau.work(bureau.lin) as work:
        restore(work, "firm", firm)
    assert ids(bureau, bureau.lin, "contact") == {contact}


def test_what_lies_in_the_trash_with_its_firm_is_found_there(bureau):
    firm = held(bureau, bureau.lin)
    contact = bureau.make("contact", firm=firm)
    with bureau.work(bureau.lin) as work:
        trash(work, "contact", contact)
        trash(work, "firm", firm)
        assert [one.record for one in linked_in_trash(work, "firm", firm)] == [contact]
        assert restore(work, "firm", firm, with_linked=True) == 2


def test_own_one_that_points_at_nothing_yet_is_seen(bureau):
    loose = bureau.make("contact", bureau.lin)
    assert loose in ids(bureau, bureau.lin, "contact")
    assert loose not in ids(bureau, bureau.wang, "contact") | ids(bureau, bureau.zhao, "contact")


def test_who_owns_one_sees_it_whatever_it_points_at(bureau):
    contact = bureau.make("contact", firm=held(bureau, bureau.sun))
    give(bureau, contact, bureau.lin, "contact")
    assert contact in ids(bureau, bureau.lin, "contact") & ids(bureau, bureau.sun, "contact")
    give(bureau, contact, bureau.zhao, "contact")
    assert ids(bureau, bureau.lin, "contact") == set()


def test_sight_goes_on_through_several_links(bureau):
    firm = held(bureau, bureau.sun)
    contact = bureau.make("contact", firm=firm)
    there, here = bureau.make("note", contact=contact), bureau.make("note", firm=firm)
    assert ids(bureau, bureau.sun, "note") == ids(bureau, bureau.chen, "note") == {there, here}
    assert ids(bureau, bureau.lin, "note") == set()


def test_link_is_set_only_to_what_the_writer_sees(bureau):
    firm, mine = held(bureau, bureau.sun), held(bureau, bureau.lin)
    with pytest.raises(Invalid):
        bureau.make("contact", bureau.lin, firm=firm)
    contact = bureau.make("contact", bureau.lin, firm=mine)
    with pytest.raises(Invalid), bureau.work(bureau.lin) as work:
        intake.edit(work, "contact", contact, None, {"firm": firm})


def test_verbs_hold_for_what_is_seen(bureau):
    contact = bureau.make("contact", firm=held(bureau, bureau.sun))
    verbs = (
        lambda work: intake.edit(work, "contact", contact, None, {"name": "x"}),
        lambda work: trash(work, "contact", contact),
        lambda work: look(work, "contact", contact),
    )
    for verb in verbs:
        with pytest.raises(NotFound), bureau.work(bureau.lin) as work:
            verb(work)
    with bureau.work(bureau.sun) as work:
        intake.edit(work, "contact", contact, None, {"name": "x"})


def test_lists_and_search_ask_the_same(bureau):
    theirs = bureau.make("contact", firm=held(bureau, bureau.sun), name="王建国")
    mine = bureau.make("contact", firm=held(bureau, bureau.lin), name="王建国")
    with bureau.work(bureau.lin) as work:
        assert matching_ids(work, ListQuery("contact", search="建国"), limit=9) == (mine,)
        assert matching_ids(work, ListQuery("contact", where=f"firm = {mine}"), limit=9) in ((), (mine,))
    with bureau.work(bureau.gu) as work:
        assert set(matching_ids(work, ListQuery("contact"), limit=9)) == {theirs, mine}


def test_file_goes_with_the_firm_of_its_contact(bureau):
    firm = held(bureau, bureau.lin)
    paper = StoredFile("key", "digest", "offer.pdf", "application/pdf", 9, bureau.now)
    with bureau.work(bureau.lin) as work:
        uploading.remember(work, paper)
    bureau.make("contact", bureau.lin, firm=firm, papers=["key"])
    give(bureau, firm, bureau.sun)
    with bureau.work(bureau.sun) as work:
        assert uploading.file_for(work, "key").name == "offer.pdf"
    with pytest.raises(NotFound), bureau.work(bureau.lin) as work:
        uploading.file_for(work, "key")


def test_reports_count_what_points_at_what_they_count(bureau):
    firm = held(bureau, bureau.lin)
    bureau.make("contact", firm=firm)
    bureau.make("contact", firm=held(bureau, bureau.sun))
    counted = {name: len(ids(bureau, getattr(bureau, name), "contact", reported)) for name in ("lin", "wang", "gu")}
    assert counted == {"lin": 1, "wang": 1, "gu": 2}


def test_day_names_nothing_that_its_owner_may_not_see(database, now):
    pipeline = "kind: pipeline\nid: deals\nform: contact\nstart: one\nstages:\n  - {id: one, next: [two]}\n"
    loaded = load_files({**FILES, "pipelines/deals.yaml": pipeline + "  - {id: two, outcome: won}\n"})
    bureau = Bureau(database, now, loaded.catalog)
    contact = bureau.make("contact", firm=held(bureau, bureau.sun))
    give(bureau, contact, bureau.lin, "contact")
    with bureau.work(bureau.lin) as work:
        (row,) = queries.without_next_step(work, "contact", 9)
        assert look(work, "contact", row.id).id == contact


# What may be there, and what may happen to it; the ledger below follows it in plain Python.
SOMEBODY = st.sampled_from(["wang", "lin", "zhao", "chen", "sun", "gu", ""])
PLACE, FORM = st.integers(0, 3), st.sampled_from(["firm", "contact", "note"])
BEGUN = st.tuples(
    st.lists(st.tuples(st.just("firm"), SOMEBODY, SOMEBODY), min_size=2, max_size=4),
    st.lists(st.tuples(st.just("contact"), SOMEBODY, st.integers(-1, 3)), min_size=3, max_size=4),
    st.lists(st.tuples(st.just("note"), st.integers(-1, 3), st.integers(-1, 3)), min_size=2, max_size=4),
)
HAPPENED = st.lists(
    st.one_of(
        st.tuples(st.just("hand"), PLACE, SOMEBODY),
        st.tuples(st.just("own"), PLACE, SOMEBODY),
        st.tuples(st.just("point"), PLACE, st.integers(-1, 3)),
        st.tuples(st.just("trash"), FORM, PLACE),
        st.tuples(st.just("restore"), FORM, PLACE),
        st.tuples(st.just("team"), SOMEBODY, st.sampled_from(["east", "west", ""])),
    ),
    min_size=3,
    max_size=12,
)


@dataclass
class Row:
    """One record as the reckoning keeps it."""

    id: int
    maker: str = ""
    owner: str = ""
    trashed: bool = False
    links: dict = field(default_factory=dict)


@dataclass
class Ledger:
    """Everything that is there, and who would see what of it, said plainly."""

    rows: dict = field(default_factory=lambda: {"firm": [], "contact": [], "note": []})
    team: dict = field(
        default_factory=lambda: {"wang": "east", "lin": "east", "zhao": "east", "chen": "west", "sun": "west", "gu": ""}
    )

    def sees(self, who, form, row, trashed=False):
        if row.trashed and not trashed:
            return False
        if form == "firm":
            return self._sees_firm(who, row)
        if row.owner == who:
            return True
        ends = [(to, self.rows[to][place]) for to, place in row.links.items() if place is not None]
        if not ends:
            return bool(row.maker) and row.maker == who
        return any(self.sees(who, to, end, trashed) for to, end in ends)

    def _sees_firm(self, who, row):
        if who == "gu":
            return True
        own = row.owner == who or (not row.owner and row.maker == who)
        if who not in ("wang", "chen"):
            return own
        led = {"wang": "east", "chen": "west"}[who]
        ours = {name for name, team in self.team.items() if team and team in (led, self.team[who])} | {who}
        return own or row.owner in ours or not row.owner


class History:
    """Does each step to the database and to the ledger alike."""

    def __init__(self, bureau, work):
        self.bureau, self.work, self.ledger = bureau, work, Ledger()

    def do(self, kind, one, other):
        getattr(self, f"_{kind}")(one, other)

    def _put(self, form, maker, owner="", **links):
        values = {"updated_at": self.bureau.now, "created_at": self.bureau.now, "version": 1, "outcome": "open"}
        values |= {f"f_{name}": self._id(name, place) for name, place in links.items()}
        values |= {"created_by": self._person(maker), "owner": self._person(owner)}
        number = f"{form}-{len(self.ledger.rows[form])}"
        id = store.insert(self.work.connection, table_of(self.bureau.catalog, form), {**values, "number": number})
        self.ledger.rows[form].append(Row(id, maker, owner, links=links))

    def _firm(self, maker, owner):
        self._put("firm", maker, owner)

    def _contact(self, maker, firm):
        self._put("contact", maker, firm=self._place("firm", firm))

    def _note(self, contact, firm):
        self._put("note", "lin", contact=self._place("contact", contact), firm=self._place("firm", firm))

    def _hand(self, firm, owner):
        self._change("firm", firm, {"owner": self._person(owner)}, owner=owner)

    def _own(self, contact, owner):
        self._change("contact", contact, {"owner": self._person(owner)}, owner=owner)

    def _point(self, contact, firm):
        place = self._place("firm", firm)
        self._change("contact", contact, {"f_firm": self._id("firm", place)}, links={"firm": place})

    def _trash(self, form, place):
        self._change(form, place, {"trashed_at": self.bureau.now}, trashed=True)

    def _restore(self, form, place):
        self._change(form, place, {"trashed_at": None}, trashed=False)

    def _team(self, who, team):
        if who and who != "gu":
            known = {one.key: one.id for one in teams.tree(self.work.connection)}
            people.change(self.work, self._person(who), team=known.get(team))
            self.ledger.team[who] = team

    def _change(self, form, place, columns, **ledger):
        if place < len(self.ledger.rows[form]):
            row = self.ledger.rows[form][place]
            table = table_of(self.bureau.catalog, form)
            store.update_unversioned(self.work.connection, table, row.id, columns)
            for name, value in ledger.items():
                setattr(row, name, value)

    def _place(self, form, place):
        return place if 0 <= place < len(self.ledger.rows[form]) else None

    def _person(self, login):
        return getattr(self.bureau, login) if login else None

    def _id(self, form, place):
        return self.ledger.rows[form][place].id if place is not None else None


@settings(
    max_examples=80, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(begun=BEGUN, happened=HAPPENED)
def test_what_is_seen_through_links_equals_what_a_ledger_says(bureau, begun, happened):
    with pytest.raises(Over), bureau.work() as work:
        history = History(bureau, work)
        for step in (*begun[0], *begun[1], *begun[2], *happened):
            history.do(*step)
        for who in history.ledger.team:
            actor = bureau.actor(work, history._person(who))
            for form, rows in history.ledger.rows.items():
                table = table_of(bureau.catalog, form)
                for clause, trashed in ((visible, False), (seen, True)):
                    meant = {row.id for row in rows if history.ledger.sees(who, form, row, trashed)}
                    found = work.connection.scalars(select(table.c.id).where(clause(actor, form, table)))
                    assert set(found) == meant, (who, form, trashed)
        raise Over


class Over(Exception):
    """The history is over, and the database is as it was."""
