"""What a file is, by its content and never by what its name or its sender says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import puremagic

BYTES = "application/octet-stream"
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "image": ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/heic"),
    "pdf": ("application/pdf",),
    "document": (
        "application/msword", "application/vnd.oasis.opendocument.text", "application/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "sheet": (
        "application/vnd.ms-excel", "application/vnd.oasis.opendocument.spreadsheet", "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "slides": (
        "application/vnd.ms-powerpoint", "application/vnd.oasis.opendocument.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "text": ("text/plain", "text/csv", "application/json", "text/markdown"),
    "archive": ("application/zip", "application/x-7z-compressed", "application/x-rar-compressed", "application/gzip"),
    "audio": ("audio/mpeg", "audio/wav", "audio/x-wav", "audio/ogg", "audio/mp4", "audio/amr", "audio/aac"),
    "video": ("video/mp4", "video/quicktime", "video/webm", "video/x-msvideo"),
}  # fmt: skip
EXTENSIONS: Mapping[str, str] = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff", "heic": "image/heic", "pdf": "application/pdf",
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "docx": FAMILIES["document"][3], "xlsx": FAMILIES["sheet"][3], "pptx": FAMILIES["slides"][2],
    "odt": FAMILIES["document"][1], "ods": FAMILIES["sheet"][1], "odp": FAMILIES["slides"][1], "rtf": "application/rtf",
    "csv": "text/csv", "txt": "text/plain", "md": "text/markdown", "json": "application/json", "log": "text/plain",
    "zip": "application/zip", "7z": "application/x-7z-compressed", "rar": "application/x-rar-compressed",
    "gz": "application/gzip", "mp3": "audio/mpeg", "wav": "audio/wav", "ogg": "audio/ogg", "m4a": "audio/mp4",
    "amr": "audio/amr", "aac": "audio/aac", "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "avi": "video/x-msvideo",
}  # fmt: skip
# What runs when somebody opens it, by its first bytes or by the name a system goes by.
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"#!", b"L\x00\x00\x00\x01")
RUNNING = frozenset([
    "apk", "app", "bash", "bat", "chm", "cmd", "com", "cpl", "desktop", "dll", "exe", "hta", "htm", "html", "img",
    "inf", "iso", "jar", "js", "jse", "lnk", "msi", "msp", "php", "pl", "ps1", "psm1", "py", "reg", "scr", "sh",
    "shtml", "svg", "swf", "url", "vbe", "vbs", "vhd", "wsf", "wsh", "xhtml", "xml", "xsl",
])  # fmt: skip
# Office files are archives or boxes of the same shape: which of them it is, only the name can say.
BOXES = {"application/zip": "zip", "application/x-ole-storage": "ole"}
IN_BOX = {
    "zip": ("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"),
    "ole": ("doc", "xls", "ppt"),
}
TEXTS = ("csv", "txt", "md", "json", "log", "rtf")
ALIKE = {
    "image/jpg": "image/jpeg", "image/x-ms-bmp": "image/bmp", "audio/x-wav": "audio/wav", "video/x-m4v": "video/mp4",
}  # fmt: skip


def extension_of(name: str) -> str:
    """The part of a name behind its last dot, in small letters."""
    return Path(name).suffix.removeprefix(".").lower()


def runs(name: str, head: bytes) -> bool:
    """Whether the file is a program, or would be taken for one by its name."""
    return head.startswith(PROGRAMS) or any(part in RUNNING for part in name.lower().split(".")[1:])


def sniff(name: str, head: bytes) -> str:
    """The type that the first bytes show; a box of known shape is the kind that its name says, if it can be one."""
    extension = extension_of(name)
    if head.startswith(b"PK\x03\x04"):
        return EXTENSIONS[extension] if extension in IN_BOX["zip"] else "application/zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return EXTENSIONS[extension] if extension in IN_BOX["ole"] else BYTES
    found = _by_signature(head, least=0.4)
    if found is None and _is_text(head):
        return EXTENSIONS[extension] if extension in TEXTS else "text/plain"
    return found or _by_signature(head, least=0.1) or BYTES


def is_disguised(name: str, type: str) -> bool:
    """Whether the name promises something else than what the content is."""
    promised = EXTENSIONS.get(extension_of(name))
    return promised is not None and promised != type and family_of(promised) != family_of(type)


def family_of(type: str) -> str | None:
    """What people call a type: image, sheet, archive."""
    return next((family for family, types in FAMILIES.items() if type in types), None)


def _by_signature(head: bytes, *, least: float) -> str | None:
    """Signatures of two or three bytes are asked last: a text may begin with them."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, EOFError):
        return None
    known = (ALIKE.get(match.mime_type, match.mime_type) for match in matches if match.confidence >= least)
    return next((type for type in known if family_of(type) and not type.startswith("text/")), None)


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return head.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-8", "gb18030"):
        try:
            head[: len(head) - len(head) % 2 or None].decode(encoding, errors="strict")
            return True
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 4:  # a sign that the end of the piece cut through
                return True
    return False
