"""Settings of the installation: small values by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, select

from .engine.prepared import Prepared
from .engine.rows import write_once, write_or_change
from .tables import setting

_VALUE = Prepared(select(setting.c.value).where(setting.c.key == bindparam("name")))


def get(connection: Connection, key: str, default: Any = None) -> Any:
    """A setting's value."""
    found = _VALUE.first(connection, name=key)
    return default if found is None else found[0]


def some(connection: Connection, keys: Iterable[str]) -> dict[str, Any]:
    """Those of several that are set, in one statement."""
    found = connection.execute(select(setting.c.key, setting.c.value).where(setting.c.key.in_(list(keys))))
    return {row.key: row.value for row in found}


def put(connection: Connection, key: str, value: Any) -> None:
    """Set a value; None takes it away."""
    if value is None:
        connection.execute(setting.delete().where(setting.c.key == key))
        return
    write_or_change(connection, setting, {"key": key, "value": value}, key=("key",), changes={"value": value})


def get_or_put(connection: Connection, key: str, value: Any) -> Any:
    """The value that is set, or this one when there is none; two processes at once get the same."""
    write_once(connection, setting, {"key": key, "value": value}, key=("key",))
    return get(connection, key)


def every(connection: Connection) -> dict[str, Any]:
    """All settings by name."""
    return {row.key: row.value for row in connection.execute(select(setting).order_by(setting.c.key))}
