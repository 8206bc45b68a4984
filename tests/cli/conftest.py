"""A terminal: the `leadwright` command on an installation of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from cli import main
from tests.services import in_memory

ORDERS = Path(__file__).parents[1] / "configs" / "flows" / "orders"
PACK = "kind: pack\nid: orders\nlabel: Orders\nversion: 1.0.0\n"


@dataclass(frozen=True)
class Said:
    """What a command answered: its exit code, what it said, and what it complained about."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The line that says what was done."""
        return self.out.strip().splitlines()[-1]


Terminal = Callable[..., Said]


@pytest.fixture
def leadwright(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Runs a command as a terminal that speaks English would; state lives in the test's own folder."""
    for name in ("LEADWRIGHT_DATABASE_URL", "LEADWRIGHT_REDIS_URL", "LEADWRIGHT_LANG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEADWRIGHT_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    def run(*words: str) -> Said:
        capsys.readouterr()
        code = 0
        try:
            main([str(word) for word in words])
        except SystemExit as left:
            code = left.code or 0
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with a small pack of orders, free to be changed."""
    folder = tmp_path / "orders"
    copytree(ORDERS, folder)
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    return folder


@pytest.fixture
def shop(leadwright: Terminal, pack: Path, tmp_path: Path, published: Path) -> Terminal:
    """The command, after the orders are published: the first time by the command itself, then as it left them."""
    if published.exists():
        copytree(published, tmp_path / "var")
    else:
        assert leadwright("publish", pack).code == 0
        copytree(tmp_path / "var", published)
    return leadwright


@pytest.fixture(scope="session")
def published() -> Path:
    """Where the data folder is kept in which the orders are published."""
    return in_memory("shop") / "var"
