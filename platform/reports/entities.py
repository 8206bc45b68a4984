"""What reports count: records, and the stays, assignments and tasks of records, each with names of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Table

from records import tables
from rules import Type

_CHOICE, _PERSON, _MOMENT, _WORD, _COUNT = "choice", "person", "datetime", "text", "integer"
_TOOK = dict.fromkeys(tables.TOOK, _COUNT)


@dataclass(frozen=True)
class Entity:
    """One sort of rows: its fixed table beside the records', and what its columns are called and hold."""

    id: str
    table: Table | None = None
    names: Mapping[str, str] = ()
    noun: str = ""

    def source(self, records: Table) -> FromClause:
        """The rows joined with their records."""
        if self.table is None:
            return records
        return self.table.join(records, self.table.c.record == records.c.id)

    def of_form(self, form: str) -> ColumnElement[bool] | None:
        """The rows that belong to one form's records."""
        return None if self.table is None else self.table.c.form == form


ENTITIES: dict[str, Entity] = {
    "records": Entity("records"),
    "stage_visits": Entity(
        "stage_visits",
        tables.stage_visit,
        {
            "pipeline": _CHOICE, "stage": _CHOICE, "outcome": _CHOICE, "owner": _PERSON, "entered_at": _MOMENT,
            "due_at": _MOMENT, "left_at": _MOMENT, "left_to": _CHOICE, "how": _CHOICE, "reason": _CHOICE,
            "actor": _PERSON, **_TOOK,
        },
    ),
    "assignments": Entity(
        "assignments",
        tables.assignment,
        {
            "at": _MOMENT, "owner": _PERSON, "team": "team", "pool": _CHOICE, "previous_owner": _PERSON,
            "how": _CHOICE, "routing": _CHOICE, "rule": _CHOICE, "strategy": _CHOICE, "accept_by": _MOMENT,
            "accepted_at": _MOMENT, "refused_at": _MOMENT, "refusal": _WORD, "ended_at": _MOMENT, "actor": _PERSON,
            "contacted_at": _MOMENT, "answer_wall_seconds": _COUNT, "answer_working_seconds": _COUNT,
            "response_wall_seconds": _COUNT, "response_working_seconds": _COUNT,
        },
    ),
    "tasks": Entity(
        "tasks",
        tables.task,
        {
            "task": _CHOICE, "pipeline": _CHOICE, "stage": _CHOICE, "state": _CHOICE, "assignee": _PERSON,
            "must": "yes_no", "opened_at": _MOMENT, "starts_at": _MOMENT, "due_at": _MOMENT, "snoozed_until": _MOMENT,
            "overdue_at": _MOMENT, "ended_at": _MOMENT, "ended_by": _PERSON, "reason": _CHOICE,
            **_TOOK,
        },
    ),
}  # fmt: skip
RULE_TYPES: Mapping[str, Type] = {
    _CHOICE: Type.CHOICE,
    _PERSON: Type.LINK,
    "team": Type.LINK,
    _MOMENT: Type.DATETIME,
    _WORD: Type.TEXT,
    _COUNT: Type.NUMBER,
    "yes_no": Type.YES_NO,
}
