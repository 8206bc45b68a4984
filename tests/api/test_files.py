"""Files over the API: the content first, its key as the field's value, and read again within rights."""

import pytest

from tests.api.conftest import LEAD, LEADS, codes
from tests.forms.test_uploads import PDF

FILES = "/api/v1/forms/lead/files"


def upload(caller, content=PDF, **where):
    asked = {"field": "attachments", "name": "报价.pdf", **where}
    return caller.call("POST", FILES, query_string=asked, data=content, content_type="application/octet-stream")


def test_a_file_is_sent_first_and_named_by_its_key(manager, admin):
    told = upload(manager)
    assert told.status_code == 201 and told.json["type"] == "application/pdf" and told.json["name"] == "报价.pdf"
    made = manager.post(LEADS, {**LEAD, "attachments": [told.json["key"]]})
    assert made.status_code == 201, made.text
    (file,) = admin.get(f"{LEADS}/{made.json['id']}").json["attachments"]
    assert file == {"key": told.json["key"], "name": "报价.pdf", "size": len(PDF), "type": "application/pdf"}
    got = admin.get(f"/api/v1/files/{file['key']}")
    assert got.data == PDF and got.headers["Content-Disposition"].startswith("attachment")
    same = manager.patch(f"{LEADS}/{made.json['id']}", {"attachments": [file]})
    assert same.status_code == 200 and same.json["version"] == made.json["version"]


def test_a_file_of_somebody_else_is_not_there(manager, rep):
    key = upload(manager).json["key"]
    assert rep.get(f"/api/v1/files/{key}").status_code == 404
    assert codes(rep.post(LEADS, {**LEAD, "attachments": [key]})) == {"attachments": "no_such_file"}


@pytest.mark.parametrize(
    ("content", "where", "expected"),
    [(b"MZ", {"name": "a.exe"}, {"attachments": "file_runs"}), (PDF, {"field": "company"}, {"field": "unknown"}),
     (b"", {}, {"attachments": "file_empty"}), (PDF, {"name": "a.png"}, {"attachments": "file_disguised"}),
     (PDF, {"field": ""}, {"field": "unknown"})],
)  # fmt: skip
def test_what_cannot_be_taken_is_told(manager, content, where, expected):
    answer = upload(manager, content, **where)
    assert answer.status_code == 422 and codes(answer) == expected


def test_a_file_is_no_body_of_a_record(manager):
    assert codes(manager.post(LEADS, {**LEAD, "attachments": "no such key"})) == {"attachments": "no_such_file"}
    assert codes(manager.post(LEADS, {**LEAD, "attachments": 7})) == {"attachments": "no_such_file"}
