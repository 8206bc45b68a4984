"""The columns of lists of records that point here are chosen on the form's page, and its file is edited exactly."""

import pytest

from records import drafts

LEAD, PAGE, LIST = "b2b-leads/forms/lead.yaml", "/studio/forms/lead", "buying_contact.lead"
COLUMNS = "columns: [job_title, part, stand, cares, phone]"


@pytest.fixture
def drafted(office):
    def read():
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[LEAD]

    return read


@pytest.fixture
def act(admin, drafted):
    """One act on the list; its words come back as they were drawn."""
    words = {
        "label.zh": "决策链",
        "label.en": "Buying committee",
        "hint.zh": "谁拍板、谁管预算、谁反对，各自关心什么：加上第一位，以后谁接手都看得到。",
        "hint.en": "Who decides, who holds the budget, who is against it, and what each cares about: "
        "add the first one, and whoever takes over sees it.",
    }

    def post(**values):
        sent = {"act": "change_related", "state": "room=related", "list": LIST, **words, **values}
        return admin.post(f"{PAGE}/acts", data=sent, follow_redirects=True)

    return post


def test_the_room_shows_columns_in_their_order(admin):
    page = admin.get(f"{PAGE}?room=related").text
    assert page.index('id="list_up-buying_contact.lead-job_title"') < page.index(
        'id="list_up-buying_contact.lead-phone"'
    )
    assert "线索" in page and 'value="email"' in page


def test_columns_move_come_and_go(act, drafted):
    before = drafted()
    act(do="list_up:phone")
    assert "columns: [job_title, part, stand, phone, cares]" in drafted()
    act(do="list_down:phone")
    assert drafted() == before
    act(new_column="email")
    assert "columns: [job_title, part, stand, cares, phone, email]" in drafted()
    act(do="list_drop:email")
    assert drafted() == before and COLUMNS in before


def test_order_and_words_are_set(act, drafted):
    act(sort="-created_at", **{"label.zh": "决策人"})
    assert "sort: [-created_at]" in drafted() and "label: {zh: 决策人, en: Buying committee}" in drafted()


def test_what_is_no_column_stays_out(act, drafted, admin):
    before = drafted()
    act(new_column="nothing")
    assert drafted() == before
    assert admin.post(f"{PAGE}/acts", data={"act": "change_related", "list": "x.y"}).status_code == 404
