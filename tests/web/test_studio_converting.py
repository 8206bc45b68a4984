"""The studio converts the values of a new type in the background, shows how far that is, and publishes in a moment."""

import pytest

from forms import table_of
from records import store, type_changes
from tests.web.test_studio_publishing import LEAD, revision

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch):
    monkeypatch.setattr(type_changes, "AT_ONCE", 1)
    monkeypatch.setattr(type_changes, "PORTION", 1)


@pytest.fixture
def draft(admin, office):
    """Three leads with a text that is to be a whole number."""
    leads = [office.submit(phone=phone) for phone in ("13920461137", "13920461138", "13920461139")]
    with office.work() as work:
        text = work.catalog.files[LEAD]
    for kind in ("text", "integer"):
        field = f"  - {{id: floors, type: {kind}, label: {{zh: 楼层数, en: Floors}}}}"
        admin.post(f"/studio/files/{LEAD}", data={"text": text.replace("\nfields:\n", f"\nfields:\n{field}\n", 1)})
        if kind == "text":
            admin.get("/studio/plan")
            admin.post("/studio/revisions", data={"message": ""})
    with office.work() as work:
        for number, lead in enumerate(leads):
            store.update_unversioned(work.connection, table_of(work.catalog, "lead"), lead, {"f_floors": str(number)})


def floors(office):
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        return [row.f_floors for row in work.connection.execute(table.select().order_by(table.c.id))]


def works(office, most=20):
    """What workers do, one piece after the other."""
    for _ in range(most):
        office.deliver()


def test_values_are_converted_in_the_background_and_published(admin, office, draft):
    assert "现在就转换" in admin.get("/studio/plan").text
    admin.post("/studio/conversions")
    assert "楼层数：0 / 3 个值" in admin.get("/studio/plan").text
    assert floors(office) == ["0", "1", "2"]
    works(office)
    assert "现在发布只要片刻" in admin.get("/studio/plan").text
    admin.post("/studio/revisions", data={"message": ""})
    assert floors(office) == [0, 1, 2]
    assert "换新类型的值" not in admin.get("/studio/plan").text


def test_giving_it_up_leaves_all_as_it_was(admin, office, draft):
    before = revision(office)
    admin.post("/studio/conversions")
    part = admin.get("/studio/conversions", headers={"HX-Request": "true"}).text
    assert "楼层数" in part and 'hx-get="/studio/conversions"' in part
    admin.post("/studio/conversions/end")
    works(office)
    assert (revision(office), floors(office)) == (before, ["0", "1", "2"])
    with office.work() as work:
        assert type_changes.every(work.connection) == ()


def test_who_may_not_configure_may_not_convert(rep, office, draft):
    assert rep.post("/studio/conversions").status_code == 403
    with office.work() as work:
        assert type_changes.every(work.connection) == ()
