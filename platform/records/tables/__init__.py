"""The fixed tables: everything the platform remembers beside the record tables themselves."""

from .base import TOOK, BigId, metadata
from .configuration import draft_file, file_text, installed_pack, retired_column, revision, revision_file, setting
from .history import assignment, event, grade, notification, rotation, stage_visit, task
from .people import leave, person, sign_in_attempt, team, token
from .way import way, way_step
from .work import idempotency, import_row, import_run, number_block, outbox, timer

__all__ = [
    "BigId", "TOOK", "assignment", "draft_file", "event", "file_text", "grade", "idempotency", "import_row",
    "import_run", "installed_pack", "leave", "metadata", "notification", "number_block", "outbox", "person",
    "retired_column", "revision", "revision_file", "rotation", "setting", "sign_in_attempt", "stage_visit", "task",
    "team", "timer", "token", "way", "way_step",
]  # fmt: skip
