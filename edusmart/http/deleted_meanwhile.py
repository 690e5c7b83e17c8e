"""404 with one sentence where a row went between being looked up and being changed."""

import logging
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from edusmart.http.responses import API
from edusmart.live.models import TopicGone

log = logging.getLogger(__name__)

FOREIGN_KEY = "23503"  # the state of SQL
Handler = Callable[[HttpRequest], HttpResponseBase]


def deleted_meanwhile_middleware(get_response: Handler) -> Handler:
    """Say so where somebody deleted what a request is about while it was at work.

    Here and not in each action: whatever looks something up can lose it, and the transaction of the act
    has already taken back what it had done.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    respond.process_exception = _process_exception  # type: ignore[attr-defined]
    return respond


def _process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if not _is_of_a_deleted_row(error):
        return None
    # With the trace: it may be a fault of ours after all.
    log.warning("a row went while a request was at work", exc_info=error)
    sentence = _("Somebody deleted this just now. Nothing was changed.")
    if request.path.startswith(API):
        body = {"detail": sentence, "code": "deleted_meanwhile"}
        return JsonResponse(body, status=404)
    return render(request, "404.html", {"sentence": sentence}, status=404)


def _is_of_a_deleted_row(error: Exception) -> bool:
    if isinstance(error, ObjectDoesNotExist | TopicGone):
        return True
    if isinstance(error, IntegrityError):
        state = getattr(error.__cause__, "sqlstate", "")
        return state == FOREIGN_KEY or "FOREIGN KEY constraint failed" in str(error)
    # Of a row that is saved and is no longer there.
    return isinstance(error, DatabaseError) and "did not affect any rows" in str(error)
