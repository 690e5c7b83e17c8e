"""The story editor: the page where an owner or teacher works on scenes, the document's pages beside them, and
what the story leaves out of it."""

from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from edusmart.accounts.access import signed_in_or_token
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for, messages_by_code
from edusmart.accounts.models import User
from edusmart.live.state import frame_since
from edusmart.media import deliver
from stories.actions.left_out import tell_after_all
from stories.actions.review import changes_since_look, may_send_back, note_on, said_in, send_back
from stories.actions.scenes.editing import LONGEST_TEXT, may_edit
from stories.actions.scenes.picture import LARGEST_BYTES, LONGEST_ALT
from stories.actions.scenes.removed import removed_scenes
from stories.actions.share import classes_with, may_share
from stories.actions.share_again import shared_before
from stories.actions.source_page import source_page_file
from stories.levels import caps
from stories.live import StoryOwner, audience_of
from stories.messages import LEFT_OUT as REASONS
from stories.models import Story
from stories.models.illustration import LONGEST_WISH
from stories.models.sent_back import LONGEST_NOTE
from stories.providers.choice import text_provider
from tts.languages import LANGUAGES, direction


@require_safe
@login_required
def desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = cast(User, request.user)
    story = _workable(user, pk)
    reviews = may_send_back(story, user) and not story.is_published
    changes = changes_since_look(story) if reviews else None
    note = note_on(story) if story.owner_id == user.pk else None
    context = {
        "story": story,
        # All of it, not what a viewer is sent: held questions and levels are worked on here.
        "first_state": frame_since(story.topic, 0, "editor"),
        "live_url": StoryOwner.live_url(story.pk),
        "status_url": f"/api/story/{story.pk}/status",
        "is_owner": story.owner_id == user.pk,
        "is_editor": user.is_editor,
        "may_publish": story.may_publish(user),
        "may_share": may_share(story, user),
        "before": shared_before(story, user),
        "shared_with": classes_with(story, user),
        "note": note,
        "said": said_in(note) if note else [],
        "reviews": reviews,
        "any_removed": bool(removed_scenes(story)),
        "changes": changes,
        "changed": {
            it.scene: {"text": it.now, "pieces": [asdict(piece) for piece in it.pieces]}
            for it in changes or ()
            if it.scene
        },
        "longest_note": LONGEST_NOTE,
        "limits": _limits(story),
        "languages": [
            {"code": code, "name": name, "direction": direction(code)}
            for code, name in LANGUAGES.items()
            if code != story.language
        ],
        "left_out": _left_out_of(story),
        "may_tell": may_edit(story, user),
        "reasons": messages_by_code(),
    }
    return render(request, "stories/desk.html", context)


def _limits(story: Story) -> dict[str, Any]:
    """Return the bounds that the page's script checks.

    `rewrites`, `translates`: whether a model can do that to scenes.
    """
    asked = caps(story.grade)
    return {
        "grade": story.grade,
        "sentence": asked.words_per_sentence,
        "scene": asked.words_per_scene,
        "rare": asked.rare_share,
        "text": LONGEST_TEXT,
        "wish": LONGEST_WISH,
        "alt": LONGEST_ALT,
        "bytes": LARGEST_BYTES,
        "rewrites": text_provider().rewords,
        "translates": text_provider().translates,
    }


@require_safe
@login_required
def left_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the words that are left out to all who see the story; 404 for a stranger."""
    user = cast(User, request.user)
    story = _seen(user, pk)
    may_tell = audience_of(story, user) == "editor" and may_edit(story, user)
    context = {"story": story, "left_out": _left_out_of(story), "may_tell": may_tell}
    return render(request, "stories/left_out.html", context)


def _left_out_of(story: Story) -> list[dict[str, Any]]:
    """Return what is left out, each with its reason in a person's words."""
    return [{"it": it, "why": REASONS.get(it.why, it.why)} for it in story.left_out.all()]


@require_POST
@login_required
def give_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send an offered story back to its owner with a note."""
    user = cast(User, request.user)
    story = _workable(user, pk)
    try:
        send_back(story, user, request.POST.get("note", "")[: 2 * LONGEST_NOTE])
    except RequestRefused as refused:
        if refused.status == 403:
            raise PermissionDenied from refused
        messages.error(request, message_for(refused.code, refused.sentence))
        return redirect("stories:edit", pk)
    told = _("The story went back to %(name)s, who finds your note on their shelf.")
    name = story.owner.shown_name
    messages.success(request, told % {"name": name})
    return redirect("stories:shelf")


@require_POST
@login_required
def tell_left_out(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Tell words after all that were left out, and show the page it was asked on; 404 for a stranger."""
    user = cast(User, request.user)
    try:
        tell_after_all(_workable(user, pk), user, number)
    except RequestRefused as refused:
        if refused.status == 404:
            raise Http404 from None
        messages.error(request, message_for(refused.code, refused.sentence))
    return redirect("stories:edit" if "desk" in request.POST else "stories:left_out", pk)


@require_safe
@signed_in_or_token
def source_page(request: HttpRequest, pk: UUID, number: int) -> HttpResponseBase:
    """Return a page of the document as a picture, for the story's editors; 404 for a stranger."""
    return _source(request, _workable(cast(User, request.user), pk), number)


@require_safe
@signed_in_or_token
def source_text(request: HttpRequest, pk: UUID, number: int) -> HttpResponseBase:
    """Return the text of a part of a document without pages, for the story's editors; 404 for a stranger."""
    story = _workable(cast(User, request.user), pk)
    if story.divided_into == "page":
        raise Http404
    return _source(request, story, number)


def _source(request: HttpRequest, story: Story, number: int) -> HttpResponseBase:
    # Before a process is started for it.
    if not 1 <= number <= story.pages:
        raise Http404
    try:
        return deliver(request, source_page_file(story, number, cast(User, request.user)))
    except RequestRefused as refused:
        # For an <img>, which shows no page; the script reads the sentence.
        sentence = message_for(refused.code, refused.sentence)
        return HttpResponse(sentence, status=refused.status, content_type="text/plain")
    except FileNotFoundError:
        raise Http404 from None


def _workable(user: User, pk: UUID) -> Story:
    """Return the story for its editors. Raises Http404 for strangers, PermissionDenied for viewers."""
    story = _seen(user, pk)
    # They see the story already, so a 404 would hide nothing.
    if audience_of(story, user) != "editor":
        raise PermissionDenied
    return story


def _seen(user: User, pk: UUID) -> Story:
    return get_object_or_404(Story.objects.seen_by(user).select_related("topic"), pk=pk)
