"""What people are strong in, as lines of words: ids of the rules where nothing names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work
from forms import form_of

SIGNS = (",", ":", "，", "：", "\n")


@dataclass(frozen=True)
class StrengthWords:
    """What the rules call people's attributes, and the choices that these hold, each by its id."""

    names: Mapping[str, str]
    values: Mapping[str, str]

    @classmethod
    def of(cls, work: Work) -> StrengthWords:
        """The names that routings give, and the labels of choices in their forms."""
        routings = work.catalog.all("routing")
        names = {name: label for each in routings for name, label in each.attributes.items()}
        said = {name: label.text(work.language) for name, label in names.items()}
        return cls(_told_apart(said.items()), _told_apart((*_choices(work), *_named_values(work))))

    def write(self, attributes: Mapping[str, Any]) -> str:
        """`负责地区: 华东, 华北`, a line each."""
        lines = (
            f"{self.names.get(name, name)}: {', '.join(self.values.get(str(one), str(one)) for one in _several(value))}"
            for name, value in attributes.items()
        )
        return "\n".join(lines)

    def read(self, text: str) -> dict[str, Any]:
        """Those lines again, by label or by id; several words with commas between are a list."""
        names = {label.lower(): id for id, label in self.names.items()}
        values = {label.lower(): id for id, label in self.values.items()}
        found: dict[str, Any] = {}
        for line in text.replace("：", ":").replace("，", ",").splitlines():
            written, colon, value = (part.strip() for part in line.partition(":"))
            name = names.get(written.lower(), written)
            if name and colon:
                words = [values.get(word.strip().lower(), word.strip()) for word in value.split(",") if word.strip()]
                found[name] = words if len(words) != 1 or name.endswith("s") else words[0]
        return found


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _choices(work: Work) -> Iterator[tuple[str, str]]:
    for form in dict.fromkeys(each.form for each in work.catalog.all("routing")):
        for field in form_of(work.catalog, form).fields:
            for choice in getattr(field.type, "choices", ()):
                yield choice.id, choice.label.text(work.language)


def _named_values(work: Work) -> Iterator[tuple[str, str]]:
    for each in work.catalog.all("routing"):
        for values in each.values.values():
            yield from ((value, label.text(work.language)) for value, label in values.items())


def _told_apart(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Ids with their labels, where either leads to the other alone and can stand in a line."""
    known = tuple(dict.fromkeys(pairs))
    ids, labels = Counter(id for id, _ in known), Counter(label.lower() for _, label in known)
    return {
        id: label
        for id, label in known
        if ids[id] == labels[label.lower()] == 1 and not any(sign in label for sign in SIGNS)
    }
