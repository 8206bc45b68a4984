"""Words in a file that are no value of the field they shall fill: found, with what each seems to mean, and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from definitions import Refused
from forms import Context, FieldDefinition, Lookups, ValueRefused, form_of, meant, person_choices, team_choices
from records import ImportLine, ImportRun, import_lines, imports

from . import kept_lines
from .mapping import BEFORE_START, filled_by, look_again
from .mapping import Mapping as Chosen

LOOKED_AT, PORTION = 20_000, 1000
SHOWN = 100
LONGEST = 120
MOST = 1000


@dataclass(frozen=True, slots=True)
class Meaning:
    """One word of a column: in how many lines it stands, what it shall mean, and whether that is only a guess."""

    column: str
    field: FieldDefinition
    word: str
    lines: int
    means: str = ""
    guessed: bool = False


def meanings(work: Work, run: ImportRun) -> tuple[Meaning, ...]:
    """Words that are not known, the commonest first; behind them those somebody has said the meaning of."""
    form, chosen = form_of(work.catalog, run.form), Chosen.of(run)
    fields = {column: filled_by(work, form, name) for column, name in chosen.columns.items()}
    said = [
        Meaning(column, fields[column], word, 0, means)
        for column, words in chosen.words.items()
        for word, means in words.items()
        if fields.get(column)
    ]
    found = _unknown(work, run, {column: field for column, field in fields.items() if field and is_picked(field)})
    options = {column: choices_of(work, fields[column]) for column, _ in found}
    new = [
        Meaning(column, fields[column], word, n, guess, bool(guess))
        for (column, word), n in found.most_common(SHOWN)
        for guess in (meant(word, options[column]),)
    ]
    return (*new, *said)


def say(work: Work, run: ImportRun, words: dict[str, dict[str, str | None]]) -> None:
    """Keep what words mean, forget it for those that mean None, and have every line looked at again."""
    run = imports.get(work.connection, run.id, lock=True)
    chosen = Chosen.of(run)
    if run.state not in BEFORE_START or not chosen.columns:
        raise Refused("flows.refused.import_begun", number=run.id)
    kept = {column: {**chosen.words.get(column, {}), **words.get(column, {})} for column in chosen.columns}
    said = {
        column: {word: value for word, value in each.items() if value is not None}
        for column, each in kept.items()
        if any(value is not None for value in each.values())
    }
    _check(work, run, words, said)
    look_again(work, run, replace(chosen, words=said))


def is_picked(field: FieldDefinition) -> bool:
    """Whether its values are picked from a list that can be shown."""
    return bool(getattr(field.type, "choices", ())) or field.type.refers in ("person", "team") or _is_yes_no(field)


def choices_of(work: Work, field: FieldDefinition) -> tuple[tuple[str, str], ...]:
    """What a word may mean: the value as a file would have it, and its label."""
    kind, context = field.type, Context(work.language, work.timezone)
    if kind.refers == "person":
        return tuple((str(id), name) for id, name in person_choices(work, kind.role))
    if kind.refers == "team":
        return tuple((str(id), name) for id, name in team_choices(work))
    if _is_yes_no(field):
        return tuple((kind.raw(value), kind.display(value, context)) for value in (True, False))
    shown = (lambda id: (id,)) if kind.many else (lambda id: id)
    return tuple((one.id, kind.display(shown(one.id), context)) for one in kind.choices if not kind.closed(one.id))


def _check(
    work: Work, run: ImportRun, words: Mapping[str, Mapping[str, str | None]], said: Mapping[str, Mapping[str, str]]
) -> None:
    """A page asks for no other words and values; whoever writes to its address could send what no page can show."""
    form, columns = form_of(work.catalog, run.form), Chosen.of(run).columns
    for column, given in words.items():
        field = filled_by(work, form, columns.get(column, ""))
        known = {value for value, _ in choices_of(work, field)} if field is not None and is_picked(field) else set()
        wrong = [word[:LONGEST] for word in given if len(word) > LONGEST]
        wrong += [value[:LONGEST] for value in given.values() if value and column in columns and value not in known]
        if wrong:
            raise Refused("flows.refused.import_unknown", names=wrong[:5])
    if sum(map(len, said.values())) > MOST:
        raise Refused("flows.refused.import_words", most=MOST)


def _is_yes_no(field: FieldDefinition) -> bool:
    return field.type.name == "yes_no"


def _unknown(work: Work, run: ImportRun, fields: Mapping[str, FieldDefinition]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    if not fields:
        return found
    columns = {field.id: column for column, field in fields.items()}
    context = Context(work.language, work.timezone, Lookups(work), by_label=True)
    known = Chosen.of(run).words
    for line in _refused(work, run):
        for error in (line.problem or {}).get("errors", ()):
            column = columns.get(error.get("field", ""))
            for word in _words(run, line, column, fields) if column else ():
                if word not in known.get(column, {}) and not _is_value(fields[column], word, context):
                    found[column, word] += 1
    return found


def _refused(work: Work, run: ImportRun) -> Iterator[ImportLine]:
    after, seen = 0, 0
    while seen < LOOKED_AT:
        part = import_lines.foreseen_problems(work.connection, run.id, after=after, limit=PORTION)
        yield from kept_lines.opened(part)
        if len(part) < PORTION:
            return
        after, seen = part[-1].line, seen + len(part)


def _words(run: ImportRun, line: ImportLine, column: str, fields: Mapping[str, FieldDefinition]) -> Sequence[str]:
    place = (run.header or []).index(column)
    cell: Any = line.cells[place] if place < len(line.cells) else None
    words = (word.strip() for word in fields[column].type.words_in(str(cell))) if cell not in (None, "") else ()
    return [word for word in dict.fromkeys(words) if word and len(word) <= LONGEST]


def _is_value(field: FieldDefinition, word: str, context: Context) -> bool:
    try:
        return field.type.read(word, context) is not None
    except ValueRefused:
        return False
