"""A call that is sent twice takes effect once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.api.conftest import LEAD, LEADS, Caller, codes

pytestmark = pytest.mark.both_databases


def at_once(callers, call):
    """The answers of calls that are sent in the same moment."""
    gate = Barrier(len(callers))

    def run(caller):
        gate.wait()
        return call(caller)

    with ThreadPoolExecutor(len(callers)) as pool:
        return list(pool.map(run, callers))


def copies(office, caller, n):
    """The same program, in as many threads."""
    return [Caller(office.app.test_client(), caller.secret, caller.language) for _ in range(n)]


def test_the_same_call_is_answered_the_same(admin):
    first, again = (admin.post(LEADS, LEAD, key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert [answer.headers.get("Idempotency-Replayed") for answer in (first, again)] == [None, "true"]
    assert again.headers["Location"] == first.headers["Location"]
    assert admin.get(LEADS).json["total"] == 1


def test_another_key_is_another_record(admin):
    for key in ("k-1", "k-2", None):
        admin.post(LEADS, LEAD, key=key)
    assert admin.get(LEADS).json["total"] == 3


def test_a_key_that_comes_with_another_body_is_refused(admin):
    admin.post(LEADS, LEAD, key="k-1")
    answer = admin.post(LEADS, {**LEAD, "contact": "李芳"}, key="k-1")
    assert (answer.status_code, codes(answer)) == (422, {None: "key_reused"})


def test_the_order_of_fields_does_not_matter(admin):
    first = admin.post(LEADS, LEAD, key="k-1")
    assert admin.post(LEADS, dict(reversed(LEAD.items())), key="k-1").json == first.json


def test_two_people_may_use_the_same_key(admin, marketing):
    admin.post(LEADS, LEAD, key="k-1")
    assert marketing.post(LEADS, LEAD, key="k-1").headers.get("Idempotency-Replayed") is None
    assert admin.get(LEADS).json["total"] == 2


def test_what_was_refused_may_be_sent_again_under_its_key(admin):
    assert admin.post(LEADS, {"company": "x"}, key="k-1").status_code == 422
    assert admin.post(LEADS, LEAD, key="k-1").status_code == 201


def test_a_change_is_made_once_too(admin, create):
    place = f"{LEADS}/{create()['id']}"
    headers = {"Idempotency-Key": "k-1"}
    first, again = (admin.call("PATCH", place, json={"budget": 5, "version": 1}, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json == again.json and again.json["version"] == 2


@pytest.mark.parametrize("key", ["", " ", "x" * 121, "钥匙", "a\tb"])
def test_a_key_is_short_and_plain(admin, key):
    headers = {"Idempotency-Key": key.encode().decode("latin-1")}
    assert codes(admin.call("POST", LEADS, json=LEAD, headers=headers)) == {"Idempotency-Key": "bad_key"}


def test_the_same_call_in_eight_threads_makes_one_record(office, admin):
    answers = at_once(copies(office, admin, 8), lambda caller: caller.post(LEADS, LEAD, key="k-1"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert admin.get(LEADS).json["total"] == 1


def test_eight_different_calls_at_once_make_eight_records(office, admin):
    answers = at_once(copies(office, admin, 8), lambda caller: caller.post(LEADS, LEAD))
    assert len({answer.json["number"] for answer in answers}) == 8


def test_of_eight_changes_to_one_version_one_wins(office, admin, create):
    place = f"{LEADS}/{create()['id']}"
    callers = list(enumerate(copies(office, admin, 8)))
    answers = at_once(callers, lambda one: one[1].patch(place, {"budget": one[0] + 1, "version": 1}))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    won = next(answer for answer in answers if answer.status_code == 200)
    assert {answer.json["current"]["budget"] for answer in answers if answer is not won} == {won.json["budget"]}


def test_of_two_who_claim_at_once_one_is_told_who_was_faster(office, manager, create):
    made = create(region="east")
    manager.post(f"{LEADS}/{made['id']}/assignment", {"pool": "lead_pool"})
    two = [office.caller(login) for login in ("zhou.wenbo", "zhao.qihang")]  # neither of whom had it before
    answers = at_once(two, lambda caller: caller.post(f"{LEADS}/{made['id']}/assignment", {"claim": True}))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    won = next(answer for answer in answers if answer.status_code == 200)
    assert won.json["owner"]["name"] in lost.json["errors"][0]["message"]
