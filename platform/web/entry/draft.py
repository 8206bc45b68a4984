"""A record's form on its way to the template: bound to a row, to what was typed, to what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from accounts import Work
from flows import drafting, self_filled
from forms import (
    SECTIONS,
    STEPS,
    BoundError,
    BoundField,
    BoundNote,
    BoundSection,
    FieldError,
    FormDefinition,
    bind,
    field_of,
)

from .. import moments
from ..languages import t
from .beside import beside_of
from .doubles import beside_fields, doubles_of

# What a form carries beside its fields.
OURS = frozenset(
    {
        "csrf_token",
        "version",
        "seen_at",
        "next",
        "only",
        "asked",
        "lang",
        "step",
        "going",
        "draft_at",
        "draft_mark",
        "beside",
    }
)
KEEP = "keep_"
LONG, WORTH_FOLDING = 10, 3


@dataclass(frozen=True)
class Typed:
    """What a browser sent: the fields, and what the page knew when it was drawn."""

    raw: Mapping[str, Any]
    version: int = 0
    seen_at: str = ""
    only: tuple[str, ...] | None = None
    errors: tuple[FieldError, ...] = ()  # of files that could not be taken
    step: int = 1
    going: str = ""
    under_way: tuple[str, ...] = ()  # saves of the draft that had no answer when the form was sent
    beside: str = ""  # on whose page it is written

    @classmethod
    def of(cls, form: Any) -> Typed:
        """Parts the fields from what is ours; a field whose other version was taken is left out."""
        dropped = {
            name.removeprefix(KEEP) for name, value in form.items() if name.startswith(KEEP) and value == "theirs"
        }
        ours = OURS | {name for name in form if name.startswith(KEEP)} | dropped
        raw = {name: values[0] if len(values) == 1 else values for name, values in form.lists() if name not in ours}
        only = tuple(name for name in form.get("only", "").split(",") if name)
        under_way = tuple(mark for mark in form.get("draft_mark", "").split(",") if mark)
        way = {"step": _count(form.get("step", "")) or 1, "going": form.get("going", ""), "under_way": under_way}
        way["beside"] = form.get("beside", "")
        return cls(raw, _count(form.get("version", "")), form.get("seen_at", ""), only or None, **way)


def _count(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0


@dataclass(frozen=True)
class Draft:
    """What a form is drawn from."""

    form: FormDefinition
    row: Any = None
    typed: Typed | None = None
    errors: tuple[FieldError, ...] = ()
    only: tuple[str, ...] | None = None
    step: int = 0  # where the form is written step by step; 0 is where it was
    kept: drafting.Kept | None = None  # what this person had begun, here or at another device
    beside: str = ""  # on whose page it is written, as the address says

    @classmethod
    def new(cls, work: Work, form: FormDefinition, beside: str) -> Draft:
        """A record to be, as this person left it; on the page of another one, with the link that points there."""
        there = beside_of(work, form, beside)
        if there is None:
            return cls.going_on(work, form)
        return cls(form, typed=Typed({there.field: str(there.record)}, beside=beside))

    @classmethod
    def going_on(cls, work: Work, form: FormDefinition, row: Any = None, only: tuple[str, ...] | None = None) -> Draft:
        """As this person left it, or from the beginning."""
        kept = drafting.of(work, form.id, row.id if row is not None else None, only)
        if kept is None:
            return cls(form, row, only=only)
        raw = {name: values[0] if len(values) == 1 else list(values) for name, values in kept.typed.items()}
        typed = Typed(raw, kept.version, kept.seen_at, only, step=kept.step)
        return cls(form, row, typed, only=only, kept=kept)


@dataclass(frozen=True)
class Entry:
    """A form as the templates draw it."""

    title: str
    action: str
    live: str
    back: str
    submit: str
    draft_key: str
    draft_url: str
    sections: tuple[BoundSection, ...]
    errors: tuple[BoundError, ...]
    version: int | None
    seen_at: str
    only: str
    has_files: bool = False
    doubles: tuple[BoundNote, ...] = ()  # of fields that are not drawn
    refusal: str = ""
    kept: str = ""  # that the draft goes on, and since when it was kept
    draft_at: str = ""
    announce: str = ""
    show: str = "sections"
    step: int = 1
    steps: int = 1
    hidden: tuple[tuple[str, str], ...] = ()  # what was typed in other steps
    beside: str = ""
    waiting: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what is shown of a section only then
    folds: str = "phone"  # where they wait: on a phone, or everywhere
    extra: Mapping[str, Any] = field(default_factory=dict)


def entry_of(work: Work, draft: Draft, *, refusal: str = "") -> Entry:
    """The form of a draft."""
    form, row = draft.form, draft.row
    beside = beside_of(work, form, draft.beside or (draft.typed.beside if draft.typed else ""))
    there = str(beside or (draft.typed.beside if draft.typed else ""))  # also where it is gone by now
    kept = draft.kept or _kept(work, draft, there)
    place = row.id if row is not None else f"new {there}" if there else "new"
    bound = bind(form, work, row, draft.typed.raw if draft.typed else None, errors=draft.errors)
    href = f"/records/{form.id}/{row.id}" if row is not None else f"/records/{form.id}"
    action = f"{href}/edit" if row is not None else f"{href}/new"
    title = _title(work, draft)
    doubles = doubles_of(work, form, bound, row)
    sections = beside_fields(_sections(bound.sections, draft.only, draft.errors), doubles)
    drawn = {each.name for part in sections for each in part.fields}
    whole = Entry(
        title=title,
        action=action,
        live=f"{action}/live" if bound.live or (row is None and form.duplicates) else "",
        back=beside.href if beside else href,
        beside=there,
        submit=t("ui.save") if row is not None else t("entry.make"),
        draft_key=f"{form.id}:{place}:{','.join(draft.only or ())}",
        draft_url=f"{action}/draft" if row is not None or not there else "",
        kept=t("drafts.going_on", when=moments.shown(draft.kept.at)) if draft.kept else "",
        draft_at=kept.mark if kept else "",
        sections=sections,
        show=form.show if form.show != STEPS and draft.only is None else SECTIONS,
        errors=bound.errors,
        version=(draft.typed.version if draft.typed and draft.typed.version else row.version)
        if row is not None
        else None,
        seen_at=(draft.typed.seen_at if draft.typed else "") or work.now.isoformat(),
        only=",".join(draft.only or ()),
        has_files=any(each.definition.type.side == "files" for each in bound),
        doubles=tuple(note for name, notes in doubles.items() if name not in drawn for note in notes),
        refusal=refusal,
        waiting=_waiting(sections, draft) if row is None else _filled_elsewhere(work, sections, draft),
        folds="phone" if row is None else "all",
    )
    return _at_step(whole, draft) if form.show == STEPS and row is None and len(sections) > 1 else whole


def _kept(work: Work, draft: Draft, there: str) -> drafting.Kept | None:
    """What was begun elsewhere; of a record that is made on another's page it is kept on this device alone."""
    if draft.row is None and there:
        return None
    return drafting.of(work, draft.form.id, draft.row.id if draft.row is not None else None, draft.only)


def _waiting(sections: Iterable[BoundSection], draft: Draft) -> dict[str, frozenset[str]]:
    """Of a long form for a new record, the fields of each section that can be filled in later; of a short one none."""
    begun = {field_of(name) for name, typed in (draft.typed.raw if draft.kept else {}).items() if typed not in ("", [])}
    waits = {part.id: frozenset(one.name for one in part.fields if one.can_wait) - begun for part in sections}
    fields = sum(len(part.fields) for part in sections)
    if fields < LONG or fields == sum(map(len, waits.values())):
        return {}
    return {id: names for id, names in waits.items() if len(names) >= WORTH_FOLDING}


def _filled_elsewhere(work: Work, sections: Iterable[BoundSection], draft: Draft) -> dict[str, frozenset[str]]:
    """Of a long form of a record that is there, what fills itself, and what is asked when it comes to that."""
    sections = tuple(sections)
    if draft.only is not None or sum(len(part.fields) for part in sections) < LONG:
        return {}
    form, stage = draft.form.id, draft.row.stage
    asked = self_filled.asked_elsewhere(work.catalog, form, stage)
    brought = self_filled.brought(work.catalog, form)
    typed = set(draft.typed.raw) if draft.typed else set()
    waits = {
        part.id: frozenset(
            one.name
            for one in part.fields
            if one.can_wait and (one.name in brought or (one.name in asked and one.is_empty and one.name not in typed))
        )
        for part in sections
    }
    return {id: names for id, names in waits.items() if len(names) >= WORTH_FOLDING}


def _at_step(whole: Entry, draft: Draft) -> Entry:
    """One section of it: the first with an error, else the one that was asked for; the others travel along unseen."""
    wrong = {error.field for error in draft.errors}
    faulty = [n for n, part in enumerate(whole.sections, 1) if any(each.name in wrong for each in part.fields)]
    asked = faulty[0] if faulty else draft.step or (draft.typed.step if draft.typed else 1)
    step = min(max(asked, 1), len(whole.sections))
    here = whole.sections[step - 1]
    return replace(
        whole,
        show=STEPS,
        step=step,
        steps=len(whole.sections),
        sections=(here,),
        hidden=tuple(_elsewhere(draft, {each.name for each in here.fields})),
    )


def _elsewhere(draft: Draft, here: set[str]) -> Iterator[tuple[str, str]]:
    """What was typed in other steps; of what is no text (a file just sent) there is nothing to carry."""
    for name, typed in (draft.typed.raw if draft.typed else {}).items():
        if field_of(name) not in here:
            values = typed if isinstance(typed, list) else [typed]
            yield from ((name, str(value)) for value in values if value not in (None, ""))


def _title(work: Work, draft: Draft) -> str:
    if draft.row is None:
        return t("entry.new", form=draft.form.label.inside(work.language))
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
