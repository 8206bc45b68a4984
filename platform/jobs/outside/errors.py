"""Why something outside could not be reached."""

from __future__ import annotations

from typing import Any

from definitions import Reason


class NotReached(Exception):
    """Nobody answered, or nobody may be asked; `again` where it may be different later."""

    def __init__(self, code: str, *, again: bool, **params: Any) -> None:
        super().__init__(code)
        self.reason = Reason(f"outside.{code}", params)
        self.again = again

    def __str__(self) -> str:
        return self.reason.text("en")
