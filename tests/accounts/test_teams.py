"""Teams: a tree that never bites its own tail."""

import pytest

from accounts import NewTeam, teams
from definitions import NotAllowed, NotFound, Refused


def test_the_tree_lists_parents_before_children(house):
    assert [team.key for team in teams.tree(house.work.connection)] == ["region", "east", "west"]


def test_a_subtree_holds_all_below(house):
    tree = teams.tree(house.work.connection)
    assert tree.subtree(house.region.id) == {house.region.id, house.east.id, house.west.id}
    assert tree.subtree(house.east.id) == {house.east.id}
    assert tree.subtree(None) == frozenset()


def test_a_moved_team_takes_its_teams_along(house):
    north = teams.add(house.work, NewTeam("north", "North"))
    teams.move(house.work, house.region.id, north.id)
    assert house.east.id in teams.tree(house.work.connection).subtree(north.id)


@pytest.mark.parametrize("below", ["region", "east"])
def test_no_team_stands_below_itself(house, below):
    with pytest.raises(Refused, match="below itself"):
        teams.move(house.work, house.region.id, getattr(house, below).id)


def test_a_key_names_one_team(house):
    with pytest.raises(Refused, match="already"):
        teams.add(house.work, NewTeam("east", "Another"))


def test_a_renamed_team_keeps_its_key(house):
    team = teams.rename(house.work, house.east.id, {"zh": "东一组", "en": "East one"})
    assert (team.key, team.label.text("zh")) == ("east", "东一组")


@pytest.mark.parametrize("new", [NewTeam("x", "X", parent=999), NewTeam("x", "X", superior=999)])
def test_parent_and_superior_must_exist(house, new):
    with pytest.raises(NotFound):
        teams.add(house.work, new)


def test_reps_arrange_no_teams(house):
    work = house.acting(house.min)
    for verb in (
        lambda: teams.add(work, NewTeam("x", "X")),
        lambda: teams.move(work, house.east.id, None),
        lambda: teams.set_superior(work, house.east.id, house.min.id),
    ):
        with pytest.raises(NotAllowed):
            verb()
