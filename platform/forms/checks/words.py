"""Checks of what else fields are called: a word means one of them."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog, Problem, check


@check
def a_word_means_one_field(catalog: Catalog) -> Iterator[Problem]:
    """What another field of the form is called says nothing of this one."""
    for form in catalog.all("form"):
        called: dict[str, tuple[str, object]] = {}
        for field in form.fields:
            for text in dict(field.label.texts).values():
                called.setdefault(text.casefold(), (field.id, field.label))
        for number, field in enumerate(form.fields):
            for position, word in enumerate(field.words):
                id, label = called.setdefault(word.casefold(), (field.id, field.label))
                if id != field.id:
                    path = ("fields", number, "words", position)
                    yield catalog.problem(form, path, "forms.problem.word_taken", word=word, field=label)
