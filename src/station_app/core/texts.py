"""Every text a user sees goes through _(), so that another language can be added without touching the source."""

import gettext

_translation: gettext.NullTranslations = gettext.NullTranslations()


def _(text: str) -> str:
    """The text in the user's language; the source text is Simplified Chinese."""
    return _translation.gettext(text)
