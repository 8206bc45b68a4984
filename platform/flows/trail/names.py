"""The trail in rules: `behaved(x)`, `times(x, 30d)`, `last(x)`, with their words and their SQL face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement

from definitions import LANGUAGES, Catalog, Duration, say
from forms import SCOPE_EXTENSIONS
from records import behaviours
from rules import ContextFunction, Env, Scope, Type

from ..noticed import ANYTHING
from .definition import Trail

TYPES = {"behaved": Type.YES_NO, "times": Type.NUMBER, "last": Type.DATETIME}


@SCOPE_EXTENSIONS.register("trails")
def what_was_noticed(catalog: Catalog, form: str) -> Scope:
    """The functions, with the behaviours of the form's trail as their words."""
    trail = next(iter(catalog.of_form("trail", form)), None)
    if trail is None:
        return Scope({})
    words = {one.id: one.label for one in trail.behaviours} | {ANYTHING: _said("anything")}
    return Scope({}, {name: _function(trail, name, words) for name in TYPES})


def _function(trail: Trail, name: str, words: Mapping[str, Any]) -> ContextFunction:
    within = None if name == "last" else _said(f"{name}_within")
    return ContextFunction(TYPES[name], words, _said(name), within, _sql(trail, name))


def _said(key: str) -> dict[str, str]:
    return {language: say(f"trail.rule.{key}", language) for language in LANGUAGES}


def _sql(trail: Trail, name: str) -> Callable[..., ColumnElement]:
    every = tuple(one.id for one in trail.behaviours)

    def column(columns: Mapping[str, ColumnElement], word: str, window: Duration | None, env: Env) -> ColumnElement:
        record = columns["number"].table.c.id
        kinds = every if word == ANYTHING else (word,)
        if name == "last":
            return behaviours.last_column(trail.form, record, kinds, env.now)
        within = None if window is None else timedelta(seconds=window.seconds)
        count = behaviours.count_column(trail.form, record, kinds, env.now, within=within)
        return count > 0 if name == "behaved" else count

    return column
