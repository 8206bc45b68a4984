"""The one language of conditions and formulas: a Python face, an SQL face and words."""

from .checker import check
from .errors import RuleError
from .explaining import Part, Trace, explain
from .lengths import compared
from .parser import parse
from .python_face import compile_conditions, compile_python, matches
from .registry import grammar
from .sliding import Sliding
from .sql_elements import Bytewise, on_the_clock
from .sql_face import compile_sql
from .tree import Call, Expression, ListOf, Literal, Node, Reference, walk
from .types import COLLECTED, ContextFunction, Env, Name, Scope, Type
from .words import words
from .writing import write
from .zones import offsets

__all__ = [
    "COLLECTED",
    "Bytewise",
    "Call",
    "ContextFunction",
    "Env",
    "Expression",
    "ListOf",
    "Literal",
    "Name",
    "Node",
    "Part",
    "Reference",
    "RuleError",
    "Scope",
    "Sliding",
    "Trace",
    "Type",
    "check",
    "compared",
    "compile_conditions",
    "compile_python",
    "compile_sql",
    "explain",
    "matches",
    "offsets",
    "on_the_clock",
    "parse",
    "walk",
    "words",
    "write",
]

grammar()  # loads every operation now, while the import lock keeps other threads from reading half a language
