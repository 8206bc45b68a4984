"""A file is imported from the pages: sent, sorted, looked at, let in, reported, undone."""

import io

import pytest

TEXT = "公司,联系人,电话,来源\n苏州恒锐,王建国,13900002046,web_form\n无锡锦程,李敏,1390000,web_form\n"
pytestmark = pytest.mark.parametrize("office_store", ["sqlite"], indirect=True)


def send(client, text=TEXT, name="名单.csv"):
    content = text if isinstance(text, bytes) else text.encode("gb18030")
    return client.post("/records/lead/imports", data={"file": (io.BytesIO(content), name)})


def settle(office):
    for _ in range(8):
        office.deliver()


def test_file_goes_all_the_way_and_back(office, admin):
    place = send(admin).location
    page = admin.get(place).text
    assert "13900002046" in page and 'value="company" selected' in page
    columns = {"column_0": "company", "column_1": "contact", "column_2": "phone", "column_3": "source"}
    admin.post(f"{place}/mapping", data={**columns, "mode": "create"})
    assert "正在预览" in admin.get(place).text
    settle(office)
    looked = admin.get(place).text
    assert "导入 1 行" in looked and "<td>电话</td>" in looked and '<td class="soft">1390000</td>' in looked
    admin.post(f"{place}/start")
    settle(office)
    assert "已导入" in admin.get(place).text
    report = admin.get(f"{place}/report.csv").get_data(as_text=True).splitlines()
    assert report[1].startswith("2,新建,") and report[2].startswith("3,拒绝,")
    admin.post(f"{place}/undoing")
    assert "已撤销" in admin.get(place).text
    assert "恒锐" not in admin.get("/records/lead").text


def test_wrong_mapping_comes_back_with_the_choice_and_why(office, admin):
    place = send(admin).location
    answer = admin.post(f"{place}/mapping", data={"column_0": "company", "mode": "update"})
    assert answer.status_code == 422
    assert 'value="company" selected' in answer.text and "认出" in answer.text


def test_unreadable_file_is_answered_in_words(office, admin):
    answer = send(admin, b"PK\3\4 nothing", "a.xlsx")
    assert (answer.status_code, "a.xlsx" in answer.text) == (422, True)


def test_progress_is_asked_again_until_it_ends(office, admin):
    place = send(admin).location
    admin.post(f"{place}/mapping", data={"column_0": "company", "mode": "create"})
    part = admin.get(place, headers={"HX-Request": "true"})
    assert 'hx-trigger="load delay:1s"' in part.text and "<html" not in part.text
    settle(office)
    assert admin.get(place, headers={"HX-Request": "true"}).headers["HX-Redirect"] == place


def test_reps_without_the_right_find_no_such_page(office, rep):
    assert rep.get("/records/lead/imports").status_code == 403
    assert "/records/lead/imports" not in rep.get("/records/lead").text
