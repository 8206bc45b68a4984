"""The columns that flows keep in every record table: who has it, how good it is, where it stands, what is next."""

from __future__ import annotations

from records import ColumnSpec, contribute_columns

from . import record_names  # noqa: F401  the words that grades, outcomes and pools have

_COLUMNS = (
    # who
    ("owner", "reference"),
    ("team", "reference"),
    ("assigned_at", "datetime"),
    ("accept_by", "datetime"),
    ("accepted_at", "datetime"),
    ("pool", "text"),
    # how good
    ("score", "number"),
    ("grade", "text"),
    ("graded_at", "datetime"),
    ("scorecard", "text"),
    ("urgent", "boolean"),
    ("fit_score", "number"),
    ("behaviour_score", "number"),
    ("rule_grade", "text"),  # what the rules say, while somebody's hand outranks them
    ("hand_grade", "text"),
    ("hand_until", "datetime"),
    ("regrade_at", "datetime"),  # when time alone may change the grade
    ("chance", "number"),  # of being won, in per cent, where somebody had it predicted
    ("reviewed_at", "datetime"),  # when somebody last found that it fits
    # where
    ("pipeline", "text"),
    ("stage", "text"),
    ("stage_entered_at", "datetime"),
    ("stage_due_at", "datetime"),
    ("outcome", "text"),
    ("closed_at", "datetime"),
    ("way", "integer"),  # through which stages it went, and how: what `records.ways` keeps
    ("wake_on", "date"),
    ("paused_at", "datetime"),  # since when its clocks stand still, and until when, where that is known
    ("paused_until", "datetime"),
    # what is next, and what was last
    ("next_task", "text"),
    ("next_due_at", "datetime"),
    ("first_contact_at", "datetime"),
    ("last_contact_at", "datetime"),
)
# What somebody holds is counted at each assignment: from the index alone, and so `trashed_at` is in it. What was won
# lately is counted where rules weigh people by it.
_INDEXES = (
    ("owner", "outcome", "trashed_at"),
    ("team", "outcome"),
    ("outcome", "stage"),
    ("pool", "outcome"),
    ("grade", "score"),
    ("closed_at", "outcome", "owner"),
)

# Few records wait for that moment, and only they are in the index.
_SPARSE = (("regrade_at",),)

contribute_columns("flows", [ColumnSpec(name, type) for name, type in _COLUMNS], indexes=_INDEXES, sparse=_SPARSE)
