"""Writing one cell of a table in place."""

import re

import pytest

from flows import intake

CELL = "/records/lead/1/cell/budget?view=lead_all"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def one(office):
    """A lead with a budget."""
    office.submit(company="苏州恒锐精密机械", budget=800000, industry="machining")
    return office


def hidden(page):
    """What the form of a cell carries along."""
    return dict(re.findall(r'name="(version|seen)" value="([^"]*)"', page.replace("&#34;", "'")))


def test_a_cell_that_may_be_written_says_so(one, manager):
    page = manager.get("/records/lead?view=lead_all").text
    assert 'data-cell="budget"' in page and 'data-cell="stage"' not in page


def test_a_cell_is_written_and_the_row_comes_back(one, manager):
    form = manager.get(CELL, headers=HTMX).text
    answer = manager.post(CELL, data={**hidden(form), "budget": "120 万"}, headers=HTMX)
    assert answer.status_code == 200 and answer.text.strip().startswith("<tr data-row")
    assert "¥1,200,000" in answer.text


def test_what_does_not_fit_is_said_in_the_cell(one, manager):
    form = manager.get(CELL, headers=HTMX).text
    answer = manager.post(CELL, data={**hidden(form), "budget": "viel"}, headers=HTMX)
    assert answer.status_code == 422 and answer.headers["HX-Retarget"] == "#c-1-budget"
    assert 'value="viel"' in answer.text and 'aria-invalid="true"' in answer.text


def test_who_was_slower_sees_both_versions(one, manager):
    form = manager.get(CELL, headers=HTMX).text
    with one.work() as work:
        intake.edit(work, "lead", 1, None, {"budget": 900000})
    answer = manager.post(CELL, data={**hidden(form), "budget": "700000"}, headers=HTMX)
    assert answer.status_code == 409 and "90 万" in answer.text and 'value="700000"' in answer.text
    again = manager.post(CELL, data={**hidden(answer.text), "budget": "700000"}, headers=HTMX)
    assert again.status_code == 200 and "¥700,000" in again.text


def test_a_change_elsewhere_in_the_record_is_no_quarrel(one, manager):
    form = manager.get(CELL, headers=HTMX).text
    with one.work() as work:
        intake.edit(work, "lead", 1, None, {"industry": "moulding"})
    assert manager.post(CELL, data={**hidden(form), "budget": "700000"}, headers=HTMX).status_code == 200


def test_a_cell_nobody_may_write_is_not_there(one, manager, office):
    assert manager.get("/records/lead/1/cell/score").status_code == 404
    assert office.client_for("deng.kai").get(CELL).status_code == 404


def test_a_version_that_is_no_number_is_as_none(one, manager):
    answer = manager.post(CELL, data={"version": "9" * 5000, "seen": "1", "budget": "700000"}, headers=HTMX)
    assert answer.status_code == 409
