"""What is wrong is told on screen as sentences with a way to the setting, and the bar above says the same."""

import re

import pytest

PAGE = "/studio/forms/lead"


@pytest.fixture
def sealed(admin):
    """The page after somebody marked the phone as sensitive."""
    sent = {"act": "change_field", "state": "field=phone", "field": "phone", "has.sensitive": "1", "sensitive": "1"}
    return admin.post(f"{PAGE}/acts", data=sent, follow_redirects=True).text


def counted(page):
    """How many errors the bar tells."""
    return int(re.search(r"(\d+) 错误", page)[1])


def test_sealing_tells_every_error_where_it_is_mended(sealed):
    assert f'href="{PAGE}?field=phone#p-field-' in sealed and f'href="{PAGE}#p-form-0-subtitle"' in sealed
    assert "自动化「" in sealed and "/studio/files/b2b-leads/automations/" in sealed
    assert counted(sealed) == sealed.count(">去改</a>") == 4


def test_nobody_at_the_screen_reads_carets(sealed, admin):
    assert '<pre class="caret"' not in sealed and "lead.yaml:" not in sealed
    assert '<pre class="caret"' not in admin.get("/studio/plan").text
    assert '<pre class="caret"' in admin.get("/studio/files/b2b-leads/forms/lead.yaml?face=yaml").text


def test_the_bar_says_the_same_on_every_page(sealed, admin):
    for address in ("/studio", "/studio/problems", "/studio/plan", PAGE):
        page = admin.get(address).text
        assert counted(page) == 4 and "没有问题" not in page


def test_places_are_called_as_people_call_them(sealed, admin):
    page = admin.get("/studio/problems").text
    assert "表单「线索」 › 手机号 › 能搜到" in page and "表单「线索」 › 副标题" in page


def test_key_that_only_looks_like_a_place_is_told(admin):
    path = "b2b-leads/messages/urgent.yaml"
    admin.post(f"/studio/files/{path}", data={"text": 'kind: message\nid: urgent\n"²": 1\n'})
    answer = admin.get("/studio/problems")
    assert answer.status_code == 200 and "²" in answer.text


def test_a_mistake_in_a_stage_is_mended_at_the_stage(admin, office):
    path = "b2b-leads/pipelines/lead_pipeline.yaml"
    with office.work() as work:
        text = work.catalog.files[path]
    wrong = text.replace("done(hold_demo) and filled", "done(nothing) and filled")
    admin.post(f"/studio/files/{path}", data={"text": wrong})
    told = admin.get("/studio/problems").text
    assert f'href="/studio/files/{path}?face=drawn&amp;at=stages%2Fproposal"' in told
