"""Publishing a new type of very many values: answered at once, done by the workers, looked at on the way."""

import pytest

from forms import table_of
from records import type_changes

pytestmark = pytest.mark.both_databases
HOME, LEAD = "/api/v1/configuration", "b2b-leads/forms/lead.yaml"


@pytest.fixture
def publish(admin, create, monkeypatch):
    """Publishes the form of leads with a field of a type, over three leads that have a value in it."""
    monkeypatch.setattr(type_changes, "AT_ONCE", 1)
    monkeypatch.setattr(type_changes, "PORTION", 2)
    text = admin.get(HOME).json["files"][LEAD]

    def as_type(kind):
        field = f"  - {{id: floors, type: {kind}, label: Floors}}"
        files = {LEAD: text.replace("\nfields:\n", f"\nfields:\n{field}\n", 1)}
        return admin.post(f"{HOME}/revisions", {"files": files})

    assert as_type("text").status_code == 201
    for number in range(3):
        create(phone=f"1392046113{number}", floors=str(number))
    return as_type


def floors(office):
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        return [row.f_floors for row in work.connection.execute(table.select().order_by(table.c.id))]


def test_publish_is_answered_at_once_and_takes_effect_when_all_are_converted(admin, office, publish):
    first = publish("integer")
    assert (first.status_code, first.headers["Location"]) == (202, f"{HOME}/conversions")
    assert "3 values are converted first" in first.json["message"] and floors(office) == ["0", "1", "2"]
    [told] = admin.get(first.headers["Location"]).json["conversions"]
    assert (told["form"], told["field"], told["from"], told["to"]) == ("lead", "floors", "text", "integer")
    assert (told["values"], told["converted"], told["ready"]) == (3, 0, False)
    for _ in range(9):
        office.deliver()
    assert admin.get(f"{HOME}/conversions").json["ready"] and publish("integer").status_code == 201
    assert floors(office) == [0, 1, 2]
    assert admin.get(f"{HOME}/conversions").json == {"ready": True, "conversions": [], "moving": []}


def test_what_is_converted_can_be_given_up(admin, office, publish):
    publish("integer")
    assert admin.call("DELETE", f"{HOME}/conversions").json == {"given_up": 1}
    for _ in range(9):
        office.deliver()
    assert admin.get(f"{HOME}/conversions").json["conversions"] == [] and floors(office) == ["0", "1", "2"]


def test_only_who_configures_sees_or_ends_conversions(rep, publish):
    assert rep.get(f"{HOME}/conversions").status_code == 403
    assert rep.call("DELETE", f"{HOME}/conversions").status_code == 403
