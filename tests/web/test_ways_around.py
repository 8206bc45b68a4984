"""Home, pools, notifications, search: the ways to a record."""

import pytest

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    "path", ["/records/lead?q=%00", "/search?q=a%00", "/f/demo?utm_source=%00", "/session?next=%00"]
)
def test_sign_that_nobody_can_type_is_refused(admin, path):
    assert admin.get(path).status_code == 400
    assert admin.post("/settings/tokens", data={"label": "a\0b"}).status_code == 400


@pytest.mark.parametrize("path", ["/records/lead/{}", "/tasks/{}/completion", "/people/{}", "/studio/revisions/{}"])
@pytest.mark.parametrize("number", [2**31, 10**30])
def test_number_no_row_can_have_is_not_found(admin, path, number):
    assert admin.get(path.format(number)).status_code == 404
    assert admin.get(f"/people?team={number}").status_code == 200


@pytest.mark.both_databases
def test_ticked_number_no_row_can_have_is_not_meant(office, manager):
    id = office.submit(region="east", industry="machining")
    data = {"do": "edit", "field": "budget", "budget": "5", "look": "1", "pick": [str(id), "99999999999"]}
    assert manager.post("/records/lead/bulk", data=data).status_code == 200
    east = manager.get("/board").headers["Location"]
    given = {"pick": "lead:99999999999", "to": office.id("lin.xiaowen")}
    assert manager.post(f"{east}/assignments", data=given).status_code < 500


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "²"])
@pytest.mark.parametrize(
    ("verb", "name"), [("collaborators", "person"), ("assignment", "to"), ("tasks", "to"), ("cell/budget", "version")]
)
def test_number_nobody_has_is_taken_for_none(office, manager, verb, name, number):
    id = office.submit(region="east", industry="machining")
    assert manager.post(f"/records/lead/{id}/{verb}", data={name: number}).status_code < 500


@pytest.mark.parametrize(
    ("login", "home"), [("lin.xiaowen", "/day"), ("chen.liqun", "/board"), ("shen.yue", "/records/lead")]
)
def test_every_role_begins_at_its_own_home(office, login, home):
    assert office.client_for(login).get("/").headers["Location"] == home


@pytest.fixture
def pooled(office, manager) -> str:
    """A lead that 林晓雯 gave back, as she may not see why it should be hers."""
    id = office.submit(region="east", industry="machining", budget=300000)
    office.client_for("lin.xiaowen").post(f"/records/lead/{id}/acceptance")
    office.client_for("lin.xiaowen").post(f"/records/lead/{id}/release", data={"reason": "no_budget"})
    return str(id)


def test_a_pool_says_why_each_record_lies_there(office, pooled):
    page = office.client_for("zhao.qihang").get("/pools/lead_pool").text
    assert "林晓雯退回：预算未批" in page and "今天还能领" in page
    assert "139****2046" in page and "13900002046" not in page


def test_a_record_given_back_for_a_chosen_reason_opens(office, manager, pooled):
    page = manager.get(f"/records/lead/{pooled}")
    assert page.status_code == 200 and "林晓雯退回：" in page.text


def test_who_works_along_is_not_told_of_what_one_may_not_see(office):
    hidden = office.submit(region="east", industry="machining")
    office.give(hidden, "zhao.qihang")
    assert office.client_for("lin.xiaowen").post(f"/records/lead/{hidden}/collaborators").status_code == 404


def test_a_claimed_record_is_mine(office, pooled):
    zhao = office.client_for("zhao.qihang")
    answer = zhao.post("/pools/lead_pool/claims", data={"record": pooled})
    assert answer.headers["Location"] == f"/records/lead/{pooled}"
    assert "领到了" in zhao.get(answer.headers["Location"]).text


def test_who_was_slower_is_told_who_was_faster(office, pooled):
    office.client_for("zhao.qihang").post("/pools/lead_pool/claims", data={"record": pooled})
    office.now = office.now.replace(second=2)
    answer = office.client_for("he.jing").post("/pools/lead_pool/claims", data={"record": pooled})
    assert answer.status_code == 409 and "赵启航 2 秒前领走了" in answer.text


def test_a_pool_that_is_not_there_is_not_there(rep):
    assert rep.get("/pools/nothing").status_code == 404


@pytest.fixture
def told(office) -> str:
    """A lead that waits for 林晓雯's yes; she was told of it."""
    record = office.submit(region="east", industry="machining")
    office.deliver()
    return f"/records/lead/{record}"


def test_a_notice_that_waits_stays_new_however_often_it_is_listed(rep, told):
    first, second = rep.get("/notifications").text, rep.get("/notifications").text
    assert "苏州恒锐精密机械" in first and "1 条等你处理" in first
    assert "（未读）" in second and "都看过了" not in second


def test_a_notice_is_read_when_its_record_is_opened(rep, told):
    assert rep.get(told).status_code == 200
    assert "（未读）" not in (page := rep.get("/notifications").text) and "都看过了" in page


def test_a_notice_is_read_when_what_it_asks_is_done(rep, told):
    rep.post(f"{told}/acceptance")
    assert "（未读）" not in rep.get("/notifications").text


def test_a_notice_that_asks_for_nothing_is_read_with_the_page(office, rep, told):
    office.give(1, "sun.yiming")
    assert "（未读）" in rep.get("/notifications").text
    assert "（未读）" not in rep.get("/notifications").text


def test_all_notices_can_be_marked_read_at_once(rep, told):
    assert 'action="/notifications/reading"' in rep.get("/notifications").text
    rep.post("/notifications/reading")
    assert "都看过了" in (page := rep.get("/notifications").text) and "/notifications/reading" not in page


def test_nobody_reads_the_notices_of_others(office, rep, manager, told):
    manager.get(told)
    manager.post("/notifications/reading")
    assert "（未读）" in rep.get("/notifications").text


def test_notices_of_one_record_are_one_line(office, rep):
    office.submit(region="east", industry="machining")
    office.deliver()
    rep.post("/records/lead/1/acceptance")
    office.passes(hours=4)
    page = rep.get("/notifications").text
    assert page.count('href="/records/lead/1"') == 1 and "条动态" in page


def test_notice_of_what_is_gone_has_no_link(office, rep):
    record = office.submit(region="east", industry="machining")
    office.deliver()
    office.give(record, "sun.yiming")
    page = rep.get("/notifications").text
    assert rep.get(f"/records/lead/{record}").status_code == 404
    assert "苏州恒锐精密机械" in page and f'href="/records/lead/{record}"' not in page


def test_an_assignment_is_accepted_from_its_notice(office, rep):
    office.submit(region="east", industry="machining")
    office.deliver()
    assert 'action="/records/lead/1/acceptance"' in rep.get("/notifications").text
    assert (
        rep.post("/records/lead/1/acceptance", data={"next": "/notifications"}).headers["Location"] == "/notifications"
    )


def test_the_palette_finds_records_pages_and_actions(office, rep):
    office.submit(region="east", industry="machining")
    assert 'href="/records/lead/1"' in rep.get("/search?q=恒锐", headers=HTMX).text
    assert "新建线索" in rep.get("/search?q=新建", headers=HTMX).text
    assert 'href="/day"' in rep.get("/search?q=", headers=HTMX).text


def test_search_finds_nothing_one_may_not_see(office):
    office.submit(region="east", industry="machining")
    other = office.client_for("deng.kai")
    assert "/records/lead/1" not in other.get("/search?q=恒锐").text


def test_who_comes_second_is_told_who_was_first(office, pooled):
    first, second = office.client_for("he.jing"), office.client_for("zhou.wenbo")
    assert first.post(f"/records/lead/{pooled}/claim").status_code == 303
    late = second.post(f"/records/lead/{pooled}/claim")
    assert late.status_code == 409 and "何静" in late.text


@pytest.mark.parametrize(
    ("guessed", "there"),
    [
        ("/records", "/records/lead"),
        ("/duplicates", "/records/lead/duplicates"),
        ("/trash", "/records/lead/trash"),
        ("/tasks", "/day"),
        ("/review", "/reviews"),
        ("/tokens", "/settings"),
        ("/notices", "/settings/notices"),
        ("/forms", "/studio/forms"),
        ("/packs", "/studio/packs"),
    ],
)
def test_bare_names_that_people_guess_lead_on(admin, guessed, there):
    answer = admin.get(guessed)
    assert (answer.status_code, answer.location) == (303, there)
    assert admin.get(there).status_code < 400


def test_bare_pools_lead_to_one_that_the_person_may_claim_from(rep):
    assert rep.get("/pools").location.startswith("/pools/")


def test_imports_of_all_forms_stand_on_one_page(admin):
    page = admin.get("/imports").text
    assert "/records/lead/imports" in page and "/records/customer/imports" in page


def test_one_form_to_import_into_is_where_imports_lead(manager):
    assert manager.get("/imports").location == "/records/lead/imports"


def test_who_may_do_nothing_there_finds_nothing_there(rep):
    assert {rep.get(path).status_code for path in ("/imports", "/duplicates")} == {404}


def test_typed_question_leads_to_the_ask_line(manager):
    page = manager.get("/search?q=本月各阶段多少条", headers={"HX-Request": "true"}).text
    first = page[: page.index("</a>")]
    assert "/reports/answer?ask=" in first and "用数字回答" in first


def test_typed_name_finds_the_record_first(office, manager):
    office.submit(company="宁波海晟注塑", region="east")
    page = manager.get("/search?q=海晟", headers={"HX-Request": "true"}).text
    assert "宁波海晟注塑" in page[: page.index("</a>")] and "LD-2026-000001 · 首次触达" in page
    assert "/reports/answer?ask=" in page
