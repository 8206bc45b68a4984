"""A telephone number that could be called."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type
from .text import tidy

NOISE = re.compile(r"[\s()\-./·]+")
# New prefixes are opened more often than number plans are updated, so any 1[3-9] mobile of the right length is taken.
CN_MOBILE = re.compile(r"(?:\+86|0086|86)?(1[3-9]\d{9})")
CN_MOBILE_START = re.compile(r"(?:\+86|0086)?(1[3-9]\d*)")
CN_MOBILE_DIGITS = 11
STORED_CN_MOBILE = re.compile(r"\+86(1[3-9]\d)(\d{4})(\d{4})")
TAIL = 8
MADE_UP = {
    "".join(str((first + step * place) % 10) for place in range(TAIL)) for first in range(10) for step in (0, 1, -1)
}
LENGTHS = {ValidationResult.TOO_SHORT: "phone_short", ValidationResult.TOO_LONG: "phone_long"}


def looks_made_up(national: str) -> bool:
    """13800000000, 13812345678, 13887654321: a tail of eight equal or consecutive digits."""
    return national[-TAIL:] in MADE_UP


@field_type("phone")
@dataclass(frozen=True)
class Phone(FieldType):
    """A number kept as +8613812345670, shown as 138 1234 5670, masked as 138****5670."""

    icon: ClassVar = "phone"
    family: ClassVar = "contact"
    operators: ClassVar = ("contains", "is", "is_not", "filled", "empty")
    control: ClassVar = "tel"
    inputmode: ClassVar = "tel"
    autocomplete: ClassVar = "tel"
    searchable: ClassVar = True
    options: ClassVar = {
        "region": {"enum": sorted(phonenumbers.SUPPORTED_REGIONS)},
        "mobile": {"type": "boolean"},
        "allow_fake": {"type": "boolean"},
    }
    examples: ClassVar = (
        Example("138 1234 5670", "+8613812345670", shown={"zh": "138 1234 5670", "en": "138 1234 5670"}),
        Example("１３８-1234-5670", "+8613812345670"),
        Example("+86 13812345670", "+8613812345670"),
        Example(13812345670, "+8613812345670"),
        Example("0514-87651235", "+8651487651235"),
        Example("+1 415 555 2671", "+14155552671", shown={"zh": "+1 415-555-2671", "en": "+1 415-555-2671"}),
        Example("(415) 555-2671", "+14155552671", options={"region": "US"}),
        Example("1381234567", refused="mobile_short"),
        Example("138123456701", refused="mobile_long"),
        Example("138", refused="mobile_short"),
        Example("12345", refused="phone_short"),
        Example("phone me", refused="not_a_phone"),
        Example("1381234567x", refused="not_a_phone"),
        Example("13800000000", refused="fake_phone"),
        Example("13812345678", refused="fake_phone"),
        Example("0514-87651235", refused="not_mobile", options={"mobile": True}),
        Example("13800000000", "+8613800000000", options={"allow_fake": True}),
        Example("99999999999", refused="no_such_phone"),
    )

    region: str = "CN"
    mobile: bool = False
    allow_fake: bool = False

    def parse(self, raw: Any, context: Context) -> str:
        text = tidy(raw)
        text = NOISE.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text))
        if self.region == "CN":
            found = CN_MOBILE.fullmatch(text)
            if found and text.isascii():
                return f"+86{found[1]}"
            self.refuse_wrong_length(text)
        return self.parse_any(text)

    def refuse_wrong_length(self, text: str) -> None:
        """Say how many digits a Chinese mobile lacks: the commonest mistake deserves the most exact sentence."""
        found = CN_MOBILE_START.fullmatch(text)
        if not found:
            return
        missing = CN_MOBILE_DIGITS - len(found[1])
        if missing > 0:
            raise ValueRefused("mobile_short", n=missing, length=CN_MOBILE_DIGITS)
        if missing < 0:
            raise ValueRefused("mobile_long", n=-missing, length=CN_MOBILE_DIGITS)

    def parse_any(self, text: str) -> str:
        if not re.fullmatch(r"\+?[0-9]{1,20}", text):
            raise ValueRefused("not_a_phone")
        try:
            number = phonenumbers.parse(text, self.region)
        except NumberParseException as error:
            short = error.error_type in (NumberParseException.TOO_SHORT_NSN, NumberParseException.TOO_SHORT_AFTER_IDD)
            raise ValueRefused("phone_short" if short else "not_a_phone") from None
        reason = phonenumbers.is_possible_number_with_reason(number)
        if reason in LENGTHS:
            raise ValueRefused(LENGTHS[reason])
        if not phonenumbers.is_valid_number(number):
            raise ValueRefused("no_such_phone" if len(text) > 6 else "phone_short")
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)

    def validate(self, value: str) -> None:
        if self.mobile and not is_mobile(value):
            raise ValueRefused("not_mobile")
        if not self.allow_fake and looks_made_up(value):
            raise ValueRefused("fake_phone")

    def show(self, value: str, context: Context) -> str:
        found = STORED_CN_MOBILE.fullmatch(value)
        if found:
            return " ".join(found.groups())
        return national(value, self.region)

    def masked(self, value: str | None) -> str:
        """Enough to recognise, too little to call."""
        if not value:
            return ""
        found = STORED_CN_MOBILE.fullmatch(value)
        if found:
            return f"{found[1]}****{found[3]}"
        digits = value.lstrip("+")
        return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 7 else "****"

    def raw(self, value: str | None, context: Context = EMPTY_CONTEXT) -> str:
        return self.display(value, context)

    def href(self, value: str | None) -> str | None:
        return f"tel:{value}" if value else None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 40}


def is_mobile(value: str) -> bool:
    if STORED_CN_MOBILE.fullmatch(value):
        return True
    kind = phonenumbers.number_type(phonenumbers.parse(value))
    return kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def national(value: str, region: str) -> str:
    """As dialled at home, or with the country code where it is another country's."""
    try:
        number = phonenumbers.parse(value)
    except NumberParseException:
        return value
    home = number.country_code == phonenumbers.country_code_for_region(region)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)
