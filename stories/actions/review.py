"""A teacher's look at an offered story: send it back with a note, and see what changed since."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record
from edusmart.live.models import changing
from edusmart.live.publish import recheck
from edusmart.plain.text import without_controls
from stories.models import Scene, SentBack, Story
from stories.models.sent_back import LONGEST_NOTE


@dataclass(frozen=True)
class Piece:
    """Some words of a scene. `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """A scene that reads otherwise than at the last look; `number` counts from 1, None: it is gone.

    `scene` is its id, `now` what it says.
    """

    number: int | None
    pieces: list[Piece]
    scene: int | None = None
    now: str = ""


def may_send_back(story: Story, user: User) -> bool:
    """Return whether the user may send the story back: a teacher to whom another person offered it."""
    return story.is_offered and story.owner_id != user.pk and story.may_publish(user)


def send_back(story: Story, user: User, note: str) -> None:
    """Give an offered story back to its owner with a note, which they read on their shelf.

    Raises RequestRefused: 403; 400 for a note that is empty or too long; 409 for a story that is shown to
    others already.
    """
    if not may_send_back(story, user):
        raise RequestRefused("Only a teacher can send this story back.", "not_allowed", 403)
    plain = without_controls(note).strip()
    if not plain or len(plain) > LONGEST_NOTE:
        raise RequestRefused(
            f"Write what is good and what to change, in at most {LONGEST_NOTE} characters.", "note"
        )
    with changing(story.topic_id):
        story.refresh_from_db()
        if not may_send_back(story, user):
            raise RequestRefused("Only a teacher can send this story back.", "not_allowed", 403)
        if story.is_vouched_for:
            raise RequestRefused(
                "This story is shared already. Make it private first.", "shared_already", 409
            )
        texts = [
            {"scene": pk, "text": text}
            for pk, text in Scene.objects.filter(story=story).values_list("pk", "text")
        ]
        SentBack.objects.update_or_create(
            story=story, defaults={"by": user, "note": plain, "at": timezone.now(), "texts": texts}
        )
        story.offered_at = None
        story.save(update_fields={"offered_at"})
        record(Event.SENT_BACK, story, account=story.owner, by=user)
    # Teachers see it no longer, until it is offered again.
    recheck(topic=story.topic_id)


def note_on(story: Story) -> SentBack | None:
    """Return the note that waits for the owner, None once they have offered the story again."""
    if story.is_offered or story.is_vouched_for:
        return None
    return SentBack.objects.filter(story=story).first()


def notes_for(user: User) -> list[SentBack]:
    """Return the notes that wait for the user, the newest first. One query."""
    waiting = SentBack.objects.filter(
        story__owner=user, story__offered_at=None, story__published_at=None,
        story__shared_at=None, story__removed_at=None,
    )  # fmt: skip
    return list(waiting.select_related("story").order_by("-at"))


@dataclass(frozen=True)
class Said:
    """Some words of a note; `number` is the scene that they name, where it stands now, None: none."""

    text: str
    number: int | None = None


def said_in(note: SentBack) -> list[Said]:
    """Return the note's words piece by piece: where it names a scene, that scene may be led to.


    Meant is the scene that had this number when the note was written; one that is gone is words only.
    One query where scenes are named, else none.
    """
    named = list(_scene_names().finditer(note.note))
    scenes = Scene.objects.filter(story=note.story_id) if named else Scene.objects.none()
    here = dict(scenes.values_list("pk", "index"))
    found, end = [], 0
    for match in named:
        at = int(match[1]) - 1
        index = here.get(note.texts[at]["scene"]) if 0 <= at < len(note.texts) else None
        if index is not None:
            found += [Said(note.note[end : match.start()]), Said(match[0], index + 1)]
            end = match.end()
    return [it for it in (*found, Said(note.note[end:])) if it.text]


@cache
def _scene_names() -> re.Pattern[str]:
    """Return what names a scene in a note: what "Scene {n}:" is in the languages of the pages."""
    names = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            names.add(re.escape(gettext("Scene {n}:").partition("{")[0].strip()))
    return re.compile(rf"\b(?:{'|'.join(sorted(names))})\s([0-9]{{1,3}})\b", re.IGNORECASE)


def changes_since_look(story: Story) -> list[Change] | None:
    """Return the scenes that read otherwise than when the story was sent back; None: it never was."""
    last = SentBack.objects.filter(story=story).first()
    if last is None:
        return None
    before = {it["scene"]: it["text"] for it in last.texts}
    scenes = list(Scene.objects.filter(story=story).order_by("index"))
    changed = [
        Change(
            scene.index + 1,
            list(_pieces(before.get(scene.pk, ""), scene.text)),
            scene.pk,
            scene.text,
        )
        for scene in scenes
        if before.get(scene.pk, "") != scene.text
    ]
    here = {scene.pk for scene in scenes}
    gone = [text for pk, text in before.items() if pk not in here]
    return [*changed, *(Change(None, [Piece("gone", text)]) for text in gone)]


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = before.split(), after.split()
    # Without junk: common words of a short text are words like others.
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            yield Piece("same", " ".join(old[a:b]))
            continue
        if b > a:
            yield Piece("gone", " ".join(old[a:b]))
        if d > c:
            yield Piece("new", " ".join(new[c:d]))
