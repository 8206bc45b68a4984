"""Small forms for small tests: one file of tests/configs/forms per behaviour."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

from accounts import SYSTEM, Actor, Work
from definitions import Catalog, DefinitionError, load_files
from forms import (
    Cleaned,
    FormDefinition,
    clean,
    clean_many,
    column_values,
    search_text,
    spec_of,
    table_of,
)
from records import apply_changes, plan_tables, store

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
        files = {f"forms/{name}.yaml": _written(name) for name in names}
        return _catalog_of(tuple({**files, **{f"{name}.yaml": text for name, text in texts.items()}}.items()))

    return load


@cache
def _written(name: str) -> str:
    return (CONFIGS / f"{name}.yaml").read_text("utf-8")


@lru_cache(maxsize=64)
def _catalog_of(files: tuple[tuple[str, str], ...]) -> Catalog:
    loaded = load_files(dict(files))
    if loaded.catalog is None:
        raise DefinitionError(loaded.errors)
    return loaded.catalog


@pytest.fixture
def desk(catalog_of: Callable[..., Catalog], now: datetime) -> Callable[[str], Desk]:
    """A desk with one form and no database."""

    def sit(name: str) -> Desk:
        catalog = catalog_of(name)
        actor = replace(SYSTEM, catalog=catalog)
        return Desk(catalog, catalog.all("form")[0], Work(None, catalog, actor, now))

    return sit


@dataclass(frozen=True)
class Shop:
    """A form with its table in a real database; work happens inside `at()`."""

    database: Any
    catalog: Catalog
    now: datetime

    @property
    def form(self) -> FormDefinition:
        return self.catalog.all("form")[0]

    @contextmanager
    def at(self, actor: Actor = SYSTEM) -> Iterator[Work]:
        with self.database.transaction() as connection:
            yield Work(connection, self.catalog, replace(actor, catalog=self.catalog), self.now)

    def add(self, *rows: dict[str, Any]) -> list[int]:
        """Cleans and stores records without flows, as only tests may."""
        with self.at() as work:
            cleaned = [c.or_refuse().values for c in clean_many(self.form, rows, work)]
            table = table_of(self.catalog, self.form.id)
            last = store.count(work.connection, table, table.c.id.is_not(None))
            stored = [self._row(values, last + n + 1) for n, values in enumerate(cleaned)]
            return [store.insert(work.connection, table, row) for row in stored]

    def _row(self, values: dict[str, Any], serial: int) -> dict[str, Any]:
        number = f"SA-{serial:04d}"
        fixed = {"number": number, "version": 1, "created_at": self.now, "updated_at": self.now}
        return {**fixed, "search": search_text(self.form, values, number), **column_values(self.form, values)}


@pytest.fixture
def shop(catalog_of: Callable[..., Catalog], database: Any, now: datetime) -> Callable[..., Shop]:
    """Opens a shop: forms, their tables, nothing in them."""

    def open_shop(*names: str, **texts: str) -> Shop:
        catalog = catalog_of(*names, **texts)
        specs = [spec_of(form) for form in catalog.all("form")]
        with database.transaction() as connection:
            apply_changes(connection, plan_tables(connection, specs), now)
        return Shop(database, catalog, now)

    return open_shop
