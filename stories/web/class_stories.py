"""Stories as the pages of classes show them: what is shared, and what pupils did with it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from classroom.features import Done, Given, Missed, OnShelf, SharedThing, Tapped
from classroom.models import SchoolClass
from edusmart.accounts.models import User
from edusmart.work.models import Status
from stories.actions.bookmark import STARTED
from stories.actions.scenes.missed import first_answers, most_missed
from stories.models import (
    Bookmark,
    HeardScene,
    SceneAnswer,
    Story,
    StoryShare,
    StoryTrace,
    TappedWord,
    TogetherScene,
)
from stories.web.shelf import cards
from stories.web.wishes import ShelfWishes

#: Stories that a class's page offers to be shared next.
OFFERED = 6


@dataclass(frozen=True)
class Place:
    """How far a pupil came in a story: the furthest scene from 1, how many scenes they heard, and how
    many more were before them while their class listened together."""

    ended_at: datetime | None = None
    finished_at: datetime | None = None
    reached: int = 0
    heard: int = 0
    together: int = 0


class ClassStories:
    """The stories' side of classes; classroom.features.Feature documents each method."""

    kind = "story"

    def on_shelf_of(self, pupil: User) -> list[OnShelf]:
        shares = StoryShare.objects.filter(school_class__memberships__pupil=pupil)
        # Of several classes the day that comes first.
        when = shares.values("thing").annotate(at=Max("shared_at"), due=Min("due_on"))
        by_story = {it["thing"]: (it["at"], it["due"]) for it in when.order_by()}
        if not by_story:
            return []
        found = cards(pupil, Story.objects.in_class_of(pupil).exclude(owner=pupil))
        return [
            OnShelf(
                _thing(story, *by_story[story.pk]),
                story.heard_scene is not None,
                story.is_finished,
            )
            for story in found
            if story.pk in by_story
        ]

    def shared_with(self, school_class: SchoolClass) -> list[SharedThing]:
        shares = StoryShare.objects.filter(school_class=school_class, thing__removed_at=None)
        by_story = {it.thing_id: it for it in shares}
        stories = {it.pk: it for it in cards(None, Story.objects.filter(pk__in=by_story))}
        return [
            _thing(stories[pk], share.shared_at, share.due_on) for pk, share in by_story.items()
        ]

    def to_share(self, teacher: User, school_class: SchoolClass, words: str) -> list[SharedThing]:
        ready = Story.objects.kept().filter(status=Status.COMPLETED)
        # The house's are published too: a teacher who made nothing yet has something to begin with.
        known = ready.filter(Q(owner=teacher) | Q(published_at__isnull=False))
        free = cards(None, known.exclude(shares__school_class=school_class))
        wished = ShelfWishes.parse({"q": words}).among(free)
        own_first = Case(When(owner=teacher, then=0), default=1)
        ordered = wished.order_by(own_first, "-created_at", "-pk")
        return [_thing(story, story.created_at, None) for story in ordered[:OFFERED]]

    def done_in(self, school_class: SchoolClass) -> list[Done]:
        traces = list(
            StoryTrace.objects.filter(
                thing__shares__school_class=school_class,
                pupil__memberships__school_class=school_class,
            )
        )
        pupils, stories = {it.pupil_id for it in traces}, {it.thing_id for it in traces}
        places, answers = _places(pupils, stories), _answers(pupils, stories)
        words = _words(traces)
        return [
            Done(
                it.pupil_id, self.kind, str(it.thing_id), it.opened_at, at.finished_at, it.seconds,
                words[it.pk], *answers.get((it.pupil_id, it.thing_id), (0, 0)),
                reached=at.reached, ended_at=at.ended_at, heard=at.heard, together=at.together,
                seen_at=it.seen_at, week_seconds=it.seconds_this_week,
            )
            for it in traces
            for at in [places.get((it.pupil_id, it.thing_id), Place())]
        ]  # fmt: skip

    def given_in(self, school_class: SchoolClass) -> list[Given]:
        return [
            Given(
                it.user_id, self.kind, str(it.scene.story_id), it.scene.index + 1,
                it.question, it.answer, it.right_answer, it.is_right,
            )
            for it in first_answers(*_in_class(school_class))
        ]  # fmt: skip

    def missed_in(self, school_class: SchoolClass) -> list[Missed]:
        return [
            Missed(
                self.kind, str(it.scene.story_id), it.scene.index + 1, it.scene.question["text"],
                it.given, it.missed, it.instead,
                f"{reverse('stories:edit', args=[it.scene.story_id])}#scene-{it.scene.index + 1}",
            )
            for it in most_missed(*_in_class(school_class))
        ]  # fmt: skip

    def waiting_in(self, school_class: SchoolClass) -> int:
        pupils = school_class.memberships.values("pupil")
        return Story.objects.waiting_for_a_look().filter(owner__in=pupils).count()


def _in_class(school_class: SchoolClass) -> tuple[Any, Any]:
    """Return what is shared with the class, and its pupils: querysets of ids."""
    stories = StoryShare.objects.filter(school_class=school_class).values("thing")
    return stories, school_class.memberships.values("pupil")


def _thing(story: Any, shared_at: datetime, due_on: Any) -> SharedThing:
    return SharedThing(
        kind=ClassStories.kind,
        key=str(story.pk),
        title=story.title,
        language=story.language,
        direction=story.direction,
        url=reverse("stories:player", args=[story.pk]),
        sharing_url=reverse("stories:classes", args=[story.pk]),
        cover_url=story.cover_url,
        parts=story.total_items,
        shared_at=shared_at,
        due_on=due_on,
        seconds=story.duration_seconds or 0,
    )


def _places(pupils: set[int], stories: set[UUID]) -> dict[tuple[int, UUID], Place]:
    """Return where each pupil is in each story that they have a place in."""
    marks = Bookmark.objects.filter(user__in=pupils, story__in=stories)
    begun = Case(When(STARTED, then=F("scene") + 1), default=0)
    of_each = HeardScene.objects.filter(user=OuterRef("user"), scene__story=OuterRef("story"))
    by_story = of_each.order_by().values("scene__story")
    counted = by_story.annotate(n=Count("pk")).values("n")
    last = by_story.annotate(last=Max("scene__index") + 1).values("last")
    shown = TogetherScene.objects.filter(user=OuterRef("user"), scene__story=OuterRef("story"))
    of_it = HeardScene.objects.filter(user=OuterRef("user"), scene=OuterRef("scene"))
    along = (
        shown.filter(~Exists(of_it))
        .order_by()
        .values("scene__story")
        .annotate(n=Count("pk"))
        .values("n")
    )
    gone = Case(When(furthest__gt=0, then=F("furthest") + 1), default=0)
    # Who is led back, or listens again, has come as far as before; what was heard was come to.
    found = marks.annotate(
        reached=Greatest(begun, gone, Coalesce(Subquery(last), 0)),
        heard=Coalesce(Subquery(counted), 0),
        together=Coalesce(Subquery(along), 0),
    )
    names = ("user", "story", "ended_at", "finished_at", "reached", "heard", "together")
    return {(user, story): Place(*place) for user, story, *place in found.values_list(*names)}


def _answers(pupils: set[int], stories: set[UUID]) -> dict[tuple[int, UUID], tuple[int, int]]:
    """Return (answers given, right ones) by pupil and story. Only first answers are kept."""
    given = SceneAnswer.objects.filter(user__in=pupils, scene__story__in=stories)
    counted = given.values("user", "scene__story").annotate(
        all=Count("pk"), good=Count("pk", filter=Q(is_right=True))
    )
    return {(it["user"], it["scene__story"]): (it["all"], it["good"]) for it in counted.order_by()}


def _words(traces: list[StoryTrace]) -> dict[int, list[Tapped]]:
    found: dict[int, list[Tapped]] = defaultdict(list)
    for word in TappedWord.objects.filter(trace__in=traces).order_by("-times", "word"):
        found[word.trace_id].append(Tapped(word.word, word.times))
    return found
