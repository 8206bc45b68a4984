"""Writing records by hand."""

import re

import pytest

from accounts import people
from flows import look

pytestmark = pytest.mark.both_databases

HTMX = {"HX-Request": "true"}
GOOD = {"company": "宁波海晟注塑", "contact": "李敏", "phone": "13800007710", "budget": "650000"}


@pytest.fixture
def lead(office) -> str:
    return f"/records/lead/{office.submit(region='east', industry='machining', budget=500000)}"


def seen(page: str) -> dict[str, str]:
    """What a form carries beside its fields."""
    return dict(re.findall(r'name="(version|seen_at)" value="([^"]*)"', page))


@pytest.mark.parametrize("version", ["²", "9" * 30, "-1", "x"])
def test_strange_version_is_an_old_one(lead, admin, version):
    answer = admin.post(f"{lead}/edit", data={"version": version, "company": "润扬"})
    assert answer.status_code in (303, 409)


def test_the_form_has_sections_and_marks_what_is_optional(manager):
    page = manager.get("/records/lead/new").text
    assert "需求与预算" in page and page.count('class="opt"') > 10


def test_a_new_record_opens_on_its_own_page(manager):
    answer = manager.post("/records/lead/new", data={**GOOD, "source": "fair", "region": "east"})
    assert answer.headers["Location"] == "/records/lead/1"
    assert "已建好 LD-2026-000001" in manager.get("/records/lead/1").text


def test_a_record_that_the_rules_give_to_somebody_else_is_said_to_be_theirs(rep, office):
    answer = rep.post("/records/lead/new", data={**GOOD, "source": "fair"}, follow_redirects=True)
    with office.work("xu.lan") as work:
        owner = people.names(work.connection, [look(work, "lead", 1).row.owner])
    assert rep.get("/records/lead/1").status_code == 404
    assert f"已建好 LD-2026-000001，按规则分给了{owner.popitem()[1]}；你的列表里看不到它" in answer.text


def test_errors_stand_beside_the_field_and_above_all(manager):
    answer = manager.post("/records/lead/new", data={**GOOD, "phone": "1390000204", "source": "fair"})
    assert answer.status_code == 422
    assert 'href="#f-phone"' in answer.text and 'id="f-phone-e"' in answer.text
    assert 'value="宁波海晟注塑"' in answer.text


def test_a_field_appears_when_its_condition_holds(manager):
    without = manager.post("/records/lead/new/live", data={"budget": ""}, headers=HTMX).text
    with_it = manager.post("/records/lead/new/live", data={"budget": "300000"}, headers=HTMX).text
    assert 'name="budget_state"' in with_it and 'name="budget_state"' not in without


def test_a_double_is_told_while_typing(manager, lead):
    page = manager.post("/records/lead/new/live", data={"phone": "139 0000 2046"}, headers=HTMX).text
    assert "这个手机号已在跟进：林晓雯，首次触达。" in page


def test_a_double_stands_beside_the_field_that_tells_it(manager, lead):
    page = manager.post("/records/lead/new/live", data={"company": "苏州恒锐精密机械有限公司"}, headers=HTMX).text
    note = page[page.index('id="f-company-n"') :]
    assert "像是已有的「苏州恒锐精密机械」：林晓雯，首次触达。" in note[: note.index("</p>")]
    assert "f-company-n" in re.search(r'id="f-company"[^>]*aria-describedby="([^"]*)"', page)[1]


def test_a_double_is_flagged_on_its_page(manager, lead):
    manager.post("/records/lead/new", data={**GOOD, "phone": "13900002046", "source": "fair", "region": "east"})
    assert "可能重复" in manager.get("/records/lead/2").text


def test_one_section_is_edited_in_place(rep, lead):
    dialog = rep.get(f"{lead}/edit?section=need", headers=HTMX).text
    assert 'name="budget"' in dialog and 'name="company"' not in dialog and f'hx-post="{lead}/edit"' in dialog
    answer = rep.post(f"{lead}/edit", data={**seen(dialog), "budget": "900000"}, headers=HTMX)
    assert answer.text.startswith('<div id="rec"') and "¥900,000" in answer.text


def test_a_field_that_is_hidden_from_a_role_is_not_on_the_form(rep, lead):
    assert 'name="cost"' not in rep.get(f"{lead}/edit").text


def test_a_smuggled_field_is_an_error(rep, lead):
    answer = rep.post(f"{lead}/edit", data={**seen(rep.get(f"{lead}/edit").text), "cost": "1"})
    assert answer.status_code == 422


def test_two_edits_of_one_field_are_laid_side_by_side(rep, manager, lead):
    before = seen(rep.get(f"{lead}/edit").text)
    manager.post(f"{lead}/edit", data={**seen(manager.get(f"{lead}/edit").text), "budget": "700000"})
    answer = rep.post(f"{lead}/edit", data={**before, "budget": "800000"})
    assert answer.status_code == 409
    assert "陈立群也改了「预算」" in answer.text
    assert "80 万" in answer.text and "70 万" in answer.text


@pytest.mark.parametrize(("keep", "kept"), [("mine", "¥800,000"), ("theirs", "¥700,000")])
def test_the_chosen_version_is_saved(rep, manager, lead, keep, kept):
    before = seen(rep.get(f"{lead}/edit").text)
    manager.post(f"{lead}/edit", data={**seen(manager.get(f"{lead}/edit").text), "budget": "700000"})
    asked = rep.post(f"{lead}/edit", data={**before, "budget": "800000"}).text
    rep.post(f"{lead}/edit", data={**seen(asked), "budget": "800000", "keep_budget": keep})
    assert kept in rep.get(lead).text


def test_edits_of_different_fields_are_both_kept(rep, manager, lead):
    before = seen(rep.get(f"{lead}/edit").text)
    manager.post(f"{lead}/edit", data={**seen(manager.get(f"{lead}/edit").text), "city": "昆山"})
    answer = rep.post(f"{lead}/edit", data={**before, "budget": "800000", "city": ""})
    assert answer.status_code == 303
    assert "昆山" in rep.get(lead).text and "¥800,000" in rep.get(lead).text


def test_who_may_not_write_gets_no_form(office, lead):
    marketing = office.client_for("shen.yue")
    assert marketing.get(f"{lead}/edit").status_code in (403, 404)
    assert "/edit" not in marketing.get(lead).text


def test_one_tab_alone_is_the_current_one(rep):
    tabs = rep.get("/records/lead/new").text.split('class="tabbar"')[1].split("</nav>")[0]
    assert tabs.count("aria-current") == 1
    assert 'href="/records/lead/new" aria-current="page"' in tabs
