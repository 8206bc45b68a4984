"""Which of several pipelines somebody looked at last on the board of a form: theirs until they choose another."""

from __future__ import annotations

from dataclasses import replace

from flask import session

from forms import ListQuery

KEPT = "lines"


def as_looked_at(query: ListQuery) -> ListQuery:
    """The question with the pipeline that it names, which is remembered; else with the one that was looked at last."""
    kept = session.get(KEPT, {})
    if query.shape.line is None:
        return replace(query, shape=replace(query.shape, line=kept.get(query.form)))
    if kept.get(query.form) != query.shape.line:
        session[KEPT] = {**kept, query.form: query.shape.line}
    return query
