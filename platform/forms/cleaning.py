"""Raw input becomes values: the same three steps and the same whole-form rules at every door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from accounts import FieldRights, Work, default_calendar, field_rights
from definitions import suggest
from rules import Env

from .binding.gathering import gathered
from .ceilings import Ceiling, ceilings_of
from .cleaned import Cleaned
from .definition import FormDefinition
from .errors import SAID, FieldError
from .fields import Context, ValueRefused, is_empty
from .linked.references import Lookups
from .plan import Checking, Deciding, FormPlan, Offers, plan_of
from .scope import record_values

NOTHING: Mapping[str, Any] = {}


def clean(
    form: FormDefinition,
    raw: Any,
    work: Work,
    *,
    before: Any = None,
    channel: str = "page",
    only: Iterable[str] | None = None,
) -> Cleaned:
    """Clean one input. `before` is the stored record (a partial update), `only` the fields a public form may set."""
    return Cleaner(form, work, channel=channel, only=only).clean(raw, before)


def clean_many(
    form: FormDefinition,
    rows: Iterable[Any],
    work: Work,
    *,
    befores: Iterable[Any] | None = None,
    channel: str = "import",
    only: Iterable[str] | None = None,
) -> Iterator[Cleaned]:
    """Clean many inputs with the same meaning; rules, rights and lookups are prepared once."""
    cleaner = Cleaner(form, work, channel=channel, only=only)
    rows = list(rows)
    cleaner.references.expect(form, rows)
    cleaner.expect_behind(rows)
    stored = iter(befores) if befores is not None else iter(lambda: None, 0)
    for raw in rows:
        yield cleaner.clean(raw, next(stored))


class Cleaner:
    """Cleans inputs of one form for one actor, at one moment."""

    def __init__(self, form: FormDefinition, work: Work, *, channel: str, only: Iterable[str] | None = None) -> None:
        self.plan: FormPlan = plan_of(work.catalog, form.id)
        self.references = Lookups(work)
        self.context = Context(
            language=work.language,
            timezone=work.timezone,
            references=self.references,
            by_label=channel == "import",
            year=work.year,
        )
        self.env = Env(work.now, work.timezone, default_calendar(work.catalog))
        self.me = work.actor.person_id
        self.rights = FieldRights(frozenset(only)) if only is not None else field_rights(work.actor, form)
        self.ceilings = ceilings_of(work, form)
        self.known: dict[tuple[str, str], Any] = {}  # what was read from one field's text, by both
        self.position = {name: number for number, name in enumerate(self.plan.fields)}

    def ceiling(self, name: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> Ceiling | None:
        """How far a field may be filled in now, where something holds it."""
        asked = (each.of(name, before, values) for each in self.ceilings if name in each.fields)
        return next((found for found in asked if found is not None), None)

    def expect_behind(self, rows: Iterable[Any]) -> None:
        """Read at once what rules will ask at the other ends of the links of many raw rows."""
        for deciding in self.plan.reaching:
            kind = deciding.field.type
            if kind.refers == "record":
                self.references.expect_behind(kind.form, (row.get(deciding.id) for row in rows), deciding.reaches)

    def recompute(self, row: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
        """What a stored record's computed fields hold now where that has changed; `known` are values worked out."""
        cleaning = _Cleaning(self, {}, row)
        cleaning.know({**known, **dict(self._again(row))})
        changes, fields = cleaning.run().changes, self.plan.fields
        return {
            name: value
            for name, value in changes.items()
            if fields[name].field.computed or fields[name].field.type.inner_computed
        }

    def _again(self, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        kinds = ((name, deciding.field.type) for name, deciding in self.plan.fields.items())
        return ((name, kind.again(row.get(name))) for name, kind in kinds if kind.inner_computed)

    def expect_linked(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """The same for stored records, whose links are ids."""
        rows = list(rows)
        for deciding in self.plan.reaching:
            kind = deciding.field.type
            if kind.refers == "record":
                values = (row.get(deciding.id) for row in rows)
                ids = (one for value in values for one in (value if kind.many else (value,)) or ())
                self.references.read_behind(kind.form, ids, deciding.reaches)

    def clean(self, raw: Any, before: Any = None) -> Cleaned:
        """One input, on an empty form or on a stored record."""
        return _Cleaning(self, raw, before).run()


class _Cleaning:
    """One input on its way through the steps."""

    __slots__ = (
        "before", "cleaner", "creating", "errors", "given", "hidden", "ignored", "locked", "needed", "readable", "seen",
        "stage", "writable",
    )  # fmt: skip

    def __init__(self, cleaner: Cleaner, raw: Any, before: Any) -> None:
        self.cleaner = cleaner
        self.creating = before is None
        self.before: Mapping[str, Any] = NOTHING if before is None else record_values(before)
        self.stage: str | None = self.before.get("stage")
        self.writable, self.readable = cleaner.rights.writable(self.stage), cleaner.rights.readable(self.stage)
        self.seen: dict[str, Any] = {**self.before} if not self.creating else dict(cleaner.plan.blank)
        self.seen["me"] = cleaner.me
        self.errors: dict[str, FieldError] = {}
        self.given: dict[str, Any] = {}
        self.ignored: dict[str, Any] = {}
        self.hidden: set[str] = set()
        self.locked: set[str] = set()
        self.needed: set[str] = set()
        for deciding in cleaner.plan.reaching:
            self._reach(deciding, self.seen.get(deciding.id))
        self._take(raw)

    def know(self, values: Mapping[str, Any]) -> None:
        """Take what was worked out elsewhere as it is."""
        for name, value in values.items():
            self._see(self.cleaner.plan.fields[name], value)

    def run(self) -> Cleaned:
        """Decide the fields that have rules, then see what is still missing."""
        plan = self.cleaner.plan
        for deciding in plan.ruled:
            self._decide(deciding)
        for deciding in plan.needed:
            self._require(deciding, _is_needed(deciding, self.seen, self.cleaner.env))
        for name in sorted(self.cleaner.rights.required(self.stage) - self.needed):
            self._require(plan.fields[name], True)
        self._keep_below()
        for checking in plan.checks:
            self._check(checking)
        return Cleaned(
            values={name: self.seen.get(name) for name in plan.fields},
            errors=self._in_order() if self.errors else (),
            ignored=self.ignored,
            before=self.before,
            hidden=frozenset(self.hidden),
            locked=frozenset(self.locked),
            needed=frozenset(self.needed),
            readable=self.readable,
            writable=self.writable,
        )

    def _take(self, raw: Any) -> None:
        """Parse and validate each given value; a field without rules has its value at once."""
        for name, item in _items(gathered(self.cleaner.plan.form, raw), self.errors):
            deciding = self.cleaner.plan.fields.get(name)
            if deciding is None or name not in self.writable:
                self._refuse(name, item, deciding)
                continue
            if deciding.computed:
                self._refuse_computed(deciding, item)
                continue
            try:
                value = self._read(deciding, item)
            except ValueRefused as refusal:
                self.errors[name] = FieldError(name, refusal.code, refusal.params)
                continue
            self.given[name] = value
            if deciding.is_plain:
                self._see(deciding, value)

    def _see(self, deciding: Deciding, value: Any) -> None:
        """From here on rules see this value, and its pieces."""
        self.seen[deciding.id] = value
        if deciding.parts:
            pieces = deciding.field.type.part_values(value)
            self.seen.update((f"{deciding.id}.{part}", pieces.get(part)) for part in deciding.parts)
        if deciding.reaches:
            self._reach(deciding, value)

    def _reach(self, deciding: Deciding, value: Any) -> None:
        """What lies in its rows or at the other end of its link, as far as the form's rules ask."""
        kind, names = deciding.field.type, deciding.reaches
        if kind.refers == "record":
            found = self.cleaner.references.behind(kind.form, value if kind.many else (value,), names)
            inner = found if kind.many else {name: column[0] if column else None for name, column in found.items()}
        else:
            inner = kind.inner_values(value)
        self.seen.update((f"{deciding.id}.{name}", inner.get(name)) for name in names)

    def _read(self, deciding: Deciding, item: Any) -> Any:
        """What was written before in many rows is read once."""
        if not (self.creating and deciding.by_itself and type(item) is str):
            return self._read_anew(deciding, item)
        key = (deciding.id, item)
        if key not in self.cleaner.known:
            self.cleaner.known[key] = self._read_anew(deciding, item)
        return self.cleaner.known[key]

    def _read_anew(self, deciding: Deciding, item: Any) -> Any:
        """A value that stays as it was is not held against rules that came later."""
        if is_empty(item):
            return None
        kind = deciding.field.type
        stood = self.before.get(deciding.id)
        if stood is not None and kind.is_same(item, stood):
            return stood
        if isinstance(item, list) and not kind.many and len(item) == 1:
            item = item[0]
        value = kind.parse_beside(item, stood, self.cleaner.context)
        if value is not None and value != stood:
            kind.validate(value)
        return value

    def _refuse(self, name: str, item: Any, deciding: Deciding | None) -> None:
        """Of a field that one may not see, not even its being there is told."""
        if deciding is None or name not in self.readable:
            close = suggest(name, self.readable | self.writable) or ""
            self.errors[name] = FieldError(name, "unknown_field", {"name": name[:80], "close": close})
        elif not self._stands(deciding, item):
            self.errors[name] = FieldError(name, "not_writable")

    def _refuse_computed(self, deciding: Deciding, item: Any) -> None:
        """Sending a computed value back as it was is no mistake."""
        if not is_empty(item) and not self._stands(deciding, item):
            self.errors[deciding.id] = FieldError(deciding.id, "computed")

    def _stands(self, deciding: Deciding, item: Any) -> bool:
        stood = self.before.get(deciding.id)
        if not self.creating and stood is not None and deciding.field.type.is_same(item, stood):
            return True
        try:
            value = None if is_empty(item) else deciding.field.type.parse(item, self.cleaner.context)
        except ValueRefused:
            return False
        return not self.creating and value == stood

    def _decide(self, deciding: Deciding) -> None:
        """Is the field there, may it be changed, what does it hold; all it depends on is decided."""
        name = deciding.id
        if deciding.visible and deciding.visible(self.seen, self.cleaner.env) is not True:
            self._hide(deciding)
            return
        if deciding.formula:
            self._compute(deciding, deciding.formula)
            return
        if deciding.read_only and deciding.read_only(self.seen, self.cleaner.env) is True:
            self._lock(deciding)
        if name in self.given:
            self._see(deciding, self.given[name])
        elif self.creating and deciding.default and name not in self.errors:
            self._compute(deciding, deciding.default)
        if deciding.offers and name not in self.errors:
            self._offer(deciding, deciding.offers)

    def _hide(self, deciding: Deciding) -> None:
        name = deciding.id
        self.hidden.add(name)
        self.errors.pop(name, None)
        if self.given.get(name) is not None:
            self.ignored[name] = self.given[name]
        self.given.pop(name, None)
        if not deciding.kept_when_hidden:
            self._see(deciding, None)

    def _lock(self, deciding: Deciding) -> None:
        name = deciding.id
        self.locked.add(name)
        if name in self.given and self.given.pop(name) != self.seen.get(name):
            self.errors[name] = FieldError(name, "read_only")

    def _offer(self, deciding: Deciding, offers: Offers) -> None:
        """A choice that is not offered beside the other values; what stood so before is left alone."""
        chosen = self.seen.get(deciding.id)
        if chosen is None or not (deciding.id in self.given or self._moved(offers.names)):
            return
        for one in chosen if deciding.field.type.many else (chosen,):
            if not offers.has(one, self.seen, self.cleaner.env):
                label = offers.kind.by_id[one].label.as_written() if one in offers.kind.by_id else one
                self.errors[deciding.id] = FieldError(deciding.id, "not_offered", {"value": label})

    def _moved(self, names: Iterable[str]) -> bool:
        return self.creating or any(self.seen.get(name) != self.before.get(name) for name in names)

    def _compute(self, deciding: Deciding, rule: Any) -> None:
        name, kind = deciding.id, deciding.field.type
        try:
            value = kind.from_rule(rule(self.seen, self.cleaner.env), self.cleaner.context)
            if value is not None and not deciding.formula:
                kind.validate(value)
        except ValueRefused:
            value = None
            self.errors[name] = FieldError(name, "rule_failed", {"label": deciding.field.label.as_written()})
        self._see(deciding, value)

    def _require(self, deciding: Deciding, is_needed: bool) -> None:
        name = deciding.id
        if not is_needed or name in self.hidden or deciding.computed:
            return
        self.needed.add(name)
        if self.seen.get(name) in (None, "", ()) and name not in self.errors and self._asks(deciding):
            self.errors[name] = FieldError(name, "required", {"label": deciding.field.label.as_written()})

    def _asks(self, deciding: Deciding) -> bool:
        """An old gap does not stop an edit elsewhere; one that this edit makes does."""
        if self.creating or deciding.id in self.given:
            return True
        there = not deciding.visible or deciding.visible(self.before, self.cleaner.env) is True
        needed = deciding.id in self.cleaner.rights.required(self.stage)
        return not (there and (needed or _is_needed(deciding, self.before, self.cleaner.env)))

    def _keep_below(self) -> None:
        """What is given may not go beyond what is open for this record yet; what stood there may stay."""
        for name, value in self.given.items() if self.cleaner.ceilings else ():
            if value is None or name in self.errors or value == self.before.get(name):
                continue
            ceiling = self.cleaner.ceiling(name, self.before, self.seen)
            if ceiling is not None and ceiling.holds(value):
                self.errors[name] = self._beyond(ceiling)

    def _beyond(self, ceiling: Ceiling) -> FieldError:
        """Up to where it may be filled in, and with which milestone it goes on."""
        kind, context = self.cleaner.plan.fields[ceiling.field].field.type, self.cleaner.context
        params: dict[str, Any] = {}
        if ceiling.most is not None:
            params["most"] = kind.display(ceiling.most, context)
        if ceiling.milestone is not None:
            params["milestone"] = ceiling.milestone.as_written()
        code = "_".join(["beyond" if "most" in params else "closed", *(["until"] if "milestone" in params else [])])
        return FieldError(ceiling.field, code, params)

    def _check(self, checking: Checking) -> None:
        """Values that do not go together; an old quarrel does not stop an edit elsewhere."""
        check = checking.check
        if not self._moved(check.when.names) or checking.broken(self.seen, self.cleaner.env) is not True:
            return
        open_to = [name for name in check.at if name in self.readable and name not in self.hidden]
        at = next((name for name in open_to if name in self.given), open_to[0] if open_to else "")
        self.errors.setdefault(at, FieldError(at, "check", {SAID: check.message.as_written()}))

    def _said(self, error: FieldError) -> FieldError:
        """With the admin's own words, where the field has some for this error."""
        deciding = self.cleaner.plan.fields.get(error.field)
        own = deciding.field.messages.get(error.code) if deciding else None
        return error if own is None else replace(error, params={**error.params, SAID: own.as_written()})

    def _in_order(self) -> tuple[FieldError, ...]:
        last = len(self.cleaner.position)
        found = (self._said(error) for error in self.errors.values())
        return tuple(sorted(found, key=lambda e: self.cleaner.position.get(e.field, last)))


def _is_needed(deciding: Deciding, values: Mapping[str, Any], env: Env) -> bool:
    return deciding.field.required or (deciding.required is not None and deciding.required(values, env) is True)


def _items(raw: Any, errors: dict[str, FieldError]) -> Iterable[tuple[str, Any]]:
    """Pairs of any mapping."""
    if isinstance(raw, Mapping):
        return raw.items()
    errors[""] = FieldError("", "not_an_object")
    return ()
