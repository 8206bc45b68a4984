"""The notifications of a person, grouped by record, with what can be done about them at once."""

from .view import Notice, Verb, notices_of

__all__ = ["Notice", "Verb", "notices_of"]
