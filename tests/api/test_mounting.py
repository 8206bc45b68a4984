"""The API beside the pages: what belongs to browsers does not count for programs, and the other way round."""

from collections.abc import Iterator

import pytest

from accounts import session_key
from tests.api.conftest import LEAD, LEADS, ApiOffice, Caller, codes


def test_a_signed_in_browser_is_not_a_caller(office):
    browser = office.composed.test_client()
    with browser.session_transaction() as session:
        session.update(_user_id=session_key(office.people["xu.lan"]), _fresh=True)
    assert browser.get(LEADS).status_code == 401
    assert browser.post(LEADS, json=LEAD).status_code == 401


def test_no_csrf_token_is_asked_of_programs(office):
    program = Caller(office.composed.test_client(), office.token("xu.lan"))
    assert program.post(LEADS, LEAD).status_code == 201


def test_pages_still_ask_for_theirs(office):
    assert office.composed.test_client().post("/session", data={"login": "x", "password": "y"}).status_code == 400


@pytest.fixture
def limited(office: ApiOffice) -> Iterator[Caller]:
    """A stranger who guesses."""
    limiter = next(iter(office.composed.extensions["limiter"]))
    was, limiter.enabled = limiter.enabled, True
    limiter.reset()
    yield Caller(office.composed.test_client(), "lw_guess")
    limiter.reset()
    limiter.enabled = was


def test_whoever_guesses_tokens_is_slowed_down(limited):
    statuses = [limited.get(LEADS).status_code for _ in range(31)]
    assert statuses[:30] == [401] * 30
    assert statuses[30] == 429


def test_a_good_call_hears_nothing_of_limits(limited, office):
    limited.secret = office.token("xu.lan")
    answer = limited.get(LEADS)
    assert answer.status_code == 200
    assert not {"Retry-After", "X-RateLimit-Limit"} & set(answer.headers.keys())


def test_too_many_calls_are_told_when_to_go_on(limited):
    for _ in range(31):
        answer = limited.get(LEADS)
    assert codes(answer) == {None: "too_many_requests"}
    assert int(answer.headers["Retry-After"]) > 0
