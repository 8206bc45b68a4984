"""Links to several records of another form, or of the same one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type, is_empty

BETWEEN = (",", ";", "，", "；", "、", "\n")
SAMPLE = {"form": "customer"}


@field_type("record_links")
@dataclass(frozen=True)
class RecordLinks(FieldType):
    """Records by id or number, in the order given; each link is also a row of a table of its own."""

    icon: ClassVar = "list-details"
    family: ClassVar = "link"
    storage: ClassVar = "list"
    rule_type: ClassVar = "list of links"
    refers: ClassVar = "record"
    operators: ClassVar = ("any_of", "none_of", "filled", "empty")
    control: ClassVar = "links"
    dressed: ClassVar = True
    many: ClassVar = True
    side: ClassVar = "links"
    needs: ClassVar = (("form",),)
    options: ClassVar = {
        "form": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "most": {"type": "integer", "minimum": 1, "maximum": 200},
    }
    examples: ClassVar = (
        Example(["7"], ("7",), options=SAMPLE, shown={"zh": "扬州润扬轴承", "en": "扬州润扬轴承"}),
        Example("CU-2026-000007, 7", ("7",), options=SAMPLE),
        Example([7, ""], ("7",), options=SAMPLE),
        Example([{"id": 7, "title": "x"}], ("7",), options=SAMPLE),
        Example(["7", "CU-2026-999999"], refused="no_such_record", options=SAMPLE),
        Example([True], refused="no_such_record", options=SAMPLE),
        Example({"id": 7}, refused="not_a_list", options=SAMPLE),
        Example(["7"], refused="no_such_record", options={"form": "supplier"}),
    )

    form: str = ""
    most: int = 50

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(options["form"], options.get("most", 50))

    def parse(self, raw: Any, context: Context) -> tuple[str, ...] | None:
        return self.parse_beside(raw, None, context)

    def parse_beside(self, raw: Any, stood: tuple[str, ...] | None, context: Context) -> tuple[str, ...] | None:
        """Records that are linked already stay, also those that lie in the trash or that the writer may not see."""
        if isinstance(raw, Mapping | bool):
            raise ValueRefused("not_a_list")
        linked = frozenset(stood or ())
        words = [word for part in _parts(raw) for word in _words(part)]
        found = [word if word in linked else self._one(word, context) for word in words]
        return tuple(dict.fromkeys(found)) or None

    def _one(self, word: str, context: Context) -> str:
        found = context.references.find_record(self.form, word) if context.references is not None else None
        if found is None:
            raise ValueRefused("no_such_record", value=word[:64])
        return str(found)

    def is_same(self, raw: Any, value: Any) -> bool:
        return [word for part in _parts(raw) for word in _words(part)] == list(value or ())

    def validate(self, value: tuple[str, ...]) -> None:
        if len(value) > self.most:
            raise ValueRefused("too_many", most=self.most, n=self.most)

    def show(self, value: tuple[str, ...], context: Context) -> str:
        return ("、" if context.language == "zh" else ", ").join(self.title(one, context) for one in value)

    def title(self, id: str, context: Context) -> str:
        """What one of the records is called; its id where the reader may not see it."""
        title = context.references.record_title(self.form, int(id)) if context.references else None
        return title or f"#{id}"

    def raw(self, value: tuple[str, ...] | None, context: Context = EMPTY_CONTEXT) -> list[str]:
        return list(value or ())

    def to_json(self, value: tuple[str, ...] | None) -> list[int] | None:
        return None if value is None else [int(one) for one in value]

    def from_json(self, stored: list[Any] | None) -> tuple[str, ...] | None:
        return None if stored is None else tuple(str(one) for one in stored)

    def side_columns(self) -> tuple[tuple[str, str, bool], ...]:
        return (("linked", "reference", True),)

    def side_rows(self, value: tuple[str, ...] | None) -> Iterator[dict[str, Any]]:
        return ({"linked": int(one)} for one in value or ())

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["array", "string"], "items": {"type": ["integer", "string", "object"]}}


def _parts(raw: Any) -> list[Any]:
    return list(raw) if isinstance(raw, list | tuple) else [raw]


def _words(part: Any) -> Iterator[str]:
    """The ids and numbers in one part of what was sent: a word, several with commas, or a record as it was read."""
    if isinstance(part, Mapping):
        part = part.get("id")
    if is_empty(part):
        return
    text = str(part)
    for sign in BETWEEN[1:]:
        text = text.replace(sign, BETWEEN[0])
    yield from (word.strip() for word in text.split(BETWEEN[0]) if word.strip())
