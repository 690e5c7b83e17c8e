"""The versions of a brief: what listeners had, and bringing one back."""

from itertools import pairwise, zip_longest

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from briefs.actions.version_changes import what_changed
from briefs.actions.versions import bring_back
from briefs.models import Brief, Version
from briefs.web.lookup import seen_edition
from edusmart.accounts.access import editors_only
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for


@require_safe
@editors_only
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions, the newest first."""
    brief = get_object_or_404(Brief, pk=pk)
    versions = list(brief.versions.out().prefetch_related("items").order_by("-pk"))
    changes = [what_changed(newer, older) for newer, older in pairwise(versions)]
    context = {"brief": brief, "versions": list(zip_longest(versions, changes))}
    return render(request, "briefs/versions.html", context)


@require_safe
@editors_only
def version(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Show the words of one version."""
    found = _version(pk, version_pk)
    newest = found.brief.versions.out().values_list("pk", flat=True).first()
    context = {
        "brief": found.brief,
        "version": found,
        "items": list(found.items.select_related("narration__recording")),
        "is_heard": found.brief.out_at is not None and newest == found.pk,
    }
    return render(request, "briefs/version.html", context)


@require_POST
@editors_only
def back(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Make the draft say what this version says."""
    try:
        bring_back(_version(pk, version_pk), seen_edition(request))
        messages.success(request, _("The draft says what this version said."))
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
    return redirect("briefs:desk", pk)


def _version(pk: int, version_pk: int) -> Version:
    versions = Version.objects.out().select_related("brief")
    return get_object_or_404(versions, pk=version_pk, brief=pk)
