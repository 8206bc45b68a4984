"""The sentence of what stands out among groups: who has the most, or which group wants looking at."""

from __future__ import annotations

from definitions import say

from ..sql.aspects import CHANGE
from ..sql.dimensions import OTHERS
from .showing import rounded
from .table import Column, ReportTable, Row

MOST_NAMED = 3
# Of fewer rows a share or an average says little; groups of so few are not named, unless there are no others.
FEW = 5


def outstanding(table: ReportTable, measure: Column, language: str) -> str:
    """Counts and sums name the most; shares and averages the whole, and the group that is worst or, else, highest."""
    told = [row for row in table.rows if table.value(row, measure.id) is not None]
    known = [row for row in told if not _is_the_rest(table, row)] or told
    if not known:
        return say("reports.finding.unknown", language, measure=measure.label)
    alike = len({table.value(row, measure.id) for row in known}) == 1
    if alike and len(known) > MOST_NAMED and table.others is None:
        value = table.text(known[0], measure.id, language)
        return say(
            "reports.finding.all_alike", language, all=len(known), measure=measure.label.inside(language), value=value
        )
    if measure.adds_up:
        return _most(table, known, measure, language)
    return _worst(table, known, measure, language)


def _most(table: ReportTable, known: list[Row], measure: Column, language: str) -> str:
    tied = _first(table, known, measure, lowest=False)
    said = {
        "names": _names(table, tied, language),
        "measure": measure.label.inside(language),
        "value": table.text(tied[0], measure.id, language),
    }
    key = "most" if measure.type == "integer" else "greatest"
    if len(tied) > 1:
        return say(f"reports.finding.{key}_tied", language, **said)
    whole = table.cell(table.totals, measure.id)
    if measure.type == "integer" and whole.value and len(known) > 1:
        share = rounded(100 * table.value(tied[0], measure.id) / whole.value, 0)
        return say("reports.finding.most_of", language, **said, whole=whole.text(language), share=share)
    return say(f"reports.finding.{key}", language, **said)


def _worst(table: ReportTable, known: list[Row], measure: Column, language: str) -> str:
    lowest = measure.good == "more"
    founded = _founded(table, known, measure)
    tied = _first(table, founded, measure, lowest=lowest)
    if len(tied) > MOST_NAMED and not measure.good and len(tied) < len(founded):
        lowest, tied = True, _first(table, founded, measure, lowest=True)
    whole = table.cell(table.totals, measure.id)
    told = whole.value is not None and len(known) > 1 and table.beside(measure.id, CHANGE) is None
    key = f"{'lowest' if lowest else 'highest'}{'_of' if told else ''}{'_tied' if len(tied) > 1 else ''}"
    if len(known) == 1:
        key = "only"  # one group is neither highest nor lowest
    sentence = say(
        f"reports.finding.{key}",
        language,
        names=_names(table, tied, language),
        measure=measure.label,
        value=table.text(tied[0], measure.id, language),
        whole=whole.text(language),
    )
    if tied == _first(table, known, measure, lowest=lowest):
        return sentence
    between = "" if language.startswith("zh") else " "
    return between.join([sentence, say("reports.finding.few_left_out", language, few=FEW)])


def _founded(table: ReportTable, known: list[Row], measure: Column) -> list[Row]:
    """Those made of enough rows, as far as the table tells of how many they are made."""
    if not measure.base:
        return known
    return [row for row in known if (table.value(row, measure.base) or 0) >= FEW] or known


def _first(table: ReportTable, known: list[Row], measure: Column, *, lowest: bool) -> list[Row]:
    """Those at the end; rather somebody than nobody, and what is filled in before what is not."""
    named = [row for row in known if _is_named(table, row)]
    of_people = any(each.type == "person" for each in table.dimensions)
    values = [table.value(row, measure.id) for row in (of_people and named) or known]
    end = min(values) if lowest else max(values)
    tied = [row for row in known if table.value(row, measure.id) == end]
    return [row for row in tied if _is_named(table, row)] or tied


def _is_the_rest(table: ReportTable, row: Row) -> bool:
    """Whether it gathers those beyond the greatest, who together are more than each, and nobody's answer."""
    return any(table.cell(row, each.id).key == OTHERS for each in table.dimensions)


def _is_named(table: ReportTable, row: Row) -> bool:
    """Whether each dimension has a value, or a key instead."""
    cells = [table.cell(row, each.id) for each in table.dimensions]
    return all(cell.value is not None or cell.key for cell in cells)


def _names(table: ReportTable, rows: list[Row], language: str) -> str:
    """`林晓雯 and 赵启航`; of many, the first."""
    names = [table.name(row, language) for row in rows]
    more = len(names) - MOST_NAMED
    chinese = language.startswith("zh")
    quoted = [f"「{name}」" for name in names] if chinese else names
    if more > 1:
        quoted = [*quoted[:MOST_NAMED], say("reports.finding.and_more", language, n=more)]
    return "、".join(quoted) if chinese else _listed(quoted)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
