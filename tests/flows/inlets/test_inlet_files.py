"""Inlets that cannot work are found before they are published, each at its place."""

from pathlib import Path

import pytest

import publishing
from definitions import read_folder

MAILING = read_folder(Path(__file__).parents[2] / "configs" / "flows" / "mailing")
HEAD = "kind: inlet\nid: bad\nform: client\n"
GOOD = "proof: {token: t}\nfields: {name: $.name}\n"


def problems(text):
    return [(one.path, one.key) for one in publishing.load({**MAILING, "inlets/bad.yaml": HEAD + text}).problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("fields: {name: $.name}\n", ("id", "inlets.problem.no_proof")),
        ("proof: {token: t}\nfields: {name: name}\n", ("fields.name", "picking.problem.bad_path")),
        ("proof: {token: t}\nfields: {name: \"$[?match(@.a,'a+')]\"}\n", ("fields.name", "picking.problem.bad_path")),
        (GOOD + "key: '$['\n", ("key", "picking.problem.bad_path")),
        ("proof: {token: t}\nfields: {name: $.name, phone: $.p}\n", ("fields.phone", "forms.problem.unknown_field")),
        ("proof: {token: t}\nfields: {email: $.e}\n", ("fields", "inlets.problem.not_filled")),
        (GOOD + "values: {email: nobody}\n", ("values.email", "forms.problem.bad_value")),
        ("proof: {token: T!}\nfields: {name: $.name}\n", ("proof.token", "problem.not_as_described")),
    ],
)
def test_an_inlet_that_cannot_work_is_found(text, problem):
    assert problem in problems(text)


def test_a_sound_inlet_has_no_problem():
    assert problems(GOOD) == []
