"""Who works here, what they may see and do, and when they work."""

from . import absences, passwords, people, permissions, role_checks, sign_in, teams, through_checks, tokens  # noqa: F401
from .actor import SYSTEM, VISITOR, Actor
from .actors import actor_of
from .availability import calendar_for, calendar_of, calendars_of
from .calendars import (
    CalendarDefinition,
    Leave,
    NoWorkingTime,
    WorkingCalendar,
    calendar_by_id,
    default_calendar,
    leave_of,
    on_leave,
)
from .cause import Cause
from .field_rights import EVERYWHERE, REQUIRED, SOMEWHERE, FieldRight, FieldRights, field_rights
from .passwords import WeakPassword
from .people import superior_of, superiors_of
from .permissions import (
    VISIBILITY,
    allowed,
    people_in_reach,
    readable_fields,
    reported,
    require,
    rights_on,
    seen,
    sees_all,
    unmaskable_fields,
    visible,
    writable_fields,
)
from .person import NewPerson, Person
from .role import ANY_FORM, FORM_VERBS, THROUGH, VERBS, FormRights, RoleDefinition
from .roster import Roster, roster_of
from .sign_in import TooManyTries, WrongSignIn, person_of_session, session_key
from .teams import NewTeam, Team, TeamTree
from .through import LINK_ENDS, LinkEnd, sight_of
from .tokens import NewToken
from .work import Work
from .zones import zone_names

__all__ = [
    "ANY_FORM",
    "EVERYWHERE",
    "FORM_VERBS",
    "LINK_ENDS",
    "REQUIRED",
    "SOMEWHERE",
    "SYSTEM",
    "THROUGH",
    "VERBS",
    "VISIBILITY",
    "VISITOR",
    "Actor",
    "CalendarDefinition",
    "Cause",
    "FieldRight",
    "FieldRights",
    "FormRights",
    "Leave",
    "LinkEnd",
    "NewPerson",
    "NewTeam",
    "NewToken",
    "NoWorkingTime",
    "Person",
    "RoleDefinition",
    "Roster",
    "Team",
    "TeamTree",
    "TooManyTries",
    "WeakPassword",
    "Work",
    "WorkingCalendar",
    "WrongSignIn",
    "absences",
    "actor_of",
    "allowed",
    "calendar_by_id",
    "calendar_for",
    "calendar_of",
    "calendars_of",
    "default_calendar",
    "field_rights",
    "leave_of",
    "on_leave",
    "passwords",
    "people",
    "people_in_reach",
    "permissions",
    "person_of_session",
    "readable_fields",
    "unmaskable_fields",
    "reported",
    "require",
    "rights_on",
    "roster_of",
    "seen",
    "session_key",
    "sight_of",
    "sign_in",
    "superior_of",
    "superiors_of",
    "teams",
    "tokens",
    "sees_all",
    "visible",
    "writable_fields",
    "zone_names",
]
