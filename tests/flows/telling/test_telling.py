"""People are told by the ways they want, in time; in quiet hours only what the admin calls urgent is sent."""

from datetime import timedelta

import pytest

from accounts import people
from definitions import Reason
from flows import telling
from flows.sending.delivering import ready
from records import deliveries, notifications


def sent(found):
    return [(one.channel, one.state) for one in found]


def choose(house, grid=None, quiet=None, digest=None, person=None):
    person = person or house.lin
    with house.work(person) as work:
        telling.choose(work, person, grid=grid or {}, quiet=quiet, digest=digest)


def at_night(house):
    house.now = house.now.replace(hour=14, minute=0)  # 22:00 in Shanghai


def test_the_channels_say_what_is_told_at_first(house, tell):
    record = house.submit()
    assert sent(tell("assigned", record)) == [("east_wecom", "waiting"), ("mail", "waiting")]
    assert sent(tell("pooled", record))[2:] == []


def test_a_message_says_what_who_why_and_until_when(house, tell):
    house.submit()
    record = house.submit(name="润扬轴承")
    found = tell("assigned", record, why=Reason("flows.why.yours"))
    text = found[0].text
    assert text["title"] == "新分给你：润扬轴承"
    assert text["path"] == f"/records/client/{record}"
    assert text["why"].startswith("原因：")
    assert (text["verb"], text["language"]) == ("打开", "zh")


def test_a_notice_is_read_in_the_language_its_reader_has_on(house, tell):
    tell("assigned", house.submit(name="润扬轴承"))
    with house.work() as work:
        told = notifications.of_person(work.connection, house.lin)[0]
    assert told.said("title", "zh") == "新分给你：润扬轴承"
    assert told.said("title", "en") == "New for you: 润扬轴承"


def test_a_person_says_what_they_want(house, tell):
    choose(house, {"assigned": {"mail": "never", "east_wecom": "digest"}, "pooled": {"mail": "now"}})
    record = house.submit()
    assert sent(tell("assigned", record)) == [("east_wecom", "gathered")]
    assert sent(tell("pooled", record))[1:] == [("mail", "waiting")]


def test_a_robot_is_for_its_team(house, tell):
    record = house.submit()
    with house.work() as work:
        from accounts import NewPerson, people

        other = people.add(work, NewPerson("zhou", "周文博", "rep")).id
    assert sent(tell("assigned", record, other)) == []
    assert sent(tell("assigned", record, house.chief, key="2"))[0][0] == "east_wecom"


def test_what_is_not_set_up_is_not_tried(house, tell):
    house.sets(smtp=None)
    assert sent(tell("assigned", house.submit())) == [("east_wecom", "waiting")]


def test_in_quiet_hours_it_waits_until_morning(house, tell):
    at_night(house)
    found = tell("assigned", house.submit())
    assert {one.why["code"] for one in found} == {"telling.why.quiet"}
    assert {one.due_at for one in found} == {house.now + timedelta(hours=10)}


def test_what_the_admin_calls_urgent_passes(house, tell):
    at_night(house)
    choose(house, {"first_response": {"mail": "digest"}})
    assert sent(tell("first_response", house.submit())) == [("mail", "waiting")]


def test_a_person_may_have_no_quiet(house, tell):
    at_night(house)
    choose(house, quiet=False)
    assert sent(tell("assigned", house.submit()))[0] == ("east_wecom", "waiting")


def test_the_night_is_told_as_one(house, tell):
    at_night(house)
    for number in range(3):
        tell("assigned", house.submit(name=f"客户{number}"))
    house.passes(hours=10)
    digest = [one for one in house.deliveries() if one.about == "digest"]
    assert [(one.channel, one.text["title"], len(one.text["items"])) for one in digest] == [
        ("east_wecom", "3 条新消息", 3),
        ("mail", "3 条新消息", 3),
    ]


def test_one_thing_alone_is_no_digest(house, tell):
    at_night(house)
    tell("assigned", house.submit())
    house.passes(hours=10)
    assert {(one.about, one.attempts) for one in house.deliveries()} == {("notice", 1)}


def test_what_was_read_inside_is_not_told_again(house, tell):
    at_night(house)
    tell("assigned", house.submit())
    with house.work() as work:
        notifications.mark_read(work.connection, house.lin, house.now)
    house.passes(hours=10)
    assert {(one.state, one.why["code"]) for one in house.deliveries()} == {("withdrawn", "telling.why.read")}


def test_a_digest_waits_for_its_hour(house, tell):
    choose(house, {"assigned": {"mail": "digest", "east_wecom": "never"}}, digest={"every": "hour"})
    (one,) = tell("assigned", house.submit())
    assert one.due_at == house.now.replace(hour=3, minute=0)


def test_the_same_thing_is_told_once(house, tell):
    record = house.submit()
    tell("assigned", record)
    assert len(tell("assigned", record)) == 2


def test_a_webhook_hears_what_its_admin_says(house, tell):
    house.sets(warehouse_url="http://127.0.0.1:9/", warehouse_key="k")
    at_night(house)
    choose(house, {"assigned": {"mail": "never", "east_wecom": "never", "warehouse": "never"}})
    assert sent(tell("assigned", house.submit())) == [("warehouse", "waiting")]


def test_whoever_left_is_not_told(house, tell):
    (first, *_) = tell("assigned", house.submit())
    with house.work() as work:
        from accounts import people

        people.deactivate(work, house.lin)
        assert ready(work, first.id) is None
        assert deliveries.get(work.connection, first.id).state == "withdrawn"


def test_old_news_is_no_news(house, tell):
    (first, *_) = tell("assigned", house.submit())
    house.now += timedelta(days=3)
    with house.work() as work:
        assert ready(work, first.id) is None
        assert deliveries.get(work.connection, first.id).why["code"] == "deliveries.why.stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"grid": {"assigned": {"mail": "loudly"}}},
        {"quiet": {"from": "9", "to": "25:00"}},
        {"digest": {"every": "week"}},
    ],
)
def test_choices_that_make_no_sense_are_refused(house, wrong):
    from definitions import Refused

    with pytest.raises(Refused):
        choose(house, **wrong)


def test_a_storm_is_told_once_with_its_count(house, tell):
    choose(house, {"task_overdue": {"mail": "now"}, "storm": {"mail": "now"}}, quiet=False)
    for number in range(9):
        tell("task_overdue", house.submit(), cause="tick", key=str(number))
    assert [one.kind for one in house.deliveries()].count("storm") == 1
    house.passes(minutes=2)
    storm = next(one for one in house.deliveries() if one.kind == "storm")
    assert storm.text["title"] == "还有 4 件事到了时限"


def review_opens(house, key="review:1"):
    with house.work() as work:
        person = people.get(work.connection, house.lin)
        apart = telling.Apart("review_opened", "/reviews/1", "两周闭环率 61%，低于 80%", key=key)
        return telling.tell_apart(work, person, apart)


def test_what_is_no_record_is_told_by_the_chosen_ways(house):
    choose(house, {"review_opened": {"mail": "now", "east_wecom": "digest"}})
    assert (review_opens(house), review_opens(house)) == (True, False)
    found = house.deliveries()
    assert sorted(sent(found)) == [("east_wecom", "gathered"), ("mail", "waiting")]
    assert (found[0].text["title"], found[0].text["body"]) == ("有新的复盘", "两周闭环率 61%，低于 80%")
    assert found[0].text["path"] == "/reviews/1"


def test_nobody_hears_outside_of_what_they_did_not_choose(house):
    review_opens(house)
    assert "east_wecom" not in [one.channel for one in house.deliveries()]
