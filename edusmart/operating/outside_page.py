"""The admin's page about services: to whom this installation speaks, and what they are sent."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from edusmart.operating.outside import services


def outside_page(request: HttpRequest) -> HttpResponse:
    """For staff; made from the settings. Those who say how they are, are asked."""
    context = {
        **admin.site.each_context(request),
        "title": _("Services"),
        "services": [(it, it.answers() if it.answers else None) for it in services()],
        "allowed": settings.OUTSIDE_SERVICES,
        "metrics_open": bool(settings.METRICS_TOKEN),
    }
    return render(request, "admin/outside.html", context)
