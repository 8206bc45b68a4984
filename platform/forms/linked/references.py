"""People and records that values point at: found by id, sign-in name or number, shown by name or title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accounts import Work

from ..definition import FormDefinition
from ..fields import FieldType
from .file_queries import file_by_key
from .reference_queries import (
    people_by_word,
    person_names,
    record_by_title,
    record_titles,
    records_by_word,
    team_names,
    teams_by_word,
    values_behind,
)


class Lookups:
    """Looks each thing up once; within the rights of whoever works."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._people: dict[str, tuple[int, str] | None] = {}
        self._records: dict[tuple[str, str], int | None] = {}
        self._titled: dict[tuple[str, str], int | None] = {}
        self._teams: Mapping[int, str] | None = None
        self._team_words: Mapping[str, int] | None = None
        self._behind: dict[tuple[str, int], Mapping[str, Any] | None] = {}
        self._files: dict[str, Mapping[str, Any] | None] = {}
        self._names: dict[int, str | None] = {}
        self._titles: dict[tuple[str, int], str | None] = {}

    def find_person(self, raw: str, role: str | None) -> int | None:
        """The id of an active person, by id or sign-in name, if they have the role asked for."""
        if raw not in self._people:
            self._people.update(_each((raw,), people_by_word(self.work, (raw,))))
        found = self._people[raw]
        return found[0] if found and role in (None, found[1]) else None

    def find_team(self, raw: str) -> int | None:
        """The id of a team, by id, key or name."""
        if self._team_words is None:
            self._team_words = teams_by_word(self.work)
        return self._team_words.get(raw.lower())

    def find_record(self, form: str, raw: str) -> int | None:
        """The id of a record the actor may see, by id or number."""
        if (form, raw) not in self._records:
            self._expect_records(form, (raw,))
        return self._records[form, raw]

    def find_titled(self, form: str, raw: str) -> int | None:
        """The id of the one record the actor may see that is called exactly so; of two namesakes it is neither."""
        if (form, raw) not in self._titled:
            self._titled[form, raw] = record_by_title(self.work, form, raw)
        return self._titled[form, raw]

    def find_file(self, key: str) -> Mapping[str, Any] | None:
        """An uploaded file by its key, as a value keeps it."""
        if key not in self._files:
            self._files[key] = file_by_key(self.work, key)
        return self._files[key]

    def person_name(self, person: int) -> str | None:
        """What somebody is called."""
        if person not in self._names:
            self._names.update(_each((person,), person_names(self.work, (person,))))
        return self._names[person]

    def team_name(self, team: int) -> str | None:
        """What a team is called."""
        if self._teams is None:
            self._teams = team_names(self.work)
        return self._teams.get(team)

    def record_title(self, form: str, record: int) -> str | None:
        """What a record is called; None where the actor may not see it."""
        if (form, record) not in self._titles:
            self.expect_titles(form, (record,))
        return self._titles[form, record]

    def expect(self, form: FormDefinition, rows: Iterable[Any]) -> None:
        """Look up in a few queries what many raw rows will ask for."""
        links = {f.id: f.type for f in form.fields if f.type.refers in ("person", "record") and not f.computed}
        if not links:
            return
        rows = list(rows)
        for name, kind in links.items():
            words = list(dict.fromkeys(_words(rows, name)))
            if kind.refers == "person":
                self._people.update(_each(words, people_by_word(self.work, words)))
            else:
                self._expect_records(kind.form, words)

    def behind(self, form: str, records: Iterable[Any], names: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """Values of other records, whoever asks: a formula is the same for everybody. By name, one for each record."""
        wanted = [int(record) for record in records or () if record is not None]
        self.read_behind(form, wanted, names)
        found = [self._behind.get((form, id)) for id in wanted]
        return {name: tuple(row.get(name) for row in found if row is not None) for name in names}

    def expect_behind(self, form: str, raws: Iterable[Any], names: Iterable[str]) -> None:
        """Read such values for many raw values at once; what names no record is told when it is cleaned."""
        words = dict.fromkeys(word for raw in raws for word in _words_in(raw))
        self.read_behind(form, {self._records.get((form, word)) for word in words}, names)

    def read_behind(self, form: str, records: Iterable[Any], names: Iterable[str]) -> None:
        """Read such values of records by their ids, each once."""
        wanted = dict.fromkeys(int(record) for record in records if record is not None)
        ids = [id for id in wanted if (form, id) not in self._behind]
        if ids and self.work.catalog.find("form", form) is not None:
            found = values_behind(self.work, form, ids, names)
            self._behind.update(((form, id), found.get(id)) for id in ids)

    def expect_names(self, people: Iterable[int | None]) -> None:
        """Read the names of many people at once."""
        wanted = {person for person in people if person is not None} - self._names.keys()
        self._names.update(_each(wanted, person_names(self.work, wanted)))

    def expect_titles(self, form: str, records: Iterable[int | None]) -> None:
        """Read the titles of many records at once."""
        ids = {int(record) for record in records if record is not None}
        wanted = {record for record in ids if (form, record) not in self._titles}
        found = record_titles(self.work, form, wanted)
        self._titles.update(((form, record), found.get(record)) for record in wanted)

    def expect_shown(self, columns: Mapping[str, FieldType], rows: Iterable[Mapping[str, Any]]) -> None:
        """Read in a few queries all names and titles that a page of rows will show."""
        rows = list(rows)
        for name, kind in columns.items():
            if kind.refers == "person":
                self.expect_names(row.get(name) for row in rows)
            elif kind.refers == "record":
                values = (row.get(name) for row in rows)
                ids = (one for value in values for one in (value if isinstance(value, tuple) else (value,)))
                self.expect_titles(kind.form, ids)

    def _expect_records(self, form: str, words: Iterable[str]) -> None:
        words = list(words)
        found = records_by_word(self.work, form, words)
        self._records.update(((form, word), found.get(word)) for word in words)


def _each(asked: Iterable[Any], found: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Every word that was asked for, also those that led nowhere, so that none is asked twice."""
    return ((word, found.get(word)) for word in asked)


def _words(rows: Iterable[Any], name: str) -> Iterator[str]:
    for row in rows:
        yield from _words_in(row.get(name) if isinstance(row, Mapping) else None)


def _words_in(raw: Any) -> Iterator[str]:
    for part in raw if isinstance(raw, list | tuple) else (raw,):
        if isinstance(part, str | int) and not isinstance(part, bool) and str(part).strip():
            yield str(part).strip()
