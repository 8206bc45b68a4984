"""What a new file begins with: one text per kind under templates/starters, with the names filled in."""

from __future__ import annotations

from flask import render_template
from jinja2 import TemplateNotFound

from definitions import KINDS


def starter(kind: str, id: str, form: str) -> str:
    """The starter of a kind; the three lines every file has where a kind brings none."""
    try:
        return render_template(f"starters/{kind}.yaml", id=id, form=form or "record").rstrip("\n") + "\n"
    except TemplateNotFound:
        return f"kind: {kind}\nid: {id}\nlabel: {{zh: {id}, en: {id}}}\n"


def folder_of(kind: str) -> str:
    """`forms/`; nothing for what stands at the top of a pack."""
    folder = KINDS.get(kind).folder
    return f"{folder}/" if folder else ""
