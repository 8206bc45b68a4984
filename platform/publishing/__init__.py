"""Draft, check, plan, publish, roll back; packs: install, list, uninstall."""

from . import coming, designing, merging
from .ahead import Conversion, ConvertedFirst, UnderWay, left_to_begin, under_way
from .bundles import SHELF, Bundle, bundles_at, overlay, prefixes, with_needs
from .called import key_word
from .check import check_paths, schemas
from .choices import ChoiceMove
from .demo import load_demo
from .differences import REMOVED, Change, Difference, differences, kind_word
from .export import export
from .loading import know_all_kinds, load
from .logs import configure_logs
from .needed import NEEDED
from .origins import origin_of
from .owners import Owned, Owner, owned_in
from .pack import PackDefinition
from .packs import (
    ShelfPack,
    as_typed,
    files_with,
    files_without,
    find_pack,
    first_packs,
    install,
    list_packs,
    look,
    uninstall,
    upgrade,
)
from .plan import Plan, make_plan
from .publish import Published, compare, files_of, plan, publish, rollback
from .stale import forms_to_recompute
from .untranslated import lacking
from .upgrade import Upgrade, look_at_upgrade
from .workspace import Settings, Workspace

__all__ = [
    "Bundle", "Change", "ChoiceMove", "Conversion", "ConvertedFirst", "Difference", "NEEDED", "Owned", "Owner",
    "PackDefinition", "Plan", "Published", "REMOVED", "SHELF", "Settings", "ShelfPack", "UnderWay", "Upgrade",
    "Workspace", "as_typed", "bundles_at", "check_paths", "coming", "compare", "configure_logs", "designing",
    "differences", "export", "files_of", "files_with", "files_without", "find_pack", "first_packs",
    "forms_to_recompute", "install", "key_word", "kind_word", "know_all_kinds", "lacking", "left_to_begin",
    "list_packs", "load", "load_demo", "look", "look_at_upgrade", "make_plan", "merging", "origin_of", "owned_in",
    "overlay", "plan", "prefixes", "publish", "rollback", "schemas", "under_way", "uninstall", "upgrade",
    "with_needs",
]  # fmt: skip
