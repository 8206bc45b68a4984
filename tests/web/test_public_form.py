"""A visitor's form: no account, no script, no second record."""

import gzip
import re
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from forms import table_of
from web.public import is_solved

GOOD = {
    "company": "苏州恒锐精密机械有限公司",
    "contact": "王建国",
    "phone": "139 0000 2046",
    "industry": "machining",
    "region": "east",
    "consent": "yes",
}


@pytest.fixture
def fill(office, visitor):
    """Opens the form by a link, waits as people do, and sends it."""

    def send(link: str = "", wait: float = 20, **answers: str):
        page = visitor.get(f"/f/demo{link}").text
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        office.now += timedelta(seconds=wait)
        return visitor.post("/f/demo", data={**GOOD, "token": token, **answers})

    return send


def leads(office) -> list:
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        return work.connection.execute(select(table).order_by(table.c.id)).all()


def test_a_visitor_needs_no_session(visitor):
    answer = visitor.get("/f/demo")
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers


def test_the_form_speaks_the_visitors_language(office):
    assert "Book a product demo" in office.client_for(language="en").get("/f/demo").text
    assert "预约一次产品演示" in office.client_for().get("/f/demo").text


def test_what_is_sent_becomes_a_graded_record_of_somebody(fill, office):
    assert fill().headers["Location"].startswith("/f/demo/thanks?sent=")
    (lead,) = leads(office)
    assert (lead.channel, lead.f_source, lead.f_phone) == ("public", "web_form", "+8613900002046")
    assert lead.grade and lead.owner


@pytest.mark.parametrize("step", ["²", "٣", "-1", "99", "x"])
def test_strange_step_is_no_accident(fill, step):
    assert fill(step=step).status_code in (200, 303)


def test_the_page_after_it_says_what_happens_next(visitor):
    page = visitor.get("/f/demo/thanks").text
    assert "3 个工作小时内会有同事打给您" in page and page.count("收到了") == 1


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "最晚下周一 12:00。"), ("en", "by Monday 12:00 (UTC+8) at the latest")]
)
def test_friday_evening_is_told_monday_noon(office, language, words):
    office.now = datetime(2026, 11, 27, 20, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    sent = int(office.now.timestamp())
    visitor = office.client_for(language=language)
    assert words in visitor.get(f"/f/demo/thanks?sent={sent}").text
    office.passes(hours=1)
    assert words in visitor.get(f"/f/demo/thanks?sent={sent}").text


def test_an_address_makes_no_other_promise(office, visitor):
    words = re.search("最晚.*?。", visitor.get("/f/demo/thanks").text)[0]
    assert words in visitor.get("/f/demo/thanks?sent=99999999999").text


def test_a_wrong_number_is_said_above_and_beside(fill, office):
    answer = fill(phone="139 0000 204")
    assert answer.status_code == 422
    assert (
        'href="#f-phone"' in answer.text
        and 'aria-invalid="true"' in answer.text
        and 'value="139 0000 204"' in answer.text
    )
    assert leads(office) == []


def test_what_is_missing_names_its_field_once(fill, office):
    answer = fill(company="").text
    assert "公司名称：必填" in answer and "「公司名称」必填" not in answer


def test_without_consent_nothing_is_kept(fill, office):
    assert "同意联系" in fill(consent="").text and leads(office) == []


def test_the_consent_leads_to_the_privacy_notice(visitor):
    page = visitor.get("/f/demo").get_data(as_text=True)
    assert 'href="/f/demo/privacy"' in page[page.index('id="f-consent"') :]
    assert "查看、更正或删除" in visitor.get("/f/demo/privacy").get_data(as_text=True)


def test_the_link_says_where_a_visitor_came_from(fill, office):
    fill("?utm_source=baidu&utm_campaign=autumn&evil=1")
    assert (leads(office)[0].f_utm_source, leads(office)[0].f_campaign) == ("baidu", "autumn")


def test_sent_twice_it_is_one_record(office, visitor):
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/f/demo").text)[1]
    office.now += timedelta(seconds=20)
    answers = [visitor.post("/f/demo", data={**GOOD, "token": token}) for _ in range(2)]
    assert {each.headers["Location"].partition("?")[0] for each in answers} == {"/f/demo/thanks"}
    assert len(leads(office)) == 1


def test_a_program_that_fills_the_trap_is_thanked_and_ignored(fill, office):
    assert fill(homepage="https://spam.example").status_code == 303 and leads(office) == []


def test_what_is_sent_too_fast_is_asked_again(fill, office):
    answer = fill(wait=0)
    assert answer.status_code == 429 and GOOD["company"] in answer.text and leads(office) == []


def test_a_forged_token_is_worth_nothing(visitor, office):
    answer = visitor.post("/f/demo", data={**GOOD, "token": "made-up"})
    assert answer.status_code == 400 and GOOD["company"] in answer.text and leads(office) == []


@pytest.mark.parametrize("field", ["cost", "owner", "source"])
def test_a_visitor_sets_no_field_that_is_not_asked(fill, office, field):
    answer = fill(**{field: "1"})
    kept = [getattr(lead, f"f_{field}", None) for lead in leads(office)]
    assert answer.status_code == 422 or kept == ["web_form"]


def test_a_form_that_is_not_there_is_not_there(visitor):
    assert visitor.get("/f/nothing").status_code == 404


def test_only_sites_that_are_named_hold_the_form_in_a_frame(visitor):
    policy = visitor.get("/f/demo").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://www.example.com")
    assert "frame-ancestors 'none'" in visitor.get("/session").headers["Content-Security-Policy"]


def test_a_link_that_does_not_fit_keeps_nobody_out(fill, office):
    assert fill("?utm_campaign=" + "x" * 190).status_code == 303
    assert len(leads(office)) == 1


def test_the_visit_and_the_campaign_are_kept_with_the_record(office, visitor):
    page = visitor.get("/f/demo?utm_source=wechat&utm_campaign=autumn", headers={"Referer": "https://news.example/a"})
    token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
    office.now += timedelta(seconds=20)
    assert visitor.post("/f/demo", data={**GOOD, "token": token, "cost": "0"}).status_code == 422
    visitor.post("/f/demo", data={**GOOD, "token": token})
    (lead,) = leads(office)
    assert (lead.f_referrer, lead.f_campaign, lead.f_cost) == ("https://news.example/a", "autumn", 120)
    assert lead.f_landing_page.endswith("/f/demo?utm_source=wechat&utm_campaign=autumn")


def test_whoever_shows_work_need_not_wait(office, visitor):
    page = visitor.get("/f/demo").text
    token, key = (re.search(rf'{name}="([^"]+)"', page)[1] for name in ('name="token" value', "data-proof"))
    bits = int(re.search(r'data-bits="(\d+)"', page)[1])
    nonce = next(n for n in count() if is_solved(key, str(n), bits))
    office.now += timedelta(seconds=3)
    refused = visitor.post("/f/demo", data={**GOOD, "token": token, "proof": "1x"})
    assert refused.status_code == 429 and "再等 2 秒后提交" in refused.text and GOOD["company"] in refused.text
    assert visitor.post("/f/demo", data={**GOOD, "token": token, "proof": nonce}).status_code == 303
    assert len(leads(office)) == 1


def test_over_its_share_of_a_minute_a_form_waits_and_comes_in_later(fill, office, monkeypatch):
    monkeypatch.setattr("flows.entrance.visiting.came_since", lambda *_: 60)
    assert fill(wait=300).headers["Location"].startswith("/f/demo/thanks?sent=")
    assert leads(office) == []
    office.passes(minutes=2)
    assert [lead.channel for lead in leads(office)] == ["public"]


def test_too_many_from_one_address_lose_nothing(visitor):
    from web.security import limiter

    limiter.enabled = True
    try:
        answers = [visitor.post("/f/demo", data={**GOOD, "token": "x"}) for _ in range(21)]
    finally:
        limiter.enabled = False
        limiter.reset()
    assert answers[-1].status_code == 429 and GOOD["company"] in answers[-1].text


def test_all_that_a_visitor_loads_is_small(visitor):
    page = visitor.get("/f/demo").text
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
    sizes = [len(visitor.get(path, headers={"Accept-Encoding": "gzip"}).data) for path in loaded]
    assert sum(sizes) + len(gzip.compress(page.encode())) <= 30_000, dict(zip(loaded, sizes, strict=True))


def test_the_answer_is_promised_on_the_visitors_clock(office, fill):
    office.now = datetime(2026, 11, 27, 20, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    after = fill(visitor_zone="Europe/Berlin").headers["Location"]
    page = office.client_for(language="en").get(after).text
    assert "by Monday 05:00 at the latest" in page


def test_a_zone_that_is_none_changes_nothing(office, visitor):
    office.now = datetime(2026, 11, 27, 20, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert "最晚下周一 12:00。" in visitor.get("/f/demo/thanks?zone=../../etc/passwd").text


def test_a_language_chosen_by_the_address_stays_without_cookies(office, fill):
    page = office.client_for().get("/f/demo?lang=en").text
    assert 'action="/f/demo?lang=en"' in page and 'href="/f/demo/privacy?lang=en"' in page
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    office.passes(seconds=20)
    sent = office.client_for().post("/f/demo?lang=en", data={**GOOD, "token": token})
    assert sent.headers["Location"].endswith("&lang=en")
    assert "Thank you" in office.client_for().get(sent.headers["Location"]).text


def test_in_a_frame_the_form_is_light_and_tells_its_height(visitor):
    framed = visitor.get("/f/demo", headers={"Sec-Fetch-Dest": "iframe"})
    assert "js/framed.js" in framed.text and 'data-theme="light"' in framed.text
    assert "Sec-Fetch-Dest" in framed.headers["Vary"]
    alone = visitor.get("/f/demo").text
    assert "js/framed.js" not in alone and 'data-theme="auto"' in alone


def test_a_frame_says_that_its_form_is_gone(visitor):
    gone = visitor.get("/f/nowhere", headers={"Sec-Fetch-Dest": "iframe"})
    assert gone.status_code == 404 and "没有这张表单" in gone.text and "js/framed.js" in gone.text
    assert "frame-ancestors" not in gone.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in visitor.get("/nowhere").headers["Content-Security-Policy"]
