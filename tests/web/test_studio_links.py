"""The links of a public form in the studio."""


def test_a_campaigns_link_is_shown_printed_and_pasted(admin):
    page = admin.get("/studio/links/demo?utm_source=wechat&utm_campaign=秋展&evil=1").text
    assert "/f/demo?utm_source=wechat&amp;utm_campaign=%E7%A7%8B%E5%B1%95" in page
    assert "evil" not in page[page.index('id="snippet"') :]
    assert "&lt;iframe" in page and "https://www.example.com" in page
    assert "/f/embed.js&#34; async&gt;&lt;/script&gt;" in page
    code = admin.get("/studio/links/demo/qr.png?utm_source=wechat")
    assert code.data.startswith(b"\x89PNG") and "demo.png" in code.headers["Content-Disposition"]


def test_a_link_too_long_for_a_code_says_so(admin):
    long = "&".join(f"utm_{name}={'长' * 120}" for name in ("source", "medium", "campaign", "term", "content"))
    assert admin.get(f"/studio/links/demo/qr.svg?{long}").status_code == 409


def test_the_file_of_a_public_form_leads_to_its_link(admin):
    assert 'href="/studio/links/demo"' in admin.get("/studio/files/b2b-leads/public/demo.yaml").text


def test_a_rep_makes_no_links(rep):
    assert rep.get("/studio/links/demo").status_code == 403


def test_a_form_that_is_not_there_has_no_link(admin):
    assert admin.get("/studio/links/nothing").status_code == 404
    assert admin.get("/studio/links/demo/qr.gif").status_code == 404


def test_the_script_for_other_sites_is_looked_for_anew_each_time(visitor):
    answer = visitor.get("/f/embed.js")
    assert answer.status_code == 200 and answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache" and "Set-Cookie" not in answer.headers
