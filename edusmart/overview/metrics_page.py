"""GET /metrics, for Prometheus: open to whoever has the token of METRICS_TOKEN, and to nobody without one."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from edusmart.overview.metrics import CONTENT_TYPE, metrics_text


@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Return the figures; 401 without the token, and no such page where none is set."""
    if not settings.METRICS_TOKEN:
        raise Http404
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not constant_time_compare(
        token.strip(), settings.METRICS_TOKEN
    ):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(metrics_text(), content_type=CONTENT_TYPE)
