"""What teachers and owners do with whole scenes: add one, remove one, move one, split it, join it.

What still fits is kept. A scene whose words change is spoken again, one that is new gets a picture, and
nothing else is made again.
"""

from dataclasses import dataclass

from django.db.models import Q

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from stories.actions.scenes.editing import is_still_said, scene_title, set_text, speakable
from stories.actions.scenes.lesson import MOST_WORDS
from stories.actions.scenes.making import make_scene
from stories.actions.scenes.order import Arrangement, arranging
from stories.actions.scenes.places import append_places, cut_places, leave_places, share_heard
from stories.actions.scenes.question import is_asked_of_rest
from stories.actions.scenes.removed import keep_removed
from stories.actions.scenes.sentences import (
    cut,
    pages_of,
    seconds_before,
    sentences_of,
    traces_of,
)
from stories.costs.budget import require_budget
from stories.costs.estimate import cost_of_picture
from stories.models import Illustration, Scene, SceneAnswer, Story

_CHANGED = "Somebody else changed this meanwhile. Look at it, then try again."


def add_scene(story: Story, user: User, text: str, title: str = "", at: int | None = None) -> Scene:
    """Put a scene of the person's own words at index `at`, None for the end; its picture is ordered.

    Raises RequestRefused, and changes nothing: 400 for an empty or too long text or title; 409 as
    `arranging`, where the story is full, or for an index that is no place; 429 where the budget does not pay.
    """
    text, title = speakable(text), scene_title(title)
    with arranging(story, user) as it:
        it.require_room()
        place = len(it.scenes) if at is None else at
        _require_place(place, len(it.scenes))
        require_budget(story.owner, cost_of_picture())
        it.put([*it.scenes[:place], None, *it.scenes[place:]])
        scene = make_scene(story, place, text, title=title, cast=_cast_in(text, story))
        _open_again(story)
    return scene


def remove_scene(scene: Scene, user: User, seen_rev: int | None = None) -> None:
    """Take the scene out of its story; it is kept for a while, but for its voice and its answers.

    `seen_rev` is the scene's `rev` that was looked at: words that somebody joined into it since would go
    with it.

    Raises RequestRefused (409) as `arranging`, where the scene was changed, or where it is the only one.
    """
    with arranging(scene.story, user) as it:
        gone = it.find(scene)
        _require_seen_rev(gone, seen_rev)
        if len(it.scenes) == 1:
            raise RequestRefused(
                "A story has at least one scene. Change its words instead.", "last_scene", 409
            )
        # Its listeners go on with what follows; after the last with the one before it.
        leave_places(it.story, gone.index, gone.index + (1 if gone is not it.scenes[-1] else -1))
        keep_removed(gone)
        _take_out(it, gone)


def move_scene(scene: Scene, user: User, to: int) -> Scene:
    """Put the scene at index `to`. Nothing is made again.

    Raises RequestRefused (409) as `arranging`, or for an index that is no place.
    """
    with arranging(scene.story, user) as it:
        moved = it.find(scene)
        _require_place(to, len(it.scenes) - 1)
        others = [other for other in it.scenes if other is not moved]
        it.put([*others[:to], moved, *others[to:]])
    return moved


def split_scene(scene: Scene, user: User, keeps: int, seen: str | None = None) -> Scene:
    """Make a scene of what comes after the first `keeps` sentences. Returns it.

    Both are spoken anew. The first keeps the picture; the question goes with the half that it is about,
    and its answers with it. `seen` is the text that was looked at.

    Raises RequestRefused: 409 as `arranging`, where the text was changed, or for a place that is not
    between two sentences; 429 where the budget does not pay for a picture.
    """
    with arranging(scene.story, user) as it:
        first = it.find(scene)
        _require_seen(first, seen)
        it.require_room()
        if not 1 <= keeps < len(sentences_of(first.text)):
            raise RequestRefused(
                "Split a scene between two of its sentences.", "no_such_place", 409
            )
        require_budget(it.story.owner, cost_of_picture())
        _split(it, first, keeps)
    return Scene.objects.get(story=scene.story_id, index=first.index + 1)


@dataclass(frozen=True, slots=True)
class SeenNext:
    """The scene that was seen behind another, and its `rev`; None where they are not known."""

    pk: int | None = None
    rev: int | None = None


def join_scenes(
    scene: Scene, user: User, seen: str | None = None, seen_next: SeenNext | None = None
) -> Scene:
    """Put the words of the next scene behind those of this one, which keeps its picture.

    The first's question stays, or else the second's. `seen` is the scene's text that was looked at,
    `seen_next` what was seen of the next, whose picture goes.

    Raises RequestRefused: 400 where both are too long for one scene, 409 as `arranging`, where the text
    or the next scene was changed, where another scene is the next, or where none follows.
    """
    seen_next = seen_next or SeenNext()
    with arranging(scene.story, user) as it:
        first = it.find(scene)
        _require_seen(first, seen)
        if first is it.scenes[-1]:
            raise RequestRefused("No scene follows this one.", "no_next_scene", 409)
        second = it.scenes[first.index + 1]
        if seen_next.pk not in {None, second.pk}:
            raise RequestRefused(_CHANGED, "changed", 409)
        _require_seen_rev(second, seen_next.rev)
        _join(it, first, second, speakable(f"{first.text}\n\n{second.text}"))
    return first


def _split(it: Arrangement, first: Scene, keeps: int) -> None:
    at, whole, traced = cut(first.text, keeps), first.text, first.traced
    kept, rest = whole[:at].rstrip(), whole[at:]
    it.put([*it.scenes[: first.index + 1], None, *it.scenes[first.index + 1 :]])
    heard = seconds_before(first, at)
    if heard is None:
        # Nobody knows what was heard of it: its listeners begin it once more.
        leave_places(it.story, first.index, first.index)
    else:
        cut_places(it.story, first.index, heard)
    later, question = traces_of(traced, rest), first.question
    moves = is_asked_of_rest(first, kept, rest)
    second = make_scene(
        it.story, first.index + 1, rest,
        source_pages=pages_of(later, first.source_pages),
        traced=later,
        cast=[name for name in first.cast if name in rest],
        words=[word for word in first.words if _is_said_first_in(word, whole, kept, rest)],
        question=question if moves else {},
    )  # fmt: skip
    share_heard(first, second)
    if moves:
        SceneAnswer.objects.filter(scene=first).update(scene=second)
    first.question = {}  # its half says what it asks about: it is not held back
    set_text(first, kept)
    first.question = {} if moves else question
    first.traced = traces_of(traced, kept)
    first.source_pages = pages_of(first.traced, first.source_pages)
    first.save(update_fields={"traced", "source_pages", "question"})


def _is_said_first_in(word: dict[str, str], whole: str, kept: str, rest: str) -> bool:
    """Return whether the rest says the word to learn, and what is kept before it does not."""
    return is_still_said(word, whole, rest) and not is_still_said(word, whole, kept)


def _join(it: Arrangement, first: Scene, second: Scene, text: str) -> None:
    traced = [*first.traced, *second.traced]
    known = {word["word"].casefold() for word in first.words}
    more = [word for word in second.words if word["word"].casefold() not in known]
    if recording := first.narration.recording:
        append_places(it.story, first.index, recording.duration)
    else:
        leave_places(it.story, second.index, first.index)
    # One question comes after a scene; answers to another are kept, and counted for none.
    same = SceneAnswer.objects.filter(scene=first).values("user", "question")
    for answer in SceneAnswer.objects.filter(scene=second):
        if {"user": answer.user_id, "question": answer.question} not in same:
            answer.scene = first
            answer.save(update_fields={"scene"})
    first.question = first.question or second.question
    first.title = first.title or second.title
    first.words = [*first.words, *more][:MOST_WORDS]
    first.source_pages = sorted({*first.source_pages, *second.source_pages})
    first.cast = list(dict.fromkeys([*first.cast, *second.cast]))
    first.save(update_fields={"question", "title", "words", "source_pages", "cast"})
    set_text(first, text)
    first.traced = traced
    first.save(update_fields={"traced"})
    _take_out(it, second)


def _take_out(it: Arrangement, scene: Scene) -> None:
    """Delete the scene with what was made for it, and close the gap."""
    narration, shown = scene.narration, Q(pk=scene.illustration_id)
    others = [other for other in it.scenes if other is not scene]
    scene.delete()
    # After the scene, which needs both; a worker that makes one finds no row to complete.
    narration.delete()
    for picture in Illustration.objects.filter(shown | Q(replaces=scene.illustration_id)):
        picture.delete()
    it.put(others)


def _open_again(story: Story) -> None:
    if not story.is_open:
        story.start_round()


def _cast_in(text: str, story: Story) -> list[str]:
    return [member["name"] for member in story.cast if member["name"] in text]


def _require_place(index: int, last: int) -> None:
    if not 0 <= index <= last:
        raise RequestRefused("There is no such place in this story.", "no_place", 409)


def _require_seen_rev(scene: Scene, rev: int | None) -> None:
    if rev not in {None, scene.rev}:
        raise RequestRefused(_CHANGED, "changed", 409)


def _require_seen(scene: Scene, seen: str | None) -> None:
    if seen is not None and seen != scene.text:
        raise RequestRefused(_CHANGED, "changed", 409)
