"""Short messages on the page of a record: who wants none, said by a colleague and taken back."""

import pytest


@pytest.fixture
def lead(office) -> str:
    record = office.submit(company="润扬轴承", phone="13900002046", region="east")
    office.give(record, "lin.xiaowen", accepted=True)
    return f"/records/lead/{record}"


def test_a_colleague_marks_a_record_and_takes_it_back(rep, lead):
    assert "不再给「润扬轴承」发短信" in rep.get(f"{lead}/short-messages").text
    assert rep.post(f"{lead}/short-messages").status_code == 303
    page = rep.get(lead).text
    assert "139 0000 2046" in page and "标为不收短信" in page and f"{lead}/short-messages/again" in page
    assert rep.post(f"{lead}/short-messages/again").status_code == 303
    assert f"{lead}/short-messages/again" not in rep.get(lead).text


def test_nobody_marks_a_record_they_cannot_see(client_for, lead):
    assert client_for("liang.min").post(f"{lead}/short-messages").status_code == 404


def test_where_no_gateway_is_nothing_is_offered(rep, lead):
    assert f'href="{lead}/short-messages"' not in rep.get(lead).text
