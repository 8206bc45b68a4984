"""The keys of sensitive fields: from LEADWRIGHT_FIELD_KEYS, else from a file beside the database; never in it.

A value is encrypted with AES-256-SIV (RFC 5297), which needs no nonce: equal texts are equal once encrypted, and that
is how they are found, and how duplicates of them are. Nothing else can be asked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import Connection

from definitions import Refused

from . import settings
from .engine.sealed import MARK, Sealed

VARIABLE = "LEADWRIGHT_FIELD_KEYS"
FILE_NAME = "field.keys"
KNOWN = "field_keys"  # the setting that remembers the ids of keys, never keys
BYTES = 32


class KeyMissing(Refused):
    """A value cannot be encrypted or opened, as its key is not there; whoever runs the server can help."""

    status = 503


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key, and the cipher whose key is derived from it."""

    id: str
    written: str
    cipher: AESSIV

    @classmethod
    def of(cls, secret: bytes) -> Key:
        """The id says which key it is, and nothing about it."""
        derived = hmac.digest(secret, b"leadwright cipher", "sha512")
        id = hashlib.sha256(b"leadwright id" + secret).hexdigest()[:8]
        return cls(id, base64.urlsafe_b64encode(secret).decode(), AESSIV(derived))

    def seal(self, text: str) -> Sealed:
        """The text, encrypted; the same text gives the same."""
        body = base64.urlsafe_b64encode(self.cipher.encrypt(text.encode(), [self.id.encode()]))
        return Sealed(f"{MARK}{self.id}.{body.decode().rstrip('=')}")

    def open(self, sealed: Sealed) -> str:
        """The text again."""
        written = sealed[len(MARK) + 9 :]
        body = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
        return self.cipher.decrypt(body, [self.id.encode()]).decode()


class _Place:
    """Where this process finds its key file: what `Workspace` says, set once when it opens."""

    folder = Path("var")


def use_folder(folder: Path) -> None:
    """Say where the data folder is."""
    _Place.folder = folder


def file_path() -> Path:
    """Where the key file is, or would be."""
    return _Place.folder / FILE_NAME


def from_environment() -> bool:
    """Whether whoever runs the server gave the keys, so that no file is asked."""
    return bool(os.environ.get(VARIABLE))


def ring() -> Mapping[str, Key]:
    """All keys by id; the first one encrypts."""
    given = os.environ.get(VARIABLE)
    if given:
        return _read(given, VARIABLE)
    path = file_path()
    try:
        stamp = path.stat()
    except OSError:
        return {}
    return _read_file(path, stamp.st_mtime_ns, stamp.st_size)


def current() -> Key:
    """The key that encrypts; KeyMissing where there is none."""
    known = ring()
    if not known:
        raise KeyMissing("field_keys.none", variable=VARIABLE, path=str(file_path()))
    return next(iter(known.values()))


def seal(text: str) -> Sealed:
    """Encrypt a text with the first key."""
    return current().seal(text)


def open_sealed(sealed: Sealed) -> str:
    """The plain text; KeyMissing where its key is not known, or the value is not whole."""
    key = ring().get(sealed.key_id)
    if key is None:
        raise KeyMissing("field_keys.unknown", id=sealed.key_id, variable=VARIABLE, path=str(file_path()))
    try:
        return key.open(sealed)
    except (InvalidTag, binascii.Error, UnicodeDecodeError) as error:
        raise KeyMissing("field_keys.damaged", id=sealed.key_id) from error


def newest(sealed: Sealed) -> Sealed:
    """The same value under the key that encrypts now; where its key is not known, as it is."""
    known = ring()
    if not known or next(iter(known)) == sealed.key_id or sealed.key_id not in known:
        return sealed
    return seal(open_sealed(sealed))


def in_every_key(sealed: Sealed) -> tuple[Sealed, ...]:
    """How the same text may be stored while values lie under several keys."""
    known = ring()
    if sealed.key_id not in known or len(known) == 1:
        return (sealed,)
    text = open_sealed(sealed)
    return tuple(key.seal(text) for key in known.values())


def remembered(connection: Connection) -> tuple[str, ...]:
    """The ids of the keys that values of this database were encrypted with."""
    return tuple(settings.get(connection, KNOWN) or ())


def remember(connection: Connection, *ids: str) -> None:
    """Keep the ids, so that another machine without these keys does not begin with one of its own."""
    settings.put(connection, KNOWN, sorted({*remembered(connection), *ids}))


def ensure(connection: Connection) -> None:
    """See that there is a key before the first value is encrypted; the file is made only for a new database."""
    if not ring():
        if known := remembered(connection):
            raise KeyMissing("field_keys.unknown", id=", ".join(known), variable=VARIABLE, path=str(file_path()))
        _write_file([new_key()], exclusive=True)
    remember(connection, current().id)


def new_key() -> Key:
    """A key nobody has."""
    return Key.of(secrets.token_bytes(BYTES))


def add_to_file(connection: Connection) -> Key:
    """Put a new key before the others of the file: from now on it encrypts."""
    key = new_key()
    remember(connection, key.id)
    _write_file([key, *ring().values()])
    return key


def forget_in_file(ids: frozenset[str]) -> None:
    """Take keys out of the file that no value needs any more."""
    _write_file([key for id, key in ring().items() if id not in ids])


def _write_file(written: list[Key], *, exclusive: bool = False) -> None:
    """Readable by its owner only, and whole at every moment."""
    path = file_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{key.written}\n" for key in written)
        file.flush()
        os.fsync(file.fileno())
    try:
        if exclusive:
            os.link(beside, path)
            return
        os.replace(beside, path)
    except FileExistsError:  # another process was faster: its key is the one
        pass
    finally:
        beside.unlink(missing_ok=True)


@lru_cache(maxsize=8)
def _read_file(path: Path, _stamp: int, _size: int) -> Mapping[str, Key]:
    return _read(path.read_text("ascii", "replace"), str(path))


@lru_cache(maxsize=8)
def _read(text: str, place: str) -> Mapping[str, Key]:
    found: dict[str, Key] = {}
    for number, written in enumerate(text.replace(",", " ").split(), 1):
        try:
            secret = base64.b64decode(written.replace("-", "+").replace("_", "/"), validate=True)
        except (binascii.Error, ValueError):
            secret = b""
        if len(secret) != BYTES:
            raise KeyMissing("field_keys.not_a_key", n=number, place=place)
        key = Key.of(secret)
        found[key.id] = key
    return found
