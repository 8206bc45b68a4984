"""The studio's page of deliveries: what is set up, what went wrong, and sending it again; secrets show up nowhere."""

import pytest

from definitions import Reason
from flows import delivering
from records import Delivery, deliveries, secrets, tables

HREF = "/studio/deliveries"
TEXT = {"title": "新分给你：恒锐", "language": "zh"}


@pytest.fixture
def given_up(office):
    """A delivery that did not arrive."""
    with office.work() as work:
        secrets.keep(work.connection, "smtp", "smtp://crm:s3cret@127.0.0.1:9?from=crm@house.example")
        new = Delivery("n", "mail", "notice", "assigned", TEXT, office.now, office.now, person=office.id("lin.xiaowen"))
        id = delivering.leave(work, new)
        why = Reason("deliveries.why.refused")
        delivering.give_up(work, deliveries.get(work.connection, id), why, "550 no")
        return id


def state(office, id):
    with office.work() as work:
        return deliveries.get(work.connection, id).state


def test_a_channel_without_settings_says_so(admin):
    page = admin.get(HREF).text
    assert "还没有配置" in page and "smtp" in page and "LEADWRIGHT_URL" in page


def test_a_secret_is_kept_and_never_shown(office, admin):
    admin.post(f"{HREF}/secrets/smtp", data={"value": "smtp://crm:s3cret@mail.example?from=crm@a.example"})
    page = admin.get(HREF).text
    assert "可用" in page and "s3cret" not in page
    with office.work() as work:
        assert secrets.find(work.connection, "smtp").startswith("smtp://crm:s3cret@")


def test_what_did_not_arrive_is_sent_again(office, admin, given_up):
    page = admin.get(f"{HREF}?state=given_up").text
    assert "新分给你：恒锐" in page and "550 no" in page and "林晓雯" in page and "s3cret" not in page
    assert admin.post(f"{HREF}/{given_up}/replay").status_code == 303
    assert state(office, given_up) == "waiting"


def test_nothing_is_sent_again_twice(office, admin, given_up):
    admin.post(f"{HREF}/replays")
    answer = admin.post(f"{HREF}/{given_up}/replay")
    assert answer.status_code == 409 and "不用重发" in answer.text


def test_a_test_goes_to_whoever_asks(office, admin, given_up):
    admin.post(f"{HREF}/channels/mail/test")
    with office.work() as work:
        newest = deliveries.listing(work.connection)[0]
    assert (newest.about, newest.person) == ("test", office.id("xu.lan"))


@pytest.mark.parametrize("path", [HREF, f"{HREF}?state=nonsense&before=x"])
def test_only_who_configures_sees_it(rep, manager, admin, path):
    assert admin.get(path).status_code == 200
    assert (rep.get(path).status_code, manager.get(path).status_code) == (403, 403)
    assert rep.post(f"{HREF}/secrets/smtp", data={"value": "x"}).status_code == 403


def test_people_choose_how_they_are_told(office, rep, given_up):
    assert "没有填邮箱" in rep.get("/settings/notices").text
    with office.work() as work:
        from accounts import people

        people.change(work, office.id("lin.xiaowen"), email="lin@qiming.example")
    page = rep.get("/settings/notices").text
    assert 'name="assigned mail"' in page
    form = {"assigned mail": "never", "quiet": "own", "quiet_from": "22:00", "quiet_to": "07:00", "digest": "hour"}
    assert rep.post("/settings/notices", data=form).status_code == 303
    page = rep.get("/settings/notices").text
    assert 'value="22:00"' in page and '<option value="hour" selected>' in page
    assert rep.post("/settings/notices", data={**form, "quiet_from": "late"}).status_code == 422


def test_quiet_hours_are_told(office, rep):
    office.now = office.now.replace(hour=14)
    assert "免打扰中，08:00" in rep.get("/notifications").text


def test_machines_read_how_much_went_out(visitor, given_up):
    said = visitor.get("/metrics").text
    assert 'leadwright_deliveries{channel="mail",state="given_up"} 1.0' in said
    assert "leadwright_outbox_waiting" in said


@pytest.fixture
def refused(office):
    """Something an ad platform pushed that is no lead yet."""
    from flows import inlets

    with office.work() as work:
        inlet = work.catalog.get("inlet", "ads-ocean")
        received = inlets.receive(work, inlet, inlets.Sent(b'{"clue_id": 5, "telephone": "not a number <b>"}'))
        return inlets.let_in(work, received.row.id).id


def test_what_came_in_says_why_it_is_no_record(admin, refused):
    page = admin.get("/studio/inbound").text
    assert "信息流广告表单" in page and "没有收下" in page and "phone：" in page
    sheet = admin.get(f"/studio/inbound/{refused}").text
    assert "not a number &lt;b&gt;" in sheet


def test_what_was_refused_is_tried_again(office, admin, refused):
    answer = admin.post(f"/studio/inbound/{refused}/replay")
    assert answer.location == f"/studio/inbound/{refused}"
    assert "还是没有收下" in admin.get(answer.location).text


def test_only_who_configures_sees_what_came(rep, admin, refused):
    assert rep.get("/studio/inbound").status_code == 403
    assert rep.get(f"/studio/inbound/{refused}").status_code == 403
    assert rep.post(f"/studio/inbound/{refused}/replay").status_code == 403
    assert admin.get("/studio/inbound/999").status_code == 404


def test_how_often_it_was_tried_is_said_once(office, admin, given_up):
    with office.work() as work:
        tried = {"attempts": 3, "why": Reason("deliveries.why.too_often", {"n": 3}).as_json()}
        work.connection.execute(
            tables.delivery.delivery.update().where(tables.delivery.delivery.c.id == given_up).values(**tried)
        )
    assert admin.get(HREF).text.count("3 次") == 1


def test_a_setting_says_what_it_holds(admin):
    assert '邮件服务器 <span class="mono muted">smtp</span>' in admin.get(HREF).text
