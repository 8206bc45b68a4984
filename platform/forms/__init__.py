"""Forms: field types, definitions, binding and cleaning, lists, import and export."""

from . import checks, import_checks, list_checks  # noqa: F401  register the checks across files
from .bound import BoundChoice, BoundError, BoundField, BoundForm, BoundSection, bind
from .cleaning import Cleaned, Cleaner, clean, clean_many
from .definition import CHANNELS, DuplicateRule, FormDefinition, LayoutSection
from .errors import FieldError, Invalid
from .exporting import defused, export_csv, export_xlsx
from .expressions import Wanted, expression_problems, read_expression
from .field_definition import FieldDefinition
from .fields import Context, FieldType, ValueRefused, field_type, field_types
from .filters import Filter
from .import_map import ColumnMap, ImportMap, StageMove
from .importing import MappedRow, load_map, map_rows, moment_of, records_by_key, unmapped
from .list_query import ListQuery
from .listing import ListFilter, ListGroup, ListPage, ListRow, count, default_view, matching_ids, run, views_for
from .listing_queries import Total, condition
from .plan import plan_of
from .public_form_definition import PublicFormDefinition
from .record_columns import RecordColumn, readable_columns, record_columns
from .reference_queries import person_choices, record_choices
from .references import Lookups
from .scope import column_values, columns_of, form_of, record_values, scope_of, spec_of, table_of
from .search_text import search_text
from .source_files import SourceFile, UnreadableFile, read_source
from .system_names import RESERVED, SCOPE_EXTENSIONS, SYSTEM_TYPES, system_label
from .view_definition import ViewDefinition

__all__ = [
    "CHANNELS", "RESERVED", "SCOPE_EXTENSIONS", "SYSTEM_TYPES", "BoundChoice", "BoundError", "BoundField",
    "BoundForm", "BoundSection", "Cleaned", "Cleaner", "ColumnMap", "Context", "DuplicateRule", "FieldDefinition",
    "FieldError", "FieldType", "Filter", "FormDefinition", "ImportMap", "Invalid", "LayoutSection", "ListFilter",
    "ListGroup", "ListPage", "ListQuery", "ListRow", "Lookups", "MappedRow", "PublicFormDefinition", "RecordColumn",
    "SourceFile", "StageMove", "Total", "UnreadableFile", "ValueRefused", "ViewDefinition", "Wanted", "bind", "clean",
    "clean_many", "column_values", "columns_of", "condition", "count", "default_view", "defused", "export_csv",
    "export_xlsx", "expression_problems", "field_type", "field_types", "form_of", "load_map", "map_rows",
    "matching_ids", "moment_of", "person_choices", "plan_of", "read_expression", "read_source", "readable_columns",
    "record_choices", "record_columns", "record_values", "records_by_key", "run", "scope_of", "search_text",
    "spec_of", "system_label", "table_of", "unmapped", "views_for",
]
