"""The usual way to do it, for comparison: a Channels group over channels_redis' pub/sub layer.

An ASGI application for daphne (BENCH_REDIS names its Redis); `python -m bench.parts.layer CHANGES PAUSE`
sends to it.
"""

import json
import os
import sys
import time
from typing import Any

import django
from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter
from django.conf import settings

GROUP = "story"

if not settings.configured:
    settings.configure(
        SECRET_KEY="bench",
        CHANNEL_LAYERS={
            "default": {
                "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
                "CONFIG": {"hosts": [os.environ.get("BENCH_REDIS", "")]},
            }
        },
    )
    django.setup()


class Relay(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Sends on whatever its group is sent."""

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def state(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


application = ProtocolTypeRouter({"websocket": Relay.as_asgi()})


def main() -> None:
    changes, pause = int(sys.argv[1]), float(sys.argv[2])
    send = async_to_sync(get_channel_layer().group_send)
    for rev in range(1, changes + 1):
        row = {"kind": "story", "title": repr(time.time())}
        frame = {"type": "state", "prev": rev, "rev": rev, "rows": [row]}
        send(GROUP, {"type": "state", "text": json.dumps(frame)})
        time.sleep(pause)


if __name__ == "__main__":
    main()
