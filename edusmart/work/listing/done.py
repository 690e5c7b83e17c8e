"""What an action of the admin says that it did, and what it left alone."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _


def say_done(
    page: admin.ModelAdmin, request: HttpRequest, done: tuple[str, int], left: tuple[str, int]
) -> None:
    """Say what an action did and what it left alone: "2 stopped, 1 had already ended".

    Each is a sentence with %s for its number, and the number.
    """
    said = sentence_of(done, left)
    page.message_user(request, said, messages.SUCCESS if done[1] else messages.WARNING)


def sentence_of(done: tuple[str, int], left: tuple[str, int]) -> str:
    """Return both parts as one sentence, or the first alone where nothing was left."""
    first, second = (words % number for words, number in (done, left))
    return (
        _("%(first)s, %(second)s.") % {"first": first, "second": second} if left[1] else f"{first}."
    )


def say_stopped(page: admin.ModelAdmin, request: HttpRequest, stopped: int, of: int) -> None:
    """Say how many of the rows were stopped."""
    say_done(page, request, (_("%s stopped"), stopped), (_("%s had already ended"), of - stopped))
