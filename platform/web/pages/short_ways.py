"""Addresses that people guess: what stands below each form or in the studio, under its bare name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response

from accounts import Work
from definitions import NotFound
from flows import importing
from forms import FormDefinition

from .. import desk
from ..htmx import go, page
from ..importing import RunLine, run_lines
from ..languages import t
from ..rights import forms_for
from ..shell import pools_for

blueprint = Blueprint("short_ways", __name__)
SHOWN = 10
STUDIO = ("automations", "cadences", "deliveries", "forms", "packs", "revisions")


@dataclass(frozen=True, slots=True)
class FormImports:
    """One form that takes files in, with the last of them."""

    form: str
    href: str
    runs: tuple[RunLine, ...]


@dataclass(frozen=True)
class AllImportsContext:
    """The imports of every form."""

    title: str
    forms: tuple[FormImports, ...]


@blueprint.get("/imports")
def imports() -> Response:
    """The imports one may see, form by form; with one form only, its page."""
    with desk.reading() as work:
        forms = tuple(_imports(work))
        if len(forms) == 1:
            return go(forms[0].href)
        if not forms:
            raise NotFound
        return page("pages/imports/all.html", AllImportsContext(t("imports.every"), forms))


def _imports(work: Work) -> Iterator[FormImports]:
    for form in forms_for(work, "import"):
        runs = run_lines(work, importing.runs_of(work, form.id)[:SHOWN])
        yield FormImports(form.plural.text(work.language), f"/records/{form.id}/imports", runs)


def _first(verb: str, below: str) -> Callable[[], Response]:
    """To the first form for which one may do it."""

    def show_first() -> Response:
        with desk.reading() as work:
            return _on(f"/records/{form.id}{below}" for form in forms_for(work, verb) if _has(form, below))

    return show_first


def _has(form: FormDefinition, below: str) -> bool:
    return below != "/duplicates" or bool(form.duplicates)


def _pools() -> Response:
    with desk.reading() as work:
        return _on(item.href for item in pools_for(work))


def _to(address: str) -> Callable[[], Response]:
    return lambda: go(address)


def _on(addresses: Iterator[str]) -> Response:
    found = next(addresses, None)
    if found is None:
        raise NotFound
    return go(found)


WAYS: dict[str, Callable[[], Response]] = {
    "records": _first("see", ""),
    "duplicates": _first("merge", "/duplicates"),
    "trash": _first("trash", "/trash"),
    "pools": _pools,
    "tasks": _to("/day"),
    "review": _to("/reviews"),
    "notices": _to("/settings/notices"),
    "tokens": _to("/settings"),
    **{name: _to(f"/studio/{name}") for name in STUDIO},
}
for _name, _way in WAYS.items():
    blueprint.add_url_rule(f"/{_name}", f"to_{_name}", _way)
