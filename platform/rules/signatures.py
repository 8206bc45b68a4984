"""What an operation takes and gives, in a short notation: `T, T -> yes/no`, `text, number -> text`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .types import LISTS, Type

SCALARS = (
    Type.NUMBER, Type.TEXT, Type.YES_NO, Type.DATE, Type.DATETIME, Type.DURATION, Type.CHOICE, Type.LINK,
)  # fmt: skip
ORDERED = (Type.NUMBER, Type.TEXT, Type.DATE, Type.DATETIME, Type.DURATION)

# T: one type everywhere, where a day also compares with a moment; O: the same, with an order; V: the very same type;
# N: the same, with a smallest and a greatest; D: days and moments.
VARIABLES = {
    "T": SCALARS,
    "O": ORDERED,
    "V": SCALARS,
    "N": (Type.NUMBER, Type.DATE, Type.DATETIME),
    "D": (Type.DATE, Type.DATETIME),
}
ROWS = (Type.NUMBERS, Type.DATES, Type.MOMENTS, Type.ANSWERS)
BY_DAY = {"T", "O", "D"}
SEVERAL = (*LISTS, *ROWS, Type.OTHER)
ASKED_IF_FILLED = (*SEVERAL, Type.SEALED)
WORDS = {
    "sealed value": (Type.SEALED,),
    "list": tuple(LISTS),
    "any": (*SCALARS, *ASKED_IF_FILLED),
    "items": (),
    "many": SEVERAL,
}


@dataclass(frozen=True)
class Argument:
    """What one argument is, as far as a signature cares: its type, and the types in it when it is written [a, b]."""

    type: Type | None
    items: tuple[Type, ...] | None = None


@dataclass(frozen=True)
class Signature:
    """One way to use an operation; `rest` says that the last parameter may come any number of times."""

    params: tuple[str, ...]
    result: str
    rest: bool = False

    @classmethod
    def of(cls, written: str) -> Signature:
        """Read the notation; a last parameter that ends in … may be repeated."""
        params, _, result = written.partition("->")
        names = tuple(name.strip() for name in params.split(",") if name.strip())
        rest = bool(names) and names[-1].endswith("…")
        return cls(tuple(name.rstrip("…") for name in names), result.strip(), rest)

    def fit(self, arguments: Sequence[Argument]) -> Fit | None:
        """How the arguments fit, or None."""
        if not self.takes(len(arguments)):
            return None
        bound: dict[str, Type] = {}
        params = [self.param(index) for index in range(len(arguments))]
        if not all(_fits(param, argument, bound) for param, argument in zip(params, arguments, strict=True)):
            return None
        read = {**bound, "items": bound.get("T")}
        resolved = tuple(
            read.get(param) or _plain(param, argument.type) for param, argument in zip(params, arguments, strict=True)
        )
        return Fit(resolved, bound.get(self.result) or _result(self.result))

    def takes(self, count: int) -> bool:
        """Whether so many arguments can be right."""
        return count >= len(self.params) if self.rest else count == len(self.params)

    def param(self, index: int) -> str:
        """The parameter for the argument at this place."""
        return self.params[min(index, len(self.params) - 1)]


@dataclass(frozen=True)
class Fit:
    """What a signature became for given arguments: the type each is read as, and the type of the result."""

    params: tuple[Type | None, ...]
    result: Type


def _fits(param: str, argument: Argument, bound: dict[str, Type]) -> bool:
    if param == "items" or argument.items is not None:
        return (
            param == "items" and argument.items is not None and all(_bind("T", kind, bound) for kind in argument.items)
        )
    if param in VARIABLES:
        return _bind(param, argument.type, bound)
    if param == "list":
        return argument.type in LISTS and _bind("T", LISTS[argument.type], bound)
    return argument.type is Type.NULL or argument.type in WORDS.get(param, (param,))


def _bind(variable: str, kind: Type, bound: dict[str, Type]) -> bool:
    """Let the variable stand for a type that holds both what it stood for and this one."""
    if kind is Type.NULL:
        return True
    if kind not in VARIABLES[variable]:
        return False
    before = bound.setdefault(variable, kind)
    joined = join(before, kind, by_day=variable in BY_DAY)
    if joined is None:
        return False
    bound[variable] = joined
    return True


def join(one: Type, other: Type, *, by_day: bool = False) -> Type | None:
    """The type as which both can be compared, or None."""
    pair = {one, other}
    if len(pair) == 1:
        return one
    if pair == {Type.DATE, Type.DATETIME} and by_day:
        return Type.DATE
    if pair == {Type.CHOICE, Type.TEXT}:
        return Type.CHOICE
    return Type.LINK if pair in ({Type.LINK, Type.TEXT}, {Type.LINK, Type.NUMBER}) else None


def _plain(param: str, kind: Type | None) -> Type | None:
    return kind if param in WORDS or param in VARIABLES else Type(param)


def _result(result: str) -> Type:
    return Type.NULL if result in VARIABLES else Type(result)
