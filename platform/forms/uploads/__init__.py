"""What a file that somebody sends is called and is, and a small picture of it; nothing is stored here."""

from .kinds import FAMILIES, extension_of, family_of, is_disguised, runs, sniff
from .names import safe_name
from .pictures import NoPicture, Picture, look_at

__all__ = [
    "FAMILIES", "NoPicture", "Picture", "extension_of", "family_of", "is_disguised", "look_at", "runs", "safe_name",
    "sniff",
]  # fmt: skip
