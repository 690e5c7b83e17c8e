"""The action that gives people new passwords for once: for who has lost theirs, or never got them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edusmart.accounts.brake import Busy
from edusmart.accounts.models import User
from edusmart.accounts.people.newcomers import Made
from edusmart.accounts.people.table import MOST_PASSWORDS
from edusmart.accounts.sessions.passwords import may_reset, reset_password
from edusmart.accounts.sessions.signed_in import person_of


@admin.action(description=gettext_lazy("Give new passwords for once …"), permissions=["change"])
def give_passwords(
    page: "admin.ModelAdmin[User]", request: HttpRequest, people: QuerySet[User]
) -> HttpResponse | None:
    """Ask first, as it ends their sessions; then show the slips to print, only now."""
    actor = person_of(request)
    chosen = people.order_by("first_name", "last_name", "username")
    mine = [person for person in chosen if may_reset(actor, person)]
    if problem := _problem(mine):
        page.message_user(request, problem, messages.WARNING)
        return None
    others = [person for person in chosen if person not in mine]
    context: dict[str, Any] = {
        **page.admin_site.each_context(request),
        "opts": page.opts, "people": mine, "others": others, "site": request.get_host(),
        "title": _("New passwords for once?"),
    }  # fmt: skip
    if "sure" in request.POST:
        context |= {"title": _("New passwords for once"), "made": [_given(it) for it in mine]}
    return TemplateResponse(request, "admin/new_passwords.html", context)


def _problem(people: list[User]) -> str:
    """Return why nobody gets one, "" where they can."""
    if not people:
        return _(
            "You give passwords to people below you only: to pupils and teachers, and as superuser to staff."
        )
    if len(people) > MOST_PASSWORDS:
        return ngettext(
            "At most %(most)s people at once get passwords; %(count)s is chosen.",
            "At most %(most)s people at once get passwords; %(count)s are chosen.",
            len(people),
        ) % {"most": MOST_PASSWORDS, "count": len(people)}
    return ""


def _given(person: User) -> Made:
    try:
        return Made(person, reset_password(person), "")
    except Busy:
        return Made(person, "", "")
