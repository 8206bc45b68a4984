"""A session that ended while somebody was typing: to the sign-in and back, and nothing is taken for sent."""

import pytest

HERE = "http://localhost/records/lead/new"


@pytest.fixture
def stranger(office):
    """Who was signed in until now."""
    office.app.config["WTF_CSRF_ENABLED"] = True
    return office.client_for()


def test_form_that_is_sent_leads_to_the_sign_in_and_back(stranger):
    answer = stranger.post("/records/lead/new", data={"company": "润扬"}, headers={"Referer": f"{HERE}?from=list"})
    assert answer.headers["Location"] == "/session?next=/records/lead/new?from%3Dlist"


def test_nobody_elses_page_is_gone_back_to(stranger):
    answer = stranger.post("/records/lead/new", data={}, headers={"Referer": "https://example.com/records/lead/new"})
    assert answer.headers["Location"] == "/session"


@pytest.mark.parametrize("name", ["Referer", "HX-Current-URL"])
def test_what_is_no_address_is_no_page_to_go_back_to(stranger, name):
    answer = stranger.post("/records/lead/new", data={}, headers={name: "http://[bad"})
    assert answer.headers["Location"] == "/session"
    assert stranger.get("/f/demo", headers={name: "http://[bad"}).status_code == 200


def test_part_of_a_page_is_answered_as_not_taken(stranger):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/records/lead/1"}
    answer = stranger.post("/records/lead/1/comments", data={"words": "x"}, headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/session?next=/records/lead/1")


def test_page_of_the_sign_in_says_that_nothing_was_taken(stranger):
    assert "data-not-taken" in stranger.get("/session").text and "data-not-taken" in stranger.get("/f/nothing").text
