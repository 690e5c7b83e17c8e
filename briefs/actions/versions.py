"""Let a brief out as it was pressed, words and sound together, and bring an older version back."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from briefs.actions import audio_jobs, write
from briefs.models import Brief, BriefItem, Version, VersionItem
from edusmart.accounts.errors import RequestRefused
from edusmart.live.models import Topic, out_of_view
from tts.models import Lexicons, Narration

MOST_VERSIONS = 50  # of a brief; the oldest go

ON_TIME = timedelta(minutes=1)  # so long after its hour a brief is late, and says so

Line = tuple[int, str, str, str, int | None]


def press(brief: Brief) -> Version:
    """Keep what is written as what listeners get next, with the sound that is there. Saves the brief.

    Call inside `changing(topic)`. What nothing is to be read of is left out.
    """
    _forget_waiting(brief)
    version = Version(
        topic_id=brief.topic_id, brief=brief, title=brief.title, language=brief.language,
        pressed_at=timezone.now(),
    )  # fmt: skip
    version.save()
    lexicons = Lexicons()
    VersionItem.objects.bulk_create(
        VersionItem(
            version=version, position=place, of_item=item.pk, title=item.title, text=item.text,
            language=item.spoken_language,
            narration_id=None if item.stale(lexicons) else item.narration_id,
        )
        for place, item in enumerate(audio_jobs.speakable_items(brief))
    )  # fmt: skip
    brief.waiting_edition, brief.held_at = brief.edition, None
    brief.save(update_fields={"waiting_edition", "held_at"})
    return version


def let_out_if_ready(topic: Topic) -> None:
    """Give listeners what was pressed for them, where its hour has come and all of it has its audio.

    Call inside `changing(topic)`.
    """
    brief = Brief.objects.filter(topic=topic).first()
    if brief is None:
        return
    if brief.is_due and not brief.waiting_edition and audio_jobs.speakable_items(brief):
        pressed = press(brief)  # its hour was set before there were versions that wait
        pressed.pressed_at = None
        pressed.save(update_fields={"pressed_at"})
    waiting = Version.objects.waiting().filter(brief=brief).first()
    if waiting:
        is_ready = _take_sound(brief, waiting) and not audio_jobs.running_job(brief)
        if is_ready and (brief.out_at or brief.is_due):
            _release(brief, waiting)
    _note_difference(brief)


def let_out(brief: Brief) -> None:
    """Make what is written the version that listeners have, with or without sound.

    Call inside `changing(topic)`.
    """
    _release(brief, press(brief))
    _note_difference(brief)


def silent_items(brief: Brief) -> list[BriefItem] | None:
    """Return the draft's items whose audio is what the waiting version lacks, None where it lacks audio of
    words that are not written there any more.
    """
    missing = {item.pk: item for item in audio_jobs.missing_audio(brief)}
    found = []
    for line in VersionItem.objects.filter(version__brief=brief, version__out_at=None):
        item = missing.get(line.of_item)
        if item and _says_the_same(item, line):
            found.append(item)
        elif not line.heard:
            return None
    return found


def _take_sound(brief: Brief, waiting: Version) -> bool:
    """Give the version the newest sound of its words. Returns whether all of them have some."""
    lexicons = Lexicons()
    written = {it.pk: it for it in audio_jobs.speakable_items(brief)}
    are_ready = True
    for line in waiting.items.select_related("narration"):
        item, before = written.get(line.of_item), line.narration_id
        if item and item.heard and _says_the_same(item, line) and not item.stale(lexicons):
            line.narration = item.narration
        elif not line.heard:
            line.narration = _made_for(line)
        if line.narration_id != before:
            line.save(update_fields=["narration"])
        are_ready = are_ready and line.heard
    return are_ready


def _says_the_same(item: BriefItem, line: VersionItem) -> bool:
    return (item.spoken_text, item.spoken_language) == (line.spoken_text, line.language)


def _made_for(line: VersionItem) -> Narration | None:
    """Return the newest sound of these words, though its item may say others by now."""
    made = Narration.objects.filter(
        item_audio__item=line.of_item, text=line.spoken_text, language=line.language,
        recording__isnull=False,
    )  # fmt: skip
    return made.order_by("-pk").first()


def _release(brief: Brief, version: Version) -> None:
    """Make the version what listeners have."""
    now = timezone.now()
    if not brief.out_at and brief.publish_at and now - brief.publish_at > ON_TIME:
        # Who pressed “Publish now” named no hour that could be missed.
        is_now = version.pressed_at and version.pressed_at >= brief.publish_at
        brief.was_due_at = None if is_now else brief.publish_at
        brief.publish_at = now
    if brief.out_at and _is_heard(brief, version.title, version.language, _lines(version)):
        version.delete()
    else:
        version.out_at = now
        version.save()
        brief.out_at = now
        brief.out_title, brief.out_language = version.title, version.language
        _forget(version)
    brief.out_edition, brief.waiting_edition = brief.waiting_edition, 0
    brief.makes_first, brief.held_at = False, None
    state = {"waiting_edition", "makes_first", "held_at", "publish_at", "was_due_at"}
    brief.save(update_fields={"out_at", "out_title", "out_language", "out_edition", *state})


def _note_difference(brief: Brief) -> None:
    """Note whether listeners have what is written, as words and as sound."""
    if not brief.out_at:
        return
    draft = [_line(item) for item in audio_jobs.speakable_items(brief)]
    heard = brief.edition if _is_heard(brief, brief.title, brief.language, draft) else 0
    # The edition that they have stays known while the draft differs by its words alone.
    if (heard or brief.out_edition == brief.edition) and heard != brief.out_edition:
        brief.out_edition = heard
        brief.save(update_fields={"out_edition"})


def withdraw(brief: Brief) -> None:
    """Take from listeners what they have; the versions stay. The caller saves the brief.

    Call inside `changing(topic)`.
    """
    brief.out_at = brief.held_at = brief.was_due_at = None
    brief.waiting_edition, brief.makes_first = 0, False
    _forget_waiting(brief)
    VersionItem.objects.filter(version__brief=brief).update(narration=None)
    out_of_view(brief.topic_id)


def bring_back(version: Version, edition: int | None = None) -> Brief:
    """Make the draft say what this version says.

    `edition` is the draft's that was there when this was asked for. Raises RequestRefused.
    """
    brief = version.brief
    held = set(BriefItem.objects.filter(brief=brief).values_list("pk", flat=True))
    items = [
        write.WrittenItem(
            it.of_item if it.of_item in held else None, it.title, it.text,
            "" if it.language == version.language else it.language,
        )
        for it in version.items.all()
    ]  # fmt: skip
    if not items:
        raise RequestRefused("There is nothing in this version.", "empty_version", 409)
    return write.save(brief, version.title, version.language, items, edition)


def _line(item: BriefItem) -> Line:
    return item.pk, item.title, item.text, item.spoken_language, item.narration_id


def _lines(version: Version) -> list[Line]:
    return list(version.items.values_list("of_item", "title", "text", "language", "narration"))


def _is_heard(brief: Brief, title: str, language: str, lines: list[Line]) -> bool:
    """Return whether this is what listeners of the published brief have."""
    if (brief.out_title, brief.out_language) != (title, language):
        return False
    newest = Version.objects.out().filter(brief=brief).first()
    return newest is not None and _lines(newest) == lines


def _forget_waiting(brief: Brief) -> None:
    for version in Version.objects.waiting().filter(brief=brief):
        version.delete()


def _forget(newest: Version) -> None:
    """Let go of the sound of the versions before, and of those that are too many."""
    older = VersionItem.objects.filter(version__brief=newest.brief_id).exclude(version=newest)
    older.update(narration=None)
    for version in Version.objects.filter(brief=newest.brief_id)[MOST_VERSIONS:]:
        version.delete()
    # Of items that were deleted while listeners still heard them.
    heard = VersionItem.objects.filter(narration=OuterRef("pk"))
    unheard = Narration.objects.filter(topic=newest.topic_id, item_audio=None)
    written = BriefItem.objects.filter(narration=OuterRef("pk"))
    for narration in unheard.exclude(Exists(heard) | Exists(written)):
        narration.delete()
    # Watchers drop what is not shown any more.
    out_of_view(newest.topic_id)
