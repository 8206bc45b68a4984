"""Routing: ordered rules, strategies and pools decide who gets a record; pure, with every reason kept."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .best_match import Criteria, Criterion
from .checks import warnings_about_people
from .decision import NOBODY, OWNER, POOL, WAITING, Excluded, PassedRule, RoutingDecision
from .definition import Accept, Destination, How, Limits, Notify, Routing, RoutingRule
from .desk import Desk, route
from .duty import Duty
from .kin import DUPLICATE, Kin, Kinship, Relative
from .load import Rotation, Standing, Workload
from .narrowing import absence, over
from .people import PERSON_PREFIX, Candidate, Staff
from .person_scope import with_person
from .pools import AT_ONCE, CONTACT, NEVER_AGAIN, Pool, Recycle, WhyBack
from .router import Asked, CompiledRule, Router
from .strategy import STRATEGIES, Choice, Ranked, Strategy, strategy
from .waiting import Wait
from .who import Who

__all__ = [
    "DUPLICATE",
    "AT_ONCE", "CONTACT", "NEVER_AGAIN", "NOBODY", "PERSON_PREFIX", "OWNER", "POOL", "STRATEGIES", "WAITING",
    "Accept", "Asked", "Candidate", "Choice", "CompiledRule", "Criteria", "Criterion", "Desk", "Destination",
    "Duty", "Excluded", "How", "Kin", "Kinship", "Limits", "Notify", "PassedRule", "Pool", "Ranked", "Recycle",
    "Relative", "Rotation", "Router", "Routing", "RoutingDecision", "RoutingRule", "Staff", "Standing", "Strategy",
    "Wait", "WhyBack", "Who", "Workload", "absence", "over", "route", "strategy", "warnings_about_people",
    "with_person",
]  # fmt: skip
