"""Names without what the reader may not see: a field that is hidden in a record's stage is null there."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause

from accounts import Work, field_rights
from forms import form_of, masked_in

from .names import Known
from .vocabulary import Vocabulary


def masked_names(work: Work, vocabulary: Vocabulary, records: FromClause) -> dict[str, Known]:
    """The names over these records, each as the reader may see it; behind a link, as far as the link is seen."""
    return {name: _masked(work, vocabulary, records, name=name) for name in vocabulary.names}


def _masked(work: Work, vocabulary: Vocabulary, records: FromClause, *, name: str) -> Known:
    known = vocabulary.names[name]
    link, _, behind = name.partition(".")
    followed = vocabulary.links.get(link) if behind else None
    column = _open_in(work, known.field, followed.other if followed else records, known.column)
    if followed is not None and link in vocabulary.names:
        column = _open_in(work, vocabulary.names[link].field, records, column)
    return known if column is known.column else replace(known, column=column)


def _open_in(work: Work, field: tuple[str, str] | None, table: FromClause, column: ColumnElement) -> ColumnElement:
    """The column in those stages in which its field is not hidden."""
    if field is None:
        return column
    hidden = field_rights(work.actor, form_of(work.catalog, field[0])).hidden.in_stages
    return masked_in(table, column, hidden.get(field[1]))
