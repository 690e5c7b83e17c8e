"""The pupil's page on which they join a class with its code."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from classroom.actions.join import join
from classroom.models import SchoolClass
from edusmart.accounts.api import with_retry
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join_page(request: HttpRequest) -> HttpResponse:
    """Ask for the code, which the class's QR brings along; a click joins."""
    user = cast(User, request.user)
    if request.method != "POST":
        return _page(request, user, request.GET.get("code", "")[:20])
    code = request.POST.get("code", "")[:40]
    try:
        joined = join(user, code)
    except RequestRefused as refused:
        problem = message_for(refused.code, refused.sentence)
        return with_retry(_page(request, user, code, problem, refused.status), refused)
    messages.success(request, _("You are in the class “%(name)s”.") % {"name": joined.name})
    return redirect("stories:shelf")


def _page(
    request: HttpRequest, user: User, code: str, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"classes": SchoolClass.objects.with_pupil(user), "code": code, "problem": problem}
    return render(request, "classroom/join.html", context, status=status)
