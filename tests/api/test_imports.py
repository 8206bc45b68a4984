"""Files as programs send them: sorted, looked at, imported in the background, reported, taken back."""

import io
import zipfile

import pytest
import xlsxwriter

from definitions import load_files
from publishing import publish
from tests.api.conftest import LEADS, codes
from tests.api.test_openapi import DOC, fits

IMPORTS = f"{LEADS}/imports"
TEXT = "公司,联系人,电话,来源,区域\n苏州恒锐,王建国,13900002046,web_form,华东区\n无锡锦程,李敏,1390000,web_form,east\n"
COLUMNS = {"公司": "company", "联系人": "contact", "电话": "phone", "来源": "source"}
MAP = """kind: import_map
id: fair
form: lead
label: {zh: 展会名单, en: Fair list}
columns:
  公司: company
  联系人: contact
  电话: phone
  来源: {field: source, values: {web_form: fair}}
  区域: {field: region, values: {华东区: east}}
"""
PAST = f"{MAP}  试用到: trial_ends_on\nat: trial_ends_on\n".replace("id: fair\n", "id: past\n")


def send(caller, content=TEXT, name="名单.csv", key=None, **arguments):
    sent = content if isinstance(content, bytes) else content.encode("gb18030")
    headers = {"Content-Type": "application/octet-stream", **({"Idempotency-Key": key} if key else {})}
    return caller.call("POST", IMPORTS, data=sent, headers=headers, query_string={"name": name, **arguments})


def settle(office):
    for _ in range(8):
        office.deliver()


@pytest.fixture
def place(admin):
    """The address of a file that was sent."""
    answer = send(admin)
    assert (answer.status_code, answer.json["state"]) == (201, "read"), answer.text
    return answer.headers["Location"]


@pytest.fixture
def checked(admin, place):
    """The same, sorted and looked at."""
    answer = admin.post(f"{place}/mapping", {"columns": COLUMNS})
    assert (answer.status_code, answer.json["state"]) == (200, "checked"), answer.text
    return place


@pytest.fixture
def fair(office):
    """Two maps are published."""
    with office.workspace.database.reading() as connection:
        files = {**office.workspace.catalog(connection).files, "maps/fair.yaml": MAP, "maps/past.yaml": PAST}
    assert load_files(files).errors == ()
    publish(office.workspace, files, author=None, message="", now=office.now)


def test_a_file_goes_all_the_way_and_back(office, admin, checked):
    looked = admin.get(checked).json
    assert looked["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "refused": 1}
    assert admin.post(f"{checked}/start").status_code == 202
    settle(office)
    done = admin.get(checked).json
    assert (done["state"], done["done"], done["counts"]["created"]) == ("done", 2, 1)
    good, bad = admin.get(f"{checked}/lines").json["lines"]
    assert admin.get(f"{LEADS}/{good['record']['id']}").json["company"] == "苏州恒锐"
    assert (bad["line"], bad["state"], bad["record"]) == (3, "refused", None)
    undone = admin.post(f"{checked}/undoing").json
    assert (undone["state"], undone["undone"]) == ("undone", {"trashed": 1, "restored": 0, "left": []})
    assert admin.get(LEADS).json["records"] == []


def test_columns_are_guessed_and_say_why(admin, place):
    sent = admin.get(place).json
    assert sent["mapping"]["columns"].items() >= COLUMNS.items() and not sent["chosen"]
    assert sent["why"]["公司"] == "like" and sent["mapping"]["owner"] == "rules"


def test_every_problem_is_told_with_its_column_and_cell(admin, checked):
    [line] = admin.get(f"{checked}/lines", state="refused").json["lines"]
    [error] = line["errors"]
    assert (line["line"], error["field"], error["column"], error["value"]) == (3, "phone", "电话", "1390000")
    assert "digits" in error["message"]


def test_lines_come_in_pages(admin, checked):
    first = admin.get(f"{checked}/lines", limit=1).json
    assert (first["lines"][0]["line"], first["next"]) == (2, 2)
    rest = admin.get(f"{checked}/lines", limit=5, after=first["next"]).json
    assert ([one["line"] for one in rest["lines"]], rest["next"]) == ([3], None)


def test_preview_shows_records_as_they_will_be_saved(admin, place):
    admin.post(f"{place}/mapping", {"columns": {**COLUMNS, "区域": "region"}, "owner": "lin.xiaowen"})
    admin.post(f"{place}/words", {"words": {"区域": {"华东区": "east"}}})
    [row] = admin.get(f"{place}/preview").json["rows"]
    assert (row["line"], row["becomes"]) == (2, "created")
    assert (row["written"]["region"], row["values"]["region"]) == ("华东区", "east")
    assert row["owner"]["name"] == "林晓雯" and row["grade"]


def test_words_are_asked_about_and_said_once(office, admin, place):
    admin.post(f"{place}/mapping", {"columns": {**COLUMNS, "区域": "region"}})
    [word] = office.caller("xu.lan", "zh").get(f"{place}/preview").json["words"]
    assert (word["column"], word["word"], word["known"], word["means"]) == ("区域", "华东区", "guessed", "east")
    answer = admin.post(f"{place}/words", {"words": {"区域": {"华东区": "east"}}}).json
    assert answer["counts"]["created"] == 1 and answer["mapping"]["words"] == {"区域": {"华东区": "east"}}


def test_report_is_a_file_with_every_line(admin, checked):
    answer = admin.get(f"{checked}/report.csv")
    rows = answer.get_data(as_text=True).splitlines()
    assert answer.mimetype == "text/csv" and rows[1].startswith("2,created,") and rows[2].startswith("3,refused,")


def test_a_published_map_reads_the_file_at_once(office, admin, fair):
    sent = send(admin, map="fair")
    assert (sent.json["state"], sent.json["mapping"]["map"]) == ("checked", "fair"), sent.text
    assert sent.json["counts"]["created"] == 1
    place = sent.headers["Location"]
    admin.post(f"{place}/start")
    settle(office)
    [record] = admin.get(LEADS).json["records"]
    assert (record["source"], record["region"]) == ("fair", "east")


def test_a_published_map_tells_history_as_it_went(office, admin, fair):
    rows = ("甲公司,王,13900002046,web_form,east,2026-09-03", "乙公司,李,13900002047,web_form,east,2026-09-01")
    dated = "\n".join(("公司,联系人,电话,来源,区域,试用到", *rows))
    place = send(admin, dated, map="past").headers["Location"]
    admin.post(f"{place}/start")
    settle(office)
    began = {one["company"]: (one["created_at"][:10], one["number"]) for one in admin.get(LEADS).json["records"]}
    assert began["甲公司"][0] in ("2026-09-02", "2026-09-03"), began
    assert began["乙公司"] < began["甲公司"] and began["乙公司"][1] < began["甲公司"][1]


def test_a_map_that_wants_other_columns_is_refused(admin, fair):
    answer = send(admin, "公司,电话\n苏州恒锐,13900002046\n", map="fair")
    assert (answer.status_code, codes(answer)) == (422, {"map": "missing_columns"})
    assert admin.get(IMPORTS).json["imports"] == []


def test_sending_twice_under_one_key_takes_effect_once(admin):
    first, again = send(admin, key="k-1"), send(admin, key="k-1")
    assert (again.json["id"], again.headers["Idempotency-Replayed"]) == (first.json["id"], "true")
    assert send(admin, TEXT + "x,y,13900002047,web_form,\n", key="k-1").status_code == 422
    assert len(admin.get(IMPORTS).json["imports"]) == 1


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, {"columns": "one_of"}),
        ({"columns": {"公 司": "company"}}, {"公 司": "unknown_nearly"}),
        ({"columns": {"公司": "compny"}}, {"columns": "unknown_nearly"}),
        ({"columns": {"公司": "company", "联系人": "company"}}, {"columns": "import_field_twice"}),
        ({"columns": {"公司": "company"}, "mode": "update"}, {"key": "import_no_key"}),
        ({"columns": {"公司": "company"}, "mode": "x"}, {"mode": "not_among"}),
        ({"columns": {"公司": "company"}, "owner": "nobody.here"}, {"owner": "no_such_person"}),
        ({"columns": {"公司": "company"}, "owner": "shen.yue"}, {"owner": "not_for_them"}),
        ({"columns": {"公司": "company"}, "map": "x"}, {"columns": "one_of"}),
        ({"map": "nope"}, {"map": "import_no_map"}),
        ({"map": "nope", "mode": "create"}, {"mode": "not_with"}),
    ],
)
def test_a_mapping_that_cannot_work_says_where(admin, place, body, found):
    answer = admin.post(f"{place}/mapping", body)
    assert (answer.status_code, codes(answer)) == (422, found)


def workbook(write):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        write(book.add_worksheet())
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 410_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (TEXT.splitlines()[0], "no_rows"),
        (",".join(f"c{n}" for n in range(3000)) + "\n" + "x," * 3000, "too_many_columns"),
        (b"PK\3\4 nothing", "broken_xlsx"),
        ('a,b\n"open,1\n', "open_quote"),
        (bomb, "too_large"),
    ],
)
def test_a_file_nobody_can_read_is_refused_with_one_reason(admin, content, code):
    answer = send(admin, content() if callable(content) else content, "a.xlsx")
    assert (answer.status_code, codes(answer)) == (422, {None: code})
    assert admin.get(IMPORTS).json["imports"] == []


def test_workbooks_come_in_too(admin):
    rows = [line.split(",") for line in TEXT.splitlines()]
    content = workbook(lambda sheet: [sheet.write_row(n, 0, row) for n, row in enumerate(rows)])
    sent = send(admin, content, "名单.xlsx").json
    assert (sent["lines"], sent["columns"]) == (2, TEXT.splitlines()[0].split(","))


def test_a_form_instead_of_the_file_is_told_how(admin):
    answer = admin.call("POST", f"{IMPORTS}?name=a.csv", data={"file": (io.BytesIO(TEXT.encode()), "a.csv")})
    assert (answer.status_code, codes(answer)) == (415, {None: "not_a_form"})
    nameless = admin.call("POST", IMPORTS, data=TEXT.encode(), headers={"Content-Type": "text/csv"})
    assert codes(nameless) == {"name": "no_name"}


def test_more_than_may_be_sent_is_refused_while_it_arrives(admin, monkeypatch):
    monkeypatch.setattr("api.endpoints.imports.LARGEST", 40)
    assert (send(admin).status_code, send(admin).json["errors"][0]["code"]) == (413, "too_large")


def test_a_file_with_too_many_rows_is_not_read_to_its_end(admin, monkeypatch):
    monkeypatch.setattr("flows.importing.receiving.MOST_LINES", 3)
    answer = send(admin, "公司\n" + "甲\n" * 4 + "\0\n")
    assert (answer.status_code, codes(answer)) == (422, {None: "too_many_rows"})
    assert send(admin, "公司\n甲\n乙\n丙\n").json["lines"] == 3


def test_who_may_not_import_can_do_none_of_it(rep, checked):
    for answer in (send(rep), rep.get(IMPORTS), rep.get(checked), rep.post(f"{checked}/start")):
        assert (answer.status_code, codes(answer)) == (403, {None: "not_allowed"})


def test_imports_of_others_are_not_there(admin, manager):
    theirs = send(admin).headers["Location"]
    calls = [manager.get(theirs), manager.post(f"{theirs}/start"), manager.get(f"{theirs}/lines")]
    calls += [admin.get(f"{IMPORTS}/4711"), admin.get(f"{IMPORTS}/x"), admin.get("/api/v1/records/nope/imports")]
    assert {answer.status_code for answer in calls} == {404}


def test_steps_come_in_their_order(admin, place):
    early = admin.post(f"{place}/start")
    assert (early.status_code, codes(early)) == (409, {None: "import_not_checked"})
    assert admin.get(f"{place}/preview").status_code == 409
    assert admin.call("DELETE", place).status_code == 200
    assert admin.get(place).status_code == 404


def test_only_who_assigns_names_owners(marketing):
    place = send(marketing).headers["Location"]
    answer = marketing.post(f"{place}/mapping", {"columns": COLUMNS, "owner": "later"})
    assert (answer.status_code, codes(answer)) == (403, {None: "not_allowed"})


def test_answers_hold_to_the_description(office, admin, checked):
    doc = admin.get(DOC).json
    fits(doc, "ImportInFull", admin.get(checked).json)
    fits(doc, "ImportPreview", admin.get(f"{checked}/preview").json)
    for head in admin.get(IMPORTS).json["imports"]:
        fits(doc, "Import", head)
    for line in admin.get(f"{checked}/lines").json["lines"]:
        fits(doc, "ImportLine", line)
    admin.post(f"{checked}/start")
    settle(office)
    fits(doc, "ImportInFull", admin.post(f"{checked}/undoing").json)


def test_the_description_has_it_for_who_may_import(office, admin, rep):
    assert f"{IMPORTS}/{{run}}/mapping" in admin.get(DOC).json["paths"]
    assert IMPORTS not in rep.get(DOC).json["paths"]
