"""Small forms for small tests: one file of tests/configs/forms per behaviour."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from accounts import SYSTEM, Work
from definitions import Catalog, DefinitionError, load_files
from forms import Cleaned, FormDefinition, clean

CONFIGS = Path(__file__).parents[1] / "configs" / "forms"


@dataclass(frozen=True)
class Desk:
    """A form somebody sits at, with nothing behind it but the rules."""

    catalog: Catalog
    form: FormDefinition
    work: Work

    def clean(self, raw: Any, **more: Any) -> Cleaned:
        return clean(self.form, raw, self.work, **more)

    def codes(self, raw: Any, **more: Any) -> dict[str, str]:
        return {error.field: error.code for error in self.clean(raw, **more).errors}


@pytest.fixture
def catalog_of() -> Callable[..., Catalog]:
    """Loads files of tests/configs/forms by name, and texts given by path."""

    def load(*names: str, **texts: str) -> Catalog:
        files = {f"forms/{name}.yaml": (CONFIGS / f"{name}.yaml").read_text("utf-8") for name in names}
        loaded = load_files({**files, **{f"{name}.yaml": text for name, text in texts.items()}})
        if loaded.catalog is None:
            raise DefinitionError(loaded.errors)
        return loaded.catalog

    return load


@pytest.fixture
def desk(catalog_of: Callable[..., Catalog], now: datetime) -> Callable[[str], Desk]:
    """A desk with one form and no database."""

    def sit(name: str) -> Desk:
        catalog = catalog_of(name)
        actor = replace(SYSTEM, catalog=catalog)
        return Desk(catalog, catalog.all("form")[0], Work(None, catalog, actor, now))

    return sit
