"""Forms for visitors: nobody signs in, nothing needs a script, and a signed token stands for the session."""

from .sheet import PublicSheet, sheet_of
from .token import Expired, FormToken, TooFast, issue, read

__all__ = ["Expired", "FormToken", "PublicSheet", "TooFast", "issue", "read", "sheet_of"]
