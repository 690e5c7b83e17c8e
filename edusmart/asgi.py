"""The ASGI application: HTTP goes to Django, sockets to the live topics."""

import os
import sys

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edusmart.settings")
http = get_asgi_application()

from edusmart.live import routing  # noqa: E402 - models need the app registry

# Another server brings bounds of its own.
if "daphne.server" in sys.modules:
    from edusmart.http.access_log import replace_daphnes_log
    from edusmart.http.request_body import bound_bodies

    bound_bodies()
    replace_daphnes_log()

application = ProtocolTypeRouter({"http": http, "websocket": routing.router()})
