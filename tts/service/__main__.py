"""`python -m tts.service`: serve speech over HTTP until stopped."""

import logging
import os
import socket
import sys

import uvicorn

from tts.service.allocator import configure_allocator
from tts.service.engines.factory import engine_factory
from tts.service.http.app import create_app
from tts.service.settings import BadSetting, Settings

_GRACE_SECONDS = 10
# What a socket is sent is a key: nothing longer is needed.
_FRAME_BYTES = 4096


def main() -> None:
    """Serve; exit with status 1 and one sentence when a setting or the port is unusable."""
    configure_allocator()
    try:
        settings = Settings.from_environ(os.environ)
        open_engine = engine_factory(settings)
    except BadSetting as problem:
        sys.exit(str(problem))
    # Before a model is loaded, so that a port in use is said at once.
    listening = _listening(settings.host, settings.port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    config = uvicorn.Config(
        create_app(open_engine, settings),
        loop="asyncio",
        ws="websockets-sansio",
        ws_max_size=_FRAME_BYTES,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a listening socket; exit with one sentence when the address is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        # uvicorn listens only later: a port in use would not stop the start with a sentence.
        listening.listen()
    except OSError as problem:
        sys.exit(f"The speech service cannot listen on {host}:{port}: {problem.strerror}.")
    return listening


if __name__ == "__main__":
    main()
