"""Which forms compute something from another form's records: along their links, or by rolling them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from definitions import Catalog, Problem, check

from ..definition import FormDefinition
from ..field_definition import FieldDefinition
from ..own_scope import links_along
from ..scope import field_of

Node = tuple[str, str]


@dataclass(frozen=True)
class Dependent:
    """A form whose formulas read a form's records along one of its links: which of their fields."""

    form: str
    link: FieldDefinition
    reads: frozenset[str]


@dataclass(frozen=True)
class RolledUp:
    """A field that a form's records are rolled up in: whose, and which names of the records it reads."""

    form: str
    field: FieldDefinition

    @property
    def reads(self) -> frozenset[str]:
        return self.field.type.reads


def dependents_of(catalog: Catalog, form: str) -> tuple[Dependent, ...]:
    """Forms whose stored formulas read this form's records along a link."""
    return catalog.derived(("dependents", form), lambda: tuple(_dependents(catalog, form)))


def rolled_up_in(catalog: Catalog, form: str) -> tuple[RolledUp, ...]:
    """Fields of other forms (or of this one) in which this form's records are rolled up."""
    every = ((each.id, field) for each in catalog.all("form") for field in each.fields)
    found = (RolledUp(id, field) for id, field in every if field.type_name == "rollup" and field.type.of == form)
    return catalog.derived(("rolled up in", form), lambda: tuple(found))


def read_along(form: FormDefinition, link: FieldDefinition, *, formulas: bool) -> frozenset[str]:
    """The fields at the other end of a link that the form's rules name; with `formulas`, only those that are stored."""
    rules = [rule for field in form.fields for _, rule in field.expressions() if not formulas or rule is field.formula]
    rules += [] if formulas else [each.when for each in form.checks if each.when is not None]
    names = (name.partition(".") for rule in rules for name in rule.names)
    return frozenset(behind for head, dot, behind in names if dot and head == link.id)


def _dependents(catalog: Catalog, form: str) -> Iterator[Dependent]:
    for other in catalog.all("form"):
        for link in links_along(other):
            reads = read_along(other, link, formulas=True) if link.type.form == form else frozenset()
            if reads:
                yield Dependent(other.id, link, reads)


@check
def formulas_of_forms_end(catalog: Catalog) -> Iterator[Problem]:
    """What is computed along links and rolled up must not, by way of other forms, be computed from itself."""
    every = ((form, field) for form in catalog.all("form") for field in form.fields)
    graph = {(form.id, field.id): set(_sources(catalog, form, field)) for form, field in every}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[Node] = error.args[1]
        if len({form for form, _ in circle}) > 1 or any(_reaches_out(catalog, node) for node in circle):
            form = catalog.get("form", circle[0][0])
            position = next(n for n, field in enumerate(form.fields) if field.id == circle[0][1])
            said = " → ".join(f"{form}.{name}" for form, name in circle)
            yield catalog.problem(form, ("fields", position), "forms.problem.circle", circle=said)


def _reaches_out(catalog: Catalog, node: Node) -> bool:
    return catalog.get("form", node[0]).field(node[1]).type_name == "rollup"


def _sources(catalog: Catalog, form: FormDefinition, field: FieldDefinition) -> Iterator[Node]:
    """All fields that a computed one is computed from, in this form and in others."""
    for name in field.formula.names if field.formula else ():
        own = form.find(field_of(name))
        if own is None or own is field:
            continue
        yield form.id, own.id
        behind = name.partition(".")[2]
        other = catalog.find("form", own.type.form) if behind and own.type.refers == "record" else None
        if other is not None and other.find(behind):
            yield other.id, behind
    other = catalog.find("form", field.type.of) if field.type_name == "rollup" else None
    if other is not None:
        yield from ((other.id, field_of(name)) for name in field.type.reads if other.find(field_of(name)))
