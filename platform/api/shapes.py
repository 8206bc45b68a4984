"""The bodies of calls that are no form's fields."""

from __future__ import annotations

from flows import contacts

from .inputs import ID, MOMENT, PERSON, TEXT, YES, Shape

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
                "properties": {"id": {"type": ["integer", "string"]}, "version": {"type": "integer", "minimum": 0}},
            },
        },
    },
    one_of=("create", "edit"),
)
STAGE = Shape({"to": ID, "answers": OBJECT, "skip_reason": {**ID, "type": ["string", "null"]}, "words": TEXT}, ("to",))
ASSIGNMENT = Shape(
    {"to": PERSON, "pool": ID, "accept": YES, "refuse": YES, "claim": YES, "release": YES, "reason": TEXT},
    one_of=("to", "pool", "accept", "refuse", "claim", "release"),
)
CONTACT = Shape(
    {
        "way": {"enum": list(contacts.WAYS)},
        "outcome": {"enum": list(contacts.OUTCOMES)},
        "content": {"type": "string", "maxLength": 10_000},
        "next_step": {**TEXT, "maxLength": 200},
        "next_at": MOMENT,
        "task": {"type": ["integer", "null"], "description": "The task it does; the stage's contact, if not said"},
    },
    ("way", "outcome", "content"),
)
COMPLETION = Shape({"answers": OBJECT, "words": TEXT})
SKIP = Shape({"reason": {**ID, "type": ["string", "null"]}, "words": TEXT})
SNOOZE = Shape({"until": {**MOMENT, "type": "string"}, "reason": TEXT}, ("until",))
