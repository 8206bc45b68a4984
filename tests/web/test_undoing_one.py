"""One card that was dragged, one cell that was written: taken back from the notice, as an act on many is."""

import re

import pytest

from flows import intake, look

HTMX = {"HX-Request": "true"}
BY_TRADE = "/records/lead/1/lane?view=lead_all&as=kanban&lanes=industry"
BOARD = "/records/lead/1/lane?view=lead_board"


@pytest.fixture
def one(office):
    """A lead at first touch, whose rep said yes."""
    first = office.submit(company="苏州恒锐精密机械", budget=800000, region="east", industry="machining")
    office.give(first, "lin.xiaowen", accepted=True)
    return office


def undo(client, page):
    """Press Undo in the notice of a page, and follow where it leads."""
    action, after = re.search(r'action="(/bulk/\d+/undoing)".*?name="next" value="([^"]*)"', page, re.S).groups()
    answer = client.post(action, data={"next": after.replace("&amp;", "&")})
    return client.get(answer.headers["Location"])


def values(office):
    with office.work() as work:
        return look(work, "lead", 1)


def test_card_that_was_dragged_to_a_value_goes_back(one, manager):
    moved = manager.post(BY_TRADE, data={"to": "electronics", "was": "machining"}, headers=HTMX)
    assert 'hx-target="#toasts"' in moved.text and "撤销" in moved.text
    assert "as=kanban" in undo(manager, moved.text).request.full_path
    assert values(one).values["industry"] == "machining"


def test_card_that_was_moved_to_a_stage_goes_back_with_what_was_answered(one, manager):
    refused = manager.post(BOARD, data={"to": "need_confirmed", "was": "first_touch"}).text
    reason = re.search(r'name="skip_reason" value="(\w+)"', refused)[1]
    asked = {"to": "need_confirmed", "was": "first_touch", "skip_reason": reason, "skip_words": "已经谈过"}
    moved = manager.post(BOARD, data={**asked, "need": "三台"}, headers=HTMX).text
    assert values(one).row.stage == "need_confirmed" and values(one).values["need"] == "三台"
    undo(manager, moved)
    assert values(one).row.stage == "first_touch" and values(one).values["need"] is None


def test_cell_that_was_written_gets_back_what_stood_there(one, manager):
    cell = "/records/lead/1/cell/budget?view=lead_all"
    form = dict(re.findall(r'name="(version|seen)" value="([^"]*)"', manager.get(cell, headers=HTMX).text))
    row = manager.post(cell, data={**form, "budget": "120 万"}, headers=HTMX).text
    assert "已恢复" in undo(manager, row).text
    assert values(one).values["budget"] == 800000


def test_cell_that_stays_as_it_was_has_nothing_to_undo(one, manager):
    cell = "/records/lead/1/cell/budget?view=lead_all"
    form = dict(re.findall(r'name="(version|seen)" value="([^"]*)"', manager.get(cell, headers=HTMX).text))
    assert "undoing" not in manager.post(cell, data={**form, "budget": "80 万"}, headers=HTMX).text


def test_what_somebody_changed_since_stays_and_is_told(one, manager):
    moved = manager.post(BY_TRADE, data={"to": "electronics", "was": "machining"}, headers=HTMX).text
    with one.work() as work:
        intake.edit(work, "lead", 1, None, {"industry": "moulding"})
    assert "之后有人改了行业" in undo(manager, moved).text
    assert values(one).values["industry"] == "moulding"


def test_day_that_was_moved_goes_back(one, manager):
    place = "/records/lead/1/day?view=lead_all&as=calendar&on=trial_ends_on"
    answer = manager.post(place, data={"to": "2026-12-03", "was": ""})
    undo(manager, manager.get(answer.headers["Location"]).text)
    assert values(one).values["trial_ends_on"] is None


def test_only_who_did_it_or_arranges_people_takes_it_back(one, rep, office):
    moved = rep.post(BY_TRADE, data={"to": "electronics", "was": "machining"}, headers=HTMX).text
    action = re.search(r"/bulk/\d+/undoing", moved)[0]
    assert office.client_for("deng.kai").post(action).status_code == 404
    assert values(one).values["industry"] == "electronics"
