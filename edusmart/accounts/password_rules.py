"""What a password must be like beside Django's own rules: long enough, and none of the words at hand."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from edusmart.accounts.models import User

PUPILS_LENGTH = 8
#: Of who may see children's work: staff and editors.
LENGTH = 12
LONGEST = 256  # more would only be hashed for longer
SHORTEST_WORD = 4  # shorter names are in too many words


class RoleAndWordsValidator:
    """No rules about kinds of characters: length and surprise are what counts (ASVS 6.2)."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with the sentence for whoever chooses the password."""
        least = LENGTH if user is not None and user.pk and _sees_others(user) else PUPILS_LENGTH
        if len(password) < least:
            sentence = _("With your rights a password needs at least {n} characters.")
            raise ValidationError(sentence.format(n=least), code="password_too_short")
        if len(password) > LONGEST:
            sentence = _("A password has at most {n} characters.")
            raise ValidationError(sentence.format(n=LONGEST), code="password_too_long")
        plain = password.casefold()
        if any(word in plain for word in _words_at_hand(user)):
            sentence = _("Leave your name and the name of this site out of the password.")
            raise ValidationError(sentence, code="password_words")

    def get_help_text(self) -> str:
        return _("Leave your name and the name of this site out of the password.")


def _sees_others(user: User) -> bool:
    return user.is_superuser or user.is_staff or user.is_editor


def _words_at_hand(user: User | None) -> set[str]:
    names = ["edusmart", *(urlsplit(settings.PUBLIC_URL).hostname or "").split(".")]
    if user is not None:
        names += [user.username, user.first_name, user.last_name, user.email.partition("@")[0]]
    words = {word for name in names for word in (name, *re.split(r"[\W_]+", name))}
    return {word.casefold() for word in words if len(word) >= SHORTEST_WORD}
