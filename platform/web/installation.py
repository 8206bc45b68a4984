"""What every request needs from outside: the workspace, and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from publishing import Workspace


@dataclass
class Installation:
    """The workspace behind the pages, and their clock."""

    workspace: Workspace
    clock: Callable[[], datetime]


def installation() -> Installation:
    """The installation that the current request belongs to."""
    return current_app.extensions["leadwright"]
