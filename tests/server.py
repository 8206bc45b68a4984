"""Leadwright as a real process: started, spoken to, stopped, killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-c", "import sys; from cli import main; sys.exit(main())")
PATIENCE = 60  # seconds until a start counts as failed; a slow build server needs some of them


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class LeadwrightServer:
    """One installation: a data folder, a database, a port, and the process that serves them."""

    def __init__(self, folder: Path, database_url: str | None = None, redis_url: str | None = None) -> None:
        self.data, self.log = folder / "var", folder / "server.log"
        self.database_url, self.redis_url = database_url, redis_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `leadwright …` on this installation, whether or not it is serving."""
        done = subprocess.run(
            [*COMMAND, *words], cwd=ROOT, env=self._environment(), text=True, capture_output=True, timeout=300
        )
        if check and done.returncode:
            pytest.fail(f"leadwright {' '.join(words)} exited with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    def start(self, *options: str) -> None:
        """Serve, and return once it says that it is healthy."""
        words = ["run", "--data", str(self.data), "--port", str(self.port), *options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, *words],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait()

    def stop(self) -> None:
        """Ask it to stop, as a service manager does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Take it away without warning, with its workers."""
        self._end(signal.SIGKILL)

    def healthy(self) -> bool:
        """Whether /healthz answers."""
        try:
            with urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-4000:] if self.log.exists() else ""

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.healthy():
            if self.process.poll() is not None:
                pytest.fail(f"the server stopped with {self.process.returncode}:\n{self.said()}")
            if time.monotonic() > until:
                self.kill()
                pytest.fail(f"the server was not healthy within {PATIENCE} s:\n{self.said()}")
            time.sleep(0.05)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, how)
            self.process.wait(15)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LEADWRIGHT_")}
        ours = {
            "PYTHONPATH": str(ROOT / "platform"),
            "LEADWRIGHT_DATA": str(self.data),
            "LEADWRIGHT_DATABASE_URL": self.database_url,
            "LEADWRIGHT_REDIS_URL": self.redis_url,
        }
        return kept | {name: value for name, value in ours.items() if value}
