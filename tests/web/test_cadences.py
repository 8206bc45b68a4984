"""Cadences in the studio and on a record's page: drawn, tried, entered, paused, stopped."""

import pytest

from records import enrolments

ONE = "/studio/cadences/nurture_b"


@pytest.fixture
def lead(office):
    return office.submit(email="li@runyang.example")


def states(office, lead):
    with office.work() as work:
        return [row.state for row in enrolments.of_record(work.connection, "lead", lead)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_steps_and_branches_are_drawn(client_for, lead, language):
    browser = client_for("xu.lan", language)
    assert "nurture_b" in browser.get("/studio/cadences").text
    page = browser.get(ONE).text
    assert {"zh": "否则 → 第 5 步", "en": "Otherwise → step 5"}[language] in page
    assert "cadence." not in page.replace("cadence.yaml", "") and "cadences." not in page


def test_nobody_else_opens_the_studio_pages(rep, lead):
    assert rep.get(ONE).status_code == 403
    assert rep.post(f"{ONE}/enrolments", data={"record": str(lead)}).status_code == 403


def test_rehearsal_walks_through_and_keeps_nothing(admin, office, lead):
    page = admin.post(f"{ONE}/rehearsal", data={"record": str(lead)}).text
    assert "它不符合进来的条件" in page and "最后：" in page and "回到" in page
    assert states(office, lead) == []


def test_unknown_record_is_said_beside_the_field(admin, lead):
    page = admin.post(f"{ONE}/rehearsal", data={"record": "LD-0"})
    assert page.status_code == 422 and 'id="record-e"' in page.text


def test_record_is_let_in_paused_resumed_and_stopped(admin, rep, office, lead):
    admin.post(f"{ONE}/enrolments", data={"record": str(lead)})
    assert states(office, lead) == ["active"]
    assert "B 级培育" in admin.get(f"/records/lead/{lead}").text
    for verb, state in (("pause", "paused"), ("resume", "active"), ("stop", "stopped")):
        admin.post(f"/enrolments/1/{verb}")
        assert states(office, lead) == [state]
    admin.post(f"/records/lead/{lead}/enrolments", data={"cadence": "nurture_c"})
    assert states(office, lead) == ["active", "stopped"]
