"""Forms: field types, definitions, binding and cleaning, lists, import and export."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from . import list_checks as _list_checks  # noqa: F401
from .bound import BoundChoice, BoundError, BoundField, BoundForm, BoundSection, bind
from .cleaning import Cleaned, Cleaner, clean, clean_many
from .definition import CHANNELS, DuplicateRule, FormDefinition, LayoutSection
from .errors import FieldError, Invalid
from .expressions import Wanted, expression_problems, read_expression
from .field_definition import FieldDefinition
from .fields import Context, FieldType, ValueRefused, field_type, field_types
from .plan import plan_of
from .public_form_definition import PublicFormDefinition
from .references import Lookups
from .scope import column_values, columns_of, form_of, record_values, scope_of, spec_of, table_of
from .system_names import RESERVED, SCOPE_EXTENSIONS, SYSTEM_TYPES, system_label
from .view_definition import ViewDefinition

__all__ = [
    "CHANNELS", "RESERVED", "SCOPE_EXTENSIONS", "SYSTEM_TYPES", "Cleaned", "Cleaner", "Context", "DuplicateRule",
    "FieldDefinition", "FieldError", "FieldType", "FormDefinition", "Invalid", "LayoutSection", "Lookups",
    "PublicFormDefinition", "ValueRefused", "ViewDefinition", "Wanted", "clean", "clean_many", "column_values",
    "columns_of", "expression_problems", "field_type", "field_types", "form_of", "plan_of", "read_expression",
    "record_values", "scope_of", "spec_of", "system_label", "table_of",
]
