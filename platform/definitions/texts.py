"""What the product says, in each language, from `locales/<language>/<area>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from .labels import Label

LANGUAGES = ("zh", "en")
LOCALES = Path(__file__).resolve().parents[2] / "locales"
# Every process reads all of them at its start: libyaml takes a twentieth of the time, and everything is text to it.
_FLAT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@lru_cache(maxsize=8)
def texts_of(language: str) -> Mapping[str, str]:
    """All texts of one language by key; the files are flat: `area.key: text with {param}`."""
    texts: dict[str, str] = {}
    for path in sorted((LOCALES / language).glob("*.yaml")):
        texts.update(yaml.load(path.read_text("utf-8"), Loader=_FLAT) or {})
    return MappingProxyType(texts)


def say(key: str, language: str, **params: Any) -> str:
    """The text for `key`; `key.one` and `key.other` are chosen by the parameter `n`."""
    template = as_kept(key, language) or as_kept(_plural(key, params), language) or as_kept(f"{key}.other", language)
    if template is None:
        return key
    if not params:
        return template.replace("{{", "{").replace("}}", "}")
    return template.format_map({name: _shown(value, language) for name, value in params.items()})


def as_kept(key: str, language: str) -> str | None:
    """The text just as its file has it: for those that hold `{{ name }}` for a record's values."""
    language = language if language in LANGUAGES else language.split("-")[0]
    return texts_of(language if language in LANGUAGES else "en").get(key)


def _plural(key: str, params: Mapping[str, Any]) -> str:
    return f"{key}.one" if params.get("n") in (1, "1") else f"{key}.other"


def _shown(value: Any, language: str) -> Any:
    if isinstance(value, Label):
        return value.text(language)
    if isinstance(value, Reason):
        return value.text(language)
    if isinstance(value, Mapping):
        return Label.of(value).text(language)
    if isinstance(value, (list, tuple)):
        return ("、" if language == "zh" else ", ").join(str(_shown(item, language)) for item in value)
    return value


@dataclass(frozen=True, slots=True)
class Reason:
    """One plain sentence, kept as code and parameters so that it can be said in any language."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in `language`."""
        return say(self.code, language, **self.params)

    def as_json(self) -> dict[str, Any]:
        """The form in which decisions store it: {"code", "params"}."""
        return {"code": self.code, "params": {name: _plain(value) for name, value in self.params.items()}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Reason:
        """Reads back what `as_json` wrote."""
        return cls(stored["code"], stored.get("params", {}))


def _plain(value: Any) -> Any:
    if isinstance(value, Label):
        return value.as_written()
    if isinstance(value, (str, int, float, bool, type(None))):
        return value
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value)
