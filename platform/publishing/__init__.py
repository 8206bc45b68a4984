"""Draft, check, plan, publish, roll back; packs: install, list, uninstall."""

from .bundles import Bundle, bundles_at, overlay
from .check import check_paths, schemas
from .differences import Change, Difference, differences, kind_word
from .export import export
from .loading import know_all_kinds, load
from .pack import PackDefinition
from .packs import SHELF, ShelfPack, find_pack, install, list_packs, uninstall
from .plan import Plan, make_plan
from .publish import Published, compare, files_of, plan, publish, rollback
from .workspace import Settings, Workspace

__all__ = [
    "SHELF", "Bundle", "Change", "Difference", "PackDefinition", "Plan", "Published", "Settings", "ShelfPack",
    "Workspace", "bundles_at", "check_paths", "compare", "differences", "export", "files_of", "find_pack", "install",
    "kind_word", "know_all_kinds", "list_packs", "load", "make_plan", "overlay", "plan", "publish", "rollback",
    "schemas", "uninstall",
]
