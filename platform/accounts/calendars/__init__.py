"""Working time: hours, holidays with their make-up days, exceptions and personal leave."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .definition import STANDARD, CalendarDefinition, ExceptionalDay
from .hours import Hours, HoursError, parse_hours, parse_weekdays
from .leave import Leave, add_leave, cancel_leave, leave_by_id, leave_of, on_leave, whole_days
from .lookup import calendar_by_id, default_calendar, default_definition
from .working_time import NoWorkingTime, WorkingCalendar

__all__ = [
    "STANDARD",
    "CalendarDefinition",
    "ExceptionalDay",
    "Hours",
    "HoursError",
    "Leave",
    "NoWorkingTime",
    "WorkingCalendar",
    "add_leave",
    "calendar_by_id",
    "cancel_leave",
    "default_calendar",
    "default_definition",
    "leave_by_id",
    "leave_of",
    "on_leave",
    "parse_hours",
    "parse_weekdays",
    "whole_days",
]
