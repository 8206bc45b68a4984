"""An answer finds its record and is a contact; a robot's is none; who comes back undelivered is written to no more."""

from email.message import EmailMessage

import pytest

from flows import inlets, mails
from records import inbound, notifications
from tests.flows.mails.test_received import REPORT


@pytest.fixture
def record(house):
    """A record whose contact has got a mail."""
    record = house.submit(need="少停机")
    with house.work() as work:
        mails.post(work, "client", record, "cases", key="one")
    return record


@pytest.fixture
def arrive(house):
    """A mail comes in."""

    def arrive(written):
        with house.work() as work:
            inlet = inlets.inlet_for_mail(work, written)
            received = inlets.receive(work, inlet, inlets.Sent(written, "message/rfc822"))
        with house.work() as work:
            return inlets.let_in(work, received.row.id)

    return arrive


def mail(sender="吴建国 <wu@runyang.example>", text="周四方便", subject="Re: 案例", answers=None, **headers):
    message = EmailMessage()
    message["From"], message["Subject"], message["To"] = sender, subject, "sales@house.example"
    message["Message-ID"] = headers.pop("id", f"<{abs(hash((text, subject, sender)))}@theirs.example>")
    if answers:
        message["In-Reply-To"] = f"<{answers}@house.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def test_an_answer_goes_to_its_record(house, record, arrive):
    (sent,) = house.mails(record)
    row = arrive(mail("Somebody Else <boss@elsewhere.example>", answers=sent.token))
    assert (row.state, row.record) == ("heard", record)
    assert house.story(record)[-1] == "来信《Re: 案例》"
    assert house.mails(record)[0].replied_at == house.now


def test_an_answer_is_a_contact_and_no_response_of_ours(house, record, arrive):
    house.now = house.now.replace(hour=5)
    arrive(mail())
    row = house.row(record)
    assert (row.last_contact_at, row.first_contact_at) == (house.now, None)


def test_the_owner_is_told_what_they_say(house, record, arrive):
    arrive(mail())
    house.carries()
    with house.work() as work:
        told = notifications.of_person(work.connection, house.lin)
    assert (told[0].data["title"], told[0].data["body"]) == ("润扬轴承 回复了邮件", "周四方便")


def test_without_a_reference_the_address_tells(house, record, arrive):
    assert arrive(mail()).record == record


def test_of_two_records_the_one_in_work_is_meant(house, record, arrive):
    newer = house.submit(name="润扬二部")
    assert arrive(mail()).record == newer


def test_somebody_new_becomes_a_record(house, arrive):
    row = arrive(mail("李敏 <li.min@haisheng.example>", "想了解价格"))
    made = house.row(row.record)
    assert (row.state, made.f_name, made.f_email, made.channel) == ("taken", "李敏", "li.min@haisheng.example", "mail")


def test_a_mail_handed_in_twice_is_heard_once(house, record, arrive):
    arrive(mail(id="<same@theirs.example>"))
    arrive(mail(id="<same@theirs.example>"))
    assert house.story(record).count("来信《Re: 案例》") == 1


def test_a_holiday_note_is_no_answer(house, record, arrive):
    row = arrive(mail(text="我在休假", Auto_Submitted="auto-replied"))
    assert (row.state, row.problem["code"]) == ("left_out", "automatic")
    assert house.row(record).last_contact_at is None


def test_a_mail_that_came_back_is_the_last(house, record, arrive):
    (sent,) = house.mails(record)
    row = arrive((REPORT % b"5.1.1").replace(b"tok-1", sent.token.encode()))
    assert (row.state, row.record) == ("heard", record)
    with house.work() as work:
        assert mails.post(work, "client", record, "cases", key="two").why.code == "mails.why.silenced"


def test_leaving_by_mail_holds_too(house, record, arrive):
    (sent,) = house.mails(record)
    assert arrive(mail(subject=f"unsubscribe {sent.token}")).state == "heard"
    with house.work() as work:
        assert mails.post(work, "client", record, "cases", key="two").why.code == "mails.why.silenced"


def test_a_large_attachment_is_named_and_left_out(house, arrive):
    message = EmailMessage()
    message["From"], message["Message-ID"] = "li@new.example", "<big@new.example>"
    message.set_content("见附件")
    message.add_attachment(b"x" * 500_000, maintype="application", subtype="pdf", filename="plan.pdf")
    row = arrive(message.as_bytes())
    with house.work() as work:
        kept = inbound.get(work.connection, row.id)
    assert len(kept.payload) < 20_000 and b"plan.pdf" in kept.payload
    assert row.state == "taken"
