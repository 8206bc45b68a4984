"""Cleaning many means cleaning each."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import SYSTEM, NewPerson, Work, people
from forms import clean, clean_many

ROLE = "kind: role\nid: rep\nforms: {visit: {see: all}}\n"
words = st.sampled_from(
    ["", "yes", "no", "approved", "80 万", "12", "1381234567", "13812345670", "a@example.com", "x\x00"]
)


@given(rows=st.lists(st.dictionaries(st.sampled_from(["name", "budget", "budget_state", "phone", "colour"]), words)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_and_one_agree(desk, rows):
    at = desk("visible_when")
    assert list(clean_many(at.form, rows, at.work)) == [at.clean(row, channel="import") for row in rows]


@given(
    raw=st.dictionaries(st.sampled_from(["first", "second", "third", "name"]), words),
    stored=st.fixed_dictionaries(
        {
            "first": st.none() | st.booleans(),
            "second": st.sampled_from([None, "yes", "no"]),
            "third": st.none() | st.text("a", min_size=1),  # no cleaned text is empty
        }
    ),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cleaning_what_was_cleaned_changes_nothing(desk, raw, stored):
    chain = desk("hidden_chain")
    once = chain.clean(raw, before=stored)
    if not once.errors:
        again = chain.clean(once.values, before=once.values)
        assert again.changes == {}
        assert again.errors == ()


def test_links_are_found_by_login_number_and_id(shop):
    visits = shop("links", **{"roles/rep": ROLE})
    visits.add({"name": "first"})
    with visits.at() as work:
        rep = people.add(work, NewPerson("linxw", "林晓雯", "rep"))
        raws = [{"name": "a", "guide": "LinXW", "customer": "SA-0001"}, {"name": "b", "guide": rep.id, "customer": 1}]
        found = [cleaned.values for cleaned in clean_many(visits.form, raws, work)]
        assert [(values["guide"], values["customer"]) for values in found] == [(rep.id, 1)] * 2
        assert found == [clean(visits.form, raw, work, channel="import").values for raw in raws]


def test_links_that_lead_nowhere_are_errors(shop):
    visits = shop("links", **{"roles/rep": ROLE, "roles/boss": ROLE.replace("rep", "boss")})
    with visits.at() as work:
        boss = people.add(work, NewPerson("boss", "Boss", "boss"))
        cleaned = clean(visits.form, {"name": "a", "guide": boss.id, "customer": "SA-0009"}, work)
        assert [error.code for error in cleaned.errors] == ["no_such_person", "no_such_record"]


def test_link_that_stays_is_not_looked_up(shop):
    visits = shop("links", **{"roles/rep": ROLE})
    with visits.at() as work:
        assert (
            clean(visits.form, {"guide": "99"}, work, before={"name": "a", "guide": 99, "customer": None}).errors == ()
        )


def test_lookups_do_not_grow_with_the_rows(shop, now):
    visits = shop("links", **{"roles/rep": ROLE})
    visits.add(*({"name": str(number)} for number in range(30)))
    with visits.at() as work:
        counted = CountingWork(work)
        raws = [{"name": "x", "customer": f"SA-{number + 1:04d}"} for number in range(30)]
        list(clean_many(visits.form, raws, Work(counted, work.catalog, SYSTEM, now)))
        assert counted.queries <= 2


class CountingWork:
    """A connection that counts what it is asked."""

    def __init__(self, work):
        self.connection, self.queries = work.connection, 0

    def execute(self, *args):
        self.queries += 1
        return self.connection.execute(*args)
