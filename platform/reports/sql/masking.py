"""Names without what the reader may not see: a field that is hidden in a record's stage is null there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from accounts import Work, field_rights
from forms import form_of, masked_in

from .names import Known
from .vocabulary import Vocabulary


def masked_names(work: Work, vocabulary: Vocabulary, records: FromClause) -> Mapping[str, Known]:
    """The names over these records, each as the reader may see it; behind a link, as far as the link is seen."""
    if work.actor.is_system:
        return vocabulary.names
    hidden = {id: field_rights(work.actor, form_of(work.catalog, id)).hidden.in_stages for id in vocabulary.forms}
    if not any(hidden.values()):
        return vocabulary.names
    mask = _Mask(vocabulary, records, hidden)
    return {name: mask.masked(name) for name in vocabulary.names}


@dataclass(frozen=True)
class _Mask:
    """What is hidden in which stages, by form and field."""

    vocabulary: Vocabulary
    records: FromClause
    hidden: Mapping[str, Mapping[str, Any]]

    def masked(self, name: str) -> Known:
        known = self.vocabulary.names[name]
        link, _, behind = name.partition(".")
        followed = self.vocabulary.links.get(link) if behind else None
        column = self._open_in(known.field, followed.other if followed else self.records, known.column)
        if followed is not None and link in self.vocabulary.names:
            column = self._open_in(self.vocabulary.names[link].field, self.records, column)
        return known if column is known.column else replace(known, column=column)

    def _open_in(self, field: tuple[str, str] | None, table: FromClause, column: ColumnElement) -> ColumnElement:
        """The column in those stages in which its field is not hidden."""
        return column if field is None else masked_in(table, column, self.hidden[field[0]].get(field[1]))
