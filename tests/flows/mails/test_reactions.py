"""What a contact does with a mail is noticed once, as behaviour of their record; who wants no more gets no more."""

import pytest

from definitions import NotFound
from flows import mails
from records import behaviours
from records import mails as rows


@pytest.fixture
def record(house):
    """A record with a mail that has gone to its contact."""
    record = house.submit()
    with house.work() as work:
        mails.post(work, "client", record, "cases", key="one")
    return record


def token(house, record):
    return house.mails(record)[0].token


def done(house, record):
    with house.work() as work:
        return {one.kind: one.times for one in behaviours.summary(work.connection, "client", record)}


def do(house, verb, *args):
    with house.work() as work:
        return verb(work, *args)


def test_opening_a_mail_is_behaviour(house, record):
    do(house, mails.opened, token(house, record))
    assert done(house, record) == {"mail_opened": 1}
    assert house.mails(record)[0].opened_at == house.now


def test_a_mail_looked_at_again_at_once_counts_once(house, record):
    for _ in range(3):
        do(house, mails.opened, token(house, record))
    assert done(house, record) == {"mail_opened": 1}
    assert house.mails(record)[0].opens == 3
    house.passes(hours=1)
    do(house, mails.opened, token(house, record))
    assert done(house, record) == {"mail_opened": 2}


def test_a_followed_link_leads_where_it_was_written(house, record):
    where = do(house, mails.clicked, token(house, record), 0)
    assert where == "https://example.com/cases?n=CL-0001"
    assert done(house, record) == {"link_clicked": 1}


def test_no_link_leads_anywhere_else(house, record):
    for number in (-1, 2, 10**9):
        with pytest.raises(NotFound):
            do(house, mails.clicked, token(house, record), number)
    with pytest.raises(NotFound):
        do(house, mails.clicked, "somebody-elses", 0)


def test_a_strange_token_opens_nothing(house, record):
    do(house, mails.opened, "somebody-elses")
    assert done(house, record) == {}


def test_unsubscribing_holds_for_good(house, record):
    do(house, mails.unsubscribe, token(house, record))
    do(house, mails.unsubscribe, token(house, record))
    assert house.story(record)[-1] == "从邮件《润扬轴承的同行怎么做》退订，以后不再发"
    other = house.submit(name="另一家", email="WU@runyang.example")
    with house.work() as work:
        assert mails.post(work, "client", other, "cases", key="two").why.code == "mails.why.silenced"


def test_who_asks_for_mail_again_gets_it(house, record):
    do(house, mails.unsubscribe, token(house, record))
    with house.work(house.lin) as work:
        assert mails.allow_again(work, "client", record)
    with house.work() as work:
        assert mails.post(work, "client", record, "cases", key="two").is_on_its_way
        assert rows.silenced(work.connection, ["wu@runyang.example"]) == {}


def test_only_addresses_of_the_record_are_let_in_again(house, record):
    do(house, mails.unsubscribe, token(house, record))
    other = house.submit(name="另一家", email="x@other.example")
    with house.work(house.lin) as work:
        assert not mails.allow_again(work, "client", other)
