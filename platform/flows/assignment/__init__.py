"""Assignment: who has a record, by rule, by hand, out of a pool; accepted, refused, passed on."""

from .answers import accept, refuse
from .asking_again import on_wait_over
from .due import on_accept_due
from .handover import ACCEPT, Assigned, Handover, hand_over
from .manual import assign
from .passing import pass_on
from .pools import claim, claims_left, release
from .routed import route_many, route_record
from .staff import desk_of, routing_for, routing_of, staff_of

__all__ = [
    "ACCEPT", "Assigned", "Handover", "accept", "assign", "claim", "claims_left", "desk_of",
    "hand_over", "on_accept_due", "on_wait_over", "pass_on", "refuse", "release", "route_many", "route_record",
    "routing_for", "routing_of", "staff_of",
]  # fmt: skip
