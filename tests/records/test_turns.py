"""Writers of one SQLite file take turns, threads and processes alike."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from records.engine import turns

PLATFORM = Path(turns.__file__).parents[2]
HOLDING = """
import sys
from records.engine.turns import in_turn
with in_turn(sys.argv[1]):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path) -> str:
    return str(tmp_path / "leadwright.db")


@pytest.fixture
def other(path):
    """Another process that has its turn until it is told to end."""
    command = [sys.executable, "-c", HOLDING, path]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env={"PYTHONPATH": str(PLATFORM)}, **pipes) as process:
        assert process.stdout.readline() == "mine\n"
        yield process
        process.kill()


def test_writer_waits_for_another_process(path, other):
    had = []

    def write():
        with turns.in_turn(path):
            had.append(other.poll())

    writer = Thread(target=write)
    writer.start()
    writer.join(0.2)
    assert had == []
    other.stdin.close()
    writer.join()
    assert len(had) == 1


def test_writer_that_waited_too_long_goes_on(path, other, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with turns.in_turn(path):
        assert other.poll() is None


def test_turn_of_a_process_that_was_killed_is_free(path, other):
    other.kill()
    other.wait()
    with turns.in_turn(path):
        pass


def test_file_that_cannot_be_made_holds_nobody_up(tmp_path):
    with turns.in_turn(str(tmp_path / "nowhere" / "leadwright.db")):
        pass
