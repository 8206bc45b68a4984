"""The records of a form: one row each."""

from .entity import RECORDS, entity

entity(RECORDS, None)
