"""Parts of a definition edited on its page: what is selected, setting by setting, each act kept at once."""

from .acting import Wanted, wanted
from .build import around_of, inspector, is_sound
from .terms import said
from .view_model import Inspector, href_of

__all__ = ["Inspector", "Wanted", "around_of", "href_of", "inspector", "is_sound", "said", "wanted"]
