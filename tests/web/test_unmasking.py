"""Sensitive values on pages: masked everywhere, shown on demand by right, and never without a trace."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from flows import intake, look
from forms import form_of
from records import events
from tests.web.office import OPENED, Office
from tests.web.sensitive_office import sensitive_office

PLAIN = {"mobile": "138 0057 1234", "mail": "lin@example.com", "id_card": "32100219880101123X"}
TOKEN = "lws1."


@pytest.fixture
def office(sqlite_store, tmp_path, now):
    """A company with sensitive orders: 王主管 may see the whole of some, 林晓雯 of none."""
    with sensitive_office(Office, sqlite_store.fresh(), tmp_path, now) as opened:
        yield opened


@pytest.fixture
def order(office):
    with office.work("lin") as work:
        return intake.submit(work, "order", {"customer": "润扬轴承", **PLAIN}, channel="page").record_id


@pytest.fixture
def manager(office):
    return office.client_for("wang")


def kinds(office, record):
    with office.work() as work:
        return [event.kind for event in events.timeline(work.connection, "order", record)]


def shows_plain(html):
    return [value for value in (*PLAIN.values(), "13800571234", TOKEN) if value in html]


@pytest.mark.parametrize("path", ["", "/{id}", "/{id}/edit", "/{id}/timeline", "/export.csv", "?q=13800571234"])
def test_pages_show_a_part_only(office, order, manager, path):
    html = manager.get("/records/order" + path.format(id=order)).get_data(as_text=True)
    assert "138****1234" in html or path.endswith("timeline")
    assert shows_plain(html.replace("13800571234", "", html.count("13800571234") if "?q" in path else 0)) == []


def test_who_has_the_right_shows_one_and_is_noted(office, order, manager):
    path = f"/records/order/{order}/unmasking/mobile"
    assert f'hx-post="{path}"' in manager.get(f"/records/order/{order}").get_data(as_text=True)
    answer = manager.post(path, headers={"HX-Request": "true"})
    assert "138 0057 1234" in answer.get_data(as_text=True) and answer.headers["Cache-Control"] == "no-store"
    assert kinds(office, order)[0] == "unmasked"
    assert "查看了「手机」的原文" in manager.get(f"/records/order/{order}").get_data(as_text=True)
    hidden = manager.get(path, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "138****1234" in hidden and shows_plain(hidden) == []


def test_reason_is_asked_where_the_form_says_so(office, order, manager):
    path = f"/records/order/{order}/unmasking/id_card"
    refused = manager.post(path)
    assert refused.status_code == 409 and "写明原因" in refused.get_data(as_text=True)
    assert PLAIN["id_card"] in manager.post(path, data={"reason": "办合同"}).get_data(as_text=True)
    assert "办合同" in manager.get(f"/records/order/{order}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("login", "field", "status"), [("lin", "mobile", 403), ("wang", "mail", 403), ("wang", "x", 404)]
)
def test_who_lacks_the_right_sees_nothing(office, order, login, field, status):
    client = office.client_for(login)
    assert client.post(f"/records/order/{order}/unmasking/{field}").status_code in (status, 404)
    assert "unmasked" not in kinds(office, order)


def test_masked_value_in_the_form_stays_what_it_was(office, order, manager):
    sent = {"customer": "润扬", "mobile": "138****1234", "mail": "l***@example.com", "id_card": "3***X", "version": 1}
    manager.post(f"/records/order/{order}/edit", data=sent)
    assert "138 0057 1234" in manager.post(f"/records/order/{order}/unmasking/mobile").get_data(as_text=True)


def test_made_up_mask_is_refused(office, order, manager):
    answer = manager.post(f"/records/order/{order}/edit", data={"customer": "润扬", "id_card": "9***9", "version": 1})
    assert answer.status_code == 422 and "打了码的值" in answer.get_data(as_text=True)


def test_export_in_full_takes_right_reason_and_leaves_a_trace(office, order, manager):
    path = "/records/order/export-in-full"
    assert office.client_for("lin").get(path).status_code == 403
    assert manager.post(path, data={"kind": "csv"}).status_code == 409
    answer = manager.post(path, data={"kind": "csv", "words": "年审"})
    text = io.BytesIO(answer.data).getvalue().decode()
    assert "138 0057 1234" in text and "l***@example.com" in text and PLAIN["id_card"] in text
    with office.work() as work:
        [event] = events.latest_of_kind(work.connection, "unmasked_in_export", since=OPENED)
    assert (event.data["fields"], event.data["words"]) == (["mobile", "id_card", "secret_note"], "年审")


@pytest.mark.parametrize("asked", ["f=mobile:is:{}", "g=all(mobile:is:{})", "q={}"])
def test_trace_of_an_export_keeps_no_value_that_was_asked_for(office, order, manager, asked):
    path = "/records/order/export-in-full?" + asked.format("13800571234")
    answer = manager.post(path, data={"kind": "csv", "words": "年审"})
    assert "138 0057 1234" in answer.get_data(as_text=True)
    with office.work() as work:
        [event] = events.latest_of_kind(work.connection, "unmasked_in_export", since=OPENED)
    assert event.data["asked"] and "13800571234" not in event.data["asked"]


def test_list_is_not_sorted_by_encrypted_text(manager, order):
    assert manager.get("/records/order?sort=mobile").status_code == 422


def test_mask_of_what_somebody_else_changed_is_no_change_of_mine(office, order, manager):
    sent = {"mobile": "138****1234", "mail": "l***@example.com", "id_card": "3***X"}
    seen_at = (office.now - timedelta(minutes=5)).isoformat()
    with office.work("lin") as work:
        intake.edit(work, "order", order, None, {"mobile": "13900574321"})
    mine = {**sent, "customer": "润扬二厂", "version": 1, "seen_at": seen_at}
    answer = manager.post(f"/records/order/{order}/edit", data=mine)
    with office.work() as work:
        values = look(work, "order", order).values
        shown = form_of(work.catalog, "order").field("mobile").type.display(values["mobile"])
    assert (answer.status_code, values["customer"], shown) == (303, "润扬二厂", "139****4321")
