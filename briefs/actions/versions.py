"""Let a brief out: keep it as listeners get it, words and sound together, and bring an older one back."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from briefs.actions import audio_jobs, write
from briefs.models import Brief, BriefItem, Version, VersionItem
from edusmart.accounts.errors import RequestRefused
from edusmart.live.models import Topic, out_of_view
from tts.models import Narration

MOST_VERSIONS = 50  # of a brief; the oldest go

ON_TIME = timedelta(minutes=1)  # so long after its hour a brief is late, and says so

Line = tuple[int, str, str, str, int | None]


def let_out_if_ready(topic: Topic) -> None:
    """Give listeners what is written, where they are to have the brief and all of it has its audio.

    Call inside `changing(topic)`.
    """
    brief = Brief.objects.filter(topic=topic).first()
    if brief is None or not (brief.out_at or brief.is_due) or audio_jobs.running_job(brief):
        return
    if not audio_jobs.speakable_items(brief) or audio_jobs.missing_audio(brief):
        return
    now = timezone.now()
    if not brief.out_at and brief.publish_at and now - brief.publish_at > ON_TIME:
        brief.was_due_at, brief.publish_at = brief.publish_at, now
    let_out(brief)


def let_out(brief: Brief) -> None:
    """Make what is written the version that listeners have. Call inside `changing(topic)`.

    What nothing is to be read of is left out.
    """
    items = audio_jobs.speakable_items(brief)
    lines = [_line(item) for item in items]
    if not (brief.out_at and _is_the_same(brief, lines)):
        version = _new_version(brief, lines)
        brief.out_at, brief.out_title, brief.out_language = (
            version.out_at,
            brief.title,
            brief.language,
        )
        _forget(version)
    brief.out_edition, brief.held_at = brief.edition, None
    hour = {"held_at", "publish_at", "was_due_at"}
    brief.save(update_fields={"out_at", "out_title", "out_language", "out_edition", *hour})


def withdraw(brief: Brief) -> None:
    """Take from listeners what they have; the versions stay. The caller saves the brief.

    Call inside `changing(topic)`.
    """
    brief.out_at = brief.held_at = brief.was_due_at = None
    VersionItem.objects.filter(version__brief=brief).update(narration=None)
    out_of_view(brief.topic_id)


def bring_back(version: Version) -> Brief:
    """Make the draft say what this version says. Raises RequestRefused."""
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
    return write.save(brief, version.title, version.language, items)


def _line(item: BriefItem) -> Line:
    return item.pk, item.title, item.text, item.spoken_language, item.narration_id


def _is_the_same(brief: Brief, lines: list[Line]) -> bool:
    if (brief.out_title, brief.out_language) != (brief.title, brief.language):
        return False
    newest = Version.objects.filter(brief=brief).first()
    columns = ("of_item", "title", "text", "language", "narration")
    return newest is not None and list(newest.items.values_list(*columns)) == lines


def _new_version(brief: Brief, lines: list[Line]) -> Version:
    version = Version(
        topic_id=brief.topic_id, brief=brief, title=brief.title, language=brief.language,
        out_at=timezone.now(),
    )  # fmt: skip
    version.save()
    VersionItem.objects.bulk_create(
        VersionItem(
            version=version, position=place, of_item=item, title=title, text=text, language=language,
            narration_id=narration,
        )
        for place, (item, title, text, language, narration) in enumerate(lines)
    )  # fmt: skip
    return version


def _forget(newest: Version) -> None:
    """Let go of the sound of the versions before, and of those that are too many."""
    older = VersionItem.objects.filter(version__brief=newest.brief_id).exclude(version=newest)
    older.update(narration=None)
    for version in Version.objects.filter(brief=newest.brief_id)[MOST_VERSIONS:]:
        version.delete()
    # Of items that were deleted while listeners still heard them.
    heard = VersionItem.objects.filter(narration=OuterRef("pk"))
    unheard = Narration.objects.filter(topic=newest.topic_id, item_audio=None)
    for narration in unheard.exclude(Exists(heard)):
        narration.delete()
    # Watchers drop what is not shown any more.
    out_of_view(newest.topic_id)
