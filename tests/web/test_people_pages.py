"""People and teams, and what people arrange for themselves."""

import pytest

from accounts import leave_of, people, teams, tokens

PAGES = ["/people", "/people?gone=1", "/people?team=1", "/people/new", "/people/1", "/teams/new", "/teams/1"]
NEW = {
    "login": "qian.duo",
    "name": "钱多",
    "role": "rep",
    "team": "2",
    "language": "zh",
    "attributes": "regions：east，north\nlevel: new",
}


@pytest.mark.parametrize("address", PAGES)
def test_who_arranges_people_opens_every_page(admin, address):
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_others_are_told_whose_pages_these_are(rep, address):
    assert rep.get(address).status_code == 403


@pytest.mark.parametrize(
    "address", ["/people", "/people/1", "/people/1/deactivation", "/people/1/leave", "/teams", "/teams/1"]
)
def test_others_arrange_nobody(rep, address):
    assert rep.post(address, data=NEW).status_code == 403


def find(office, login: str):
    with office.work() as work:
        return people.find_by_login(work.connection, login)


def test_a_person_is_added_with_their_strengths(admin, office):
    admin.post("/people", data=NEW)
    assert find(office, "qian.duo").attributes == {"regions": ["east", "north"], "level": "new"}


def test_strengths_are_written_and_read_as_labels(admin, office):
    admin.post("/people", data=NEW | {"attributes": "负责地区：华东，华北\n资历: 新人\nhobby: chess"})
    person = find(office, "qian.duo")
    assert person.attributes == {"regions": ["east", "north"], "level": "new", "hobby": "chess"}
    assert "负责地区: 华东, 华北\n资历: 新人\nhobby: chess" in admin.get(f"/people/{person.id}").text


def test_a_login_twice_is_refused_beside_what_was_typed(admin):
    answer = admin.post("/people", data={**NEW, "login": "lin.xiaowen"})
    assert answer.status_code == 422 and "钱多" in answer.text


def test_a_weak_password_is_refused_and_nobody_added(admin, office):
    assert admin.post("/people", data={**NEW, "password": "12345678"}).status_code == 422
    assert find(office, "qian.duo") is None


def test_a_person_changes_team(admin, office):
    person = find(office, "lin.xiaowen")
    admin.post(f"/people/{person.id}", data={**NEW, "login": person.login, "name": person.name, "team": "1"})
    assert find(office, "lin.xiaowen").team == 1


def test_whoever_leaves_cannot_come_in(admin, rep, office):
    admin.post(f"/people/{office.id('lin.xiaowen')}/deactivation")
    assert rep.get("/day").status_code == 302
    admin.post(f"/people/{office.id('lin.xiaowen')}/activation")
    assert find(office, "lin.xiaowen").active


def test_the_last_who_arranges_people_stays(admin, office):
    assert admin.post(f"/people/{office.id('xu.lan')}/deactivation").status_code == 422


def test_a_pause_is_seen_in_the_table(admin, office):
    admin.post(f"/people/{office.id('he.jing')}/pause", data={"paused": "1"})
    assert "暂停接新" in admin.get("/people").text


def test_leave_is_written_down_and_taken_back(admin, office):
    person = office.id("he.jing")
    admin.post(f"/people/{person}/leave", data={"first": "2026-11-24", "last": "2026-11-26", "reason": "年假"})
    assert "请假到 11月26日" in admin.get("/people").text
    with office.work() as work:
        leave = leave_of(work.connection, [person])[person][0].id
    admin.post(f"/people/{person}/leave/{leave}/removal")
    assert "请假到" not in admin.get("/people").text


def test_leave_without_days_is_refused(admin, office):
    assert admin.post(f"/people/{office.id('he.jing')}/leave", data={"first": "", "last": ""}).status_code == 422


def test_a_team_is_made_below_another(admin, office):
    admin.post(
        "/teams", data={"key": "north", "label_zh": "华北组", "label_en": "North", "parent": "1", "superior": ""}
    )
    with office.work() as work:
        assert teams.tree(work.connection).by_key("north").parent == 1
    assert "华北组" in admin.get("/people").text


def test_no_team_stands_below_itself(admin):
    assert admin.post("/teams/1", data={"label_zh": "销售部", "label_en": "Sales", "parent": "2"}).status_code == 422


def test_a_person_who_is_not_there_is_not_found(admin):
    assert admin.get("/people/999").status_code == admin.post("/people/999/pause").status_code == 404


def test_everybody_has_settings_of_their_own(rep, office):
    rep.post("/settings", data={"language": "en", "timezone": "Europe/Berlin", "theme": "dark", "keys": "on"})
    person = find(office, "lin.xiaowen")
    assert (person.language, person.timezone) == ("en", "Europe/Berlin")
    assert 'data-theme="dark"' in rep.get("/settings").text


def test_a_zone_that_is_none_is_refused(rep):
    assert rep.post("/settings", data={"language": "zh", "timezone": "Mars/Base"}).status_code == 422


@pytest.fixture
def signed_in(office, visitor):
    """林晓雯's browser, signed in with her password."""
    with office.work() as work:
        people.set_password(work, office.id("lin.xiaowen"), "seven-blue-lathes")
    visitor.post("/session", data={"login": "lin.xiaowen", "password": "seven-blue-lathes"})
    return visitor


def change(client, **given: str):
    asked = {"old": "seven-blue-lathes", "new": "nine-red-presses", "again": "nine-red-presses", **given}
    return client.post("/settings/password", data=asked)


def test_a_password_is_changed_by_whoever_knows_it(signed_in):
    assert change(signed_in).status_code == 303
    assert signed_in.get("/settings").status_code == 200


@pytest.mark.parametrize("given", [{"old": "guess"}, {"again": "other"}, {"new": "12345678", "again": "12345678"}])
def test_a_wrong_or_weak_password_changes_nothing(signed_in, given):
    assert change(signed_in, **given).status_code == 422


def test_a_token_is_shown_once_and_can_be_revoked(rep, office):
    secret = rep.post("/settings/tokens", data={"label": "报表脚本"}).text.split('value="lw_')[1].split('"')[0]
    assert f"lw_{secret}" not in rep.get("/settings").text
    with office.work() as work:
        token = tokens.find(work.connection, f"lw_{secret}")
    rep.post(f"/settings/tokens/{token.id}/revocation")
    with office.work() as work:
        assert tokens.find(work.connection, f"lw_{secret}") is None


def test_nobody_revokes_a_token_of_somebody_else(office, rep):
    with office.work("zhao.qihang") as work:
        token = tokens.create(work, office.id("zhao.qihang"), "mine")
    assert rep.post(f"/settings/tokens/{token.id}/revocation").status_code in (403, 404)


def test_a_phone_finds_everything_under_more(rep):
    page = rep.get("/more").text
    assert "/day" in page and "/reports" in page and "/settings" in page and "/studio" not in page
