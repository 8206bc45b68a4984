"""Passwords: what is good enough, and Argon2 hashes of them."""

from __future__ import annotations

from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from definitions import Reason, Refused

SHORTEST, LONGEST = 8, 200

# The second recommended setting of OWASP: 19 MiB, two rounds; 20 sign-ins at once stay below 400 MiB.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# A hash nobody knows the password of, so that an unknown login takes as long as a known one.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$QwV0ycoIcUZCoOE+vuJmzg$Eq7dxPR1jO/1hy8FClKJ9/w7blcvdnWNB2yK+ksMmQw"
_COMMON = """
    password passw0rd password1 password123 p@ssw0rd p@ssword qwertyui qwertyuiop qwerty123 1q2w3e4r 1qaz2wsx q1w2e3r4
    asdfghjkl zxcvbnm1 iloveyou woaini1314 woaini520 5201314520 1314520520 admin123 admin888 administrator welcome1
    welcome123 letmein123 abcd1234 abc12345 a1234567 a12345678 aa123456 aa12345678 qq123456 qq123456789 wang1234
    zhang123 123456abc 123456qq 1234qwer qwer1234 12341234 12344321 88888888 66668888 changeme leadwright
"""
_RUNS = "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm"


def hashed(password: str, *, about: Iterable[str] = ()) -> str:
    """The hash to store; a password that is too easy to guess is refused in words."""
    weakness = weakness_of(password, about=about)
    if weakness is not None:
        raise WeakPassword(weakness)
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; takes the same time where none is stored."""
    try:
        right = _HASHER.verify(stored or _NOBODY, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(stored)


def rehashed(password: str) -> str:
    """A new hash of a password that was right a moment ago."""
    return _HASHER.hash(password)


def weakness_of(password: str, *, about: Iterable[str] = ()) -> Reason | None:
    """Why a password is not good enough, or None; `about` are words an attacker would try first."""
    if len(password) < SHORTEST:
        return Reason("accounts.password_short", {"least": SHORTEST})
    if len(password) > LONGEST:
        return Reason("accounts.password_long", {"most": LONGEST})
    plain = password.casefold()
    if plain in _COMMON.split() or len(set(plain)) < 4 or plain in _RUNS:
        return Reason("accounts.password_common")
    if any(word and len(word) > 2 and word.casefold() in plain and len(plain) - len(word) < 5 for word in about):
        return Reason("accounts.password_personal")
    return None


class WeakPassword(Refused):
    """A password that is too easy to guess; `reason` says how."""

    status = 422

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code, **reason.params)
        self.reason = reason
