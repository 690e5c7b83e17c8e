"""Wiring: HTTP to Django, sockets to the live topics."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edusmart.settings")
http = get_asgi_application()

from briefs.sockets import BriefSocket, JobSocket  # noqa: E402 - models need the app registry
from edusmart.live.unknown_route import unknown_route  # noqa: E402
from stories.sockets import StorySocket  # noqa: E402

sockets = URLRouter(
    [
        path("ws/story/<uuid:story_id>/", StorySocket.as_asgi()),
        path("ws/brief/<int:brief_id>/", BriefSocket.as_asgi()),
        path("ws/brief/audio/<int:job_id>/", JobSocket.as_asgi()),
        path("<path:rest>", unknown_route),  # type: ignore[arg-type]
        path("", unknown_route),  # type: ignore[arg-type]
    ]
)
application = ProtocolTypeRouter({"http": http, "websocket": sockets})
