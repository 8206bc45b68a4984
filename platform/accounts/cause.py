"""What acts where no person does: an automation or a cadence, in one of its runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import Label


@dataclass(frozen=True)
class Cause:
    """Why things happen in a piece of work; `depth` counts the runs that led to one another up to this one."""

    kind: str  # automation, cadence
    id: str
    label: Label
    run: int
    depth: int = 1

    def as_json(self) -> dict[str, Any]:
        """What an event keeps of it; the label as it was then, since definitions come and go."""
        return {
            "kind": self.kind,
            "id": self.id,
            "label": self.label.as_written(),
            "run": self.run,
            "depth": self.depth,
        }
