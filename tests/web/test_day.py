"""My day: what now, why, done, next; every verb with and without scripts."""

import re

import pytest

from flows import intake
from records import tasks

pytestmark = pytest.mark.both_databases

AGREED = {"next_step": "发案例"}  # what the pack asks for with every contact


@pytest.fixture
def lead(office) -> int:
    """A lead of 林晓雯's that she has accepted: its first call is due."""
    record = office.submit(region="east", industry="machining", budget="800000", need="60 台 CNC 设备年底前联网")
    office.give(record, "lin.xiaowen", accepted=True)
    return record


@pytest.fixture
def call(office, lead) -> int:
    """The task of the first call."""
    with office.work() as work:
        return next(row.id for row in tasks.open_of(work.connection, "lead", lead) if row.task == "call")


def state(office, task: int) -> str:
    with office.work() as work:
        return tasks.get(work.connection, task).state


def test_the_day_opens_on_the_one_best_thing(rep, lead):
    page = rep.get("/day").text
    assert "早上好，晓雯" in page and "苏州恒锐精密机械" in page and "首轮电话" in page


def test_an_empty_day_says_where_work_is(rep):
    page = rep.get("/day").text
    assert "今天没有排好的事" in page and "/pools/lead_pool" in page


def test_the_script_carries_the_values_of_the_record(rep, lead):
    assert "<mark>王建国</mark>您好，我是<mark>林晓雯</mark>" in rep.get("/day").text


def test_the_script_quotes_only_what_was_written(rep, office):
    record = office.submit(region="east", industry="machining", budget="800000")
    office.give(record, "lin.xiaowen", accepted=True)
    page = rep.get("/day").text
    assert "您通过<mark>" in page and "留言" not in page


def test_the_item_says_why_it_is_first(rep, lead):
    page = rep.get("/day").text
    assert "为什么排第一" in page and "全部理由" in page and "年度预算 50 万以上" in page


def test_the_phone_is_one_touch_away(rep, lead):
    assert 'href="tel:+8613900002046"' in rep.get("/day").text


def test_logging_completes_the_task_and_shows_the_next(rep, office, call):
    answer = rep.post(
        f"/day/task-{call}/log",
        data={"outcome": "reached", "content": "要联网 60 台", "asks": ["谁一起定"], "answers": ["李总"], **AGREED},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/day")
    assert state(office, call) == "done"
    assert "今天的事都做完了" in rep.get("/day").text


def test_outcomes_are_worded_as_on_the_record(rep, call, lead):
    day, record = rep.get("/day").text, rep.get(f"/records/lead/{lead}").text
    assert all(words in day and words in record for words in ("谈到了", "约了再谈", "没有意向", "没有接通"))


def test_htmx_gets_the_next_item_with_the_focus(rep, call):
    answer = rep.post(
        f"/day/task-{call}/log", data={"outcome": "reached", "content": "好", **AGREED}, headers={"HX-Request": "true"}
    )
    assert "<html" not in answer.text and "data-focus" in answer.text and "data-announce" in answer.text


def test_what_was_typed_stays_when_something_is_missing(rep, office, call):
    answer = rep.post(f"/day/task-{call}/log", data={"outcome": "reached", "content": "", "next_step": "寄案例"})
    assert answer.status_code == 422 and "寄案例" in answer.text and "「沟通内容」必填" in answer.text
    assert state(office, call) == "open"


def test_nobody_answering_brings_it_back_later(rep, office, call):
    rep.post(f"/day/task-{call}/log", data={"outcome": "no_answer", "content": ""})
    assert state(office, call) == "open"
    assert f"item=task-{call}" not in rep.get("/day").text
    office.passes(hours=2)
    assert f"task-{call}" in rep.get("/day").text


def test_contact_without_a_next_step_is_not_taken(rep, office, call):
    answer = rep.post(f"/day/task-{call}/log", data={"outcome": "reached", "content": "好"})
    assert answer.status_code == 422 and "下一步" in answer.text
    assert state(office, call) == "open"


def test_a_promise_is_kept_as_the_next_step(rep, office, call, lead):
    rep.post(
        f"/day/task-{call}/log",
        data={"outcome": "reached", "content": "好", "next_step": "寄案例", "next_at": "2026-11-24T15:00"},
    )
    assert "寄案例" in rep.get("/day").text


def test_a_contact_that_settles_a_promise_says_so_with_a_way_back(rep, office, lead, call):
    said = {"way": "call", "outcome": "reached", "content": "好", "next_step": "问财务", "next_at": "2026-11-24T23:50"}
    rep.post(f"/records/lead/{lead}/log", data=said)
    later = {"outcome": "sent", "content": "报价", "next_step": "再问", "next_at": "2026-11-27T15:00"}
    answer = rep.post(f"/day/task-{call}/log", data=later, headers={"HX-Request": "true"}).text
    assert "约定的「问财务」随之完成" in answer and "约定的「问财务」随之完成" in rep.get(f"/records/lead/{lead}").text
    undo = re.search(r'action="(/day/task-\d+/return)"', answer)[1]
    assert "问财务" in rep.post(undo, headers={"HX-Request": "true"}).text
    assert state(office, int(re.search(r"\d+", undo)[0])) == "open"


def test_the_item_names_what_else_is_due_about_its_record(rep, office, call, lead):
    assert "今天关于它还有" not in rep.get("/day").text
    more = {"title": "寄样品", "due_at": "2026-11-24T16:00"}
    rep.post(f"/records/lead/{lead}/tasks", data=more)
    page = rep.get(f"/day?item=task-{call}").text
    assert '今天关于它还有：<a href="/day?item=task-' in page and ">寄样品</a>" in page


@pytest.mark.parametrize("verb", ["snooze", "skip"])
def test_each_verb_has_a_form_of_its_own(rep, call, verb):
    page = rep.get(f"/day/task-{call}/{verb}")
    part = rep.get(f"/day/task-{call}/{verb}", headers={"HX-Request": "true"})
    assert page.status_code == part.status_code == 200
    assert "<html" in page.text and "<html" not in part.text


def test_a_snoozed_item_leaves_the_day(rep, call):
    rep.post(f"/day/task-{call}/snooze", data={"choice": "2026-11-24T11:00", "words": ""})
    assert f"item=task-{call}" not in rep.get("/day").text


def test_no_snooze_past_the_limit_without_a_reason(rep, call):
    refused = rep.post(f"/day/task-{call}/snooze", data={"at": "2026-11-26T09:00"})
    assert refused.status_code == 422
    assert rep.post(f"/day/task-{call}/snooze", data={"at": "2026-11-26T09:00", "words": "出差"}).status_code == 303


def test_skipping_needs_a_reason_that_the_admin_gave(rep, office, call):
    assert rep.post(f"/day/task-{call}/skip", data={"words": "不想打"}).status_code == 422
    assert rep.post(f"/day/task-{call}/skip", data={"reason": "knows_us"}).status_code == 303
    assert state(office, call) == "skipped"


def test_no_reason_to_skip_is_chosen_beforehand(rep, office, call):
    reasons = re.findall(r'<input type="radio" name="reason"[^>]*>', rep.get(f"/day/task-{call}/skip").text)
    assert len(reasons) > 1 and all("required" in each and "checked" not in each for each in reasons)


def test_skipping_without_a_reason_is_refused_beside_the_reasons(rep, office, call):
    page = rep.post(f"/day/task-{call}/skip", data={"words": "不想打"}).text
    assert re.search(r'<p class="err" id="reason-e"[^>]*>.*?跳过要选一个原因', page)
    assert page.count("跳过要选一个原因") == 1 and "不想打" in page
    assert state(office, call) == "open"


def test_an_empty_log_says_each_thing_beside_its_field(rep, call):
    page = rep.post(f"/day/task-{call}/log", data={"outcome": "reached", "content": "", "next_step": ""}).text
    beside = dict(re.findall(r'<p class="err" id="(\w+)-e"[^>]*>.*?<span>(.*?)</span>', page))
    assert beside == {"content": "「沟通内容」必填", "next_step": "写下接下来做什么、什么时候做"}
    assert re.findall(r'id="(\w+)"[^>]* data-focus', page) == ["content"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "紧急、搁置到期、已过或快到时限"), ("en", "urgent, parked until today")]
)
def test_the_first_group_says_that_it_holds_urgent_things(rep, office, call, lang, words):
    office.passes(hours=4)
    assert words in rep.get(f"/day?lang={lang}").text


def test_a_verb_brings_the_figure_of_the_sidebar_up_to_date(rep, call):
    assert 'id="left-today"><span class="n">' in re.sub(r">\s+<", "><", rep.get("/day").text)
    answer = rep.post(
        f"/day/task-{call}/snooze", data={"choice": "2026-11-25T10:00", "words": "出差"}, headers={"HX-Request": "true"}
    ).text
    left = re.search(r'hx-swap-oob="innerHTML:#left-today">(.*?)</div>', answer, re.S)[1]
    beside = re.search(r'<span id="left-today">(.*?)</a>', rep.get("/day").text, re.S)[1]
    assert re.findall(r"\d+", left) == re.findall(r"\d+", beside)


@pytest.mark.parametrize("verb", ["log", "snooze", "skip", "acceptance", "refusal"])
def test_an_item_of_somebody_else_is_not_there(client_for, call, verb):
    other = client_for("zhao.qihang")
    assert other.post(f"/day/task-{call}/{verb}", data={"outcome": "reached", "content": "x"}).status_code == 404


def test_who_is_late_for_an_item_is_told_that_it_is_gone(rep, call):
    said = {"outcome": "reached", "content": "谈了", "task": call} | AGREED
    assert rep.post(f"/day/task-{call}/log", data=said).status_code < 400
    late = rep.get(f"/day/task-{call}/skip")
    assert late.status_code == 404
    assert "这件事已经不在你的今天里" in late.text


@pytest.fixture
def offered(office) -> int:
    """A lead that waits for 林晓雯's yes."""
    record = office.submit(region="east")
    office.give(record, "lin.xiaowen")
    return record


def test_a_record_is_accepted_from_the_day(rep, office, offered):
    assert "接受这条" in rep.get(f"/day?item=acceptance-lead-{offered}").text
    rep.post(f"/day/acceptance-lead-{offered}/acceptance")
    assert f"acceptance-lead-{offered}" not in rep.get("/day").text


def test_a_refusal_needs_words_and_passes_it_on(rep, offered):
    assert rep.post(f"/day/acceptance-lead-{offered}/refusal", data={"words": ""}).status_code in (409, 422)
    said = {"reason": "not_mine", "words": "不懂这个行业"}
    assert rep.post(f"/day/acceptance-lead-{offered}/refusal", data=said).status_code == 303
    assert f"acceptance-lead-{offered}" not in rep.get("/day").text


def test_what_is_done_is_folded_away_and_counted(rep, call):
    rep.post(f"/day/task-{call}/log", data={"outcome": "reached", "content": "好", **AGREED})
    page = rep.get("/day").text
    assert "已完成 1 / 1" in page and "首轮电话" in page


def test_the_day_speaks_english(client_for, lead):
    page = client_for("lin.xiaowen", language="en").get("/day").text
    assert "First call" in page and "Log and next" in page and "Why first" in page


def test_what_was_put_off_comes_back_with_one_key(rep, office, call):
    answer = rep.post(f"/day/task-{call}/snooze", data={"choice": "2026-11-24T11:00"}, headers={"HX-Request": "true"})
    assert 'data-key="u"' in answer.text and "close-dialog" in answer.headers["HX-Trigger"]
    rep.post(f"/day/task-{call}/return")
    assert f"item=task-{call}" in rep.get("/day").text


def test_what_was_left_out_comes_back_too(rep, office, call):
    rep.post(f"/day/task-{call}/skip", data={"reason": "knows_us"})
    rep.post(f"/day/task-{call}/return")
    assert state(office, call) == "open"


def test_nobody_takes_back_what_another_left_out(rep, client_for, office, call):
    rep.post(f"/day/task-{call}/skip", data={"reason": "knows_us"})
    assert client_for("chen.liqun").post(f"/day/task-{call}/return").status_code in (403, 409)
    assert state(office, call) == "skipped"


def test_the_next_step_is_chosen_with_one_touch(rep, office, call, lead):
    page = rep.get("/day").text
    assert 'value="2026-11-25T10:00"' in page and "加微信" in page
    data = {"outcome": "reached", "content": "好", "next_step": "寄案例", "next_in": "2026-11-25T10:00"}
    rep.post(f"/day/task-{call}/log", data=data)
    with office.work() as work:
        promised = next(row for row in tasks.open_of(work.connection, "lead", lead) if row.task == "next_step")
    assert promised.due_at.isoformat() == "2026-11-25T02:00:00+00:00"


def test_the_item_says_what_the_next_stage_waits_for(rep, office, lead):
    assert "做完这件，就能进入「需求确认」" in rep.get("/day").text
    with office.work("lin.xiaowen") as work:
        intake.edit(work, "lead", lead, None, {"need": ""})
    assert "进入「需求确认」还差：需求" in rep.get("/day").text


def test_work_of_the_next_day_may_be_done_ahead(rep, call):
    page = rep.get("/day").text
    assert "可以提前做" in page and "明天的事" in page


def test_a_day_off_says_so_and_when_work_goes_on(rep, office, call):
    office.now = office.now.replace(day=28)
    page = rep.get("/day").text
    assert "今天休息" in page and "周一" in page


def test_the_end_of_a_day_tells_what_went_well(rep, office, call):
    rep.post(f"/day/task-{call}/log", data={"outcome": "interested", "content": "要报价", **AGREED})
    page = rep.get("/day").text
    assert "今天的事都做完了" in page and "今天值得记住的" in page and "有意向" in page


def test_the_morning_begins_where_the_evening_ended(rep, office, call):
    rep.post(f"/day/task-{call}/log", data={"outcome": "reached", "content": "要联网 60 台", **AGREED})
    office.now = office.now.replace(day=25)
    page = rep.get("/day/yesterday").text
    assert "11月24日 周二做了什么" in page and "谈到了：要联网 60 台" in page


@pytest.fixture
def late_calls(office) -> list[int]:
    """More first calls than one can make, all of them late."""
    for number in range(22):
        record = office.submit(company=f"公司{number:02}", phone=f"139000030{number:02}", region="east")
        office.give(record, "lin.xiaowen", accepted=True)
    office.now = office.now.replace(day=25, hour=1)
    with office.work() as work:
        return [row.id for row in tasks.due_of(work.connection, office.id("lin.xiaowen")) if row.task == "call"]


def test_many_late_things_are_worked_through_together(rep, office, late_calls):
    assert "成批处理 22 件" in rep.get("/day").text
    assert rep.get("/day/batch/call").text.count('name="pick"') == 22
    picked = [f"task-{task}" for task in late_calls[:5]]
    data = {"verb": "snooze", "choice": "2026-11-26T09:00", "words": "展会", "pick": picked}
    assert rep.post("/day/batch/call", data=data).headers["Location"] == "/day"
    assert rep.get("/day/batch/call").text.count('name="pick"') == 17


def test_a_batch_without_a_reason_is_refused_item_by_item(rep, late_calls):
    picked = [f"task-{task}" for task in late_calls[:2]]
    data = {"verb": "snooze", "choice": "2026-11-26T09:00", "pick": picked}
    answer = rep.post("/day/batch/call", data=data)
    assert answer.text.count("要说明原因") == 2


def test_a_batch_is_not_skipped_before_a_reason_is_chosen(rep, office, late_calls):
    assert re.search(r'<select[^>]* name="reason"><option value="">', rep.get("/day/batch/call").text)
    picked = f"task-{late_calls[0]}"
    page = rep.post("/day/batch/call", data={"verb": "skip", "reason": "", "words": "展会", "pick": picked})
    assert page.status_code == 422 and page.text.count("跳过要选一个原因") == 1 and 'id="reason-e"' in page.text
    assert f'value="{picked}" data-pick checked' in page.text and 'value="展会"' in page.text
    assert state(office, late_calls[0]) == "open"


def test_contacts_are_not_done_together(rep, office, late_calls):
    assert "不能成批完成" in rep.get("/day/batch/call").text
    answer = rep.post("/day/batch/call", data={"verb": "complete", "pick": f"task-{late_calls[0]}"})
    assert "写下谈了什么" in answer.text and state(office, late_calls[0]) == "open"


def test_a_contact_of_the_day_is_not_done_without_its_log(rep, office, call):
    answer = rep.post(f"/day/task-{call}/log", data={"content": "打过了"})
    assert answer.status_code == 422 and "写下谈了什么" in answer.text
    assert state(office, call) == "open"


def test_a_batch_of_nothing_is_not_there(rep, call):
    assert rep.get("/day/batch/nothing").status_code == 404
    assert rep.post("/day/batch/call", data={"verb": "snooze", "choice": "2026-11-26T09:00"}).status_code == 422
