"""While values move to the choices that take them over, programs read and find the new words."""

import pytest

from flows import perform
from records import outbox
from tests.api.conftest import LEADS

pytestmark = pytest.mark.both_databases
HOME, LEAD = "/api/v1/configuration", "b2b-leads/forms/lead.yaml"
PHONES = ("13920461137", "13920461138", "13920461139", "13920461140")
REPORT = """kind: report
id: halls
form: lead
label: Halls
dimensions: [{id: hall, by: hall}]
measures: [{id: n, label: Leads, count: all}]
"""


@pytest.fixture
def half_moved(admin, create, office, monkeypatch):
    """Four leads, of which one has its new choice; and the first of those that wait."""
    monkeypatch.setattr("flows.taking_over.portions.AT_ONCE", 0)
    monkeypatch.setattr("flows.taking_over.portions.PORTION", 1)
    text = admin.get(HOME).json["files"][LEAD]

    def publish(choices):
        field = f"  - {{id: hall, type: choice, search: true, label: Hall, choices: {choices}}}"
        files = {LEAD: text.replace("\nfields:\n", f"\nfields:\n{field}\n", 1), "b2b-leads/reports/halls.yaml": REPORT}
        assert admin.post(f"{HOME}/revisions", {"files": files}).status_code == 201

    publish("[low, mid, high]")
    halls = zip(PHONES, ("low", "mid", "low", "high"), strict=True)
    leads = [create(phone=phone, hall=hall)["id"] for phone, hall in halls]
    publish("[{id: small, label: Small, from: [low, mid]}, high]")
    with office.work() as work:
        [first] = outbox.claim(work.connection, office.now, limit=1, kinds=(("take_over",), True))
        perform(work, first)
        outbox.finish(work.connection, first, office.now)
    return leads


def test_records_answer_by_the_new_word(admin, half_moved):
    first, second, third, fourth = half_moved
    read = [admin.get(f"{LEADS}/{lead}").json["hall"] for lead in half_moved]
    assert read == ["small", "small", "small", "high"]
    for asked in ({"where": "hall = 'small'"}, {"q": "small"}):
        assert {each["id"] for each in admin.get(LEADS, **asked).json["records"]} == {first, second, third}


def test_reports_count_the_new_word(admin, half_moved):
    rows = admin.get("/api/v1/reports/halls").json["rows"]
    assert sorted(list(row.values()) if isinstance(row, dict) else row for row in rows) == [["high", 1], ["small", 3]]
