"""503: the site cannot do it now and can in a moment. In JSON for the API, else a page."""

import errno
import sys
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, gettext_lazy, override
from django.views.defaults import server_error

from edusmart.http.rare_lines import is_database_away

RETRY_SECONDS = 5
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
SENTENCE = gettext_lazy("EduSmart is busy just now. Try again in a few seconds.")


def unavailable(request: HttpRequest) -> HttpResponse:
    """Return 503 with Retry-After, in the reader's language. Asks no database."""
    language = get_language_from_request(request)
    response: HttpResponse
    if request.path.startswith("/api/"):
        with override(language):
            response = JsonResponse({"detail": str(SENTENCE), "code": "busy"}, status=503)
    else:
        response = HttpResponse(_page(language), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ["Accept-Language"])
    return response


# Of a thousand who are sent away none costs a template.
@lru_cache
def _page(language: str) -> bytes:
    with override(language):
        return render_to_string("503.html").encode()


def failed(request: HttpRequest) -> HttpResponse:
    """Respond to an error that no view expected: 503 without a database or without space, else 500."""
    error = sys.exc_info()[1]
    no_space = isinstance(error, OSError) and error.errno in NO_SPACE
    if no_space or is_database_away(error):
        return unavailable(request)
    return server_error(request)
