"""Every type of field on a form that is bound as any other, so that the gallery shows what people really get."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from accounts import Work
from definitions import Catalog, Document, load_files, parse_document, plain
from forms import BoundForm, bind, clean, form_of

TYPES = Path(__file__).resolve().parents[3] / "templates" / "pages" / "studio" / "patterns" / "types"
FORM = "zz_gallery"
PLACEHOLDER = "LINKED"


def every_type(work: Work) -> BoundForm | None:
    """The gallery's form with its values; None where the running configuration has no form that it can link to."""
    catalog = work.catalog.derived(("gallery",), lambda: _catalog(work.catalog))
    if catalog is None:
        return None
    inside = replace(work.as_system(), catalog=catalog)
    inside = inside.as_actor(replace(inside.actor, catalog=catalog, language=work.language))
    form = form_of(catalog, FORM)
    values = dict(clean(form, _typed(), inside).values)
    known = {"id": 1, "stage": None, "serial_number": "SN-2026-0042", "rollup": 3, "colleague": work.actor.person_id}
    return bind(form, inside, values={**values, **known})


def _catalog(running: Catalog) -> Catalog | None:
    forms = running.all("form")
    if not forms:
        return None
    texts = {name: _read(name).replace(PLACEHOLDER, forms[0].id) for name in ("form", "visit", "area")}
    files = {f"gallery/{name}.yaml": text for name, text in texts.items()}
    return load_files({**running.files, **files}).catalog


def _typed() -> dict[str, Any]:
    document = parse_document("values.yaml", _read("values"))
    return plain(document.data) if isinstance(document, Document) else {}


def _read(name: str) -> str:
    return (TYPES / f"{name}.yaml").read_text("utf-8")
