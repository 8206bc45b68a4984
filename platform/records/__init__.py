"""The only home of tables: storage, history, timers, outbox and revisions."""

from . import (
    assignments,
    behaviours,
    drafts,
    events,
    grades,
    holds,
    idempotency,
    imports,
    leaves,
    notifications,
    numbers,
    outbox,
    packs,
    revisions,
    rotations,
    settings,
    store,
    tables,
    tasks,
    timers,
    tokens,
    visits,
)
from .assignments import AssignmentRow
from .behaviours import BehaviourRow, Done
from .changes import TableChange, plan_tables, stages_in_use, table_exists
from .columns import ColumnSpec, FormSpec, contribute_columns
from .database import Database
from .events import Event
from .grades import GradeRow
from .imports import ImportRow, ImportRun
from .leases import LeaseLost
from .notifications import Notification
from .outbox import OutboxRow
from .record_tables import field_column, record_table
from .table_changes import apply_changes
from .tasks import TaskRow
from .timers import Timer
from .types import Json, Number, NumberTooLong, TextList, UtcDateTime
from .visits import StageVisit

__all__ = [
    "AssignmentRow",
    "BehaviourRow",
    "ColumnSpec",
    "Database",
    "Done",
    "Event",
    "FormSpec",
    "GradeRow",
    "ImportRow",
    "ImportRun",
    "Json",
    "LeaseLost",
    "Notification",
    "Number",
    "NumberTooLong",
    "OutboxRow",
    "StageVisit",
    "TableChange",
    "TaskRow",
    "TextList",
    "Timer",
    "UtcDateTime",
    "apply_changes",
    "assignments",
    "behaviours",
    "contribute_columns",
    "drafts",
    "events",
    "field_column",
    "grades",
    "holds",
    "idempotency",
    "imports",
    "leaves",
    "notifications",
    "numbers",
    "outbox",
    "packs",
    "plan_tables",
    "record_table",
    "revisions",
    "rotations",
    "settings",
    "stages_in_use",
    "store",
    "table_exists",
    "tables",
    "tasks",
    "timers",
    "tokens",
    "visits",
]
