"""The world outside: the one guarded way to it for every address that an admin or a person wrote."""

from .addresses import allowed_by
from .errors import NotReached, keepable
from .http import HttpAnswer, HttpCall
from .line import Line
from .outside import Outside

__all__ = ["HttpAnswer", "HttpCall", "Line", "NotReached", "Outside", "allowed_by", "keepable"]
