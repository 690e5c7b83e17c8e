"""The admin's page that imports people: paste or choose a table, look at it, then make the accounts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.people.newcomers import class_pages, import_people, look
from edusmart.accounts.people.table import COLUMNS, MOST_PEOPLE, decoded
from edusmart.accounts.sessions.signed_in import person_of

EXAMPLE = "name;group\nLina Haddad;students\nOmar Said;students"


def import_page(request: HttpRequest) -> TemplateResponse:
    """Show the form, what a table would make, or the accounts that were made; their passwords only now."""
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Import people"),
        "columns": COLUMNS, "most": MOST_PEOPLE, "example": EXAMPLE,
        "text": "", "give": "passwords", "site": request.get_host(),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            context |= _asked(request)
        except RequestRefused as refused:
            context["problem"] = message_for(refused.code, refused.sentence)
            context["text"] = request.POST.get("text", "")
            status = refused.status
    # No copy of the passwords stays behind: nothing of the admin is cached.
    return TemplateResponse(request, "admin/import_people.html", context, status=status)


def _asked(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    text = decoded(file.read()) if file else request.POST.get("text", "")
    actor, give = person_of(request), request.POST.get("give", "passwords")
    if "import" in request.POST:
        made = import_people(actor, text, with_passwords=give == "passwords")
        return {"made": made, "classes": class_pages(made), "with_passwords": give == "passwords"}
    return {"text": text, "give": give, "look": look(actor, text)}
