"""The page on which an editor says for whom a brief is."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from briefs.actions.share import share_brief
from briefs.models import Brief, BriefShare, BriefState
from classroom.web.sharing import as_choices, chosen, class_come_from, saved_words
from edusmart.accounts.access import editors_only
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def classes(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is for everybody or for classes, and by when it is to be listened to."""
    user = cast(User, request.user)
    brief = get_object_or_404(Brief, pk=pk)
    for_classes = request.POST.get("whom") == "classes"
    problem, status = "", 200
    come_from = class_come_from(request, user)
    if request.method == "POST":
        try:
            wanted = chosen(request, BriefShare, brief, user)
            share_brief(brief, user, wanted, for_classes=for_classes)
            messages.success(request, saved_words(wanted, is_out=brief.out_at is not None))
            if come_from:
                return redirect("classroom:class", come_from.pk)
            return redirect("briefs:desk", brief.pk)
        except RequestRefused as refused:
            problem, status = message_for(refused.code, refused.sentence), refused.status
    context = {
        "thing": brief,
        "back": "briefs:desk",
        "come_from": come_from,
        "choices": as_choices(request, BriefShare, brief, user, come_from),
        "asks_whom": True,
        "for_classes": for_classes if problem else brief.for_classes,
        "is_draft": brief.state == BriefState.DRAFT,
        "problem": problem,
    }
    return render(request, "classroom/share.html", context, status=status)
