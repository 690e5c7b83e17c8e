"""The admin's page that imports people: paste or choose a table, look at it, then make the accounts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.people.headings import UnclearColumns
from edusmart.accounts.people.newcomers import class_pages, import_people, look, require_few
from edusmart.accounts.people.table import MOST_PASSWORDS, MOST_PEOPLE, decoded
from edusmart.accounts.sessions.signed_in import person_of

EXAMPLE = "name;group\nLina Haddad;students\nOmar Said;students"


def import_page(request: HttpRequest) -> TemplateResponse:
    """Show the form, what a table would make, or the accounts that were made; their passwords only now."""
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Import people"),
        "most": MOST_PEOPLE, "most_passwords": MOST_PASSWORDS, "example": EXAMPLE,
        "text": "", "give": "passwords", "site": request.get_host(),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            # Kept for correcting, whatever is wrong with it.
            context |= _chosen(request)
            context |= _asked(request, context["text"])
        except RequestRefused as refused:
            context["problem"] = _said(refused)
            status = refused.status
    # No copy of the passwords stays behind: nothing of the admin is cached.
    return TemplateResponse(request, "admin/import_people.html", context, status=status)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """Return what the form says; the text of a file where one was chosen. Raises RequestRefused."""
    file = request.FILES.get("file")
    return {
        "text": decoded(file.read()) if file else request.POST.get("text", ""),
        "give": request.POST.get("give", "passwords"),
        "makes_classes": "make_classes" in request.POST,
    }


def _asked(request: HttpRequest, text: str) -> dict[str, Any]:
    actor, makes = person_of(request), "make_classes" in request.POST
    with_passwords = request.POST.get("give", "passwords") == "passwords"
    if "import" in request.POST:
        made = import_people(actor, text, with_passwords=with_passwords, makes_classes=makes)
        return {"made": made, "classes": class_pages(made), "with_passwords": with_passwords}
    seen = look(actor, text, makes_classes=makes)
    if with_passwords:
        require_few(seen.people)
    return {"look": seen}


def _said(refused: RequestRefused) -> str:
    if isinstance(refused, UnclearColumns) and refused.twice:
        # Isolated: it may be read the other way than the sentence.
        said = _(
            "More than one column of line 1 says the same: “%(named)s”. Take one of them away."
        )
        return said % {"named": f"\u2068{refused.twice}\u2069"}
    return message_for(refused.code, refused.sentence)
