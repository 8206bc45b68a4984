"""The command's frame: help, languages, errors in one voice."""

import socket

import pytest

COMMANDS = [
    "automation", "backtest", "check", "conversions", "deliveries", "diff", "export", "import", "imports", "in-flight",
    "inbound", "keys", "pack", "people", "plan", "predict", "publish", "regrade", "report", "revisions", "rollback",
    "run", "schema", "secret", "tick", "token", "worker",
]  # fmt: skip


def test_all_commands_are_there(leadwright):
    said = leadwright("--help")
    listed = [line.split()[0] for line in said.out.partition("Commands:")[2].strip().splitlines()]
    assert (said.code, listed) == (0, COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(leadwright, name):
    said = leadwright(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: leadwright {name}")


@pytest.mark.parametrize("words", [["impot"], ["import_"], ["publish"], ["report", "--format", "doc", "x"], ["--nope"]])
def test_what_is_not_understood_is_said(leadwright, words):
    said = leadwright(*words)
    assert said.code == 2
    assert "Usage" in said.err and said.out == ""


def test_data_may_stand_anywhere(leadwright, tmp_path):
    leadwright("revisions", "--data", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "leadwright.db").exists()
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("language", "words"), [("zh", "没有"), ("en", "nobody signs in")])
def test_errors_are_said_in_the_terminals_language(leadwright, monkeypatch, language, words):
    monkeypatch.setenv("LANG", f"{language}_XX.UTF-8")
    said = leadwright("token", "create", "--for", "nobody")
    assert said.code == 1
    assert words in said.err or words in said.out


@pytest.mark.parametrize(
    "words",
    [
        ["publish", "no/such/folder"], ["plan", "no/such/folder"], ["diff", "3", "4"], ["rollback", "9"],
        ["report", "nope"], ["regrade", "nope"], ["imports", "undo", "7"], ["pack", "install", "nope"],
        ["pack", "uninstall", "nope"], ["tick", "--at", "soon"], ["token", "revoke", "5"], ["worker"],
        ["people", "deactivate", "nobody"], ["import", "nope", "no.csv", "--map", "no.yaml"],
        ["import", "order", "no.csv", "--map", "no.yaml", "--as", "nobody"],
    ],
)  # fmt: skip
def test_a_users_mistake_is_a_sentence(leadwright, words):
    said = leadwright(*words)
    assert said.code == 1
    assert said.err.strip() and "{" not in said.err


def test_a_taken_port_is_named(leadwright):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = leadwright("run", "--port", port)
    assert said.code == 1 and str(port) in said.err
