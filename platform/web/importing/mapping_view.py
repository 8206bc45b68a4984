"""Which column fills which field: each with what stands in it, the suggestion, and why it was suggested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from accounts import Work
from flows import importing
from forms import FieldDefinition, form_of
from records import ImportLine, ImportRun, import_lines

from ..languages import t
from ..record.verb_form import Option
from .owner_view import PERSON, owner_options, owner_people
from .unit_view import unit_options

SAMPLES, LONGEST = 3, 40
LOOKED_THROUGH = 30
FIXED, UNIT = "fixed_", "unit_"


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file."""

    name: str
    label: str
    samples: tuple[str, ...]
    why: str
    options: tuple[Option, ...]
    units: tuple[Option, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A field that no column fills, and what it shall be in every line; without options it is written."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class MappingContext:
    """The page on which columns are sorted into fields."""

    title: str
    file: str
    lines: int
    action: str
    back: str
    columns: tuple[ColumnRow, ...]
    modes: tuple[Option, ...]
    keys: tuple[Option, ...]  # those that a column fills
    other_keys: tuple[Option, ...]  # those that one would have to fill
    drop_action: str
    error: str = ""
    fixed: tuple[FixedRow, ...] = ()
    owners: tuple[Option, ...] = ()
    people: tuple[Option, ...] = ()


def mapping_page(
    work: Work, run: ImportRun, chosen: importing.Mapping | None = None, *, error: str = ""
) -> MappingContext:
    """The columns with what was chosen, or with what can be guessed."""
    form = form_of(work.catalog, run.form)
    suggestion = importing.Suggestion(chosen, {}) if chosen else importing.suggested(work, run)
    fields, targets = importing.usable_fields(work, form), importing.fillable(work, form)
    mapping = suggestion.mapping
    keys, read = importing.usable_keys(fields), set(mapping.columns.values())
    lines = import_lines.next_of(work.connection, run.id, limit=LOOKED_THROUGH)
    lines = importing.kept_lines.shown(work, run, lines, mapping.columns)
    base = f"/records/{run.form}/imports"
    return MappingContext(
        title=t("imports.sort_title", form=form.plural.inside(work.language)),
        file=run.file,
        lines=run.lines or 0,
        action=f"{base}/{run.id}/mapping",
        back=base,
        columns=tuple(
            ColumnRow(
                f"column_{place}",
                name,
                samples := _samples(lines, place),
                t(f"imports.why.{suggestion.why[name]}") if name in suggestion.why else "",
                _options(work, targets, mapping.columns.get(name, "")),
                unit_options(work, fields, name, mapping, samples),
                f"{UNIT}{place}",
            )
            for place, name in enumerate(run.header or ())
            if name
        ),
        modes=tuple(
            Option(mode, t(f"imports.mode.{mode}"), t(f"imports.mode_note.{mode}"), mode == mapping.mode)
            for mode in ("create", "update", "upsert")
        ),
        keys=tuple(_keys(work, [one for one in keys if one.id in read], mapping)),
        other_keys=tuple(_keys(work, [one for one in keys if one.id not in read], mapping)),
        drop_action=f"{base}/{run.id}/dropping",
        error=error,
        fixed=tuple(_fixed(work, one, mapping) for one in importing.unfilled(work, form, mapping)),
        owners=(owners := owner_options(work, run, mapping)),
        people=owner_people(work, run.form, mapping) if owners else (),
    )


def chosen_mapping(run: ImportRun, sent: MultiDict[str, str]) -> importing.Mapping:
    """What the page sent."""
    columns = {
        name: sent[f"column_{place}"]
        for place, name in enumerate(run.header or ())
        if name and sent.get(f"column_{place}")
    }
    given = {name.removeprefix(FIXED): value.strip() for name, value in sent.items() if name.startswith(FIXED)}
    fixed = {name: value for name, value in given.items() if value and name not in columns.values()}
    places = {name: f"{UNIT}{place}" for place, name in enumerate(run.header or ())}
    units = {name: sent[places[name]] for name in columns if places[name] in sent}
    how = (sent.get("mode", "create"), tuple(sent.getlist("key")))
    owner = sent.get("owner", importing.RULES)
    owner = sent.get("owner_person", "") if owner == PERSON else owner
    return importing.Mapping(columns, *how, fixed=fixed, units=units, owner=owner)


def _keys(work: Work, fields: Iterable[FieldDefinition], mapping: importing.Mapping) -> Iterator[Option]:
    return (Option(one.id, one.label.text(work.language), "", one.id in mapping.key) for one in fields)


def _fixed(work: Work, field: FieldDefinition, mapping: importing.Mapping) -> FixedRow:
    value = mapping.fixed.get(field.id, "")
    row = FixedRow(f"{FIXED}{field.id}", field.label.text(work.language), value)
    if not importing.is_picked(field):
        return row
    choices = (Option(one, label, "", one == value) for one, label in importing.choices_of(work, field))
    return replace(row, options=(Option("", t("imports.fixed_nothing"), "", not value), *choices))


def _samples(lines: Sequence[ImportLine], place: int) -> tuple[str, ...]:
    cells: list[Any] = [line.cells[place] for line in lines if place < len(line.cells)]
    words = dict.fromkeys(str(cell).strip()[:LONGEST] for cell in cells if cell not in (None, ""))
    return tuple(words)[:SAMPLES]


def _options(work: Work, fields: Sequence[FieldDefinition], chosen: str) -> tuple[Option, ...]:
    nothing = Option("", t("imports.leave_out"), "", not chosen)
    return (nothing, *(Option(one.id, one.label.text(work.language), "", one.id == chosen) for one in fields))
