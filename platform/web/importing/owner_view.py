"""Whose new records become: what can be chosen, and what was."""

from __future__ import annotations

from accounts import Work, people
from flows import importing
from forms import OWNER, form_of
from records import ImportRun

from ..languages import t
from ..record.verb_form import Option

PERSON = "person"


def owner_options(work: Work, run: ImportRun, mapping: importing.Mapping) -> tuple[Option, ...]:
    """By the rules, later, or one person; nothing to choose for whoever may not assign."""
    form = form_of(work.catalog, run.form)
    if not importing.may_name_owners(work, form.id):
        return ()
    chosen = mapping.owner if mapping.owner in (importing.RULES, importing.LATER) else PERSON
    return tuple(
        Option(one, t(f"imports.owner.{one}"), t(f"imports.owner_note.{one}"), one == chosen)
        for one in (importing.RULES, importing.LATER, PERSON)
    )


def owner_people(work: Work, form: str, mapping: importing.Mapping) -> tuple[Option, ...]:
    """Everybody it can be."""
    found = ((str(person.id), person.name) for person in importing.possible_owners(work, form))
    return tuple(Option(id, name, "", id == mapping.owner) for id, name in found)


def owners_told(work: Work, run: ImportRun) -> str:
    """What the preview says of it, where not only the rules decide."""
    mapping = importing.Mapping.of(run)
    column = next((name for name, one in mapping.columns.items() if one == OWNER), "")
    rest = _rest(work, mapping)
    if column:
        return t("imports.owner.told_column", column=column, rest=rest)
    return "" if mapping.owner == importing.RULES else t("imports.owner.told", rest=rest)


def _rest(work: Work, mapping: importing.Mapping) -> str:
    if mapping.owner in (importing.RULES, importing.LATER):
        return t(f"imports.owner.{mapping.owner}")
    name = people.names(work.connection, [int(mapping.owner)]).get(int(mapping.owner), "")
    return t("imports.owner.to", name=name)
