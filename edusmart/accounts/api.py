"""API authentication and error bodies, the same for every router."""

import json
from collections.abc import Callable
from typing import Any, get_args

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Router, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth
from ninja.types import TCallable
from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from edusmart.accounts.access import ask_to_sign_in, user_of_token
from edusmart.accounts.credentials import bearer
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User


class Problem(Schema):
    """Every error's body: `detail` is one sentence for people, `code` names the reason."""

    detail: str
    code: str


class ApiRouter(Router):
    """A router whose every GET has its HEAD."""

    def get(self, path: str, **options: Any) -> Callable[[TCallable], TCallable]:
        return self.api_operation(["GET", "HEAD"], path, **options)


class RequestBody(BaseModel):
    """What a caller sends: a JSON object with these fields and no others, each of its own JSON type.

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

    @field_validator("*", mode="before")
    @classmethod
    def _of_its_json_type(cls, sent: Any, info: ValidationInfo) -> Any:
        """Refuse "5" and true for a number, and 1 for true: the document does not allow them.

        Not pydantic's strict mode, to which 1.0 is no integer; to JSON Schema it is one.
        """
        annotation = cls.model_fields[info.field_name or ""].annotation
        types = set(get_args(annotation)) or {annotation}
        if bool in types and not isinstance(sent, bool | None):
            raise PydanticCustomError("bool_type", "Send true or false")
        if types & {int, float} and isinstance(sent, str | bool):
            raise PydanticCustomError("number_type", "Send a number")
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

    def __call__(self, request: HttpRequest) -> User | None:
        # A token that is not valid is said to be so, whatever cookies a program sends beside it; and who
        # is nobody is asked to sign in before a CSRF token is missed.
        if bearer(request.headers.get("Authorization", "")) or not request.user.is_authenticated:
            return None
        try:
            found: User | None = super().__call__(request)
        except HttpError as error:
            raise RequestRefused(
                "This came without a valid CSRF token. Load the page again, or send an API token.",
                "stale_page",
                403,
            ) from error
        return found

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
        return ask_to_sign_in(request)

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
