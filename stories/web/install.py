"""The web app manifest: what a device shows where the site is installed on it."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

PAPER = "#fbf5e9"  # --paper of tokens.css, which a manifest cannot read


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Return the manifest in the reader's language; it is the same for everybody."""
    content = {
        "name": "EduSmart",
        "short_name": "EduSmart",
        "description": _("EduSmart turns pages into stories you can watch and hear."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "id": "/",
        "scope": "/",
        "start_url": reverse("stories:shelf"),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon("icon-192.png", 192, "any"),
            _icon("icon-512.png", 512, "any"),
            _icon("icon-maskable-512.png", 512, "maskable"),
        ],
    }
    response = JsonResponse(content, content_type="application/manifest+json")
    # It names files whose names change with a release.
    response["Cache-Control"] = "private, no-cache"
    return response


def _icon(name: str, side: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"img/{name}"),
        "sizes": f"{side}x{side}",
        "type": "image/png",
        "purpose": purpose,
    }
