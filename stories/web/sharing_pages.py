"""Who sees a story: it is offered, published, shared with classes, and taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from classroom.web.sharing import as_choices, chosen, class_come_from, saved_words
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from stories.actions.scenes.looked_at import scenes_not_looked_at
from stories.actions.share import classes_with, may_share, share_story
from stories.actions.share_again import share_again
from stories.actions.story import make_private, offer_story, publish_story, require_seen
from stories.models import Story, StoryShare

#: Of a scene that nobody looked at, so that its teacher knows which it is.
FIRST_WORDS = 9


def _act(
    request: HttpRequest, pk: UUID, act: Callable[[Story, User], None], done: str = ""
) -> HttpResponse:
    try:
        act(_seen(request, pk), cast(User, request.user))
        if done:
            messages.success(request, done)
    except RequestRefused as refused:
        if refused.status == 403:
            raise PermissionDenied from refused
        messages.error(request, message_for(refused.code, refused.sentence))
    return redirect("stories:shelf") if "shelf" in request.POST else _back(request, pk)


def _back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Redirect to the page of the story that the request came from."""
    return redirect(_page_before(request), pk)


def _page_before(request: HttpRequest) -> str:
    return "stories:edit" if "desk" in request.POST else "stories:player"


@require_POST
@login_required
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, offer_story, _("You asked. A teacher looks at your story first."))


@require_POST
@login_required
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share it with everybody; where nobody looked at some scenes, its teacher is asked first."""
    return _share_openly(request, pk, publish_story, _("Share with everybody"))


def _share_openly(
    request: HttpRequest,
    pk: UUID,
    act: Callable[[Story, User, int | None], None],
    heading: str,
    done: str = "",
) -> HttpResponse:
    seen, story = _rev(request.POST.get("seen", "")), _seen(request, pk)
    user = cast(User, request.user)
    if (
        story.may_publish(user)
        and _is_allowed(story, user, seen)
        and (asked := _asked(request, story))
    ):
        kept = {name: request.POST[name] for name in ("seen", "desk") if name in request.POST}
        context = {
            "story": story,
            "heading": heading,
            "kept": kept,
            "back": _page_before(request),
            **asked,
        }
        return render(request, "stories/not_looked_at.html", context)
    return _act(request, pk, lambda it, user: act(it, user, seen), done)


def _is_allowed(story: Story, user: User, seen: int | None) -> bool:
    """Return whether it can be published as it is: who will be refused is not asked first."""
    try:
        require_seen(story, user, seen, story.topic.rev + 1)
    except RequestRefused:
        return False
    return True


def _asked(request: HttpRequest, story: Story) -> dict[str, Any]:
    """Return what to ask before the story is shared, {} for nothing: it was asked, or all was looked at."""
    return {} if "anyway" in request.POST else _unlooked(story)


def _unlooked(story: Story) -> dict[str, Any]:
    """Return the scenes that no teacher looked at as a page names them, {} where there are none."""
    if not (scenes := scenes_not_looked_at(story)):
        return {}
    named = [
        {
            "number": it.index + 1,
            "url": _desk_url(story, it.index),
            "name": it.title or it.heading or " ".join(it.text.split()[:FIRST_WORDS]) + " …",
        }
        for it in scenes
    ]
    return {"unlooked": named, "all_scenes": story.scenes.count()}


def _desk_url(story: Story, index: int) -> str:
    """Return where a scene is worked on."""
    return f"{reverse('stories:edit', args=[story.pk])}#scene-{index + 1}"


def _rev(value: str) -> int | None:
    """Return the rev that a page names, None for anything that is no such number."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def classes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask with which classes, and by when. `desk` in the address: comes back to the desk."""
    user = cast(User, request.user)
    story = _seen(request, pk)
    if not may_share(story, user):
        raise PermissionDenied
    problem, status = "", 200
    come_from = class_come_from(request, user)
    back = "stories:edit" if "desk" in request.GET else "stories:player"
    if request.method == "POST":
        try:
            rev = _rev(request.POST.get("seen", ""))
            wanted = _chosen(request, story, user)
            asks = _is_new(story, set(wanted)) and (
                story.is_vouched_for or _is_allowed(story, user, rev)
            )
            if not (asks and _asked(request, story)):
                share_story(story, user, wanted, rev)
                messages.success(request, saved_words(wanted, is_out=True))
                if come_from:
                    return redirect("classroom:class", come_from.pk)
                return redirect(back, story.pk)
        except RequestRefused as refused:
            if refused.status == 403:
                raise PermissionDenied from refused
            problem, status = message_for(refused.code, refused.sentence), refused.status
            story.topic.refresh_from_db()
    context = {
        "thing": story,
        "back": back,
        "come_from": come_from,
        "choices": as_choices(request, StoryShare, story, user, come_from),
        "seen": story.topic.rev,
        "is_published": story.is_published,
        "everybody_url": "" if story.is_published else _everybody_url(story, user),
        "is_first": not classes_with(story, user),
        "problem": problem,
        # Asked with the form itself, so that one press shares.
        **_unlooked(story),
    }
    return render(request, "classroom/share.html", context, status=status)


def _everybody_url(story: Story, user: User) -> str:
    """Return where the user shares it with everybody, "" where they may not."""
    return reverse("stories:publish", args=[story.pk]) if story.may_publish(user) else ""


def _chosen(request: HttpRequest, story: Story, user: User) -> dict[int, date | None]:
    """Return what `chosen` does. Raises RequestRefused (400) too where none is chosen and none had it."""
    wanted = chosen(request, StoryShare, story, user)
    if not (wanted or classes_with(story, user)):
        raise RequestRefused("Choose a class first.", "no_class_chosen")
    return wanted


def _is_new(story: Story, wanted: set[int]) -> bool:
    """Return whether a class is among these that has not got the story yet."""
    there = StoryShare.objects.filter(thing=story, school_class__in=wanted)
    return there.count() < len(wanted)


@require_POST
@login_required
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share it as it was before it was made private; asked first as `publish` asks."""
    done = _("It is shared again, as it was before.")
    return _share_openly(request, pk, share_again, _("Share it again"), done)


@require_POST
@login_required
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    _act(request, pk, make_private)
    # A teacher who takes another's story back may not see it any more.
    still_seen = Story.objects.seen_by(cast(User, request.user)).filter(pk=pk).exists()
    if still_seen:
        messages.success(request, _("The story is private again. Nobody else finds it any more."))
        return _back(request, pk)
    whose = get_object_or_404(Story, pk=pk).owner
    told = _("The story is with %(name)s again, and nobody else finds it any more.")
    messages.success(request, told % {"name": whose.shown_name})
    return redirect("stories:shelf")


def _seen(request: HttpRequest, pk: UUID) -> Story:
    # 404 for a story of another person as for none, so that addresses tell nothing.
    stories = Story.objects.seen_by(cast(User, request.user)).select_related("topic")
    return get_object_or_404(stories, pk=pk)
