"""`python -m tts.service`: serve speech until told to stop."""

import logging
import os
import socket
import sys
from collections.abc import Callable
from importlib import import_module

import uvicorn

from tts.service.app import create_app
from tts.service.engines import Engine
from tts.service.limits import BadSetting, Limits

_ENGINES = {"espeak": ("tts.service.engines.espeak", "EspeakEngine")}
_GRACE_SECONDS = 10


def main() -> None:
    """Serve; exits with status 1 and one sentence when a setting or the port is unusable."""
    try:
        limits = Limits.from_environ(os.environ)
        open_engine = _engine(limits.tts_engine)
    except BadSetting as problem:
        sys.exit(str(problem))
    listening = _listening(limits.host, limits.port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    config = uvicorn.Config(
        create_app(open_engine, limits),
        loop="asyncio",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _engine(name: str) -> Callable[[], Engine]:
    """How to open an engine; its packages are imported only when it is the one chosen."""
    if name not in _ENGINES:
        raise BadSetting(f"TTS_ENGINE must be one of {', '.join(_ENGINES)}, not '{name}'.")
    module, factory = _ENGINES[name]

    def open_engine() -> Engine:
        engine: Engine = getattr(import_module(module), factory)()
        return engine

    return open_engine


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        # Listening now, not later, is what makes a port taken by another service an error.
        listening.listen()
    except OSError as problem:
        sys.exit(f"The speech service cannot listen on {host}:{port}: {problem.strerror}.")
    return listening


if __name__ == "__main__":
    main()
