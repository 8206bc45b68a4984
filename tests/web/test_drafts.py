"""What was begun and not sent goes on at another device, for the one who began it, until it is sent."""

import re
from datetime import timedelta

import pytest

pytestmark = pytest.mark.parametrize("office_store", ["sqlite"], indirect=True)

BEGUN = {"company": "宁波海晟注塑", "contact": "李敏", "budget": "650000", "signals": ["asks_trial", "asks_visit"]}
NEW = "/records/lead/new"


@pytest.fixture
def lead(office) -> str:
    return f"/records/lead/{office.submit(company='苏州恒锐', region='east', budget=500000)}"


def keep(client, page=NEW, upon="", **typed):
    answer = client.post(f"{page}/draft", data={**(typed or BEGUN), "draft_at": upon})
    assert answer.status_code == 200, answer.text
    return answer.json["at"]


def test_new_record_goes_on_where_it_was_left(office, manager):
    at = keep(manager)
    page = manager.get(NEW).text
    assert 'value="宁波海晟注塑"' in page and "接着上次没提交的内容写" in page
    assert f'data-draft-at="{at}"' in page
    assert len(re.findall(r'value="asks_\w+"[^>]*(?:checked|selected)', page)) == 2


def test_draft_is_nobody_elses(office, manager, admin):
    keep(manager)
    assert "宁波海晟注塑" not in admin.get(NEW).text
    assert "宁波海晟注塑" not in admin.get("/drafts").text
    id = re.search(r'action="/drafts/(\d+)/removal"', manager.get("/drafts").text)[1]
    admin.post(f"/drafts/{id}/removal")
    assert "宁波海晟注塑" in manager.get(NEW).text


def test_draft_ends_when_the_record_is_made(office, manager):
    keep(manager)
    sent = {"company": "宁波海晟注塑", "contact": "李敏", "phone": "13800007710", "source": "fair", "region": "east"}
    assert manager.post(NEW, data=sent).status_code == 303
    page = manager.get(NEW).text
    assert "宁波海晟注塑" not in page.partition('id="entry"')[2] and 'data-draft-at=""' in page


def test_draft_stays_when_the_form_is_refused(office, manager):
    at = keep(manager)
    answer = manager.post(NEW, data={**BEGUN, "phone": "1"})
    assert answer.status_code == 422 and f'data-draft-at="{at}"' in answer.text
    assert "宁波海晟注塑" in manager.get(NEW).text


def test_change_goes_on_with_the_version_it_began_with(office, manager, admin, lead):
    said = dict(re.findall(r'name="(version|seen_at)" value="([^"]*)"', manager.get(f"{lead}/edit").text))
    keep(manager, f"{lead}/edit", budget="700000", **said)
    admin.post(f"{lead}/edit", data={"version": said["version"], "company": "苏州恒锐机械"})
    page = manager.get(f"{lead}/edit").text
    assert f'name="version" value="{said["version"]}"' in page and 'value="700000"' in page
    assert 'value="苏州恒锐机械"' in page


def test_draft_that_is_sent_as_a_change_ends(office, manager, lead):
    keep(manager, f"{lead}/edit", budget="700000", version="1")
    manager.post(f"{lead}/edit", data={"version": "1", "budget": "700000"})
    assert "接着上次没提交的内容写" not in manager.get(f"{lead}/edit").text


def test_part_of_a_record_has_a_draft_of_its_own(office, manager, lead):
    keep(manager, f"{lead}/edit", budget="700000", version="1", only="budget")
    assert "接着上次" not in manager.get(f"{lead}/edit").text
    assert "接着上次" in manager.get(f"{lead}/edit?only=budget").text
    assert f"{lead}/edit?only=budget" in manager.get("/drafts").text


def test_draft_is_cleared_from_its_form_and_from_the_list(office, manager, lead):
    keep(manager)
    assert manager.post(f"{NEW}/draft/removal").location == NEW
    assert "接着上次" not in manager.get(NEW).text
    keep(manager, f"{lead}/edit", budget="700000", version="1", only="budget")
    cleared = manager.post(f"{lead}/edit/draft/removal", data={"only": "budget"})
    assert cleared.location == f"{lead}/edit?only=budget"
    keep(manager)
    id = re.search(r'action="(/drafts/\d+/removal)"', manager.get("/drafts").text)[1]
    manager.post(id)
    assert "没有写到一半的内容" in manager.get("/drafts").text


def test_draft_that_nobody_goes_on_with_ends_after_a_month(office, manager):
    keep(manager)
    office.now += timedelta(days=31)
    assert "接着上次" not in manager.get(NEW).text
    assert "宁波海晟注塑" not in manager.get("/drafts").text


def test_only_who_may_send_the_form_has_a_draft_of_it(office, rep):
    assert rep.get("/records/contract/new").status_code == 403
    assert rep.post("/records/contract/new/draft", data={"title": "x"}).status_code == 403


def test_what_is_too_long_is_refused_with_words(office, manager):
    answer = manager.post(f"{NEW}/draft", data={"need": "长" * 30_000})
    assert answer.status_code == 413 and "64 KB" in answer.text


def test_unknown_fields_are_left_out(office, manager):
    keep(manager, company="x", nothing="secret", campaign="")
    assert "secret" not in manager.get(NEW).text


def test_draft_is_not_kept_over_what_another_device_wrote(office, manager):
    first = keep(manager)
    office.now += timedelta(minutes=1)
    second = keep(manager, upon=first, company="第二台")
    late = manager.post(f"{NEW}/draft", data={"company": "第一台", "draft_at": first})
    assert late.status_code == 409
    assert f'data-draft-at="{second}"' in (page := manager.get(NEW).text) and 'value="第二台"' in page


SENT = {"company": "宁波海晟注塑", "contact": "李敏", "phone": "13800007710", "source": "fair", "region": "east"}


def test_draft_that_was_sent_does_not_come_back(office, manager):
    at = keep(manager)
    assert manager.post(NEW, data=SENT).status_code == 303
    late = manager.post(f"{NEW}/draft", data={**BEGUN, "draft_at": at})
    assert late.status_code == 410 and "已经提交或清掉" in late.text
    assert 'data-draft-at=""' in manager.get(NEW).text


def test_first_save_that_comes_after_the_form_is_not_kept(office, manager):
    assert manager.post(NEW, data={**SENT, "draft_mark": "m-0,m-1"}).status_code == 303
    late = manager.post(f"{NEW}/draft", data={**BEGUN, "draft_at": "", "draft_mark": "m-1"})
    assert late.status_code == 410
    assert 'data-draft-at=""' in manager.get(NEW).text
    assert keep(manager, **BEGUN, draft_mark="m-2") == "m-2"


def test_first_save_that_comes_after_the_change_is_not_kept(office, manager, lead):
    manager.post(f"{lead}/edit", data={"version": "1", "budget": "700000", "draft_mark": "m-1"})
    late = manager.post(f"{lead}/edit/draft", data={"version": "1", "budget": "7", "draft_at": "", "draft_mark": "m-1"})
    assert late.status_code == 410
    assert "接着上次" not in manager.get(f"{lead}/edit").text


def test_form_that_was_refused_may_still_be_kept(office, manager):
    assert manager.post(NEW, data={**BEGUN, "phone": "1", "draft_mark": "m-1"}).status_code == 422
    assert keep(manager, **BEGUN, draft_mark="m-1") == "m-1"
