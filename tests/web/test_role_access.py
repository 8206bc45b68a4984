"""What roles may do with a form, and with one field, is set on the designer's pages and stands in the roles' files."""

import pytest

from records import drafts
from web.studio.editing import save

PAGE, ROLES = "/studio/forms/contract", "b2b-leads/roles"


@pytest.fixture
def act(admin):
    def post(name, state="room=access", **values):
        return admin.post(f"{PAGE}/acts", data={"act": name, "state": state, **values}, follow_redirects=True)

    return post


@pytest.fixture
def role(office):
    def read(id):
        with office.work() as work:
            files = drafts.over(work.connection, dict(work.catalog.files))
            return next(text for path, text in files.items() if path.endswith(f"roles/{id}.yaml"))

    return read


@pytest.fixture
def write(office):
    def put(id, text):
        with office.work() as work:
            save(work, f"{ROLES}/{id}.yaml", text)

    return put


def test_the_grid_shows_verbs_and_whose_records(admin):
    page = admin.get(f"{PAGE}?room=access").text
    assert 'name="may.manager/export"' in page and 'name="see.rep"' in page and "随「所有表单」" in page


def test_a_verb_is_given_and_taken(act, role):
    before = role("manager")
    act("change_access", **{"has.may.manager/export": "0", "may.manager/export": "1"})
    assert "contract: {see: all, do: [create, edit, export], unmask: [bank_account]}" in role("manager")
    act("change_access", **{"has.may.manager/export": "1"})
    assert role("manager") == before


def test_whose_records_a_role_sees_is_chosen(act, role):
    act("change_access", **{"was.see.rep": "all", "see.rep": "own"})
    assert "contract: {see: own}" in role("rep")


def test_a_sight_that_somebody_else_changed_is_told(act, role):
    act("change_access", **{"was.see.rep": "all", "see.rep": "none"})
    late = act("change_access", **{"was.see.rep": "all", "see.rep": "team"})
    assert late.status_code == 409 and "别人刚改过这个角色" in late.text
    assert "contract: {see: none}" in role("rep")


def test_a_role_of_all_forms_gets_a_line_of_its_own(act, role):
    act("change_access", **{"has.may.admin/trash": "1"})
    assert '"*": {see: all, do: all}' in role("admin")
    own = role("admin").partition("contract:")[2]
    assert "see: all" in own and "export" in own and "trash" not in own


def test_what_is_closed_in_all_forms_stays_closed_in_its_own_line(act, role, write):
    text = role("service").replace("forms:\n", 'forms:\n  "*": {see: all, hide: [amount, cost], read_only: [seller]}\n')
    text = text.replace("  contract: {see: all}\n", "")
    write("service", text)
    act("change_access", **{"has.may.service/export": "0", "may.service/export": "1"})
    own = role("service").partition("contract:")[2]
    assert "export" in own and "amount" in own and "seller" in own and "cost" not in own


def test_a_line_that_grants_nothing_shows_nothing(admin, role, write):
    text = role("marketing").replace("forms:\n", 'forms:\n  contract: {}\n  "*": {see: all, do: all}\n')
    write("marketing", text)
    page = admin.get(f"{PAGE}?room=access").text
    assert 'name="has.may.marketing/export" value="0"' in page


def test_a_role_that_is_only_drafted_is_set_too(admin, act, role, write):
    text = "kind: role\nid: auditor\nlabel: {zh: 审计, en: Auditor}\nforms:\n  contract: {see: all}\n"
    write("auditor", text)
    assert 'name="may.auditor/export"' in admin.get(f"{PAGE}?room=access").text
    act("change_access", **{"has.may.auditor/export": "0", "may.auditor/export": "1"})
    assert "contract: {see: all, do: [export]}" in role("auditor")


def test_who_may_see_a_sensitive_value_whole_is_ticked(act, admin, role):
    page = admin.get(f"{PAGE}?field=bank_account&room=rights").text
    assert 'name="named.rep/unmask"' in page and "能看原文" in page
    state = "field=bank_account&room=rights"
    act("change_named", state, field="bank_account", **{"has.named.rep/unmask": "0", "named.rep/unmask": "1"})
    assert "contract: {see: all, unmask: [bank_account]}" in role("rep")


def test_seeing_whole_is_offered_for_sensitive_fields_only(admin):
    assert "能看原文" not in admin.get(f"{PAGE}?field=amount&room=rights").text


def test_a_role_s_change_is_taken_back_with_undo(act, admin, role):
    before = role("rep")
    act("change_named", "field=number", field="amount", **{"has.named.rep/hide": "0", "named.rep/hide": "1"})
    assert "hide: [amount]" in role("rep")
    admin.post(f"{PAGE}/steps", data={"way": "back", "state": ""})
    assert role("rep") == before


def test_a_role_has_a_page_with_its_forms_and_settings(admin, act, role):
    address = "/studio/files/b2b-leads/roles/rep.yaml"
    page = admin.get(address).text
    assert 'href="/studio/forms/lead?room=access"' in page and "从不显示：获客成本" in page and "登录后先看" in page
    assert "这几项在 YAML 里改" not in page
    sent = {"at": "", "has.people": "1", "v.people": "1"}
    admin.post("/studio/parts/b2b-leads/roles/rep.yaml", data=sent)
    assert "people: true" in role("rep")
