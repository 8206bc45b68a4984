"""Why something could not be done, kept in every language: for whoever reads later what nobody saw happen."""

from __future__ import annotations

from definitions import LANGUAGES, Refused, say
from forms import Invalid


def refusal_words(refused: Refused) -> dict[str, str]:
    """The sentence; of an input that cannot be taken, what is wrong with each field."""
    return {language: _words(refused, language) for language in LANGUAGES}


def _words(refused: Refused, language: str) -> str:
    if not isinstance(refused, Invalid):
        return refused.text(language)
    return say("linking.and", language).join(error.message(language) for error in refused.errors)
