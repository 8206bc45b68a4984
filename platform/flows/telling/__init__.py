"""Telling people outside the pages: what a person wants to hear of, by which way, when, and what lies until then."""

from ..channels import ChannelDefinition
from ..sending.every_language import worded
from . import checks  # noqa: F401  registers the checks across files
from .apart import Apart, tell_apart
from .choices import Choices, choices_of, choose, notice_kinds
from .definition import NoticeRules, rules_of
from .hours import Digest, Quiet
from .spreading import gather, spread
from .ways import MAIL, WEBHOOK, Way, carriers, channels_for, is_meant, ways, ways_of

__all__ = [
    "MAIL", "WEBHOOK", "Apart", "ChannelDefinition", "Choices", "Digest", "NoticeRules", "Quiet", "Way", "carriers",
    "channels_for", "choices_of", "choose", "gather", "is_meant",
    "notice_kinds", "rules_of", "spread", "tell_apart", "ways", "ways_of", "worded",
]  # fmt: skip
