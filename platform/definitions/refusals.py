"""Domain refusals: what a person may not do now, said so that they know what to do."""

from __future__ import annotations

from typing import Any

from .texts import say


class Refused(Exception):
    """The platform says no: not allowed, guard not met, already done, stale."""

    status = 409

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    def text(self, language: str) -> str:
        """The refusal as a sentence: what is wrong and what to do."""
        return say(self.key, language, **self.params)

    @property
    def code(self) -> str:
        """The last part of the key, for machines."""
        return self.key.rsplit(".", 1)[-1]

    def __str__(self) -> str:
        return self.text("en")


class NotFound(Refused):
    """There is no such thing, or the actor may not know of it."""

    status = 404

    def __init__(self, key: str = "refused.not_found", **params: Any) -> None:
        super().__init__(key, **params)


class NotAllowed(Refused):
    """The actor sees the thing but may not do this to it."""

    status = 403

    def __init__(self, key: str = "refused.not_allowed", **params: Any) -> None:
        super().__init__(key, **params)


class Stale(Refused):
    """Somebody else changed the record in the meantime; `current` holds what stands now."""

    def __init__(self, key: str = "refused.stale", *, current: Any = None, **params: Any) -> None:
        super().__init__(key, **params)
        self.current = current


class AlreadyDone(Refused):
    """It was done before, by somebody at some time."""


class GuardNotMet(Refused):
    """A stage is held; `missing` lists what has to be there first."""

    status = 422

    def __init__(self, key: str = "refused.guard_not_met", *, missing: tuple[Any, ...] = (), **params: Any) -> None:
        super().__init__(key, **params)
        self.missing = missing
