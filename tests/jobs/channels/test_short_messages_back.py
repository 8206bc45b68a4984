"""Short messages and what comes back: the gateway's answer, answers of people, and those who want no more."""

import json

import pytest

from definitions import Refused, load_files, read_folder
from flows import inlets, look, short_messages
from flows.sending import texting
from records import events
from tests.house import CONFIGS, House
from tests.jobs.channels.test_sms import FILES
from tests.outside_world import Told

TEXTS = """
kind: inlet
id: texts
form: client
label: {zh: 短信回复, en: Answers}
by: sms
proof: {token: sms_key}
fields: {from: $.mobile, text: $.content}
"""
NUMBER = "13800138000"


@pytest.fixture
def house(database_url, tmp_path, now, web_server):
    house = House(database_url, tmp_path, now, "mailing", **{**FILES, "inlets/texts.yaml": TEXTS})
    house.sets(sms_url=f"{web_server.url}/sms", sms_key="key")
    web_server.answer = Told(200, {"code": "OK"})
    yield house
    house.close()


def answers(house, text, number=NUMBER):
    body = json.dumps({"mobile": number, "content": text}).encode()
    with house.work() as work:
        kept = inlets.receive(work, work.catalog.get("inlet", "texts"), inlets.Sent(body, "application/json"))
    with house.work() as work:
        return inlets.let_in(work, kept.row.id)


def sent(web_server):
    return [one.json["mobile"] for one in web_server.asked if "mobile" in one.json]


def happened(house, record, kind):
    with house.work() as work:
        return events.timeline(work.connection, "client", record, kinds=[kind])[0]


def story(house, record):
    return " | ".join(house.story(record))


def test_the_gateways_answer_stands_in_the_timeline(house):
    record = house.submit(name="润扬轴承", mobile=NUMBER)
    house.carries()
    assert "短信网关收下了「问候」" in story(house, record)
    words = happened(house, record, "sms_taken").data["words"]
    assert words.startswith("200") and "OK" in words


def test_a_refusal_of_the_gateway_stands_there_too(house, web_server):
    web_server.answer = Told(400, {"code": "BAD_SIGN"})
    record = house.submit(name="润扬轴承", mobile=NUMBER)
    house.carries()
    assert "短信「问候」没有发成" in story(house, record)
    assert "BAD_SIGN" in happened(house, record, "sms_failed").data["words"]


@pytest.mark.parametrize("words", ["T", "td。", " 退订 ", "ＴＤ", "TD退订", "stop"])
def test_whoever_says_no_gets_no_more(house, web_server, words):
    record = house.submit(name="润扬轴承", mobile=NUMBER)
    house.carries()
    assert answers(house, words).state == "heard" and "回短信退订" in story(house, record)
    before = len(sent(web_server))
    other = house.submit(name="同一个号码", mobile=NUMBER)
    house.carries()
    assert len(sent(web_server)) == before
    assert "没有发短信「问候」：对方不收短信" in story(house, other)


def test_no_that_comes_before_it_is_sent_holds_it_back(house, web_server):
    record = house.submit(name="润扬轴承", mobile=NUMBER)
    house.carries()
    before = len(sent(web_server))
    with house.work() as work:
        texting.text(work, look(work, "client", record), "hello", "gateway", key="again")
        short_messages.hear(work, NUMBER, "T", form=work.catalog.get("form", "client"))
    house.carries()
    assert len(sent(web_server)) == before and "「问候」没有发成：对方不收短信" in story(house, record)


def test_an_answer_goes_to_its_record(house):
    record = house.submit(name="润扬轴承", mobile=NUMBER)
    row = answers(house, "T 恤要大号，下午来电")
    assert (row.state, row.record) == ("heard", record)
    assert happened(house, record, "sms_received").data["content"] == "T 恤要大号，下午来电"


@pytest.mark.parametrize("broken", ["\0", "\ud83d"])
def test_a_sign_that_no_database_keeps_does_not_hold_an_answer_up(house, broken):
    record = house.submit(name="润扬轴承", mobile=NUMBER)
    assert answers(house, f"下午来电{broken}").state == "heard"
    assert happened(house, record, "sms_received").data["content"] == "下午来电\ufffd"


def test_an_answer_of_nobody_is_kept_and_left_out(house):
    row = answers(house, "你好", number="13900002046")
    assert (row.state, row.problem["code"]) == ("left_out", "nobody_has_the_number")
    assert answers(house, "T", number="13900002046").state == "heard"


def test_a_colleague_marks_and_unmarks_a_record(house, web_server):
    record = house.submit(name="润扬轴承", mobile=NUMBER)
    house.carries()
    with house.work(house.chief) as work:
        assert short_messages.stop(work, "client", record) and not short_messages.stop(work, "client", record)
        silenced = short_messages.silenced_numbers(work, look(work, "client", record))
        assert [one.why for one in silenced] == ["sms_marked"]
        assert short_messages.allow_again(work, "client", record)
    assert "标为不收短信" in story(house, record) and "标为可以再发短信" in story(house, record)
    before = len(sent(web_server))
    house.submit(name="再来", mobile=NUMBER)
    house.carries()
    assert len(sent(web_server)) == before + 1


def test_a_record_without_a_number_has_nothing_to_mark(house):
    record = house.submit(name="润扬轴承")
    with pytest.raises(Refused, match="no telephone number"), house.work(house.chief) as work:
        short_messages.stop(work, "client", record)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("from: $.mobile, ", "", ("text_lacks", "fields")),
        ("text: $.content", "words: $.content", ("no_part_of_a_text", "fields.words")),
        ("form: client", "form: clients", ("unknown_form", "form")),
        ("proof:", "proof:", ("heard_twice", "id")),
    ],
)
def test_what_is_wrong_with_the_inlet_is_found(before, after, found):
    files = {**read_folder(CONFIGS / "mailing"), **FILES, "inlets/texts.yaml": TEXTS.replace(before, after)}
    assert found in [(one.key.rsplit(".", 1)[-1], one.path) for one in load_files(files).problems]
