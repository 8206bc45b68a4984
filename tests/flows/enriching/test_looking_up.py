"""A record that comes in is looked up after it is there; what the source says is filled in and marked, or proposed."""

from datetime import timedelta

import pytest

from definitions import Refused
from flows import enriching, intake, look
from records import lookups
from tests.flows.enriching.conftest import answer
from tests.outside_world import Told


def origins(house, record, person=None):
    with house.work(person) as work:
        found = enriching.origins(work, look(work, "client", record))
        return {name: (line.how, line.label.text("zh")) for name, line in found.items()}


def edit(house, record, **values):
    with house.work() as work:
        intake.edit(work, "client", record, None, values)


def test_a_newcomer_is_looked_up_and_nobody_waits(ready, registry):
    record = ready.submit()
    assert registry.asked == []
    ready.carries()
    row = ready.row(record)
    assert (row.f_employees, row.f_city, row.f_region) == (320, "扬州", "east")
    assert ready.story(record)[-1] == "工商信息：填了人数、城市、地区"


def test_the_question_carries_value_and_key(ready, registry):
    ready.submit()
    ready.carries()
    (asked,) = registry.asked
    assert asked.path == "/v2/companies?name=%E6%B6%A6%E6%89%AC%E8%BD%B4%E6%89%BF"
    assert asked.headers["authorization"] == "Bearer s3cret"


def test_values_are_marked_with_where_they_came_from(ready):
    record = ready.submit()
    ready.carries()
    assert origins(ready, record) == dict.fromkeys(("employees", "city", "region"), ("filled", "工商信息"))


def test_a_value_somebody_changed_is_theirs(ready):
    record = ready.submit()
    ready.carries()
    edit(ready, record, city="扬州市")
    assert set(origins(ready, record)) == {"employees", "region"}


def test_what_is_known_is_confirmed_or_questioned(ready, newest):
    record = ready.submit(city="扬州", employees=100)
    ready.carries()
    found = newest(record)
    assert (found.filled, found.confirmed, found.proposed) == (["region"], ["city"], {"employees": 320})
    assert ready.row(record).f_employees == 100
    assert origins(ready, record)["city"] == ("confirmed", "工商信息")


def test_somebody_takes_over_what_is_proposed(ready, newest):
    record = ready.submit(employees=100)
    ready.carries()
    with ready.work(ready.lin) as work:
        enriching.accept(work, newest_id := newest_of(work, record), ["employees"])
    assert ready.row(record).f_employees == 320
    assert origins(ready, record)["employees"] == ("accepted", "工商信息")
    with ready.work(ready.lin) as work, pytest.raises(Refused):
        enriching.accept(work, newest_id)


def newest_of(work, record):
    return lookups.of_record(work.connection, "client", record)[0].id


def test_somebody_keeps_what_is_there(ready, newest):
    record = ready.submit(employees=100)
    ready.carries()
    with ready.work(ready.lin) as work:
        enriching.dismiss(work, newest_of(work, record))
    assert newest(record).proposed == {}
    assert ready.row(record).f_employees == 100


def test_one_senseless_value_spoils_no_other(ready, newest):
    record = ready.submit(name="海晟注塑")
    ready.carries()
    found = newest(record)
    assert (found.filled, set(found.left)) == (["city"], {"employees", "region"})


def test_the_same_question_is_asked_once(ready, registry, newest):
    first, second = ready.submit(), ready.submit(email="other@runyang.example")
    ready.carries()
    assert len(registry.asked) == 1
    assert ready.row(second).f_employees == ready.row(first).f_employees == 320
    assert newest(second).from_cache
    ready.passes(days=31)
    ready.submit()
    ready.carries()
    assert len(registry.asked) == 2


def test_a_source_is_not_asked_too_often(ready, registry, newest):
    records = [ready.submit(name=f"公司{n}") for n in range(5)]
    ready.carries()
    assert len(registry.asked) == 3
    assert newest(records[-1]).why["code"] == "deliveries.why.limit_minute"
    ready.passes(minutes=1)
    assert len(registry.asked) == 5


def test_a_change_of_what_is_asked_about_asks_again(ready, registry):
    record = ready.submit(name="无名")
    ready.carries()
    edit(ready, record, city="x")
    ready.carries()
    assert len(registry.asked) == 1
    edit(ready, record, name="润扬轴承")
    ready.carries()
    assert ready.row(record).f_employees == 320


def test_a_condition_leaves_records_out(ready, registry, newest):
    record = ready.submit(need="no look-up")
    ready.carries()
    assert registry.asked == []
    assert (newest(record).state, newest(record).why["code"]) == ("left_out", "enriching.why.condition")


def test_a_source_that_is_away_is_asked_again(ready, registry, newest):
    registry.answer = Told(503, b"later", {"Retry-After": "120"})
    record = ready.submit()
    ready.carries()
    waiting = newest(record)
    assert (waiting.state, waiting.due_at) == ("waiting", ready.now + timedelta(seconds=120))
    registry.answer = answer
    ready.passes(seconds=120)
    assert newest(record).state == "found"


def test_a_source_that_refuses_is_told_on_the_record(ready, registry, newest):
    registry.answer = Told(403, b"no credit left")
    record = ready.submit()
    ready.carries()
    assert (newest(record).state, newest(record).answer) == ("failed", "403 no credit left")
    assert ready.story(record)[-1] == "工商信息没查成：对方不回答（403）"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (Told(200, {"result": None}), "nothing"),
        (Told(404, b""), "nothing"),
        (Told(200, b"<html>"), "failed"),
        (Told(200, b"x" * 400_000), "failed"),
        (Told(200, b"[" * 100_000), "failed"),
        (Told(302, b"", {"Location": "http://169.254.169.254/"}), "failed"),
        (Told(200, [1, 2]), "nothing"),
    ],
)
def test_strange_answers_change_nothing(ready, registry, newest, told, state):
    registry.answer = told
    record = ready.submit()
    ready.carries()
    assert newest(record).state == state
    assert ready.row(record).f_employees is None


def test_a_source_inside_is_never_asked(ready, registry, newest):
    ready.sets(registry_url="http://10.0.0.1/")
    record = ready.submit()
    ready.carries()
    assert newest(record).why["code"] == "outside.inside"


def test_without_an_address_nothing_is_asked(house):
    record = house.submit()
    house.carries()
    with house.work() as work:
        assert lookups.of_record(work.connection, "client", record) == ()
    with house.work(house.lin) as work, pytest.raises(Refused) as refused:
        enriching.ask(work, "registry", "client", record)
    assert refused.value.params == {"names": ["registry_url", "registry_key"]}


def test_somebody_asks_by_hand(ready, registry):
    record = ready.submit()
    ready.carries()
    ready.passes(days=31)
    with ready.work(ready.lin) as work:
        enriching.ask(work, "registry", "client", record)
        with pytest.raises(Refused):
            enriching.ask(work, "registry", "client", record)
    ready.carries()
    assert len(registry.asked) == 2


def test_many_newcomers_are_looked_up_too(ready, registry):
    with ready.work() as work:
        intake.submit_many(work, "client", [{"name": "润扬轴承"}, {"name": "海晟注塑"}])
    ready.carries()
    assert len(registry.asked) == 2
