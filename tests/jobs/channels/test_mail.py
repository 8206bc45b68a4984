"""Mail to contacts: one mail for one cause, in time, through a real SMTP server; what holds it back is said."""

import pytest

from flows import delivering, mails
from records import deliveries
from records import mails as mail_rows


@pytest.fixture
def ready(house, mail_server):
    """The house with its mail server set."""
    house.sets(smtp=mail_server.url)
    return house


def post(house, record, message="cases", key="one", **more):
    with house.work() as work:
        return mails.post(work, "client", record, message, key=key, **more)


def part(mail, kind):
    return mail.get_body((kind,)).get_content()


def test_a_contact_gets_one_mail(ready, mail_server):
    record = ready.submit(need="少停机")
    assert post(ready, record).is_on_its_way
    assert post(ready, record).is_on_its_way
    ready.carries()
    (mail,) = mail_server.mails
    assert (mail["To"], mail["Subject"]) == ("wu@runyang.example", "润扬轴承的同行怎么做")
    assert mail["From"].addresses[0].display_name == "林晓雯"
    assert mail["From"].addresses[0].addr_spec == "crm@house.example"
    assert ready.story(record)[-1] == "发出邮件《润扬轴承的同行怎么做》"


def test_both_faces_of_a_mail_say_the_same(ready, mail_server):
    post(ready, ready.submit(need="<b>少停机</b>"))
    ready.carries()
    text, html = part(mail_server.mails[0], "plain"), part(mail_server.mails[0], "html")
    assert "您说过：<b>少停机</b>" in text
    assert "您说过：&lt;b&gt;少停机&lt;/b&gt;" in html
    token = mail_server.mails[0]["Message-ID"].strip("<>").partition("@")[0]
    assert f"两个案例 https://crm.house.example/m/{token}/l/0" in text
    assert f'<a href="https://crm.house.example/m/{token}/l/1"' in html


def test_a_mail_can_be_left_with_one_click(ready, mail_server):
    post(ready, ready.submit())
    ready.carries()
    mail = mail_server.mails[0]
    assert mail["List-Unsubscribe"].startswith("<https://crm.house.example/m/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_a_message_does_not_count_is_not_counted(ready, mail_server):
    record = ready.submit(other_email="boss@runyang.example")
    post(ready, record, "receipt")
    ready.carries()
    mail = mail_server.mails[0]
    assert (mail["To"], mail["List-Unsubscribe"]) == ("boss@runyang.example", None)
    assert mail["From"].addresses[0].display_name == "Qiming"
    assert "/m/" not in part(mail, "html")
    assert ready.row(record).first_contact_at == ready.now


def test_without_an_address_nothing_goes(ready, mail_server):
    record = ready.submit(email=None)
    posted = post(ready, record)
    assert posted.why.text("zh") == "没有填邮箱"
    assert ready.story(record)[-1] == "没有发邮件「同行案例」：没有填邮箱"


def test_a_house_without_a_server_says_so(house, mail_server):
    record = house.submit()
    assert post(house, record).why.text("en") == "mail is not set up yet: the setting “smtp” is missing"
    house.sets(smtp=mail_server.url)
    (given_up,) = house.deliveries()
    with house.work(house.chief) as work:
        delivering.replay(work, given_up.id)
    house.carries()
    assert len(mail_server.mails) == 1


def test_a_server_that_is_busy_is_asked_again(ready, mail_server):
    post(ready, ready.submit())
    mail_server.answer = "451 come back later"
    ready.carries()
    (waiting,) = ready.deliveries()
    assert (waiting.state, waiting.attempts, waiting.answer) == ("waiting", 1, "451 come back later")
    mail_server.answer = None
    ready.passes(seconds=59)
    assert mail_server.mails == []
    ready.passes(seconds=1)
    assert len(mail_server.mails) == 1
    assert ready.deliveries()[0].state == "delivered"


def test_a_server_that_never_answers_is_given_up(ready):
    ready.sets(smtp="smtp://127.0.0.1:9?from=crm@house.example")
    record = ready.submit()
    post(ready, record)
    for _ in range(9):
        ready.passes(hours=12)
    (gone,) = ready.deliveries()
    assert (gone.state, gone.attempts) == ("given_up", len(delivering.PAUSES) + 1)
    assert ready.story(record)[-1] == "邮件《润扬轴承的同行怎么做》没有发到：试了 8 次都没送到"


def test_a_mailbox_that_is_not_there_gets_nothing_more(ready, mail_server):
    record = ready.submit()
    mail_server.answer = "550 no such user"
    post(ready, record)
    ready.carries()
    mail_server.answer = None
    assert post(ready, record, key="two").why.code == "mails.why.silenced"
    assert ready.story(record)[-2].startswith("邮件《润扬轴承的同行怎么做》被退回")


def test_who_unsubscribes_meanwhile_gets_nothing(ready, mail_server):
    record = ready.submit()
    post(ready, record)
    with ready.work() as work:
        mail = mail_rows.of_record(work.connection, "client", record)[0]
        mails.unsubscribe(work, mail.token)
    ready.carries()
    assert mail_server.mails == []
    assert ready.deliveries()[0].state == deliveries.WITHDRAWN


def test_over_the_limit_a_mail_waits_and_says_why(ready, mail_server):
    record = ready.submit()
    for number in range(4):
        post(ready, record, key=f"mail {number}", sender=ready.chief if number else None)
        ready.carries()
        ready.passes(minutes=1)
    assert len(mail_server.mails) == 3
    waiting = ready.deliveries()[-1]
    assert waiting.why == {"code": "deliveries.why.limit_hour_person", "params": {"n": 2}}
    ready.passes(minutes=58)
    assert len(mail_server.mails) == 4


def test_the_day_has_a_limit_too(ready, mail_server):
    record = ready.submit()
    for number in range(7):
        post(ready, record, key=f"mail {number}", sender=None)
        ready.passes(hours=2)
    assert len(mail_server.mails) == 5
    assert {row.why["code"] for row in ready.deliveries()[5:]} == {"deliveries.why.limit_day"}
    ready.passes(hours=14)
    assert len(mail_server.mails) == 7


def test_many_that_wait_are_spread_over_windows(ready):
    record = ready.submit()
    for number in range(12):
        post(ready, record, key=f"mail {number}")
    ready.carries()
    turns = [row.due_at for row in ready.deliveries() if row.state == "waiting"]
    assert len(set(turns)) > 2
    assert len(turns) == 10


def test_a_worker_that_dies_on_the_way_loses_no_mail(ready, mail_server, monkeypatch):
    from jobs.couriers.deliver import Deliver

    post(ready, ready.submit())
    monkeypatch.setattr(Deliver, "settle", lambda *_: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        ready.carries()
    monkeypatch.undo()
    ready.passes(minutes=6)
    first, second = mail_server.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert ready.deliveries()[0].state == "delivered"


def test_a_report_comes_with_its_table_its_picture_and_a_way_out(ready, mail_server):
    text = {
        "title": "来源转化", "body": "展会最多。", "path": "/reports/sources", "verb": "打开", "language": "zh",
        "table": {"heads": ["来源", "线索"], "rows": [["展会", "<12>"]]}, "picture": "iVBORw0K",
        "leave": "/subscriptions/leave/x",
    }  # fmt: skip
    with ready.work() as work:
        at = work.now
        new = deliveries.Delivery("s:1", "mail", "subscription", "report", text, at, at, person=ready.lin)
        delivering.leave(work, new)
    ready.carries()
    (mail,) = mail_server.mails
    pictures = [each for each in mail.walk() if each.get_content_type() == "image/png"]
    assert part(mail, "plain").splitlines()[2:4] == ["来源 · 线索", "展会 · <12>"]
    assert "&lt;12&gt;" in part(mail, "html")
    assert f"cid:{pictures[0]['Content-ID'].strip('<>')}" in part(mail, "html")
    assert mail["List-Unsubscribe"] == "<https://crm.house.example/subscriptions/leave/x>"
    assert pictures[0].get_content_disposition() == "inline"
    assert part(mail, "plain").splitlines()[-1] == "不再接收 https://crm.house.example/subscriptions/leave/x"
