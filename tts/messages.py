"""What the voices say in every language, by code: about requests, and on what was not spoken."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What a request may be refused with.
REQUESTS: dict[str, Promise] = {
    "voice": _("There is no such voice. Choose another one."),
    "no_voice": _("There is no such voice. Choose another one."),
    "language": _("Choose one of the languages that are offered."),
    "later": _("Much is being done just now; try again in a moment."),
}

#: Why a row could not be made, or is not made yet: pages that show rows carry these.
ROWS: dict[str, Promise] = {
    "tts_400": _("This text cannot be read aloud."),
    "language_setting": _(
        "Its language is set to one that nobody speaks here. Choose another one, then have it spoken again."
    ),
    "tts_413": _("This text cannot be read aloud."),
    "tts_500": _("The voice stumbled over this text."),
    "not_speech": _("The voice stumbled over this text."),
    "not_audio": _("The voice stumbled over this text."),
    "implausible_audio": _("The voice stumbled over this text."),
    "too_slow": _("The voice took too long over this text."),
    "tts_401": _(
        "The voices are not set up yet. Tell whoever runs this site; then it goes on by itself."
    ),
    "tts_403": _(
        "The voices are not set up yet. Tell whoever runs this site; then it goes on by itself."
    ),
    "not_the_service": _("The service that makes this is away; it goes on by itself."),
}
