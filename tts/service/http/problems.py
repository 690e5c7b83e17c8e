"""Error responses: one sentence as `detail`, or OpenAI's error object under /v1/."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.responses import JSONResponse

from tts.service.http.request_bodies import validation_message
from tts.service.http.response_bodies import Problem

OPENAI_PATHS: Final = ("/v1/", "/dev/")
_CALLER_GONE: Final = 499
# By these words OpenAI's clients tell errors apart.
_ENGINES: Final = {
    401: ("invalid_request_error", "invalid_api_key"),
    404: ("invalid_request_error", "not_found"),
    413: ("invalid_request_error", "string_above_max_length"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
    503: ("server_error", "overloaded"),
    504: ("server_error", "timeout"),
}

ERROR_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase}
    for status in (400, 401, 413, 429, 500, 503, 504)
}


class OpenAIError(Exception):
    """An error that names the field or the code that OpenAI's clients look at."""

    def __init__(self, status: int, message: str, param: str | None, code: str | None) -> None:
        super().__init__(message)
        self.status = status
        self.param = param
        self.code = code


def problem(
    path: str, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the error response in the format of the path that was called."""
    if path.startswith(OPENAI_PATHS):
        return _openai_response(status, detail, headers=headers)
    return JSONResponse({"detail": detail}, status, headers)


async def invalid_request(request: Request, error: Exception) -> JSONResponse:
    """Return 400 for a body that does not validate."""
    errors = error.errors() if isinstance(error, RequestValidationError) else []
    if request.url.path.startswith(OPENAI_PATHS):
        named = [str(part) for part in errors[0]["loc"] if part != "body"] if errors else []
        return _openai_response(400, validation_message(errors), param=named[0] if named else None)
    return problem(request.url.path, 400, validation_message(errors))


async def http_error(request: Request, error: Exception) -> JSONResponse:
    """Return the framework's HTTPException as one sentence."""
    status = getattr(error, "status_code", 500)
    # The framework's own details have no full stop, ours have one.
    detail = str(getattr(error, "detail", error)).rstrip(".")
    return problem(request.url.path, status, f"{detail}.", getattr(error, "headers", None))


async def openai_error(_: Request, error: Exception) -> JSONResponse:
    """Return an error under /v1/ with its field and code."""
    if not isinstance(error, OpenAIError):
        raise error
    return _openai_response(error.status, str(error), error.param, error.code)


async def client_disconnected(_: Request, __: Exception) -> Response:
    """Return 499, which only the log will show: the caller is gone."""
    return Response(status_code=_CALLER_GONE)


async def internal_error(request: Request, _: Exception) -> JSONResponse:
    """Return 500 for an exception that nothing else handles."""
    return problem(request.url.path, 500, "Something went wrong while speaking.")


def _openai_response(
    status: int,
    message: str,
    param: str | None = None,
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    fallback = ("invalid_request_error" if status < 500 else "server_error", None)
    kind, usual_code = _ENGINES.get(status, fallback)
    error = {"message": message, "type": kind, "param": param, "code": code or usual_code}
    return JSONResponse({"error": error}, status, headers)
