"""A new brief: empty, as another one, or from a template; and a template from a brief."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from briefs.actions import write
from briefs.actions.copies import copy
from briefs.models import Brief
from edusmart.accounts.access import editors_only
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User

LONGEST_ID = 18  # digits


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def new(request: HttpRequest) -> HttpResponse:
    """Create a brief, empty or as the chosen one, and open its desk. GET leads to the form for it."""
    if request.method != "POST":
        return redirect(f"{reverse('briefs:list')}#title")
    editor, title = cast(User, request.user), request.POST.get("title", "")
    pattern = _chosen(request.POST.get("from", ""))
    try:
        if pattern:
            brief = copy(pattern, editor, write.checked_title(title))
        else:
            language = request.POST.get("language", "en")
            brief = write.create(editor, title, language, by_itself=True)
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
        return redirect("briefs:list")
    return redirect("briefs:desk", brief.pk)


@require_POST
@editors_only
def copied(request: HttpRequest, pk: int) -> HttpResponse:
    """Create a brief that says the same, and open its desk."""
    brief = copy(get_object_or_404(Brief, pk=pk), cast(User, request.user))
    messages.success(
        request, _("This is the copy. Give it its own title; the other brief stays as it is.")
    )
    return redirect("briefs:desk", brief.pk)


@require_POST
@editors_only
def as_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a brief says as a template."""
    copy(get_object_or_404(Brief, pk=pk), cast(User, request.user), as_template=True)
    messages.success(request, _("Kept as a template. Choose it when you start a new brief."))
    return redirect("briefs:desk", pk)


def _chosen(written: str) -> Brief | None:
    """Return the brief of this id; None where none was chosen, or it is gone."""
    is_id = written.isdecimal() and len(written) <= LONGEST_ID
    return Brief.objects.filter(pk=int(written)).first() if is_id else None
