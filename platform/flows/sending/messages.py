"""The kind `message`: what notices and scripts say, with a record's values filled in and nothing evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from definitions import LABEL_SCHEMA, Catalog, Label, Problem, Source, check, kind, names_in, stray_in, suggest
from forms import scope_of

from .mail_options import MAIL_SCHEMA, MailOptions, read_mail

# What a message may name beside the fields of its record.
ABOUT_THE_NOTICE = ("title", "subtitle", "number", "task", "time", "until", "why", "person", "hook", "form_label", "n")


@kind("message", folder="messages")
@dataclass(frozen=True)
class Message:
    """A title and a body in every language, for one form's records or for any; with `mail`, to contacts too."""

    id: str
    label: Label
    title: Label
    body: Label
    form: str | None = None
    mail: MailOptions | None = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        return {
            "required": ["title"],
            "properties": {
                "form": {"type": "string"},
                "title": LABEL_SCHEMA,
                "body": LABEL_SCHEMA,
                "mail": MAIL_SCHEMA,
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> Message:
        return cls(
            id=source.id,
            label=source.label(),
            title=source.label("title"),
            body=source.label("body", ""),
            form=source.data.get("form"),
            mail=read_mail(source.data["mail"]) if "mail" in source.data else None,
        )


@check
def texts_fill_in_what_exists(catalog: Catalog) -> Iterable[Problem]:
    """Messages and scripts name fields of their form."""
    for message in catalog.all("message"):
        forms = [message.form] if message.form else [form.id for form in catalog.all("form")]
        for key in ("title", "body"):
            yield from _unknown(catalog, message, (key,), getattr(message, key), forms)
    for script in catalog.all("script"):
        for key, text in (("text", script.text), ("subject", script.subject)):
            if text and script.form:
                yield from _unknown(catalog, script, (key,), text, [script.form])
    for pipeline in catalog.all("pipeline"):
        for path, task in pipeline.placed_tasks():
            for text in (text for script in task.scripts if script.form is None for text in script.texts):
                yield from _unknown(catalog, pipeline, (*path, "script"), text, [pipeline.form])
        for grade, beat in pipeline.follow_up.beats.items() if pipeline.follow_up else ():
            path = ("follow_up", *(("by_grade", grade) if grade else ("others",)), "script")
            if beat.task.script:
                yield from _unknown(catalog, pipeline, path, beat.task.script, [pipeline.form])


def _unknown(catalog: Catalog, owner: Any, path: tuple, text: Label, forms: list[str]) -> Iterator[Problem]:
    known = set(ABOUT_THE_NOTICE)
    for form in forms:
        if catalog.find("form", form) is not None:
            known.update(scope_of(catalog, form).names)
    for name in sorted(names_in(text) - known):
        yield catalog.problem(owner, path, "flows.problem.fills_unknown", name=name, suggestion=suggest(name, known))
    if stray := stray_in(text):
        yield catalog.problem(owner, path, "flows.problem.no_place", written=stray)
