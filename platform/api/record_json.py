"""Records as JSON: what the caller may see of them, people with their names, links with their titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from accounts import EVERYWHERE, Work, field_rights
from flows import subject as subjects
from forms import FieldType, Lookups, form_of, readable_columns, record_values

from .inputs import refuse, unknown

ALWAYS = ("id", "number", "version")


class RecordJson:
    """Writes records of one form as one caller may read them."""

    def __init__(self, work: Work, form: str, wanted: str | None = None) -> None:
        """`wanted` is what a call asks for with `fields=`; without it everything that may be seen."""
        self.columns = readable_columns(work, form)
        self.hidden = field_rights(work.actor, form_of(work.catalog, form)).hidden
        self.names = self._wanted(wanted)
        self.lookups = Lookups(work)
        self.writers = [(name, writer_of(self.columns[name].type, self.lookups)) for name in self.names]

    def one(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """One record."""
        return self.many([values])[0]

    def many(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Many records; names and titles are looked up together."""
        self.lookups.expect_shown({name: self.columns[name].type for name in self.names}, rows)
        return [self._written(values) for values in rows]

    def _written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        written: dict[str, Any] = {name: values[name] for name in ALWAYS}
        hidden = self.hidden.at(values.get("stage", EVERYWHERE)) if self.hidden.in_stages else ()
        for name, write in self.writers:
            value = None if self.columns[name].field in hidden else values.get(name)
            written[name] = None if value is None else write(value)
        return written

    def _wanted(self, written: str | None) -> list[str]:
        known = [name for name in self.columns if name not in ALWAYS]
        if written is None:
            return known
        asked = [name.strip() for name in written.split(",") if name.strip()]
        wrong = [name for name in asked if name not in self.columns and name not in ALWAYS]
        if wrong:
            refuse(*(unknown(name, self.columns) for name in dict.fromkeys(wrong[:20])))
        return [name for name in dict.fromkeys(asked) if name not in ALWAYS]


def writer_of(kind: FieldType, lookups: Lookups) -> Callable[[Any], Any]:
    """What makes JSON of a type's values; a reference brings the name that people know it by."""
    if kind.refers == "person":
        return lambda value: {"id": value, "name": lookups.person_name(value)}
    if kind.refers == "team":
        return lambda value: {"id": value, "name": lookups.team_name(value)}
    if kind.refers == "record" and kind.many:
        return lambda value: [{"id": int(one), "title": lookups.record_title(kind.form, int(one))} for one in value]
    if kind.refers == "record":
        return lambda value: {"id": value, "title": lookups.record_title(kind.form, value)}
    return kind.masked if hasattr(kind, "opened") else kind.to_json


def record_json(work: Work, form: str, record: int) -> dict[str, Any]:
    """A record as it is now; NotFound where the caller may not see it."""
    return row_json(work, form, subjects.seen_row(work, form, record))


def row_json(work: Work, form: str, row: Any) -> dict[str, Any]:
    """A row that is at hand."""
    return RecordJson(work, form).one(record_values(row))


def person_json(lookups: Lookups, person: int | None) -> dict[str, Any] | None:
    """Somebody who did something; None is the system."""
    return None if person is None else {"id": person, "name": lookups.person_name(person)}


def stamp(moment: datetime | None) -> str | None:
    """A moment as the API writes it: ISO 8601 in UTC, `2026-11-24T02:18:00Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def visible_records(work: Work, form: str, records: Iterable[int | None]) -> frozenset[int]:
    """Those of these records that the caller may see."""
    wanted = {record for record in records if record is not None}
    lookups = Lookups(work)
    lookups.expect_titles(form, wanted)
    return frozenset(record for record in wanted if lookups.record_title(form, record) is not None)
