"""A rep hands a lead to a colleague: with a reason, everything along, the superior told, and a way back."""

import pytest

from definitions import NotFound, Refused
from flows import assignment, explain
from records import tables

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(office) -> int:
    """林晓雯's."""
    record = office.submit(region="east", industry="machining")
    office.give(record, "lin.xiaowen", accepted=True)
    return record


def hand_over(client, office, lead, **more):
    sent = {"to": office.id("he.jing"), "words": "她跟过这家集团", **more}
    return client.post(f"/records/lead/{lead}/assignment", data=sent)


def told(office, login):
    """The kinds of notices that are on their way to somebody, or there."""
    office.deliver()
    with office.work() as work:
        rows = work.connection.execute(tables.notification.select()).all()
        return {row.kind for row in rows if row.person == office.id(login)}


def test_colleague_has_it_with_the_reason(office, rep, lead):
    assert hand_over(rep, office, lead).status_code == 303
    assert office.owner(lead) == office.id("he.jing")
    with office.work("he.jing") as work:
        assert explain.assignment(work, "lead", lead).sentence == "分给你，因为：林晓雯转交的：她跟过这家集团"
        names = {row.assignee for row in work.connection.execute(tables.task.select()) if row.state == "open"}
    assert names == {office.id("he.jing")}


def test_receiver_and_superior_are_told(office, rep, lead):
    hand_over(rep, office, lead)
    assert "assigned" in told(office, "he.jing") and "transferred" in told(office, "chen.liqun")


def test_reason_is_asked_for(office, rep, lead):
    answer = hand_over(rep, office, lead, words=" ")
    assert answer.status_code == 409 and "为什么转交" in answer.text
    assert office.owner(lead) == office.id("lin.xiaowen")


def test_reason_that_nobody_can_read_is_none(office, rep, lead):
    for unseen in ("\u200b\u200b", "\u202e\u2066", "\x07"):
        assert hand_over(rep, office, lead, words=unseen).status_code == 409
    hand_over(rep, office, lead, words="\u202e她熟\x1b")
    with office.work("he.jing") as work:
        assert explain.assignment(work, "lead", lead).sentence.endswith("转交的：她熟")


def test_it_can_be_taken_back_unseen(office, rep, lead):
    hand_over(rep, office, lead)
    page = rep.get("/records/lead").text
    assert "已转交给何静" in page
    action = page[page.index("/reassignments/") :].split('"')[0]
    assert rep.post(action).status_code == 303
    assert office.owner(lead) == office.id("lin.xiaowen")


def test_who_heard_of_it_hears_that_it_went_back(office, rep, lead):
    hand_over(rep, office, lead)
    rep.post("/reassignments/1/undoing")
    assert "taken_back" in told(office, "he.jing") and "taken_back" in told(office, "chen.liqun")
    assert "taken_back" not in told(office, "lin.xiaowen")


def test_what_was_accepted_since_stays(office, rep, lead):
    hand_over(rep, office, lead)
    office.passes(minutes=1)
    with office.work("he.jing") as work:
        assignment.accept(work, "lead", lead)
    rep.post("/reassignments/1/undoing")
    assert office.owner(lead) == office.id("he.jing")
    page = rep.get("/reassignments/1").text
    assert "没有退回：1 条都留在原处（何静已经接受）" in page and "撤销了" not in page


def test_nobody_hands_over_what_is_not_theirs(office, lead):
    with office.work("he.jing") as work, pytest.raises(NotFound):
        assignment.assign(work, "lead", lead, to=office.id("he.jing"), words="给我")


def test_somebody_who_sells_nothing_gets_nothing(office, lead):
    with office.work("lin.xiaowen") as work, pytest.raises(Refused) as refused:
        assignment.assign(work, "lead", lead, to=office.id("shen.yue"), words="市场跟一下")
    assert refused.value.code.endswith("not_for_them")


def test_form_offers_colleagues_and_no_pool(office, rep, lead):
    page = rep.get(f"/records/lead/{lead}/assignment", headers=HTMX).text
    assert "何静" in page and "pool:lead_pool" not in page and "主管会收到通知" in page


def test_how_much_another_team_holds_is_not_told(office, rep, manager, lead):
    def beside(client, name):
        page = client.get(f"/records/lead/{lead}/assignment", headers=HTMX).text
        return page[page.index(name) :].split("</label>")[0]

    assert "在手 0 条" in beside(rep, "何静") and "在手" not in beside(rep, "邓凯")
    assert "在手 0 条" in beside(manager, "邓凯")


def test_second_press_says_what_the_first_did(office, rep, lead):
    hand_over(rep, office, lead)
    again = hand_over(rep, office, lead)
    assert again.location == "/reassignments/1"
    page = rep.get(again.location).text
    assert "已经转交过这条了" in page and "何静" in page
    assert rep.get(f"/records/lead/{lead}/assignment", headers=HTMX).headers["HX-Redirect"] == "/reassignments/1"


def test_who_still_has_it_in_sight_reads_what_is_wrong_instead(office, manager, lead):
    manager.post(f"/records/lead/{lead}/assignment", data={"to": office.id("he.jing")})
    answer = manager.post(f"/records/lead/{lead}/assignment", data={"to": "pool:gone"})
    assert (answer.status_code, "gone" in answer.text) == (404, True)


def test_what_somebody_else_handed_over_is_not_told(office, rep, manager, lead):
    manager.post(f"/records/lead/{lead}/assignment", data={"to": office.id("he.jing")})
    assert hand_over(rep, office, lead).status_code == 404


def test_first_owner_is_no_handing_over(office, manager):
    nobodys = office.submit(company="宁波海天塑机", phone="13900002099")
    with office.work("chen.liqun") as work:
        assignment.assign(work, "lead", nobodys, pool="lead_pool")
    manager.post(f"/records/lead/{nobodys}/assignment", data={"to": office.id("he.jing")})
    assert "已分给何静" in manager.get(f"/records/lead/{nobodys}").text
