"""The studio converts the values of a new type in the background, shows how far that is, and publishes in a moment."""

from datetime import timedelta

import pytest

from forms import table_of
from records import outbox, store, type_changes
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


def test_publishing_at_once_begins_it_in_the_background(admin, office, draft):
    before = revision(office)
    admin.get("/studio/plan")
    assert admin.post("/studio/revisions", data={"message": "", "seen": "1"}).location.endswith("/studio/plan")
    assert revision(office) == before and "先在后台转换 3 个值" in admin.get("/studio/plan").text
    works(office)
    admin.post("/studio/revisions", data={"message": "", "seen": "1"})
    assert floors(office) == [0, 1, 2]


def test_conversion_is_shown_where_the_draft_is_empty(admin, office, draft):
    admin.post("/studio/conversions")
    admin.post("/studio/draft/discards", data={"path": LEAD})
    shown = admin.get("/studio/plan").text
    assert "和已发布的一样" in shown or "楼层数：0 / 3 个值" in shown
    assert "楼层数：0 / 3 个值" in shown and "/studio/conversions/end" in shown


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


def part(admin, left=0):
    """What the page asks for every other second."""
    return admin.get(f"/studio/conversions?left={left}", headers={"HX-Request": "true"}).text


def test_what_somebody_left_is_offered_again_and_not_asked_for(admin, office, draft):
    admin.post("/studio/conversions")
    office.now += timedelta(seconds=59)
    assert "继续转换" not in part(admin) and "hx-get" in part(admin)
    office.now += timedelta(seconds=2)
    for page in (part(admin), admin.get("/studio/plan").text):
        assert "继续转换" in page and "没有人在继续" in page and 'hx-get="/studio/conversions' not in page
    admin.post("/studio/conversions")
    assert "继续转换" not in part(admin) and "hx-get" in part(admin)
    works(office)
    assert "现在发布只要片刻" in part(admin)


def test_what_was_left_of_another_draft_can_be_gone_on_with(admin, office, draft):
    admin.post("/studio/conversions")
    admin.post("/studio/draft/discards", data={"path": LEAD})
    with office.work() as work:  # as if whoever converted was killed
        for errand in outbox.claim(work.connection, office.now, limit=1000):
            outbox.finish(work.connection, errand, office.now)
    office.now += timedelta(minutes=2)
    admin.post("/studio/conversions")
    works(office)
    assert "现在发布只要片刻" in part(admin)


def test_what_nobody_has_begun_stays_on_the_page_while_it_asks_again(admin, office, draft):
    assert "现在就转换" in part(admin, left=3)
    assert "都转换好了" not in part(admin, left=3)
    admin.post("/studio/conversions")
    assert "3 个值才生效" in part(admin, left=3) and "left=3" in part(admin, left=3)


def test_page_that_asks_after_all_is_given_up_is_told_so(admin, office, draft):
    admin.post("/studio/conversions")
    admin.post("/studio/conversions/end")
    assert "现在没有正在转换的值" in part(admin) and "都转换好了" not in part(admin)
