"""Stories on a device without a connection: the service worker, and the page that lists what is kept."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

# Not served as a static file: a worker's scope is the folder of its address.
WORKER = "js/offline/worker.js"
# What the offline page needs; everything a kept story needs is kept with it.
SHELL = (
    *(f"css/{name}.css" for name in ("tokens", "base", "components", "shelf")),
    *(f"js/pages/{name}.js" for name in ("site", "offline")),
    *(f"js/ui/{name}.js" for name in ("dom", "format", "size", "storage", "texts")),
    "js/offline/offline-stories.js",
    *(f"img/{name}.svg" for name in ("icons", "mark", "hills")),
)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker, from the root because its scope is the whole site. It holds no
    personal data."""
    return HttpResponse(
        _worker(),
        content_type="text/javascript; charset=utf-8",
        # Asked for again at each visit, or a broken worker would stay for as long as it is cached.
        headers={"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"},
    )


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Return the same page for every user: what is kept is known on the device only."""
    return render(request, "stories/offline.html")


# Its files change only with a release, which starts new processes.
@cache
def _worker() -> str:
    shell = [reverse("stories:offline"), *(static(name) for name in SHELL)]
    source = next(
        path.read_text()
        for folder in settings.STATICFILES_DIRS
        if (path := Path(folder) / WORKER).exists()
    )
    # Of the source and of the names, which hold the files' digests: the browser installs a worker that
    # differs.
    version = hashlib.sha256(json.dumps([shell, source]).encode()).hexdigest()[:12]
    return f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n{source}"
