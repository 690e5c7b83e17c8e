"""The admin's page about files: where they are kept, and how much space each kind takes."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from edusmart.media import files
from edusmart.media.storage import in_use


def storage_page(request: HttpRequest) -> HttpResponse:
    """For staff; sums of the rows, nothing is asked of the storage."""
    kinds = [{"name": kind.name, "sized": bool(kind.size), **kind.used()} for kind in files.kinds()]
    context = {
        **admin.site.each_context(request),
        "title": _("Storage"),
        "where": in_use().where(),
        "because": settings.FILE_STORAGE.because,
        "kinds": kinds,
        "files": sum(kind["files"] for kind in kinds),
        "bytes": sum(kind["bytes"] for kind in kinds),
    }
    return render(request, "admin/storage.html", context)
