"""The application: routes, state, error handlers and middleware put together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import Any, Final

import redis
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException as StarletteHTTPException

from tts.service.allocator import trim_periodically
from tts.service.engines import auto
from tts.service.engines.protocol import Engine
from tts.service.http import problems
from tts.service.http.api_keys import ApiKeys
from tts.service.http.disconnect import ClientDisconnected
from tts.service.http.fetched import reload_on_change
from tts.service.http.middleware import BodyLimits, RequestMiddleware, is_open
from tts.service.http.openai_bodies import OpenAIProblem
from tts.service.http.routes import job_socket, jobs, openai, pages, speech, status, text, voices
from tts.service.http.service import Service
from tts.service.jobs.queue import JobQueue
from tts.service.settings import Settings
from tts.service.voices.reference_store import ReferenceStore

_REFERENCE: Final = "#/components/schemas/{model}"


def create_app(open_engine: Callable[[], Engine], settings: Settings) -> FastAPI:
    """Build the application; `open_engine` runs in a thread once it starts."""
    service = Service(open_engine, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Not awaited: loading takes long, and /health reports on it meanwhile.
        loading = asyncio.create_task(asyncio.to_thread(service.load))
        trimming = asyncio.create_task(trim_periodically())
        looking = asyncio.create_task(
            reload_on_change(lambda: _voice_paths(settings), service.load)
        )
        yield
        for task in (loading, trimming, looking):
            task.cancel()
        service.close()

    # FastAPI's own documentation pages load scripts from another site; /docs is ours.
    app = FastAPI(
        title="EduSmart speech", version="1", docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.service = service
    app.state.keys = ApiKeys(settings)
    app.state.reference_store = ReferenceStore(settings.voices_dir)
    app.state.job_queue = JobQueue(settings) if settings.redis_url else None
    app.openapi = partial(_schema, app)  # type: ignore[method-assign]
    for module in (speech, status, voices, openai, jobs, job_socket, pages, text):
        app.include_router(module.routes)
    _add_error_handlers(app)
    app.add_middleware(
        RequestMiddleware,
        keys=app.state.keys,
        metrics=service.metrics,
        body_limits=_body_limits(settings),
    )
    return app


def _voice_paths(settings: Settings) -> Sequence[str]:
    """Return where fetched voices appear; none for an engine that is no user of them."""
    if settings.tts_engine == auto.NAME:
        return auto.voice_paths(settings)
    return settings.model_path if settings.tts_engine in ("piper", "kokoro") else ()


def _body_limits(settings: Settings) -> BodyLimits:
    """Return the limits of request bodies: jobs and recordings may be longer than a text."""
    of_jobs = dict.fromkeys(jobs.BODY_PATHS, settings.max_body_bytes(is_job=True))
    by_path = {**of_jobs, voices.PATH: voices.MAX_BODY_BYTES}
    return BodyLimits(by_path, settings.max_body_bytes(is_job=False))


def _add_error_handlers(app: FastAPI) -> None:
    """Register a response for each exception that can leave a route."""
    app.add_exception_handler(RequestValidationError, problems.invalid_request)
    app.add_exception_handler(StarletteHTTPException, problems.http_error)
    app.add_exception_handler(problems.OpenAIError, problems.openai_error)
    app.add_exception_handler(redis.RedisError, jobs.redis_unavailable)
    app.add_exception_handler(ClientDisconnected, problems.client_disconnected)
    app.add_exception_handler(Exception, problems.internal_error)


def _statuses_of_all(path: str, method: str) -> Sequence[int]:
    """Return the statuses that a call gets from what all calls share."""
    if is_open(path):
        return (403, 500)
    return (400, 401, 403, 413, 429, 500, 503, 504) if method == "post" else (401, 403, 500, 503)


def _told(path: str, status: int) -> dict[str, Any]:
    """Return how the document describes an error of this path."""
    name = "OpenAIProblem" if path.startswith(problems.OPENAI_PATHS) else "Problem"
    content = {"application/json": {"schema": {"$ref": _REFERENCE.format(model=name)}}}
    return {"description": HTTPStatus(status).phrase, "content": content}


def _schema(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI schema with every status; without FastAPI's 422: a wrong body gets a 400."""
    if not app.openapi_schema:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        schemas = schema["components"]["schemas"]
        schemas["OpenAIProblem"] = OpenAIProblem.model_json_schema(ref_template=_REFERENCE)
        schemas |= schemas["OpenAIProblem"].pop("$defs")
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                operation["responses"].pop("422", None)
                for status in _statuses_of_all(path, method):
                    operation["responses"].setdefault(str(status), _told(path, status))
        app.openapi_schema = schema
    return app.openapi_schema
