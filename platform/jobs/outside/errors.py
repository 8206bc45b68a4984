"""Why something outside could not be reached."""

from __future__ import annotations

from typing import Any

from definitions import Reason


class NotReached(Exception):
    """Nobody answered, or nobody may be asked; `again` where it may be different later."""

    def __init__(self, code: str, *, again: bool, **params: Any) -> None:
        super().__init__(code)
        kept = {name: keepable(value) if isinstance(value, str) else value for name, value in params.items()}
        self.reason = Reason(f"outside.{code}", kept)
        self.again = again

    def __str__(self) -> str:
        return self.reason.text("en")


def keepable(said: str) -> str:
    """What a stranger said, without the sign NUL, which PostgreSQL does not keep."""
    return said.replace("\0", "\ufffd")
