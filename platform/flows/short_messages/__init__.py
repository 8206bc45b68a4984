"""Short messages and those who get them: who wants none, what they answer, what the gateway said."""

from . import history  # noqa: F401  how the history tells of them
from .fate import tell_fate
from .hearing import hear
from .opting import SMS, allow_again, phone_fields, silenced_numbers, stop, wants_none

__all__ = ["SMS", "allow_again", "hear", "phone_fields", "silenced_numbers", "stop", "tell_fate", "wants_none"]
