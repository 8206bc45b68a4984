"""The lists on a record's page: who stands in a purchase, added and changed where one reads of it."""

import re

import pytest

from flows import intake

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(office) -> int:
    """A lead of 林晓雯's."""
    return office.submit(region="east", industry="machining")


@pytest.fixture
def contact(office, lead) -> int:
    """Somebody who decides about it."""
    return known(office, lead, name="李明", part="decides", phone="13900002047")


def known(office, lead, **values) -> int:
    with office.work() as work:
        return intake.submit(work, "buying_contact", {"name": "王总", "lead": lead, **values}, channel="page").record_id


def on(lead):
    return f"/records/lead/{lead}", {**HTMX, "HX-Current-URL": f"http://localhost/records/lead/{lead}"}


def form_of(page):
    """The hidden inputs of the record form on a page."""
    form = page[page.index('id="entry"') :]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_empty_list_says_what_to_do(rep, lead):
    page = rep.get(f"/records/lead/{lead}").text
    assert "还没有决策链成员。谁拍板、谁管预算" in page
    assert f"/records/buying_contact/new?beside=lead%3A{lead}" in page


def test_list_shows_chosen_columns_and_numbers_to_call(rep, lead, contact):
    page = rep.get(f"/records/lead/{lead}").text
    assert "李明" in page and "拍板" in page and 'href="tel:+8613900002047"' in page
    assert f"/records/buying_contact?f=lead%3Ais%3A{lead}" in page and "共 1 条" in page


def test_new_one_has_the_link_filled_in_and_comes_back_to_the_page(rep, lead):
    page = rep.get(f"/records/buying_contact/new?beside=lead:{lead}").text
    assert f'<option value="{lead}" selected' in page
    sent = {**form_of(page), "name": "王总", "lead": str(lead), "part": "pays"}
    answer = rep.post("/records/buying_contact/new", data=sent)
    assert answer.status_code == 303 and answer.headers["Location"] == f"/records/lead/{lead}"
    assert "王总" in rep.get(f"/records/lead/{lead}").text


def test_dialog_answers_with_the_page_in_place(rep, lead):
    href, headers = on(lead)
    dialog = rep.get(f"/records/buying_contact/new?beside=lead:{lead}", headers=headers).text
    sent = {**form_of(dialog), "name": "王总", "lead": str(lead)}
    answer = rep.post("/records/buying_contact/new", data=sent, headers=headers)
    assert answer.text.startswith('<div id="rec"') and "王总" in answer.text and "加了决策链成员「王总」" in answer.text


def test_what_was_wrong_comes_back_on_its_way(rep, lead):
    href, headers = on(lead)
    answer = rep.post("/records/buying_contact/new", data={"beside": f"lead:{lead}", "lead": lead}, headers=headers)
    assert answer.status_code == 422 and f'name="beside" value="lead:{lead}"' in answer.text


def test_edit_from_the_list_comes_back_to_the_page(rep, lead, contact):
    href, headers = on(lead)
    dialog = rep.get(f"/records/buying_contact/{contact}/edit?beside=lead:{lead}", headers=headers).text
    sent = {**form_of(dialog), "name": "李明", "lead": str(lead), "stand": "against"}
    answer = rep.post(f"/records/buying_contact/{contact}/edit", data=sent, headers=headers)
    assert answer.text.startswith('<div id="rec"') and "反对" in answer.text


def test_cell_is_written_in_its_list(rep, lead, contact):
    cell = f"/records/buying_contact/{contact}/cell/stand?cols=part,stand,phone&beside=lead:{lead}"
    form = rep.get(cell, headers=HTMX).text
    sent = dict(re.findall(r'name="(version|seen)" value="([^"]*)"', form.replace("&#34;", "'")))
    answer = rep.post(cell, data={**sent, "stand": "for"}, headers=HTMX)
    assert answer.status_code == 200 and f'<tr id="row-buying_contact-{contact}"' in answer.text
    assert "支持" in answer.text and "tel:" in answer.text and "data-pick" not in answer.text
    refused = rep.post(cell, data={**sent, "stand": "maybe"}, headers=HTMX)
    assert refused.headers["HX-Retarget"] == f"#c-buying_contact-{contact}-stand"


def test_long_list_shows_the_first_and_the_way_to_all(office, rep, lead):
    for n in range(10):
        known(office, lead, name=f"王{n}")
    page = rep.get(f"/records/lead/{lead}").text
    assert "看全部 10 条" in page and "王7" in page and "王9" not in page.split('id="rec-timeline"')[0]


def test_who_only_reads_has_no_button(office, contact, lead):
    shown = office.client_for("shen.yue").get(f"/records/lead/{lead}").text
    assert "李明" in shown and "buying_contact/new" not in shown and "data-cell=" not in shown


def test_link_to_a_record_of_others_is_not_filled_in(office, lead):
    stranger = office.client_for("deng.kai")
    page = stranger.get(f"/records/buying_contact/new?beside=lead:{lead}").text
    assert 'name="beside"' not in page and f'value="{lead}" selected' not in page


def test_list_by_a_link_that_is_worked_out_has_no_button(office, manager, lead, contact):
    with office.work() as work:
        customer = intake.submit(work, "customer", {"company": "恒锐", "lead": lead}, channel="page").record_id
        intake.edit(work, "lead", lead, None, {"customer": customer})
    office.deliver()
    page = manager.get(f"/records/customer/{customer}").text
    assert "李明" in page and "加了决策链成员「李明」" in page and "buying_contact/new?beside" not in page
    service = office.client_for("song.jia")
    assert "李明" in service.get(f"/records/customer/{customer}").text
    assert [service.get(f"/records/{one}").status_code for one in (f"buying_contact/{contact}", f"lead/{lead}")] == [
        200,
        404,
    ]


def test_both_versions_come_back_to_the_page(office, rep, lead, contact):
    href, headers = on(lead)
    dialog = rep.get(f"/records/buying_contact/{contact}/edit?beside=lead:{lead}", headers=headers).text
    sent = {**form_of(dialog), "name": "李明", "lead": str(lead)}
    with office.work() as work:
        intake.edit(work, "buying_contact", contact, None, {"stand": "for"})
    edit = f"/records/buying_contact/{contact}/edit"
    asked = rep.post(edit, data={**sent, "stand": "against"}, headers=headers)
    assert asked.status_code == 409 and f'name="beside" value="lead:{lead}"' in asked.text
    assert f'href="/records/lead/{lead}"' in asked.text
    merged = rep.post(edit, data={**sent, "job_title": "厂长"}, headers=headers)
    assert merged.text.startswith('<div id="rec"') and "厂长" in merged.text and "加了决策链成员" in merged.text


def test_place_that_is_gone_takes_no_other_draft_along(office, rep, lead):
    new = "/records/buying_contact/new"
    rep.post(f"{new}/draft", data={"name": "另一位", "draft_at": ""})
    sent = {"beside": "lead:999", "name": "王总", "lead": str(lead)}
    refused = rep.post(new, data={**sent, "lead": "999"})
    assert refused.status_code == 422 and 'name="beside" value="lead:999"' in refused.text
    assert f"{new}/draft" not in refused.text
    assert rep.post(new, data=sent).status_code == 303
    assert "另一位" in rep.get(new).text


@pytest.mark.parametrize("beside", ["lead:x", "lead:99999999999", "name:1", "nothing", ":", "lead:-1"])
def test_what_is_no_place_is_left_aside(rep, beside):
    answer = rep.get(f"/records/buying_contact/new?beside={beside}")
    assert answer.status_code == 200 and 'name="beside"' not in answer.text


@pytest.mark.both_databases
def test_contact_of_somebody_elses_record_is_behind_no_door(office, lead, contact):
    stranger, at = office.client_for("deng.kai"), f"/records/buying_contact/{contact}"
    for address in (at, f"{at}/edit", f"{at}/timeline", f"{at}/cell/name", f"{at}/log"):
        assert stranger.get(address).status_code == 404, address
    for address in ("/records/buying_contact", "/records/buying_contact?q=李明", "/search?q=李明",
                    f"/records/buying_contact?f=lead:is:{lead}"):  # fmt: skip
        assert f"buying_contact/{contact}" not in stranger.get(address).text, address


def test_managers_of_other_teams_export_and_compare_nothing_of_it(office, lead, contact):
    known(office, lead, name="李明明", phone="13900002047")
    other, ours = office.client_for("huang.zhiqiang"), office.client_for("chen.liqun")
    assert "李明" in ours.get("/records/buying_contact/export.csv").get_data(as_text=True)
    assert "李明" not in other.get("/records/buying_contact/export.csv").get_data(as_text=True)
    assert "李明" in ours.get("/records/buying_contact/duplicates").text
    assert "李明" not in other.get("/records/buying_contact/duplicates").text


@pytest.mark.both_databases
def test_hand_over_takes_the_list_along(office, rep, manager, lead, contact):
    to = office.id("zhou.wenbo")
    manager.post(f"/records/lead/{lead}/assignment", data={"to": to, "words": "x"})
    assert rep.get(f"/records/buying_contact/{contact}").status_code == 404
    assert "李明" in office.client_for("zhou.wenbo").get(f"/records/lead/{lead}").text
