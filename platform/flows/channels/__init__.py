"""The ways by which messages leave the house, as admins set them up; how each carries them is not known here."""

from .definition import ChannelDefinition
from .limits import Limits, next_turn
from .setting_up import Readiness, mail_channel, readiness

__all__ = ["ChannelDefinition", "Limits", "Readiness", "mail_channel", "next_turn", "readiness"]
