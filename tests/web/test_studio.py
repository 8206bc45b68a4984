"""The studio's pages: files, problems on their lines, the draft that all admins share."""

import pytest

LEAD = "b2b-leads/forms/lead.yaml"
PIPELINE = "b2b-leads/pipelines/lead_pipeline.yaml"
ROUTING = "b2b-leads/routing/lead_routing.yaml"
SCORECARD = "b2b-leads/grading/lead_scorecard.yaml"
PAGES = [
    "/studio", "/studio/files", "/studio/files?kind=form", "/studio/files/new", f"/studio/files/{LEAD}",
    f"/studio/files/{PIPELINE}", f"/studio/files/{ROUTING}", f"/studio/files/{SCORECARD}", "/studio/problems",
    "/studio/draft", "/studio/plan", "/studio/revisions", "/studio/revisions/1", "/studio/packs",
    "/studio/packs/repair-tickets/plan", "/studio/packs/b2b-leads/upgrade", "/studio/patterns",
]  # fmt: skip


@pytest.fixture
def text(office):
    """The published text of a file."""

    def read(path: str) -> str:
        with office.work() as work:
            return work.catalog.files[path]

    return read


@pytest.fixture
def save(admin):
    """Saves a file as the draft, as the editor's form does."""

    def post(path: str, text: str, **more: str):
        return admin.post(f"/studio/files/{path}", data={"text": text, **more})

    return post


@pytest.mark.parametrize("address", PAGES)
def test_an_admin_opens_every_page(admin, address):
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("login", ["lin.xiaowen", "chen.liqun"])
def test_others_are_told_whose_page_it_is(client_for, login, address):
    answer = client_for(login).get(address)
    assert answer.status_code == 403
    assert "改配置" in answer.text and "徐岚" in answer.text and 'href="/"' in answer.text


def test_what_others_are_told_does_not_say_what_there_is(rep):
    there, nowhere = (rep.get(f"/studio/forms/{form}").text.partition("<main")[2] for form in ("lead", "nothing"))
    assert there == nowhere


@pytest.mark.parametrize(
    "address",
    ["/studio/revisions", "/studio/draft/discards", f"/studio/files/{LEAD}", "/studio/packs/olist/installation"],
)
def test_nobody_else_changes_the_configuration(rep, address):
    assert rep.post(address, data={"text": "x"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/studio/files/no/such.yaml",
        "/studio/revisions/99",
        "/studio/packs/nothing/plan",
        "/studio/plan?to=99",
        "/studio/definitions/form/nothing",
    ],
)
def test_what_is_not_there_is_not_found(admin, address):
    assert admin.get(address).status_code == 404


def test_a_pack_is_named_and_never_a_path(admin):
    assert admin.post("/studio/packs/..%2f..%2fetc/installation").status_code == 404


def test_a_draft_is_kept_with_its_errors(admin, save, text):
    save(LEAD, text(LEAD).replace("type: phone", "type: fone"))
    page = admin.get(f"/studio/files/{LEAD}").text
    assert "fone" in page and "是不是 phone？" in page


def test_a_problem_stands_on_its_line_with_a_caret(admin, save, text):
    broken = text(LEAD).replace("type: phone", "type: fone")
    line = broken[: broken.index("fone")].count("\n") + 1
    save(LEAD, broken)
    page = admin.get(f"/studio/files/{LEAD}").text
    assert f'data-line="{line}"' in page and "<b>^</b>" in page
    assert f'<li class="late">{line}</li>' in page


def test_problems_speak_the_readers_language(office, save, text):
    save(LEAD, text(LEAD).replace("type: phone", "type: fone"))
    page = office.client_for("xu.lan", language="en").get("/studio/problems").text
    assert "Did you mean phone?" in page


def test_yaml_that_cannot_be_read_is_a_problem_too(admin, save):
    save(LEAD, "kind: form\n  id: [lead\n")
    assert "1 错误" in admin.get("/studio").text


def test_text_is_checked_while_it_is_typed(admin, text):
    broken = text(LEAD).replace("type: phone", "type: fone")
    answer = admin.post("/studio/files/check", data={"path": LEAD, "text": broken})
    assert "fone" in answer.text and "<html" not in answer.text
    assert "没有改动" in admin.get("/studio").text


def test_saving_the_published_text_leaves_no_draft(admin, save, text):
    save(LEAD, text(LEAD) + "# new\n")
    assert "1 处改动" in admin.get("/studio").text
    save(LEAD, text(LEAD))
    assert "没有改动" in admin.get("/studio").text


def test_line_ends_of_browsers_change_nothing(admin, save, text):
    save(LEAD, text(LEAD).replace("\n", "\r\n"))
    assert "没有改动" in admin.get("/studio").text


def test_two_admins_cannot_overwrite_each_other(admin, save, text):
    opened = admin.get(f"/studio/files/{LEAD}").text.split('name="opened" value="')[1].split('"')[0]
    save(LEAD, text(LEAD) + "# first\n", opened=opened)
    second = save(LEAD, text(LEAD) + "# second\n", opened=opened)
    assert second.status_code == 409
    assert "# first" in second.text and "# second" in second.text


def test_a_new_file_begins_with_a_starter(admin):
    answer = admin.post("/studio/files", data={"kind": "view", "id": "mine", "pack": "local", "form": "lead"})
    assert answer.headers["Location"].startswith("/studio/files/local/views/mine.yaml")
    assert "owner = me" in admin.get("/studio/files/local/views/mine.yaml").text


@pytest.mark.parametrize(
    "kind",
    [
        "form",
        "view",
        "public_form",
        "scorecard",
        "routing",
        "pipeline",
        "message",
        "report",
        "role",
        "calendar",
        "alert",
    ],
)
def test_every_starter_loads_beside_the_pack(admin, kind):
    admin.post("/studio/files", data={"kind": "form", "id": "thing", "pack": "local", "form": ""})
    if kind != "form":
        admin.post("/studio/files", data={"kind": kind, "id": "first", "pack": "local", "form": "thing"})
    assert "0 错误" in (page := admin.get("/studio").text) or "没有问题" in page


@pytest.mark.parametrize("wrong", [{"id": "Bad id"}, {"kind": "nothing"}, {"pack": "../etc"}, {"id": "lead_all"}])
def test_a_new_file_with_a_wrong_name_is_refused(admin, wrong):
    asked = {"kind": "view", "id": "mine", "pack": "local", "form": "lead", **wrong}
    assert admin.post("/studio/files", data=asked).status_code == 422


def test_a_removed_file_comes_back_when_dropped(admin):
    path = "b2b-leads/views/lead_parked.yaml"
    admin.post("/studio/draft/removals", data={"path": path})
    assert "将删除" in admin.get("/studio").text
    admin.post("/studio/draft/discards", data={"path": path})
    assert "没有改动" in admin.get("/studio").text


def test_the_draft_is_said_in_words_and_by_line(admin, save, text):
    save(PIPELINE, text(PIPELINE).replace("within: 3 working hours", "within: 2 working hours"))
    page = admin.get("/studio/draft").text
    assert "3 个工作小时 → 2 个工作小时" in page and 'class="plus"' in page


def test_discarding_forgets_the_whole_draft(admin, save, text):
    save(LEAD, text(LEAD) + "# new\n")
    admin.post("/studio/draft/discards")
    assert "没有改动" in admin.get("/studio").text


def test_a_pipeline_is_drawn_with_its_guards_in_words(admin):
    page = admin.get(f"/studio/files/{PIPELINE}").text
    assert "首轮电话" in page and "需求 已填写 且 「首轮电话」已完成" in page and "搁置" in page


def test_milestones_are_drawn_where_they_are_reached(admin):
    page = admin.get("/studio/files/b2b-leads/pipelines/lead_pipeline.yaml").text
    assert "方案验证过" in page.split('aria-label="方案演示"')[1].split("</section>")[0]
    assert "「折扣」可到 20%" in page and "客户要签了" in page.split('aria-label="哪个阶段都可能达到的里程碑"')[1]


def test_the_drawing_marks_what_the_draft_changes(admin, save, text):
    save(PIPELINE, text(PIPELINE).replace("limit: 1 working day", "limit: 2 working days"))
    page = admin.get(f"/studio/files/{PIPELINE}?face=drawn").text
    assert '<section class="stage chg"' in page and "<del>1 个工作日</del>" in page


def test_a_routing_is_read_as_ordered_rules(admin):
    page = admin.get(f"/studio/files/{ROUTING}").text
    assert page.index("华东 A 级归行业专员") < page.index("其余归新人") < page.index("进公海「线索公海」")


def test_a_scorecard_says_which_side_owns_a_bound(admin, office):
    office.submit(budget="800000")
    page = admin.get(f"/studio/files/{SCORECARD}").text
    assert "A · 80 分及以上" in page and "预算 不低于 500,000" in page and "100%" in page


def test_a_scorecard_names_its_parts_and_says_an_open_bound(admin):
    page = admin.get(f"/studio/files/{SCORECARD}").text
    assert "匹配度 最多 100" in page and "行为热度 -10 到 30" in page
    assert "fit + behaviour" not in page.split("YAML")[0] and "…–" not in page


def test_a_broken_file_is_shown_as_text(admin, save):
    save(PIPELINE, "kind: pipeline\n")
    assert "<textarea" in admin.get(f"/studio/files/{PIPELINE}").text
