"""YAML and JSON become checked, typed, frozen objects; this package knows no kind by name."""

from . import yaml_edits
from .catalog import Catalog, digest_of
from .document import Document, parse_document, plain
from .duration import DURATION_SCHEMA, Duration, elapsed
from .filling import PLACE, chosen, fill, names_in, stray_in, with_names
from .kinds import ID_PATTERN, KINDS, SLUG_PATTERN, Kind, Source, check, json_schema, kind
from .labels import LABEL_SCHEMA, Label
from .loading import SUFFIXES, Loaded, load_files, read_folder
from .problems import ERROR, WARNING, DefinitionError, Location, Problem, suggest
from .refusals import AlreadyDone, GuardNotMet, NotAllowed, NotFound, Refused, Stale
from .registry import Registry, load_all
from .single import Single, read_single
from .texts import LANGUAGES, Reason, as_kept, say, texts_of
from .wording import INVISIBLE
from .yaml_places import NotEditable, Places
from .yaml_writing import as_yaml, on_one_line, pair_lines

__all__ = [
    "DURATION_SCHEMA",
    "ERROR",
    "ID_PATTERN",
    "INVISIBLE",
    "KINDS",
    "LABEL_SCHEMA",
    "LANGUAGES",
    "PLACE",
    "SLUG_PATTERN",
    "SUFFIXES",
    "WARNING",
    "AlreadyDone",
    "Catalog",
    "DefinitionError",
    "Document",
    "Duration",
    "GuardNotMet",
    "Kind",
    "Label",
    "Loaded",
    "Location",
    "NotAllowed",
    "NotEditable",
    "NotFound",
    "Places",
    "Problem",
    "Reason",
    "Refused",
    "Registry",
    "Single",
    "Source",
    "Stale",
    "as_kept",
    "as_yaml",
    "check",
    "chosen",
    "digest_of",
    "elapsed",
    "fill",
    "json_schema",
    "kind",
    "load_all",
    "load_files",
    "names_in",
    "on_one_line",
    "pair_lines",
    "parse_document",
    "plain",
    "read_folder",
    "read_single",
    "say",
    "stray_in",
    "suggest",
    "texts_of",
    "with_names",
    "yaml_edits",
]
