"""The studio's pages of automations: which there are, the run log, a dry run, and what admins do about them."""

import pytest

from flows import automations, intake
from records import runs

SIGNALS = "/studio/automations/lead_signals"


@pytest.fixture
def record(office):
    """A record whose buying signals have begun an automation, and all of it is done."""
    record = office.submit(need="想年底前上线", budget="600000", region="east")
    with office.work() as work:
        intake.edit(work, "lead", record, None, {"signals": ["asks_contract"]})
    office.deliver()
    return record


@pytest.fixture
def run(office, record):
    with office.work() as work:
        return runs.listing(work.connection, automation="lead_signals")[0].id


PAGES = ["/studio/automations", SIGNALS, "/studio/runs", "/studio/runs?automation=lead_signals&state=done"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_admin_opens_every_page(client_for, record, address, language):
    page = client_for("xu.lan", language).get(address)
    assert page.status_code == 200
    assert "automations." not in page.text and "automation." not in page.text.replace("automation.yaml", "")


@pytest.mark.parametrize("address", [*PAGES, "/studio/runs/1"])
@pytest.mark.parametrize("login", ["lin.xiaowen", "chen.liqun"])
def test_nobody_else_knows_of_them(client_for, login, address, record):
    assert client_for(login).get(address).status_code == 403


@pytest.mark.parametrize("address", [f"{SIGNALS}/pause", f"{SIGNALS}/trial", "/studio/runs/1/retry"])
def test_nobody_else_changes_them(rep, address, record):
    assert rep.post(address).status_code == 403


def test_list_says_when_and_how_often(admin, record):
    text = admin.get("/studio/automations").text
    assert "成交信号" in text and "完成 1" in text
    assert "被修改时：涉及成交信号" in text


def test_run_shows_each_step_and_what_was_seen(admin, run):
    text = admin.get(f"/studio/runs/{run}").text
    assert "新增了任务" in text and "没有做：条件不满足" in text
    assert "问合同付款" in text


def test_dry_run_shows_what_would_happen_and_keeps_nothing(office, admin, record):
    with office.work() as work:
        before = len(runs.listing(work.connection))
    page = admin.post(f"{SIGNALS}/trial", data={"record": str(record)})
    assert page.status_code == 200
    assert "条件满足" in page.text and "以上都没有写入" in page.text
    with office.work() as work:
        assert len(runs.listing(work.connection)) == before


def test_dry_run_of_nothing_says_so(admin, record):
    page = admin.post(f"{SIGNALS}/trial", data={"record": "LD-0"})
    assert page.status_code == 422
    assert "没有记录「LD-0」" in page.text


def test_pause_and_resume(office, admin, record):
    admin.post(f"{SIGNALS}/pause", data={"words": "太吵"})
    assert "太吵" in admin.get(SIGNALS).text
    with office.work() as work:
        intake.edit(work, "lead", record, None, {"signals": ["asks_visit"]})
    assert "留着 1" in admin.get("/studio/automations").text
    admin.post(f"{SIGNALS}/resume")
    with office.work() as work:
        assert automations.log.listing(work, states=["held"]) == ()


def test_run_is_replayed_and_refused_in_words(admin, run):
    anew = admin.post(f"/studio/runs/{run}/anew", follow_redirects=True)
    assert anew.status_code == 200 and "等待中" in anew.text
    again = admin.post(f"/studio/runs/{run}/retry", follow_redirects=True)
    assert "可以重新执行一次" in again.text


def test_history_says_because_of_which_automation(client_for, record):
    assert "来自自动化「成交信号」" in client_for("xu.lan").get(f"/records/lead/{record}").text


def test_a_notice_gives_its_reason_once(office, client_for, record):
    office.deliver()
    assert client_for("chen.liqun").get("/notifications").text.count("来自自动化「成交信号」") == 1


def test_unknown_run_and_verb_are_not_there(admin, run):
    assert admin.get("/studio/runs/99999").status_code == 404
    assert admin.post(f"/studio/runs/{run}/explode").status_code == 404
    assert admin.get("/studio/automations/nothing").status_code == 404
