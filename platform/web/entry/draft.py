"""A record's form on its way to the template: bound to a row, to what was typed, to what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import Work
from forms import BoundError, BoundField, BoundSection, FieldError, FormDefinition, bind

from ..languages import t
from .doubles import Double, doubles_of

# What a form carries beside its fields.
OURS = frozenset({"csrf_token", "version", "seen_at", "next", "only", "asked", "lang"})
KEEP = "keep_"


@dataclass(frozen=True)
class Typed:
    """What a browser sent: the fields, and what the page knew when it was drawn."""

    raw: Mapping[str, Any]
    version: int = 0
    seen_at: str = ""
    only: tuple[str, ...] | None = None
    errors: tuple[FieldError, ...] = ()  # of files that could not be taken

    @classmethod
    def of(cls, form: Any) -> Typed:
        """Parts the fields from what is ours; a field whose other version was taken is left out."""
        dropped = {
            name.removeprefix(KEEP) for name, value in form.items() if name.startswith(KEEP) and value == "theirs"
        }
        ours = OURS | {name for name in form if name.startswith(KEEP)} | dropped
        raw = {name: values[0] if len(values) == 1 else values for name, values in form.lists() if name not in ours}
        version = form.get("version", "")
        only = tuple(name for name in form.get("only", "").split(",") if name)
        return cls(
            raw, int(version) if version.isdecimal() and len(version) < 10 else 0, form.get("seen_at", ""), only or None
        )


@dataclass(frozen=True)
class Draft:
    """What a form is drawn from."""

    form: FormDefinition
    row: Any = None
    typed: Typed | None = None
    errors: tuple[FieldError, ...] = ()
    only: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Entry:
    """A form as the templates draw it."""

    title: str
    action: str
    live: str
    back: str
    submit: str
    draft_key: str
    sections: tuple[BoundSection, ...]
    errors: tuple[BoundError, ...]
    version: int | None
    seen_at: str
    only: str
    has_files: bool = False
    doubles: tuple[Double, ...] = ()
    refusal: str = ""
    announce: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def entry_of(work: Work, draft: Draft, *, refusal: str = "") -> Entry:
    """The form of a draft."""
    form, row = draft.form, draft.row
    bound = bind(form, work, row, draft.typed.raw if draft.typed else None, errors=draft.errors)
    href = f"/records/{form.id}/{row.id}" if row is not None else f"/records/{form.id}"
    action = f"{href}/edit" if row is not None else f"{href}/new"
    title = _title(work, draft)
    return Entry(
        title=title,
        action=action,
        live=f"{action}/live" if bound.live else "",
        back=href,
        submit=t("ui.save") if row is not None else t("entry.make"),
        draft_key=f"{form.id}:{row.id if row is not None else 'new'}:{','.join(draft.only or ())}",
        sections=tuple(_sections(bound.sections, draft.only, draft.errors)),
        errors=bound.errors,
        version=(draft.typed.version if draft.typed and draft.typed.version else row.version)
        if row is not None
        else None,
        seen_at=(draft.typed.seen_at if draft.typed else "") or work.now.isoformat(),
        only=",".join(draft.only or ()),
        has_files=any(each.definition.type.side == "files" for each in bound),
        doubles=doubles_of(work, form, bound, row),
        refusal=refusal,
    )


def _title(work: Work, draft: Draft) -> str:
    label = draft.form.label.text(work.language)
    if draft.row is None:
        return t("entry.new", form=label)
    named = draft.row._mapping.get(f"f_{draft.form.title}") or draft.row.number
    return t("entry.edit", name=named)


def _sections(
    sections: Iterable[BoundSection], only: tuple[str, ...] | None, errors: tuple[FieldError, ...]
) -> Iterable[BoundSection]:
    """The sections with the fields that can be filled in; a field that is wrong is always among them."""
    wrong = {error.field for error in errors}
    for section in sections:
        fields = tuple(each for each in section.visible_fields if _drawn(each, only, wrong))
        if fields:
            yield BoundSection(section.id, section.label, section.columns, fields)


def _drawn(each: BoundField, only: tuple[str, ...] | None, wrong: set[str]) -> bool:
    if each.name in wrong:
        return True
    if each.read_only and (each.is_empty or not each.computed):
        return False
    return only is None or each.name in only
