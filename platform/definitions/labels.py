"""Text in any number of languages, as admins write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FALLBACKS = ("en", "zh")

LABEL_SCHEMA = {
    "description": "A text, or one text for each language: {zh: 客户, en: Customer}",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z]{2}(-[A-Za-z]{2,4})?$"},
            "additionalProperties": {"type": "string", "minLength": 1},
        },
    ],
}


@dataclass(frozen=True, slots=True)
class Label:
    """A text that knows its languages; a plain string holds for all of them."""

    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, written: str | Mapping[str, str] | Label | None, default: str = "") -> Label:
        """Takes what stands in the YAML: a string, a mapping by language, or nothing."""
        if isinstance(written, Label):
            return written
        if isinstance(written, Mapping):
            return cls(tuple((language, str(text)) for language, text in written.items()))
        return cls((("", str(written if written is not None else default)),))

    def text(self, language: str) -> str:
        """The text in `language`, else in English, Chinese or whatever there is."""
        texts = dict(self.texts)
        for candidate in (language, language.split("-")[0], "", *FALLBACKS):
            if candidate in texts:
                return texts[candidate]
        return next(iter(texts.values()), "")

    def inside(self, language: str) -> str:
        """The text inside a sentence, where English writes a name small, unless it is one like `API`."""
        text = self.text(language)
        plain = language == "en" and text[:1].isascii() and text[:1].isupper() and not any(map(str.isupper, text[1:]))
        return text[0].lower() + text[1:] if plain else text

    def as_written(self) -> str | dict[str, str]:
        """The value as YAML or JSON would hold it."""
        texts = dict(self.texts)
        return texts[""] if set(texts) == {""} else texts

    def __bool__(self) -> bool:
        return any(text for _, text in self.texts)
