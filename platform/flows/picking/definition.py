"""What an admin writes about where a field's value comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from definitions import Source

from .paths import Path, read_path

SECONDS, MILLISECONDS, TEXT = "seconds", "milliseconds", "text"
_PATH = {"type": "string", "minLength": 1, "description": "A path into what was sent: $.data.name (RFC 9535)"}
_VALUE = {"type": ["string", "number", "boolean"]}
_PICK = {
    "type": "object",
    "required": ["from"],
    "additionalProperties": False,
    "properties": {
        "from": {"anyOf": [_PATH, {"type": "array", "items": _PATH, "minItems": 1, "maxItems": 10}]},
        "choices": {"type": "object", "additionalProperties": _VALUE, "description": "Their words: ours"},
        "else": {**_VALUE, "description": "Where nothing is there, or a word that `choices` does not know"},
        "join": {"type": "string", "description": "Puts several paths together, with this between them"},
        "as": {"enum": [SECONDS, MILLISECONDS, TEXT], "description": "How a moment or a list is written there"},
    },
}
PICKS_SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"anyOf": [_PATH, _PICK]},
    "description": "Fields, and where each one's value stands",
}


@dataclass(frozen=True)
class Pick:
    """One field: the paths that are tried in turn, or put together, and what their words mean here."""

    field: str
    paths: tuple[Path, ...]
    choices: Mapping[str, Any] = field(default_factory=dict)
    otherwise: Any = None
    join: str | None = None
    kind: str | None = None

    def value(self, data: Any) -> Any:
        """The raw value for the field; None where nothing was sent."""
        found = [value for path in self.paths if not _is_nothing(value := path.find(data))]
        if not found:
            return self.otherwise
        if self.join is not None:
            return self.join.join(map(_text, found))
        return self._meant(found[0])

    def _meant(self, value: Any) -> Any:
        if self.choices:
            if isinstance(value, list):
                return [self.choices.get(_text(each), each) for each in value]
            return self.choices.get(_text(value).strip(), self.otherwise if self.otherwise is not None else value)
        if self.kind in (SECONDS, MILLISECONDS):
            return _moment(value, 1000 if self.kind == MILLISECONDS else 1)
        return _text(value) if self.kind == TEXT or isinstance(value, dict) else value


def read_picks(source: Source, written: Mapping[str, Any], path: Sequence[Any]) -> tuple[Pick, ...]:
    """The picks of a definition; a path that cannot be read becomes a problem at its place."""
    return tuple(_read(source, name, each, (*path, name)) for name, each in written.items())


def _read(source: Source, name: str, written: Any, path: tuple) -> Pick:
    more = {"from": written} if isinstance(written, str) else written
    paths = more["from"] if isinstance(more["from"], list) else [more["from"]]
    return Pick(
        field=name,
        paths=tuple(filter(None, (_path(source, one, path) for one in paths))),
        choices={str(word).strip(): value for word, value in more.get("choices", {}).items()},
        otherwise=more.get("else"),
        join=more.get("join"),
        kind=more.get("as"),
    )


def _path(source: Source, written: str, path: tuple) -> Path | None:
    try:
        return read_path(written)
    except ValueError as error:
        source.problem(path, "picking.problem.bad_path", written=written, detail=str(error))
        return None


def _is_nothing(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_text(each)}" for name, each in value.items())
    return str(value)


def _moment(value: Any, per_second: int) -> Any:
    try:
        return datetime.fromtimestamp(float(value) / per_second, UTC).isoformat()
    except (ValueError, TypeError, OverflowError, OSError):
        return value
