"""The only home of tables: storage, history, timers, outbox and revisions."""

from .database import Database
from .types import Json, Number, NumberTooLong, TextList, UtcDateTime

__all__ = ["Database", "Json", "Number", "NumberTooLong", "TextList", "UtcDateTime"]
