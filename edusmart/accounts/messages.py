"""The registry of messages: for each code a sentence in every language; each app registers its own.

What is raised or written on a row says it in English and precisely, with its numbers. A message says it
for readers of other languages, one for each code (decision 008).
"""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_requests: dict[str, Promise] = {}
_rows: dict[str, Promise] = {}


def register(requests: Mapping[str, Promise], rows: Mapping[str, Promise] | None = None) -> None:
    """Add an app's messages by code: of refused requests, and of rows that were not made.

    Call it in `AppConfig.ready()`. Raises ValueError for a code that has another sentence already.
    """
    for messages, more in ((_requests, requests), (_rows, rows or {})):
        for code, message in more.items():
            known = messages.setdefault(code, message)
            if known is not message:
                raise ValueError(f"the code {code} has two messages: {known} / {message}")


def message_for(code: str, sentence: str) -> str:
    """Return the message in the active language; in English the sentence, which is more precise."""
    if _is_english():
        return sentence
    return str(_requests.get(code) or _rows.get(code) or sentence)


def messages_by_code(requests: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the messages of rows for a page in another language than English; none for English.

    Args:
        requests: codes of requests that rows carry too, as nobody was there to be refused.
    """
    if _is_english():
        return []
    known = _rows | {code: _requests[code] for code in requests}
    return [(code, str(message)) for code, message in known.items()]


def every_message() -> dict[str, Promise]:
    """Return all registered messages by code."""
    return _rows | _requests


def _is_english() -> bool:
    return (get_language() or "en").startswith("en")


# Codes of the engine: several apps raise them, so that each is worded to fit all of them.
register(
    requests={
        "invalid": _("Something about this request is not right."),
        "sign_in": _("You have been signed out. Sign in and try again."),
        "set_password": _("Set a password of your own first."),
        "token_scope": _("This token may not do this."),
        "second_factor": _("Sign in with your second factor first."),
        "not_allowed": _("You may not do this. Ask a teacher."),
        "stale_page": _("This page was open too long. Load it again, then try once more."),
        "unreadable": _("This request cannot be read. Check its address and headers."),
        "no_call": _("There is no such address in this API; see /api/docs."),
        "wrong_method": _("This address has other methods; Allow names them."),
        "broke": _("Something went wrong here, and is written down. Try again."),
        "damaged_form": _("The form did not arrive whole. Please send it again."),
        "too_big": _("This file is too large. Choose a smaller one."),
        "quota": _("This is more than is allowed in one day. Come back tomorrow."),
        "people_empty": _(
            "Write a first line with the columns, and one person on each line after it."
        ),
        "people_columns": _(
            "Line 1 has to name the columns: name, and if you like username, group and class."
        ),
        "people_long": _("This list is too long. Import it in parts."),
        "people_passwords": _(
            "Too many people for passwords at once. Import the list in parts, or without passwords."
        ),
        "people_unreadable": _(
            "This file is not text in UTF-8. Save it as “CSV UTF-8”, or paste its lines."
        ),
        "people_line": _(
            "Something in this table is not right. Look at it first; nothing was imported."
        ),
        "storage": _("Nothing can be stored just now; please try again soon."),
    },
    rows={
        "failed": _("Something went wrong while making this."),
        "crashed": _("It stopped unexpectedly several times; please try again."),
        "gone": _("It is not there any more."),
        "rate_limited": _("Much is being done just now; it goes on by itself."),
        "unavailable": _("The service that makes this is away; it goes on by itself."),
        "too_long": _("This is too long. Make it shorter."),
        "refused": _("This cannot be made."),
        "waiting": _("Much is being done just now; it goes on by itself."),
        "being_made": _("This is being made already; it goes on by itself."),
    },
)
