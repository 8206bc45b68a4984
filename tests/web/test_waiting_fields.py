"""A long form for a new record says which of its fields can wait: a phone shows those when somebody asks for them."""

import re

from tests.web.trade import with_trade


def waiting(page: str) -> list[str]:
    """The fields that are drawn as waiting, in their order."""
    return re.findall(r'<div class="waits[^"]*">\s*<\w+ class="field[^"]*" id="f-(\w+)-w"', page)


def test_what_a_lead_needs_or_may_come_to_need_does_not_wait(rep):
    page = rep.get("/records/lead/new").text
    assert not {"company", "contact", "phone", "email", "source"} & set(waiting(page))
    assert {"job_title", "city", "need", "budget"} <= set(waiting(page))
    assert 'data-unfold="part-who"' in page and "还可以填 6 项" in page


def test_a_field_that_is_wrong_does_not_wait(rep):
    sent = {"company": "润扬", "contact": "吴", "phone": "13900002046", "source": "fair", "employees": "many"}
    page = rep.post("/records/lead/new", data=sent).text
    assert "employees" not in waiting(page) and "job_title" in waiting(page)


def test_of_a_record_that_is_there_only_what_fills_itself_waits(office, admin):
    found = set(waiting(admin.get(f"/records/lead/{office.submit('xu.lan')}/edit").text))
    assert {"utm_source", "landing_page", "activated_on", "review_findings", "contract_amount", "lost_reason"} <= found
    assert not {"company", "city", "need", "budget", "demo_feedback"} & found


SHORT = "kind: form\nid: visit\nlabel: Visit\ntitle: who\nfields:\n  - {id: who, type: text, required: true}\n"
LOOSE = "".join(f"  - {{id: more_{n}, type: text}}\n" for n in range(12))


def test_a_short_form_asks_all_at_once(office, admin):
    with_trade(office, **{"local/forms/visit.yaml": SHORT + LOOSE[: LOOSE.index("  - {id: more_6")]})
    assert waiting(admin.get("/records/visit/new").text) == []


def test_a_long_form_asks_its_title_first(office, admin):
    with_trade(office, **{"local/forms/visit.yaml": (SHORT + LOOSE).replace(", required: true", "")})
    found = waiting(admin.get("/records/visit/new").text)
    assert len(found) == 12 and "who" not in found


def test_of_a_draft_what_was_filled_in_does_not_wait(rep):
    typed = {"company": "润扬", "city": "扬州", "own_initiative": ""}
    assert rep.post("/records/lead/new/draft", data=typed).status_code < 300
    page = rep.get("/records/lead/new").text
    assert "city" not in waiting(page) and "job_title" in waiting(page)
