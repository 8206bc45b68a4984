"""Pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from .attachment import ONE, PHOTO, Attachment
from .base import Example, ValueRefused, field_type

SHOWN_BY_BROWSERS = ("image/png", "image/jpeg", "image/gif", "image/webp")


@field_type("image")
@dataclass(frozen=True)
class ImageField(Attachment):
    """Uploaded pictures that a browser can show; each has a small copy."""

    icon: ClassVar = "photo"
    family: ClassVar = "file"
    control: ClassVar = "image"
    cell: ClassVar = "pictures"
    options: ClassVar = {name: Attachment.options[name] for name in ("most", "max_size")}
    examples: ClassVar = (
        Example("k2", [PHOTO], shown={"zh": "a.png", "en": "a.png"}),
        Example(["k2", "k2"], [PHOTO]),
        Example(ONE["key"], refused="no_picture"),
        Example("k9", refused="no_such_file"),
    )

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(**{name: options[name] for name in ("most", "max_size") if name in options})

    def fits(self, name: str, type: str, size: int) -> None:
        if type not in SHOWN_BY_BROWSERS:
            raise ValueRefused("no_picture", name=name)
        super().fits(name, type, size)

    def input_options(self) -> dict[str, Any]:
        return {**super().input_options(), "accept": ",".join(SHOWN_BY_BROWSERS)}
