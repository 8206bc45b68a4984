"""The only home of tables: storage, history, timers, outbox and revisions."""

from . import (
    assignments,
    automation_queries,
    behaviours,
    belongings,
    bulk_acts,
    calls,
    choices_moving,
    collaborators,
    comments,
    deliveries,
    drafts,
    duplicates,
    enrolments,
    events,
    field_keys,
    files,
    form_drafts,
    grades,
    idempotency,
    import_lines,
    imports,
    in_flight,
    inbound,
    key_rotation,
    leaves,
    links,
    lookups,
    mails,
    match_keys,
    milestones,
    notifications,
    numbers,
    outbox,
    packs,
    pauses,
    personal_reports,
    predictions,
    reassignments,
    report_runs,
    retention,
    reviews,
    revisions,
    rotations,
    runs,
    saved_views,
    secrets,
    settings,
    store,
    subscriptions,
    tables,
    tasks,
    timers,
    tokens,
    visits,
    watch_counts,
    watchers,
    ways,
)
from .assignments import AssignmentRow
from .behaviours import BehaviourRow, Done
from .bulk_acts import BulkAct, BulkChange
from .calls import CallPoint, CallRow
from .choices_moving import BACK, TAKE, ChoicesMoving
from .collaborators import Collaborator
from .comments import Comment, CommentVersion
from .deliveries import Delivery
from .duplicates import Merge, Pair, Scan
from .engine import holds
from .engine.among import Among
from .engine.database import Database
from .engine.leases import LeaseLost, pause_after
from .engine.prepared import Prepared, places, slots, spread
from .engine.replica import Replica
from .engine.rows import portions
from .engine.sealed import MARK, Sealed, each_replaced, is_sealed
from .engine.sqlite import wiping
from .engine.time_limit import TookTooLong, stopper, time_limit
from .engine.types import Json, Number, NumberTooLong, TextList, UtcDateTime
from .enrolments import EnrolmentRow, EnrolmentStep
from .events import Event
from .field_keys import KeyMissing
from .file_store import Content, FileStore, TooLarge
from .files import StoredFile
from .forgetting import forget_seen
from .form_drafts import FormDraft
from .form_tables import aside, choice_moves, type_changes
from .form_tables.changes import Gap, TableChange, gaps, plan_tables, retired_fields, stages_in_use, table_exists
from .form_tables.columns import ColumnSpec, FormSpec, SideSpec, contribute_columns
from .form_tables.keeping_up import keep_up
from .form_tables.moving_choices import WORD, before_moving, each_word
from .form_tables.moving_columns import ReadAs
from .form_tables.record_tables import field_column, moving_table, record_table, side_table
from .form_tables.table_changes import apply_changes
from .grades import GradeRow
from .import_lines import Fate, ImportLine
from .imports import ImportRow, ImportRun
from .in_flight import InFlightRow, InFlightStep
from .inbound import Inbound
from .links import LinkRow
from .lookups import Kept, Lookup, Origin
from .mails import Mail, Silenced
from .milestones import MilestoneRow
from .notifications import Notification
from .outbox import OutboxRow
from .pauses import Pause
from .personal_reports import PersonalReport
from .predictions import ModelRow, PredictionRow
from .reassignments import Reassignment
from .report_runs import ReportRun
from .retention import Planned
from .reviews import Reading, ReviewEvent, ReviewRow
from .rewriting import Place, kept_places, rewrite
from .runs import RunRow, StepRow
from .saved_views import SavedViewRow
from .subscriptions import Subscription
from .tasks import TaskRow
from .timers import Timer
from .visits import StageVisit

__all__ = [
    "BACK",
    "TAKE",
    "WORD",
    "ChoicesMoving",
    "ReadAs",
    "before_moving",
    "choices_moving",
    "each_word",
    "moving_table",
    "Among",
    "AssignmentRow",
    "BehaviourRow",
    "BulkAct",
    "BulkChange",
    "CallPoint",
    "CallRow",
    "Collaborator",
    "ColumnSpec",
    "Comment",
    "CommentVersion",
    "Content",
    "Database",
    "Delivery",
    "Done",
    "EnrolmentRow",
    "EnrolmentStep",
    "Event",
    "Fate",
    "FileStore",
    "FormDraft",
    "FormSpec",
    "GradeRow",
    "ImportLine",
    "ImportRow",
    "ImportRun",
    "InFlightRow",
    "InFlightStep",
    "Inbound",
    "Json",
    "Kept",
    "LeaseLost",
    "LinkRow",
    "Lookup",
    "Mail",
    "Merge",
    "ModelRow",
    "MilestoneRow",
    "Notification",
    "Number",
    "Reading",
    "ReviewEvent",
    "ReviewRow",
    "NumberTooLong",
    "Origin",
    "OutboxRow",
    "Pair",
    "Planned",
    "Pause",
    "PersonalReport",
    "PredictionRow",
    "Reassignment",
    "Replica",
    "ReportRun",
    "RunRow",
    "SavedViewRow",
    "Scan",
    "SideSpec",
    "Silenced",
    "StageVisit",
    "StepRow",
    "StoredFile",
    "Subscription",
    "Gap",
    "TableChange",
    "TaskRow",
    "TextList",
    "Timer",
    "TooLarge",
    "TookTooLong",
    "UtcDateTime",
    "apply_changes",
    "aside",
    "assignments",
    "automation_queries",
    "behaviours",
    "belongings",
    "bulk_acts",
    "calls",
    "choice_moves",
    "collaborators",
    "comments",
    "contribute_columns",
    "deliveries",
    "drafts",
    "duplicates",
    "enrolments",
    "events",
    "field_column",
    "files",
    "gaps",
    "form_drafts",
    "grades",
    "forget_seen",
    "holds",
    "idempotency",
    "import_lines",
    "imports",
    "in_flight",
    "inbound",
    "keep_up",
    "leaves",
    "links",
    "lookups",
    "mails",
    "match_keys",
    "milestones",
    "notifications",
    "numbers",
    "outbox",
    "packs",
    "pauses",
    "personal_reports",
    "pause_after",
    "plan_tables",
    "portions",
    "predictions",
    "reassignments",
    "record_table",
    "report_runs",
    "retention",
    "retired_fields",
    "reviews",
    "revisions",
    "rotations",
    "runs",
    "saved_views",
    "secrets",
    "settings",
    "side_table",
    "stages_in_use",
    "stopper",
    "store",
    "subscriptions",
    "table_exists",
    "tables",
    "tasks",
    "time_limit",
    "timers",
    "tokens",
    "type_changes",
    "visits",
    "watch_counts",
    "watchers",
    "ways",
    "Prepared",
    "places",
    "slots",
    "spread",
    "field_keys",
    "Sealed",
    "each_replaced",
    "is_sealed",
    "Place",
    "key_rotation",
    "kept_places",
    "MARK",
    "rewrite",
    "wiping",
    "KeyMissing",
]
