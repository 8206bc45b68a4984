"""What was refused stands among the pages one works in, with the way back."""

import pytest


def test_whoever_is_signed_in_keeps_the_frame(rep):
    answer = rep.get("/records/lead/999", headers={"Referer": "http://localhost/records/lead?g=A"})
    assert answer.status_code == 404
    assert all(found in answer.text for found in ('class="side"', "<h1>没找到</h1>", 'href="/records/lead?g=A"'))


def test_form_that_is_not_there_reads_like_one_out_of_sight(rep):
    out_of_sight, nowhere = (rep.get(f"/records/{form}/999") for form in ("lead", "nothing"))
    assert out_of_sight.status_code == nowhere.status_code == 404
    assert "没有这条记录，或你无权查看" in out_of_sight.text and "没有这条记录，或你无权查看" in nowhere.text


def test_what_a_role_may_not_do_is_called_so(rep):
    answer = rep.get("/records/lead/duplicates")
    assert answer.status_code == 403
    assert "<h1>没有权限</h1>" in answer.text and 'class="side"' in answer.text


@pytest.mark.parametrize("before", ["http://elsewhere.example/records", "http://localhost//elsewhere.example", "%%%"])
def test_way_back_stays_here(rep, before):
    answer = rep.get("/records/lead/999", headers={"Referer": before})
    assert "elsewhere" not in answer.text


def test_strangers_and_visitors_see_the_plain_page(visitor, rep):
    assert 'class="side"' not in rep.get("/f/nothing").text
    assert visitor.get("/f/nothing").status_code == 404


def test_what_was_sent_is_not_taken_for_kept(rep):
    assert "data-not-taken" in rep.post("/records/lead/999/edit", data={}).text


def test_what_an_address_asks_wrongly_is_named(manager):
    answer = manager.get("/records/lead?sort=nothing")
    assert answer.status_code == 422 and "有 1 处要改：" in answer.text and "nothing" in answer.text


def test_visitor_is_not_shown_the_house_as_home(visitor):
    assert "回首页" not in visitor.get("/f/nothing").text


def test_every_refusal_has_a_title_of_its_own(rep):
    answer = rep.get("/records/lead/8/comments")
    assert answer.status_code == 405 and "<h1>这样打不开</h1>" in answer.text and "没做成" not in answer.text


def test_plain_page_is_named_by_words_not_by_number(visitor):
    assert "<title>没找到" in visitor.get("/f/nothing").text


def test_what_is_too_large_leads_back_to_its_form(manager, monkeypatch):
    monkeypatch.setitem(manager.application.config, "MAX_CONTENT_LENGTH", 500)
    here = {"Referer": "http://localhost/records/lead/imports"}
    answer = manager.post("/records/lead/imports", data={"name": "x" * 600}, headers=here)
    assert answer.status_code == 413
    assert all(found in answer.text for found in ('class="side"', "<h1>内容太大</h1>", 'href="/records/lead/imports"'))


def test_address_that_asks_wrongly_leads_to_the_whole_page(manager):
    assert 'class="btn" href="/records/lead"' in manager.get("/records/lead?sort=nothing").text


def test_page_that_a_role_does_not_have_is_called_a_page(rep):
    assert "这一页归能「改配置」的人用，你的角色「销售」没有这项权限" in rep.get("/studio").text
