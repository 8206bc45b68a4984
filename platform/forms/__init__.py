"""Forms: field types, definitions, binding and cleaning, lists, import and export."""

from . import uploads, value_list  # noqa: F401  the kind `list`
from .binding.body_schema import body_checker, json_schema_of, record_schema_of
from .binding.bound import bind, bound_file
from .binding.bound_field import (
    BoundChoice,
    BoundError,
    BoundField,
    BoundFile,
    BoundForm,
    BoundLink,
    BoundNote,
    BoundRow,
    BoundSection,
    html_id,
)
from .binding.displaying import (
    context_of,
    display,
    display_values,
    json_values,
    told_values,
    values_from_json,
)
from .binding.gathering import gathered
from .ceilings import CEILINGS, Ceiling, Ceilings
from .checks import import_maps, list_uses, related, rights, rollups, sensitive, views, words  # noqa: F401  registers the checks
from .checks.fields import gives, unknown_field, value_problems
from .cleaned import Cleaned
from .cleaning import Cleaner, clean, clean_many
from .definition import NUMBER_PATTERN, SECTIONS, STEPS, FormDefinition, LayoutSection
from .duplicate_keys import keep_keys, keys_made_by
from .errors import FieldError, Invalid
from .expressions import Said, Wanted, expression_problems, read_expression, type_words
from .field_definition import COLUMN_SETTINGS, COMMON_SETTINGS, WORDS, FieldDefinition
from .fields import Context, FieldType, ValueRefused, field_type, field_types, is_empty
from .fields.child_table import COLUMNS
from .fields.choice import CHOICE_COLORS, ChoiceOption, Choosing
from .fields.sensitive import CAN_BE_SENSITIVE, masked, masked_anywhere
from .linked import ends, file_queries, side_queries  # noqa: F401  where links point; what is written beside records
from .linked.dependents import Dependent, RolledUp, dependents_of, rolled_up_in
from .linked.reference_queries import person_choices, record_choices, team_choices, titles_seen
from .linked.references import Lookups
from .linked.rolling import linked_from, linking_to, rolled_up
from .linked.side_queries import side_table_of
from .linked.sides import settle
from .lists.board import BoardPage, Lane, board_ids, run_board, run_lane
from .lists.calendar import CalendarDay, CalendarPage, run_calendar
from .lists.filter_groups import ALL, ANY, FilterGroup, group_words
from .lists.filters import Filter, read_filter
from .lists.held import held_choices
from .lists.listing import (
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
from .lists.pinyin import pinyin_of
from .lists.queries import Total, condition
from .lists.query import ListQuery
from .lists.record_columns import RecordColumn, readable_columns, record_columns
from .lists.related_lists import RelatedQuestion, related_to
from .lists.saved_views import (
    SavedView,
    WantedView,
    args_of,
    args_told,
    asked,
    change_view,
    drop_view,
    keep_question,
    keep_view,
    own_view,
    own_views,
    saved_for,
)
from .lists.search_text import search_text, search_words
from .lists.searching import found_by
from .lists.seen_columns import masked_in, seen_columns
from .lists.shape import CALENDAR, CARDS, KANBAN, MONTH, TABLE, WEEK, ListShape, date_columns, lane_columns
from .lists.table import STEP, WIDEST, ListTable
from .lists.view_definition import ViewDefinition
from .moving_choices import with_moving
from .own_scope import own_scope_of
from .plan import plan_of
from .public_form_definition import BY, PublicFormDefinition
from .related import Pointing, RelatedList, listed_on
from .sameness import AlikePart, DuplicateRule, Score, keys_of_values, score
from .sameness.rule import CHANNELS
from .scope import (
    column_values,
    columns_in,
    columns_of,
    field_of,
    form_of,
    record_values,
    scope_of,
    spec_of,
    stored_table_of,
    table_of,
    with_parts,
)
from .spreadsheets.column_types import ColumnType, column_types
from .spreadsheets.exporting import (
    TOLD_COLUMNS,
    Extent,
    ToldColumn,
    defused,
    every_column,
    export_csv,
    export_xlsx,
    exported_fields,
)
from .spreadsheets.header_units import in_unit, unit_of
from .spreadsheets.import_guess import Guess, guess, meant
from .spreadsheets.import_map import BY_RULES, NOBODY, OWNER, ColumnMap, ImportMap, StageMove
from .spreadsheets.importing import (
    MappedRow,
    keys_of,
    load_map,
    map_rows,
    moment_of,
    records_by_key,
    records_of_keys,
    unmapped,
)
from .spreadsheets.source_files import read_source
from .spreadsheets.source_rows import SourceFile, SourceRow, UnreadableFile
from .system_names import RESERVED, SCOPE_EXTENSIONS, SYSTEM_TYPES, system_label

__all__ = [
    "titles_seen",
    "related_to",
    "listed_on",
    "RelatedQuestion",
    "RelatedList",
    "Pointing",
    "COLUMNS",
    "COLUMN_SETTINGS",
    "ALL",
    "ANY",
    "BY",
    "BY_RULES",
    "CALENDAR",
    "CARDS",
    "CAN_BE_SENSITIVE",
    "CEILINGS",
    "CHOICE_COLORS",
    "CHANNELS",
    "COMMON_SETTINGS",
    "WORDS",
    "KANBAN",
    "MONTH",
    "NOBODY",
    "NUMBER_PATTERN",
    "RESERVED",
    "SECTIONS",
    "STEPS",
    "SCOPE_EXTENSIONS",
    "STEP",
    "SYSTEM_TYPES",
    "TOLD_COLUMNS",
    "ToldColumn",
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
    "BoundNote",
    "BoundLink",
    "BoundRow",
    "BoundSection",
    "CalendarDay",
    "CalendarPage",
    "ChoiceOption",
    "Ceiling",
    "Ceilings",
    "Choosing",
    "Cleaned",
    "Cleaner",
    "ColumnMap",
    "ColumnType",
    "Context",
    "Dependent",
    "DuplicateRule",
    "Extent",
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
    "OWNER",
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
    "args_told",
    "asked",
    "bind",
    "board_ids",
    "body_checker",
    "bound_file",
    "change_view",
    "clean",
    "clean_many",
    "column_types",
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
    "every_column",
    "export_csv",
    "export_xlsx",
    "exported_fields",
    "expression_problems",
    "field_of",
    "field_type",
    "field_types",
    "form_of",
    "found_by",
    "gathered",
    "gives",
    "group_words",
    "guess",
    "in_unit",
    "is_empty",
    "is_long",
    "json_schema_of",
    "json_values",
    "keep_question",
    "keep_view",
    "keys_made_by",
    "keys_of",
    "keys_of_values",
    "lane_columns",
    "linked_from",
    "linking_to",
    "load_map",
    "map_rows",
    "html_id",
    "keep_keys",
    "masked",
    "masked_anywhere",
    "masked_in",
    "matching_ids",
    "meant",
    "moment_of",
    "own_scope_of",
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
    "held_choices",
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
    "stored_table_of",
    "table_of",
    "team_choices",
    "type_words",
    "unknown_field",
    "unmapped",
    "uploads",
    "value_problems",
    "told_values",
    "values_from_json",
    "views_for",
    "with_moving",
    "with_parts",
    "unit_of",
]
