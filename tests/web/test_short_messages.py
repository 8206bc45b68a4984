"""Short messages on the page of a record: who wants none, said by a colleague and taken back."""

import pytest

from publishing import publish


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


GATEWAY = """
kind: channel
id: gateway
label: {zh: 短信, en: Short messages}
via: sms
address: sms_url
body: {mobile: "{{ to }}", content: "{{ text }}"}
"""


def with_gateway(office, **rights):
    """The office with a gateway, and what reps get beside what they see now."""
    with office.work() as work:
        known = dict(work.catalog.files)
    [path] = [path for path in known if path.endswith("roles/rep.yaml")]
    rep = known[path].replace("hide: [cost]", f"hide: [{', '.join(['cost', *rights.get('hide', ())])}]")
    files = {**known, path: rep, "local/channels/gateway.yaml": GATEWAY}
    publish(office.workspace, files, author=None, message="", now=office.now)


def test_a_number_that_goes_to_nobody_is_kept_from_those_who_may_not_read_it(office, lead):
    with_gateway(office, hide=["phone"])
    office.client_for("chen.liqun").post(f"{lead}/short-messages")
    page = office.client_for("lin.xiaowen").get(lead).text
    assert "139 0000 2046" not in page and f"{lead}/short-messages/again" not in page


@pytest.mark.parametrize(("hide", "offered"), [([], True), (["phone"], False)])
def test_only_whoever_sees_a_number_is_asked_to_mark_it(office, lead, hide, offered):
    with_gateway(office, hide=hide)
    assert (f'href="{lead}/short-messages"' in office.client_for("lin.xiaowen").get(lead).text) is offered
