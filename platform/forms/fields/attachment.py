"""Files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ..uploads import FAMILIES, family_of
from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type, is_empty

MB = 1024 * 1024
ONE = {"key": "k1", "name": "报价单.pdf", "size": 52_000, "type": "application/pdf"}
PHOTO = {"key": "k2", "name": "a.png", "size": 300_000, "type": "image/png", "width": 800, "height": 600}


def size_words(size: int) -> str:
    """52 kB, 3.4 MB."""
    if size < MB:
        return f"{max(1, round(size / 1024))} kB"
    return f"{size / MB:.1f}".removesuffix(".0") + " MB"


@field_type("attachment")
@dataclass(frozen=True)
class Attachment(FieldType):
    """Uploaded files; a value names each by its key, and the content lies in the file store."""

    icon: ClassVar = "paperclip"
    family: ClassVar = "file"
    storage: ClassVar = "json"
    rule_type: ClassVar = "composed value"
    operators: ClassVar = ("filled", "empty")
    control: ClassVar = "file"
    dressed: ClassVar = True
    many: ClassVar = True
    searchable: ClassVar = True
    side: ClassVar = "files"
    cell: ClassVar = "files"
    families: ClassVar = tuple(FAMILIES)
    options: ClassVar = {
        "most": {"type": "integer", "minimum": 1, "maximum": 50},
        "max_size": {"type": "integer", "minimum": 1, "maximum": 50, "description": "MB for each file"},
        "accept": {"type": "array", "items": {"enum": sorted(FAMILIES)}, "minItems": 1, "uniqueItems": True},
    }
    examples: ClassVar = (
        Example("k1", [ONE], shown={"zh": "报价单.pdf", "en": "报价单.pdf"}),
        Example(["k1", "k2", "k1", ""], [ONE, PHOTO], shown={"zh": "报价单.pdf、a.png", "en": "报价单.pdf, a.png"}),
        Example([{"key": "k1", "name": "other name"}], [ONE]),
        Example("k9", refused="no_such_file"),
        Example([7], refused="no_such_file"),
        Example({"a": 1}, refused="not_files"),
        Example(["k1", "k2"], refused="too_many_files", options={"most": 1}),
        Example("k2", refused="wrong_kind", options={"accept": ["pdf", "sheet"]}),
    )

    most: int = 10
    max_size: int = 10
    accept: tuple[str, ...] = ()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        own = {name: options[name] for name in ("most", "max_size") if name in options}
        return cls(**own, accept=tuple(options.get("accept", ())))

    def parse(self, raw: Any, context: Context) -> list[dict[str, Any]] | None:
        if isinstance(raw, Mapping | bool):
            raise ValueRefused("not_files")
        keys = [key for part in (raw if isinstance(raw, list | tuple) else [raw]) for key in _keys(part)]
        return [self._found(key, context) for key in dict.fromkeys(keys)] or None

    def _found(self, key: str, context: Context) -> dict[str, Any]:
        found = context.references.find_file(key) if context.references is not None else None
        if found is None:
            raise ValueRefused("no_such_file")
        return dict(found)

    def is_same(self, raw: Any, value: Any) -> bool:
        parts = raw if isinstance(raw, list | tuple) else [raw]
        return [key for part in parts for key in _keys(part)] == [one["key"] for one in value or ()]

    def validate(self, value: list[dict[str, Any]]) -> None:
        if len(value) > self.most:
            raise ValueRefused("too_many_files", most=self.most, n=self.most)
        for one in value:
            self.fits(one["name"], one["type"], one["size"])

    def fits(self, name: str, type: str, size: int) -> None:
        """Whether one file may stand here; asked when it is uploaded, and again when it is sent."""
        if size > self.max_size * MB:
            raise ValueRefused("file_too_large", name=name, most=f"{self.max_size} MB")
        if self.accept and family_of(type) not in self.accept:
            raise ValueRefused("wrong_kind", name=name, known=", ".join(self.accept))

    def show(self, value: list[dict[str, Any]], context: Context) -> str:
        return ("、" if context.language == "zh" else ", ").join(one["name"] for one in value)

    def raw(self, value: list[dict[str, Any]] | None, context: Context = EMPTY_CONTEXT) -> list[str]:
        return [one["key"] for one in value or ()]

    def searched(self, value: list[dict[str, Any]]) -> Iterable[str]:
        return (one["name"] for one in value)

    def input_options(self) -> dict[str, Any]:
        """What a browser's file box may offer."""
        types = [type for family in self.accept or () for type in FAMILIES[family]]
        return {"most": self.most, "max_size": self.max_size, "accept": ",".join(types), "size": size_words}

    def json_schema(self) -> dict[str, Any]:
        one = {"type": ["string", "object"]}
        return {"type": ["array", "string"], "items": one, "description": "keys of uploaded files"}


def _keys(part: Any) -> Iterator[str]:
    """The keys in one part of what was sent: a key, several with commas, or a file as it was read."""
    if isinstance(part, Mapping):
        part = part.get("key")
    if is_empty(part):
        return
    yield from (key.strip() for key in str(part).replace("\n", ",").split(",") if key.strip())
