"""What a new file begins with: one text per kind under templates/starters, with the names filled in."""

from __future__ import annotations

from flask import render_template
from jinja2 import TemplateNotFound

from definitions import KINDS, Catalog


def starter(kind: str, id: str, form: str, catalog: Catalog) -> str:
    """The starter of a kind; the three lines every file has where a kind brings none.

    What a kind reads, such as the report of an alert, is one that is there.
    """
    report, measure = _watched(catalog, form)
    role = next((role.id for role in catalog.all("role") if role.reports != "none"), "admin")
    names = {"id": id, "form": form or "record", "report": report, "measure": measure, "role": role}
    try:
        return render_template(f"starters/{kind}.yaml", **names).rstrip("\n") + "\n"
    except TemplateNotFound:
        return f"kind: {kind}\nid: {id}\nlabel: {{zh: {id}, en: {id}}}\n"


def _watched(catalog: Catalog, form: str) -> tuple[str, str]:
    """A report to watch and a measure of it, of this form if there is one."""
    counted = [report for report in catalog.all("report") if report.shape is None and report.measures]
    found = next((report for report in counted if report.form == form), next(iter(counted), None))
    return (found.id, found.measures[0].id) if found else ("", "")


def folder_of(kind: str) -> str:
    """`forms/`; nothing for what stands at the top of a pack."""
    folder = KINDS.get(kind).folder
    return f"{folder}/" if folder else ""
