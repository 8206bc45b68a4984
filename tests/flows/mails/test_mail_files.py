"""Messages that cannot go by mail are found before they are published, each at its place."""

from pathlib import Path

import pytest

import publishing
from definitions import read_folder

MAILING = read_folder(Path(__file__).parents[2] / "configs" / "flows" / "mailing")
HEAD = "kind: message\nid: bad\ntitle: Hello\n"


def problems(text):
    loaded = publishing.load({**MAILING, "messages/bad.yaml": HEAD + text})
    return [(one.path, one.key) for one in loaded.problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("body: x\nmail: {}\n", ("mail", "mails.problem.needs_form")),
        ("form: client\nmail: {}\n", ("mail", "mails.problem.needs_body")),
        ("form: client\nbody: x\nmail: {to: name}\n", ("mail.to", "mails.problem.no_address")),
        ("form: client\nbody: x\nmail: {channel: post}\n", ("mail.channel", "mails.problem.no_channel")),
        ("form: client\nbody: 'https://{{ name }}/'\nmail: {}\n", ("body", "mails.problem.bad_link")),
    ],
)
def test_a_mail_that_cannot_go_is_found(text, problem):
    assert problems(text) == [problem]


def test_a_sound_message_has_no_problem():
    assert problems("form: client\nbody: '[x](https://a.example/{{ number }})'\nmail: {to: other_email}\n") == []
