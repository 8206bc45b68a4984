"""What gunicorn and flask run: `gunicorn app:app`, `flask --app app run`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "platform"))

from web import create_app  # noqa: E402  (the line above makes it importable from a bare checkout)

app = create_app()
