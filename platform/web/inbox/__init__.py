"""The notifications of a person, grouped by record, with what can be done about them at once."""

from .settling import is_unsettled, settle
from .view import Notice, Verb, notices_of

__all__ = ["Notice", "Verb", "is_unsettled", "notices_of", "settle"]
