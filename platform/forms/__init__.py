"""Forms: field types, definitions, binding and cleaning, lists, import and export."""

from . import (  # noqa: F401  kinds, checks, and what is written beside records
    file_queries,
    import_checks,
    list_checks,
    list_use_checks,
    rights_checks,
    rollup_checks,
    side_queries,
    uploads,
    value_list,
)
from .body_schema import body_checker, json_schema_of, record_schema_of
from .bound import bind, bound_file
from .bound_field import (
    BoundChoice,
    BoundError,
    BoundField,
    BoundFile,
    BoundForm,
    BoundLink,
    BoundRow,
    BoundSection,
)
from .checks import gives, unknown_field, value_problems
from .cleaning import Cleaned, Cleaner, clean, clean_many
from .definition import SECTIONS, STEPS, FormDefinition, LayoutSection
from .dependents import Dependent, RolledUp, dependents_of, rolled_up_in
from .displaying import context_of, display, display_values, fill, json_values, unknown_places, values_from_json
from .errors import FieldError, Invalid
from .exporting import defused, export_csv, export_xlsx
from .expressions import Said, Wanted, expression_problems, read_expression
from .field_definition import FieldDefinition
from .fields import Context, FieldType, ValueRefused, field_type, field_types
from .fields.choice import ChoiceOption, Choosing
from .filter_groups import ALL, ANY, FilterGroup, group_words
from .filters import Filter, read_filter
from .gathering import gathered
from .import_guess import Guess, guess
from .import_map import ColumnMap, ImportMap, StageMove
from .importing import MappedRow, keys_of, load_map, map_rows, moment_of, records_by_key, records_of_keys, unmapped
from .list_board import BoardPage, Lane, run_board, run_lane
from .list_calendar import CalendarDay, CalendarPage, run_calendar
from .list_query import ListQuery
from .list_shape import CALENDAR, CARDS, KANBAN, MONTH, TABLE, WEEK, ListShape, date_columns, lane_columns
from .list_table import STEP, WIDEST, ListTable
from .listing import (
    ListFilter,
    ListGroup,
    ListPage,
    ListRow,
    ValuesPage,
    count,
    default_view,
    is_long,
    matching_ids,
    run,
    run_for_program,
    shape_of,
    views_for,
)
from .listing_queries import Total, condition
from .pinyin import pinyin_of
from .plan import plan_of
from .public_form_definition import PublicFormDefinition
from .record_columns import RecordColumn, readable_columns, record_columns
from .reference_queries import person_choices, record_choices, team_choices
from .references import Lookups
from .rolling import linked_from, linking_to, rolled_up
from .sameness import AlikePart, DuplicateRule, Score, keys_of_values, score
from .sameness.rule import CHANNELS
from .saved_views import (
    SavedView,
    WantedView,
    args_of,
    asked,
    change_view,
    drop_view,
    keep_question,
    keep_view,
    own_view,
    own_views,
    saved_for,
)
from .scope import (
    column_values,
    columns_in,
    columns_of,
    field_of,
    form_of,
    record_values,
    scope_of,
    spec_of,
    table_of,
    with_parts,
)
from .search_text import search_text, search_words
from .searching import found_by
from .seen_columns import masked_in, seen_columns
from .side_queries import side_table_of
from .sides import settle
from .source_files import read_source
from .source_rows import SourceFile, SourceRow, UnreadableFile
from .system_names import RESERVED, SCOPE_EXTENSIONS, SYSTEM_TYPES, system_label
from .view_definition import ViewDefinition

__all__ = [
    "ALL",
    "ANY",
    "CALENDAR",
    "CARDS",
    "CHANNELS",
    "KANBAN",
    "MONTH",
    "RESERVED",
    "SECTIONS",
    "STEPS",
    "SCOPE_EXTENSIONS",
    "STEP",
    "SYSTEM_TYPES",
    "TABLE",
    "WEEK",
    "WIDEST",
    "AlikePart",
    "BoardPage",
    "BoundChoice",
    "BoundError",
    "BoundField",
    "BoundFile",
    "BoundForm",
    "BoundLink",
    "BoundRow",
    "BoundSection",
    "CalendarDay",
    "CalendarPage",
    "ChoiceOption",
    "Choosing",
    "Cleaned",
    "Cleaner",
    "ColumnMap",
    "Context",
    "Dependent",
    "DuplicateRule",
    "FieldDefinition",
    "FieldError",
    "FieldType",
    "Filter",
    "FilterGroup",
    "FormDefinition",
    "Guess",
    "ImportMap",
    "Invalid",
    "Lane",
    "LayoutSection",
    "ListFilter",
    "ListGroup",
    "ListPage",
    "ListQuery",
    "ListRow",
    "ListShape",
    "ListTable",
    "Lookups",
    "MappedRow",
    "PublicFormDefinition",
    "RecordColumn",
    "RolledUp",
    "Said",
    "SavedView",
    "Score",
    "SourceFile",
    "SourceRow",
    "StageMove",
    "Total",
    "UnreadableFile",
    "ValueRefused",
    "ValuesPage",
    "ViewDefinition",
    "Wanted",
    "WantedView",
    "args_of",
    "asked",
    "bind",
    "body_checker",
    "bound_file",
    "change_view",
    "clean",
    "clean_many",
    "column_values",
    "columns_in",
    "columns_of",
    "condition",
    "context_of",
    "count",
    "date_columns",
    "default_view",
    "defused",
    "dependents_of",
    "display",
    "display_values",
    "drop_view",
    "export_csv",
    "export_xlsx",
    "expression_problems",
    "field_of",
    "field_type",
    "field_types",
    "fill",
    "form_of",
    "found_by",
    "gathered",
    "gives",
    "group_words",
    "guess",
    "is_long",
    "json_schema_of",
    "json_values",
    "keep_question",
    "keep_view",
    "keys_of",
    "keys_of_values",
    "lane_columns",
    "linked_from",
    "linking_to",
    "load_map",
    "map_rows",
    "masked_in",
    "matching_ids",
    "moment_of",
    "own_view",
    "own_views",
    "person_choices",
    "pinyin_of",
    "plan_of",
    "read_expression",
    "read_filter",
    "read_source",
    "readable_columns",
    "record_choices",
    "record_columns",
    "record_schema_of",
    "record_values",
    "records_by_key",
    "records_of_keys",
    "rolled_up",
    "rolled_up_in",
    "run",
    "run_board",
    "run_calendar",
    "run_for_program",
    "run_lane",
    "saved_for",
    "scope_of",
    "score",
    "search_text",
    "search_words",
    "seen_columns",
    "settle",
    "shape_of",
    "side_table_of",
    "spec_of",
    "system_label",
    "table_of",
    "team_choices",
    "unknown_field",
    "unknown_places",
    "unmapped",
    "uploads",
    "value_problems",
    "values_from_json",
    "views_for",
    "with_parts",
]
