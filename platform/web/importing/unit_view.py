"""The unit that a column's numbers are read in, told with one of them: 按万读：87 → ¥870,000."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts import Work
from flows import importing
from forms import Context, FieldDefinition, ValueRefused, form_of, in_unit, unit_of
from records import ImportLine, ImportRun, import_lines

from ..languages import t
from ..record.verb_form import Option

LOOKED_THROUGH = 30


def unit_options(
    work: Work, fields: Sequence[FieldDefinition], column: str, mapping: importing.Mapping, samples: Sequence[str]
) -> tuple[Option, ...]:
    """To read the numbers in the unit that the column's name says, or as they stand; nothing where it says none."""
    field = next((one for one in fields if one.id == mapping.columns.get(column)), None)
    unit = next((unit for one in ((field,) if field else fields) if (unit := unit_of(column, one))), "")
    if not unit:
        return ()
    chosen = mapping.units.get(column, unit)
    told = _example(work, field, samples, unit) if field else ""
    plainly = _example(work, field, samples, "") if field else ""
    return (
        Option(unit, t("imports.unit.in", unit=unit) + told, "", bool(chosen)),
        Option("", t("imports.unit.plain") + plainly, "", not chosen),
    )


def readings(work: Work, run: ImportRun) -> Iterator[str]:
    """What a preview says of each column whose numbers are read in a unit."""
    chosen, form = importing.Mapping.of(run), form_of(work.catalog, run.form)
    lines: Sequence[ImportLine] = ()
    for column, unit in chosen.units.items():
        field = form.find(chosen.columns.get(column, ""))
        if not unit or field is None:
            continue
        lines = lines or _first(work, run, chosen)
        place = (run.header or []).index(column)
        cells = [str(line.cells[place]) for line in lines if place < len(line.cells)]
        said = t("imports.unit.in", unit=unit) + _example(work, field, cells, unit)
        yield t("imports.of_field", field=column, text=said)


def _first(work: Work, run: ImportRun, chosen: importing.Mapping) -> tuple[ImportLine, ...]:
    lines = import_lines.next_of(work.connection, run.id, limit=LOOKED_THROUGH)
    return importing.kept_lines.shown(work, run, lines, chosen.columns)


def _example(work: Work, field: FieldDefinition, cells: Sequence[str], unit: str) -> str:
    """The first number that the unit is for, and what it is read as; nothing of a sensitive field."""
    context = Context(work.language, work.timezone)
    for cell in () if field.sensitive else cells:
        if (times := in_unit(cell, unit or "万")) != cell:
            try:
                value = field.type.parse(times if unit else cell, context)
            except ValueRefused:
                continue
            return t("imports.unit.example", raw=cell, shown=field.type.show(value, context))
    return ""
