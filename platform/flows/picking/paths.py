"""Paths into JSON as RFC 9535 has them, without the functions that run an admin's pattern."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jsonpath import JSONPathEnvironment
from jsonpath.exceptions import JSONPathError

LONGEST = 300


class _Environment(JSONPathEnvironment):
    """Strictly the standard; `match` and `search` are left out: they run on a backtracking engine."""

    def setup_function_extensions(self) -> None:
        """Keeps the functions that count and compare."""
        super().setup_function_extensions()
        for name in ("match", "search"):
            self.function_extensions.pop(name, None)


_ENVIRONMENT = _Environment(strict=True)


@dataclass(frozen=True)
class Path:
    """A path that was read; `find` is what stands there."""

    written: str
    compiled: Any = field(repr=False, compare=False)

    def find(self, data: Any) -> Any | None:
        """The first value; None where there is none, or where what was sent nests beyond all measure."""
        try:
            return next(iter(self.compiled.findall(data)), None)
        except (JSONPathError, RecursionError):
            return None


def read_path(written: str) -> Path:
    """`$.data.name`, `$.fields[?@.name == 'email'].value`; ValueError says what is wrong with it."""
    if len(written) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    try:
        return Path(written, _ENVIRONMENT.compile(written))
    except JSONPathError as error:
        raise ValueError(str(error).split("\n")[0]) from None
