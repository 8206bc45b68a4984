"""Scorecards, pipelines, routings and alerts edited part by part, as a browser does it without scripts."""

import re

import pytest

from definitions import parse_document, plain
from records import drafts

SCORECARD = "b2b-leads/grading/lead_scorecard.yaml"
PIPELINE = "b2b-leads/pipelines/lead_pipeline.yaml"
ROUTING = "b2b-leads/routing/lead_routing.yaml"
ALERT = "b2b-leads/alerts/lead_forecast_short.yaml"
ROW = "groups/budget/rows/half_million"
CALL = "stages/first_touch/tasks/call"
FAR = "9" * 5000  # more digits than a number is read from


@pytest.fixture
def text(office):
    """The text of a file as the draft has it."""

    def read(path: str) -> str:
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[path]

    return read


@pytest.fixture
def data(text):
    """What a file of the draft says."""
    return lambda path: plain(parse_document(path, text(path)).data)


@pytest.fixture
def act(admin):
    """Sends what a form of the page would send: every setting named is one that was on the page."""

    def post(path: str, at: str = "", do: str = "", **sent):
        settings = {f"v.{name}": value for name, value in sent.items()}
        seen = {f"has.{part}": "1" for name in sent for part in _inputs(re.sub(r"[.](zh|en|way)$", "", name))}
        return admin.post(f"/studio/parts/{path}", data={"at": at, "do": do, **settings, **seen}, follow_redirects=True)

    return post


def _inputs(name: str) -> list[str]:
    """A setting with all that it stands in, as the page marks them."""
    steps = name.split(".")
    return [".".join(steps[:end]) for end in range(1, len(steps) + 1)]


def gone(before: str, after: str) -> list[str]:
    """The lines of one text that the other does not have."""
    there = after.splitlines()
    return [line for line in before.splitlines() if line not in there]


@pytest.mark.parametrize("path", [SCORECARD, PIPELINE, ROUTING, ALERT])
def test_every_part_opens_beside_its_drawing(admin, path):
    page = admin.get(f"/studio/files/{path}?face=drawn").text
    assert 'id="props"' in page
    for at in sorted(set(re.findall(r'href="[^"?]*[?]face=drawn&amp;at=([^"]+)"', page)))[::4]:
        answer = admin.get(f"/studio/files/{path}?face=drawn&at={at}")
        assert answer.status_code == 200 and 'aria-current="true"' in answer.text


def test_points_of_a_row_change_one_line(act, text):
    before = text(SCORECARD)
    act(SCORECARD, ROW, points="30")
    (line,) = gone(before, text(SCORECARD))
    assert gone(text(SCORECARD), before) == [line.replace("points: 25", "points: 30")]


def test_points_may_be_a_formula(act, data):
    act(SCORECARD, ROW, points="budget / 100000")
    assert data(SCORECARD)["groups"][0]["rows"][0]["points"] == "budget / 100000"


def test_what_was_sent_as_it_stood_changes_nothing(act, text):
    before = text(SCORECARD)
    words = {"reason.zh": "年度预算 50 万以上", "reason.en": "Yearly budget of ¥500k or more"}
    act(SCORECARD, ROW, points="25", when="budget >= 500000", **words)
    assert text(SCORECARD) == before


def test_reasons_are_said_in_both_languages(act, data):
    act(SCORECARD, ROW, **{"reason.zh": "预算够", "reason.en": "Enough budget"})
    assert data(SCORECARD)["groups"][0]["rows"][0]["reason"] == {"zh": "预算够", "en": "Enough budget"}


def test_a_row_is_added_moved_doubled_and_taken_out(act, text, data):
    before = text(SCORECARD)
    assert 'data-id="groups/budget/rows/row"' in act(SCORECARD, "groups/budget", do="add:rows").text
    act(SCORECARD, "groups/budget/rows/row", do="up")
    assert [row["id"] for row in data(SCORECARD)["groups"][0]["rows"]][-2:] == ["row", "approved"]
    act(SCORECARD, "groups/budget/rows/row", do="twin")
    for id in ("row", "row_2"):
        act(SCORECARD, f"groups/budget/rows/{id}", do="drop")
    assert text(SCORECARD) == before


NEW = [
    (SCORECARD, "", "groups"),
    (SCORECARD, "", "urgent"),
    (SCORECARD, "", "review.rows"),
    (PIPELINE, "stages/quote", "moves"),
    (PIPELINE, "", "milestones"),
    (PIPELINE, "", "plays"),
    (ROUTING, "", "rules"),
    (ROUTING, "", "pools"),
    (ROUTING, "", "recycle"),
]


@pytest.mark.parametrize(("path", "at", "what"), NEW)
def test_whatever_is_added_checks_clean_as_it_is(act, path, at, what):
    page = act(path, at, do=f"add:{what}").text
    assert 'data-id=""' not in page and "1 处改动" in page
    assert "0 错误" in page or "没有问题" in page


def test_a_row_is_dropped_before_another(act, data):
    act(SCORECARD, "groups/budget/rows/approved", do="place:0")
    assert [row["id"] for row in data(SCORECARD)["groups"][0]["rows"]][:2] == ["approved", "half_million"]


def test_the_last_row_of_a_group_stays(act, text):
    before = text(SCORECARD)
    assert "至少留一个" in act(SCORECARD, "groups/doubts/rows/user_only", do="drop").text
    assert text(SCORECARD) == before


def test_a_condition_is_chosen_in_its_row(admin, data):
    rule = "budget >= 500000"
    assert 'name="k.when.of" value="budget &gt;= 500000"' in admin.get(f"/studio/files/{SCORECARD}?at={ROW}").text
    rows = {"k.when.of": rule, "k.when.0.f": "budget", "k.when.0.o": "over", "k.when.0.v": "600000"}
    admin.post(f"/studio/parts/{SCORECARD}", data={"at": ROW, "has.when": "1", "v.when": rule, **rows})
    assert data(SCORECARD)["groups"][0]["rows"][0]["when"] == "budget > 600000"


def test_a_number_that_is_none_is_said_beside_its_input(act, text):
    before = text(SCORECARD)
    page = act(SCORECARD, "groups/budget", cap="many")
    assert page.status_code == 422 and "「many」不是数字" in page.text and 'value="many"' in page.text
    assert text(SCORECARD) == before


def test_bands_that_overlap_are_told_and_stay_to_be_mended(act):
    page = act(SCORECARD, "", **{"bands.0.from": "70"}).text
    assert 'id="props"' in page and "1 错误" in page and 'name="v.bands.0.from"' in page


def test_the_drawing_stays_while_another_file_is_broken(act, admin, text):
    broken = text(PIPELINE).replace("limit: 1 working day", "limit: soon")
    admin.post(f"/studio/files/{PIPELINE}", data={"text": broken})
    page = act(SCORECARD, ROW, points="30").text
    assert f'data-part="{ROW}"' in page and "+30" in page and "别的文件里还有 1 处错误" in page


def test_a_broken_rule_is_told_beside_its_input(act):
    page = act(SCORECARD, ROW, when="budgt >= 5").text
    assert 'aria-invalid="true"' in page and "是不是 budget" in page


def test_a_stage_gets_other_limits_and_ways(act, text, data):
    before = text(PIPELINE)
    act(PIPELINE, "stages/proposal", limit="8 working days", next=["quote", "parked", "lost"])
    stage = data(PIPELINE)["stages"][2]
    assert (stage["limit"], stage["next"]) == ("8 working days", ["quote", "parked", "lost"])
    assert len(gone(before, text(PIPELINE))) <= 2 and "# presales look first" in text(PIPELINE)


def test_a_length_of_time_is_read_in_chinese_too(act, data):
    act(PIPELINE, "stages/proposal", limit="8 个工作日")
    assert data(PIPELINE)["stages"][2]["limit"] == "8 个工作日"
    assert "不是时长" in act(PIPELINE, "stages/proposal", limit="soon").text


def test_a_task_gets_its_person_and_its_escalation(act, data):
    act(PIPELINE, CALL, who="role:manager")
    act(PIPELINE, CALL, do="row_add:overdue")
    act(PIPELINE, CALL, **{"overdue.2.after": "1 day", "overdue.2.notify": "superior"})
    task = data(PIPELINE)["stages"][0]["tasks"][0]
    assert task["who"] == {"role": "manager"} and task["overdue"][2] == {"notify": "superior", "after": "1 day"}
    act(PIPELINE, CALL, do="row_drop:overdue/2")
    assert len(data(PIPELINE)["stages"][0]["tasks"][0]["overdue"]) == 2


def test_a_new_task_stands_in_its_stage_with_a_name(act, data):
    page = act(PIPELINE, "stages/quote", do="add:tasks").text
    assert 'data-id="stages/quote/tasks/task"' in page and "新任务" in page
    assert data(PIPELINE)["stages"][3]["tasks"][-1] == {"id": "task", "label": {"zh": "新任务", "en": "New Task"}}


def test_questions_of_a_task_come_move_and_change(act, data):
    act(PIPELINE, CALL, do="row_add:asks")
    assert len(data(PIPELINE)["stages"][0]["tasks"][0]["asks"]) == 4
    act(PIPELINE, CALL, do="row_up:asks/3")
    words = [{"zh": ask["zh"], "en": ask["en"]} for ask in data(PIPELINE)["stages"][0]["tasks"][0]["asks"]]
    sent = {f"asks.{n}.{lang}": text for n, ask in enumerate(words) for lang, text in ask.items()}
    act(PIPELINE, CALL, **{**sent, "asks.2.zh": "还有谁要问", "asks.2.en": "Who else"})
    assert data(PIPELINE)["stages"][0]["tasks"][0]["asks"][2] == {"zh": "还有谁要问", "en": "Who else"}


def test_what_no_input_holds_is_named_and_left_alone(act, data):
    before = data(PIPELINE)["stages"][2]["tasks"][1]["opens"]
    page = act(PIPELINE, "stages/proposal/tasks/technical_review", minutes="30").text
    assert "在 YAML 里改" in page and data(PIPELINE)["stages"][2]["tasks"][1]["opens"] == before


def test_a_routing_rule_changes_who_and_how_many(act, data):
    act(ROUTING, "rules/region", **{"limits.per_day": "15", "who.team": "east"})
    rule = next(rule for rule in data(ROUTING)["rules"] if rule["id"] == "region")
    assert rule["limits"] == {"open": 30, "per_day": 15, "per_hour": 8}
    assert rule["who"] == {"role": "rep", "match": "person.regions contains region", "team": "east"}


def test_a_routing_rule_gets_its_first_limits(act, data):
    act(ROUTING, "rules/known", **{"limits.open": "10", "limits.per_day": "", "how": "round_robin"})
    rule = data(ROUTING)["rules"][0]
    assert (rule["limits"], rule["how"]) == ({"open": 10}, "round_robin")
    assert rule["who"] == {"owner_of": {"duplicate": True, "superior": True}}


def test_an_alert_changes_what_is_too_bad(act, data):
    act(ALERT, **{"when.way": "above", "when": "2000000", "tell": ["manager"]})
    assert (data(ALERT)["when"], data(ALERT)["tell"]) == ({"above": 2000000}, ["manager"])


def test_an_alert_that_holds_to_its_target_asks_for_no_amount(admin):
    page = admin.get(f"/studio/files/{ALERT}").text
    assert re.findall(r'value="(\w+)"[^>]* data-alone>', page) == ["misses_target"]


def test_an_alert_says_what_it_would_find_now(admin, office):
    office.submit(budget="800000")
    page = admin.get(f"/studio/files/{ALERT}").text
    assert "如果现在看" in page and ("会打开复盘" in page or "不会打开" in page)


def test_acts_are_taken_back_and_done_again(act, admin, text):
    before = text(SCORECARD)
    act(SCORECARD, ROW, points="30")
    after = text(SCORECARD)
    admin.post(f"/studio/parts/{SCORECARD}/steps", data={"at": ROW, "way": "back"})
    assert text(SCORECARD) == before
    admin.post(f"/studio/parts/{SCORECARD}/steps", data={"at": ROW, "way": "forth"})
    assert text(SCORECARD) == after


def test_what_would_change_is_shown_beside(act, admin, office):
    office.submit(budget="800000")
    act(SCORECARD, ROW, points="1")
    assert "线索评分卡" in admin.get(f"/studio/parts/{SCORECARD}/impact").text


def test_what_would_change_says_that_it_is_reckoned(admin):
    page = admin.get(f"/studio/files/{SCORECARD}").text
    beside = re.search(r'hx-get="[^"]*/impact".*?</a><p class="[^"]*reckons" role="status">(.*?)</p>', page)
    assert beside and "正在用真实数据试算" in beside[1]


def test_a_part_that_is_gone_shows_the_whole(admin):
    assert admin.get(f"/studio/files/{SCORECARD}?at=groups/nothing/rows/x").status_code == 200
    assert admin.post(f"/studio/parts/{SCORECARD}", data={"at": "groups/nothing"}).status_code == 404
    assert admin.post("/studio/parts/b2b-leads/nothing.yaml", data={}).status_code in (404, 409)


def test_nobody_else_edits(rep):
    assert rep.post(f"/studio/parts/{SCORECARD}", data={"at": ROW}).status_code in (403, 404)


MISSHAPEN = ["groups: 5", "groups: [1]", "bands: 5\ngroups: [{id: a, rows: 5}]", "urgent: {a: 1}\ngroups: [{id: a}]"]


@pytest.mark.parametrize("written", MISSHAPEN)
def test_a_file_of_another_shape_is_text_or_told(office, admin, written):
    path = "local/grading/odd.yaml"
    with office.work("xu.lan") as work:
        odd = f"kind: scorecard\nid: odd\nform: lead\n{written}\n"
        drafts.save(work.connection, drafts.DraftFile(path, odd, office.id("xu.lan"), 1, office.now))
    assert admin.get(f"/studio/files/{path}?face=drawn").status_code == 200


@pytest.mark.parametrize(
    ("path", "at", "do"),
    [
        (SCORECARD, "", "twin"),
        (SCORECARD, "", "up"),
        (SCORECARD, "", "place:1"),
        (ALERT, "", "drop"),
        (SCORECARD, "groups/far", ""),
        (SCORECARD, "groups/budget", "row_add:label"),
        (SCORECARD, "groups/budget", "row_add:nothing.of.that"),
        (SCORECARD, "", "row_add:groups.99.rows"),
        (PIPELINE, CALL, "row_add:overdue.0.notify"),
        (PIPELINE, CALL, "row_add:far"),
    ],
)
def test_what_no_page_asks_for_is_not_there(act, text, path, at, do):
    before = text(path)
    assert act(path, at.replace("far", FAR), do.replace("far", FAR)).status_code == 404
    assert text(path) == before


@pytest.mark.parametrize("do", ["place:far", "row_drop:asks/far"])
def test_places_that_no_list_has_are_no_places(act, do):
    assert act(PIPELINE, CALL, do.replace("far", FAR)).status_code == 200


def test_what_happens_without_an_answer_is_chosen_in_words(admin):
    page = admin.get(f"/studio/files/{ROUTING}").text
    assert re.search(r'<option value="superior" selected[^>]*>主管</option>', page)
    assert '<option value="next"' in page


def test_an_item_of_a_list_goes_by_its_label(admin):
    page = admin.get(f"/studio/files/{ROUTING}").text
    assert ">不是我的行业或地区<" in page
