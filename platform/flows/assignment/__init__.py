"""Assignment: who has a record, by rule, by hand, out of a pool; accepted, refused, passed on."""

from . import pool_sight as _pool_sight  # noqa: F401  who sees what lies in a pool
from .answers import accept, refuse
from .asking_again import on_wait_over
from .caps import caps_of, limits_of
from .due import on_accept_due
from .handover import ACCEPT, Assigned, Handover, hand_over
from .kin import StoredKin
from .leaving import Estate, Holding, estate_of, give_on, parts_of, require_leader
from .manual import assign, is_owner_role, may_own, may_transfer
from .passing import pass_on
from .pools import claim, claims_left, may_claim_at, release
from .reassigning import Foreseen, Left, Part, Reassigned, Share, Target, foresee, reassign, undo
from .recycling import on_look as on_recycle_look
from .recycling import watch_idleness
from .routed import route_many, route_record, route_these
from .staff import desk_of, desk_to_look, routing_for, routing_of, staff_at, staff_of
from .taking_back import act_of, handed_before, take_back

__all__ = [
    "ACCEPT", "Assigned", "Estate", "Foreseen", "Handover", "Holding", "Left", "Part", "Reassigned", "Share",
    "StoredKin", "Target", "accept", "act_of", "assign", "caps_of", "claim", "claims_left", "desk_of", "desk_to_look",
    "estate_of", "foresee", "give_on", "hand_over", "handed_before", "is_owner_role", "limits_of", "may_claim_at",
    "may_own", "may_transfer", "on_accept_due", "on_recycle_look", "on_wait_over", "parts_of", "pass_on", "reassign",
    "refuse", "release", "require_leader", "route_many", "route_record", "route_these", "routing_for", "routing_of",
    "staff_at", "staff_of", "take_back", "undo", "watch_idleness",
]  # fmt: skip
