"""The HTTP face of the service, put together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import redis
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException as StarletteHTTPException

from tts.service.allocator import give_back
from tts.service.engines.protocol import Engine
from tts.service.http import problems
from tts.service.http.api_keys import Keys
from tts.service.http.disconnect import CallerGone
from tts.service.http.middleware import BodyLimits, Gate
from tts.service.http.routes import job_socket, jobs, openai, pages, speech, status, voices
from tts.service.http.service import Service
from tts.service.jobs.queue import JobDesk
from tts.service.settings import Limits
from tts.service.voices.reference_store import Adoption


def create_app(open_engine: Callable[[], Engine], limits: Limits) -> FastAPI:
    """The application; the engine is opened in the background once it starts."""
    service = Service(open_engine, limits)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = asyncio.create_task(asyncio.to_thread(service.load))
        giving_back = asyncio.create_task(give_back())
        yield
        for task in (loading, giving_back):
            task.cancel()
        service.close()

    # FastAPI's pages for reading the schema fetch scripts from elsewhere, so they stay off.
    app = FastAPI(
        title="EduSmart speech", version="1", docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.service = service
    app.state.keys = Keys(limits)
    app.state.adoption = Adoption(limits.voices_dir)
    app.state.desk = JobDesk(limits) if limits.redis_url else None
    app.openapi = partial(_schema, app)  # type: ignore[method-assign]
    for module in (speech, status, voices, openai, jobs, job_socket, pages):
        app.include_router(module.routes)
    _explain(app)
    app.add_middleware(
        Gate, keys=app.state.keys, metrics=service.metrics, body_limits=_body_limits(limits)
    )
    return app


def _body_limits(limits: Limits) -> BodyLimits:
    of_jobs = dict.fromkeys(jobs.BODY_PATHS, limits.max_body_bytes(is_job=True))
    by_path = {**of_jobs, voices.PATH: voices.MOST_BODY_BYTES}
    return BodyLimits(by_path, limits.max_body_bytes(is_job=False))


def _explain(app: FastAPI) -> None:
    app.add_exception_handler(RequestValidationError, problems.refused)
    app.add_exception_handler(StarletteHTTPException, problems.sentence)
    app.add_exception_handler(problems.OpenAIProblem, problems.openai_refused)
    app.add_exception_handler(redis.RedisError, jobs.away)
    app.add_exception_handler(CallerGone, problems.unheard)
    app.add_exception_handler(Exception, problems.broken)


def _schema(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI schema without the 422 that FastAPI promises and this service never gives."""
    if not app.openapi_schema:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        for path in schema["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        app.openapi_schema = schema
    return app.openapi_schema
