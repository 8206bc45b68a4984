"""The kinds of definitions as the studio groups them; a kind that is new stands with the last group."""

from __future__ import annotations

# kind → its icon; the groups follow what admins think of together. A kind that is new stands with the rest.
GROUPS = (
    (
        "records",
        (
            ("form", "forms"),
            ("list", "list-details"),
            ("public_form", "world"),
            ("view", "table"),
            ("retention", "hourglass"),
        ),
    ),
    (
        "flow",
        (
            ("trail", "history"),
            ("scorecard", "star"),
            ("routing", "route"),
            ("pipeline", "columns-3"),
            ("task", "list-check"),
            ("script", "note"),
            ("automation", "bolt"),
            ("cadence", "repeat"),
            ("message", "mail"),
            ("call_script", "phone-call"),
        ),
    ),
    ("traffic", (("channel", "send"), ("notice_rules", "bell"), ("inlet", "inbox"), ("enrichment", "database"))),
    ("showing", (("report", "chart-bar"), ("alert", "alert-triangle"), ("dashboard", "layout-dashboard"))),
    ("organisation", (("role", "shield-check"), ("calendar", "calendar"))),
)
ICONS = {kind: icon for _, kinds in GROUPS for kind, icon in kinds} | {"pack": "package"}
# Kinds whose definitions have a page of their own that shows how they do; the files are one step from there.
PAGES = {"automation": "/studio/automations", "cadence": "/studio/cadences"}
