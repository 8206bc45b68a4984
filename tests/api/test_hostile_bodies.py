"""Bodies that nobody sends by accident: each is refused in words, none ends in an accident."""

import json
from io import BytesIO

import pytest

from tests.api.conftest import LEAD, LEADS, codes

JSON = "application/json"


def send(caller, written, content_type=JSON, path=LEADS, method="POST"):
    data = written if isinstance(written, bytes) else written.encode()
    return caller.call(method, path, data=data, content_type=content_type)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{", "bad_json"),
        ("{'company': 1}", "bad_json"),
        ('{"company": "x",}', "bad_json"),
        ('{"budget": NaN}', "no_constant"),
        ('{"budget": -Infinity}', "no_constant"),
        ('{"company": "a", "company": "b"}', "name_twice"),
        (b'{"company": "\xff\xfe"}', "not_utf8"),
        ("[" * 100_000, "too_deep"),
        ('{"a":' * 100_000, "too_deep"),
        ('{"company": ' + "[" * 50 + "]" * 50 + "}", "too_deep"),
        ('{"budget": 1' + "0" * 5000 + "}", "bad_number"),
        (json.dumps({f"field{n}": n for n in range(500)}), "too_many_names"),
        (json.dumps({"x" * 500: 1}), "too_many_names"),
    ],
)
def test_what_is_no_proper_json_is_a_bad_request(admin, written, code):
    answer = send(admin, written)
    assert (answer.status_code, codes(answer)) == (400, {None: code})


@pytest.mark.parametrize("written", ["[]", '"text"', "5", "null", "true"])
def test_json_that_is_no_object_is_refused(admin, written):
    answer = send(admin, written)
    assert (answer.status_code, codes(answer)) == (422, {"": "not_an_object"})


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_other_kinds_of_content_are_refused(admin, kind):
    answer = send(admin, json.dumps(LEAD), kind)
    assert (answer.status_code, codes(answer)) == (415, {None: "not_json"})


def test_a_charset_may_be_named(admin):
    assert send(admin, json.dumps(LEAD), "application/json; charset=utf-8").status_code == 201


def test_ten_megabytes_are_too_large(admin):
    answer = send(admin, json.dumps({**LEAD, "company": "x" * 10_000_000}))
    assert (answer.status_code, codes(answer)) == (413, {None: "too_large"})


def test_bodies_of_no_said_length_are_no_longer(admin):
    stream = BytesIO(json.dumps({**LEAD, "company": "x" * 3_000_000}).encode())
    chunked = {"wsgi.input_terminated": True}
    answer = admin.call("POST", LEADS, input_stream=stream, content_type=JSON, environ_overrides=chunked)
    assert (answer.status_code, codes(answer)) == (413, {None: "too_large"})


def test_half_a_megabyte_in_one_field_is_too_long(admin):
    assert codes(admin.post(LEADS, {**LEAD, "company": "x" * 500_000})) == {"company": "too_long"}


@pytest.mark.parametrize("sign", ["\\u0000", "\\u0007", "\\ud800", "\\u001b"])
@pytest.mark.parametrize("field", ["company", "need", "no_such_field"])
def test_control_characters_are_refused_beside_their_field(admin, sign, field):
    written = json.dumps({**LEAD, field: "a?b"}).replace("a?b", f"a{sign}b")
    answer = send(admin, written)
    assert (answer.status_code, codes(answer)[field]) == (422, "control_character")


def test_a_name_of_control_characters_is_refused(admin):
    answer = send(admin, '{"a\\u0000\\udfff": 1}')
    assert answer.status_code == 422
    assert answer.json["errors"][0]["code"] == "control_character"


WRONG = [
    ("company", 5), ("company", True), ("company", ["a"]), ("company", {"a": 1}), ("budget", "800000"),
    ("budget", True), ("budget", [1]), ("budget", 1e300), ("budget", 10**30), ("budget", -1), ("budget", {"id": 1}),
    ("employees", 1.5), ("employees", "7"), ("employees", 10**25), ("employees", -(10**25)), ("source", 5),
    ("source", ["web_form"]), ("source", "nope"), ("own_initiative", "yes"), ("own_initiative", 1),
    ("signals", "asks_trial"), ("signals", ["nope"]), ("signals", [["asks_trial"]]), ("signals", [1]),
    ("email", "not mail"), ("email", 5), ("phone", {"number": 1}), ("trial_ends_on", 20261124),
    ("trial_ends_on", "2026-02-30"), ("trial_ends_on", "soon"), ("trial_ends_on", ["2026-11-24"]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_the_wrong_kind_of_value_is_refused_beside_its_field(admin, field, value):
    answer = admin.post(LEADS, {**LEAD, field: value})
    assert answer.status_code == 422, answer.text
    assert list(codes(answer)) == [field]


@pytest.mark.parametrize("path", [f"{LEADS}/1/stage", f"{LEADS}/1/assignment", f"{LEADS}/1/contacts"])
@pytest.mark.parametrize("body", [{}, {"nope": 1}, {"to": None}, {"to": []}, {"to": {"a": 1}}, {"to": "x" * 5000}])
def test_bodies_of_moves_are_held_to_their_shape(admin, create, path, body):
    create()
    answer = admin.post(path, body)
    assert answer.status_code == 422, answer.text
    assert all(error["field"] for error in answer.json["errors"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH"])
def test_what_an_address_does_not_do_is_said(admin, method):
    answer = admin.call(method, LEADS)
    assert (answer.status_code, codes(answer)) == (405, {None: "method_not_allowed"})
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v2/records/lead", "/api/v1/records", "/api/../etc"])
def test_addresses_that_are_none_answer_in_the_same_shape(admin, path):
    answer = admin.get(path)
    assert (answer.status_code, codes(answer)) == (404, {None: "not_found"})


def test_an_accident_is_noted_and_shows_nothing_of_itself(office, admin, monkeypatch, capsys):
    def explode(*_):
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("flows.intake.submit", explode)
    office.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = admin.post(LEADS, LEAD)
    assert (answer.status_code, codes(answer)) == (500, {None: "accident"})
    assert "secret" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize(("language", "words"), [("zh-CN,zh;q=0.9", "没有这条记录"), ("en", "No such record")])
def test_errors_are_said_in_the_callers_language(admin, language, words):
    admin.language = language
    assert words in admin.get(f"{LEADS}/99").json["errors"][0]["message"]


def test_without_a_wish_errors_are_said_in_the_persons_language(admin):
    admin.language = None
    assert "你" in admin.get(f"{LEADS}/99").json["errors"][0]["message"]
