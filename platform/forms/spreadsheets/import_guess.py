"""Which field a column of a file is meant for: by its name, by a name like it, by what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from ..field_definition import FieldDefinition
from ..fields import Context, ValueRefused, is_empty
from .column_names import plain, type_called

ALIKE = 86  # of 100: "Company name" and "company-names" are
MOSTLY = 0.8
TELLING = ("email", "phone", "url")  # of these a form hardly has two that mean something else
NONSENSE = "§ ¤ no value of anything ¤ §"


@dataclass(frozen=True, slots=True)
class Guess:
    """A column, the field it seems to be for, and why: name, like, values."""

    column: str
    field: str
    why: str


def guess(
    fields: Sequence[FieldDefinition],
    header: Sequence[str],
    samples: Sequence[Sequence[Any]],
    context: Context,
    *,
    others: Collection[str] = (),
) -> dict[str, Guess]:
    """At most one column for a field; columns that say nothing are left out.

    `others` are the names of what no file can fill, such as a record's number: a column of such a name is that.
    """
    found: dict[str, Guess] = {}
    filled = _filled(header, samples)
    own, not_ours = {name for field in fields for name in _written(field)}, {_bare(name) for name in others}
    columns = [name for name in header if name and (_bare(name) in own or _bare(name) not in not_ours)]
    for finder in (
        _by_whole_name,
        _by_name,
        _by_words,
        lambda left, names: _by_likeness(left, names, filled, context),
        _by_kind,
        lambda left, names: _by_values(left, names, filled, context),
    ):
        taken = {one.field for one in found.values()}
        left = [field for field in fields if field.id not in taken]
        for one in finder(left, [name for name in columns if name not in found]):
            if one.column not in found and one.field not in {other.field for other in found.values()}:
                found[one.column] = one
    return found


def meant(word: str, choices: Sequence[tuple[str, str]]) -> str:
    """The value that a word most likely stands for, of those with their labels; empty where none is near."""
    written, best = plain(word), ("", 0.0)
    for value, label in choices:
        alike = max(_alike(written, plain(name)) for name in (value, label, label.rpartition(" / ")[2]) if plain(name))
        best = max(best, (value, 100.0 if written == plain(label) else alike), key=lambda one: one[1])
    return best[0] if best[1] >= ALIKE else ""


def names_of(field: FieldDefinition) -> frozenset[str]:
    """What a column for the field may be called: its id and its labels in every language."""
    return frozenset(plain(name) for name in (field.id, *(text for _, text in field.label.texts)))


def _by_whole_name(fields: Iterable[FieldDefinition], columns: Iterable[str]) -> Iterator[Guess]:
    """To the letter, as an export writes it: 预算（万） and 预算（元） are two."""
    fields = tuple(fields)
    for column in columns:
        named = next((field for field in fields if _bare(column) in _written(field)), None)
        if named is not None:
            yield Guess(column, named.id, "name")


def _written(field: FieldDefinition) -> frozenset[str]:
    return frozenset(_bare(name) for name in (field.id, *(text for _, text in field.label.texts)))


def _bare(name: str) -> str:
    return name.strip().casefold()


def _by_name(fields: Iterable[FieldDefinition], columns: Iterable[str]) -> Iterator[Guess]:
    by_name: dict[str, str] = {}
    for field in fields:
        by_name = {**dict.fromkeys(names_of(field), field.id), **by_name}
    for column in columns:
        if plain(column) in by_name:
            yield Guess(column, by_name[plain(column)], "name")


def _by_words(fields: Iterable[FieldDefinition], columns: Iterable[str]) -> Iterator[Guess]:
    """What people call a field, as its `words` say: 渠道 is the source."""
    by_word = {plain(word): field.id for field in fields for word in field.words}
    for column in columns:
        if plain(column) in by_word:
            yield Guess(column, by_word[plain(column)], "name")


def _by_likeness(
    fields: Sequence[FieldDefinition], columns: Sequence[str], filled: Mapping[str, Sequence[Any]], context: Context
) -> Iterator[Guess]:
    """The most alike pairs first, so that a field goes to the column that is nearest."""
    pairs = [(_likeness(field, column), column, field) for field in fields for column in columns]
    for alike, column, field in sorted(pairs, key=lambda pair: -pair[0]):
        if alike >= ALIKE and not _names_no_record(field, filled[column], context):
            yield Guess(column, field.id, "like")


def _names_no_record(field: FieldDefinition, values: Sequence[Any], context: Context) -> bool:
    """客户单位 holds the names of firms; a link 客户 would refuse every one that is no record yet."""
    return field.type.refers == "record" and bool(values) and _share(field, values, context) == 0


def _likeness(field: FieldDefinition, column: str) -> float:
    written = plain(column)
    return max((_alike(written, name) for name in names_of(field)), default=0)


def _alike(one: str, other: str) -> float:
    """Nearly the same letters; or one begins or ends with the other: 公司名称 and 公司, 联系电话 and 电话."""
    short, long = sorted((one, other), key=len)
    if len(short) >= (4 if short.isascii() else 2) and (long.startswith(short) or long.endswith(short)):
        return ALIKE + len(short) / len(long)
    return fuzz.ratio(one, other) if len(short) > 3 else 0


def _by_kind(fields: Sequence[FieldDefinition], columns: Sequence[str]) -> Iterator[Guess]:
    """联系电话 and Tel. are the phone, where there is one."""
    for column in columns:
        called = type_called(column)
        same = [field for field in fields if called in TELLING and field.type.name == called]
        if len(same) == 1:
            yield Guess(column, same[0].id, "like")


def _by_values(
    fields: Sequence[FieldDefinition],
    columns: Sequence[str],
    filled: Mapping[str, Sequence[Any]],
    context: Context,
) -> Iterator[Guess]:
    """Only where exactly one field takes nearly all of the values, and refuses what is none of them."""
    telling = [field for field in fields if not _takes(field, NONSENSE, context)]
    for column in columns:
        values = filled[column]
        fits = [field for field in telling if values and _share(field, values, context) >= MOSTLY]
        special = [field for field in fits if field.type.rule_type != "number"] or fits
        if len(special) == 1:
            yield Guess(column, special[0].id, "values")


def _filled(header: Sequence[str], samples: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    """What stands in each column, of the rows that were looked at."""
    return {
        name: [row[place] for row in samples if place < len(row) and not is_empty(row[place])]
        for place, name in enumerate(header)
    }


def _share(field: FieldDefinition, values: Sequence[Any], context: Context) -> float:
    return sum(_takes(field, value, context) for value in values) / len(values)


def _takes(field: FieldDefinition, value: Any, context: Context) -> bool:
    try:
        return field.type.parse(value, context) is not None
    except ValueRefused:
        return False
