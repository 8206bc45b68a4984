"""A record's values as people read them, for messages and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Actor, Person, Work, people, readable_fields
from forms import Context, FormDefinition, Lookups

from ..subject import Subject


def shown_values(
    work: Work, form: FormDefinition, values: Mapping[str, Any], *, language: str, timezone: str
) -> dict[str, str]:
    """Every field's value by its id, in one language."""
    context = Context(language, timezone, Lookups(work), prose=True, year=work.year)
    return {field.id: field.type.display(values.get(field.id), context) for field in form.fields}


def record_words(work: Work, subject: Subject, *, reader: Actor, language: str, timezone: str) -> dict[str, str]:
    """The values the reader may see, and what the system knows of the record, by the names that texts fill in."""
    seen = readable_fields(reader, subject.form, stage=subject.row.stage)
    everything = shown_values(work, subject.form, subject.values, language=language, timezone=timezone)
    shown = {name: words for name, words in everything.items() if name in seen}
    row = subject.row
    return {
        "number": subject.number,
        "owner": people.names(work.connection, [row.owner]).get(row.owner, ""),
        "grade": row.grade or "",
        "score": "" if row.score is None else f"{float(row.score):g}",
        "stage": subject.stage.label.text(language) if subject.stage else "",
        "form_label": subject.form.label.text(language),
        **shown,
        "title": shown.get(subject.form.title) or subject.number,
        "subtitle": " · ".join(filter(None, (shown.get(name) for name in subject.form.subtitle))),
    }


def words_for(work: Work, subject: Subject, person: Person) -> dict[str, str]:
    """The same, as one person reads it."""
    reader = Actor(person.id, person.name, work.catalog.find("role", person.role), catalog=work.catalog)
    return record_words(work, subject, reader=reader, language=person.language, timezone=person.timezone)
