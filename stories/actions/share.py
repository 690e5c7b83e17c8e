"""Sharing a story with classes, and what pupils do with it then."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from classroom.actions.sharing import note, share
from classroom.models import SchoolClass
from classroom.models.school_class import SchoolClassQuerySet
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.publish import recheck
from stories.actions.story import require_seen
from stories.models import Scene, Story, StoryShare, StoryTrace, TappedWord
from stories.models.class_share import LONGEST_WORD

MOST_WORDS = 200  # of one pupil in one story


def may_share(story: Story, user: User) -> bool:
    """Return whether the user may share the story with classes of theirs: what they may publish, and what
    everybody has already."""
    return story.may_publish(user) or (user.is_editor and story.is_vouched_for)


def classes_with(story: Story, user: User) -> SchoolClassQuerySet:
    """Return the classes that the user runs and that have the story."""
    shares = StoryShare.objects.filter(thing=story).values("school_class")
    run: SchoolClassQuerySet = SchoolClass.objects.run_by(user)
    return run.filter(pk__in=shares)


def share_story(
    story: Story, user: User, wanted: Mapping[int, date | None], seen: int | None
) -> None:
    """Share the story with these classes of the user's, by id, and with no others of theirs.

    The values are the days by which it is to be listened to, None for none. `seen` is the topic's rev that
    the user looked at. Raises RequestRefused: 403; 400 for a day that is over; 409 as `publish_story`.
    """
    with changing(story.topic_id) as rev:
        story.refresh_from_db()
        if not may_share(story, user):
            raise RequestRefused("Only a teacher can share this story.", "not_allowed", 403)
        if wanted and not story.is_vouched_for:
            require_seen(story, user, seen, rev)
        share(StoryShare, story, user, wanted)
        is_shared = StoryShare.objects.filter(thing=story).exists()
        story.shared_at = (story.shared_at or timezone.now()) if is_shared else None
        story.save(update_fields={"shared_at"})
    # Those who may no longer watch may be watching just now.
    recheck(topic=story.topic_id)


def note_opened(story: Story, user: User) -> bool:
    """Note that a pupil opened the story, where it is shared with a class of theirs; return whether."""
    if not story.shared_at or not Story.objects.in_class_of(user).filter(pk=story.pk).exists():
        return False
    StoryTrace.objects.get_or_create(pupil=user, thing=story)
    return True


def note_listening(story: Story, user: User, seconds: float, words: Iterable[str]) -> None:
    """Add what a pupil listened to, and the words that they tapped. Nothing where no class has the story.

    Seconds count as far as they have passed, words as far as the story has them: a loop adds no more.
    """
    if not story.shared_at or not (seconds or words):
        return
    with transaction.atomic():
        if trace := note(StoryTrace, story, user, seconds):
            _note_words(trace, story, list(words))


def _note_words(trace: StoryTrace, story: Story, words: list[str]) -> None:
    if not words:
        return
    told = " ".join(Scene.objects.filter(story=story).values_list("text", flat=True)).casefold()
    known = set(trace.words.values_list("word", flat=True))
    for word in words:
        plain = _plain(word)
        if not plain or plain not in told:
            continue
        if plain in known:
            few = TappedWord.objects.filter(trace=trace, word=plain, times__lt=999)
            few.update(times=F("times") + 1)
        elif len(known) < MOST_WORDS:
            TappedWord.objects.create(trace=trace, word=plain)
            known.add(plain)


def _plain(word: str) -> str:
    """Return the word without what stands around it: “Fox!” is fox."""
    folded = word[:LONGEST_WORD].casefold()
    inside = [at for at, it in enumerate(folded) if it.isalnum()]
    return folded[inside[0] : inside[-1] + 1] if inside else ""
