"""One face of a group: its measures, or those of the whole, of a margin or of the others, now and before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from ..parts import Measure
from .aspects import ASPECTS, Aspect, Beside
from .counted import BEFORE, NOW
from .measures import Plan
from .question import Question

Values = dict[str, ColumnElement]
WINDOW = "w"


@dataclass(frozen=True, eq=False)
class Face:
    """The parts with a prefix among the columns of a level, made into measures."""

    question: Question
    plans: Mapping[str, Plan]
    columns: Mapping[str, ColumnElement]
    prefix: str = ""

    @cached_property
    def now(self) -> Values:
        return self._values(NOW)

    @cached_property
    def before(self) -> Values:
        """The same in the days that these are compared with; nothing where the report compares with none."""
        return self._values(BEFORE) if self.question.before is not None else {}

    def _values(self, era: str) -> Values:
        """Each measure from its parts; what is made of measures sees those before it."""
        made: Values = {}
        for number, (id, plan) in enumerate(self.plans.items()):
            made[id] = plan.value(_local(self.columns, f"{self.prefix}{era}x{number}") or made)
        return made

    def beside(self, measure: Measure, whole: Face) -> Beside:
        """One measure with the same of the whole and with the same before."""
        return Beside(
            value=self.now[measure.id],
            total=whole.now[measure.id],
            before=self.before.get(measure.id),
            is_share=self.question.is_share(measure),
            less_is_better=measure.less_is_better,
        )

    def shown(self, whole: Face) -> Values:
        """The measures by place and what stands beside them: 0, 0_share; nothing where it makes no sense here."""
        found: Values = {}
        for number, measure in enumerate(self.question.measures):
            found[str(number)] = self.now[measure.id]
            for name, aspect in aspects_of(self.question, measure):
                found[f"{number}_{name}"] = self._aspect(aspect, f"{number}_{name}", self.beside(measure, whole))
        return found

    def _aspect(self, aspect: Aspect, name: str, beside: Beside) -> ColumnElement:
        if self.prefix and (aspect.over_groups or not aspect.of_whole):
            return sa.cast(sa.null(), sa.Double)
        if aspect.over_groups:
            return self.columns[f"{WINDOW}{name}"]
        return aspect.sql(beside)

    def sortable(self, whole: Face) -> Values:
        """Measures by id, and by `id.aspect` what one group alone tells."""
        found = dict(self.now)
        for measure in self.question.measures:
            for name, aspect in aspects_of(self.question, measure):
                if not aspect.over_groups:
                    found[f"{measure.id}.{name}"] = aspect.sql(self.beside(measure, whole))
        return found


def aspects_of(question: Question, measure: Measure) -> Iterator[tuple[str, Aspect]]:
    """What is shown beside a measure."""
    return ((name, ASPECTS.get(name)) for name in question.beside(measure))


def _local(columns: Mapping[str, ColumnElement], prefix: str) -> dict[str, ColumnElement]:
    """The columns of one measure by the names its plan gave them."""
    head = f"{prefix}_"
    return {name.removeprefix(head): column for name, column in columns.items() if name.startswith(head)}
