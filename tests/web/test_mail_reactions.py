"""What mail programs and readers of mails ask of us: a picture, the way on, and no more mail."""

import pytest

from flows import mails
from records import mails as rows

MESSAGE = """
kind: message
id: cases
form: lead
label: {zh: 同行案例, en: Cases}
title: {zh: 同行案例, en: Cases}
body: {zh: "看[案例](https://example.com/cases)", en: "See [cases](https://example.com/cases)"}
mail: {}
"""


@pytest.fixture
def token(office):
    """The token of a mail to a lead's contact."""
    from publishing import publish
    from records import secrets

    with office.workspace.database.reading() as connection:
        files = dict(office.workspace.catalog(connection).files)
    files["b2b-leads/messages/cases.yaml"] = MESSAGE
    publish(office.workspace, files, author=None, message="", now=office.now)
    office.record = office.submit(email="wang@hengrui.example")
    with office.work() as work:
        secrets.keep(work.connection, "smtp", "smtp://127.0.0.1:9?from=crm@house.example")
        mails.post(work, "lead", office.record, "cases", key="one")
        return rows.of_record(work.connection, "lead", office.record)[0].token


def mail_of(office):
    with office.work() as work:
        return rows.of_record(work.connection, "lead", office.record)[0]


def test_the_picture_counts_an_opening(office, visitor, token):
    answer = visitor.get(f"/m/{token}/o.gif")
    assert (answer.status_code, answer.mimetype) == (200, "image/gif")
    assert mail_of(office).opens == 1


def test_a_link_leads_on_and_counts(office, visitor, token):
    answer = visitor.get(f"/m/{token}/l/0")
    assert (answer.status_code, answer.location) == (302, "https://example.com/cases")
    assert mail_of(office).clicks == 1
    assert visitor.head(f"/m/{token}/l/0").status_code == 302
    assert mail_of(office).clicks == 1


def test_no_link_is_an_open_door(office, visitor, token):
    assert visitor.get(f"/m/{token}/l/1").status_code == 404
    assert visitor.get(f"/m/{token}/l/0?to=https://evil.example").location == "https://example.com/cases"
    assert visitor.get("/m/unknown/l/0").status_code == 404


def test_looking_at_the_way_out_changes_nothing(office, visitor, token):
    page = visitor.get(f"/m/{token}/u").get_data(as_text=True)
    assert "wa…@hengrui.example" in page
    assert mail_of(office).unsubscribed_at is None


def test_one_click_unsubscribes(office, visitor, rep, token):
    answer = visitor.post(f"/m/{token}/u", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert mail_of(office).unsubscribed_at == office.now
    office.give(office.record, "lin.xiaowen")
    page = rep.get(f"/records/lead/{office.record}").get_data(as_text=True)
    assert "不再发邮件" in page


def test_a_strange_link_is_told_plainly(office, visitor, token):
    assert visitor.get("/m/unknown/u").status_code == 404
    assert visitor.post("/m/unknown/u").status_code == 404
    assert visitor.get("/m/unknown/o.gif").status_code == 200
