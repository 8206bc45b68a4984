"""What was thrown away is seen in the trash and comes back as it was."""

import pytest

pytestmark = pytest.mark.parametrize("office_store", ["sqlite"], indirect=True)


def test_record_goes_to_the_trash_and_comes_back(office, admin):
    record = office.submit()
    assert f"/records/lead/trash/{record}" in admin.get(f"/records/lead/{record}").text
    assert admin.post(f"/records/lead/trash/{record}").location == "/records/lead"
    assert "「苏州恒锐精密机械" in admin.get("/records/lead").text
    shown = admin.get("/records/lead/trash").text
    assert "苏州恒锐精密机械" in shown and "徐岚" in shown
    assert admin.post(f"/records/lead/trash/{record}/return").location == f"/records/lead/{record}"
    assert admin.get(f"/records/lead/{record}").status_code == 200


def test_who_may_not_trash_sees_no_trash(office, rep):
    assert rep.get("/records/lead/trash").status_code == 403


def test_address_of_a_record_in_the_trash_leads_back(office, admin, rep):
    record = office.submit()
    office.give(record, "lin.xiaowen", accepted=True)
    admin.post(f"/records/lead/trash/{record}")
    gone = admin.get(f"/records/lead/{record}")
    assert gone.status_code == 410 and "在回收站里，徐岚" in gone.text
    assert f'action="/records/lead/trash/{record}/return"' in gone.text
    assert rep.get(f"/records/lead/{record}").status_code == 404
