"""Signing in and out."""

import pytest

from accounts import people


def test_a_stranger_is_sent_to_the_sign_in_page(visitor):
    assert visitor.get("/day").headers["Location"] == "/session?next=/day"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sign_in_page_speaks_the_visitors_language(office, language):
    page = office.client_for(language=language).get("/session").text
    assert {"zh": "姓名、手机号或邮箱", "en": "Name, phone or e-mail"}[language] in page


@pytest.fixture
def password(office) -> str:
    with office.work() as work:
        people.set_password(work, office.id("lin.xiaowen"), "seven-blue-lathes")
    return "seven-blue-lathes"


def test_the_right_password_opens_the_door(visitor, password):
    answer = visitor.post("/session", data={"login": "林晓雯", "password": password, "next": "/day"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/day")


def test_a_wrong_password_never_says_which_half_was_wrong(visitor, password):
    wrong, nobody = (
        visitor.post("/session", data={"login": login, "password": "guess"}) for login in ("林晓雯", "nobody")
    )
    assert wrong.status_code == nobody.status_code == 401
    assert "账号和密码对不上" in wrong.text and "账号和密码对不上" in nobody.text


def test_whoever_signs_out_is_a_stranger_again(rep):
    assert rep.post("/session/end").status_code == 303
    assert rep.get("/notifications").status_code == 302


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\t\\evil.example", "/\r\nSet-Cookie: a=b", "https://evil.example"]
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_nobody_is_sent_to_another_site(rep, address, headers):
    answer = rep.get("/session", query_string={"next": address}, headers=headers)
    assert answer.headers.get("Location", answer.headers.get("HX-Redirect")) == "/"


def test_no_stranger_is_sent_to_another_site_after_signing_in(visitor, password):
    answer = visitor.post("/session", data={"login": "林晓雯", "password": password, "next": "//evil.example/"})
    assert answer.headers["Location"] == "/"


def test_the_forms_one_works_with_stand_first(rep):
    page = rep.get("/notifications").text
    places = [page.index(f'href="/records/{form}"') for form in ("lead", "customer", "contract", "service_order")]
    assert places == sorted(places)
    tabs = page[page.index('class="tabbar"') :]
    assert tabs.index('href="/records/lead"') < tabs.index('href="/records/lead/new"') < tabs.index('href="/more"')


def test_parts_that_change_nothing_leave_the_session_alone(rep):
    assert "Set-Cookie" in rep.get("/day").headers  # a page puts the end of the session off
    assert "Set-Cookie" not in rep.get("/day", headers={"HX-Request": "true"}).headers


def test_where_nobody_can_sign_in_the_page_says_how(visitor, monkeypatch):
    command = "leadwright people add"
    assert command not in visitor.get("/session").text
    monkeypatch.setattr(people, "listing", lambda connection: ())
    assert command in visitor.get("/session").text
