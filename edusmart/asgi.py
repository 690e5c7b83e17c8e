"""The ASGI application: HTTP goes to Django, sockets to the live topics."""

import os
import sys
from importlib import import_module

import django
from channels.routing import ProtocolTypeRouter

from edusmart.machine.garbage import leave_what_is_there, search_rarely

search_rarely()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edusmart.settings")
django.setup(set_prefix=False)

from edusmart.database_pool import pool_connections  # noqa: E402 - needs the settings
from edusmart.http.body_file import Handler  # noqa: E402 - needs the settings
from edusmart.http.places import Places  # noqa: E402 - needs the settings
from edusmart.live import routing  # noqa: E402 - models need the app registry
from edusmart.operating.health import Alive  # noqa: E402 - needs the settings

pool_connections()

# Another server brings bounds of its own.
if "daphne.server" in sys.modules:
    from edusmart.http.access_log import replace_daphnes_log
    from edusmart.http.request_body import bound_bodies
    from edusmart.http.request_head import say_what_is_wrong

    # The event loop gives its turn away with each read and write of a body, and waits this long (seconds; by
    # default 0.005) for each thread that works: while pictures were sent that was most of its time.
    sys.setswitchinterval(0.0005)
    bound_bodies()
    say_what_is_wrong()
    replace_daphnes_log()

# Else the first request would wait for them.
import_module("edusmart.urls")
leave_what_is_there()

application = ProtocolTypeRouter({"http": Alive(Places(Handler())), "websocket": routing.router()})
