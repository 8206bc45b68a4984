"""Giving many records on: looked at first, done in one act, taken back; and the wizard for who leaves."""

import html
import re

import pytest


@pytest.fixture
def hers(office) -> list[int]:
    """Three leads of 林晓雯's."""
    found = [office.submit(company=f"无锡第{n}轴承厂", phone=f"1390000205{n}") for n in range(3)]
    for record in found:
        office.give(record, "lin.xiaowen", accepted=True)
    return found


def picked(records: list[int]) -> list[str]:
    return [str(record) for record in records]


def act_of(answer) -> str:
    """The way back that a toast offers."""
    return re.search(r"/reassignments/\d+/undoing", answer.text)[0]


def test_the_list_looks_before_it_gives_on(office, manager, hers):
    he = str(office.id("he.jing"))
    page = manager.post("/records/lead/bulk", data={"do": "assignment", "pick": picked(hers), "to": he, "look": "1"})
    assert "手上 0 → 3 / 30" in page.text
    assert {office.owner(record) for record in hers} == {office.id("lin.xiaowen")}


def test_the_list_gives_on_and_takes_back(office, manager, hers):
    he = str(office.id("he.jing"))
    manager.post("/records/lead/bulk", data={"do": "assignment", "pick": picked(hers), "to": he})
    assert {office.owner(record) for record in hers} == {office.id("he.jing")}
    undo = act_of(manager.get("/records/lead"))
    assert manager.post(undo, data={"next": "/records/lead"}).headers["Location"] == "/records/lead"
    assert {office.owner(record) for record in hers} == {office.id("lin.xiaowen")}


def test_the_list_spreads_by_the_rules(office, manager, hers):
    manager.post("/records/lead/bulk", data={"do": "assignment", "pick": picked(hers), "to": "spread"})
    assert office.id("lin.xiaowen") not in {office.owner(record) for record in hers}


def test_the_list_offers_nobody_who_sells_nothing(office, manager, hers):
    sent = {"do": "assignment", "pick": picked(hers), "to": str(office.id("shen.yue"))}
    answer = manager.post("/records/lead/bulk", data=sent)
    assert "沈悦不跟这类记录" in answer.text.replace("</b>", "")
    assert f'value="{office.id("shen.yue")}"' not in answer.text
    assert {office.owner(record) for record in hers} == {office.id("lin.xiaowen")}


def test_what_stays_is_told_with_why(office, manager, hers):
    lin = str(office.id("lin.xiaowen"))
    answer = manager.post("/records/lead/bulk", data={"do": "assignment", "pick": picked(hers), "to": lin})
    assert answer.status_code == 409 and "已经在林晓雯手上" in answer.text


def test_the_wizard_counts_by_stage(manager, office, hers):
    page = manager.get(f"/people/{office.id('lin.xiaowen')}/handover").text
    assert "手上的 3 条，按阶段" in page and "首次触达" in page and "按规则分给大家" in page


def test_the_wizard_looks_first(manager, office, hers):
    lin, he = office.id("lin.xiaowen"), office.id("he.jing")
    page = manager.post(f"/people/{lin}/handover", data={"to.lead.first_touch": str(he), "look": "1"}).text
    assert "手上 0 → 3 / 30" in page and "就这样交接" in page
    assert office.owner(hers[0]) == lin


def test_what_was_chosen_anew_is_looked_at_first(manager, office, hers):
    lin, he, zhou = office.id("lin.xiaowen"), str(office.id("he.jing")), str(office.id("zhou.wenbo"))
    page = manager.post(f"/people/{lin}/handover", data={"to.lead.first_touch": he, "look": "1"}).text
    seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', page)[1])
    other = manager.post(f"/people/{lin}/handover", data={"to.lead.first_touch": zhou, "seen": seen}).text
    assert "又改了选择" in other and office.owner(hers[0]) == lin
    seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', other)[1])
    manager.post(f"/people/{lin}/handover", data={"to.lead.first_touch": zhou, "seen": seen})
    assert str(office.owner(hers[0])) == zhou


def test_the_wizard_gives_on_and_lets_go(admin, office, hers):
    lin, he = office.id("lin.xiaowen"), office.id("he.jing")
    chosen = {"to.lead.first_touch": str(he), "leaves": "1", "words": "离职"}
    answer = admin.post(f"/people/{lin}/handover", data=chosen)
    assert answer.headers["Location"].startswith("/reassignments/")
    page = admin.get(answer.headers["Location"]).text
    assert "林晓雯的交接：3 条" in page and "何静" in page and "离职" in page
    assert {office.owner(record) for record in hers} == {he}
    assert office.client_for("lin.xiaowen").get("/day").status_code in (302, 303, 401)


def test_nothing_goes_back_to_who_has_left(admin, office, hers):
    lin, he = office.id("lin.xiaowen"), office.id("he.jing")
    act = admin.post(f"/people/{lin}/handover", data={"to.lead.first_touch": str(he), "leaves": "1"}).location
    page = admin.get(act).text
    assert "林晓雯已经离开" in page and f'href="/people/{lin}"' in page and f"{act}/undoing" not in page
    admin.post(f"/people/{lin}/activation")
    assert f"{act}/undoing" in admin.get(act).text
    admin.post(f"{act}/undoing")
    assert {office.owner(record) for record in hers} == {lin}


def test_the_holder_of_today_is_told_where_it_changed(manager, office, hers):
    act = manager.post(f"/people/{office.id('lin.xiaowen')}/handover", data={"all": str(office.id("he.jing"))}).location
    assert "现在在谁手上" not in manager.get(act).text
    manager.post(f"/records/lead/{hers[0]}/assignment", data={"to": str(office.id("zhou.wenbo"))})
    assert "现在在谁手上" in manager.get(act).text


def test_a_colleague_sees_no_wizard(rep, office):
    assert rep.get(f"/people/{office.id('he.jing')}/handover").status_code == 403


def test_an_act_is_shown_to_who_did_it(office, manager, hers):
    he = str(office.id("he.jing"))
    manager.post("/records/lead/bulk", data={"do": "assignment", "pick": picked(hers), "to": he})
    act = act_of(manager.get("/records/lead")).removesuffix("/undoing")
    assert "转交 3 条" in manager.get(act).text
    assert office.client_for("he.jing").get(act).status_code == 404


def test_the_board_gives_on_and_takes_back(office, manager, hers):
    with office.work() as work:
        from accounts import teams

        east = next(team.id for team in teams.tree(work.connection) if team.key == "east")
    he = str(office.id("he.jing"))
    data = {"pick": [f"lead:{record}" for record in hers], "to": he}
    manager.post(f"/teams/{east}/board/assignments?watch=unaccepted", data=data)
    assert {office.owner(record) for record in hers} == {office.id("he.jing")}
    assert act_of(manager.get(f"/teams/{east}/board"))
