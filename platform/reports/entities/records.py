"""The records of a form: one row each."""

from .entity import RECORDS, entity

entity(RECORDS, None, due="next_due_at", late="next_due_at < now")
