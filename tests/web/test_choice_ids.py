"""The id of a choice follows its label until it is published."""

import pytest

from records import drafts

LEAD, PAGE = "b2b-leads/forms/lead.yaml", "/studio/forms/lead"


@pytest.fixture
def act(admin):
    def post(name: str, **values):
        return admin.post(f"{PAGE}/acts", data={"act": name, "state": "", **values}, follow_redirects=True)

    return post


@pytest.fixture
def drafted(office, admin):
    def read() -> str:
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[LEAD]

    return read


def test_ids_of_new_choices_follow_their_labels(act, drafted):
    act("add_field", type="choice", section="who")
    act("change_field", field="choice", **{"c.a.zh": "发那科", "c.a.en": "First", "c.b.zh": "西门子", "c.b.en": ""})
    assert "id: fanake," in drafted() and "id: ximenzi," in drafted()
    act("change_field", field="choice", **{"c.a.zh": "发那科", "c.a.en": "Fanuc", "c.b.zh": "西门子", "c.b.en": ""})
    assert "{id: fanuc, label: {zh: 发那科, en: Fanuc}}" in drafted(), "a page drawn before knows it by its place"


def test_the_id_of_a_published_choice_stays(act, drafted):
    before = drafted()
    rows = {"c.quarter.zh": "本季度", "c.quarter.en": "This quarter"}
    act("change_field", field="timeline", **rows)
    assert "{id: quarter, label: {zh: 本季度, en: This quarter}}" in drafted() and before != drafted()
