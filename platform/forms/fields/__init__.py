"""Field types: one file each, one contract, one registry."""

from .base import (
    EMPTY_CONTEXT,
    Context,
    Example,
    FieldType,
    Part,
    References,
    ValueRefused,
    field_type,
    field_types,
    is_empty,
)

__all__ = [
    "EMPTY_CONTEXT",
    "Context",
    "Example",
    "FieldType",
    "Part",
    "References",
    "ValueRefused",
    "field_type",
    "field_types",
    "is_empty",
]
