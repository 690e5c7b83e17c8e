"""Responses that Django makes by itself, as the clients of an API and HTTP itself expect them."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from edusmart.accounts.access import ask_to_sign_in
from edusmart.accounts.credentials import bearer, token_of
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for

API = "/api/"
#: Of a status for which Django has a page and no sentence.
REFUSALS: Mapping[int, RequestRefused] = {
    400: RequestRefused(
        "This request cannot be read. Check its address and headers.", "unreadable"
    ),
    403: RequestRefused("You may not do this.", "not_allowed", 403),
    404: RequestRefused("There is no such address in this API; see /api/docs.", "no_call", 404),
    405: RequestRefused("This address has other methods; Allow names them.", "wrong_method", 405),
    500: RequestRefused("Something went wrong here, and is written down. Try again.", "broke", 500),
}
#: Whose responses have no body, and so no length.
WITHOUT_BODY = (204, 304)
Handler = Callable[[HttpRequest], HttpResponseBase]


def responses_middleware(get_response: Handler) -> Handler:
    """Give each error of the API the JSON body of all others; and no length where there is no body.

    Whoever has neither a session nor a valid token is told that first, whatever method they use.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code in WITHOUT_BODY and response.has_header("Content-Length"):
            del response["Content-Length"]
        if not request.path.startswith(API):
            return response
        if response.status_code == 405 and _is_nobody(request):
            return ask_to_sign_in(request)
        return response if _is_plain(response) else _plain(response)

    return respond


def _is_nobody(request: HttpRequest) -> bool:
    credential = bearer(request.headers.get("Authorization", ""))
    return token_of(credential) is None if credential else not request.user.is_authenticated


def _is_plain(response: HttpResponseBase) -> bool:
    kind = response.get("Content-Type", "").partition(";")[0]
    return response.status_code < 400 or kind == "application/json"


def _plain(response: HttpResponseBase) -> JsonResponse:
    status = response.status_code
    refused = REFUSALS.get(status) or REFUSALS[500 if status >= 500 else 400]
    body = {"detail": message_for(refused.code, refused.sentence), "code": refused.code}
    plain = JsonResponse(body, status=status)
    for name, value in response.items():
        if not name.lower().startswith("content-"):
            plain[name] = value
    plain["Content-Length"] = str(len(plain.content))
    return plain
