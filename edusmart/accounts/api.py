"""API authentication and error bodies, the same for every router."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth
from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from edusmart.accounts.access import user_of_token
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User


class Problem(Schema):
    """Every error's body: `detail` is one sentence for people, `code` names the reason."""

    detail: str
    code: str


class RequestBody(BaseModel):
    """What a caller sends: a JSON object with these fields and no others.

    Ninja's own Schema also reads attributes and calls methods: of the JSON string "oops" it took the
    method `title`.
    """

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_half_characters(cls, sent: Any) -> Any:
        """Refuse half of a surrogate pair: JSON can write it, and no database keeps it."""
        try:
            json.dumps(sent, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError:
            raise PydanticCustomError(
                "half_character", "Send whole characters: there is half of a surrogate pair"
            ) from None
        return sent


class TokenAuth(HttpBearer):
    """`Authorization: Bearer` with an API token."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of_token(request)
        if user:
            request.user = user
        return user


class CookieAuth(SessionAuth):
    """A signed-in browser; unsafe methods need the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        return request.user if isinstance(request.user, User) else None


def with_retry(response: HttpResponse, refused: RequestRefused) -> HttpResponse:
    """Return the response with a Retry-After header, where it is known when the request may be taken."""
    if refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response


# The token first: the cookie's CSRF check would refuse a program that sends both.
AUTH = [TokenAuth(), CookieAuth()]


def person(request: HttpRequest) -> User:
    """Return the user who calls. Only for operations behind AUTH."""
    assert isinstance(request.user, User)  # noqa: S101 - AUTH admits users only
    return request.user


def say_errors_plainly(api: NinjaAPI) -> None:
    """Give every error the body of Problem."""

    def problem(request: HttpRequest, sentence: str, code: str, status: int) -> HttpResponse:
        return api.create_response(request, {"detail": sentence, "code": code}, status=status)

    @api.exception_handler(RequestRefused)
    def wrong(request: HttpRequest, error: RequestRefused) -> HttpResponse:
        sentence = message_for(error.code, error.sentence)
        response = problem(request, sentence, error.code, error.status)
        return with_retry(response, error)

    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, error: Any) -> HttpResponse:
        sentence = message_for("sign_in", "Sign in or send a valid API token.")
        response = problem(request, sentence, "sign_in", 401)
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(request, _sentence(error), "invalid", 400)

    @api.exception_handler(MultiPartParserError)
    def damaged(request: HttpRequest, error: MultiPartParserError) -> HttpResponse:
        sentence = "The form cannot be read: it was cut or its boundary is missing. Send it again."
        return wrong(request, RequestRefused(sentence, "damaged_form"))

    @api.exception_handler(TooManyFieldsSent)
    @api.exception_handler(TooManyFilesSent)
    @api.exception_handler(RequestDataTooBig)
    def too_much(request: HttpRequest, error: Exception) -> HttpResponse:
        sentence = "This is larger than EduSmart accepts. Send something smaller."
        return wrong(request, RequestRefused(sentence, "too_big", 413))

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(request, str(error), "error", error.status_code)


#: Where pydantic speaks of its own terms.
_PLAINER = {
    "model_type": "Send a JSON object with the fields of /api/docs",
    "extra_forbidden": "There is no such field; see /api/docs",
}


def _sentence(error: ValidationError) -> str:
    first = error.errors[0]
    # Where the error is ends with the field; an index of a list is a number and tells people nothing.
    field = next((str(part) for part in reversed(first["loc"]) if isinstance(part, str)), "request")
    return f"{field}: {_PLAINER.get(first['type'], first['msg'])}."
