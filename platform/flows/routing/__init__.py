"""Routing: ordered rules, strategies and pools decide who gets a record; pure, with every reason kept."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .best_match import Criteria, Criterion
from .checks import warnings_about_people
from .decision import NOBODY, OWNER, POOL, WAITING, Excluded, PassedRule, RoutingDecision
from .definition import Accept, Destination, Limits, Notify, Pool, Routing, RoutingRule, Who
from .desk import Desk, route
from .duty import Duty
from .kin import Kin, Kinship, Relative
from .load import Rotation, Standing, Workload
from .narrowing import absence, over
from .people import Candidate, Staff
from .person_scope import with_person
from .router import Asked, Router
from .strategy import STRATEGIES, Choice, Ranked, Strategy, strategy
from .waiting import Wait

__all__ = [
    "NOBODY", "OWNER", "POOL", "STRATEGIES", "WAITING", "Accept", "Asked", "Candidate", "Choice", "Criteria",
    "Criterion", "Desk", "Destination", "Duty", "Excluded", "Kin", "Kinship", "Limits", "Notify", "PassedRule", "Pool",
    "Ranked", "Relative", "Rotation", "Router", "Routing", "RoutingDecision", "RoutingRule", "Staff", "Standing",
    "Strategy", "Wait", "Who", "Workload", "absence", "over", "route", "strategy", "warnings_about_people",
    "with_person",
]  # fmt: skip
