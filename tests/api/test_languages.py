"""All that one answer says is said in one language: the one that was asked for, else the person's."""

import re

import pytest

from tests.api.conftest import LEAD, LEADS

HAN = re.compile("[一-鿿]")
PLANS = "/api/v1/configuration/plans"
NO_YAML = "kind: form\nid: x\nfields: [{id: a, type: text}\nb: 2\n"
BAD = [
    ("POST", LEADS, {"company": 5, "nope": 1, "budget": "5", "source": "zzz", "phone": "12"}),
    ("PATCH", f"{LEADS}/1", {"version": "x"}),
    ("POST", f"{LEADS}/1/stage", {"nope": 1}),
    ("POST", f"{LEADS}/1/stage", {"to": "nope"}),
    ("POST", f"{LEADS}/1/assignment", {}),
    ("POST", f"{LEADS}/1/contacts", {"way": "x"}),
    ("POST", f"{LEADS}/batches", {"create": [{"company": 1}, {"nope": 1}, {**LEAD, "source": "x"}]}),
    ("POST", f"{LEADS}/batches", {"edit": [{"id": 77}, {"id": 1, "nope": 3}]}),
    ("POST", PLANS, {"files": {"forms/x.yaml": NO_YAML, "forms/y.yaml": "kind: form\nid: y"}}),
    ("GET", f"{LEADS}?where=nope = 1&sort=nope", None),
    ("GET", f"{LEADS}?page=0&nope=2", None),
]


def messages(told):
    """Every message in an answer, however deep."""
    if isinstance(told, list):
        return [message for each in told for message in messages(each)]
    if not isinstance(told, dict):
        return []
    own = [told["message"]] if isinstance(told.get("message"), str) else []
    return own + [message for each in told.values() for message in messages(each)]


@pytest.mark.parametrize(("method", "path", "body"), BAD)
@pytest.mark.parametrize("language", ["zh", "en", None, "*"])
def test_an_answer_speaks_one_language(office, create, language, method, path, body):
    create()
    answer = office.caller("xu.lan", language).call(method, path, **({} if body is None else {"json": body}))
    said = messages(answer.json)
    assert said and {bool(HAN.search(message)) for message in said} == {language != "en"}, said


def test_what_no_parser_takes_is_said_in_the_readers_language(office):
    answer = office.caller("xu.lan", None).post(PLANS, {"files": {"forms/x.yaml": NO_YAML}})
    [said] = messages(answer.json)
    assert said == "不是合法的 YAML：缺少逗号或结尾的 ]"


def test_a_stranger_is_answered_in_english_or_as_asked(office):
    for header, is_han in (
        ({}, False),
        ({"Accept-Language": "zh-CN,zh;q=0.9"}, True),
        ({"Accept-Language": "fr"}, False),
    ):
        [said] = messages(office.app.test_client().get(LEADS, headers=header).json)
        assert bool(HAN.search(said)) == is_han
