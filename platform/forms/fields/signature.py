"""A signature."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from definitions import say

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type, is_empty
from .text import Text, check_length

WIDTH, HEIGHT = 600, 200
POINTS, LONGEST = 6000, 60_000
STROKES = re.compile(r"(\d{1,3},\d{1,3}( \d{1,3},\d{1,3})*)(;\d{1,3},\d{1,3}( \d{1,3},\d{1,3})*)*")
DRAWN = {"strokes": "10,10 40,60;80,20 80,90"}


@field_type("signature")
@dataclass(frozen=True)
class Signature(FieldType):
    """Strokes drawn with a finger or a mouse, or the full name typed by somebody who cannot draw here."""

    icon: ClassVar = "signature"
    family: ClassVar = "file"
    storage: ClassVar = "json"
    rule_type: ClassVar = "composed value"
    operators: ClassVar = ("filled", "empty")
    control: ClassVar = "signature"
    dressed: ClassVar = True
    composed: ClassVar = True
    examples: ClassVar = (
        Example({"strokes": "10,10 40,60;80,20 80,90"}, DRAWN, shown={"zh": "已签名", "en": "Signed"}),
        Example({"strokes": "", "name": " 王建国 "}, {"name": "王建国"}, shown={"zh": "王建国", "en": "王建国"}),
        Example("王建国", {"name": "王建国"}),
        Example({"strokes": "10,10 40,60;80,20 80,90", "name": "x"}, {**DRAWN, "name": "x"}),
        Example({"strokes": "<svg onload=alert(1)>"}, refused="not_strokes"),
        Example({"strokes": "999,10 1,1"}, refused="not_strokes"),
        Example({"ink": "blue"}, refused="not_strokes"),
        Example({"name": "x" * 81}, refused="too_long"),
        Example([1], refused="not_text"),
    )

    def parse(self, raw: Any, context: Context) -> dict[str, str] | None:
        if not isinstance(raw, Mapping):
            raw = {"name": Text().parse(raw, context)}
        if raw.keys() - {"strokes", "name"}:
            raise ValueRefused("not_strokes")
        strokes = "" if is_empty(raw.get("strokes")) else str(raw["strokes"]).strip()
        if strokes and not _are_strokes(strokes):
            raise ValueRefused("not_strokes")
        name = "" if is_empty(raw.get("name")) else Text().parse(raw["name"], context)
        return {key: text for key, text in (("strokes", strokes), ("name", name)) if text} or None

    def validate(self, value: dict[str, str]) -> None:
        check_length(value.get("name", ""), 0, 80)

    def show(self, value: dict[str, str], context: Context) -> str:
        return value.get("name") or say("fields.signed", context.language)

    def raw(self, value: dict[str, str] | None, context: Context = EMPTY_CONTEXT) -> dict[str, str]:
        return dict(value or {})

    def markup(self, value: dict[str, str] | None) -> Markup:
        """The strokes as a drawing; nothing but numbers is ever in it."""
        strokes = (value or {}).get("strokes", "")
        if not _are_strokes(strokes):
            return Markup("")
        path = "".join("M" + points.replace(" ", "L") for points in strokes.split(";"))
        return Markup(f'<path d="{path}"/>')

    def json_schema(self) -> dict[str, Any]:
        pieces = {"strokes": {"type": ["string", "null"], "maxLength": LONGEST}, "name": {"type": ["string", "null"]}}
        return {"type": ["object", "string"], "properties": pieces, "additionalProperties": False}


def _are_strokes(written: str) -> bool:
    """Points within the field, and no more of them than anybody signs with."""
    if len(written) > LONGEST or not STROKES.fullmatch(written):
        return False
    points = [point.split(",") for point in written.replace(";", " ").split(" ")]
    return len(points) <= POINTS and all(int(x) <= WIDTH and int(y) <= HEIGHT for x, y in points)
