"""Programs read sensitive fields masked; the whole takes a right, a call of its own, and leaves a trace."""

from __future__ import annotations

import pytest

from records import tables
from tests.api.conftest import ApiOffice
from tests.web.sensitive_office import sensitive_office

ORDERS = "/api/v1/records/order"
ORDER = {"customer": "润扬", "mobile": "13800571234", "mail": "lin@example.com", "id_card": "32100219880101123X"}


@pytest.fixture
def office(sqlite_store, tmp_path, now):
    """A company with sensitive orders."""
    with sensitive_office(ApiOffice, sqlite_store.fresh(), tmp_path, now) as opened:
        yield opened


@pytest.fixture
def manager(office):
    return office.caller("wang")


@pytest.fixture
def order(manager):
    return f"{ORDERS}/{manager.post(ORDERS, ORDER).json['id']}"


def test_reads_and_histories_are_masked(manager, order):
    manager.patch(order, {"mobile": "13900574321"})
    read = manager.get(order).json
    assert (read["mobile"], read["mail"], read["id_card"]) == ("139****4321", "l***@example.com", "3***X")
    told = manager.get(f"{order}/events").text + manager.get(ORDERS).text
    assert "138****1234" in told and not any(text in told for text in ("13800571234", "lws1.", "lin@example"))


def test_whole_values_are_given_and_noted(manager, order):
    answer = manager.post(f"{order}/unmasking", {"fields": ["mobile", "id_card"], "reason": "合同"})
    assert answer.json["values"] == {"mobile": "138 0057 1234", "id_card": ORDER["id_card"]}
    kinds = [(event["kind"], event["data"].get("door")) for event in manager.get(f"{order}/events").json["events"]]
    assert kinds.count(("unmasked", "api")) == 2


def test_without_the_right_or_the_reason_nothing_is_given(office, manager, order):
    assert manager.post(f"{order}/unmasking", {"fields": ["mail"]}).status_code == 403
    assert manager.post(f"{order}/unmasking", {"fields": ["mobile", "id_card"]}).status_code == 409
    assert office.caller("lin").post(f"{order}/unmasking", {"fields": ["mobile"]}).status_code in (403, 404)
    kinds = [event["kind"] for event in manager.get(f"{order}/events").json["events"]]
    assert "unmasked" not in kinds


def test_answer_under_a_key_is_kept_masked(office, manager):
    manager.post(ORDERS, ORDER, key="one")
    with office.work() as work:
        [body] = work.connection.scalars(tables.idempotency.select().with_only_columns(tables.idempotency.c.body))
    assert "138****1234" in body and "13800571234" not in body


def test_openapi_tells_who_may(office, manager):
    path = "/api/v1/records/order/{record}/unmasking"
    assert path in manager.get("/api/openapi.json").json["paths"]
    assert path not in office.caller("lin").get("/api/openapi.json").json["paths"]
