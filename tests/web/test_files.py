"""Files of records: sent with a form, read by those who may, and by nobody else."""

import io
import os
import re

import pytest

from forms import table_of
from jobs.housekeeping import EVERY, Housekeeping
from records.tables.file import stored_file
from tests.forms.test_uploads import PDF, picture

LEAD = {"company": "苏州恒锐", "contact": "王建国", "phone": "13900002046", "source": "web_form"}


def sent(*named):
    return {"attachments": [(io.BytesIO(content), name) for name, content in named]}


@pytest.fixture
def make(office, manager):
    """Lets a record in through the page, with files."""

    def make_it(*named, **more):
        answer = manager.post("/records/lead/new", data={**LEAD, **more, **sent(*named)})
        with office.work() as work:
            last = work.connection.execute(table_of(work.catalog, "lead").select()).all()[-1:]
        return answer, last[0].id if last else None

    return make_it


def links(client, record):
    return re.findall(r'href="(/files/[^"]+)"', client.get(f"/records/lead/{record}").text)


def test_a_file_comes_with_a_plain_form(make, manager):
    answer, record = make(("报价 1.pdf", PDF), ("a.png", picture()))
    assert answer.status_code == 303
    first, second = links(manager, record)[:2]
    got = manager.get(first)
    assert got.data == PDF and got.mimetype == "application/pdf"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert manager.get(second).headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in got.headers["Content-Security-Policy"] and got.headers["X-Content-Type-Options"] == "nosniff"
    small = re.search(r'src="(/files/small/[^"]+)"', manager.get(f"/records/lead/{record}").text)[1]
    assert manager.get(small).mimetype == "image/webp"


def test_only_those_who_see_the_record_read_its_files(make, manager, office):
    _, record = make(("a.pdf", PDF))
    office.give(record, "lin.xiaowen")
    (link,) = links(manager, record)
    assert office.client_for("lin.xiaowen").get(link).status_code == 200
    other = next(login for login, person in office.people.items() if person.role == "rep" and login != "lin.xiaowen")
    assert office.client_for(other).get(link).status_code == 404
    assert office.client_for().get(link).status_code == 302


def test_what_is_wrong_is_told_and_the_rest_is_kept(make, office):
    answer, record = make(("good.pdf", PDF), ("bad.exe", b"MZ"), company="")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and record is None
    assert "bad.exe 是程序或网页" in page and "good.pdf" in page and "公司名称" in page
    key = re.search(r'name="attachments" value="([^"]+)" checked', page)[1]
    again = office.client_for("chen.liqun").post("/records/lead/new", data={**LEAD, "attachments": key})
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("a.pdf", b"just text", "后缀对不上"), ("a.svg", b"<svg onload=x>", "程序或网页"), ("a.txt", b"", "是空的"),
     ("a.mp3", b"ID3\x03\x00" + b"\0" * 200, "不是这里要的文件")],
)  # fmt: skip
def test_hostile_files_are_refused(make, name, content, told):
    answer, record = make((name, content))
    assert answer.status_code == 422 and record is None
    assert told in answer.get_data(as_text=True)


def test_a_file_too_large_is_refused(make, monkeypatch, office):
    answer, _ = make(("a.pdf", PDF + b"x" * (21 * 1024 * 1024)))
    assert answer.status_code == 422 and "每个文件不超过 20 MB" in answer.get_data(as_text=True)
    assert not list((office.workspace.settings.data / "files").glob("coming-*"))


def upload(client, name="a.pdf", content=PDF, field="attachments"):
    return client.post("/files", data={"form": "lead", "field": field, "new": "1", "file": (io.BytesIO(content), name)},
                       headers={"HX-Request": "true"})  # fmt: skip


def test_a_file_sent_alone_is_its_senders(office, manager):
    key = re.search(r'value="([^"]+)"', upload(manager).text)[1]
    assert manager.get(f"/files/{key}/a.pdf").status_code == 200
    assert office.client_for("lin.xiaowen").get(f"/files/{key}/a.pdf").status_code == 404
    stolen = office.client_for("lin.xiaowen").post("/records/lead/new", data={**LEAD, "attachments": key})
    assert stolen.status_code == 422


@pytest.mark.parametrize("field", ["company", "nothing", "cost"])
def test_only_file_fields_take_files(manager, field):
    assert upload(manager, field=field).status_code == 404


def test_a_record_cannot_take_the_file_of_another(make, manager, office):
    _, record = make(("a.pdf", PDF))
    key = links(manager, record)[0].split("/")[2]
    assert manager.post("/records/lead/new", data={**LEAD, "company": "x", "attachments": key}).status_code == 422
    assert manager.get(f"/files/{key}/a.pdf").status_code == 200


def test_a_file_that_is_taken_out_is_gone(make, manager):
    _, record = make(("a.pdf", PDF), ("b.pdf", PDF + b"2"))
    first, second = links(manager, record)
    page = manager.get(f"/records/lead/{record}/edit?only=attachments").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    data = {"version": version, "attachments": ["", second.split("/")[2]], "only": "attachments"}
    assert manager.post(f"/records/lead/{record}/edit", data=data).status_code == 303
    assert manager.get(first).status_code == 404
    assert manager.get(second).status_code == 200


def test_orphans_are_swept_and_what_is_held_stays(make, manager, office):
    _, record = make(("a.pdf", PDF))
    upload(manager, content=PDF + b"nobody's")
    keeper = Housekeeping(office.workspace, lambda: office.now)
    for path in (office.workspace.settings.data / "files").glob("*/*/*"):
        os.utime(path, (1, 1))
    office.now += EVERY * 30
    keeper.sweep()
    assert manager.get(links(manager, record)[0]).status_code == 200
    with office.work() as work:
        assert len(work.connection.execute(stored_file.select()).all()) == 1
    assert len(list((office.workspace.settings.data / "files").glob("*/*/*"))) == 1
