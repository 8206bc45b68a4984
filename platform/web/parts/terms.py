"""What the rules of a part may speak of, and what they must give."""

from __future__ import annotations

from flows import pipelines
from forms import scope_of
from rules import Scope, Type

from ..conditions import RuleSaid, Terms, said_of, terms_of
from .sources import Around


def terms_in(around: Around) -> Terms | None:
    """The terms of a file's conditions; None while its form is not known."""
    scope = _scope(around)
    return terms_of(around.work, around.catalog, around.form.id, scope) if scope else None


def said(around: Around, name: str, rule: str) -> RuleSaid:
    """A condition in words and rows."""
    terms = terms_in(around)
    return said_of(rule, terms.scope, (Type.YES_NO,), rows=(name, terms)) if terms else RuleSaid()


def _scope(around: Around) -> Scope | None:
    form = around.form
    if form is None:
        return None
    pipeline = around.catalog.find("pipeline", str(around.data.get("id"))) if around.kind == "pipeline" else None
    return pipelines.pipeline_scope(around.catalog, pipeline) if pipeline else scope_of(around.catalog, form.id)
