"""The page on which a teacher shares a story with classes."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from classroom.web.sharing import as_choices, chosen, saved_words
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from stories.actions.scenes.looked_at import not_looked_at
from stories.actions.share import may_share, share_story
from stories.models import Story, StoryShare


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def classes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask with which classes, and by when it is to be listened to."""
    user = cast(User, request.user)
    story = get_object_or_404(Story.objects.seen_by(user).select_related("topic"), pk=pk)
    if not may_share(story, user):
        raise PermissionDenied
    problem, status = "", 200
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            rev = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None
            wanted = chosen(request, StoryShare, story, user)
            share_story(story, user, wanted, rev)
            messages.success(request, saved_words(wanted, is_out=True))
            return redirect("stories:player", story.pk)
        except RequestRefused as refused:
            if refused.status == 403:
                raise PermissionDenied from refused
            problem, status = message_for(refused.code, refused.sentence), refused.status
            story.topic.refresh_from_db()
    context = {
        "thing": story,
        "back": "stories:player",
        "choices": as_choices(request, StoryShare, story, user),
        "seen": story.topic.rev,
        "is_published": story.is_published,
        "unlooked": 0 if story.is_vouched_for else not_looked_at(story),
        "problem": problem,
    }
    return render(request, "classroom/share.html", context, status=status)
