"""The bodies of calls that are no form's fields."""

from __future__ import annotations

from definitions import LANGUAGES
from flows import board, contacts, importing, talk
from records import reviews
from reports import LONGEST_OWN, alerts

from .inputs import ID, ID_OR_NAME, MOMENT, PERSON, TEXT, WHOLE_ID, YES, Shape

OBJECT = {"type": "object"}

MOST_ROWS = 1000
ROWS = {"type": "array", "minItems": 1, "maxItems": MOST_ROWS}
BATCH = Shape(
    {
        "create": {**ROWS, "items": OBJECT},
        "edit": {
            **ROWS,
            "items": {
                **OBJECT,
                "required": ["id"],
                "properties": {"id": ID_OR_NAME, "version": {**WHOLE_ID, "minimum": 0}},
            },
        },
    },
    one_of=("create", "edit"),
)
STAGE = Shape({"to": ID, "answers": OBJECT, "skip_reason": {**ID, "type": ["string", "null"]}, "words": TEXT}, ("to",))
PAUSE = Shape(
    {
        "reason": {**TEXT, "maxLength": 500},
        "until": {
            "type": ["string", "null"],
            "maxLength": 40,
            "description": "A day (its clocks run on when work begins) or a moment; open, if not said",
        },
    },
    ("reason",),
)
ASSIGNMENT = Shape(
    {
        "to": PERSON,
        "pool": ID,
        "accept": YES,
        "refuse": YES,
        "claim": YES,
        "release": YES,
        "join": {**PERSON, "description": "Who works along from now on"},
        "leave": {**PERSON, "description": "Who no longer works along"},
        "reason": TEXT,
        "choice": {**ID, "type": ["string", "null"], "description": "The reason chosen, where there is a choice"},
    },
    one_of=("to", "pool", "accept", "refuse", "claim", "release", "join", "leave"),
)
CONTACT = Shape(
    {
        "way": {"enum": list(contacts.WAYS)},
        "outcome": {"enum": list(contacts.OUTCOMES)},
        "content": {"type": "string", "maxLength": contacts.LONGEST},
        "next_step": {**TEXT, "maxLength": contacts.LONGEST_STEP},
        "next_at": MOMENT,
        "next_must": {"type": "boolean", "default": False, "description": "Whether the next step is compulsory"},
        "task": {
            **WHOLE_ID,
            "type": ["integer", "null"],
            "description": "The task it does; the stage's contact, if not said",
        },
        "answers": {**OBJECT, "description": "What was found out, by the questions that the task asks"},
        "checks": {"type": "array", "items": ID, "maxItems": 50},
    },
    ("way", "outcome", "content"),
)
SHORT_MESSAGES = Shape(
    {"allowed": {"type": "boolean", "description": "Whether the numbers of the record may get short messages"}},
    ("allowed",),
)
UNMASKING = Shape(
    {
        "fields": {"type": "array", "minItems": 1, "maxItems": 50, "items": ID},
        "reason": {**TEXT, "maxLength": 300, "description": "Why; some fields ask for it"},
    },
    ("fields",),
)
COMMENT = Shape({"words": {"type": "string", "maxLength": talk.MOST_WORDS}}, ("words",))
WHAT_WAS_DONE = {
    "kind": {**ID, "description": "A behaviour of the form's trail"},
    "at": {**MOMENT, "description": "When it happened; now, if not said"},
    "source": {**TEXT, "maxLength": 80},
    "data": {"type": ["object", "null"], "description": "A few words about it; title, page or url is shown"},
    "key": {**TEXT, "maxLength": 200, "description": "The same key counts once for a record"},
}
BEHAVIOUR = Shape(WHAT_WAS_DONE, ("kind",))
BEHAVIOURS = Shape(
    {
        "behaviours": {
            **ROWS,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["record", "kind"],
                "properties": {"record": ID_OR_NAME, **WHAT_WAS_DONE},
            },
        }
    },
    ("behaviours",),
)
TRACKING = Shape(
    {
        "kind": ID,
        "to": {**TEXT, "maxLength": 1500, "description": "Where it goes on to; without it, a picture of one dot"},
        "title": {**TEXT, "maxLength": 200},
    },
    ("kind",),
)
GRADE = Shape({"grade": ID, "reason": {**TEXT, "type": "string"}, "until": MOMENT}, ("grade", "reason"))
CALL = Shape(
    {
        "transcript": {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": 60_000},
                {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2000,
                    "items": {
                        "type": "object",
                        "required": ["text"],
                        "properties": {
                            "speaker": {"type": ["string", "null"], "maxLength": 40},
                            "text": {"type": "string", "maxLength": 4000},
                            "at": {"type": ["number", "null"], "minimum": 0, "maximum": 86_400},
                        },
                    },
                },
            ]
        },
        "script": ID,
        "task": WHOLE_ID,
        "person": PERSON,
        "at": MOMENT,
        "seconds": {"type": "integer", "minimum": 0, "maximum": 86_400},
        "recording": {"type": "string", "pattern": "^https?://", "maxLength": 2000},
        "key": {"type": "string", "minLength": 1, "maxLength": 120},
    },
    ("transcript",),
)
LOOKUP = Shape({"enrichment": ID}, ("enrichment",))
PROPOSAL = Shape({"fields": {"type": "array", "items": ID, "minItems": 1, "maxItems": 300}})
_WORDS = {**TEXT, "maxLength": contacts.LONGEST}
_TICKS = {"type": "object", "additionalProperties": {"type": "boolean"}, "minProperties": 1, "maxProperties": 50}
COMPLETION = Shape({"answers": OBJECT, "checks": {"type": "array", "items": ID, "maxItems": 50}, "words": _WORDS})
APPROVAL = Shape({"decision": {"enum": ["approve", "reject"]}, "words": _WORDS}, ("decision",))
CHECKS = Shape({"checks": _TICKS}, ("checks",))
HANDING = Shape({"to": PERSON, "words": _WORDS}, ("to",))
NEW_TASK = Shape(
    {"task": ID, "title": {**TEXT, "maxLength": 200}, "due_at": MOMENT, "to": PERSON}, one_of=("task", "title")
)
SKIP = Shape({"reason": {**ID, "type": ["string", "null"]}, "words": _WORDS})
SNOOZE = Shape({"until": {**MOMENT, "type": "string"}, "reason": _WORDS}, ("until",))
NEW_REVIEW = Shape({"finding": {"type": "string", "minLength": 1, "maxLength": 500}}, ("finding",))
_LONG = {"type": "string", "maxLength": 4000}
REVIEW_CHANGE = Shape(
    {
        "state": {"enum": list(reviews.STATES)},
        "cause": _LONG,
        "action": _LONG,
        "conclusion": _LONG,
        "owner": PERSON,
        "due": {"type": "string", "format": "date", "maxLength": 10},
        "version": WHOLE_ID,
    }
)
MUTE = Shape({"days": {"enum": list(alerts.DAYS), "description": "For how many days it opens no review"}}, ("days",))
AUTOMATION_PAUSE = Shape({"words": TEXT})
AUTOMATION_RESUME = Shape({"held": {"enum": ["do", "drop"]}})
_RECORD = {**ID_OR_NAME, "description": "Its id or its number"}
AUTOMATION_TRIAL = Shape({"record": _RECORD}, ("record",))
ENROL = Shape({"cadence": ID}, ("cadence",))
ENROLMENT = Shape({"do": {"enum": ["pause", "resume", "stop"]}, "words": TEXT}, ("do",))
REPLAY = Shape({"anew": {"type": "boolean"}})
_BY_COLUMN = {"type": "object", "maxProperties": 500}
IMPORT_MAPPING = Shape(
    {
        "columns": {**_BY_COLUMN, "additionalProperties": ID, "description": "Column of the file → field"},
        "mode": {"enum": list(importing.MODES), "default": importing.CREATE},
        "key": {
            "type": "array",
            "items": ID,
            "maxItems": 20,
            "description": "Fields that tell which record a line is about",
        },
        "fixed": {
            **_BY_COLUMN,
            "additionalProperties": {"type": "string", "maxLength": 1000},
            "description": "Field → what is the same in every line",
        },
        "units": {
            **_BY_COLUMN,
            "additionalProperties": {"type": "string", "maxLength": 20},
            "description": "Column → the unit its numbers are read in; empty to read them as they stand",
        },
        "owner": {
            **PERSON,
            "description": "Who gets the new records: rules, later, or a person's id or sign-in name",
        },
        "map": {**ID, "description": "A published map, instead of all others"},
    },
    one_of=("columns", "map"),
)
_MEANS = {"type": ["string", "null"], "maxLength": 120}
IMPORT_WORDS = Shape(
    {
        "words": {
            **_BY_COLUMN,
            "additionalProperties": {"type": "object", "maxProperties": 1000, "additionalProperties": _MEANS},
            "description": "Column → word → value; empty leaves the field empty, null leaves the lines out",
        }
    },
    ("words",),
)
_PICKED = {
    "records": {**ROWS, "items": ID_OR_NAME},
    "where": {
        "type": "string",
        "minLength": 1,
        "maxLength": 2000,
        "description": "A condition in the rule language, instead of records: all that it finds, up to 10,000",
    },
}
_PICK, _TARGET = ("records", "where"), ("to", "pool", "spread")
_WHERE_TO = {"to": PERSON, "pool": ID, "spread": {**YES, "description": "To whomever the rules choose for each"}}
_REASON = {**TEXT, "maxLength": 500}
_TO_ONE = {
    "type": "object",
    "properties": _WHERE_TO,
    "additionalProperties": False,
    "oneOf": [{"required": [name]} for name in _TARGET],
}
HAND_ON = Shape({**_PICKED, **_WHERE_TO, "reason": _REASON}, one_of=_PICK, also_one_of=_TARGET)
HAND_ON_ALL = Shape(
    {
        "rest": {**_TO_ONE, "description": "Where everything goes that no part names; else it stays"},
        "parts": {
            "type": "array",
            "maxItems": 200,
            "items": {
                **_TO_ONE,
                "properties": {"form": ID, "stage": {**ID, "type": ["string", "null"]}, **_WHERE_TO},
                "required": ["form"],
            },
        },
        "reason": _REASON,
        "leaves": {"type": "boolean", "description": "Mark the person as left afterwards"},
    }
)
EDIT_MANY = Shape({**_PICKED, "field": ID, "value": True}, ("field", "value"), one_of=_PICK)
MOVE_MANY = Shape(
    {**_PICKED, "to": ID, "skip_reason": {**ID, "type": ["string", "null"]}, "words": _REASON}, ("to",), one_of=_PICK
)
MERGE = Shape(
    {
        "choices": {
            "type": "object",
            "maxProperties": 300,
            "additionalProperties": {"enum": ["one", "other", "both"]},
            "description": "Field → whose value stays, where it is not the one suggested",
        }
    }
)
RESTORATION = Shape({"linked": {"type": "boolean", "description": "With what links to it and lies there, too"}})
READING = Shape({"ids": {**ROWS, "items": WHOLE_ID}, "all": YES}, one_of=("ids", "all"))
_VIEW = {
    "name": {"type": "string", "minLength": 1, "maxLength": 80},
    "opens": {"type": "boolean", "description": "The list opens with it"},
    "shared": {"type": "boolean", "description": "The caller's team sees it, too"},
    "view": {**ID, "type": ["string", "null"], "minLength": 0, "description": "The published view it starts from"},
    "where": {**TEXT, "description": "A condition in the rule language"},
    "q": {**TEXT, "maxLength": 200},
    "sort": {**TEXT, "maxLength": 400},
    "watched": {"type": "boolean"},
}
NEW_VIEW = Shape(_VIEW, ("name",))
VIEW_CHANGE = Shape(_VIEW)
SUBSCRIPTION = Shape(
    {
        "kind": {"enum": ["report", "dashboard"]},
        "target": ID,
        "channel": ID,
        "every": {"enum": ["day", "week", "month"], "default": "day"},
        "at": {"type": "string", "maxLength": 8, "description": "08:30, on the clock of whoever gets it"},
        "days": {
            "type": "array",
            "maxItems": 31,
            "items": {"type": "integer", "minimum": -1, "maximum": 31},
            "description": "Of the week from 0, Monday; of the month from 1, -1 the last",
        },
        "params": {"type": "object", "maxProperties": 50, "additionalProperties": {"type": "string", "maxLength": 200}},
        "role": {**ID, "type": ["string", "null"], "description": "For all who have it, for roles that configure"},
    },
    ("kind", "target", "channel"),
)
_WORD, _MAYBE_WORD = {"type": "string", "minLength": 1, "maxLength": 80}, {"type": ["string", "null"], "maxLength": 120}
_STRENGTH = {"anyOf": [_WORD, {"type": "number"}, {"type": "array", "items": _WORD, "maxItems": 50}]}
_PERSON = {
    "login": _WORD,
    "name": _WORD,
    "role": ID,
    "team": {**WHOLE_ID, "type": ["integer", "null"]},
    "language": {"enum": list(LANGUAGES)},
    "timezone": ID,
    "phone": _MAYBE_WORD,
    "email": _MAYBE_WORD,
    "calendar": {**ID, "type": ["string", "null"]},
    "attributes": {
        "type": "object",
        "maxProperties": 50,
        "propertyNames": {"maxLength": 64},
        "additionalProperties": _STRENGTH,
        "description": "What they are good at, as routing rules read it",
    },
}
NEW_PERSON = Shape(_PERSON, ("login", "name", "role"))
PERSON_CHANGE = Shape({**_PERSON, "paused": {"type": "boolean", "description": "They get no new records for a while"}})
_SUPERIOR = {**PERSON, "type": ["integer", "string", "null"]}
_LABEL = {"anyOf": [_WORD, {"type": "object", "minProperties": 1, "maxProperties": 5, "additionalProperties": _WORD}]}
_TEAM = {"label": _LABEL, "parent": {**WHOLE_ID, "type": ["integer", "null"]}, "superior": _SUPERIOR}
NEW_TEAM = Shape({"key": {**ID, "maxLength": 40}, **_TEAM}, ("key", "label"))
TEAM_CHANGE = Shape(_TEAM)
REMINDERS = Shape(
    {
        "watch": {"enum": list(board.WATCHES)},
        "records": {
            **ROWS,
            "items": {
                "type": "object",
                "required": ["form", "record"],
                "properties": {"form": ID, "record": WHOLE_ID},
                "additionalProperties": False,
            },
        },
    },
    ("watch",),
)
_OWN_TEXT = {
    "type": "string",
    "maxLength": LONGEST_OWN,
    "description": "As a file has it, YAML or JSON",
}
NEW_OWN = Shape(
    {"text": _OWN_TEXT, "copy_of": {**ID, "description": "The id of another one that the caller may open"}},
    one_of=("text", "copy_of"),
)
OWN_CHANGE = Shape({"text": _OWN_TEXT, "label": _LABEL}, one_of=("text", "label"))
LOOK = Shape({"row": {**ID, "type": ["string", "null"], "description": "The row of the review that named it"}})
_DAY = {"type": "string", "format": "date", "maxLength": 10}
LEAVE = Shape({"first": _DAY, "last": _DAY, "reason": {**TEXT, "maxLength": 200}}, ("first", "last"))
