"""One record, and every verb on it."""

import re
from dataclasses import replace

import pytest

from records import tasks
from tests.web.trade import with_rep

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(office) -> str:
    """A lead of 林晓雯's, still to be accepted."""
    return f"/records/lead/{office.submit(region='east', industry='machining')}"


def test_the_page_says_where_it_stands_and_what_is_next(rep, lead):
    page = rep.get(lead).text
    assert "首次触达 · 第 1 天，上限 1 个工作日" in page
    assert "首轮电话" in page and "今天 14:18" in page


def test_handing_over_says_what_goes_along(manager, lead):
    assert "一起过去的：没做完的 2 件事、全部往来记录。" in manager.get(f"{lead}/assignment").text


def test_the_head_tells_the_amount_that_the_list_shows(manager, office):
    head = manager.get(f"/records/lead/{office.submit('xu.lan', region='east', cost='790', budget='600000')}").text
    assert "预算 ¥600,000" in head and "获客成本 ¥790" not in head


def test_the_gate_names_what_is_missing(rep, lead):
    assert "进入「需求确认」还差：" in rep.get(lead).text


def test_the_page_explains_grade_and_owner(rep, lead):
    page = rep.get(lead).text
    assert "为什么是 C 级" in page and "补上可到" in page
    assert "分给你，因为：" in page


@pytest.mark.parametrize("what", ["grade", "assignment"])
def test_an_explanation_also_stands_alone(rep, lead, what):
    assert rep.get(f"{lead}/why/{what}", headers=HTMX).text.startswith("<section")
    assert "<html" in rep.get(f"{lead}/why/{what}").text


def test_somebody_elses_record_is_not_there(office, lead):
    stranger = office.client_for("deng.kai").get(lead)
    assert stranger.status_code == 404 == office.client_for("deng.kai").get("/records/lead/999").status_code
    assert "恒锐" not in stranger.text and "没有这条记录，或你无权查看" in stranger.text


def test_the_owner_accepts_in_place(rep, lead):
    assert "分给你了，接不接？" in rep.get(lead).text
    answer = rep.post(f"{lead}/acceptance", headers=HTMX)
    assert answer.text.startswith('<div id="rec"') and "分给你了" not in answer.text


def test_accepting_twice_is_told(rep, lead):
    rep.post(f"{lead}/acceptance")
    answer = rep.post(f"{lead}/acceptance", headers=HTMX)
    assert answer.status_code == 409 and "你已经接受过了" in answer.text


def test_a_refusal_needs_its_reason(rep, lead):
    answer = rep.post(f"{lead}/refusal", data={"words": "忙"})
    assert answer.status_code == 409 and "选一个原因" in answer.text and "手上忙不过来" in answer.text


def test_a_refused_record_goes_to_the_next_and_out_of_sight(rep, lead):
    answer = rep.post(f"{lead}/refusal", data={"reason": "not_mine", "words": "不懂这个行业"})
    assert answer.headers["Location"] == "/records/lead"
    assert rep.get(lead).status_code == 404


def test_a_contact_is_written_down_and_told(rep, lead):
    said = {
        "way": "call",
        "outcome": "reached",
        "content": "预算 80 万是今年的。",
        "next_step": "发案例",
        "next_at": "2026-11-26T10:00",
    }
    assert rep.post(f"{lead}/log", data=said).status_code == 303
    page = rep.get(lead).text
    assert "电话，谈到了" in page and "预算 80 万是今年的。" in page and "周四 10:00 发案例" in page


def test_a_contact_without_words_comes_back_with_the_rest(rep, lead):
    answer = rep.post(
        f"{lead}/log", data={"way": "visit", "outcome": "reached", "content": "", "next_step": "发案例"}, headers=HTMX
    )
    assert answer.status_code == 422 and 'value="发案例"' in answer.text


SAID = {"way": "call", "outcome": "reached", "content": "聊了六分钟", "next_step": "发案例", "asked": "1"}


def test_a_contact_is_completed_with_its_log_and_answers(rep, lead, office):
    form = rep.get("/tasks/1/completion").text
    assert "想解决什么问题" in form and all(f'name="{name}"' in form for name in SAID)
    answer = rep.post("/tasks/1/completion", data={**SAID, "answer_0": "停机"}, headers=HTMX)
    assert "已完成「首轮电话」" in answer.text and "1 / 2 已完成" in answer.text
    assert "聊了六分钟" in answer.text and answer.text.count("停机") == 2  # in its row and in the timeline


def test_whoever_may_complete_but_not_log_does_a_contact_by_its_button_alone(office, rep, lead):
    with_rep(office, "log, complete]", "complete]")
    assert "记录并完成" in rep.get(lead).text and 'id="rec-log"' not in rep.get(lead).text
    assert "已完成「首轮电话」" in rep.post("/tasks/1/completion", data=SAID, headers=HTMX).text
    assert rep.post(f"{lead}/log", data=SAID, headers=HTMX).status_code == 403


def test_what_is_known_is_not_asked_empty_again(rep, lead, office):
    rep.post("/tasks/1/completion", data={**SAID, "answer_0": "停机"})
    with office.work() as work:
        done = tasks.get(work.connection, 1)
        again = tasks.open_task(work.connection, replace(done, id=0, state="open", ended_at=None, answers=None))
    form = rep.get(f"/tasks/{again}/completion").text
    assert 'value="停机"' in form and "已知道" in form


def test_the_log_of_the_page_asks_what_its_task_asks(rep, lead, office):
    assert "要问清的" in rep.get(lead).text
    rep.post(f"{lead}/log", data={**SAID, "task": "1", "answer_0": "停机"}, headers=HTMX)
    with office.work() as work:
        assert "停机" in tasks.get(work.connection, 1).answers.values()


def test_an_open_gate_is_said_where_it_stands_too_and_no_task_is_still_missing(office, rep):
    lead = f"/records/lead/{office.submit(region='east', industry='machining', need='两条产线约 60 台联网采集')}"
    assert "还差 1 件必做" in rep.get(lead).text
    rep.post("/tasks/1/completion", data={**SAID, "next_at": "2026-12-31T10:00", "answer_0": "停机"})
    page = rep.get(lead).text
    assert page.count("可以进入「需求确认」了") == 2 and "件必做" not in page


def test_the_button_of_a_contact_opens_its_log(rep, lead):
    assert "记录并完成" in rep.get(lead).text and 'action="/tasks/1/completion"' not in rep.get(lead).text


@pytest.mark.parametrize("lacking", ["content", "next_step"])
def test_a_contact_without_its_log_is_not_done(rep, lead, lacking):
    answer = rep.post("/tasks/1/completion", data={**SAID, lacking: "", "answer_0": "停机"}, headers=HTMX)
    assert answer.status_code == 422 and "停机" in answer.text
    assert "0 / 2 已完成" in rep.get(lead).text


def test_a_bare_done_asks_for_the_log(rep, lead):
    answer = rep.post("/tasks/1/completion", data={"words": "好了"})
    assert answer.status_code == 409 and "写下谈了什么" in answer.text and 'name="content"' in answer.text


def test_an_attempt_is_written_down_and_the_task_stays(rep, lead):
    answer = rep.post("/tasks/1/completion", data={**SAID, "outcome": "no_answer", "next_step": ""}, headers=HTMX)
    assert "「首轮电话」还没完成" in answer.text and "0 / 2 已完成" in answer.text


def test_a_task_is_skipped_for_a_reason_from_the_list(rep, lead):
    assert not re.search(r'name="reason"[^>]* checked', rep.get("/tasks/2/skip").text)
    refused = rep.post("/tasks/2/skip", data={"words": "x"})
    assert refused.status_code == 422 and 'id="f-reason-w" aria-invalid="true"' in refused.text
    assert rep.post("/tasks/2/skip", data={"reason": "knows_us"}).status_code == 303
    assert "跳过：老客户，已经了解" in rep.get(lead).text


def test_a_task_is_snoozed_within_its_limit(rep, lead):
    assert rep.post("/tasks/1/snooze", data={"until": "hour"}).status_code == 303
    assert "推迟到 今天 11:18" in rep.get(lead).text


def test_past_its_limit_a_snooze_needs_a_reason(rep, lead):
    assert "要说明原因" in rep.post("/tasks/1/snooze", data={"until": "tomorrow"}).text
    assert rep.post("/tasks/1/snooze", data={"until": "tomorrow", "reason": "客户约明天"}).status_code == 303


def test_nobody_completes_a_task_they_cannot_see(office, lead):
    assert office.client_for("deng.kai").post("/tasks/1/completion").status_code == 404


def test_a_held_gate_refuses_and_says_what_is_missing(rep, lead):
    answer = rep.post(f"{lead}/stage", data={"to": "need_confirmed"}, headers=HTMX)
    assert answer.status_code == 422 and "还差" in answer.text


def test_an_open_gate_lets_the_record_on(rep, lead, office):
    rep.post("/tasks/1/completion", data=SAID)
    rep.post(f"{lead}/edit", data={"version": "1", "need": "两条产线联网"})
    answer = rep.post(f"{lead}/stage", data={"to": "need_confirmed"}, headers=HTMX)
    assert "已进入「需求确认」" in answer.text


def test_a_stage_is_skipped_with_a_reason(rep, lead):
    form = rep.get(f"{lead}/stage?to=need_confirmed").text
    assert "客户直接要报价" in form and not re.search(r'name="skip_reason"[^>]* checked', form)
    refused = rep.post(f"{lead}/stage", data={"to": "need_confirmed", "skip_words": "急"})
    assert refused.status_code == 422 and 'id="f-skip_reason-w" aria-invalid="true"' in refused.text
    done = rep.post(f"{lead}/stage", data={"to": "need_confirmed", "skip_reason": "straight_to_quote"})
    assert done.status_code == 303 and "原因：客户直接要报价" in rep.get(lead).text


def test_parking_asks_why_until_when_and_with_which_hook(rep, lead):
    form = rep.get(f"{lead}/parking").text
    assert "搁置原因" in form and "唤醒日期" in form and "再联系的由头" in form
    missing = rep.post(f"{lead}/parking", data={"to": "parked", "park_reason": "budget"})
    assert missing.status_code == 422 and "唤醒日期" in missing.text


def test_a_parked_record_says_when_it_wakes(rep, lead):
    told = {"to": "parked", "park_reason": "budget", "wake_on": "2027-02-09", "reentry_hook": "问预算批复"}
    assert rep.post(f"{lead}/parking", data=told).status_code == 303
    page = rep.get(lead).text
    assert "2027年2月9日 唤醒" in page and "由头：问预算批复" in page
    assert page.count("搁置到 2027年2月9日") >= 2 and "搁置到 2027-02-09" not in page


def test_a_manager_hands_over_with_the_load_in_sight(manager, rep, office, lead):
    assert "在手 0 条" in manager.get(f"{lead}/assignment").text
    assert manager.post(f"{lead}/assignment", data={"to": office.id("zhao.qihang")}).status_code == 303
    assert rep.get(lead).status_code == 404
    assert "赵启航" in manager.get(lead).text


@pytest.mark.parametrize("login", ["shen.yue", "zhao.qihang"])
def test_who_may_not_hand_over_is_refused(client_for, lead, office, login):
    client = client_for(login)
    assert client.get(f"{lead}/assignment").status_code in (403, 404)
    assert client.post(f"{lead}/assignment", data={"to": office.id("zhao.qihang")}).status_code in (403, 404)


def test_a_verb_is_a_dialog_for_htmx_and_a_page_for_others(rep, lead):
    assert rep.get(f"{lead}/refusal", headers=HTMX).text.startswith("<header>")
    assert "<html" in rep.get(f"{lead}/refusal").text


def test_the_list_it_came_from_leads_on(rep, lead, office):
    office.submit(company="宁波海晟注塑", phone="13800007710", region="east")
    page = rep.get(f"{lead}?list=view%3Dlead_my_open").text
    assert "第 " in page and "/ 2 条" in page or "/ 1 条" in page


def test_a_verb_from_another_page_goes_back_to_it(rep, lead):
    from_list = {**HTMX, "HX-Current-URL": "http://localhost/notifications"}
    answer = rep.post(f"{lead}/acceptance", headers=from_list)
    assert answer.headers["HX-Redirect"] == "/notifications"


def test_a_verbs_page_remembers_where_one_came_from(rep, lead):
    page = rep.get(f"{lead}/refusal?next=/notifications").text
    assert 'name="next" value="/notifications"' in page and "hx-post" not in page.split('class="form stack"')[1][:200]


def test_a_logged_call_does_the_task_of_the_stage(rep, lead):
    page = rep.get(lead).text
    assert "同时完成「首轮电话」" in page
    task = page.split('name="task" value="')[1].split('"')[0]
    said = {"way": "call", "outcome": "reached", "content": "谈了交期", "next_step": "发案例", "task": task}
    rep.post(f"{lead}/log", data=said)
    assert "完成「首轮电话」" in rep.get(lead).text and "同时完成「首轮电话」" not in rep.get(lead).text


def test_the_owner_asks_somebody_to_work_along(office, rep, lead):
    assert "谁一起跟进" in rep.get(f"{lead}/collaborators").text
    kai = office.people["deng.kai"].id
    answer = rep.post(f"{lead}/collaborators", data={"person": [str(kai)]}, headers=HTMX)
    assert "协作：邓凯" in answer.text
    assert office.client_for("deng.kai").get(lead).status_code == 200
    rep.post(f"{lead}/collaborators", data={"asked": "1"})
    assert office.client_for("deng.kai").get(lead).status_code == 404


def test_who_works_along_asks_nobody_in(office, rep, lead):
    rep.post(f"{lead}/collaborators", data={"person": [str(office.people["deng.kai"].id)]})
    assert office.client_for("deng.kai").get(f"{lead}/collaborators").status_code == 404


@pytest.fixture
def quoted(office, lead) -> str:
    """The same at its quote, at an amount that the manager has to approve."""
    from flows import stages

    with office.work("lin.xiaowen") as work:
        stages.advance(work, "lead", int(lead.rsplit("/", 1)[1]), "quote", skip_reason="straight_to_quote",
                       answers={"quote": 600000, "discount": 10})  # fmt: skip
    return lead


def test_the_page_says_whose_approval_it_waits_for(rep, quoted):
    page = rep.get(quoted).text
    assert "等陈立群（0 / 1 同意）" in page and "折扣超过 10%" in page
    assert "催一下" in page and "/approval" not in page


def test_a_manager_approves_in_place(office, rep, quoted):
    manager = office.client_for("chen.liqun")
    part = re.search(r"/tasks/(\d+)/approval", manager.get(quoted).text)[1]
    answer = manager.post(f"/tasks/{part}/approval", data={"decision": "approve"}, headers=HTMX)
    assert "已同意：报价审批" in answer.text
    assert "陈立群同意" in rep.get(quoted).text


def test_a_rejection_shows_values_and_asks_why(office, rep, quoted):
    manager = office.client_for("chen.liqun")
    part = re.search(r"/tasks/(\d+)/approval", manager.get(quoted).text)[1]
    form = manager.get(f"/tasks/{part}/approval?decision=reject").text
    assert "报价  ¥600,000" in form and "为什么驳回" in form
    empty = manager.post(f"/tasks/{part}/approval", data={"decision": "reject", "asked": "1"}, headers=HTMX)
    assert empty.status_code != 200 and "驳回要写明原因" in empty.text
    manager.post(f"/tasks/{part}/approval", data={"decision": "reject", "words": "毛利太低", "asked": "1"})
    assert "重新提交审批" in rep.get(quoted).text and "毛利太低" in rep.get(quoted).text


def test_who_approves_without_a_word_is_named_without_a_colon(office, rep, quoted):
    manager = office.client_for("chen.liqun")
    part = re.search(r"/tasks/(\d+)/approval", manager.get(quoted).text)[1]
    manager.post(f"/tasks/{part}/approval", data={"decision": "approve"}, headers=HTMX)
    office.deliver()
    page = rep.get("/notifications").text
    assert "通过了" in page and "陈立群：" not in page


def test_the_managers_day_asks_for_the_approval(office, quoted):
    page = office.client_for("chen.liqun").get("/day").text
    assert "报价审批" in page and "看看下面的内容，同意或驳回" in page and "折扣" in page
