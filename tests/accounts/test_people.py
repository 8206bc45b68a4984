"""People: found by what they call themselves, changed by those who may, never lost."""

import pytest

from accounts import NewPerson, NewTeam, WeakPassword, people, superior_of, superiors_of, teams
from definitions import NotAllowed, NotFound, Refused


@pytest.mark.parametrize("written", ["min", "MIN", " min ", "闵敏", "13800138000", "+86 138 0013 8000", "min@X.cn"])
def test_everybody_is_found_by_many_names(house, written):
    assert people.find_by_login(house.work.connection, written) == house.min


def test_a_name_that_two_share_finds_nobody(house):
    people.add(house.work, NewPerson("min2", "闵敏", "rep"))
    assert people.find_by_login(house.work.connection, "闵敏") is None
    assert people.find_by_login(house.work.connection, "min2").login == "min2"


@pytest.mark.parametrize("written", ["", " ", "nobody", "138", "%", "' or 1=1 --", "闵"])
def test_parts_and_tricks_find_nobody(house, written):
    assert people.find_by_login(house.work.connection, written) is None


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewPerson("MIN", "Other", "rep"), "login_taken"),
        (NewPerson("13800138000", "Other", "rep"), "login_taken"),
        (NewPerson("other", "Other", "rep", phone="+8613800138000"), "phone_taken"),
        (NewPerson("other", "Other", "rep", email="MIN@x.cn"), "email_taken"),
        (NewPerson("two words", "Other", "rep"), "login_unusable"),
        (NewPerson("", "Other", "rep"), "login_unusable"),
        (NewPerson("other", "  ", "rep"), "name_missing"),
        (NewPerson("other", "Other", "repp"), "role_not_published"),
        (NewPerson("other", "Other", "rep", calendar="moon"), "calendar_not_published"),
        (NewPerson("other", "Other", "rep", language="xx"), "language_unknown"),
        (NewPerson("other", "Other", "rep", timezone="Asia/Moon"), "timezone_unknown"),
        (NewPerson("other", "Other", "rep", team=999), "no_team"),
    ],
)
def test_what_is_wrong_is_refused_in_words(house, new, code):
    with pytest.raises(Refused) as refused:
        people.add(house.work, new)
    assert refused.value.code == code
    assert "{" not in refused.value.text("zh") + refused.value.text("en")


def test_who_was_slower_by_a_moment_is_told(house, monkeypatch):
    monkeypatch.setattr(people, "_check_unique", lambda *args: None)
    with pytest.raises(Refused, match="a moment ago"):
        people.add(house.work, NewPerson("min", "Other", "rep"))


def test_a_weak_password_adds_nobody(house):
    with pytest.raises(WeakPassword):
        people.add(house.work, NewPerson("lin", "林", "rep", password="password1"))
    assert people.find_by_login(house.work.connection, "lin") is None


def test_only_those_who_may_arrange_people(house):
    for verb in (
        lambda work: people.add(work, NewPerson("lin", "林", "rep")),
        lambda work: people.change(work, house.bo.id, role="admin"),
        lambda work: people.change(work, house.min.id, role="admin"),
        lambda work: people.set_password(work, house.bo.id, "a fine new sentence"),
        lambda work: people.deactivate(work, house.bo.id),
        lambda work: people.reactivate(work, house.bo.id),
    ):
        with pytest.raises(NotAllowed):
            verb(house.acting(house.min))


def test_everybody_changes_what_is_their_own(house):
    changed = people.change(house.acting(house.min), house.min.id, language="en", settings={"dense": True})
    assert (changed.language, changed.settings) == ("en", {"dense": True})


def test_moving_changes_the_team_only(house):
    moved = people.move(house.work, house.bo.id, house.east.id)
    assert moved.team == house.east.id
    assert moved.name == house.bo.name


def test_an_unknown_change_is_refused(house):
    with pytest.raises(Refused, match="password_hash"):
        people.change(house.work, house.bo.id, password_hash="x")


def test_the_last_admin_cannot_leave(house):
    with pytest.raises(Refused, match="last one who may arrange people"):
        people.deactivate(house.work, house.admin.id)
    with pytest.raises(Refused, match="last one who may arrange people"):
        people.change(house.work, house.admin.id, role="rep")


def test_an_admin_leaves_once_another_is_there(house):
    people.change(house.work, house.bo.id, role="admin")
    assert not people.deactivate(house.work, house.admin.id).active


def test_who_left_is_listed_only_on_request(house):
    people.deactivate(house.work, house.bo.id)
    names = [person.login for person in people.listing(house.work.connection)]
    assert "bo" not in names
    assert [person.login for person in people.listing(house.work.connection, active=False)] == ["bo"]
    assert people.get(house.work.connection, house.bo.id).name == "薄博"


def test_listing_narrows_by_team_and_role(house):
    found = people.listing(house.work.connection, teams=[house.east.id], role="rep")
    assert found == (house.min,)


def test_names_and_people_by_many_ids(house):
    ids = [house.min.id, None, 999]
    assert people.names(house.work.connection, ids) == {house.min.id: "闵敏"}
    assert people.by_ids(house.work.connection, ids) == {house.min.id: house.min}


def test_nobody_is_not_found(house):
    with pytest.raises(NotFound):
        people.get(house.work.connection, 999)


def test_superior_is_the_one_of_the_team(house):
    assert superior_of(house.work.connection, house.min) == house.fang


def test_superior_of_a_superior_is_one_team_up(house):
    assert superior_of(house.work.connection, house.fang.id) == house.wen


def test_a_team_without_superior_asks_the_parent(house):
    assert superior_of(house.work.connection, house.bo) == house.wen


def test_nobody_stands_above_the_top(house):
    assert superior_of(house.work.connection, house.wen) is None
    assert superior_of(house.work.connection, house.admin) is None


def test_a_superior_who_left_is_passed_over(house):
    people.deactivate(house.work, house.fang.id)
    assert superior_of(house.work.connection, house.min) == house.wen


def test_superiors_are_the_steps_of_an_escalation(house):
    assert superiors_of(house.work.connection, house.min) == (house.fang, house.wen)


@pytest.mark.parametrize("more", [{"name": "长" * 121}, {"email": "a@" + "b" * 254}, {"phone": "1" * 40}])
def test_what_no_column_holds_is_refused(house, more):
    with pytest.raises(Refused, match="too long"):
        people.add(house.work, NewPerson(**{"login": "long", "name": "Long", "role": "rep", **more}))


def test_key_no_column_holds_is_refused(house):
    with pytest.raises(Refused, match="too long"):
        teams.add(house.work, NewTeam("k" * 49, "Long"))
