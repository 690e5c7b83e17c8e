"""The story pages: shelf, upload, player; and a story's pictures."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from classroom.features import leading, on_shelf_of
from edusmart.accounts.api import with_retry
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for, messages_by_code
from edusmart.accounts.models import User
from edusmart.live.state import frame_since
from edusmart.media import delivers_itself
from stories.actions.bookmark import bookmark_in, heard_in
from stories.actions.removal import may_remove, remove_story, restorable_stories, restore_story
from stories.actions.review import note_on, notes_for, said_in
from stories.actions.scenes.editing import may_edit
from stories.actions.scenes.looked_at import not_looked_at
from stories.actions.scenes.question import choices_of
from stories.actions.share import may_share, note_opened
from stories.actions.share_again import shared_before
from stories.actions.uploads.sent import LONGEST_TEXT, file_or_text
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.costs.budget import shown_estimate
from stories.documents import MOST_PHOTOS, ocr_is_installed
from stories.exporting import made_by
from stories.live import StoryOwner, audience_of
from stories.models import DEFAULT_GRADE, Story
from stories.providers.choice import text_provider
from stories.providers.storyteller import DEFAULT_MAX_SCENES
from stories.reading.records import SENTENCES
from stories.together.rooms import rooms_of, rooms_on_shelf_of
from stories.web.class_stories import ClassStories
from stories.web.durations import median_durations
from stories.web.first_state import json_block, languages_beside, without_word_times
from stories.web.shelf import (
    count_heard,
    offered_stories,
    own_stories,
    page_number,
    shared_stories,
    started_stories,
    story_to_begin_with,
)
from stories.web.wishes import ShelfWishes
from tts.languages import LANGUAGES, direction
from tts.voices import every_voice

MOST_FROM_CLASS = 24
#: Why a scene has no other words: the desk alone shows it.
OF_REWRITING = frozenset({"needs_a_model", "short_already", "moved_on", "same"})
OF_TELLING = frozenset({*SENTENCES, "not_taken", "cut", "unreadable", "nothing", "unfit"})
SLEEP_MINUTES = (5, 10, 20, 30)
#: What a file chooser offers; a phone offers its camera for the pictures.
ACCEPTED = (
    "application/pdf,.pdf,.epub,.docx,.pptx,.odt,.txt,.md,.markdown,"
    "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"
)


@require_safe
@login_required
def shelf(request: HttpRequest) -> HttpResponse:
    user, wishes = cast(User, request.user), ShelfWishes.parse(request.GET.dict())
    own = page_number(request.GET.get("mine", ""))
    others = page_number(request.GET.get("shared", ""))
    # The lists above the shelf would be in the way of a search, and come again on each page.
    first = not wishes.narrows and own == others == 1
    from_class = [] if wishes.narrows else on_shelf_of(user)[:MOST_FROM_CLASS]
    # A story stands once: what the class listens to, or is to be continued, is not in the lists below.
    apart = [UUID(it.thing.key) for it in from_class if it.thing.kind == ClassStories.kind]
    begun = [] if wishes.narrows else started_stories(user, apart)
    apart += [story.pk for story in begun]
    mine = own_stories(user, wishes, own, apart)
    is_new = first and not begun and not mine.stories and not from_class
    opening = story_to_begin_with(user, get_language() or "") if is_new else None
    if opening:
        apart = [opening.pk]
    due = leading(from_class, busy=bool(begun)) if first else None
    context = {
        "wishes": wishes,
        "due": due,
        # Only what is shared with a class is listened to together.
        "rooms": rooms_on_shelf_of(user) if from_class else [],
        "is_new": is_new,
        "opening": opening,
        "mine": mine,
        "shared": shared_stories(user, wishes, others, apart),
        "begun": begun if first else [],
        "heard": count_heard(user) if first else 0,
        "from_class": [it for it in from_class if it is not due] if first else [],
        "review": offered_stories(user) if first else [],
        "notes": [(it, said_in(it)) for it in notes_for(user)] if first else [],
        "grades": range(1, 13),
        "languages": LANGUAGES,
        "removed": restorable_stories(user),
        "mine_page": own,
        "shared_page": others,
    }
    return render(request, "stories/shelf.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def upload_page(request: HttpRequest) -> HttpResponse:
    problem, status, refusal = "", 200, None
    if request.method == "POST":
        wished = [
            request.POST.get(name, "") for name in ("grade_level", "voice", "language", "scenes")
        ]
        try:
            story = upload_story(
                cast(User, request.user),
                file_or_text(request.FILES.getlist("file"), request.POST.get("text", "")),
                StoryOptions.parse(*wished, user=cast(User, request.user)),
            )
            # At once: the player shows the scenes as they are made.
            return redirect("stories:player", story.pk)
        except RequestRefused as refused:
            problem, status = message_for(refused.code, refused.sentence), refused.status
            refusal = refused
    context = {
        "grades": range(1, 13),
        "voices": [voice.card() for voice in every_voice(cast(User, request.user))],
        "languages": [{"code": code, "label": label} for code, label in LANGUAGES.items()],
        "most_scenes": DEFAULT_MAX_SCENES,
        "reads_scans": ocr_is_installed() or text_provider().reads_pages,
        "max_mb": settings.UPLOAD_MAX_BYTES // 1024 // 1024,
        "accept": ACCEPTED,
        "max_photos": MOST_PHOTOS,
        "max_text": LONGEST_TEXT,
        "estimate": shown_estimate(cast(User, request.user), 0, 0, DEFAULT_GRADE, None),
        "problem": problem,
        "values": request.POST,
    }
    response = render(request, "stories/upload.html", context, status=status)
    return with_retry(response, refusal) if refusal else response


def _reasons(story: Story) -> list[tuple[str, str]]:
    """Return the messages by code that the page may show: a told story needs none of its telling."""
    unneeded = OF_REWRITING | (OF_TELLING if story.status == "completed" else frozenset())
    return [(code, text) for code, text in messages_by_code() if code not in unneeded]


@require_safe
@login_required
def player(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the player; with `?whole` the page holds all word times, for a device that keeps it."""
    story = _seen(request, pk)
    user = cast(User, request.user)
    # Rights may change between the two looks; then the weaker one is shown, and the socket closes.
    audience = audience_of(story, user) or "viewer"
    place = bookmark_in(user, story)
    followed = note_opened(story, user)
    may_publish = story.may_publish(user)
    note = note_on(story) if story.owner_id == user.pk else None
    whole = frame_since(story.topic, 0, audience)
    first = (
        whole
        # A device that keeps the story cannot ask for word times later.
        if "whole" in request.GET
        else without_word_times(whole, int(place["scene"]) if place else 0)
    )
    context = {
        "story": story,
        # While nobody knows its language it goes the page's way: most stories are of the page's language.
        "way": direction(story.language or get_language() or ""),
        # In the page itself: the first scene needs no request, and the socket goes on from this rev.
        "first_state": first,
        "first_block": json_block(first, "first-state"),
        "live_url": StoryOwner.live_url(story.pk),
        "status_url": f"/api/story/{story.pk}/status",
        "may_edit": audience == "editor",
        "may_add": audience == "editor" and may_edit(story, user),
        "is_owner": story.owner_id == user.pk,
        "note": note,
        "said": said_in(note) if note else (),
        "may_publish": may_publish,
        "may_share": may_share(story, user),
        "before": shared_before(story, user),
        "unlooked": not_looked_at(story)
        if may_publish or (story.is_vouched_for and user.is_editor)
        else 0,
        "sounds_here": delivers_itself(),
        "rooms": rooms_of(story, user),
        "languages": languages_beside(story.language),
        "sleeps": SLEEP_MINUTES,
        "made_by": made_by(story).sentences,
        "reasons": _reasons(story),
        "listener": {
            "place": place,
            # A finished story has nothing to wait for, and need not have anything measured.
            "times": median_durations() if story.is_open else {},
            "answered": choices_of(user, story),
            "heard": heard_in(user, story),
            # Whether a class of the listener's has the story: only then is anything told of listening.
            "followed": followed,
        },
    }
    return render(request, "stories/player.html", context)


@require_POST
@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove the story; the shelf offers to undo it."""
    story, user = _seen(request, pk), cast(User, request.user)
    if not may_remove(story, user):
        raise PermissionDenied
    remove_story(story, user)
    return redirect("stories:shelf")


@require_POST
@login_required
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = cast(User, request.user)
    story = get_object_or_404(restorable_stories(user), pk=pk)
    if stopped := restore_story(story, user):
        why = message_for(stopped.code, stopped.sentence)
        messages.warning(request, _("The story is back, but stopped. %(why)s") % {"why": why})
    return redirect("stories:shelf")


def _seen(request: HttpRequest, pk: UUID) -> Story:
    # 404 for a story of another person as for none, so that addresses tell nothing.
    stories = Story.objects.seen_by(cast(User, request.user)).select_related("topic")
    return get_object_or_404(stories, pk=pk)
