"""Who may call: bearer tokens and nothing else."""

from datetime import timedelta

import pytest

from accounts import people, tokens
from tests.api.conftest import LEADS, ApiOffice, Caller, codes


@pytest.fixture
def stranger(office: ApiOffice) -> Caller:
    return Caller(office.app.test_client(), "lw_" + "x" * 43)


def used_at(office, login):
    with office.work() as work:
        return tokens.of_person(work.connection, office.id(login))[0].last_used_at


def test_without_a_token_nothing_is_answered(office):
    answer = office.app.test_client().get(LEADS)
    assert (answer.status_code, codes(answer)) == (401, {None: "token_missing"})
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="leadwright"'


def test_a_wrong_token_is_named_as_such(stranger):
    answer = stranger.get(LEADS)
    assert (answer.status_code, codes(answer)) == (401, {None: "token_wrong"})
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["", "Basic bGluOmxpbg==", "Bearer", "Bearer ", "Bearer lw_" + "x" * 5000, "lw_abc"])
def test_other_headers_are_no_token(office, header):
    assert office.app.test_client().get(LEADS, headers={"Authorization": header}).status_code == 401


def test_the_token_is_asked_before_the_body(stranger):
    assert stranger.call("POST", LEADS, data=b"{", content_type="text/plain").status_code == 401


def test_a_revoked_token_ends_at_once(office, rep):
    assert rep.get(LEADS).status_code == 200
    with office.work() as work:
        found = tokens.find(work.connection, rep.secret)
        tokens.revoke(work, found.id)
    assert rep.get(LEADS).status_code == 401


def test_the_token_of_somebody_who_left_ends(office, rep):
    with office.work() as work:
        people.deactivate(work, office.id("lin.xiaowen"))
    assert rep.get(LEADS).status_code == 401


def test_the_use_of_a_token_is_noted(office, rep):
    assert used_at(office, "lin.xiaowen") is None
    rep.get(LEADS)
    assert used_at(office, "lin.xiaowen") == office.now


def test_its_use_is_written_every_ten_minutes_at_most(office, rep):
    rep.get(LEADS)
    first = office.now
    office.now += timedelta(minutes=9)
    rep.get(LEADS)
    assert used_at(office, "lin.xiaowen") == first
    office.now += timedelta(minutes=1)
    rep.get(LEADS)
    assert used_at(office, "lin.xiaowen") == office.now
