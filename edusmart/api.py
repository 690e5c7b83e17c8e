"""The JSON API: mounts each app's router; the document is at /api/docs."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from briefs.web.api import router as briefs
from classroom.web.api import router as classes
from edusmart.accounts.access import View, signed_in_or_token
from edusmart.accounts.api import AUTH, say_errors_plainly
from stories.web.api.listeners import router as listeners
from stories.web.api.listing import router as story_list
from stories.web.api.together import router as together
from stories.web.api.translations import router as stories
from tts.web.api import router as voices

PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
#: Statuses that every operation may respond with.
ALWAYS = {
    400: "Something in the request cannot be used; `detail` names it",
    401: "Nobody is signed in, and there is no valid token",
}


def readers_of_the_document(view: View) -> View:
    """Admit whoever may call the API, by session or token, to read its document."""
    return csrf_exempt(require_safe(signed_in_or_token(view)))


class Api(NinjaAPI):
    """Document the responses that come from the handlers all operations share."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the function's name: generated clients must not change when a module moves."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the document with paths below `path_prefix`: always the same object, not to be changed."""
        return self._document(path_prefix or self.get_root_path(path_params or {}))

    @cache  # noqa: B019 - there is one API; making its document takes half a second of processor
    def _document(self, path_prefix: str) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix)
        for path in schema["paths"].values():
            path.pop("head", None)  # every GET has one: it need not be said
        operations = (it for path in schema["paths"].values() for it in path.values())
        for operation in operations:
            for status, meaning in ALWAYS.items():
                told = {"description": meaning, "content": PROBLEM}
                # What an operation says of this status itself is more precise.
                operation["responses"].setdefault(status, told)
        return schema


api = Api(
    title="EduSmart",
    version="1.0.0",
    description="A document becomes a live narrated story; a brief becomes audio.",
    auth=AUTH,
    docs_decorator=readers_of_the_document,
)
say_errors_plainly(api)
api.add_router("", story_list)
api.add_router("", stories)
api.add_router("", listeners)
api.add_router("", together)
api.add_router("", briefs)
api.add_router("", classes)
api.add_router("", voices)


# A POST to a wrong address must get this 404 too, and not the page about a missing CSRF token.
@csrf_exempt
def no_such_call(request: HttpRequest) -> HttpResponse:
    """Respond with 404; the middleware gives it the body of every other error of the API."""
    return HttpResponse(status=404)
