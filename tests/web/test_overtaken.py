"""Two browsers move one lead: the slower one reads who was first, and goes on from there."""

import pytest

from tests.web.test_conversion import take_to, values

HTMX = {"HX-Request": "true"}
SIGNED = {"to": "signed", "skip_reason": "knows_us", "contract_amount": "180000"}


@pytest.fixture
def signed(office, manager, rep):
    """林晓雯's, whose page is drawn; 陈立群 has made a customer and a contract of it meanwhile."""
    lead = office.submit(budget="200000", city="苏州")
    office.give(lead, "lin.xiaowen", accepted=True)
    take_to(office, lead, "quote", skip_reason="straight_to_quote")
    office.passes(minutes=1)
    assert manager.post(f"/records/lead/{lead}/stage", data=SIGNED).status_code == 303
    office.deliver()
    return lead


def test_the_slower_of_two_reads_who_was_first_and_finds_the_result(office, rep, signed):
    made = values(office, "lead", signed)
    for headers in ({}, HTMX):
        answer = rep.post(f"/records/lead/{signed}/stage", data=SIGNED, headers=headers)
        assert answer.status_code == 409 and "已经在「签约」了，是陈立群移过去的" in answer.text
        for there in (f"lead/{signed}", f"customer/{made['customer']}", f"contract/{made['contract']}"):
            assert f'href="/records/{there}"' in answer.text


def test_who_wanted_it_elsewhere_reads_it_too(rep, signed):
    answer = rep.post(f"/records/lead/{signed}/stage", data={"to": "lost", "lost_reason": "price"})
    assert answer.status_code == 409 and "陈立群把它移到了「签约」" in answer.text
    assert f'href="/records/lead/{signed}"' in answer.text


def test_a_way_that_a_page_of_before_shows_is_told_not_missed(rep, signed):
    for to, said in (("lost", "陈立群把它移到了「签约」"), ("signed", "是陈立群移过去的")):
        answer = rep.get(f"/records/lead/{signed}/stage?to={to}", headers=HTMX)
        assert answer.status_code == 409 and said in answer.text
    assert rep.get(f"/records/lead/{signed}/stage?to=nowhere").status_code == 404
