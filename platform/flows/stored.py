"""Values as decisions keep them in JSON, and back again; and the definitions of the revision that decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from accounts import Work, default_calendar
from definitions import Catalog, NotFound, load_files
from forms import FormDefinition
from records import revisions
from rules import Env, Scope, Type


def jsonable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON can hold them: moments as ISO text, exact numbers as plain ones."""
    return {name: value if type(value) in _PLAIN else _jsonable(value) for name, value in values.items()}


def told_changes(form: FormDefinition, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    """What fields held and hold now, as their types write it in events."""
    kinds = {name: form.field(name).type for name in changes}
    return {name: [None if one is None else kinds[name].to_json(one) for one in pair] for name, pair in changes.items()}


def restored(stored: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """Stored values with the types the scope gives them, from either database or from Python."""
    types = {name: known.type for name, known in scope.names.items()}
    return {name: restored_value(value, types.get(name)) for name, value in stored.items()}


def restored_value(value: Any, type: Type | None) -> Any:
    """One stored value with its type."""
    reader = _READERS.get(type)
    return value if value is None or reader is None else reader(value)


def house_env(work: Work) -> Env:
    """What decisions may ask beside a record's values; the same whoever causes them, wherever they sit."""
    calendar = default_calendar(work.catalog)
    return Env(work.now, calendar.zone.key, calendar)


def catalog_of(work: Work, revision: int) -> Catalog:
    """The definitions that held when a decision was made; today's where they cannot be read any more."""
    if revision == work.catalog.revision:
        return work.catalog
    return work.catalog.derived(("revision", revision), lambda: _load(work, revision) or work.catalog)


def _load(work: Work, revision: int) -> Catalog | None:
    try:
        files = revisions.files_of(work.connection, revision)
    except NotFound:
        return None
    catalog = load_files(files).readable if files else None
    return catalog.at_revision(revision) if catalog is not None else None


_PLAIN = frozenset({type(None), str, bool, int, float})


def _jsonable(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, dict):
        return jsonable(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_jsonable(item) for item in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return float(value) if hasattr(value, "as_tuple") else str(value)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _number(value: Any) -> Decimal:
    number = Decimal(str(value))
    return Decimal(int(number)) if number == number.to_integral_value() else number


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(word for word in value.strip("|").split("|") if word)
    return tuple(value)


_READERS: dict[Type | None, Callable[[Any], Any]] = {
    Type.DATETIME: _moment,
    Type.DATE: lambda value: date.fromisoformat(str(value)[:10]),
    Type.YES_NO: bool,
    Type.NUMBER: _number,
    Type.CHOICES: _words,
    Type.TEXTS: _words,
    Type.LINKS: _words,
}
