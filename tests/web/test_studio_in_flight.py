"""The studio asks what becomes of records on their way, publishes with the answer, and takes it back."""

import pytest

from forms import table_of
from records import store

PIPELINE = "b2b-leads/pipelines/lead_pipeline.yaml"
ROUTING = "b2b-leads/routing/lead_routing.yaml"


@pytest.fixture
def draft(admin, office):
    """The first stage is called otherwise, while a record stands in it."""
    lead = office.submit()
    with office.work() as work:
        texts = {path: work.catalog.files[path] for path in (PIPELINE, ROUTING)}
    for path, text in texts.items():
        admin.post(f"/studio/files/{path}", data={"text": text.replace("first_touch", "hello")})
    return lead


def stage_of(office, lead):
    with office.work() as work:
        return store_row(work, lead).stage


def store_row(work, lead):
    return store.fetch(work.connection, table_of(work.catalog, "lead"), lead)


def test_the_plan_asks_and_what_was_said_is_published(admin, office, draft):
    before = stage_of(office, draft)
    field = f"f.lead_pipeline/{before}"
    page = admin.get("/studio/plan").text
    assert f'name="{field}"' in page and "还没说它们怎么办" in page
    admin.post("/studio/revisions", data={"message": ""})
    assert stage_of(office, draft) == before
    looked = admin.get("/studio/plan", query_string={field: "hello"}).text
    assert f'type="hidden" name="{field}" value="hello"' in looked and 'name="t.lead_pipeline/' in looked
    admin.post("/studio/revisions", data={"message": "", field: "hello"})
    assert stage_of(office, draft) == "hello"
    listed = admin.get("/studio/in-flight").text
    assert "撤销" in listed
    admin.post("/studio/in-flight/1/undo")
    assert stage_of(office, draft) == before
    assert "全部转走" in admin.get("/studio/in-flight").text
    admin.post("/studio/in-flight/moves", data={field: "hello"})
    assert stage_of(office, draft) == "hello"


def test_what_is_still_to_be_said_is_asked_first_and_no_error(admin, draft):
    page = admin.get("/studio/plan").text
    assert "先改好" not in page and "1 条在途记录待安排" in page and "先说明 1 条在途记录怎么办" in page
    assert page.index('id="settle"') < page.index("会发生")
