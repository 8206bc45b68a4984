"""Automations from a terminal: what there are, what they did, and what one would do."""

from datetime import UTC, datetime

import pytest

from flows import intake
from publishing import Settings, Workspace

TEXT = """kind: automation
id: push
form: order
label: {zh: 推送, en: Push}
on: submitted
if: "amount > 5"
do:
  - set: {hook: "{{ customer }}"}
  - stage: {to: quote}
"""


@pytest.fixture
def shop_with_run(leadwright, pack):
    """An installation whose automation ran once and was refused its second step."""
    folder = pack / "automations"
    folder.mkdir()
    (folder / "push.yaml").write_text(TEXT, "utf-8")
    assert leadwright("publish", pack).code == 0
    workspace = Workspace(Settings.read()).open()
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, datetime.now(UTC))
        intake.submit(work, "order", {"customer": "润扬轴承", "amount": "10"}, channel="page")
    workspace.database.dispose()
    leadwright("tick")
    return leadwright


def test_automations_are_listed_with_their_runs(shop_with_run):
    said = shop_with_run("automation", "list")
    assert said.last == "1 automation."
    assert "push" in said.out and "failed 1" in said.out


def test_run_is_shown_step_by_step(shop_with_run):
    assert "failed" in shop_with_run("automation", "runs", "--state", "failed").out
    said = shop_with_run("automation", "show", "1")
    assert "✓ 1. set" in said.out
    assert "✗ 2. stage" in said.out and "First call" in said.out


def test_run_is_replayed_and_dropped(shop_with_run):
    assert shop_with_run("automation", "replay", "1").last == "Run 1 is waiting to be done."
    assert shop_with_run("automation", "replay", "1", "--anew").last == "Run 2 is waiting to be done."
    assert shop_with_run("automation", "drop", "2").last == "Dropped run 2."
    again = shop_with_run("automation", "drop", "2")
    assert again.code == 1 and "run it anew" in again.err


def test_automation_is_paused_and_resumed(shop_with_run):
    assert shop_with_run("automation", "pause", "push", "--why", "too loud").code == 0
    assert "paused" in shop_with_run("automation", "list").out
    assert shop_with_run("automation", "resume", "push").last == "push works again; held runs: 0."


def test_dry_run_tells_and_keeps_nothing(shop_with_run):
    said = shop_with_run("automation", "dry-run", "push", "1")
    assert "Amount is above 5" in said.out and "✗ 2. stage" in said.out
    assert said.last.endswith("nothing was kept.")
    assert shop_with_run("automation", "runs").last == "1 run."


WRONG = [("pause", "pusch"), ("show", "99"), ("dry-run", "push", "OR-1"), ("runs", "--automation", "x")]


@pytest.mark.parametrize("words", WRONG)
def test_what_is_not_there_is_a_sentence(shop_with_run, words):
    said = shop_with_run("automation", *words)
    assert said.code == 1 and said.err.strip()
