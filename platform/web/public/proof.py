"""Work that a browser shows before a form is taken: a number that makes a hash begin with so many zeros. Pure.

How much is asked for grows with how many forms come in. A browser without scripts shows patience instead.
"""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from math import ceil, log2

EASY, HARD = 14, 20
# So many within the window are an ordinary day; each doubling asks for twice the work.
ORDINARY, WINDOW = 20, timedelta(minutes=10)
PATIENCE, MORE_PATIENCE = timedelta(seconds=5), timedelta(seconds=8)
NONCE = re.compile(r"[0-9]{1,12}")


def bits_for(recent: int) -> int:
    """How many zeros are asked for, after so many forms in the window."""
    return EASY if recent <= ORDINARY else min(HARD, EASY + ceil(log2(recent / ORDINARY)))


def patience_for(bits: int) -> timedelta:
    """How long a form without proof must have lain open."""
    return PATIENCE + MORE_PATIENCE * max(0, bits - EASY)


def is_solved(key: str, nonce: str, bits: int) -> bool:
    """Whether a number shows the work."""
    if not NONCE.fullmatch(nonce):
        return False
    digest = int.from_bytes(sha256(f"{key}:{nonce}".encode()).digest(), "big")
    return digest >> (256 - bits) == 0
