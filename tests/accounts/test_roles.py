"""The kind `role`: rights that say what they mean, and configurations that lock nobody out."""

from pathlib import Path

import pytest

from accounts import FORM_VERBS, role_checks, through_checks
from definitions import Label, load_files

ADMIN = "configure: true\npeople: true\nforms: {'*': {see: all, do: all}}"


@pytest.fixture
def problems_of(house_of):
    """What the checks across files say about these roles, in English and with their lines."""

    def ask(*forms, **roles) -> list[str]:
        catalog = house_of(roles, *forms)
        checks = (
            role_checks.somebody_holds_every_right,
            role_checks.roles_name_what_exists,
            role_checks.rights_that_cannot_be_used,
            through_checks.links_of_sight_point_somewhere,
            through_checks.links_of_sight_come_to_an_end,
        )
        found = [problem for look in checks for problem in look(catalog)]
        assert all("{" not in problem.sentence("zh") for problem in found)
        return [f"{problem.level} {problem.text('en')}" for problem in found]

    return ask


def test_a_sound_configuration_has_no_problem(problems_of):
    assert problems_of(admin=ADMIN, rep="forms: {ticket: {see: own, do: [edit], hide: [margin]}}") == []


def test_without_roles_it_says_that_nobody_sees_anything(problems_of):
    (problem,) = problems_of()
    assert problem.startswith("warning")
    assert "there is no role" in problem


def test_a_form_that_nobody_sees_is_an_error(problems_of):
    problems = problems_of(admin=ADMIN.replace("see: all", "see: none").replace("do: all", "do: [create]"))
    assert any(problem.startswith("error") and "no role sees “Tickets”" in problem for problem in problems)


@pytest.mark.parametrize("right", ["configure", "people"])
def test_a_right_that_nobody_holds_is_said(problems_of, right):
    (problem,) = problems_of(admin=ADMIN.replace(f"{right}: true\n", ""))
    assert f"no role has “{right}: true”" in problem


@pytest.mark.parametrize(
    ("forms", "place", "sentence"),
    [
        ("{tiket: {see: own}}", "role.yaml:3:9", "there is no form “tiket”; did you mean ticket?"),
        ("{ticket: {see: own, hide: [margn]}}", "role.yaml:3:34", "no field “margn”; did you mean margin?"),
        ("{ticket: {see: own, read_only: [x]}}", "role.yaml:3:39", "has no field “x”"),
        ("{'*': {see: own, hide: [margn]}}", "role.yaml:3:31", "no form has a field “margn”; did you mean margin?"),
    ],
)
def test_names_that_do_not_exist(problems_of, forms, place, sentence):
    (problem,) = problems_of(admin=ADMIN, role=f"forms: {forms}")
    assert place in problem
    assert sentence in problem


def test_verbs_on_records_never_seen(problems_of):
    (problem,) = problems_of(admin=ADMIN, role="forms: {ticket: {do: [create, assign, edit]}}")
    assert "assign, edit is allowed on records that these people never see" in problem


def test_a_start_page_that_stays_shut(problems_of):
    (problem,) = problems_of(admin=ADMIN, role="home: studio\nforms: {ticket: {see: own}}")
    assert "start at “studio” and may not open it" in problem


def test_a_required_field_that_is_closed_to_who_creates(problems_of, stand_in):
    form = stand_in("ticket", stand_in.field("source", label=Label.of("Source"), required=True))
    (problem,) = problems_of(form, admin=ADMIN, role="forms: {ticket: {see: own, do: [create], hide: [source]}}")
    assert "“Source” is required but closed to them" in problem


@pytest.fixture
def pointing(stand_in):
    """Orders that point at tickets, and tickets that point at orders."""
    order = stand_in("order", stand_in.field("ticket", points_at="ticket"), stand_in.field("note"))
    return stand_in("ticket", stand_in.field("order", points_at="order"), stand_in.field("margin")), order


@pytest.mark.parametrize(
    ("forms", "sentence"),
    [
        ("{ticket: {see: own}, order: {see: {through: [tiket]}}}", "has no field “tiket”; did you mean ticket?"),
        ("{ticket: {see: own}, order: {see: {through: [note]}}}", "nothing is seen through it; use ticket"),
        ("{order: {see: {through: [ticket]}}}", "these people see no “ticket”"),
        ("{'*': {see: {through: [ticket]}}}", "forms have links of their own"),
        ("{order: {see: {through: [ticket]}}, ticket: {see: {through: [order]}}}", "order → ticket → order"),
    ],
)
def test_links_that_nothing_is_seen_through(problems_of, pointing, forms, sentence):
    (problem,) = problems_of(*pointing, admin=ADMIN, role=f"forms: {forms}")
    assert "role.yaml:3:" in problem and problem.startswith("error")
    assert sentence in problem


def test_sight_through_a_link_has_no_problem(problems_of, pointing):
    role = "forms: {ticket: {see: own}, order: {see: {through: [ticket]}, do: [edit]}}"
    assert problems_of(*pointing, admin=ADMIN, role=role) == []


def load(text: str):
    return load_files({"role.yaml": f"kind: role\nid: rep\nforms: {text}\n"}).problems


@pytest.mark.parametrize(
    ("forms", "sentence"),
    [
        ("{'*': {see: own, do: [asign]}}", "“asign” is nothing one can do"),
        ("{'*': {see: own, do: [asign]}}", "did you mean assign?"),
        ("{'*': {see: own, do: [see]}}", "it is a setting of its own"),
        ("{'*': {see: some}}", "none, own, team, all"),
        ("{'*': {sees: own}}", "did you mean see?"),
        ("{'*': own}", "must be"),
        ("{'*': {see: {thru: [x]}}}", "did you mean through?"),
        ("{'*': {see: {through: []}}}", "at least 1"),
    ],
)
def test_what_a_role_cannot_mean(forms, sentence):
    assert any(sentence in problem.text("en") for problem in load(forms))


def test_a_form_named_takes_nothing_from_the_star(house_of):
    role = house_of({"rep": "forms: {'*': {see: all, do: all}, ticket: {see: own}}"}).get("role", "rep")
    assert (role.on("ticket").see, role.on("ticket").do) == ("own", frozenset())
    assert (role.on("order").see, role.on("order").do) == ("all", frozenset(FORM_VERBS))


def test_a_form_not_named_is_closed(house_of):
    role = house_of({"rep": "forms: {ticket: {see: own}}"}).get("role", "rep")
    assert (role.on("order").see, role.on("order").do) == ("none", frozenset())


def test_the_page_about_roles_names_every_verb():
    page = (Path(__file__).parents[2] / "docs" / "accounts.md").read_text("utf-8")
    said = page.split("Verbs of `do`: `")[1].split("`")[0]
    assert set(said.split()) == set(FORM_VERBS)
