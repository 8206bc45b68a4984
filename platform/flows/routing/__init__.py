"""Routing: ordered rules, strategies and pools decide who gets a record; pure, with every reason kept."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .checks import warnings_about_people
from .decision import NOBODY, OWNER, POOL, Excluded, PassedRule, RoutingDecision
from .definition import Accept, Destination, Limits, Notify, Pool, Routing, RoutingRule, Who
from .desk import Desk, route
from .load import Rotation, Standing, Workload
from .narrowing import absence, over
from .people import Candidate, Staff
from .person_scope import with_person
from .router import Asked, Router
from .strategy import STRATEGIES, Ranked, Strategy, strategy

__all__ = [
    "NOBODY", "OWNER", "POOL", "STRATEGIES", "Accept", "Asked", "Candidate", "Desk", "Destination", "Excluded",
    "Limits", "Notify", "PassedRule", "Pool", "Ranked", "Rotation", "Router", "Routing", "RoutingDecision",
    "RoutingRule", "Staff", "Standing", "Strategy", "Who", "Workload", "absence", "over", "route",
    "strategy", "warnings_about_people", "with_person",
]  # fmt: skip
