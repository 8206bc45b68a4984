"""Tracking links: followed by anybody, they notice once and lead nowhere but where they were signed to."""

import re

import pytest

from flows import trash
from records import behaviours

PAPER = "https://example.com/paper.pdf?x=1"


@pytest.fixture
def lead(office) -> int:
    return office.submit()


@pytest.fixture
def link(admin, lead) -> str:
    return made(admin, lead, kind="paper_downloaded", to=PAPER, title="白皮书")


def made(browser, lead, **asked) -> str:
    """The path of a link that somebody makes on the record's page."""
    text = browser.get(f"/records/lead/{lead}/tracking", query_string=asked).text
    return re.search(r'value="http://[^/"]+(/t/[^"]+)"', text)[1]


def noticed(office, lead) -> list:
    with office.work() as work:
        return list(behaviours.of_record(work.connection, "lead", lead))


def test_a_link_leads_on_and_is_noticed(office, visitor, lead, link):
    answer = visitor.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAPER)
    (row,) = noticed(office, lead)
    assert (row.kind, row.source, row.data["title"]) == ("paper_downloaded", "link", "白皮书")


def test_followed_again_within_the_hour_counts_once(office, visitor, lead, link):
    for _ in range(3):
        visitor.get(link)
    assert len(noticed(office, lead)) == 1
    office.passes(hours=2)
    visitor.get(link)
    assert len(noticed(office, lead)) == 2


def test_looking_at_the_head_counts_nothing(office, visitor, lead, link):
    assert visitor.head(link).headers["Location"] == PAPER
    assert noticed(office, lead) == []


def test_a_picture_is_a_dot(office, visitor, lead, admin):
    answer = visitor.get(made(admin, lead, kind="page_viewed"))
    assert (answer.status_code, answer.mimetype) == (200, "image/gif")
    assert noticed(office, lead)[0].kind == "page_viewed"


@pytest.mark.parametrize("change", [lambda t: t[:-2], lambda t: t + "x", lambda t: "/t/abc", lambda t: t[::-1]])
def test_no_link_but_ours_leads_anywhere(visitor, link, change):
    forged = change(link)
    answer = visitor.get(forged if forged.startswith("/t/") else "/t/nothing")
    assert answer.status_code == 404
    assert "Location" not in answer.headers


@pytest.mark.parametrize("to", ["javascript:alert(1)", "//evil.example", "ftp://x/y", "https://a@b.example/", "x y"])
def test_only_web_addresses_are_signed(admin, lead, to):
    text = admin.get(f"/records/lead/{lead}/tracking", query_string={"kind": "page_viewed", "to": to}).text
    assert "/t/" not in text
    assert 'role="alert"' in text


def test_a_trashed_record_notices_nothing_and_leads_on(office, visitor, lead, link):
    with office.work("xu.lan") as work:
        trash.trash(work, "lead", lead)
    assert visitor.get(link).status_code == 302
    assert noticed(office, lead) == []


def test_others_records_get_no_links(office, lead, rep):
    office.give(lead, "chen.liqun")
    assert rep.get(f"/records/lead/{lead}/tracking").status_code == 404
